use data::sample::dataset;
use proptest::prelude::*;
use viz::dumbbell_editor::place_of;
use viz::hit::REACH;
use viz::item::estimate_width;

use super::*;
use crate::Board;
use crate::sample::{board, slug};

const PLOT_KINDS: [PlotKind; 4] = [PlotKind::Rows(0), PlotKind::Rows(1), PlotKind::Kept(0), PlotKind::Plane];

fn scene(dataset: &Dataset, board: &Board, plot_kind: PlotKind, width: f64) -> Scene {
    Comparison::of_board(dataset, board).scene(dataset, plot_kind, width, &estimate_width)
}

/// Returns the sample board with these values of its first challenge.
fn placed(dataset: &Dataset, across: Share, up: Share) -> Board {
    let mut board = board(dataset);
    board.place(0, 0, Some(across));
    board.place(0, 1, Some(up));
    board
}

proptest! {
    #[test]
    fn dragging_and_keys_give_the_same_share(start in 0_u8..=100, steps in prop::collection::vec(prop::sample::select(vec![1, -1, 10, -10]), 0..40), width in 288.0..1_400.0f64) {
        let dataset = dataset();
        // The values by keyboard.
        let start = Share::new(f64::from(start));
        let by_keys = steps.iter().fold(start, |share, points| share.step(*points));
        let board = placed(&dataset, by_keys, by_keys);
        let before = placed(&dataset, start, start);
        let literacy = mark_of(dataset.find_challenge("literacy").unwrap());
        for plot_kind in PLOT_KINDS {
            // The pointer drags the mark to where the keys have moved it.
            let was = scene(&dataset, &before, plot_kind, width);
            let target = scene(&dataset, &board, plot_kind, width).mark(literacy).unwrap().1.center;
            let [across, up] = value_at(&was, target);
            prop_assert_eq!(across, by_keys);
            if plot_kind == PlotKind::Plane {
                prop_assert_eq!(up, by_keys);
            }
        }
    }

    #[test]
    fn the_value_of_a_place_undoes_the_scale(across in 0_u8..=100, up in 0_u8..=100, width in 288.0..1_400.0f64) {
        let dataset = dataset();
        let scene = scene(&dataset, &board(&dataset), PlotKind::Plane, width);
        let place = place_of(&scene, [f64::from(across), f64::from(up)]);
        prop_assert_eq!(value_at(&scene, place).map(Share::get), [across, up]);
    }

    #[test]
    fn a_drag_beyond_an_end_is_the_end(x in -1e4..1e4f64, y in -1e4..1e4f64) {
        let dataset = dataset();
        let scene = scene(&dataset, &board(&dataset), PlotKind::Plane, 700.0);
        let [across, up] = value_at(&scene, Point::new(x, y)).map(Share::get);
        prop_assert!(x > scene.plot.left || across == 0);
        prop_assert!(x < scene.plot.right || across == 100);
        prop_assert!(y < scene.plot.bottom || up == 0);
        prop_assert!(y > scene.plot.top || up == 100);
    }
}

#[test]
fn axes_do_not_follow_the_values() {
    let dataset = dataset();
    for plot_kind in PLOT_KINDS {
        let plot = |share: f64| {
            scene(&dataset, &placed(&dataset, Share::new(share), Share::new(share)), plot_kind, 700.0)
        };
        let (low, high) = (plot(0.0), plot(100.0));
        let at = Point::new(400.0, 200.0);
        assert_eq!(value_at(&low, at)[0], value_at(&high, at)[0]);
    }
}

#[test]
fn a_mark_that_is_dragged_keeps_its_row() {
    let dataset = dataset();
    let order = ["math", "literacy"].map(|id| dataset.find_challenge(id).unwrap());
    let literacy = mark_of(order[1]);
    let row = |share: f64| {
        let board = placed(&dataset, Share::new(share), Share::new(share));
        let comparison = Comparison::of_board(&dataset, &board).in_order(&order);
        let scene = comparison.scene(&dataset, PlotKind::Kept(0), 700.0, &estimate_width);
        scene.mark(literacy).unwrap().1.zone.unwrap()
    };
    assert_eq!(row(63.0), row(0.0));
    assert!(row(63.0).top > 90.0, "the second row");
}

#[test]
fn an_own_mark_is_filled_and_the_surveys_is_a_ring_joined_to_it() {
    let dataset = dataset();
    let board = board(&dataset);
    let literacy = mark_of(dataset.find_challenge("literacy").unwrap());
    for plot_kind in PLOT_KINDS {
        let scene = scene(&dataset, &board, plot_kind, 700.0);
        let (_, own) = scene.mark(literacy).unwrap();
        let ring = scene
            .secondary_marks
            .iter()
            .find(|secondary_mark| secondary_mark.owner == Some(literacy))
            .unwrap();
        assert!(!ring.filled);
        let line = scene.strokes.iter().find(|stroke| stroke.owner == Some(literacy)).unwrap();
        assert_eq!((line.from, line.to), (own.center, ring.center));
        let legend: Vec<bool> = scene
            .secondary_marks
            .iter()
            .filter(|secondary_mark| secondary_mark.owner.is_none())
            .map(|secondary_mark| secondary_mark.filled)
            .collect();
        assert_eq!(legend[..2], [true, false]);
    }
}

#[test]
fn unplaced_items_are_not_drawn_at_zero() {
    let dataset = dataset();
    let math = mark_of(dataset.find_challenge("math").unwrap());
    let mut board = board(&dataset);
    board.add(&slug("lost")).unwrap();
    let urgent = scene(&dataset, &board, PlotKind::Rows(1), 700.0);
    assert_eq!(urgent.marks.len(), 1, "math has no own value up, and what is lost is not drawn");
    assert!(urgent.mark(math).is_none());
    assert!(urgent.labels.iter().any(|label| label.owner == Some(math) && label.text == "not rated yet"));
    assert_eq!(scene(&dataset, &board, PlotKind::Plane, 700.0).marks.len(), 1);
}

#[test]
fn a_pointer_takes_hold_of_the_nearest_own_mark_within_12_px() {
    assert_eq!(REACH, 12.0);
    let dataset = dataset();
    let literacy = mark_of(dataset.find_challenge("literacy").unwrap());
    for plot_kind in PLOT_KINDS {
        let scene = scene(&dataset, &board(&dataset), plot_kind, 700.0);
        let center = scene.mark(literacy).unwrap().1.center;
        assert_eq!(grabbed(&scene, center), Some(literacy));
        assert_eq!(grabbed(&scene, Point::new(center.x - 11.9, center.y)), Some(literacy));
        assert_eq!(grabbed(&scene, Point::new(center.x, center.y + 12.5)), None);
    }
}

#[test]
fn made_up_numbers_say_so_in_the_picture() {
    let dataset = dataset();
    let mut board = board(&dataset);
    let has_badge = |board: &Board| {
        let scene = scene(&dataset, board, PlotKind::Plane, 700.0);
        scene.labels.iter().any(|label| label.text == "Illustrative")
    };
    assert!(has_badge(&board));
    board.set_filter(crate::SurveyFilter { wave: Some(slug("spring-2020")), group: None });
    assert!(!has_badge(&board));
}
