//! Boards that come from elsewhere: by link, by file, one's own or a group's. Each is read whole and
//! held against this survey before anything changes.

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{Desk, new_id};
use crate::discuss::codec::PREFIX;
use crate::discuss::{Board, BoardError, BoardId, Group, Shelf, Store};
use crate::text::discuss::page as words;
use crate::ui::dom;

/// What a file holds, as if it were kept: boards of a saved shelf are read as the shelf reads its own.
#[derive(Default)]
struct Held(RefCell<Option<String>>);

impl Store for Held {
    fn read(&self, key: &str) -> Option<String> {
        self.0.borrow().clone().filter(|_| key.is_empty())
    }

    fn write(&self, _key: &str, _text: &str) -> bool {
        true
    }
}

impl Desk {
    /// Looks at the address now, and whenever another link is followed on this page.
    pub fn watch_address(self) {
        let look = move || {
            let fragment = window().location().hash().unwrap_or_default();
            if fragment.starts_with(PREFIX) {
                self.look_at(&fragment);
            }
        };
        let change = window_event_listener(ev::hashchange, move |_| look());
        on_cleanup(move || change.remove());
        look();
    }

    /// Shows what a link brings.
    fn look_at(self, fragment: &str) {
        match self.read_link(fragment) {
            Ok(board) => {
                self.wrong.set(Vec::new());
                self.incoming.set(Some(board));
                request_animation_frame(|| dom::focus("incoming"));
            }
            Err(error) => {
                self.incoming.set(None);
                self.refuse(words::link_refused(&error.to_string()));
            }
        }
    }

    fn read_link(self, link: &str) -> Result<Board, BoardError> {
        let board = Board::parse_link(link)?;
        board.fits(&self.atlas()).map(|_fit| board)
    }

    /// All boards of a text: of one that was saved, or of many.
    fn read_file(self, text: &str) -> Result<Vec<Board>, BoardError> {
        let boards = match Board::parse(text) {
            Ok(board) => vec![board],
            Err(error) => {
                let shelf = Shelf::new(Held(RefCell::new(Some(text.to_owned()))), "");
                match shelf.list() {
                    Ok((boards, None)) if !boards.is_empty() => boards,
                    _ => return Err(error),
                }
            }
        };
        boards.iter().try_for_each(|board| board.fits(&self.atlas()).map(|_fit| ()))?;
        Ok(boards)
    }

    /// Keeps the board of the link as one's own.
    pub fn keep_incoming(self) {
        let (Some(board), Some(fresh)) = (self.incoming.get_untracked(), new_id()) else { return };
        if !self.keep_now() {
            return;
        }
        if let Some(kept) = self.tell(self.shelf.with_value(|shelf| shelf.import(&board, fresh))) {
            self.forget_link();
            self.show(kept);
            self.say(words::kept_mine());
        }
    }

    /// Counts the board of the link in the group.
    pub fn group_incoming(self) {
        let Some(board) = self.incoming.get_untracked() else { return };
        self.forget_link();
        self.put_in(vec![board]);
        self.say(words::kept_group(self.group.read_untracked().len()));
        dom::focus("group-head");
    }

    /// Leaves everything as it was.
    pub fn discard_incoming(self) {
        self.forget_link();
        self.say(words::discarded());
        dom::focus("main");
    }

    /// The board is done with: to load the page anew does not bring it again.
    fn forget_link(self) {
        self.incoming.set(None);
        let location = window().location();
        let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        if let Ok(history) = window().history() {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&path)).ok();
        }
    }

    /// Takes boards of a file among one's own.
    pub fn bring(self, name: &str, text: &str) {
        if !self.keep_now() {
            return;
        }
        let boards = match self.read_file(text) {
            Ok(boards) => boards,
            Err(error) => return self.refuse(words::wrong_with(name, &error.to_string())),
        };
        let mut count = 0_usize;
        for board in boards {
            let Some(fresh) = new_id() else { return };
            if self.tell(self.shelf.with_value(|shelf| shelf.import(&board, fresh))).is_none() {
                return;
            }
            count += 1;
        }
        self.say(words::imported(count));
    }

    /// Takes files into the group: each with its name, and its text if it could be read.
    pub fn take_files(self, files: Vec<(String, Option<String>)>) {
        let mut boards = Vec::new();
        let mut wrong = Vec::new();
        for (name, text) in files {
            match text.map(|text| self.read_file(&text)) {
                Some(Ok(read)) => boards.extend(read),
                Some(Err(error)) => wrong.push(words::wrong_with(&name, &error.to_string())),
                None => wrong.push(words::unreadable_file(&name)),
            }
        }
        self.took(boards, wrong);
    }

    /// Takes links into the group, one a line. Gives those that could not be used.
    pub fn take_links(self, links: &str) -> String {
        let mut boards = Vec::new();
        let mut wrong = Vec::new();
        let mut rest = Vec::new();
        for (at, line) in links.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            match self.read_link(line) {
                Ok(board) => boards.push(board),
                Err(error) => {
                    wrong.push(words::wrong_with(&words::link_number(at + 1), &error.to_string()));
                    rest.push(line);
                }
            }
        }
        self.took(boards, wrong);
        rest.join("\n")
    }

    /// Counts one's own board in the group.
    pub fn add_own(self) {
        self.took(vec![self.board.get_untracked()], Vec::new());
    }

    /// Takes a board out of the group.
    pub fn take_out(self, id: &BoardId) {
        self.change_group(|group| group.retain(|board| board.id() != id));
        self.group_said.set(words::kept_group(self.group.read_untracked().len()));
        dom::focus("group-head");
    }

    /// Takes all boards out of the group.
    pub fn clear_group(self) {
        self.change_group(Vec::clear);
        self.group_said.set(words::kept_group(0_usize));
        dom::focus("group-head");
    }

    fn took(self, boards: Vec<Board>, wrong: Vec<String>) {
        self.group_said.set(words::group_added(boards.len(), wrong.len()));
        self.wrong.set(wrong);
        self.put_in(boards);
    }

    /// Puts boards into the group; of two of one name and person the newer one stays.
    fn put_in(self, boards: Vec<Board>) {
        let axes = self.board.read_untracked().axes().clone();
        self.change_group(|group| {
            group.extend(boards);
            *group = Group::of(group, &axes).boards().to_vec();
        });
    }

    /// The group as it is kept, which another tab may have changed; as it is shown where nothing is kept.
    pub(super) fn kept_group(self) -> Vec<Board> {
        let kept = self.group_shelf.with_value(|shelf| shelf.has_any().then(|| shelf.list()));
        kept.and_then(Result::ok).map_or_else(|| self.group.get_untracked(), |(boards, _)| boards)
    }

    /// Changes the group as it is kept, in one step; as it is shown where nothing is or can be kept.
    fn change_group(self, step: impl FnOnce(&mut Vec<Board>)) {
        let mut group = self.group.get_untracked();
        let mut step = Some(step);
        let mut make = |group: &mut Vec<Board>| step.take().into_iter().for_each(|step| step(group));
        let kept = self.group_shelf.with_value(|shelf| {
            let has_any = shelf.has_any();
            shelf.edit(|kept| {
                if has_any {
                    group = std::mem::take(kept);
                }
                make(&mut group);
                kept.clone_from(&group);
            })
        });
        make(&mut group);
        self.group.set(group);
        if let Err(error) = kept {
            self.wrong.update(|wrong| wrong.push(error.to_string()));
        }
    }
}
