use data::sample::dataset;
use proptest::prelude::*;

use super::*;
use crate::board_store::tests::Memory;
use crate::sample::{board, id};

/// Returns a store with one board, and that board.
fn store_with_board(memory: &Memory) -> (BoardStore<&Memory>, Board) {
    let (store, board) = (memory.board_store(), board(&dataset()));
    assert_eq!(store.keep(None, &board, id(9)), Ok((board.clone(), MergeOutcome::Nothing)));
    (store, board)
}

fn titled(board: &Board, title: &str) -> Board {
    let mut board = board.clone();
    board.set_title(title);
    board
}

#[test]
fn a_single_tab_keeps_its_changes() {
    let memory = Memory::default();
    let (store, before) = store_with_board(&memory);
    let mine = titled(&before, "Mine");
    assert_eq!(store.keep(Some(&before), &mine, id(9)), Ok((mine.clone(), MergeOutcome::Nothing)));
    assert_eq!(store.list().unwrap().0, [mine]);
}

#[test]
fn changes_of_another_tab_are_merged() {
    let memory = Memory::default();
    let (store, before) = store_with_board(&memory);
    let theirs = titled(&before, "Theirs").saved_at(before.saved_ms() + 1);
    store.save(&theirs).unwrap();
    assert_eq!(store.keep(Some(&before), &before, id(9)), Ok((theirs.clone(), MergeOutcome::Changed)));
    let mut mine = before.clone();
    mine.set_author("Dee");
    let (both, outcome) = store.keep(Some(&before), &mine, id(9)).unwrap();
    assert_eq!((both.title(), both.author(), outcome), ("Theirs", "Dee", MergeOutcome::Changed));
    assert_eq!(store.list().unwrap().0, [both]);
}

#[test]
fn two_titles_are_two_boards_with_a_message() {
    let memory = Memory::default();
    let (store, before) = store_with_board(&memory);
    let theirs = titled(&before, "Theirs");
    store.save(&theirs).unwrap();
    let mine = titled(&before, "Mine");
    let (stays, outcome) = store.keep(Some(&before), &mine, id(9)).unwrap();
    assert_eq!(stays, mine);
    let MergeOutcome::Conflict(title) = &outcome else { panic!("{outcome:?}") };
    assert!(title.contains("Theirs") && outcome.told().unwrap().contains(title));
    let copy = store.open(&id(9)).unwrap();
    assert_eq!((copy.title(), copy.picks()), (title.as_str(), theirs.picks()));
    assert_eq!(store.list().unwrap().0.len(), 2);
}

#[test]
fn with_no_room_for_both_nothing_changes() {
    let memory = Memory::default();
    let (store, before) = store_with_board(&memory);
    for n in 2..=MAX_BOARDS {
        store.save(&before.clone().renamed(id(n as u8))).unwrap();
    }
    store.save(&titled(&before, "Theirs")).unwrap();
    let texts = memory.texts();
    assert_eq!(store.keep(Some(&before), &titled(&before, "Mine"), id(200)), Err(BoardStoreError::Full));
    assert_eq!(memory.texts(), texts);
}

#[test]
fn a_board_deleted_elsewhere_returns_only_if_changed() {
    let memory = Memory::default();
    let (store, before) = store_with_board(&memory);
    store.delete(before.id()).unwrap();
    let texts = memory.texts();
    assert_eq!(store.keep(Some(&before), &before, id(9)), Ok((before.clone(), MergeOutcome::Deleted)));
    assert_eq!(memory.texts(), texts);
    let mine = titled(&before, "Mine");
    assert_eq!(store.keep(Some(&before), &mine, id(9)), Ok((mine.clone(), MergeOutcome::Restored)));
    assert_eq!(store.list().unwrap().0, [mine]);
}

proptest! {
    /// Two tabs type titles and names and save in any order: each text that a tab typed before it saved is on
    /// some board, or was overwritten by a tab that had read it.
    #[test]
    fn no_order_of_two_tabs_loses_a_title(steps in prop::collection::vec((0_usize..2, 0_u8..3, 0_u32..1000), 1..24)) {
        let memory = Memory::default();
        let (store, board) = store_with_board(&memory);
        let mut tabs = [(board.clone(), board.clone()), (board.clone(), board)];
        let mut names = 10;
        for (tab, action, number) in steps {
            let (before, mine) = &mut tabs[tab];
            match action {
                0 => mine.set_title(&format!("t{number}")),
                1 => mine.set_author(&format!("b{number}")),
                _ => {
                    names += 1;
                    let typed = (mine.title() != before.title()).then(|| mine.title().to_owned());
                    let there = store.open(mine.id()).unwrap().title().to_owned();
                    let (kept, _) = store.keep(Some(before), mine, id(names)).unwrap();
                    let titles: Vec<_> = store.list().unwrap().0.iter().map(|board| board.title().to_owned()).collect();
                    if let Some(typed) = typed {
                        prop_assert!(titles.contains(&typed), "{typed} of {titles:?}");
                    }
                    // The stored title was read by this tab before, or is on a board of its own.
                    let is_there = titles.iter().any(|title| title.starts_with(&there));
                    prop_assert!(is_there || there == before.title(), "{there} of {titles:?}");
                    *before = kept.clone();
                    *mine = kept;
                }
            }
        }
    }
}
