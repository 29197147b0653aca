//! `challenge-map import`: from a survey tool's export to results in a bundle.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use data::bundle;
use data::bundle::wire::{Absent, Results, Value};
use data::bundle::{DEFAULT_MINIMUM, Diagnostic};
use survey::import;
use survey::import::{Aggregator, Counted, Header, Layout, Mapping, Names, Report, Table};

use crate::check::line;
use crate::files;
use crate::files::unreadable;
use crate::output::{self, PrintError, errln, outln};

/// Count the answers of survey exports and put the results into a bundle.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map import --mapping mapping.json --into bundle.json answers.csv
  challenge-map import --mapping mapping.json --into bundle.json --dry-run answers.xlsx
  challenge-map import --mapping mapping.json --into bundle.json --out new.json a.csv b.csv
The mapping says what the columns mean: docs/authoring.md has its fields, `challenge-map new` an example.
CSV (any of the usual encodings and delimiters) and XLSX are read. Results of the same waves and measures
are replaced; the rest of the bundle stays as it is. Nothing is written when something is wrong.
Exit status: 0 done, 1 the bundle, the mapping or the answers have problems, 2 a file could not be used.")]
pub struct Args {
    /// File that maps the columns of the exports to measures and groups.
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// The bundle that the results are for.
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// Write the bundle here instead, and leave the other as it is.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Go on with up to this share of answers that are not understood, or of rows that can't be read.
    #[arg(long, value_name = "PERCENT", default_value_t = 20, value_parser = clap::value_parser!(u32).range(0..=100))]
    max_unread: u32,
    /// Print the counts and write nothing.
    #[arg(long, conflicts_with = "out")]
    dry_run: bool,
    /// The exports, all of one shape.
    #[arg(required = true, value_name = "EXPORT")]
    files: Vec<PathBuf>,
}

