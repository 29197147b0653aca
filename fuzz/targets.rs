// What no input may do, whoever makes it up: the bodies of the fuzz targets, which `tests/native/corpus.rs` and
// `tests/native/robust.rs` call on stable. Each takes the bytes of one input and panics if a promise is broken.

use challenge_map::advice::advise;
use challenge_map::atlas::Atlas;
use challenge_map::bundle::{self, Position, Problem};
use challenge_map::challenge::{Span, is_deceptive};
use challenge_map::config::{self, Address};
use challenge_map::discuss::scene::Look;
use challenge_map::discuss::{Beside, Board, BoardError, Group, Sheet};
use challenge_map::import::{self, Header, Intake, Mapping, Names, Table};
use challenge_map::state::ViewState;
use challenge_map::viz::item::estimate;

/// The most problems told of one document, with the last that says so.
const MAX_PROBLEMS: usize = 100_001;

/// The longest message, in characters: names and addresses are told shortened.
const MAX_MESSAGE: usize = 600;

/// Looks at the bytes of one input.
pub type Target = fn(&[u8]);

/// The targets by the folder of `tests/corpus/` that is theirs.
pub const TARGETS: [(&str, Target); 5] =
    [("board", board), ("bundle", bundle), ("config", config), ("import", import), ("query", query)];

/// An export.
pub const EXPORT: &str = include_str!("../tests/exports/long.csv");
/// What is said of it.
pub const MAPPING: &str = include_str!("../tests/exports/long.json");

/// The readers of boards, from files and links: what they take comes back from either.
pub fn board(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    for read in [Board::parse(text), Board::parse_link(text)] {
        match read {
            Err(error) => hold_refusal(&error),
            Ok(board) => hold_board(&board),
        }
    }
}

fn hold_refusal(error: &BoardError) {
    let message = error.to_string();
    assert!(message.chars().count() <= MAX_MESSAGE, "{message}");
    assert!(!message.contains(is_deceptive), "{message:?}");
}

fn hold_board(board: &Board) {
    assert_eq!(Board::parse(&board.print()).as_ref(), Ok(board));
    assert_eq!(Board::parse_link(&board.link()).as_ref(), Ok(board));
    assert_eq!(Group::of(&[board.clone(), board.clone()], board.axes()).count(), 1);
    let Ok(sample) = bundle::parse(include_str!("../src/sample.json")) else { panic!("the sample is good") };
    if let Err(error) = board.fits(&sample.atlas) {
        hold_refusal(&error);
    }
    // Whatever it is of, it can be shown and taken away.
    let beside = Beside::of_board(&sample.atlas, board);
    let scene = beside.scene(&sample.atlas, Look::Plane, 700.0, &estimate);
    assert!(scene.marks.len() <= board.picks().len());
    let sheet = Sheet::new(&sample.atlas, board);
    assert!(sheet.csv().lines().count() > sheet.rows.len() && sheet.markdown().starts_with("# "));
}

/// The reader of bundles: never panics, keeps its limits, and tells places that are there.
pub fn bundle(input: &[u8]) {
    let Ok(source) = std::str::from_utf8(input) else { return };
    match bundle::parse(source) {
        Err(problems) => {
            assert!(!problems.is_empty(), "what is refused is told why");
            assert!(bundle::read(source).is_none(), "what is refused is not shown");
            hold(source, &problems);
        }
        Ok(parsed) => {
            hold(source, &parsed.warnings);
            assert!(
                bundle::read(source).is_some_and(|atlas| atlas == parsed.atlas),
                "a page shows what was checked"
            );
            hold_atlas(&parsed.atlas);
            let lines = Lines::of(source);
            for advice in advise(source, &parsed.atlas, None) {
                lines.hold(advice.position.expect("advice has a place"), &advice.path);
            }
        }
    }
}

/// The reader of settings.
pub fn config(input: &[u8]) {
    let Ok(source) = std::str::from_utf8(input) else { return };
    match config::parse(source) {
        Err(error) => hold(source, error.problems()),
        Ok(read) => {
            assert!(source.len() <= config::MAX_BYTES);
            assert_eq!(Address::parse(read.bundle.as_str()), Ok(read.bundle.clone()));
            assert_eq!(config::bundle_address(source), Some(read.bundle));
        }
    }
}

