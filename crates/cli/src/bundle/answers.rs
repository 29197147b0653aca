//! Answer sheets of a folder, counted and added to a bundle.
//!
//! The folder holds `survey.json` (the waves, and the rule for ranks) and CSV files. Their columns are `wave`,
//! one per dimension, and `measure:challenge` with 1, 0 or nothing. This is an import whose mapping stands in
//! the header. It is stricter than `challenge-map import`: a cell that can't be used is an error.

use std::path::{Path, PathBuf};

use data::bundle::wire;
use data::bundle::wire::Sample;
use serde::Deserialize;
use survey::Ties;
use survey::import::{
    Aggregator, Counted, Layout, Location, Mapping, Names, Note, Outcome, RankRule, Table, shown,
};

use super::{BundleError, read_json};
use crate::output;

/// `survey.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Survey {
    waves: Vec<wire::Wave>,
    rank: Option<Rank>,
}

/// The measure that ranks the challenges, and the measures whose mean it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rank {
    measure: String,
    mean_of: Vec<String>,
}

/// Adds the waves and results of the folder to the bundle. Returns the number of answer sheets.
///
/// # Errors
///
/// Returns the first error of the files.
pub fn add(dir: &Path, made: &mut wire::Bundle, names: &Names) -> Result<u32, BundleError> {
    let survey_path = dir.join("survey.json");
    let Survey { mut waves, rank } = read_json(&survey_path)?;
    let files = csv_files(dir)?;
    let survey_error = |message: String| BundleError::Content { path: survey_path.clone(), message };
    let rule = |rank: Rank| RankRule::of(names, &rank.measure, &rank.mean_of, Ties::Gap);
    let rank = rank.map(rule).transpose().map_err(|error| survey_error(error.to_string()))?;
    let ids: Vec<&str> = waves.iter().map(|wave| wave.id.as_str()).collect();
    let mut all: Option<(Mapping, Counted)> = None;
    for path in files {
        let (mapping, counted) = count(&path, names, &ids, rank.clone())?;
        match &mut all {
            Some((_, earlier)) => {
                earlier.join(&counted).map_err(|error| survey_error(error.to_string()))?;
            }
            None => all = Some((mapping, counted)),
        }
    }
    let Some((mapping, counted)) = all else { return Ok(0) };
    let mut total = 0;
    for (at, wave) in waves.iter_mut().enumerate() {
        let sheets = counted.tallies.sheets(at);
        if sheets == 0 {
            return Err(survey_error(format!("the wave `{}` has no answer sheet", wave.id)));
        }
        wave.respondents = Some(Sample::Count(sheets));
        total += sheets;
    }
    let Outcome { results, withholding, .. } = counted.outcome(&mapping, names, made.minimum_respondents);
    output::print(format_args!("{withholding}"))?;
    made.results.extend(results);
    made.waves.extend(waves);
    Ok(total)
}

/// Returns the CSV files of a folder sorted by name, so that the result does not depend on the disk.
fn csv_files(dir: &Path) -> Result<Vec<PathBuf>, BundleError> {
    let io = |source| BundleError::Io { path: dir.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        let message = "there is no CSV file of answer sheets in this folder".to_owned();
        return Err(BundleError::Content { path: dir.to_owned(), message });
    }
    Ok(files)
}

/// Counts one CSV file.
fn count(
    path: &Path,
    names: &Names,
    waves: &[&str],
    rank: Option<RankRule>,
) -> Result<(Mapping, Counted), BundleError> {
    let content = |message: String| BundleError::Content { path: path.to_owned(), message };
    let bytes = std::fs::read(path).map_err(|source| BundleError::Io { path: path.to_owned(), source })?;
    let table = Table::read(&bytes, &Layout::default()).map_err(|error| content(error.to_string()))?;
    if let Some(guess) = table.seen.guessed_encoding() {
        return Err(content(guess));
    }
    let cell = |row: usize, column: &str, message: String| BundleError::Cell {
        path: path.to_owned(),
        row: row as u64,
        column: format!("`{column}`"),
        message,
    };
    let mapping = Mapping::of_header(&table.names, names, waves, rank)
        .map_err(|error| cell(1, &error.column, error.message))?;
    let mut aggregator = Aggregator::new(&mapping, names);
    aggregator.add(&path.display().to_string(), &table);
    let counted = aggregator.finish();
    // A blank sheet is not an error and not counted.
    if let Some((note, Location { row, column, .. })) = counted.report.first(|note| *note != Note::Blank) {
        let message = message(note);
        return Err(match column.and_then(|at| table.names.get(at)) {
            Some(name) => cell(row, name, message),
            None => BundleError::Row { path: path.to_owned(), row: row as u64, message },
        });
    }
    Ok((mapping, counted))
}

/// Returns the message of an error in a cell.
fn message(note: &Note) -> String {
    match note {
        Note::Wave(value) => format!("survey.json has no wave `{}`", shown(value)),
        Note::Group { value, .. } => format!("there is no group `{}`", shown(value)),
        Note::Answer { value, .. } => format!("expected 1, 0 or nothing, found `{}`", shown(value)),
        Note::Ragged { found, expected } | Note::Short { found, expected } => {
            format!("{found} columns, but the first row has {expected}")
        }
        _ => note.to_string(),
    }
}
