//! The library in a real browser: `cargo xtask test` compiles this for wasm32 and runs it
//! in headless Chromium. Natively it is empty.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test that panics has told what is wrong")]

use challenge_map::bundle::parse;
use challenge_map::picture::Picture;
use challenge_map::search::Index;
use challenge_map::state::ViewState;
use challenge_map::ui::dom::TextMeter;
use challenge_map::viz::item::estimate;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const BUNDLE: &str = include_str!("../public/bundle.json");

/// Draws a picture of the published bundle at a device's scale; gives the pixel at a CSS place.
fn pixel(
    query: &str,
    scale: f64,
    place: impl Fn(&challenge_map::viz::scene::Scene) -> (f64, f64),
) -> [u8; 4] {
    let atlas = parse(BUNDLE).ok().unwrap().atlas;
    let (state, _) = ViewState::parse(query, &atlas);
    let scene = Picture::new(&atlas, &state).scene(&atlas, 640.0, &estimate);
    let canvas = challenge_map::ui::files::painted(&scene, scale).unwrap();
    let context = challenge_map::ui::dom::context_2d(&canvas).unwrap();
    let (x, y) = place(&scene);
    let data = context.get_image_data(x * scale, y * scale, 1.0, 1.0).unwrap().data();
    data.0.as_slice().try_into().unwrap()
}

#[wasm_bindgen_test]
fn marks_are_painted_where_the_scene_has_them_at_any_scale() {
    for scale in [1.0, 1.5, 2.0, 3.0] {
        let mark =
            pixel("wave=spring-2020", scale, |scene| (scene.marks[0].center.x, scene.marks[0].center.y));
        assert_eq!(mark, [0x0b, 0x66, 0xa8, 0xff], "the first family's blue at scale {scale}");
        let paper = pixel("wave=spring-2020", scale, |scene| (scene.size.width - 4.0, 4.0));
        assert_eq!(paper, [0xff, 0xfd, 0xfa, 0xff], "paper at scale {scale}");
    }
}

#[wasm_bindgen_test]
fn the_bundle_is_parsed_as_it_is_natively() {
    let atlas = parse(BUNDLE).ok().unwrap().atlas;
    assert_eq!(atlas.challenges().len(), 45);
    let problems = parse("{\n \"format\": 7 }").err().unwrap();
    assert_eq!(
        problems[0].to_string(),
        "format: this program reads format 1, the file says 7 (line 2, column 12)"
    );
}

#[wasm_bindgen_test]
fn words_are_folded_as_they_are_natively() {
    let bundle = BUNDLE.replacen("\"name\":\"Literacy\"", "\"name\":\"Équité ﬁn المُعَلِّم हिन्दी\"", 1);
    let atlas = parse(&bundle).ok().unwrap().atlas;
    let index = Index::new(&atlas);
    for (typed, marked) in [
        ("EQUITÉ", "Équité"),
        ("fin", "ﬁn"),
        ("المعلم", "المُعَلِّم"),
        ("हिनदी", "हिन्दी"),
        ("eqiute fin", "Équité"),
    ] {
        let found = index.find(&atlas, typed, 3);
        let named = found.entries.iter().find(|entry| entry.name.text.starts_with('É'));
        let pieces = named.unwrap().name.pieces();
        assert!(pieces.contains(&(marked, true)), "{typed}: {pieces:?}");
    }
}

#[wasm_bindgen_test]
fn text_is_measured_by_the_browser() {
    let mut meter = TextMeter::default();
    let short = meter.width("Math", 14.0, false);
    assert!(short > 10.0 && short < 60.0, "{short}");
    assert!(meter.width("Math and more", 14.0, false) > short);
    assert!((meter.width("Math", 28.0, false) / short - 2.0).abs() < 0.2, "widths grow with the size");
}

/// Numbers and their words are the same on published pages, which are made natively, and on running ones.
#[wasm_bindgen_test]
fn every_language_counts_as_the_browser_does() {
    use challenge_map::language::Language;
    use js_sys::{Array, Intl::PluralRules, Object};
    for language in Language::ALL {
        assert_eq!(challenge_map::ui::speech::numbers(language), language.numbers(), "{}", language.tag());
        let rules = PluralRules::new(&Array::of1(&language.tag().into()), &Object::new());
        for number in (0..=1_200).chain([10_000, 100_000, 1_000_000, 2_000_000]) {
            let category = String::from(rules.select(f64::from(number)));
            assert_eq!(language.category(number).name(), category, "{} {number}", language.tag());
        }
    }
}
