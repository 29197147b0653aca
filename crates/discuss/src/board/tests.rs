use data::challenge::Audience;
use data::sample::dataset;
use proptest::prelude::*;

use super::*;
use crate::sample::{any_board, board, id, slug};

/// Returns the ids of the picks, in order.
fn order(board: &Board) -> Vec<&str> {
    board.picks().iter().map(|pick| pick.challenge.as_str()).collect()
}

#[test]
fn a_share_is_a_whole_percent_whatever_it_is_made_of() {
    for (percent, share) in [
        (49.5, 50),
        (49.4, 49),
        (-3.0, 0),
        (100.4, 100),
        (1e300, 100),
        (f64::NAN, 0),
        (f64::INFINITY, 100),
        (f64::NEG_INFINITY, 0),
    ] {
        assert_eq!(Share::new(percent).get(), share, "{percent}");
    }
    let steps =
        [(50, 1, 51), (50, -10, 40), (95, 10, 100), (3, -10, 0), (7, i32::MAX, 100), (7, i32::MIN, 0)];
    for (from, by, to) in steps {
        assert_eq!(Share::new(f64::from(from)).step(by).get(), to);
    }
}

#[test]
fn a_board_takes_40_challenges_and_none_twice() {
    let mut board = Board::new(&dataset(), id(1), 0);
    for n in 0..MAX_PICKS {
        board.add(&slug(&format!("c{n}"))).unwrap();
    }
    assert_eq!(MAX_PICKS, 40);
    assert_eq!(board.add(&slug("one-more")), Err(Full));
    assert_eq!(board.add(&slug("c7")), Ok(()));
    assert_eq!(board.picks().len(), 40);
    assert!(Full.to_string().contains("40"));
}

#[test]
fn a_board_begins_without_an_order() {
    let mut board = Board::new(&dataset(), id(1), 0);
    for challenge in ["math", "literacy"] {
        board.add(&slug(challenge)).unwrap();
    }
    board.place(0, 0, Some(Share::new(50.0)));
    board.move_to(5, 0);
    assert!(!board.is_ordered());
    board.move_to(1, 0);
    assert!(board.is_ordered());
}

#[test]
fn axes_are_those_of_the_pair_view() {
    let dataset = dataset();
    assert_eq!(Board::new(&dataset, id(1), 0).axes(), &[slug("widespread"), slug("urgent")]);
    assert!(can_plot(&dataset));
}

#[test]
fn a_bundle_with_one_share_can_not_be_plotted() {
    let rank = r#""id": "urgent", "kind": "rank""#;
    let one = data::sample::DOCUMENT.replace(r#""id": "urgent", "kind": "percent""#, rank);
    let (head, _) = one.split_once("\"results\": [").unwrap();
    let values = format!(
        "{head}\"results\": [{{\"wave\": \"sample-2025\", \"measure\": \"widespread\", \"values\": [1, 2, 3]}}]}}"
    );
    let dataset =
        data::bundle::parse(&values).map_err(|diagnostics| format!("{diagnostics:?}")).unwrap().dataset;
    assert!(!can_plot(&dataset));
}

#[test]
fn the_surveys_top_and_a_theme_are_added_in_their_order() {
    let dataset = dataset();
    let mut top = Board::new(&dataset, id(1), 0);
    top.add_top(&dataset, &Top::published(&dataset, 10).unwrap()).unwrap();
    assert_eq!(order(&top), ["opportunity-gaps", "math"]);
    top.add_theme(&dataset, dataset.find_theme("learning").unwrap()).unwrap();
    assert_eq!(order(&top), ["opportunity-gaps", "math", "literacy"]);
    let mut one = Board::new(&dataset, id(1), 0);
    one.add_top(&dataset, &Top::published(&dataset, 1).unwrap()).unwrap();
    assert_eq!(order(&one), ["opportunity-gaps"]);
}

/// Without a published ranking, the top challenges are those with the greatest shares on the x axis.
#[test]
fn without_a_published_ranking_the_x_axis_ranks() {
    let unranked = data::sample::DOCUMENT
        .lines()
        .filter(|line| !line.contains(r#""measure": "priority""#))
        .collect::<Vec<_>>()
        .join("\n");
    let dataset =
        data::bundle::parse(&unranked).map_err(|diagnostics| format!("{diagnostics:?}")).unwrap().dataset;
    let mut board = Board::new(&dataset, id(1), 0);
    board.add_top(&dataset, &Top::published(&dataset, 2).unwrap()).unwrap();
    assert_eq!(order(&board), ["literacy", "opportunity-gaps"]);
}

#[test]
fn texts_are_truncated_and_cleaned() {
    let mut board = board(&dataset());
    board.set_title(&"é".repeat(MAX_NAME + 1));
    assert_eq!(board.title(), "é".repeat(MAX_NAME));
    board.set_author("a\u{202e}b\u{0}c");
    assert_eq!(board.author(), "abc");
    board.answer(1, ActionField::Budget, &"x".repeat(MAX_ANSWER + 1));
    assert_eq!(board.picks()[1].action.text(ActionField::Budget).len(), MAX_ANSWER);
    assert_eq!(board.plan().map(|(at, _)| at).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn a_filter_of_missing_rows_falls_back() {
    let dataset = dataset();
    let axes = axes_of(&dataset);
    let teacher = dataset.find_group("role", "teacher").map(Audience::Group).unwrap();
    let filter = SurveyFilter::of(&dataset, dataset.find_wave("sample-2025"), teacher);
    assert_eq!(
        (filter.audience(&dataset), filter.wave(&dataset, axes)),
        (teacher, dataset.find_wave("sample-2025"))
    );
    assert_eq!(SurveyFilter::default().wave(&dataset, axes), dataset.find_wave("sample-2025"));
    let lost = SurveyFilter { wave: Some(slug("gone")), group: Some([slug("role"), slug("gone")]) };
    assert_eq!(lost.audience(&dataset), Audience::Everyone);
    assert_eq!(lost.wave(&dataset, axes), dataset.find_wave("sample-2025"));
    let leader = dataset.find_group("role", "leader").map(Audience::Group).unwrap();
    assert_eq!(SurveyFilter::of(&dataset, None, leader).waves(&dataset, axes), []);
}

proptest! {
    #[test]
    fn any_position_is_accepted_and_moves_lose_nothing(mut board in any_board(), from in 0_usize..14, to in 0_usize..14, axis in 0_usize..3) {
        let before = board.clone();
        board.move_to(from, to);
        let mut sorted = [order(&before), order(&board)];
        sorted.iter_mut().for_each(|ids| ids.sort_unstable());
        prop_assert_eq!(&sorted[0], &sorted[1]);
        let count = before.picks().len();
        if from < count {
            prop_assert_eq!(&board.picks()[to.min(count - 1)], &before.picks()[from]);
        }
        board.place(from, axis, Some(Share::new(7.0)));
        board.answer(to, ActionField::Who, "x");
        board.remove(from);
        prop_assert_eq!(board.picks().len(), if from < count { count - 1 } else { count });
    }

    #[test]
    fn going_back_a_move_undoes_it(mut board in any_board(), from in 0_usize..12, to in 0_usize..12) {
        let before = board.clone();
        let count = board.picks().len();
        prop_assume!(from < count && to < count);
        board.move_to(from, to);
        board.move_to(to, from);
        prop_assert_eq!(board.picks(), before.picks());
        prop_assert!(board.is_ordered());
    }
}
