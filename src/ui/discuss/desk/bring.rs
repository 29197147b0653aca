//! Boards that come from elsewhere: by link, by file, one's own or a group's. Each is read whole and
//! held against this survey before anything changes.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::{Desk, new_id};
use crate::atlas::Atlas;
use crate::discuss::codec::PREFIX;
use crate::discuss::group::newest;
use crate::discuss::{Board, BoardError, Shelf, Store};
use crate::text::discuss::page as words;
use crate::ui::discuss::files;
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

/// What came for the group, and what of it can't be used, in words.
#[derive(Default)]
struct Arrivals {
    boards: Vec<Board>,
    wrong: Vec<String>,
}

impl Arrivals {
    /// Takes what was read under a name. Gives whether it can be used.
    fn take(&mut self, name: &str, read: Result<Vec<Board>, BoardError>) -> bool {
        match read {
            Ok(boards) => self.boards.extend(boards),
            Err(error) => {
                self.wrong.push(words::wrong_with(name, &error.to_string()));
                return false;
            }
        }
        true
    }
}

/// Work that goes on for long, in stretches: between them the page answers.
struct Turns {
    /// When the stretch began, in ms.
    since: f64,
}

impl Turns {
    /// How long a stretch takes at the least, in ms: less than a frame.
    const STRETCH: f64 = 12.0;

    fn begin() -> Self {
        Self { since: dom::now() }
    }

    /// Lets the page do what waits for it, if it is time.
    async fn give(&mut self) {
        if dom::now() - self.since > Self::STRETCH {
            dom::sleep(Duration::ZERO).await;
            *self = Self::begin();
        }
    }
}

/// The board of a link.
fn read_link(atlas: &Atlas, link: &str) -> Result<Board, BoardError> {
    let board = Board::parse_link(link)?;
    board.fits(atlas).map(|_fit| board)
}

/// All boards of a text: of one that was saved, or of many.
fn read_file(atlas: &Atlas, text: &str) -> Result<Vec<Board>, BoardError> {
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
    boards.iter().try_for_each(|board| board.fits(atlas).map(|_fit| ()))?;
    Ok(boards)
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
        match read_link(&self.atlas(), fragment) {
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
        let boards = match read_file(&self.atlas(), text) {
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

    /// Takes files into the group.
    pub async fn take_files(self, files: Vec<File>) {
        let atlas = self.atlas();
        let (mut arrivals, mut turns) = (Arrivals::default(), Turns::begin());
        for file in files {
            let name = file.name();
            match files::text_of(&file).await.map(|text| read_file(&atlas, &text)) {
                Some(read) => _ = arrivals.take(&name, read),
                None => arrivals.wrong.push(words::unreadable_file(&name)),
            }
            turns.give().await;
        }
        self.took(arrivals).await;
    }

    /// Takes links into the group, one a line. Gives those that could not be used.
    pub async fn take_links(self, links: &str) -> String {
        let atlas = self.atlas();
        let (mut arrivals, mut turns) = (Arrivals::default(), Turns::begin());
        let mut rest = Vec::new();
        for (at, line) in links.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            let read = read_link(&atlas, line).map(|board| vec![board]);
            if !arrivals.take(&words::link_number(at + 1), read) {
                rest.push(line);
            }
            turns.give().await;
        }
        self.took(arrivals).await;
        rest.join("\n")
    }

    /// Counts one's own board in the group.
    pub async fn add_own(self) {
        self.took(Arrivals { boards: vec![self.board.get_untracked()], wrong: Vec::new() }).await;
    }

    /// Takes a board out of the group.
    pub fn take_out(self, taken: &Board) {
        self.change_group(|group| group.retain(|board| board.owner() != taken.owner()));
        self.group_said.set(words::kept_group(self.group.read_untracked().len()));
        dom::focus("group-head");
    }

    /// Takes all boards out of the group.
    pub fn clear_group(self) {
        self.change_group(Vec::clear);
        self.group_said.set(words::kept_group(0_usize));
        dom::focus("group-head");
    }

    async fn took(self, Arrivals { boards, wrong }: Arrivals) {
        dom::sleep(Duration::ZERO).await;
        if self.board.is_disposed() {
            return; // another page was turned to meanwhile
        }
        self.group_said.set(words::group_added(boards.len(), wrong.len()));
        self.wrong.set(wrong);
        self.put_in(boards);
    }

    /// Puts boards into the group; of two of one name and person the newer one stays.
    fn put_in(self, boards: Vec<Board>) {
        let axes = self.board.read_untracked().axes().clone();
        self.change_group(|group| {
            group.extend(boards);
            *group = newest(group, &axes).into_iter().cloned().collect();
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
