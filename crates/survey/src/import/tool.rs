//! Peculiarities of each survey tool's exports.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::mapping::Mapping;
use super::table::{Row, Table};
use super::text::key;

mod finished;
mod headings;
mod previews;

pub(super) use finished::Finished;
pub(super) use previews::Previews;

/// The program that wrote an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tool {
    /// Any other: a header, then a row per respondent.
    #[default]
    Plain,
    /// Qualtrics: three header rows with names, questions and `ImportId`s. Previews are marked.
    Qualtrics,
    /// Google Forms: one header row with whole questions; rows of a grid are `Question [Row]`.
    GoogleForms,
    /// `LimeSurvey`: codes such as `G01Q02[SQ001]`, or whole questions. Unsent answers have no `submitdate`.
    LimeSurvey,
    /// Microsoft Forms: a workbook whose first columns describe the respondent.
    MicrosoftForms,
    /// `SurveyMonkey`: two header rows with questions and options.
    SurveyMonkey,
    /// Typeform: a column for each option, with its text where it was chosen.
    Typeform,
    /// `KoboToolbox` and ODK: names such as `group/question`, chosen options joined by blanks.
    Kobo,
    /// `REDCap`: codes, a column `q___1` for each option, and a column `…_complete` for each form.
    RedCap,
    /// SPSS, saved as CSV: value labels or codes, `#NULL!` for missing values.
    Spss,
}

impl Tool {
    /// All tools by their names in a mapping.
    pub const ALL: [(&str, Self); 11] = [
        ("plain", Self::Plain),
        ("qualtrics", Self::Qualtrics),
        ("google-forms", Self::GoogleForms),
        ("limesurvey", Self::LimeSurvey),
        ("microsoft-forms", Self::MicrosoftForms),
        ("surveymonkey", Self::SurveyMonkey),
        ("typeform", Self::Typeform),
        ("kobotoolbox", Self::Kobo),
        ("odk", Self::Kobo),
        ("redcap", Self::RedCap),
        ("spss", Self::Spss),
    ];

    /// Returns the separator between choices in one cell.
    pub(super) fn separator(self) -> char {
        match self {
            Self::MicrosoftForms => ';',
            Self::Kobo => ' ',
            _ => ',',
        }
    }

    /// Returns the position of the column that identifies respondents.
    pub(super) fn respondent_column(self, table: &Table) -> Option<usize> {
        self.respondent().iter().find_map(|name| table.column(name))
    }

    /// Returns the number of header rows, if it is another than one.
    pub(super) fn header_rows(self) -> Option<usize> {
        (self == Self::SurveyMonkey).then_some(2)
    }

