//! Reads answer sheets and adds what may be published of them to a bundle.
//!
//! A folder holds `survey.json` (the waves, and how ranks are made of shares) and CSV files.
//! Their columns: `wave`, one for each dimension, and `measure:challenge` with 1, 0 or nothing.

use std::path::{Path, PathBuf};

use challenge_map::bundle::wire::{self, Absent, MeasureKind, Respondents, Results, Sample, Value};
use challenge_map::challenge::Cell;
use challenge_map::survey::{Answer, Form, Part, Sheet, Tallies, ranks};
use serde::Deserialize;

use super::{Fault, read_json};

/// `survey.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Survey {
    waves: Vec<wire::Wave>,
    rank: Option<RankRule>,
}

/// Which measure ranks the challenges, by the mean of which shares.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RankRule {
    measure: String,
    mean_of: Vec<String>,
}

/// What a column of a CSV file holds.
enum Column {
    Wave,
    Dimension(usize),
    Question { measure: usize, challenge: usize },
}

/// Adds the waves and results of the folder to `made`; tells how many sheets were counted.
pub fn add(dir: &Path, made: &mut wire::Bundle) -> Result<u32, Fault> {
    let survey_path = dir.join("survey.json");
    let Survey { mut waves, rank } = read_json(&survey_path)?;
    let files = csv_files(dir)?;
    let measures: Vec<String> =
        made.measures.iter().filter(|m| m.kind == MeasureKind::Percent).map(|m| m.id.clone()).collect();
    let survey_fault = |message: String| Fault::Content { path: survey_path.clone(), message };
    let rank = rank.map(|rule| positions(rule, made, &measures)).transpose().map_err(survey_fault)?;
    let mut tallies = Tallies::new(Form {
        waves: waves.len(),
        groups: made.dimensions.iter().map(|dimension| dimension.groups.len()).collect(),
        measures: measures.len(),
        challenges: made.challenges.len(),
    });
    let mut asked = vec![false; made.challenges.len()];
    for file in files {
        Reader { path: file, made, waves: &waves, measures: &measures }.count(&mut tallies, &mut asked)?;
    }
    let mut total = 0;
    for (at, wave) in waves.iter_mut().enumerate() {
        if tallies.sheets(at) == 0 {
            return Err(survey_fault(format!("the wave `{}` has no answer sheet", wave.id)));
        }
        wave.respondents = Some(Sample::Count(tallies.sheets(at)));
        total += tallies.sheets(at);
        for part in tallies.form().parts() {
            let cells: Vec<Vec<Cell>> = (0..measures.len())
                .map(|measure| tallies.shares(at, part, measure, made.minimum_respondents))
                .collect();
            let of_rank = rank.as_ref().map(|(id, shares)| {
                let shares: Vec<&[Cell]> = shares.iter().map(|measure| cells[*measure].as_slice()).collect();
                (id, ranks(&shares))
            });
            let columns: Vec<_> = of_rank.into_iter().chain(measures.iter().zip(cells.clone())).collect();
            for (measure, cells) in columns {
                let column = results(made, &wave.id, measure, part, &cells, &asked);
                if column.values.iter().any(Option::is_some) {
                    made.results.push(column);
                }
            }
        }
    }
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

/// The rank measure and the positions of its shares in `measures`.
fn positions(
    rule: RankRule,
    made: &wire::Bundle,
    measures: &[String],
) -> Result<(String, Vec<usize>), String> {
    let ranks = |row: &wire::Measure| row.kind == MeasureKind::Rank && row.id == rule.measure;
    if !made.measures.iter().any(ranks) {
        return Err(format!("rank.measure: there is no rank measure `{}`", rule.measure));
    }
    let find = |id: &String| {
        let found = measures.iter().position(|measure| measure == id);
        found.ok_or_else(|| format!("rank.mean_of: there is no percent measure `{id}`"))
    };
    let shares = rule.mean_of.iter().map(find).collect::<Result<_, _>>()?;
    Ok((rule.measure, shares))
}

/// A column of the bundle. Challenges that no sheet asks about are not published, and not "few".
fn results(
    made: &wire::Bundle,
    wave: &str,
    measure: &str,
    part: Part,
    cells: &[Cell],
    asked: &[bool],
) -> Results {
    let audience = match part {
        Part::Everyone => None,
        Part::Group { dimension, group } => {
            let dimension = &made.dimensions[dimension];
            Some(format!("{}/{}", dimension.id, dimension.groups[group].id))
        }
    };
    let value = |(cell, asked): (&Cell, &bool)| match cell {
        Cell::Known { value, .. } => Some(Value::Number(*value)),
        Cell::TooFew if *asked => Some(Value::Absent(Absent::Few)),
        Cell::TooFew | Cell::NotPublished => None,
    };
    // A withheld cell says 0: how far below the minimum it is would give answers away.
    let counts = cells.iter().map(|cell| cell.respondents().unwrap_or(0)).collect();
    let full = Results {
        wave: wave.to_owned(),
        measure: measure.to_owned(),
        audience,
        challenges: None,
        respondents: Some(Respondents::ByChallenge(counts)),
        values: cells.iter().zip(asked).map(value).collect(),
    };
    full.compact(&made.challenges)
}

/// One CSV file and what its columns may refer to.
struct Reader<'a> {
    path: PathBuf,
    made: &'a wire::Bundle,
    waves: &'a [wire::Wave],
    measures: &'a [String],
}

