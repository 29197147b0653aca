use data::sample::dataset;
use proptest::prelude::*;

use super::*;
use crate::board::{MAX_PICKS, Share};
use crate::sample::{id, slug};
use crate::{BoardId, SurveyFilter};

fn axes() -> [Slug; 2] {
    [slug("widespread"), slug("urgent")]
}

/// Returns somebody's board in order, with values on the x axis.
fn board(n: u8, by: &str, saved_ms: u64, values: &[(&str, f64)]) -> Board {
    let mut board = Board::new(&dataset(), id(n), saved_ms);
    board.set_author(by);
    board.set_ordered();
    for (at, (challenge, value)) in values.iter().enumerate() {
        board.add(&slug(challenge)).unwrap();
        board.place(at, 0, Some(Share::new(*value)));
    }
    board
}

/// Returns a quantile by a naive implementation: a walk along the straight lines between sorted values.
fn naive(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let way = part * (sorted.len() - 1) as f64;
    for at in 1..sorted.len() {
        if way <= at as f64 {
            let rest = way - (at - 1) as f64;
            return sorted[at - 1] * (1.0 - rest) + sorted[at] * rest;
        }
    }
    sorted[0]
}

/// Returns boards of few people, challenges and times, so that many coincide.
fn any_boards() -> impl Strategy<Value = Vec<Board>> {
    let pick = ((0_u8..5), prop::option::of(0_u8..=100), prop::option::of(0_u8..=100));
    let board =
        (0_u8..4, 0_usize..3, 0_u64..3, prop::collection::vec(pick, 0..5)).prop_map(|(n, by, ms, picks)| {
            let mut board = board(n, ["Ada", "Bo", ""][by], ms, &[]);
            for (challenge, across, up) in picks {
                let challenge = slug(&format!("c{challenge}"));
                board.add(&challenge).unwrap();
                let at = board.find(challenge.as_str()).unwrap();
                board.place(at, 0, across.map(|n| Share::new(f64::from(n))));
                board.place(at, 1, up.map(|n| Share::new(f64::from(n))));
            }
            board
        });
    prop::collection::vec(board, 0..12)
}

proptest! {
    #[test]
    fn quartiles_are_those_of_a_naive_implementation(values in prop::collection::vec(0_u8..=100, 1..30)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let distribution = Distribution::of(values.clone()).unwrap();
        for (found, part) in [(distribution.least, 0.0), (distribution.median, 0.5), (distribution.most, 1.0)] {
            prop_assert!((found - naive(&values, part)).abs() < 1e-9);
        }
        prop_assert_eq!(distribution.quartiles.is_some(), values.len() >= 5);
        for (found, part) in distribution.quartiles.into_iter().flatten().zip([0.25, 0.75]) {
            prop_assert!((found - naive(&values, part)).abs() < 1e-9);
        }
        prop_assert_eq!(distribution.count, values.len());
        prop_assert!(distribution.disagreement() >= 0.0 && distribution.disagreement() <= distribution.range());
    }

    #[test]
    fn the_order_of_adding_does_not_matter(boards in any_boards(), shuffled in any::<prop::sample::Index>(), keys in prop::collection::vec(any::<u32>(), 12)) {
        let mut other: Vec<(u32, Board)> = keys.into_iter().zip(boards.clone()).collect();
        other.sort_by_key(|(key, _)| *key);
        let mut other: Vec<Board> = other.into_iter().map(|(_, board)| board).collect();
        if !other.is_empty() {
            let by = shuffled.index(other.len());
            other.rotate_left(by);
        }
        prop_assert_eq!(Group::of(&boards, &axes()), Group::of(&other, &axes()));
    }

    #[test]
    fn adding_a_board_again_changes_nothing(boards in any_boards()) {
        let twice = [boards.clone(), boards.clone()].concat();
        let group = Group::of(&boards, &axes());
        prop_assert_eq!(&Group::of(&twice, &axes()), &group);
        let counted: Vec<Board> = newest(&boards, &axes()).into_iter().cloned().collect();
        prop_assert_eq!(Group::of(&counted, &axes()), group);
    }
}

#[test]
fn quartiles_by_hand() {
    // R: quantile(c(1, 2, 4, 8, 9, 11), type = 7)
    let distribution = Distribution::of(vec![8.0, 1.0, 11.0, 4.0, 2.0, 9.0]).unwrap();
    assert_eq!((distribution.median, distribution.quartiles), (6.0, Some([2.5, 8.75])));
    assert_eq!((distribution.range(), distribution.disagreement()), (10.0, 6.25));
    assert_eq!(Distribution::of(Vec::new()), None);
}

#[test]
fn under_five_values_have_no_quartiles() {
    let of = |values: &[f64]| Distribution::of(values.to_vec()).unwrap();
    let four = of(&[8.0, 1.0, 4.0, 2.0]);
    assert_eq!((four.median, four.quartiles, four.disagreement()), (3.0, None, 7.0));
    let one = of(&[40.0]);
    assert_eq!((one.median, one.quartiles, one.disagreement(), one.count), (40.0, None, 0.0, 1));
    assert!(of(&[8.0, 1.0, 4.0, 2.0, 3.0]).quartiles.is_some());
}

