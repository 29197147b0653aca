//! Tests of the library in a real browser: `cargo xtask test` compiles them for wasm32 and runs them in headless
//! Chromium. The native build has none of them.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

use challenge_map::dom::detached_text_measure;
use data::bundle::parse;
use explore::chart_model::ChartModel;
use explore::view_state::ViewState;
use search::Index;
use viz::item::estimate_width;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const BUNDLE: &str = include_str!("../public/bundle.json");

/// Returns the RGBA pixel at a position (CSS px) of a chart of the published bundle, at `scale` device px per CSS px.
fn pixel(query: &str, scale: f64, position: impl Fn(&viz::scene::Scene) -> (f64, f64)) -> [u8; 4] {
    let dataset = parse(BUNDLE).ok().unwrap().dataset;
    let (state, _) = ViewState::parse(query, &dataset);
    let scene = ChartModel::new(&dataset, &state).scene(&dataset, 640.0, &estimate_width);
    let canvas = challenge_map::files::painted(&scene, scale).unwrap();
    let context = challenge_map::dom::context_2d(&canvas).unwrap();
    let (x, y) = position(&scene);
    let data = context.get_image_data(x * scale, y * scale, 1.0, 1.0).unwrap().data();
    data.0.as_slice().try_into().unwrap()
}

#[wasm_bindgen_test]
fn marks_are_painted_at_their_position_at_any_scale() {
    for scale in [1.0, 1.5, 2.0, 3.0] {
        let mark =
            pixel("wave=spring-2020", scale, |scene| (scene.marks[0].center.x, scene.marks[0].center.y));
        assert_eq!(mark, [0x0b, 0x66, 0xa8, 0xff], "the first family's blue at scale {scale}");
        let paper = pixel("wave=spring-2020", scale, |scene| (scene.size.width - 4.0, 4.0));
        assert_eq!(paper, [0xff, 0xfd, 0xfa, 0xff], "paper at scale {scale}");
    }
}

#[wasm_bindgen_test]
fn the_bundle_is_parsed_as_in_native_builds() {
    let dataset = parse(BUNDLE).ok().unwrap().dataset;
    assert_eq!(dataset.challenges().len(), 45);
    let problems = parse("{\n \"format\": 7 }").err().unwrap();
    assert_eq!(
        problems[0].to_string(),
        "format: this program reads format 1, the file says 7 (line 2, column 12)"
    );
}

#[wasm_bindgen_test]
fn words_are_folded_as_in_native_builds() {
    let bundle = BUNDLE.replacen("\"name\":\"Literacy\"", "\"name\":\"Équité ﬁn المُعَلِّم हिन्दी\"", 1);
    let dataset = parse(&bundle).ok().unwrap().dataset;
    let index = Index::new(&dataset, dataset.content().clone());
    for (query, marked) in [
        ("EQUITÉ", "Équité"),
        ("fin", "ﬁn"),
        ("المعلم", "المُعَلِّم"),
        ("हिनदी", "हिन्दी"),
        ("eqiute fin", "Équité"),
    ] {
        let found = index.find(&dataset, query, 3);
        let named = found.entries.iter().find(|entry| entry.name.text.starts_with('É'));
        let pieces = named.unwrap().name.pieces();
        assert!(pieces.contains(&(marked, true)), "{query}: {pieces:?}");
    }
}

#[wasm_bindgen_test]
fn text_is_measured_by_the_browser() {
    let width = detached_text_measure();
    let short = width("Math", 14.0, false);
    assert!(short > 10.0 && short < 60.0, "{short}");
    assert!(width("Math and more", 14.0, false) > short);
    assert!((width("Math", 28.0, false) / short - 2.0).abs() < 0.2, "widths grow with the size");
}

/// Published pages, which are rendered natively, must have the same numbers and plural forms as running ones.
#[wasm_bindgen_test]
fn numbers_and_plurals_match_those_of_the_browser() {
    use js_sys::{Array, Intl::PluralRules, Object};
    use messages::language::Language;
    for language in Language::ALL {
        assert_eq!(challenge_map::i18n::numbers(language), language.numbers(), "{}", language.tag());
        let rules = PluralRules::new(&Array::of1(&language.tag().into()), &Object::new());
        for number in (0..=1_200).chain([10_000, 100_000, 1_000_000, 2_000_000]) {
            let category = String::from(rules.select(f64::from(number)));
            assert_eq!(language.category(number).name(), category, "{} {number}", language.tag());
        }
    }
}
