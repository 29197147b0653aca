use super::*;
use crate::discuss::board::Share;
use crate::discuss::sample::{board, id, slug};
use crate::sample::atlas;

/// The board of [`board`] through the lens of a wave and a role.
fn beside(atlas: &Atlas, wave: Option<&str>, role: Option<&str>) -> Beside {
    let mut board = board(atlas);
    board.add(&slug("opportunity-gaps")).unwrap();
    board.place(2, 0, Some(Share::new(10.0)));
    board.place(2, 1, Some(Share::new(10.0)));
    board.add(&slug("lost")).unwrap();
    let audience =
        role.and_then(|role| atlas.find_group("role", role)).map_or(Audience::Everyone, Audience::Group);
    board.set_lens(Lens::of(atlas, wave.and_then(|id| atlas.find_wave(id)), audience));
    Beside::of_board(atlas, &board)
}

#[test]
fn sentences_say_how_far_and_which_way_or_why_not() {
    let atlas = atlas();
    let everyone = beside(&atlas, None, None);
    let said = |beside: &Beside, at: usize, axis| beside.sentence(&atlas, &beside.rows[at], axis);
    assert_eq!(
        said(&everyone, 0, 0),
        "You place Literacy 4 points lower in “widespread” than educators did."
    );
    assert_eq!(said(&everyone, 0, 1), "You place Literacy 30 points higher in “urgent” than educators did.");
    assert_eq!(said(&everyone, 1, 0), "You place Math about where educators did in “widespread”.");
    assert_eq!(said(&everyone, 1, 1), "You have not placed Math in “urgent” yet.");
    assert_eq!(
        said(&beside(&atlas, None, Some("teacher")), 2, 1),
        "For Opportunity Gaps in “urgent” the survey has too few answers from teachers, so there is nothing to compare."
    );
    assert_eq!(
        said(&beside(&atlas, Some("spring-2020"), None), 0, 1),
        "For Literacy in “urgent” no value from practitioners was published, so there is nothing to compare."
    );
    assert_eq!(
        said(&beside(&atlas, None, Some("leader")), 0, 1),
        "For Literacy in “urgent” no value from district leaders was published, so there is nothing to compare."
    );
}

#[test]
fn a_gap_of_3_points_is_one_and_less_is_about_the_same() {
    let said = |gap| words::placed(Whose::You, "Math", "Urgent", "staff", gap);
    assert_eq!(said(3.0), "You place Math 3 points higher in “urgent” than staff did.");
    assert_eq!(said(-3.0), "You place Math 3 points lower in “urgent” than staff did.");
    assert_eq!(said(2.9), "You place Math about where staff did in “urgent”.");
    assert_eq!(said(-2.9), said(2.9));
}

#[test]
fn a_group_speaks_of_its_middle() {
    let atlas = atlas();
    let one = board(&atlas);
    let mut other = one.clone().renamed(id(2));
    other.place(0, 1, Some(Share::new(90.0)));
    let group = Group::of(&[one.clone(), other], one.axes());
    let beside = Beside::of_group(&atlas, &group, one.lens());
    let row = beside.row(atlas.find_challenge("literacy").unwrap()).unwrap();
    assert_eq!(row.own, [Some(60.0), Some(95.0)]);
    assert_eq!(
        beside.sentence(&atlas, row, 1),
        "Your group’s middle places Literacy 25 points higher in “urgent” than educators did."
    );
    let math = beside.row(atlas.find_challenge("math").unwrap()).unwrap();
    assert_eq!(beside.sentence(&atlas, math, 1), "Nobody in your group has placed Math in “urgent” yet.");
    assert_eq!(beside.order_sentence(&atlas, math), "Your group’s #2, the survey’s #8 in Spring 2020.");
}

#[test]
fn places_are_those_of_the_board_even_beside_a_challenge_that_is_lost() {
    let atlas = atlas();
    let mut board = Board::new(&atlas, id(1), 0);
    for challenge in ["lost", "math", "literacy"] {
        board.add(&slug(challenge)).unwrap();
    }
    let beside = Beside::of_board(&atlas, &board);
    assert_eq!(beside.rows.iter().map(|row| row.place).collect::<Vec<_>>(), [2, 3]);
    let said = |at: usize| beside.order_sentence(&atlas, &beside.rows[at]);
    assert_eq!(said(0), "Your #2, the survey’s #8 in Spring 2020.");
    assert_eq!(said(1), "Your #3; the survey’s place is not published.");
}

#[test]
fn of_both_questions_the_greater_gap_is_told() {
    let atlas = atlas();
    let mut board = board(&atlas);
    let greatest = |board: &Board, axes: &[usize]| {
        let beside = Beside::of_board(&atlas, board);
        beside.greatest(axes).map(|(axis, row)| (axis, row.place))
    };
    for at in 0..board.picks().len() {
        board.place(at, 0, None);
        board.place(at, 1, None);
    }
    assert_eq!(greatest(&board, &[0, 1]), None);
    board.place(0, 0, Some(Share::new(100.0)));
    assert_eq!(greatest(&board, &[0, 1]), Some((0, 1)), "one question alone is told");
    let survey = Beside::of_board(&atlas, &board).rows[0].survey.map(|cell| cell.value().unwrap());
    board.place(0, 0, Some(Share::new(survey[0] + 10.0)));
    board.place(0, 1, Some(Share::new(survey[1] - 20.0)));
    assert_eq!(greatest(&board, &[0, 1]), Some((1, 1)));
    assert_eq!(greatest(&board, &[0]), Some((0, 1)));
}

#[test]
fn the_greatest_gap_comes_first_and_none_last() {
    let atlas = atlas();
    let beside = beside(&atlas, None, None);
    let names = |axis| {
        let rows = beside.by_gap(axis);
        rows.iter().map(|row| atlas.challenge(row.challenge).id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(names(0), ["opportunity-gaps", "literacy", "math"]);
    assert_eq!(names(1), ["opportunity-gaps", "literacy", "math"]);
    let math = beside.rows[1].challenge;
    assert_eq!(beside.in_order(&[math]).rows.iter().map(|row| row.place).collect::<Vec<_>>(), [2, 1, 3]);
    assert_eq!(beside.rows[1].gap(1), None);
    assert_eq!(beside.rows[1].gap(2), None, "there are two axes");
    assert!((beside.rows[0].gap(1).unwrap() - 29.6).abs() < 1e-9);
}
