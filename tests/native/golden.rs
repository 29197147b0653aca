//! Pictures of the published bundle, by the real layout and painter, compared with files.
//!
//! After a wanted change, run `UPDATE_GOLDEN=1 cargo test --test native golden`, then look at every file.

use std::path::Path;

use challenge_map::messages::catalog;
use data::bundle::parse;
use data::dataset::Dataset;
use data::translation;
use explore::chart_model::ChartModel;
use explore::view_state::ViewState;
use messages::language::Language;
use messages::locale::{Locale, with_locale};
use viz::item::estimate_width;
use viz::label::text_rect;
use viz::paint;
use viz::palette::Palette;

use crate::ROOT;

/// Name of the file, query, width in CSS px.
const PICTURES: [(&str, &str, f64); 16] = [
    ("overview", "", 1_104.0),
    ("overview-narrow", "", 328.0),
    ("overview-theme-pins", "theme=equity&pins=student-teacher-relationships,math&measure=urgent&v=2", 704.0),
    ("overview-published", "wave=spring-2020&v=2", 328.0),
    ("ranking-priority-2020", "wave=spring-2020", 960.0),
    ("ranking-widespread", "measure=widespread", 960.0),
    ("ranking-widespread-narrow", "measure=widespread", 328.0),
    ("pair", "view=pair", 960.0),
    ("pair-narrow", "view=pair&group=role/teacher", 328.0),
    ("pair-theme-pins", "view=pair&theme=equity&pins=student-teacher-relationships", 960.0),
    ("change", "view=change&measure=urgent", 960.0),
    ("change-published", "view=change&wave=spring-2020", 328.0),
    ("gap", "view=gap&measure=urgent", 960.0),
    ("gap-narrow", "view=gap", 328.0),
    ("answers", "view=answers&measure=urgent&group=context/rural", 960.0),
    ("answers-narrow", "view=answers&measure=widespread&group=role/district-leader", 328.0),
];

/// The same for a small Arabic bundle on an Arabic page: rows, waves and blocks start at the right, the
/// plane is unchanged.
const ARABIC: [(&str, &str, f64); 9] = [
    ("arabic-overview", "", 704.0),
    ("arabic-overview-narrow", "", 328.0),
    ("arabic-places", "wave=spring-2020", 704.0),
    ("arabic-ranking", "measure=widespread", 704.0),
    ("arabic-ranking-narrow", "measure=widespread", 328.0),
    ("arabic-pair", "view=pair", 704.0),
    ("arabic-change", "view=change&measure=urgent", 704.0),
    ("arabic-gap", "view=gap&measure=widespread&group=role/teacher&versus=everyone", 704.0),
    ("arabic-answers", "view=answers&measure=urgent", 704.0),
];

/// Invented Arabic translation of the tests' sample. The last challenge's name begins in another script.
const IN_ARABIC: &str = r#"{"challenge_map_translation": 1, "of": "Challenge Map", "language": "ar", "texts": {
    "measures/priority/label": "الأولوية", "measures/widespread/label": "واسع الانتشار", "measures/urgent/label": "عاجل",
    "dimensions/role/teacher/phrase": "هيئات التدريس", "waves/spring-2020/label": "ربيع 2020",
    "waves/sample-2025/label": "عينة 2025", "waves/sample-2025/everyone": "الكوادر التربوية",
    "challenges/math/name": "الرياضيات (K-12)", "challenges/literacy/name": "القراءة والكتابة",
    "challenges/opportunity-gaps/name": "STEM: فجوات الفرص"}}"#;

fn arabic() -> Dataset {
    let source =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../crates/data/src/sample.json"))
            .unwrap();
    let made = translation::apply(&translation::Original::bundle(&source), IN_ARABIC, "ar", &|_, _, _| {
        String::new()
    })
    .unwrap();
    parse(&made.document).unwrap_or_else(|problems| panic!("{problems:#?}")).dataset
}

