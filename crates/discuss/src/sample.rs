//! Boards for tests.

use data::challenge::Slug;
use data::dataset::Dataset;
use proptest::prelude::*;

use crate::board::{ActionField, Board, BoardId, MAX_ANSWER, MAX_MS, MAX_NAME, Share, SurveyFilter};

/// Returns the board id of a number.
pub fn id(n: u8) -> BoardId {
    BoardId::from_random([n; 16])
}

/// Returns a slug. Panics if `text` is not one.
pub fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

/// Returns a board of the sample data set with two challenges in order, one of them planned.
pub fn board(dataset: &Dataset) -> Board {
    let mut board = Board::new(dataset, id(1), 1_700_000_000_000);
    board.set_title("North | table 3");
    board.set_author("Ada & Bo");
    for challenge in ["literacy", "math"] {
        board.add(&slug(challenge)).unwrap();
    }
    board.set_ordered();
    board.place(0, 0, Some(Share::new(60.0)));
    board.place(0, 1, Some(Share::new(100.0)));
    board.place(1, 0, Some(Share::new(43.0)));
    board.answer(0, ActionField::NextStep, "=SUM(1), ask the *librarians*\nand listen");
    board.answer(0, ActionField::Who, "Bo");
    board.answer(0, ActionField::LeftOut, "Night shift: a \"phone\" call");
    board
}

/// Returns arbitrary boards.
pub fn any_board() -> impl Strategy<Value = Board> {
    let slug = || "[a-z]{1,6}(-[a-z0-9]{1,4})?".prop_map(|text| slug(&text));
    let share = || prop::option::of((0_u8..=100).prop_map(|n| Share::new(f64::from(n))));
    let text = || prop_oneof![Just(String::new()), "\\PC{0,30}", "[\n\t\"\\\\é語😀]{0,9}"];
    let pick = (slug(), share(), share(), prop::collection::vec(text(), 5));
    let filter = (prop::option::of(slug()), prop::option::of([slug(), slug()]));
    let filter = filter.prop_map(|(wave, group)| SurveyFilter { wave, group });
    let head = (any::<[u8; 16]>(), 0..=MAX_MS, text(), text(), text(), [slug(), slug()]);
    (head, filter, any::<bool>(), prop::collection::vec(pick, 0..12)).prop_map(
        |(head, filter, is_ordered, picks)| {
            let (name, saved_ms, map, title, by, axes) = head;
            let mut board = Board::blank(BoardId::from_random(name), axes).of_map(&map).saved_at(saved_ms);
            board.set_title(&title);
            board.set_author(&by);
            board.set_filter(filter);
            if is_ordered {
                board.set_ordered();
            }
            for (challenge, across, up, texts) in picks {
                board.add(&challenge).unwrap();
                let at = board.find(challenge.as_str()).unwrap();
                board.place(at, 0, across);
                board.place(at, 1, up);
                for (field, text) in ActionField::ALL.into_iter().zip(texts) {
                    board.answer(at, field, &text);
                }
            }
            board
        },
    )
}

/// Returns the largest possible board, with the characters that take most bytes in JSON.
pub fn largest(dataset: &Dataset) -> Board {
    let long = "\n".repeat(MAX_ANSWER.max(MAX_NAME));
    let mut board = Board::new(dataset, id(9), MAX_MS).of_map(&long);
    board.set_title(&long);
    board.set_author(&long);
    board.set_filter(SurveyFilter {
        wave: Some(slug(&"a".repeat(80))),
        group: Some([slug(&"a".repeat(80)), slug(&"b".repeat(80))]),
    });
    board.set_ordered();
    for n in 0..super::board::MAX_PICKS {
        board.add(&slug(&format!("{}{n:02}", "c".repeat(78)))).unwrap();
        board.place(n, 0, Some(Share::new(100.0)));
        board.place(n, 1, Some(Share::new(100.0)));
        for field in ActionField::ALL {
            board.answer(n, field, &long);
        }
    }
    board
}
