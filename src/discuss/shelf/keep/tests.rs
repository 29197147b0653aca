use proptest::prelude::*;

use super::*;
use crate::discuss::sample::{board, id};
use crate::discuss::shelf::tests::Memory;
use crate::sample::atlas;

/// A shelf with one board, and that board.
fn kept(memory: &Memory) -> (Shelf<&Memory>, Board) {
    let (shelf, board) = (memory.shelf(), board(&atlas()));
    assert_eq!(shelf.keep(None, &board, id(9)), Ok((board.clone(), Meanwhile::Nothing)));
    (shelf, board)
}

fn titled(board: &Board, title: &str) -> Board {
    let mut board = board.clone();
    board.set_title(title);
    board
}

#[test]
fn one_tab_alone_keeps_what_it_has() {
    let memory = Memory::default();
    let (shelf, before) = kept(&memory);
    let mine = titled(&before, "Mine");
    assert_eq!(shelf.keep(Some(&before), &mine, id(9)), Ok((mine.clone(), Meanwhile::Nothing)));
    assert_eq!(shelf.list().unwrap().0, [mine]);
}

#[test]
fn what_another_tab_changed_is_taken_over() {
    let memory = Memory::default();
    let (shelf, before) = kept(&memory);
    let theirs = titled(&before, "Theirs").saved_at(before.saved_ms() + 1);
    shelf.save(&theirs).unwrap();
    assert_eq!(shelf.keep(Some(&before), &before, id(9)), Ok((theirs.clone(), Meanwhile::Changed)));
    let mut mine = before.clone();
    mine.set_by("Dee");
    let (both, meanwhile) = shelf.keep(Some(&before), &mine, id(9)).unwrap();
    assert_eq!((both.title(), both.by(), meanwhile), ("Theirs", "Dee", Meanwhile::Changed));
    assert_eq!(shelf.list().unwrap().0, [both]);
}

#[test]
fn two_titles_are_two_boards_and_that_is_told() {
    let memory = Memory::default();
    let (shelf, before) = kept(&memory);
    let theirs = titled(&before, "Theirs");
    shelf.save(&theirs).unwrap();
    let mine = titled(&before, "Mine");
    let (stays, meanwhile) = shelf.keep(Some(&before), &mine, id(9)).unwrap();
    assert_eq!(stays, mine);
    let Meanwhile::Apart(title) = &meanwhile else { panic!("{meanwhile:?}") };
    assert!(title.contains("Theirs") && meanwhile.told().unwrap().contains(title));
    let copy = shelf.open(&id(9)).unwrap();
    assert_eq!((copy.title(), copy.picks()), (title.as_str(), theirs.picks()));
    assert_eq!(shelf.list().unwrap().0.len(), 2);
}

#[test]
fn with_no_room_for_both_nothing_changes() {
    let memory = Memory::default();
    let (shelf, before) = kept(&memory);
    for n in 2..=MAX_BOARDS {
        shelf.save(&before.clone().renamed(id(n as u8))).unwrap();
    }
    shelf.save(&titled(&before, "Theirs")).unwrap();
    let texts = memory.texts();
    assert_eq!(shelf.keep(Some(&before), &titled(&before, "Mine"), id(200)), Err(ShelfError::Full));
    assert_eq!(memory.texts(), texts);
}

#[test]
fn what_another_tab_deleted_comes_back_only_when_it_is_changed() {
    let memory = Memory::default();
    let (shelf, before) = kept(&memory);
    shelf.delete(before.id()).unwrap();
    let texts = memory.texts();
    assert_eq!(shelf.keep(Some(&before), &before, id(9)), Ok((before.clone(), Meanwhile::Deleted)));
    assert_eq!(memory.texts(), texts);
    let mine = titled(&before, "Mine");
    assert_eq!(shelf.keep(Some(&before), &mine, id(9)), Ok((mine.clone(), Meanwhile::Restored)));
    assert_eq!(shelf.list().unwrap().0, [mine]);
}

proptest! {
    /// Two tabs type titles and names, see each other or not, and save in any order: each text that was
    /// typed last in a tab before it saved is on some board, or was typed over by one that had seen it.
    #[test]
    fn no_order_of_two_tabs_loses_a_title(steps in prop::collection::vec((0_usize..2, 0_u8..3, 0_u32..1000), 1..24)) {
        let memory = Memory::default();
        let (shelf, board) = kept(&memory);
        let mut tabs = [(board.clone(), board.clone()), (board.clone(), board)];
        let mut names = 10;
        for (tab, deed, number) in steps {
            let (before, mine) = &mut tabs[tab];
            match deed {
                0 => mine.set_title(&format!("t{number}")),
                1 => mine.set_by(&format!("b{number}")),
                _ => {
                    names += 1;
                    let typed = (mine.title() != before.title()).then(|| mine.title().to_owned());
                    let there = shelf.open(mine.id()).unwrap().title().to_owned();
                    let (kept, _) = shelf.keep(Some(before), mine, id(names)).unwrap();
                    let titles: Vec<_> = shelf.list().unwrap().0.iter().map(|board| board.title().to_owned()).collect();
                    if let Some(typed) = typed {
                        prop_assert!(titles.contains(&typed), "{typed} of {titles:?}");
                    }
                    // What stood there was seen here, or is on a board of its own.
                    let is_there = titles.iter().any(|title| title.starts_with(&there));
                    prop_assert!(is_there || there == before.title(), "{there} of {titles:?}");
                    *before = kept.clone();
                    *mine = kept;
                }
            }
        }
    }
}
