//! A board with its plan as a sheet: what print, Markdown and CSV show, with what must be known
//! of the survey's numbers beside it.

use super::beside::Beside;
use super::board::{ActionField, Board, axes_of};
use crate::atlas::Atlas;
use crate::challenge::{Cell, MeasureKind, Text};
use crate::export::{comment, quoted};
use crate::text::{self, discuss as words, explore};

/// A priority as the sheet has it, all in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Its place, from 1.
    pub place: usize,
    /// Name of the challenge; its id, and that the bundle does not have it, where that is so.
    pub name: Text,
    /// Own values across and up: "62 %", or that there is none.
    pub own: [String; 2],
    /// The survey's, with how many answered where that is known: "48 % of 214", "too few answers".
    pub survey: [String; 2],
    /// The answers of the plan in the order of [`ActionField::ALL`]; empty where there is none.
    pub answers: [String; 5],
}

impl SheetRow {
    /// Whether anything is planned.
    pub fn is_planned(&self) -> bool {
        self.answers.iter().any(|answer| !answer.is_empty())
    }
}

/// A board as it is taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What the board is called.
    pub title: String,
    /// Whose it is; empty if nobody said.
    pub by: String,
    /// Label and value of what must be known of the survey: wave, whose answers, how many, source, licence.
    pub facts: Vec<(String, Text)>,
    /// That the survey's numbers are made up, where they are.
    pub illustrative: Option<String>,
    /// Labels of the axes.
    pub axes: [String; 2],
    /// The priorities in order, those too that the bundle does not have: what was planned is not lost.
    pub rows: Vec<SheetRow>,
}

impl Sheet {
    /// The sheet of a board.
    pub fn new(atlas: &Atlas, board: &Board) -> Self {
        let beside = Beside::of_board(atlas, board);
        let rows = board.picks().iter().zip(1..).map(|(pick, place)| {
            let found = atlas.find_challenge(pick.challenge.as_str());
            let row = found.and_then(|challenge| beside.row(challenge));
            let own = pick.values.map(|own| own.map(|share| text::percent(f64::from(share.get()))));
            SheetRow {
                place,
                name: found.map_or_else(
                    || words::gone(pick.challenge.as_str()).into(),
                    |ix| atlas.challenge(ix).name.clone(),
                ),
                own: own.map(|own| own.unwrap_or_else(words::no_own_value)),
                survey: row.map_or([Cell::NotPublished; 2], |row| row.survey).map(survey_value),
                answers: ActionField::ALL.map(|field| pick.action.text(field).to_owned()),
            }
        });
        let is_made_up = beside.wave.is_some_and(|wave| atlas.wave(wave).is_illustrative());
        let title = board.title().trim();
        Self {
            title: if title.is_empty() { words::untitled() } else { title.to_owned() },
            by: board.by().trim().to_owned(),
            facts: facts(atlas, &beside),
            illustrative: is_made_up.then(words::illustrative_note),
            axes: axes_of(atlas).map(|ix| atlas.measure(ix).label.to_string()),
            rows: rows.collect(),
        }
    }

    /// The sheet in Markdown, with tables as GitHub reads them.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", plain(&self.title));
        let mut paragraph = |text: &str| out.push_str(&format!("\n{text}\n"));
        if !self.by.is_empty() {
            paragraph(&plain(&words::made_by(&self.by)));
        }
        if let Some(note) = &self.illustrative {
            paragraph(&plain(note));
        }
        let facts: Vec<String> =
            self.facts.iter().map(|(label, value)| format!("- {}: {}", plain(label), plain(value))).collect();
        paragraph(&facts.join("\n"));
        paragraph(&format!("## {}", words::priorities_heading()));
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let head = self.head();
        let mut table = line(&head) + &"|---".repeat(head.len()) + "|\n";
        self.rows.iter().for_each(|row| table.push_str(&line(&row.cells())));
        paragraph(table.trim_end());
        let planned: Vec<&SheetRow> = self.rows.iter().filter(|row| row.is_planned()).collect();
        if !planned.is_empty() {
            paragraph(&format!("## {}", words::plan_heading()));
        }
        for row in planned {
            paragraph(&format!("### {}. {}", row.place, plain(&row.name)));
            let answers: Vec<String> = ActionField::ALL
                .iter()
                .zip(&row.answers)
                .filter(|(_, answer)| !answer.is_empty())
                .map(|(field, answer)| format!("- {}: {}", words::plan_question(*field), plain(answer)))
                .collect();
            paragraph(&answers.join("\n"));
        }
        out
    }

    /// The sheet as CSV (RFC 4180), a line a priority, the facts before them as `#` comments.
    pub fn csv(&self) -> String {
        let mut out = String::new();
        let mut comment = |text: String| out.push_str(&comment(&text));
        comment(self.title.clone());
        if !self.by.is_empty() {
            comment(words::made_by(&self.by));
        }
        self.illustrative.iter().for_each(|note| comment(note.clone()));
        self.facts.iter().for_each(|(label, value)| comment(format!("{label}: {value}")));
        let mut line = |cells: Vec<String>| {
            let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
            out.push_str(&format!("{}\r\n", cells.join(",")));
        };
        line(self.head().into_iter().chain(ActionField::ALL.map(words::plan_question)).collect());
        for row in &self.rows {
            line(row.cells().into_iter().chain(row.answers.clone()).collect());
        }
        out
    }

    /// The heads of place, name, own values and the survey's.
    fn head(&self) -> Vec<String> {
        let own = self.axes.iter().map(|axis| words::own_head(axis));
        let survey = self.axes.iter().map(|axis| words::survey_head(axis));
        [words::place_head(), words::challenge_head()].into_iter().chain(own).chain(survey).collect()
    }
}

impl SheetRow {
    fn cells(&self) -> Vec<String> {
        let place = self.place.to_string();
        [place, self.name.to_string()]
            .into_iter()
            .chain(self.own.clone())
            .chain(self.survey.clone())
            .collect()
    }
}

fn survey_value(cell: Cell) -> String {
    let value = text::value(MeasureKind::Percent, cell);
    explore::share_of(&value, cell.respondents())
}

fn facts(atlas: &Atlas, beside: &Beside) -> Vec<(String, Text)> {
    let cells = || beside.rows.iter().flat_map(|row| row.survey).filter_map(Cell::respondents);
    let site = atlas.site();
    let wave = beside.wave;
    let sources = wave.map_or_else(Vec::new, |wave| {
        atlas.wave(wave).sources.iter().map(|source| source.as_str().to_owned()).collect::<Vec<_>>()
    });
    let all = [
        (
            words::wave_heading(),
            wave.map_or_else(|| words::no_wave().into(), |wave| text::wave_label(atlas, wave)),
        ),
        (words::answers_heading(), beside.who(atlas)),
        (words::respondents_heading(), explore::respondents_range(cells().min(), cells().max()).into()),
        (words::source_heading(), explore::title(&site.title, &site.publisher).into()),
        (words::source_heading(), sources.join(" ").into()),
        (words::licence_heading(), site.notice.clone()),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// A text that Markdown shows as it is, on one line: what people type is no markup, and no HTML.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '#' | '~' | '!') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests;