#[test]
fn a_person_counts_once_with_the_newest() {
    let old = board(1, "Ada", 5, &[("math", 10.0)]);
    let new = board(1, "Ada", 6, &[("math", 30.0)]);
    let of_bo = board(1, "Bo", 1, &[("math", 50.0)]);
    let second = board(2, "Ada", 1, &[("math", 70.0)]);
    let group = Group::of(&[new, old, of_bo, second], &axes());
    assert_eq!(group.count(), 3);
    let row = &group.rows()[0];
    assert_eq!(row.axes[0].unwrap().median, 50.0);
    assert_eq!(row.axes[0].unwrap().least, 30.0);
    assert_eq!(row.axes[1], None);
}

#[test]
fn boards_on_other_measures_are_left_out() {
    let here = board(1, "Ada", 5, &[("math", 10.0)]);
    let elsewhere = Board::parse(&here.print().replace("\"urgent\"", "\"often\"")).unwrap();
    let group = Group::of(&[elsewhere, here], &axes());
    assert_eq!(group.count(), 1);
}

#[test]
fn disputed_challenges_are_sorted_and_agreed_ones_left_out() {
    let values = |a, b, c| [("agreed", a), ("split", b), ("odd-one", c)];
    let group = Group::of(
        &[
            board(1, "A", 0, &values(40.0, 10.0, 50.0)),
            board(2, "B", 0, &values(40.0, 20.0, 50.0)),
            board(3, "C", 0, &values(40.0, 80.0, 52.0)),
            board(4, "D", 0, &values(40.0, 90.0, 100.0)),
            board(5, "E", 0, &values(40.0, 85.0, 50.0)),
        ],
        &axes(),
    );
    let disputed: Vec<&str> = group.disputed().iter().map(|row| row.challenge.as_str()).collect();
    assert_eq!(disputed, ["split", "odd-one"]);
    let order: Vec<&str> = group.rows().iter().map(|row| row.challenge.as_str()).collect();
    assert_eq!(order, ["agreed", "split", "odd-one"], "all picked by all: the median of places decides");
    assert_eq!(group.rows()[1].places.unwrap().median, 2.0);
}

/// 200 people with 40 challenges each: every value is visited once, and only lists of 200 are sorted.
#[test]
fn two_hundred_boards_of_forty_picks_are_one_pass() {
    let boards: Vec<Board> = (0..200_u32)
        .map(|n| {
            let [a, b, ..] = n.to_le_bytes();
            let mut board = Board::new(
                &dataset(),
                BoardId::from_random([a, b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]),
                0,
            );
            board.set_filter(SurveyFilter::default());
            for at in 0..MAX_PICKS {
                board.add(&slug(&format!("c{at}"))).unwrap();
                board.place(at, 0, Some(Share::new(f64::from(n % 101))));
                board.place(at, 1, Some(Share::new(f64::from(n * 7 % 101))));
            }
            board
        })
        .collect();
    let group = Group::of(&boards, &axes());
    assert_eq!((group.count(), group.rows().len()), (200, 40));
    let values =
        group.rows().iter().flat_map(|row| row.axes).flatten().map(|distribution| distribution.count);
    assert_eq!(values.sum::<usize>(), 200 * 40 * 2);
}

#[test]
fn possible_duplicates_are_named_once() {
    let of = |n: u8, by: &str| board(n, by, 0, &[]);
    let twice = |boards: &[Board]| perhaps_twice(boards).into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(twice(&[of(1, "Ada"), of(2, "Bo"), of(3, ""), of(4, "")]), [""; 0]);
    assert_eq!(twice(&[of(1, "Ada"), of(2, " ada "), of(3, "ADA")]), ["Ada"], "one name, three boards");
    assert_eq!(twice(&[of(1, ""), of(1, "Bo")]), ["Bo"], "added before and after the name was typed");
    assert_eq!(twice(&[of(1, "Ada"), of(1, "Bo")]), [""; 0], "both began with one board");
}

#[test]
fn a_group_becomes_a_board_of_its_medians() {
    let dataset = dataset();
    let boards = [
        board(1, "Ada", 0, &[("math", 10.0), ("literacy", 70.0)]),
        board(2, "Bo", 0, &[("math", 21.0)]),
        board(3, "Cy", 0, &[("literacy", 90.0), ("math", 90.0)]),
    ];
    let medians = Group::of(&boards, &axes()).as_board(&dataset, id(9), 5);
    let picks: Vec<_> = medians.picks().iter().map(|pick| (pick.challenge.as_str(), pick.values)).collect();
    assert_eq!(
        picks,
        [("math", [Some(Share::new(21.0)), None]), ("literacy", [Some(Share::new(80.0)), None])]
    );
    assert_eq!((medians.id(), medians.saved_ms(), medians.axes()), (&id(9), 5, &axes()));
    assert!(medians.fits(&dataset).is_ok() && medians.is_ordered());
}

#[test]
fn only_boards_in_order_have_a_say_in_the_order() {
    let in_order = board(1, "Ada", 0, &[("math", 10.0), ("literacy", 70.0)]);
    let (_, loose) =
        in_order.print().split_once(",\"ordered\":true").map(|(a, b)| ((), format!("{a}{b}"))).unwrap();
    let loose = Board::parse(&loose).unwrap().renamed(id(2));
    assert!(in_order.is_ordered() && !loose.is_ordered());
    let places = |boards: &[Board]| {
        let group = Group::of(boards, &axes());
        let counts = group.rows().iter().map(|row| (row.boards, row.places.map_or(0, |places| places.count)));
        (counts.collect::<Vec<_>>(), group.is_ordered())
    };
    assert_eq!(places(&[in_order, loose.clone()]), (vec![(2, 1), (2, 1)], true));
    assert_eq!(places(&[loose]), (vec![(1, 0), (1, 0)], false));
}
