//! The sheet of a board with its action plan, for print, Markdown and CSV, with the facts about the survey's
//! numbers.

use data::challenge::{Cell, MeasureKind, Text};
use data::dataset::Dataset;
use explore::export::{BYTE_ORDER_MARK, comment, quoted};
use explore::messages::{charts, common};

use crate::board::{ActionField, Board, axes_of};
use crate::comparison::Comparison;
use crate::messages as t;

/// A priority on the sheet, all as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Place, from 1; `None` if the board is not in order yet.
    pub place: Option<usize>,
    /// Name of the challenge; its id with a note, if the data set does not have it.
    pub name: Text,
    /// Own values on the x and the y axis: "62%", or a note that there is none.
    pub own: [String; 2],
    /// The survey's values, with the number of respondents if known: "48% of 214", "too few answers".
    pub survey: [String; 2],
    /// Answers of the action plan in the order of [`ActionField::ALL`]; empty texts if there are none.
    pub answers: [String; 5],
}

impl SheetRow {
    /// Returns whether anything is planned.
    pub fn is_planned(&self) -> bool {
        self.answers.iter().any(|answer| !answer.is_empty())
    }
}

/// The printable sheet of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Title.
    pub title: String,
    /// Name of the author; may be empty.
    pub author: String,
    /// Label and value of the facts about the survey: wave, audience, respondents, source, license.
    pub facts: Vec<(String, Text)>,
    /// Note that the survey's numbers are made up, if they are.
    pub illustrative: Option<String>,
    /// Labels of the x and the y axis.
    pub axes: [String; 2],
    /// Priorities in order, including those that the data set does not have, so that no plan is lost.
    pub rows: Vec<SheetRow>,
}

impl Sheet {
    /// Returns the sheet of a board.
    pub fn new(dataset: &Dataset, board: &Board) -> Self {
        let comparison = Comparison::of_board(dataset, board);
        let rows = board.picks().iter().zip(1..).map(|(pick, place)| {
            let found = dataset.find_challenge(pick.challenge.as_str());
            let row = found.and_then(|challenge| comparison.row(challenge));
            let own = pick.values.map(|own| own.map(|share| common::percent(f64::from(share.get()))));
            SheetRow {
                place: board.is_ordered().then_some(place),
                name: found.map_or_else(
                    || t::gone(pick.challenge.as_str()).into(),
                    |ix| dataset.challenge(ix).name.clone(),
                ),
                own: own.map(|own| own.unwrap_or_else(t::no_own_value)),
                survey: row.map_or([Cell::NotPublished; 2], |row| row.survey).map(survey_value),
                answers: ActionField::ALL.map(|field| pick.action.text(field).to_owned()),
            }
        });
        let is_made_up = comparison.wave.is_some_and(|wave| dataset.wave(wave).is_illustrative());
        let title = board.title().trim();
        Self {
            title: if title.is_empty() { t::untitled() } else { title.to_owned() },
            author: board.author().trim().to_owned(),
            facts: facts(dataset, &comparison),
            illustrative: is_made_up.then(t::illustrative_note),
            axes: axes_of(dataset).map(|ix| dataset.measure(ix).label.to_string()),
            rows: rows.collect(),
        }
    }

    /// Returns the sheet in GitHub Flavored Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", escaped(&self.title));
        let mut paragraph = |text: &str| out.push_str(&format!("\n{text}\n"));
        if !self.author.is_empty() {
            paragraph(&escaped(&t::made_by(&self.author)));
        }
        if let Some(note) = &self.illustrative {
            paragraph(&escaped(note));
        }
        let facts: Vec<String> = self
            .facts
            .iter()
            .map(|(label, value)| format!("- {}: {}", escaped(label), escaped(value)))
            .collect();
        paragraph(&facts.join("\n"));
        paragraph(&format!("## {}", t::priorities_heading()));
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let head = self.head();
        let mut table = line(&head) + &"|---".repeat(head.len()) + "|\n";
        self.rows.iter().for_each(|row| table.push_str(&line(&row.cells())));
        paragraph(table.trim_end());
        let planned: Vec<&SheetRow> = self.rows.iter().filter(|row| row.is_planned()).collect();
        if !planned.is_empty() {
            paragraph(&format!("## {}", t::plan_heading()));
        }
        for row in planned {
            let place = row.place.map_or_else(String::new, |place| format!("{place}. "));
            paragraph(&format!("### {place}{}", escaped(&row.name)));
            let answers: Vec<String> = ActionField::ALL
                .iter()
                .zip(&row.answers)
                .filter(|(_, answer)| !answer.is_empty())
                .map(|(field, answer)| format!("- {}: {}", field.question(), escaped(answer)))
                .collect();
            paragraph(&answers.join("\n"));
        }
        out
    }

    /// Returns the sheet as CSV (RFC 4180), one line per priority, after the facts as `#` comments.
    pub fn csv(&self) -> String {
        let mut out = String::from(BYTE_ORDER_MARK);
        let mut comment = |text: String| out.push_str(&comment(&text));
        comment(self.title.clone());
        if !self.author.is_empty() {
            comment(t::made_by(&self.author));
        }
        self.illustrative.iter().for_each(|note| comment(note.clone()));
        self.facts.iter().for_each(|(label, value)| comment(format!("{label}: {value}")));
        let mut line = |cells: Vec<String>| {
            let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
            out.push_str(&format!("{}\r\n", cells.join(",")));
        };
        line(self.head().into_iter().chain(ActionField::ALL.map(ActionField::question)).collect());
        for row in &self.rows {
            line(row.cells().into_iter().chain(row.answers.clone()).collect());
        }
        out
    }

    /// Returns the heads of the columns of place, name, own values and the survey's.
    fn head(&self) -> Vec<String> {
        let own = self.axes.iter().map(|axis| t::own_head(axis));
        let survey = self.axes.iter().map(|axis| t::survey_head(axis));
        [t::place_head(), t::challenge_head()].into_iter().chain(own).chain(survey).collect()
    }
}

impl SheetRow {
    fn cells(&self) -> Vec<String> {
        let place = self.place.map_or_else(String::new, |place| place.to_string());
        [place, self.name.to_string()]
            .into_iter()
            .chain(self.own.clone())
            .chain(self.survey.clone())
            .collect()
    }
}

fn survey_value(cell: Cell) -> String {
    let value = common::value(MeasureKind::Percent, cell);
    charts::share_of(&value, cell.respondents())
}

fn facts(dataset: &Dataset, comparison: &Comparison) -> Vec<(String, Text)> {
    let cells = || comparison.rows.iter().flat_map(|row| row.survey).filter_map(Cell::respondents);
    let site = dataset.site();
    let wave = comparison.wave;
    let sources = wave.map_or_else(Vec::new, |wave| {
        dataset.wave(wave).sources.iter().map(|source| source.as_str().to_owned()).collect::<Vec<_>>()
    });
    let all = [
        (
            t::wave_heading(),
            wave.map_or_else(|| t::no_wave().into(), |wave| common::wave_label(dataset, wave)),
        ),
        (t::answers_heading(), comparison.audience_label(dataset)),
        (t::respondents_heading(), charts::respondents_range(cells().min(), cells().max()).into()),
        (t::source_heading(), charts::title(&site.title, &site.publisher).into()),
        (t::source_heading(), sources.join(" ").into()),
        (t::license_heading(), site.notice.clone()),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// Returns a text escaped for Markdown, on one line: what people type is neither markup nor HTML.
fn escaped(text: &str) -> String {
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
