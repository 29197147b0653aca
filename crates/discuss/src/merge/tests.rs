use data::sample::dataset;
use proptest::prelude::*;

use super::*;
use crate::board::{MAX_PICKS, Share, SurveyFilter};
use crate::sample::{any_board, board, id, slug};

/// Returns one edit of a board: kind, two positions and a text.
fn any_edit() -> impl Strategy<Value = (u8, usize, usize, String)> {
    (0_u8..7, 0_usize..8, 0_usize..8, "[a-c]{0,2}")
}

fn apply(board: &mut Board, (edit, at, to, text): &(u8, usize, usize, String)) {
    match edit {
        0 => board.set_title(text),
        1 => board.set_author(text),
        2 => board.set_filter(SurveyFilter { wave: Some(slug(&format!("w{text}"))), group: None }),
        3 => board.add(&slug(&format!("new-{at}"))).unwrap(),
        4 => board.remove(*at),
        5 => board.move_to(*at, *to),
        _ => {
            board.place(*at, to % 2, Some(Share::new(*to as f64)));
            board.answer(*at, ActionField::ALL[to % 5], text);
        }
    }
}

fn after(before: &Board, edits: &[(u8, usize, usize, String)], ms: u64) -> Board {
    let mut board = before.clone().saved_at(ms);
    for edit in edits {
        apply(&mut board, edit);
    }
    board
}

/// Returns every value on a board with its name: all that a merge can lose.
fn facts(board: &Board) -> Vec<(String, String)> {
    let mut facts = vec![
        ("title".to_owned(), board.title().to_owned()),
        ("by".to_owned(), board.author().to_owned()),
        ("lens".to_owned(), format!("{:?}", board.filter())),
        ("ordered".to_owned(), board.is_ordered().to_string()),
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
    fn unchanged_fields_take_the_other_value(before in any_board(), edits in prop::collection::vec(any_edit(), 0..8)) {
        let changed = after(&before, &edits, before.saved_ms());
        let whole = Merged { board: changed.clone(), is_whole: true };
        prop_assert_eq!(&merge(&before, &changed, &before), &whole);
        prop_assert_eq!(&merge(&before, &before, &changed), &whole);
        prop_assert_eq!(&merge(&before, &changed, &changed), &whole);
    }

    #[test]
    fn no_change_is_lost_unless_reported(
        before in any_board(),
        here in prop::collection::vec(any_edit(), 0..6),
        there in prop::collection::vec(any_edit(), 0..6),
    ) {
        let (mine, theirs) = (after(&before, &here, before.saved_ms()), after(&before, &there, before.saved_ms()));
        let merged = merge(&before, &mine, &theirs);
        let (was, all) = (facts(&before), facts(&merged.board));
        // An unset value of a new challenge is no change.
        let is_set = |(of, what): &(String, String)| {
            !["None", ""].contains(&what.as_str()) || was.iter().any(|(known, _)| known == of)
        };
        let new = |side: &Board| {
            let all = facts(side).into_iter();
            all.filter(|fact| !was.contains(fact) && is_set(fact)).collect::<Vec<_>>()
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
        // Merging the result again changes nothing.
        prop_assert_eq!(merge(&theirs, &theirs, &merged.board).board, merged.board);
    }
}

#[test]
fn changes_in_different_places_are_both_there() {
    let before = board(&dataset());
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    mine.set_title("Mine");
    mine.place(0, 0, Some(Share::new(10.0)));
    mine.add(&slug("equity")).unwrap();
    theirs.set_author("Cy");
    theirs.place(0, 1, Some(Share::new(20.0)));
    theirs.answer(1, ActionField::Who, "Cy");
    theirs.add(&slug("trust")).unwrap();
    let Merged { board, is_whole } = merge(&before, &mine, &theirs);
    assert!(is_whole);
    assert_eq!((board.title(), board.author()), ("Mine", "Cy"));
    assert_eq!(board.picks()[0].values.map(|value| value.unwrap().get()), [10, 20]);
    assert_eq!(board.picks()[1].action.text(ActionField::Who), "Cy");
    assert_eq!(ids(&board), ["literacy", "math", "equity", "trust"]);
}

#[test]
fn conflicts_of_fields_and_orders_are_reported() {
    let before = board(&dataset());
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
fn a_removed_challenge_stays_if_the_other_changed_it() {
    let before = board(&dataset());
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    mine.remove(1);
    assert_eq!(ids(&merge(&before, &mine, &theirs).board), ["literacy"]);
    theirs.place(1, 1, Some(Share::new(7.0)));
    let merged = merge(&before, &mine, &theirs);
    assert_eq!((ids(&merged.board), merged.is_whole), (vec!["literacy", "math"], true));
}

#[test]
fn values_of_a_challenge_that_both_added_are_kept() {
    let before = board(&dataset());
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
fn two_lists_that_do_not_fit_are_reported() {
    let before = Board::new(&dataset(), id(1), 0);
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
