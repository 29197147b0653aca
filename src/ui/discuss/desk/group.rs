//! The boards of a group: taken in, taken out, kept, and made one's own.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::File;

use super::bring::{read_file, read_link};
use super::{Desk, new_id, now_ms};
use crate::discuss::codec::links_of;
use crate::discuss::group::newest;
use crate::discuss::{Board, BoardError, ShelfError};
use crate::text::discuss::page as words;
use crate::ui::discuss::files;
use crate::ui::discuss::together::name_of;
use crate::ui::dom;

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

impl Desk {
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

    /// Takes the links of a text into the group. Gives those that could not be used, one a line.
    pub async fn take_links(self, links: &str) -> String {
        let atlas = self.atlas();
        let (mut arrivals, mut turns) = (Arrivals::default(), Turns::begin());
        let mut rest = Vec::new();
        for (at, link) in links_of(links).into_iter().enumerate() {
            let read = read_link(&atlas, link).map(|board| vec![board]);
            if !arrivals.take(&words::link_number(at + 1), read) {
                rest.push(link.trim());
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

    /// Counts the board of the link in the group.
    pub fn group_incoming(self) {
        let Some(board) = self.incoming.get_untracked() else { return };
        self.forget_link();
        self.put_in(vec![board]);
        self.say(words::kept_group(self.group.read_untracked().len()));
        dom::focus("group-head");
    }

    /// Takes a board out of the group, which can be taken back until something else is done to it.
    pub fn take_out(self, taken: &Board) {
        let before = self.group.get_untracked();
        self.change_group(|group| group.retain(|board| board.owner() != taken.owner()));
        self.took_out.set(Some((words::group_taken(&name_of(taken)), before)));
        request_animation_frame(|| dom::focus("undo-group"));
    }

    /// Takes all boards out of the group, which can be taken back too.
    pub fn clear_group(self) {
        let before = self.group.get_untracked();
        self.change_group(Vec::clear);
        self.took_out.set(Some((words::group_emptied(), before)));
        request_animation_frame(|| dom::focus("undo-group"));
    }

    /// Puts back what was taken out last.
    pub fn put_back(self) {
        let Some((_, before)) = self.took_out.get_untracked() else { return };
        self.put_in(before);
        self.group_said.set(words::kept_group(self.group.read_untracked().len()));
        dom::focus("group-head");
    }

    /// Opens a new board with what the group thinks.
    pub fn open_middle(self) {
        let Some(id) = new_id() else { return };
        if !self.keep_now() {
            return;
        }
        let mut board = self.merged.read_untracked().as_board(&self.atlas(), id, now_ms());
        board.set_title(&words::group_board_title());
        if self.tell(self.shelf.with_value(|shelf| shelf.save(&board))).is_some() {
            self.show(board);
            self.say(words::group_board_made());
        }
    }

    async fn took(self, Arrivals { boards, wrong }: Arrivals) {
        dom::sleep(Duration::ZERO).await;
        if self.board.is_disposed() {
            return; // another page was turned to meanwhile
        }
        let (read, before) = (boards.len(), self.group.read_untracked().len());
        self.wrong.set(wrong);
        self.put_in(boards);
        let known = (before + read).saturating_sub(self.group.read_untracked().len());
        let mut said = words::group_added(read, self.wrong.read_untracked().len());
        if known > 0 {
            said += " ";
            said += &words::group_known(known);
        }
        self.group_said.set(said);
    }

    /// Puts boards into the group, without their plans; of several of one owner the newest stays.
    fn put_in(self, boards: Vec<Board>) {
        let axes = self.board.read_untracked().axes().clone();
        self.change_group(|group| {
            group.extend(boards.into_iter().map(Board::without_plan));
            *group = newest(group, &axes).into_iter().cloned().collect();
        });
        self.took_out.set(None);
    }

    /// The group as it is kept, which another tab may have changed; as it is shown where it is not kept.
    pub(super) fn kept_group(self) -> Vec<Board> {
        let kept = self.group_shelf.with_value(|shelf| {
            let is_kept = !self.is_group_unkept.get_value() && shelf.has_any();
            is_kept.then(|| shelf.list().ok()).flatten()
        });
        kept.map_or_else(|| self.group.get_untracked(), |(boards, _)| boards)
    }

    /// Changes the group, and keeps it.
    fn change_group(self, step: impl FnOnce(&mut Vec<Board>)) {
        let mut group = self.kept_group();
        step(&mut group);
        let kept = self.group_shelf.with_value(|shelf| shelf.edit(|kept| kept.clone_from(&group)));
        self.is_group_unkept.set_value(kept.is_err());
        self.group.set(group);
        if let Err(error) = kept {
            let told = match error {
                ShelfError::NotKept => words::group_not_kept(),
                error => error.to_string(),
            };
            self.wrong.update(|wrong| wrong.push(told));
        }
    }
}
