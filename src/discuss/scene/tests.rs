use proptest::prelude::*;

use super::*;
use crate::discuss::Board;
use crate::discuss::sample::{board, slug};
use crate::sample::atlas;
use crate::viz::beside::place_of;
use crate::viz::hit::REACH;
use crate::viz::item::estimate;

const LOOKS: [Look; 4] = [Look::Rows(0), Look::Rows(1), Look::Kept(0), Look::Plane];

fn scene(atlas: &Atlas, board: &Board, look: Look, width: f64) -> Scene {
    Beside::of_board(atlas, board).scene(atlas, look, width, &estimate)
}

/// A board with both values of its first challenge, and a scene of it.
fn placed(atlas: &Atlas, across: Share, up: Share) -> Board {
    let mut board = board(atlas);
    board.place(0, 0, Some(across));
    board.place(0, 1, Some(up));
    board
}

proptest! {
    #[test]
    fn a_drag_and_its_keyboard_twin_give_the_same_share(start in 0_u8..=100, steps in prop::collection::vec(prop::sample::select(vec![1, -1, 10, -10]), 0..40), width in 288.0..1_400.0f64) {
        let atlas = atlas();
        // By keys.
        let start = Share::new(f64::from(start));
        let by_keys = steps.iter().fold(start, |share, points| share.step(*points));
        let board = placed(&atlas, by_keys, by_keys);
        let before = placed(&atlas, start, start);
        let literacy = mark_of(atlas.find_challenge("literacy").unwrap());
        for look in LOOKS {
            // The pointer drags from where the mark was to where the keys have brought it.
            let was = scene(&atlas, &before, look, width);
            let target = scene(&atlas, &board, look, width).mark(literacy).unwrap().1.center;
            let [across, up] = value_at(&was, target);
            prop_assert_eq!(across, by_keys);
            if look == Look::Plane {
                prop_assert_eq!(up, by_keys);
            }
        }
    }

    #[test]
    fn the_value_of_a_place_undoes_the_scale(across in 0_u8..=100, up in 0_u8..=100, width in 288.0..1_400.0f64) {
        let atlas = atlas();
        let scene = scene(&atlas, &board(&atlas), Look::Plane, width);
        let place = place_of(&scene, [f64::from(across), f64::from(up)]);
        prop_assert_eq!(value_at(&scene, place).map(Share::get), [across, up]);
    }

    #[test]
    fn a_drag_beyond_an_end_is_the_end(x in -1e4..1e4f64, y in -1e4..1e4f64) {
        let atlas = atlas();
        let scene = scene(&atlas, &board(&atlas), Look::Plane, 700.0);
        let [across, up] = value_at(&scene, Point::new(x, y)).map(Share::get);
        prop_assert!(x > scene.plot.left || across == 0);
        prop_assert!(x < scene.plot.right || across == 100);
        prop_assert!(y < scene.plot.bottom || up == 0);
        prop_assert!(y > scene.plot.top || up == 100);
    }
}

#[test]
fn axes_do_not_follow_the_values() {
    let atlas = atlas();
    for look in LOOKS {
        let plot =
            |share: f64| scene(&atlas, &placed(&atlas, Share::new(share), Share::new(share)), look, 700.0);
        let (low, high) = (plot(0.0), plot(100.0));
        let at = Point::new(400.0, 200.0);
        assert_eq!(value_at(&low, at)[0], value_at(&high, at)[0]);
    }
}

#[test]
fn a_mark_that_is_dragged_keeps_its_row() {
    let atlas = atlas();
    let order = ["math", "literacy"].map(|id| atlas.find_challenge(id).unwrap());
    let literacy = mark_of(order[1]);
    let row = |share: f64| {
        let board = placed(&atlas, Share::new(share), Share::new(share));
        let beside = Beside::of_board(&atlas, &board).in_order(&order);
        let scene = beside.scene(&atlas, Look::Kept(0), 700.0, &estimate);
        scene.mark(literacy).unwrap().1.zone.unwrap()
    };
    assert_eq!(row(63.0), row(0.0));
    assert!(row(63.0).top > 90.0, "the second row");
}

#[test]
fn an_own_mark_is_filled_and_the_surveys_is_a_ring_joined_to_it() {
    let atlas = atlas();
    let board = board(&atlas);
    let literacy = mark_of(atlas.find_challenge("literacy").unwrap());
    for look in LOOKS {
        let scene = scene(&atlas, &board, look, 700.0);
        let (_, own) = scene.mark(literacy).unwrap();
        let ring = scene.echoes.iter().find(|echo| echo.of == Some(literacy)).unwrap();
        assert!(!ring.filled);
        let line = scene.strokes.iter().find(|stroke| stroke.of == Some(literacy)).unwrap();
        assert_eq!((line.from, line.to), (own.center, ring.center));
        let legend: Vec<bool> =
            scene.echoes.iter().filter(|echo| echo.of.is_none()).map(|echo| echo.filled).collect();
        assert_eq!(legend[..2], [true, false]);
    }
}

#[test]
fn what_is_not_placed_is_not_drawn_at_zero() {
    let atlas = atlas();
    let math = mark_of(atlas.find_challenge("math").unwrap());
    let mut board = board(&atlas);
    board.add(&slug("lost")).unwrap();
    let urgent = scene(&atlas, &board, Look::Rows(1), 700.0);
    assert_eq!(urgent.marks.len(), 1, "math has no own value up, and what is lost is not drawn");
    assert!(urgent.mark(math).is_none());
    assert!(urgent.words.iter().any(|words| words.of == Some(math) && words.text == "not placed yet"));
    assert_eq!(scene(&atlas, &board, Look::Plane, 700.0).marks.len(), 1);
}

#[test]
fn a_pointer_takes_hold_of_the_nearest_own_mark_within_12_px() {
    assert_eq!(REACH, 12.0);
    let atlas = atlas();
    let literacy = mark_of(atlas.find_challenge("literacy").unwrap());
    for look in LOOKS {
        let scene = scene(&atlas, &board(&atlas), look, 700.0);
        let center = scene.mark(literacy).unwrap().1.center;
        assert_eq!(grabbed(&scene, center), Some(literacy));
        assert_eq!(grabbed(&scene, Point::new(center.x - 11.9, center.y)), Some(literacy));
        assert_eq!(grabbed(&scene, Point::new(center.x, center.y + 12.5)), None);
    }
}

#[test]
fn made_up_numbers_say_so_in_the_picture() {
    let atlas = atlas();
    let mut board = board(&atlas);
    let says = |board: &Board| {
        let scene = scene(&atlas, board, Look::Plane, 700.0);
        scene.words.iter().any(|words| words.text == "Illustrative")
    };
    assert!(says(&board));
    board.set_lens(crate::discuss::Lens { wave: Some(slug("spring-2020")), group: None });
    assert!(!says(&board));
}
