use std::cell::RefCell;
use std::collections::BTreeMap;

use data::sample::dataset;
use proptest::prelude::*;

use super::*;
use crate::sample::{any_board, board, id};

const KEY: &str = "challenge-map/boards";

/// The storage of a browser, which may be full.
#[derive(Default)]
pub struct Memory {
    texts: RefCell<BTreeMap<String, String>>,
    is_full: RefCell<bool>,
    reads: RefCell<usize>,
}

impl Store for &Memory {
    fn read(&self, key: &str) -> Option<String> {
        *self.reads.borrow_mut() += 1;
        self.texts.borrow().get(key).cloned()
    }

    fn write(&self, key: &str, text: &str) -> bool {
        let is_full = *self.is_full.borrow();
        if !is_full {
            self.texts.borrow_mut().insert(key.to_owned(), text.to_owned());
        }
        !is_full
    }
}

impl Memory {
    fn with(text: &str) -> Self {
        let memory = Self::default();
        (&memory).write(KEY, text);
        memory
    }

    pub fn board_store(&self) -> BoardStore<&Self> {
        BoardStore::new(self, KEY)
    }

    pub fn texts(&self) -> BTreeMap<String, String> {
        self.texts.borrow().clone()
    }
}

#[test]
fn boards_are_kept_listed_renamed_and_deleted() {
    let memory = Memory::default();
    let store = memory.board_store();
    assert_eq!(store.list(), Ok((Vec::new(), None)));
    assert!(memory.texts().is_empty(), "looking leaves no trace");
    let first = board(&dataset());
    let second = first.clone().renamed(id(2)).saved_at(first.saved_ms() + 1);
    store.save(&first).unwrap();
    store.save(&second).unwrap();
    store.save(&first).unwrap();
    assert_eq!(store.list().unwrap().0, [second.clone(), first.clone()]);
    store.rename(&id(1), "South", second.saved_ms() + 5).unwrap();
    let renamed = store.open(&id(1)).unwrap();
    assert_eq!((renamed.title(), renamed.picks()), ("South", first.picks()));
    assert_eq!(store.list().unwrap().0[0].id(), &id(1));
    store.delete(&id(1)).unwrap();
    assert_eq!(store.list().unwrap().0, [second]);
    assert_eq!(store.delete(&id(1)), Err(BoardStoreError::Gone));
    assert_eq!(store.open(&id(1)), Err(BoardStoreError::Gone));
}

#[test]
fn an_import_overwrites_no_other_board() {
    let memory = Memory::default();
    let store = memory.board_store();
    let own = board(&dataset());
    assert_eq!(store.import(&own, id(7)), Ok(true));
    assert_eq!(store.import(&own, id(7)), Ok(false), "the same again stays one");
    let mut theirs = own.clone();
    theirs.set_author("Somebody else");
    assert_eq!(store.import(&theirs, id(7)), Ok(true));
    assert_eq!(store.open(&id(7)).unwrap().author(), "Somebody else");
    assert_eq!(store.open(&id(1)), Ok(own));
    assert_eq!(store.list().unwrap().0.len(), 2);
}

#[test]
fn an_adopted_board_gets_an_id_of_its_own() {
    let memory = Memory::default();
    let store = memory.board_store();
    let handed = board(&dataset());
    let kept = store.adopt(&handed, id(7)).unwrap();
    assert_eq!(kept, handed.clone().renamed(id(7)));
    assert_eq!(store.adopt(&kept, id(8)), Ok(kept.clone()), "one's own, come back as it was");
    assert_eq!(store.list().unwrap().0, [kept]);
}

#[test]
fn a_full_browser_or_store_is_an_error_and_loses_nothing() {
    let memory = Memory::default();
    let store = memory.board_store();
    store.save(&board(&dataset())).unwrap();
    let before = memory.texts();
    *memory.is_full.borrow_mut() = true;
    assert_eq!(store.save(&board(&dataset()).renamed(id(2))), Err(BoardStoreError::NotKept));
    assert_eq!(memory.texts(), before);
    *memory.is_full.borrow_mut() = false;
    for n in 2..=MAX_BOARDS {
        store.save(&board(&dataset()).renamed(id(n as u8))).unwrap();
    }
    assert_eq!(store.save(&board(&dataset()).renamed(id(201))), Err(BoardStoreError::Full));
    assert_eq!(store.list().unwrap().0.len(), 100);
    assert_eq!(store.save(&board(&dataset())), Ok(()), "one that is there can be changed");
}

#[test]
fn a_group_of_200_is_read_once_to_be_changed() {
    let memory = Memory::default();
    let (store, one) = (memory.board_store(), board(&dataset()));
    store.edit(|group| group.extend((0..200).map(|n| one.clone().renamed(id(n))))).unwrap();
    *memory.reads.borrow_mut() = 0;
    store.edit(|group| group.retain(|board| board.id() != &id(7))).unwrap();
    assert_eq!(*memory.reads.borrow(), 1);
    assert_eq!(store.list().unwrap().0.len(), 199);
}

#[test]
fn copies_of_one_board_are_all_kept() {
    let memory = Memory::default();
    let of = |by: &str| {
        let mut board = board(&dataset());
        board.set_author(by);
        board
    };
    let group = vec![of("Ada"), of("Bo"), of("")];
    memory.board_store().edit(|kept| kept.clone_from(&group)).unwrap();
    let (kept, note) = memory.board_store().list().unwrap();
    assert_eq!((kept, note), (group, None));
}

