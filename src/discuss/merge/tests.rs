use proptest::prelude::*;

use super::*;
use crate::discuss::board::{Lens, MAX_PICKS, Share};
use crate::discuss::sample::{any_board, board, id, slug};
use crate::sample::atlas;

/// One thing that a visitor does to a board.
fn any_deed() -> impl Strategy<Value = (u8, usize, usize, String)> {
    (0_u8..7, 0_usize..8, 0_usize..8, "[a-c]{0,2}")
}

fn act(board: &mut Board, (deed, at, to, text): &(u8, usize, usize, String)) {
    match deed {
        0 => board.set_title(text),
        1 => board.set_by(text),
        2 => board.set_lens(Lens { wave: Some(slug(&format!("w{text}"))), group: None }),
        3 => board.add(&slug(&format!("new-{at}"))).unwrap(),
        4 => board.remove(*at),
        5 => board.move_to(*at, *to),
        _ => {
            board.place(*at, to % 2, Some(Share::new(*to as f64)));
            board.answer(*at, ActionField::ALL[to % 5], text);
        }
    }
}

fn after(before: &Board, deeds: &[(u8, usize, usize, String)], ms: u64) -> Board {
    let mut board = before.clone().saved_at(ms);
    for deed in deeds {
        act(&mut board, deed);
    }
    board
}

/// Each thing that is said on a board, by what it is said of: all that can be lost.
fn facts(board: &Board) -> Vec<(String, String)> {
    let mut facts = vec![
        ("title".to_owned(), board.title().to_owned()),
        ("by".to_owned(), board.by().to_owned()),
        ("lens".to_owned(), format!("{:?}", board.lens())),
    ];
    for pick in board.picks() {
        let id = &pick.challenge;
        facts.extend((0..2).map(|axis| (format!("{id} {axis}"), format!("{:?}", pick.values[axis]))));
        facts.extend(
            ActionField::ALL
                .map(|field| (format!("{id} {}", field.id()), pick.action.text(field).to_owned())),
        );
    }
    facts
}

proptest! {
    #[test]
    fn what_one_left_alone_is_as_the_other_has_it(before in any_board(), deeds in prop::collection::vec(any_deed(), 0..8)) {
        let changed = after(&before, &deeds, before.saved_ms());
        let whole = Merged { board: changed.clone(), is_whole: true };
        prop_assert_eq!(&merge(&before, &changed, &before), &whole);
        prop_assert_eq!(&merge(&before, &before, &changed), &whole);
        prop_assert_eq!(&merge(&before, &changed, &changed), &whole);
    }

    #[test]
    fn nothing_that_was_changed_is_lost_unless_that_is_told(
        before in any_board(),
        here in prop::collection::vec(any_deed(), 0..6),
        there in prop::collection::vec(any_deed(), 0..6),
    ) {
        let (mine, theirs) = (after(&before, &here, before.saved_ms()), after(&before, &there, before.saved_ms()));
        let merged = merge(&before, &mine, &theirs);
        let (was, all) = (facts(&before), facts(&merged.board));
        // Of a challenge that is new, what nobody has said yet is no change.
        let is_said = |(of, what): &(String, String)| {
            !["None", ""].contains(&what.as_str()) || was.iter().any(|(known, _)| known == of)
        };
        let new = |side: &Board| {
            let all = facts(side).into_iter();
            all.filter(|fact| !was.contains(fact) && is_said(fact)).collect::<Vec<_>>()
        };
        for fact in new(&mine) {
            prop_assert!(all.contains(&fact), "{fact:?} of mine");
        }
        if merged.is_whole {
            for fact in new(&theirs) {
                prop_assert!(all.contains(&fact), "{fact:?} of theirs");
            }
            let other = merge(&before, &theirs, &mine);
            let sorted = |board: &Board| {
                let mut facts = facts(board);
                facts.sort();
                facts
            };
            if other.is_whole {
                prop_assert_eq!(sorted(&merged.board), sorted(&other.board), "whoever is first");
            }
        }
        // Who then looks again has nothing more to do.
        prop_assert_eq!(merge(&theirs, &theirs, &merged.board).board, merged.board);
    }
}

#[test]
fn changes_in_different_places_are_both_there() {
    let before = board(&atlas());
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    mine.set_title("Mine");
    mine.place(0, 0, Some(Share::new(10.0)));
    mine.add(&slug("equity")).unwrap();
    theirs.set_by("Cy");
    theirs.place(0, 1, Some(Share::new(20.0)));
    theirs.answer(1, ActionField::Who, "Cy");
    theirs.add(&slug("trust")).unwrap();
    let Merged { board, is_whole } = merge(&before, &mine, &theirs);
    assert!(is_whole);
    assert_eq!((board.title(), board.by()), ("Mine", "Cy"));
    assert_eq!(board.picks()[0].values.map(|value| value.unwrap().get()), [10, 20]);
    assert_eq!(board.picks()[1].action.text(ActionField::Who), "Cy");
    assert_eq!(ids(&board), ["literacy", "math", "equity", "trust"]);
}

#[test]
fn the_same_place_changed_twice_is_told_and_so_are_two_orders() {
    let before = board(&atlas());
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    mine.set_title("Mine");
    theirs.set_title("Theirs");
    let merged = merge(&before, &mine, &theirs);
    assert_eq!((merged.board.title(), merged.is_whole), ("Mine", false));

    let mut before = before;
    before.add(&slug("equity")).unwrap();
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    mine.move_to(0, 2);
    theirs.move_to(2, 0);
    let merged = merge(&before, &mine, &theirs);
    assert_eq!((ids(&merged.board), merged.is_whole), (ids(&mine), false));
}

#[test]
fn a_challenge_that_one_took_off_stays_if_the_other_worked_on_it() {
    let before = board(&atlas());
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    mine.remove(1);
    assert_eq!(ids(&merge(&before, &mine, &theirs).board), ["literacy"]);
    theirs.place(1, 1, Some(Share::new(7.0)));
    let merged = merge(&before, &mine, &theirs);
    assert_eq!((ids(&merged.board), merged.is_whole), (vec!["literacy", "math"], true));
}

#[test]
fn what_one_says_of_a_challenge_that_both_took_up_is_kept() {
    let before = board(&atlas());
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    mine.add(&slug("equity")).unwrap();
    theirs.add(&slug("equity")).unwrap();
    theirs.place(2, 0, Some(Share::new(0.0)));
    for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = merge(&before, one, other);
        assert_eq!((merged.board.picks()[2].values[0], merged.is_whole), (Some(Share::new(0.0)), true));
    }
}

#[test]
fn two_lists_that_find_no_room_together_are_told() {
    let before = Board::new(&atlas(), id(1), 0);
    let fill = |letter: char| {
        let mut board = before.clone();
        for n in 0..MAX_PICKS {
            board.add(&slug(&format!("{letter}{n}"))).unwrap();
        }
        board
    };
    let merged = merge(&before, &fill('a'), &fill('b'));
    assert_eq!((merged.board.picks().len(), merged.is_whole), (MAX_PICKS, false));
}
