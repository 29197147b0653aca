use data::sample::dataset;

use super::*;
use crate::board::Share;
use crate::sample::{board, id, slug};

/// Returns the comparison of [`board`] with a wave and a role.
fn comparison(dataset: &Dataset, wave: Option<&str>, role: Option<&str>) -> Comparison {
    let mut board = board(dataset);
    board.add(&slug("opportunity-gaps")).unwrap();
    board.place(2, 0, Some(Share::new(10.0)));
    board.place(2, 1, Some(Share::new(10.0)));
    board.add(&slug("lost")).unwrap();
    let audience =
        role.and_then(|role| dataset.find_group("role", role)).map_or(Audience::Everyone, Audience::Group);
    board.set_filter(SurveyFilter::of(dataset, wave.and_then(|id| dataset.find_wave(id)), audience));
    Comparison::of_board(dataset, &board)
}

#[test]
fn sentences_say_how_far_and_which_way_or_why_not() {
    let dataset = dataset();
    let everyone = comparison(&dataset, None, None);
    let sentence =
        |comparison: &Comparison, at: usize, axis| comparison.sentence(&dataset, &comparison.rows[at], axis);
    assert_eq!(
        sentence(&everyone, 0, 0),
        "You rate Literacy 4 points lower on “widespread” than educators did."
    );
    assert_eq!(
        sentence(&everyone, 0, 1),
        "You rate Literacy 30 points higher on “urgent” than educators did."
    );
    assert_eq!(sentence(&everyone, 1, 0), "You rate Math about the same on “widespread” as educators did.");
    assert_eq!(sentence(&everyone, 1, 1), "You have not rated Math on “urgent” yet.");
    assert_eq!(
        sentence(&comparison(&dataset, None, Some("teacher")), 2, 1),
        "Nothing to compare for Opportunity Gaps on “urgent”: the survey has too few answers from teachers."
    );
    assert_eq!(
        sentence(&comparison(&dataset, Some("spring-2020"), None), 0, 1),
        "Nothing to compare for Literacy on “urgent”: no value from practitioners was published."
    );
    assert_eq!(
        sentence(&comparison(&dataset, None, Some("leader")), 0, 1),
        "Nothing to compare for Literacy on “urgent”: no value from district leaders was published."
    );
}

#[test]
fn a_gap_of_3_points_is_one_and_less_is_about_the_same() {
    let sentence = |gap| gap_sentence(Source::You, "Math", "Urgent", "staff", gap);
    assert_eq!(sentence(3.0), "You rate Math 3 points higher on “urgent” than staff did.");
    assert_eq!(sentence(-3.0), "You rate Math 3 points lower on “urgent” than staff did.");
    assert_eq!(sentence(2.9), "You rate Math about the same on “urgent” as staff did.");
    assert_eq!(sentence(-2.9), sentence(2.9));
}

#[test]
fn a_group_speaks_of_its_median() {
    let dataset = dataset();
    let one = board(&dataset);
    let mut other = one.clone().renamed(id(2));
    other.place(0, 1, Some(Share::new(90.0)));
    let group = Group::of(&[one.clone(), other], one.axes());
    let comparison = Comparison::of_group(&dataset, &group, one.filter());
    let row = comparison.row(dataset.find_challenge("literacy").unwrap()).unwrap();
    assert_eq!(row.own, [Some(60.0), Some(95.0)]);
    assert_eq!(
        comparison.sentence(&dataset, row, 1),
        "Your group’s median for Literacy is 25 points higher on “urgent” than the answers of educators."
    );
    let math = comparison.row(dataset.find_challenge("math").unwrap()).unwrap();
    assert_eq!(
        comparison.sentence(&dataset, math, 1),
        "Nobody in your group has rated Math on “urgent” yet."
    );
    let places = comparison.order_sentence(&dataset, math);
    assert_eq!(places.unwrap(), "Your group’s #2, the survey’s #8 in Spring 2020.");
}

/// Places are those of the board, even if a challenge before them is unknown.
#[test]
fn unknown_challenges_keep_their_places() {
    let dataset = dataset();
    let mut board = Board::new(&dataset, id(1), 0);
    for challenge in ["lost", "math", "literacy"] {
        board.add(&slug(challenge)).unwrap();
    }
    board.set_ordered();
    let comparison = Comparison::of_board(&dataset, &board);
    assert_eq!(comparison.rows.iter().map(|row| row.place).collect::<Vec<_>>(), [Some(2), Some(3)]);
    let sentence = |at: usize| comparison.order_sentence(&dataset, &comparison.rows[at]).unwrap();
    assert_eq!(sentence(0), "Your #2, the survey’s #8 in Spring 2020.");
    assert_eq!(sentence(1), "Your #3; the survey’s rank is not published.");
}

#[test]
fn a_board_that_is_not_in_order_has_no_places() {
    let dataset = dataset();
    let mut board = Board::new(&dataset, id(1), 0);
    for challenge in ["math", "literacy"] {
        board.add(&slug(challenge)).unwrap();
    }
    let comparison = Comparison::of_board(&dataset, &board);
    assert_eq!(comparison.rows.iter().map(|row| row.place).collect::<Vec<_>>(), [None, None]);
    let sentence = |at: usize| comparison.order_sentence(&dataset, &comparison.rows[at]);
    assert_eq!(sentence(0).unwrap(), "Priority #8 in the survey, Spring 2020.");
    assert_eq!(sentence(1), None);
}

#[test]
fn the_greater_gap_of_both_axes_is_found() {
    let dataset = dataset();
    let mut board = board(&dataset);
    let greatest = |board: &Board, axes: &[usize]| {
        let comparison = Comparison::of_board(&dataset, board);
        comparison.greatest(axes).map(|(axis, row)| (axis, row.place.unwrap()))
    };
    for at in 0..board.picks().len() {
        board.place(at, 0, None);
        board.place(at, 1, None);
    }
    assert_eq!(greatest(&board, &[0, 1]), None);
    board.place(0, 0, Some(Share::new(100.0)));
    assert_eq!(greatest(&board, &[0, 1]), Some((0, 1)), "one known gap is enough");
    let survey = Comparison::of_board(&dataset, &board).rows[0].survey.map(|cell| cell.value().unwrap());
    board.place(0, 0, Some(Share::new(survey[0] + 10.0)));
    board.place(0, 1, Some(Share::new(survey[1] - 20.0)));
    assert_eq!(greatest(&board, &[0, 1]), Some((1, 1)));
    assert_eq!(greatest(&board, &[0]), Some((0, 1)));
}

#[test]
fn the_greatest_gap_comes_first_and_none_last() {
    let dataset = dataset();
    let comparison = comparison(&dataset, None, None);
    let names = |axis| {
        let rows = comparison.by_gap(axis);
        rows.iter().map(|row| dataset.challenge(row.challenge).id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(names(0), ["opportunity-gaps", "literacy", "math"]);
    assert_eq!(names(1), ["opportunity-gaps", "literacy", "math"]);
    let math = comparison.rows[1].challenge;
    assert_eq!(
        comparison.in_order(&[math]).rows.iter().map(|row| row.place.unwrap()).collect::<Vec<_>>(),
        [2, 1, 3]
    );
    assert_eq!(comparison.rows[1].gap(1), None);
    assert_eq!(comparison.rows[1].gap(2), None, "there are two axes");
    assert!((comparison.rows[0].gap(1).unwrap() - 29.6).abs() < 1e-9);
}