#[test]
fn a_document_that_was_changed_elsewhere_is_read_anew() {
    let memory = Memory::default();
    let (here, there) = (memory.board_store(), memory.board_store());
    let one = board(&dataset());
    here.save(&one).unwrap();
    there.save(&one.clone().renamed(id(2))).unwrap();
    assert_eq!(here.list().unwrap().0.len(), 2);
    here.delete(one.id()).unwrap();
    assert_eq!(there.list().unwrap().0.len(), 1);
    memory.texts.borrow_mut().clear();
    assert_eq!(here.list(), Ok((Vec::new(), None)));
}

#[test]
fn version_0_is_migrated() {
    let text = r#"{"version":0,"boards":[{"id":"01010101-0101-4101-8101-010101010101","saved_ms":1600000000000,
        "board":{"challenge_map_board":1,"map":"Challenge Map","title":"Old","by":"Ada","axes":["widespread","urgent"],
        "lens":{"wave":"spring-2020","group":null},"picks":[{"challenge":"math","values":[40,null],"who":"Bo"}]}}]}"#;
    let memory = Memory::with(text);
    let (boards, note) = memory.board_store().list().unwrap();
    assert_eq!(note, None);
    let [old] = &boards[..] else { panic!("one board") };
    assert_eq!(
        (old.id(), old.saved_ms(), old.title(), old.author()),
        (&id(1), 1_600_000_000_000, "Old", "Ada")
    );
    assert_eq!(old.picks()[0].action.text(crate::ActionField::Who), "Bo");
    memory.board_store().save(old).unwrap();
    assert!(memory.texts()[KEY].starts_with(r#"{"version":1,"#));
    assert_eq!(memory.board_store().list().unwrap().0, boards);
}

#[test]
fn a_document_of_a_newer_version_is_unchanged() {
    let memory = Memory::with(r#"{"version":2,"shelves":{}}"#);
    let before = memory.texts();
    let (store, own) = (memory.board_store(), board(&dataset()));
    assert_eq!(store.list(), Err(BoardStoreError::Newer));
    assert_eq!(store.save(&own), Err(BoardStoreError::Newer));
    assert_eq!(store.delete(&id(1)), Err(BoardStoreError::Newer));
    assert_eq!(store.import(&own, id(2)), Err(BoardStoreError::Newer));
    assert_eq!(store.rename(&id(1), "x", 0), Err(BoardStoreError::Newer));
    assert_eq!(memory.texts(), before);
}

#[test]
fn unreadable_boards_are_set_aside() {
    let own = board(&dataset());
    let half = format!(r#"{{"version":1,"boards":[{},{{"id":"broken"}}]}}"#, own.print());
    let memory = Memory::with(&half);
    let aside = format!("{KEY}-unreadable-1");
    let (boards, note) = memory.board_store().list().unwrap();
    assert_eq!(boards, std::slice::from_ref(&own));
    assert_eq!(note, Some(BoardStoreNote::SetAside(aside.clone())));
    assert!(note.unwrap().to_string().contains(&aside));
    assert_eq!(memory.texts()[&aside], half);
    assert_eq!(memory.board_store().list(), Ok((vec![own], None)), "the notice is returned once");
    // A second unreadable document does not overwrite the first.
    (&memory).write(KEY, "garbage");
    assert_eq!(
        memory.board_store().list(),
        Ok((Vec::new(), Some(BoardStoreNote::SetAside(format!("{KEY}-unreadable-2")))))
    );
    assert_eq!(memory.texts()[&aside], half);
    assert_eq!(memory.texts()[&format!("{KEY}-unreadable-2")], "garbage");
}

#[test]
fn a_document_that_can_not_be_set_aside_is_unchanged() {
    let memory = Memory::with("garbage");
    *memory.is_full.borrow_mut() = true;
    assert_eq!(memory.board_store().list(), Err(BoardStoreError::NotKept));
    assert_eq!(memory.texts()[KEY], "garbage");
}

proptest! {
    #[test]
    fn all_that_is_kept_is_read_back(boards in prop::collection::vec(any_board(), 0..5)) {
        let memory = Memory::default();
        boards.iter().for_each(|board| memory.board_store().save(board).unwrap());
        let other = Memory::with(&memory.board_store().export().unwrap());
        prop_assert_eq!(other.board_store().list().unwrap().0, memory.board_store().list().unwrap().0);
        for board in &boards {
            prop_assert_eq!(memory.board_store().open(board.id()), Ok(board.clone()));
        }
    }

    #[test]
    fn no_stored_text_is_ever_lost(text in "\\PC{0,60}|\\{\"version\":[01],\"boards\":\\[[^\\]]{0,20}\\]\\}") {
        let memory = Memory::with(&text);
        match memory.board_store().list() {
            Err(_) => prop_assert_eq!(&memory.texts()[KEY], &text),
            Ok((boards, note)) => {
                let is_empty = boards.is_empty() && note.is_none();
                prop_assert!(is_empty || memory.texts().values().any(|kept| *kept == text));
            }
        }
    }
}
