// What no input may do, whoever makes it up: the bodies of the fuzz targets, which `tests/native/corpus.rs` and
// `tests/native/robust.rs` call on stable. Each takes the bytes of one input and panics if a promise is broken.

use std::sync::LazyLock;

use data::bundle;
use data::bundle::{Diagnostic, Position};
use data::challenge::{Span, is_deceptive};
use data::dataset::Dataset;
use discuss::scene::PlotKind;
use discuss::{Board, BoardError, Comparison, Group, Sheet};
use explore::view_state::ViewState;
use lint::lint;
use signup::config;
use signup::config::Address;
use survey::import;
use survey::import::{Aggregator, Header, Layout, Mapping, Names, Table};
use viz::item::estimate_width;

mod workbook;

/// The maximum number of problems reported for a document, including the last one, which says that there are more.
const MAX_PROBLEMS: usize = 100_001;

/// The maximum length of a message in characters: names and addresses in it are shortened.
const MAX_MESSAGE: usize = 600;

/// A function that checks a reader on the bytes of one input.
pub type Target = fn(&[u8]);

/// The targets, each with its folder of `tests/corpus/`.
pub const TARGETS: [(&str, Target); 7] = [
    ("board", board),
    ("bundle", bundle),
    ("config", config),
    ("import", import),
    ("mapping", mapping),
    ("query", query),
    ("sheet", sheet),
];

/// The export of a survey with its mapping, for the bundle of `challenge-map new`.
pub struct Example {
    /// The bytes of the export.
    pub export: &'static [u8],
    /// The text of the mapping.
    pub mapping: &'static str,
}

macro_rules! example {
    ($name:literal, $kind:literal) => {
        Example {
            export: include_bytes!(concat!("../tests/exports/", $name, $kind)),
            mapping: include_str!(concat!("../tests/exports/", $name, ".json")),
        }
    };
}

/// The exports of `tests/exports/` that have a mapping.
pub const EXAMPLES: [Example; 11] = [
    example!("long", ".csv"),
    example!("google-forms", ".csv"),
    example!("kobotoolbox", ".csv"),
    example!("limesurvey", ".csv"),
    example!("microsoft-forms", ".xlsx"),
    example!("odk", ".csv"),
    example!("qualtrics", ".csv"),
    example!("redcap", ".csv"),
    example!("spss", ".csv"),
    example!("surveymonkey", ".csv"),
    example!("typeform", ".csv"),
];

/// The parts of an import that are the same for each input, made once.
struct Starter {
    /// The text of the bundle of `challenge-map new`, with a minimum of 3 respondents: an export has twelve.
    source: String,
    names: Names,
    minimum: u32,
    /// The layout and the table of each example.
    tables: Vec<(Layout, Table)>,
}

static STARTER: LazyLock<Starter> = LazyLock::new(|| {
    let source = include_str!("../seeds/starter/bundle.json");
    let source = source.replace("\"minimum_respondents\": 10", "\"minimum_respondents\": 3");
    let starter = bundle::parse(&source).expect("the starter is good").dataset;
    let names = Names::of(&starter);
    let table = |example: &Example| {
        let layout = Mapping::layout(example.mapping, &names);
        let table = Table::read(example.export, &layout).expect("the example is good");
        (layout, table)
    };
    let tables = EXAMPLES.iter().map(table).collect();
    Starter { minimum: starter.minimum_respondents(), source, names, tables }
});

/// Checks the readers of boards in files and links: an accepted board is the same after printing and reading.
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
    hold_message(&error.to_string());
}

fn hold_board(board: &Board) {
    assert_eq!(Board::parse(&board.print()).as_ref(), Ok(board));
    assert_eq!(Board::parse_link(&board.link()).as_ref(), Ok(board));
    assert_eq!(Group::of(&[board.clone(), board.clone()], board.axes()).count(), 1);
    let Ok(sample) = bundle::parse(include_str!("../crates/data/src/sample.json")) else {
        panic!("the sample is good")
    };
    if let Err(error) = board.fits(&sample.dataset) {
        hold_refusal(&error);
    }
    // Whatever it is of, it can be shown and taken away.
    let comparison = Comparison::of_board(&sample.dataset, board);
    let scene = comparison.scene(&sample.dataset, PlotKind::Plane, 700.0, &estimate_width);
    assert!(scene.marks.len() <= board.picks().len());
    let sheet = Sheet::new(&sample.dataset, board);
    assert!(sheet.csv().lines().count() > sheet.rows.len() && sheet.markdown().starts_with("# "));
}

/// Checks the reader of bundles: it never panics, keeps its limits, and reports places that exist.
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
                bundle::read(source).is_some_and(|dataset| dataset == parsed.dataset),
                "a page shows what was checked"
            );
            hold_atlas(&parsed.dataset);
            let lines = Lines::of(source);
            for advice in lint(source, &parsed.dataset, None) {
                lines.hold(advice.position.expect("advice has a place"), &advice.path);
            }
        }
    }
}

/// Checks the reader of settings.
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

/// Checks the reader of exports, with the mapping of the example whose export begins most like the input.
pub fn import(input: &[u8]) {
    let at = nearest(input, |example| example.export);
    read(EXAMPLES[at].mapping, &STARTER.tables[at].0, input);
}

/// Checks the reader of workbooks with an input as the XML of the sheet: few changes of a packed file get past its checksums.
pub fn sheet(input: &[u8]) {
    import(&workbook::of(input));
}