impl Reader<'_> {
    fn count(&self, tallies: &mut Tallies, asked: &mut [bool]) -> Result<(), Fault> {
        let broken = |error: csv::Error| Fault::Row {
            path: self.path.clone(),
            row: error.position().map_or(1, csv::Position::line),
            message: csv_words(&error),
        };
        let mut csv = csv::Reader::from_path(&self.path).map_err(broken)?;
        let names = csv.headers().map_err(broken)?.clone();
        let columns = self.columns(&names)?;
        for column in &columns {
            if let Column::Question { challenge, .. } = column {
                asked[*challenge] = true;
            }
        }
        for record in csv.records() {
            let record = record.map_err(broken)?;
            let row = record.position().map_or(0, csv::Position::line);
            let sheet = self.sheet(&record, row, &columns, &names, tallies.form())?;
            tallies.add(&sheet).map_err(|misfit| Fault::Row {
                path: self.path.clone(),
                row,
                message: misfit.to_string(),
            })?;
        }
        Ok(())
    }

    fn columns(&self, names: &csv::StringRecord) -> Result<Vec<Column>, Fault> {
        let mut columns = Vec::new();
        for (at, name) in names.iter().enumerate() {
            if names.iter().take(at).any(|other| other == name) {
                return Err(self.fault(1, name, "this column is there twice"));
            }
            columns.push(self.column(name).map_err(|message| self.fault(1, name, &message))?);
        }
        if !columns.iter().any(|column| matches!(column, Column::Wave)) {
            return Err(self.fault(1, "wave", "this column is missing"));
        }
        Ok(columns)
    }

    fn column(&self, name: &str) -> Result<Column, String> {
        if name == "wave" {
            return Ok(Column::Wave);
        }
        let Some((measure, challenge)) = name.split_once(':') else {
            let found = self.made.dimensions.iter().position(|dimension| dimension.id == name);
            return found.map(Column::Dimension).ok_or_else(|| {
                "neither `wave`, nor a dimension, nor a question of the form `measure:challenge`".to_owned()
            });
        };
        let measure = self.measures.iter().position(|id| id == measure);
        let measure = measure.ok_or("there is no percent measure of this name")?;
        let challenge = self.made.challenges.iter().position(|row| row.id == challenge);
        let challenge = challenge.ok_or("there is no challenge of this name")?;
        Ok(Column::Question { measure, challenge })
    }

    fn sheet(
        &self,
        record: &csv::StringRecord,
        row: u64,
        columns: &[Column],
        names: &csv::StringRecord,
        form: &Form,
    ) -> Result<Sheet, Fault> {
        let mut sheet = form.blank(0);
        for ((text, column), name) in record.iter().zip(columns).zip(names) {
            let fault = |message: String| self.fault(row, name, &message);
            match *column {
                Column::Wave => {
                    let found = self.waves.iter().position(|wave| wave.id == text);
                    sheet.wave = found.ok_or_else(|| fault(format!("survey.json has no wave `{text}`")))?;
                }
                Column::Dimension(_) if text.is_empty() => {}
                Column::Dimension(dimension) => {
                    let groups = &self.made.dimensions[dimension].groups;
                    let found = groups.iter().position(|group| group.id == text);
                    let group = found.ok_or_else(|| fault(format!("there is no group `{text}`")))?;
                    sheet.groups[dimension] = Some(group);
                }
                Column::Question { measure, challenge } => {
                    sheet.answers[measure][challenge] = match text {
                        "1" => Answer::Yes,
                        "0" => Answer::No,
                        "" => Answer::Missing,
                        _ => return Err(fault(format!("expected 1, 0 or nothing, found `{text}`"))),
                    };
                }
            }
        }
        Ok(sheet)
    }

    fn fault(&self, row: u64, column: &str, message: &str) -> Fault {
        let column = format!("`{column}`");
        Fault::Cell { path: self.path.clone(), row, column, message: message.to_owned() }
    }
}

/// The csv crate's message in an author's words.
fn csv_words(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} columns, but the first row has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "the text is not UTF-8".to_owned(),
        _ => error.to_string(),
    }
}
