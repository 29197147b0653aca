//! Reads answer sheets and adds what may be published of them to a bundle.
//!
//! A folder holds `survey.json` (the waves, and how ranks are made of shares) and CSV files.
//! Their columns: `wave`, one for each dimension, and `measure:challenge` with 1, 0 or nothing.
//! It is an import whose mapping stands in the header, and where whatever can't be used is a fault.

use std::path::{Path, PathBuf};

use challenge_map::bundle::wire::{self, Sample};
use challenge_map::import::{Counted, Intake, Mapping, Names, Note, Place, RankRule, Table, shown};
use challenge_map::survey::Ties;
use serde::Deserialize;

use super::{Fault, read_json};

/// `survey.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Survey {
    waves: Vec<wire::Wave>,
    rank: Option<Rank>,
}

/// Which measure ranks the challenges, by the mean of which shares.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rank {
    measure: String,
    mean_of: Vec<String>,
}

/// Adds the waves and results of the folder to `made`; tells how many sheets were counted.
pub fn add(dir: &Path, made: &mut wire::Bundle, names: &Names) -> Result<u32, Fault> {
    let survey_path = dir.join("survey.json");
    let Survey { mut waves, rank } = read_json(&survey_path)?;
    let files = csv_files(dir)?;
    let survey_fault = |message: String| Fault::Content { path: survey_path.clone(), message };
    let rule = |rank: Rank| RankRule::of(names, &rank.measure, &rank.mean_of, Ties::Gap);
    let rank = rank.map(rule).transpose().map_err(|fault| survey_fault(fault.to_string()))?;
    let ids: Vec<&str> = waves.iter().map(|wave| wave.id.as_str()).collect();
    let mut all: Option<(Mapping, Counted)> = None;
    for path in files {
        let (mapping, counted) = count(&path, names, &ids, rank.clone())?;
        match &mut all {
            Some((_, earlier)) => {
                earlier.join(&counted).map_err(|misfit| survey_fault(misfit.to_string()))?;
            }
            None => all = Some((mapping, counted)),
        }
    }
    let Some((mapping, counted)) = all else { return Ok(0) };
    let mut total = 0;
    for (at, wave) in waves.iter_mut().enumerate() {
        let sheets = counted.tallies.sheets(at);
        if sheets == 0 {
            return Err(survey_fault(format!("the wave `{}` has no answer sheet", wave.id)));
        }
        wave.respondents = Some(Sample::Count(sheets));
        total += sheets;
    }
    made.results.extend(counted.results(&mapping, names));
    made.waves.extend(waves);
    Ok(total)
}

/// The CSV files of a folder by name, so that what is made does not depend on the disk.
fn csv_files(dir: &Path) -> Result<Vec<PathBuf>, Fault> {
    let io = |source| Fault::Io { path: dir.to_owned(), source };
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
        return Err(Fault::Content { path: dir.to_owned(), message });
    }
    Ok(files)
}

/// Counts one CSV file.
fn count(
    path: &Path,
    names: &Names,
    waves: &[&str],
    rank: Option<RankRule>,
) -> Result<(Mapping, Counted), Fault> {
    let content = |message: String| Fault::Content { path: path.to_owned(), message };
    let bytes = std::fs::read(path).map_err(|source| Fault::Io { path: path.to_owned(), source })?;
    let table = Table::read(&bytes, None).map_err(|error| content(error.to_string()))?;
    if let Some(guess) = table.guess {
        return Err(content(guess.to_owned()));
    }
    let cell = |row: usize, column: &str, message: String| Fault::Cell {
        path: path.to_owned(),
        row: row as u64,
        column: format!("`{column}`"),
        message,
    };
    let mapping = Mapping::of_header(&table.names, names, waves, rank)
        .map_err(|fault| cell(1, &fault.column, fault.message))?;
    let mut intake = Intake::new(&mapping, names);
    intake.add(&path.display().to_string(), &table);
    let counted = intake.finish();
    // A sheet with nothing on it is no fault: it just does not count.
    if let Some((note, Place { row, column, .. })) = counted.report.first(|note| *note != Note::Blank) {
        let message = words(note);
        return Err(match column.and_then(|at| table.names.get(at)) {
            Some(name) => cell(row, name, message),
            None => Fault::Row { path: path.to_owned(), row: row as u64, message },
        });
    }
    Ok((mapping, counted))
}

/// What is wrong with a cell, as a fault of the folder.
fn words(note: &Note) -> String {
    match note {
        Note::Wave(value) => format!("survey.json has no wave `{}`", shown(value)),
        Note::Group { value, .. } => format!("there is no group `{}`", shown(value)),
        Note::Answer { value, .. } => format!("expected 1, 0 or nothing, found `{}`", shown(value)),
        Note::Ragged { found, expected } => format!("{found} columns, but the first row has {expected}"),
        _ => note.to_string(),
    }
}