    /// Returns the columns that identify respondents; the first that exists is used.
    pub(super) fn respondent(self) -> &'static [&'static str] {
        match self {
            Self::Plain | Self::GoogleForms | Self::Spss => &[],
            Self::Qualtrics => &["ResponseId", "Response ID"],
            Self::LimeSurvey => headings::RESPONSE_ID,
            Self::MicrosoftForms => &["ID", "Id"],
            Self::SurveyMonkey => &["Respondent ID", "respondent_id"],
            Self::Typeform => &["#", "Response ID", "Token"],
            Self::Kobo => &["_uuid", "meta/instanceID", "instanceID", "KEY", "_id"],
            Self::RedCap => &["record_id", "Record ID"],
        }
    }

    /// Returns true if the text of a cell is the tool's sign for a missing value.
    pub(super) fn is_missing(self, text: &str) -> bool {
        self == Self::Spss && (text == "." || text.eq_ignore_ascii_case("#null!"))
    }

    /// Returns true if the tool writes into a column of an option that it was not ticked also where the question was
    /// skipped.
    pub(super) fn marks_skipped(self, column: &str) -> bool {
        self == Self::RedCap && (column.contains("___") || column.contains("(choice="))
    }

    /// Returns the positions of columns with all that was chosen, by those of the columns of their options. ODK Central
    /// writes 0 into the columns of options where the question was skipped
    /// (`lib/data/briefcase.js` of getodk/central-backend).
    pub(super) fn wholes(self, table: &Table) -> BTreeMap<usize, usize> {
        let whole = |(at, name): (usize, &String)| Some((at, table.column(name.rsplit_once('/')?.0)?));
        let options = table.names.iter().enumerate().filter(|_| self == Self::Kobo);
        options.filter_map(whole).collect()
    }

    /// Returns the rows of respondents, without further header rows.
    pub(super) fn rows(self, table: &Table) -> &[Row] {
        match self {
            Self::Qualtrics => {
                let head = table.rows.iter().take(2).position(is_import_ids);
                &table.rows[head.map_or(0, |at| at + 1)..]
            }
            _ => &table.rows,
        }
    }

    /// Returns a message if a table looks like the export of another tool.
    pub(super) fn mismatch(self, table: &Table) -> Option<&'static str> {
        let has_ids = table.rows.iter().take(2).any(is_import_ids);
        match self {
            Self::Qualtrics if !has_ids => Some(
                "no row of ImportIds follows the header, as in every export of Qualtrics: give the file as it was exported, or say \"tool\": \"plain\"",
            ),
            Self::Qualtrics => None,
            Self::SurveyMonkey if self.has_answers_in_header(table) => Some(
                "the second row of the header holds answers, not options: give the file as it was exported, or say \"header_rows\": 1",
            ),
            _ if has_ids => {
                Some("the rows below the header are those of Qualtrics: say \"tool\": \"qualtrics\"")
            }
            _ => None,
        }
    }

    /// Returns true if the second row of a header says who answered. The parser of mappings also looks for answers there,
    /// and each sees what the other does not: this one a first respondent whose answers the mapping does not list
    /// (`unlisted`), that one files without a respondent's column, and other tools, whose second row may be about it.
    fn has_answers_in_header(self, table: &Table) -> bool {
        let below = table.heads.get(1).zip(self.respondent_column(table));
        below.and_then(|(row, at)| row.get(at)).is_some_and(|text| !text.is_empty())
    }

    /// Returns the columns that mark previews, tests and spam: the mapping's, else the tool's own.
    pub(super) fn previews(self, table: &Table, mapping: &Mapping) -> Vec<Previews> {
        let own = |name: &str, is_closed| Some(Previews::new(table.column(name)?, is_closed));
        let columns = match (&mapping.preview_column, self) {
            (Some(name), _) => vec![own(name, false)],
            (None, Self::Qualtrics) => vec![own("Status", true), own("DistributionChannel", false)],
            _ => Vec::new(),
        };
        columns.into_iter().flatten().collect()
    }

    /// Returns the column that tells who left before the end: the mapping's, else the tool's own.
    pub(super) fn finished(self, table: &Table, mapping: &Mapping) -> Option<Finished> {
        if let Some(name) = &mapping.finished {
            return table.column(name).map(|column| Finished::new(column, self.rows(table)));
        }
        let first = |names: &[&str]| names.iter().find_map(|name| table.column(name));
        let column = match self {
            Self::Qualtrics => first(&["Finished"]),
            Self::LimeSurvey => first(headings::SUBMITTED),
            Self::Typeform => {
                first(&["Response Type"]).or_else(|| first(&["Submit Date (UTC)", "Submitted At"]))
            }
            Self::RedCap => Self::form_complete(table),
            _ => None,
        }?;
        match self {
            Self::Qualtrics | Self::RedCap => Some(Finished::yes_or_no(column)),
            _ => Some(Finished::new(column, self.rows(table))),
        }
    }

    /// Returns the only column `…_complete` of a `REDCap` export.
    fn form_complete(table: &Table) -> Option<usize> {
        let is_complete = |name: &String| name.ends_with("_complete") || key(name) == "complete?";
        let mut columns = table.names.iter().enumerate().filter(|(_, name)| is_complete(name));
        let first = columns.next().map(|(at, _)| at);
        first.filter(|_| columns.next().is_none())
    }

    /// Returns the rules of the tool that a table has no columns for, with what the mapping may say instead.
    pub(super) fn missing_rules(self, table: &Table, mapping: &Mapping) -> Vec<String> {
        let mut missing = Vec::new();
        let own = match self {
            Self::Qualtrics => Some("`Finished`"),
            Self::LimeSurvey => Some("`submitdate` (or \"Date submitted\" in a language that is known)"),
            Self::Typeform => Some("`Submit Date (UTC)` or `Response Type`"),
            Self::RedCap => Some("`…_complete` (exactly one)"),
            _ => None,
        };
        if let Some(own) = own
            && !mapping.counts_unfinished
            && self.finished(table, mapping).is_none()
        {
            missing.push(format!(
                "no column {own} tells who finished the survey: export it, or name it as \"finished\": \"…\", or say \"incomplete\": \"count\""
            ));
        }
        let has_status = mapping.preview_column.is_some() || table.column("Status").is_some();
        if self == Self::Qualtrics && !mapping.counts_previews && !has_status {
            missing.push(
                "no column `Status` marks previews and tests: export it, or name it as \"preview_column\": \"…\", or say \"previews\": \"count\""
                    .to_owned(),
            );
        }
        missing
    }
}

fn is_import_ids(row: &Row) -> bool {
    row.cells.iter().any(|cell| cell.starts_with('{') && cell.contains("\"ImportId\""))
}

/// Returns true if survey tools fill a column with personal data.
pub(super) fn is_personal(name: &str) -> bool {
    static KEYS: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| headings::PERSONAL.iter().map(|heading| key(heading)).collect());
    KEYS.contains(&key(name))
}
