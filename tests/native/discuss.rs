//! The sheets that a group takes away from `/discuss`, for the published bundle, compared with files.
//!
//! After a wanted change, run `UPDATE_GOLDEN=1 cargo test --test native discuss`, then look at every file.

use std::path::Path;

use data::bundle::parse;
use data::challenge::Audience;
use data::dataset::Dataset;
use discuss::scene::PlotKind;
use discuss::{ActionField, Board, BoardId, Comparison, Group, Share, Sheet, SurveyFilter, Top};
use viz::item::estimate_width;
use viz::label::text_rect;
use viz::paint;
use viz::palette::Palette;

use crate::ROOT;

/// Widths of pictures in CSS px, on a phone, a sheet and a projector.
const WIDTHS: [f64; 3] = [288.0, 704.0, 1_104.0];

fn dataset() -> Dataset {
    let source =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/bundle.json")).unwrap();
    parse(&source).unwrap_or_else(|problems| panic!("{problems:#?}")).dataset
}

/// Returns a table's board with two themes and the survey's first two challenges: some placed, two with plans.
fn board(dataset: &Dataset, n: u8) -> Board {
    let mut board = Board::new(dataset, BoardId::from_random([n; 16]), 1_700_000_000_000);
    board.set_title("Riverside, table 2");
    board.set_author("Ada, Bo & Cy");
    let elementary = dataset.find_group("level", "elementary").map(Audience::Group).unwrap();
    board.set_filter(SurveyFilter::of(dataset, None, elementary));
    board.add_theme(dataset, dataset.find_theme("equity").unwrap()).unwrap();
    board.add_theme(dataset, dataset.find_theme("student-learning").unwrap()).unwrap();
    board.add_top(dataset, &Top::published(dataset, 2).unwrap()).unwrap();
    board.set_ordered();
    let places = [(72.0, 80.0), (35.0, 90.0), (64.0, 41.0), (50.0, 50.0), (12.0, 25.0), (88.0, 61.0)];
    for (at, (across, up)) in places.into_iter().enumerate() {
        board.place(at, 0, Some(Share::new(across)));
        board.place(at, 1, Some(Share::new(up)));
    }
    board.answer(0, ActionField::NextStep, "Ask each family: what keeps you from *coming*?");
    board.answer(0, ActionField::Who, "Bo");
    board.answer(0, ActionField::ByWhen, "15 January");
    board.answer(0, ActionField::Budget, "$300, for food");
    board.answer(0, ActionField::LeftOut, "Those who work nights: by phone");
    board.answer(2, ActionField::NextStep, "-1 hour of meetings\n+1 hour of visits");
    board
}

/// Compares a text with a file, or writes the file if `UPDATE_GOLDEN` is set; returns the name if they differ.
fn differs(name: &str, text: &str) -> Option<String> {
    let file = Path::new(ROOT).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, text).unwrap();
        return None;
    }
    let is_same = std::fs::read_to_string(&file).is_ok_and(|kept| kept == text);
    (!is_same).then(|| name.to_owned())
}

#[test]
fn sheets_and_pictures_are_as_they_were_looked_at() {
    let dataset = dataset();
    let board = board(&dataset, 1);
    let sheet = Sheet::new(&dataset, &board);
    let mut changed: Vec<String> = [
        ("discuss-sheet.md", sheet.markdown()),
        ("discuss-sheet.csv", sheet.csv()),
        ("discuss-board.json", board.print()),
    ]
    .into_iter()
    .filter_map(|(name, text)| differs(name, &text))
    .collect();
    let comparison = Comparison::of_board(&dataset, &board);
    for (name, plot_kind, width) in [
        ("rows", PlotKind::Rows(1), 960.0),
        ("rows-narrow", PlotKind::Rows(0), 328.0),
        ("plane", PlotKind::Plane, 960.0),
        ("plane-narrow", PlotKind::Plane, 328.0),
    ] {
        for (palette, shade) in [(Palette::Light, "light"), (Palette::Dark, "dark")] {
            let drawn =
                paint::svg(&comparison.scene(&dataset, plot_kind, width, &estimate_width), palette).unwrap();
            changed.extend(differs(&format!("discuss-{name}-{shade}.svg"), &drawn));
        }
    }
    assert!(changed.is_empty(), "changed, see the head of this file: {changed:#?}");
}

#[test]
fn no_word_leaves_the_picture_at_any_width() {
    let dataset = dataset();
    let board = board(&dataset, 1);
    let group = Group::of(&[board.clone(), self::board(&dataset, 2)], board.axes());
    for comparison in
        [Comparison::of_board(&dataset, &board), Comparison::of_group(&dataset, &group, board.filter())]
    {
        for (plot_kind, width) in [PlotKind::Rows(0), PlotKind::Rows(1), PlotKind::Plane]
            .into_iter()
            .flat_map(|plot_kind| WIDTHS.map(|width| (plot_kind, width)))
        {
            for label in &comparison.scene(&dataset, plot_kind, width, &estimate_width).labels {
                let room = estimate_width(&label.text, label.size, label.bold);
                let left = text_rect(label.at, label.align, room, label.size).left;
                assert!(left > -0.5 && left + room < width + 0.5, "{plot_kind:?} at {width}: {label:?}");
            }
        }
    }
}

#[test]
fn a_board_of_the_published_bundle_travels_by_link() {
    let dataset = dataset();
    let board = board(&dataset, 1);
    let link = board.link();
    let read = Board::parse_link(&format!("https://example.org/discuss{link}")).unwrap();
    assert_eq!(read, board);
    assert!(read.fits(&dataset).unwrap().unknown.is_empty());
    assert!(link.len() < 1_200, "{} bytes", link.len());
}