/// Runs a function on an Arabic page on which the program's own texts are English.
fn in_an_arabic_page<T>(deed: impl FnOnce() -> T) -> T {
    let language = Language::Arabic;
    let messages = catalog::english().messages.clone();
    with_locale(Box::leak(Box::new(Locale { language, numbers: language.numbers(), messages })), deed)
}

fn dataset() -> Dataset {
    let source =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/bundle.json")).unwrap();
    parse(&source).unwrap_or_else(|problems| panic!("{problems:#?}")).dataset
}

fn svg(dataset: &Dataset, query: &str, width: f64, palette: Palette) -> String {
    let (state, notes) = ViewState::parse(query, dataset);
    assert!(notes.is_empty(), "{query}: {notes:?}");
    let picture = ChartModel::new(dataset, &state);
    paint::svg(&picture.scene(dataset, width, &estimate_width), palette).unwrap()
}

#[test]
fn pictures_are_as_they_were_looked_at() {
    let mut changed = compare(&dataset(), &PICTURES);
    changed.extend(in_an_arabic_page(|| compare(&arabic(), &ARABIC)));
    assert!(changed.is_empty(), "changed, see the head of this file: {changed:#?}");
}

/// Draws light and dark pictures; returns the files that differ, or writes them if `UPDATE_GOLDEN` is set.
fn compare(dataset: &Dataset, pictures: &[(&str, &str, f64)]) -> Vec<String> {
    let folder = Path::new(ROOT).join("tests/golden");
    let mut changed = Vec::new();
    for (name, query, width) in pictures {
        for (palette, shade) in [(Palette::Light, "light"), (Palette::Dark, "dark")] {
            let file = folder.join(format!("{name}-{shade}.svg"));
            let drawn = svg(dataset, query, *width, palette);
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&file, &drawn).unwrap();
            } else if std::fs::read_to_string(&file).ok().as_ref() != Some(&drawn) {
                changed.push(file.display().to_string());
            }
        }
    }
    changed
}

#[test]
fn rows_waves_and_blocks_are_mirrored_and_the_plane_is_not() {
    let dataset = arabic();
    for (name, query, width) in ARABIC {
        let scene = || {
            ChartModel::new(&dataset, &ViewState::parse(query, &dataset).0).scene(
                &dataset,
                width,
                &estimate_width,
            )
        };
        let (from_left, from_right) = (scene(), in_an_arabic_page(scene));
        let wanted = if name == "arabic-pair" { from_left } else { from_left.mirrored() };
        assert_eq!(from_right, wanted, "{name}");
    }
}

#[test]
fn every_row_has_a_mark_and_dark_differs_in_color_only() {
    let dataset = dataset();
    let (light, dark) =
        (svg(&dataset, "view=pair", 960.0, Palette::Light), svg(&dataset, "view=pair", 960.0, Palette::Dark));
    assert_ne!(light, dark);
    let without_colour = |svg: &str| {
        let parts = svg.split('#').enumerate();
        parts
            .map(|(at, part)| if at == 0 { part } else { part.get(6..).unwrap_or_default() })
            .collect::<String>()
    };
    assert_eq!(without_colour(&light), without_colour(&dark));
}

#[test]
fn no_word_leaves_the_picture_at_any_width() {
    let dataset = dataset();
    for width in [288.0, 328.0, 704.0, 1_104.0] {
        for (_, query, _) in PICTURES {
            let picture = ChartModel::new(&dataset, &ViewState::parse(query, &dataset).0);
            let scene = picture.scene(&dataset, width, &estimate_width);
            for label in &scene.labels {
                let room = estimate_width(&label.text, label.size, label.bold);
                let left = text_rect(label.at, label.align, room, label.size).left;
                assert!(left > -0.5 && left + room < width + 0.5, "{query} at {width}: {label:?}");
            }
        }
    }
}