/// The reader of exports, and that of mappings: what they take makes a bundle that can be shown.
pub fn import(input: &[u8]) {
    if let Ok(table) = Table::read(input, None) {
        count(MAPPING, &table);
    }
    if let (Ok(mapping), Ok(table)) = (std::str::from_utf8(input), Table::read(EXPORT.as_bytes(), None)) {
        count(mapping, &table);
    }
}

fn count(mapping: &str, table: &Table) {
    let source = include_str!("../seeds/starter/bundle.json");
    let Ok(starter) = bundle::parse(source) else { panic!("the starter is good") };
    let names = Names::of(&starter.atlas);
    match Mapping::parse(mapping, &names, &[Header { file: "export", table }]) {
        Err(problems) => assert!(!problems.is_empty(), "what is refused is told why"),
        Ok(mapping) => {
            let mut intake = Intake::new(&mapping, &names);
            intake.add("export", table);
            let counted = intake.finish();
            assert!(counted.report.skipped() <= table.rows.len());
            // A wave that nobody answered is refused by whoever writes the bundle.
            if mapping.wave_ids().enumerate().all(|(at, _)| counted.tallies.sheets(at) > 0) {
                let text =
                    import::merge(source, &mapping, &names, &counted).expect("a place for the results");
                assert!(bundle::parse(&text).is_ok());
            }
        }
    }
}

/// The reader of addresses' queries: whatever it makes of one, it makes of what it prints.
pub fn query(input: &[u8]) {
    let query = String::from_utf8_lossy(input);
    let Ok(sample) = bundle::parse(include_str!("../src/sample.json")) else { panic!("the sample is good") };
    let atlas = sample.atlas;
    let (state, notes) = ViewState::parse(&query, &atlas);
    let printed = state.query(&atlas);
    assert_eq!(ViewState::parse(&printed, &atlas), (state, Vec::new()));
    assert!(notes.iter().all(|note| note.value.chars().count() <= 40), "notes are shortened");
}

/// What holds of all problems of a document.
fn hold(source: &str, problems: &[Problem]) {
    assert!(problems.len() <= MAX_PROBLEMS);
    let lines = Lines::of(source);
    for problem in problems {
        let message = problem.to_string();
        assert!(message.chars().count() <= MAX_MESSAGE, "{message}");
        assert!(!message.contains(is_deceptive), "{message:?}");
        if let Some(position) = problem.position {
            lines.hold(position, &message);
        }
    }
    assert!(problems.is_sorted_by_key(|problem| problem.position));
}

/// How many characters each line has.
struct Lines(Vec<usize>);

impl Lines {
    fn of(source: &str) -> Self {
        Self(source.split('\n').map(|line| line.chars().count()).collect())
    }

    /// A place is on a character or right after the last of its line.
    fn hold(&self, position: Position, what: &str) {
        let len = self.0.get(position.line.wrapping_sub(1)).copied();
        let is_inside = len.is_some_and(|len| (1..=len + 1).contains(&position.column));
        assert!(is_inside, "{position:?} is not in the document: {what}");
    }
}

fn hold_atlas(atlas: &Atlas) {
    assert!(atlas.waves().len() <= bundle::MAX_ROWS && atlas.measures().len() <= bundle::MAX_ROWS);
    for ix in atlas.challenges() {
        let row = atlas.challenge(ix);
        assert!(row.name.chars().count() <= 10_000 && !row.name.contains(is_deceptive));
        for span in row.description.iter().flat_map(|prose| prose.spans()) {
            if let Span::Link { address, .. } = span {
                let safe = ["https://", "http://", "mailto:"];
                assert!(safe.iter().any(|scheme| address.as_str().starts_with(scheme)), "{address}");
            }
        }
        for cut in atlas.cuts() {
            if let Some(value) = atlas.cell(cut, ix).value() {
                assert!((0.0..=1e6).contains(&value), "{value}");
            }
        }
    }
    // What a visitor meets first can be made of any atlas.
    assert_eq!(ViewState::new(atlas).query(atlas), "");
}