/// The reason why nothing was written, with the next step.
#[derive(Debug, thiserror::Error)]
enum ImportError {
    #[error("{0}")]
    Unreadable(String),
    #[error("{}: {}", .0.display(), .1)]
    Table(PathBuf, #[source] import::TableError),
    #[error("{} and {} are the same: each answer would count twice", .0.display(), .1.display())]
    SameFile(PathBuf, PathBuf),
    #[error("the results could not be put into {}", .0.display())]
    Merge(PathBuf),
    #[error("can't write {}: {}", .0.display(), .1)]
    Write(PathBuf, #[source] io::Error),
    #[error(transparent)]
    Print(#[from] PrintError),
}

/// Printed if a bundle is good but for its results.
const OLD_RESULTS: &str = "the challenges or groups of the bundle have changed since these results were made: if they are the \
                           example's or come from an import, empty the list (\"results\": []) and import again";

/// Marks a failure whose diagnostics are printed already.
struct Reported;

/// Imports the exports into the bundle.
///
/// # Errors
///
/// Returns an error if a file can't be read or written.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let source = read_text(&args.into)?;
    let mapping_source = read_text(&args.mapping)?;
    match merged(args, &source, &mapping_source)? {
        Err(Reported) => {
            errln!("challenge-map: nothing was written");
            Ok(ExitCode::FAILURE)
        }
        Ok(_) if args.dry_run => {
            outln!("nothing was written: this was a dry run")?;
            Ok(ExitCode::SUCCESS)
        }
        Ok(text) => {
            let out = args.out.as_ref().unwrap_or(&args.into);
            write(out, &text).map_err(|error| ImportError::Write(out.clone(), error))?;
            outln!("{}: written", out.display())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Returns the bundle with the results in it.
fn merged(args: &Args, source: &str, mapping_source: &str) -> Result<Result<String, Reported>, ImportError> {
    let parsed = match bundle::parse(source) {
        Ok(parsed) => parsed,
        Err(diagnostics) => {
            let reported = print_diagnostics(&args.into, &diagnostics)?;
            if diagnostics.iter().all(|diagnostic| diagnostic.path.starts_with("results[")) {
                errln!("{OLD_RESULTS}");
            }
            return Ok(Err(reported));
        }
    };
    let names = Names::of(&parsed.dataset);
    let tables = read_tables(&args.files, &Mapping::layout(mapping_source, &names))?;
    let headers: Vec<Header<'_>> = tables.iter().map(|(file, table)| Header { file, table }).collect();
    let mapping = match Mapping::parse(mapping_source, &names, &headers) {
        Ok(mapping) => mapping,
        Err(diagnostics) => return Ok(Err(print_diagnostics(&args.mapping, &diagnostics)?)),
    };
    let mut aggregator = Aggregator::new(&mapping, &names);
    tables.iter().for_each(|(file, table)| aggregator.add(file, table));
    let counted = aggregator.finish();
    output::print(format_args!("{}", counted.report))?;
    if print_waves(&mapping, &counted)? || print_unread(&counted.report, args.max_unread) {
        return Ok(Err(Reported));
    }
    let minimum = minimum(bundle::stated_minimum(source), "the bundle")?;
    let outcome = counted.outcome(&mapping, &names, minimum);
    print_results(&outcome.results, minimum)?;
    output::print(format_args!("{}", outcome.withholding))?;
    if let Some(note) = import::waves_apart(&parsed.dataset, &mapping, &names).filter(|_| minimum > 0) {
        outln!("{note}")?;
    }
    let text = import::merge(source, &mapping, &names, &counted, &outcome);
    let text = text.ok_or_else(|| ImportError::Merge(args.into.clone()))?;
    match bundle::parse(&text) {
        Ok(again) => {
            let more = again.warnings.len().saturating_sub(parsed.warnings.len());
            if more > 0 {
                outln!("{more} new warnings: `challenge-map check` lists them")?;
            }
            Ok(Ok(text))
        }
        Err(diagnostics) => Ok(Err(print_diagnostics(&args.into, &diagnostics)?)),
    }
}

/// Prints diagnostics in the format of `check`.
fn print_diagnostics(file: &Path, diagnostics: &[Diagnostic]) -> Result<Reported, PrintError> {
    for diagnostic in diagnostics {
        outln!("{}:{}", file.display(), line(diagnostic))?;
    }
    Ok(Reported)
}

/// Prints the number of respondents of each wave. Returns true if a wave has none.
fn print_waves(mapping: &Mapping, counted: &Counted) -> Result<bool, PrintError> {
    let mut is_empty = false;
    for (at, id) in mapping.wave_ids().enumerate() {
        let n = counted.tallies.sheets(at);
        outln!("wave {id}: {n} respondents")?;
        is_empty |= n == 0;
        if let Some(effect) = counted.tallies.design_effect(at) {
            outln!(
                "  weighted: as precise as {} unweighted respondents (design effect {effect}); say in the wave's `method` that shares are weighted",
                (f64::from(n) / effect) as u32
            )?;
        }
    }
    if is_empty {
        errln!("challenge-map: a wave without answers can't be published");
    }
    Ok(is_empty)
}

/// Prints what could not be read if it is more than `percent`. Returns true if it is.
fn print_unread(report: &Report, percent: u32) -> bool {
    let unread = report.unread(percent);
    if unread.is_empty() {
        return false;
    }
    unread.iter().for_each(|line| errln!("challenge-map: {line}"));
    errln!(
        "challenge-map: at most {percent} % may be; correct the mapping, or go on with --max-unread and a greater share"
    );
    true
}

/// Returns the minimum of respondents to withhold by. Says so where `place` states none, or where nothing is withheld.
pub(super) fn minimum(stated: Option<u32>, place: &str) -> Result<u32, PrintError> {
    match stated {
        None => outln!(
            "{place} has no `minimum_respondents`: {DEFAULT_MINIMUM} is taken, and written into the bundle"
        )?,
        // One person is a group of at least 1.
        Some(least @ (0 | 1)) => errln!(
            "challenge-map: WARNING: `minimum_respondents` is {least}, so nothing is withheld: a group of one person shows what that person said"
        ),
        Some(_) => {}
    }
    Ok(stated.unwrap_or(DEFAULT_MINIMUM))
}

/// Prints the number of values, and of those that are withheld by `minimum`.
fn print_results(results: &[Results], minimum: u32) -> Result<(), PrintError> {
    let values = results.iter().flat_map(|column| &column.values).flatten();
    let (few, shown): (Vec<&Value>, Vec<&Value>) =
        values.partition(|value| matches!(value, Value::Absent(Absent::Few)));
    if few.is_empty() {
        return outln!("{} values, none withheld (`minimum_respondents` is {minimum})", shown.len());
    }
    outln!(
        "{} values, and {} withheld: fewer than {minimum} answers (`minimum_respondents`), or they would give such numbers away",
        shown.len(),
        few.len()
    )
}

fn read_text(path: &Path) -> Result<String, ImportError> {
    files::read_text(path).map_err(|error| ImportError::Unreadable(unreadable(path, &error)))
}

fn read_tables(files: &[PathBuf], layout: &Layout) -> Result<Vec<(String, Table)>, ImportError> {
    let mut read: Vec<(&PathBuf, Vec<u8>)> = Vec::new();
    let mut tables = Vec::new();
    for path in files {
        let bytes = std::fs::read(path).map_err(|error| ImportError::Unreadable(unreadable(path, &error)))?;
        if let Some((earlier, _)) = read.iter().find(|(_, other)| *other == bytes) {
            return Err(ImportError::SameFile((*earlier).clone(), path.clone()));
        }
        if bytes.len() > 8 << 20 {
            errln!("{}: reading {} MB", path.display(), bytes.len() >> 20);
        }
        let table = Table::read(&bytes, layout).map_err(|error| ImportError::Table(path.clone(), error))?;
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        outln!("{name}: {}", table.seen)?;
        tables.push((name, table));
        read.push((path, bytes));
    }
    Ok(tables)
}

/// Writes a file beside the old one and then replaces it, so that a full disk does no harm.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, path)
}