/// Checks the reader of mappings, with the export of the example whose mapping begins most like the input.
pub fn mapping(input: &[u8]) {
    let Ok(source) = std::str::from_utf8(input) else { return };
    let at = nearest(input, |example| example.mapping.as_bytes());
    // The export is read again only for a mapping that is good in itself; most have errors whatever the export is.
    if let Err(problems) = Mapping::parse(source, &STARTER.names, &[]) {
        hold(source, &problems);
        count(source, &STARTER.tables[at].1);
    } else {
        read(source, &Mapping::layout(source, &STARTER.names), EXAMPLES[at].export);
    }
}

/// Returns the position of the example whose bytes begin most like an input; of equal ones the first.
fn nearest(input: &[u8], bytes: impl Fn(&Example) -> &'static [u8]) -> usize {
    let shared = |example| input.iter().zip(bytes(example)).take_while(|(one, other)| one == other).count();
    (0..EXAMPLES.len()).rev().max_by_key(|at| shared(&EXAMPLES[*at])).unwrap_or(0)
}

/// Checks that an export with a mapping is refused with a reason, or counted.
fn read(mapping: &str, layout: &Layout, export: &[u8]) {
    match Table::read(export, layout) {
        Err(error) => hold_message(&error.to_string()),
        Ok(table) => {
            hold_printed(&table.seen.to_string());
            count(mapping, &table);
        }
    }
}

/// Checks that a table with a mapping is refused with reasons, or results in a valid bundle.
fn count(source: &str, table: &Table) {
    let Starter { source: starter, names, minimum, .. } = &*STARTER;
    let mapping = match Mapping::parse(source, names, &[Header { file: "export", table }]) {
        Ok(mapping) => mapping,
        Err(problems) => {
            assert!(!problems.is_empty(), "what is refused is told why");
            return hold(source, &problems);
        }
    };
    let mut intake = Aggregator::new(&mapping, names);
    intake.add("export", table);
    let counted = intake.finish();
    assert!(counted.report.skipped() <= counted.report.rows);
    hold_printed(&counted.report.to_string());
    // A wave that nobody answered is refused by whoever writes the bundle.
    if mapping.wave_ids().enumerate().all(|(at, _)| counted.tallies.sheets(at) > 0) {
        let outcome = counted.outcome(&mapping, names, *minimum);
        hold_printed(&outcome.withholding.to_string());
        let text =
            import::merge(starter, &mapping, names, &counted, &outcome).expect("a place for the results");
        assert!(bundle::parse(&text).is_ok());
    }
}

/// Checks that a message is short, and does not read other than it is.
fn hold_message(message: &str) {
    assert!(message.chars().count() <= MAX_MESSAGE, "{message}");
    hold_printed(message);
}

/// Checks that a text for a terminal does not read other than it is.
fn hold_printed(text: &str) {
    assert!(!text.contains(is_deceptive), "{text:?}");
}

/// Checks the reader of queries in addresses: a state that it reads is the same after printing and reading.
pub fn query(input: &[u8]) {
    let query = String::from_utf8_lossy(input);
    let Ok(sample) = bundle::parse(include_str!("../crates/data/src/sample.json")) else {
        panic!("the sample is good")
    };
    let dataset = sample.dataset;
    let (state, notes) = ViewState::parse(&query, &dataset);
    let printed = state.query(&dataset);
    assert_eq!(ViewState::parse(&printed, &dataset), (state, Vec::new()));
    assert!(notes.iter().all(|note| note.value.chars().count() <= 40), "notes are shortened");
}

/// Checks the rules for all problems of a document.
fn hold(source: &str, problems: &[Diagnostic]) {
    assert!(problems.len() <= MAX_PROBLEMS);
    let lines = Lines::of(source);
    for problem in problems {
        let message = problem.to_string();
        hold_message(&message);
        if let Some(position) = problem.position {
            lines.hold(position, &message);
        }
    }
    assert!(problems.is_sorted_by_key(|problem| problem.position));
}

/// Number of characters in each line.
struct Lines(Vec<usize>);

impl Lines {
    fn of(source: &str) -> Self {
        Self(source.split('\n').map(|line| line.chars().count()).collect())
    }

    /// Checks that a place is on a character or right after the last one of its line.
    fn hold(&self, position: Position, what: &str) {
        let len = self.0.get(position.line.wrapping_sub(1)).copied();
        let is_inside = len.is_some_and(|len| (1..=len + 1).contains(&position.column));
        assert!(is_inside, "{position:?} is not in the document: {what}");
    }
}

fn hold_atlas(dataset: &Dataset) {
    assert!(dataset.waves().len() <= bundle::MAX_ROWS && dataset.measures().len() <= bundle::MAX_ROWS);
    for ix in dataset.challenges() {
        let row = dataset.challenge(ix);
        assert!(row.name.chars().count() <= 10_000 && !row.name.contains(is_deceptive));
        for span in dataset.long_texts(ix).description.iter().flat_map(|prose| prose.spans()) {
            if let Span::Link { address, .. } = span {
                let safe = ["https://", "http://", "mailto:"];
                assert!(safe.iter().any(|scheme| address.as_str().starts_with(scheme)), "{address}");
            }
        }
        for cut in dataset.series_keys() {
            if let Some(value) = dataset.cell(cut, ix).value() {
                assert!((0.0..=1e6).contains(&value), "{value}");
            }
        }
    }
    // What a visitor meets first can be made of any data set.
    assert_eq!(ViewState::new(dataset).query(dataset), "");
}
