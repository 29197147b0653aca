//! Pictures of the published bundle, held against files: the real layout and the real painter.
//!
//! After a wanted change: `UPDATE_GOLDEN=1 cargo test --test native golden`, then look at every file.

use std::path::Path;

use challenge_map::atlas::Atlas;
use challenge_map::bundle::parse;
use challenge_map::language::Language;
use challenge_map::picture::Picture;
use challenge_map::state::ViewState;
use challenge_map::text::catalog;
use challenge_map::text::words::{Speech, with};
use challenge_map::translation;
use challenge_map::viz::item::estimate;
use challenge_map::viz::paint;
use challenge_map::viz::palette::Palette;
use challenge_map::viz::scene::Align;

/// Name of the file, query, width in CSS px.
const PICTURES: [(&str, &str, f64); 12] = [
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

/// The same of a small bundle in Arabic, in an Arabic page: rows, waves and blocks from the right, the
/// plane as it is.
const ARABIC: [(&str, &str, f64); 7] = [
    ("arabic-places", "wave=spring-2020", 704.0),
    ("arabic-ranking", "measure=widespread", 704.0),
    ("arabic-ranking-narrow", "measure=widespread", 328.0),
    ("arabic-pair", "view=pair", 704.0),
    ("arabic-change", "view=change&measure=urgent", 704.0),
    ("arabic-gap", "view=gap&measure=widespread&group=role/teacher&versus=everyone", 704.0),
    ("arabic-answers", "view=answers&measure=urgent", 704.0),
];

/// Made-up words of the tests' sample. The last challenge's name begins in another script.
const IN_ARABIC: &str = r#"{"challenge_map_translation": 1, "of": "Challenge Map", "language": "ar", "texts": {
    "measures/priority/label": "الأولوية", "measures/widespread/label": "واسع الانتشار", "measures/urgent/label": "عاجل",
    "dimensions/role/teacher/phrase": "هيئات التدريس", "waves/spring-2020/label": "ربيع 2020",
    "waves/sample-2025/label": "عينة 2025", "waves/sample-2025/everyone": "الكوادر التربوية",
    "challenges/math/name": "الرياضيات (K-12)", "challenges/literacy/name": "القراءة والكتابة",
    "challenges/opportunity-gaps/name": "STEM: فجوات الفرص"}}"#;

fn arabic() -> Atlas {
    let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/sample.json")).unwrap();
    let made = translation::apply(&source, IN_ARABIC, "ar", |_, _, _| String::new()).unwrap();
    parse(&made.bundle).unwrap_or_else(|problems| panic!("{problems:#?}")).atlas
}

/// The program's own words in English, as if they were Arabic.
fn in_an_arabic_page<T>(deed: impl FnOnce() -> T) -> T {
    let language = Language::Arabic;
    let sections = catalog::english().sections.clone();
    with(Box::leak(Box::new(Speech { language, numbers: language.numbers(), sections })), deed)
}

fn atlas() -> Atlas {
    let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/public/bundle.json")).unwrap();
    parse(&source).unwrap_or_else(|problems| panic!("{problems:#?}")).atlas
}

fn svg(atlas: &Atlas, query: &str, width: f64, palette: Palette) -> String {
    let (state, notes) = ViewState::parse(query, atlas);
    assert!(notes.is_empty(), "{query}: {notes:?}");
    let picture = Picture::new(atlas, &state);
    paint::svg(&picture.scene(atlas, width, &estimate), palette).unwrap()
}

#[test]
fn pictures_are_as_they_were_looked_at() {
    let mut changed = compare(&atlas(), &PICTURES);
    changed.extend(in_an_arabic_page(|| compare(&arabic(), &ARABIC)));
    assert!(changed.is_empty(), "changed, see the head of this file: {changed:#?}");
}

/// Draws in both shades; tells the files that hold something else, or writes them when asked to.
fn compare(atlas: &Atlas, pictures: &[(&str, &str, f64)]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut changed = Vec::new();
    for (name, query, width) in pictures {
        for (palette, shade) in [(Palette::Light, "light"), (Palette::Dark, "dark")] {
            let file = folder.join(format!("{name}-{shade}.svg"));
            let drawn = svg(atlas, query, *width, palette);
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
    let atlas = arabic();
    for (name, query, width) in ARABIC {
        let scene =
            || Picture::new(&atlas, &ViewState::parse(query, &atlas).0).scene(&atlas, width, &estimate);
        let (from_left, from_right) = (scene(), in_an_arabic_page(scene));
        let wanted = if name == "arabic-pair" { from_left } else { from_left.mirrored() };
        assert_eq!(from_right, wanted, "{name}");
    }
}

#[test]
fn a_picture_has_a_mark_for_every_row_and_a_dark_one_differs_in_colour_only() {
    let atlas = atlas();
    let (light, dark) =
        (svg(&atlas, "view=pair", 960.0, Palette::Light), svg(&atlas, "view=pair", 960.0, Palette::Dark));
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
    let atlas = atlas();
    for width in [288.0, 328.0, 704.0, 1_104.0] {
        for (_, query, _) in PICTURES {
            let picture = Picture::new(&atlas, &ViewState::parse(query, &atlas).0);
            let scene = picture.scene(&atlas, width, &estimate);
            for words in &scene.words {
                let room = estimate(&words.text, words.size, words.bold);
                let left = match words.align {
                    Align::Start => words.at.x,
                    Align::Middle => words.at.x - room / 2.0,
                    Align::End => words.at.x - room,
                };
                assert!(left > -0.5 && left + room < width + 0.5, "{query} at {width}: {words:?}");
            }
        }
    }
}
