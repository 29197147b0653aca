//! What a group takes away from `/discuss`, held against files: sheets of the published bundle.
//!
//! After a wanted change: `UPDATE_GOLDEN=1 cargo test --test native discuss`, then look at every file.

use std::path::Path;

use challenge_map::atlas::Atlas;
use challenge_map::bundle::parse;
use challenge_map::challenge::Audience;
use challenge_map::discuss::scene::Look;
use challenge_map::discuss::{ActionField, Beside, Board, BoardId, Group, Lens, Share, Sheet, Top};
use challenge_map::viz::item::estimate;
use challenge_map::viz::paint;
use challenge_map::viz::palette::Palette;
use challenge_map::viz::scene::Align;

/// Widths of pictures in CSS px: of a phone, of a sheet, of a projector.
const WIDTHS: [f64; 3] = [288.0, 704.0, 1_104.0];

fn atlas() -> Atlas {
    let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/public/bundle.json")).unwrap();
    parse(&source).unwrap_or_else(|problems| panic!("{problems:#?}")).atlas
}

/// A table's board: two themes and the survey's first two, some placed, two planned.
fn board(atlas: &Atlas, n: u8) -> Board {
    let mut board = Board::new(atlas, BoardId::from_random([n; 16]), 1_700_000_000_000);
    board.set_title("Riverside, table 2");
    board.set_by("Ada, Bo & Cy");
    let elementary = atlas.find_group("level", "elementary").map(Audience::Group).unwrap();
    board.set_lens(Lens::of(atlas, None, elementary));
    board.add_theme(atlas, atlas.find_theme("equity").unwrap()).unwrap();
    board.add_theme(atlas, atlas.find_theme("student-learning").unwrap()).unwrap();
    board.add_top(atlas, &Top::published(atlas, 2).unwrap()).unwrap();
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

/// Holds a text against a file, or writes it when asked to; gives the file that differs.
fn differs(name: &str, text: &str) -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, text).unwrap();
        return None;
    }
    let is_same = std::fs::read_to_string(&file).is_ok_and(|kept| kept == text);
    (!is_same).then(|| name.to_owned())
}

#[test]
fn sheets_and_pictures_are_as_they_were_looked_at() {
    let atlas = atlas();
    let board = board(&atlas, 1);
    let sheet = Sheet::new(&atlas, &board);
    let mut changed: Vec<String> = [
        ("discuss-sheet.md", sheet.markdown()),
        ("discuss-sheet.csv", sheet.csv()),
        ("discuss-board.json", board.print()),
    ]
    .into_iter()
    .filter_map(|(name, text)| differs(name, &text))
    .collect();
    let beside = Beside::of_board(&atlas, &board);
    for (name, look, width) in [
        ("rows", Look::Rows(1), 960.0),
        ("rows-narrow", Look::Rows(0), 328.0),
        ("plane", Look::Plane, 960.0),
        ("plane-narrow", Look::Plane, 328.0),
    ] {
        for (palette, shade) in [(Palette::Light, "light"), (Palette::Dark, "dark")] {
            let drawn = paint::svg(&beside.scene(&atlas, look, width, &estimate), palette).unwrap();
            changed.extend(differs(&format!("discuss-{name}-{shade}.svg"), &drawn));
        }
    }
    assert!(changed.is_empty(), "changed, see the head of this file: {changed:#?}");
}

#[test]
fn no_word_leaves_the_picture_at_any_width() {
    let atlas = atlas();
    let board = board(&atlas, 1);
    let group = Group::of(&[board.clone(), self::board(&atlas, 2)], board.axes());
    for beside in [Beside::of_board(&atlas, &board), Beside::of_group(&atlas, &group, board.lens())] {
        for (look, width) in [Look::Rows(0), Look::Rows(1), Look::Plane]
            .into_iter()
            .flat_map(|look| WIDTHS.map(|width| (look, width)))
        {
            for words in &beside.scene(&atlas, look, width, &estimate).words {
                let room = estimate(&words.text, words.size, words.bold);
                let left = match words.align {
                    Align::Start => words.at.x,
                    Align::Middle => words.at.x - room / 2.0,
                    Align::End => words.at.x - room,
                };
                assert!(left > -0.5 && left + room < width + 0.5, "{look:?} at {width}: {words:?}");
            }
        }
    }
}

#[test]
fn a_board_of_the_published_bundle_travels_by_link() {
    let atlas = atlas();
    let board = board(&atlas, 1);
    let link = board.link();
    let read = Board::parse_link(&format!("https://example.org/discuss{link}")).unwrap();
    assert_eq!(read, board);
    assert!(read.fits(&atlas).unwrap().unknown.is_empty());
    assert!(link.len() < 1_200, "{} bytes", link.len());
}
