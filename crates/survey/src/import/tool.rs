//! Peculiarities of each survey tool's exports.

use super::table::{Row, Table};
use super::text::key;

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
}

impl Tool {
    /// All tools by their names in a mapping.
    pub const ALL: [(&str, Self); 5] = [
        ("plain", Self::Plain),
        ("qualtrics", Self::Qualtrics),
        ("google-forms", Self::GoogleForms),
        ("limesurvey", Self::LimeSurvey),
        ("microsoft-forms", Self::MicrosoftForms),
    ];

    /// Returns the separator between choices in one cell.
    pub(super) fn separator(self) -> char {
        match self {
            Self::MicrosoftForms => ';',
            _ => ',',
        }
    }

    /// Returns the columns that identify respondents; the first that exists is used.
    pub(super) fn respondent(self) -> &'static [&'static str] {
        match self {
            Self::Plain | Self::GoogleForms => &[],
            Self::Qualtrics => &["ResponseId", "Response ID"],
            Self::LimeSurvey => &["id", "Response ID"],
            Self::MicrosoftForms => &["ID", "Id"],
        }
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
            _ if has_ids => {
                Some("the rows below the header are those of Qualtrics: say \"tool\": \"qualtrics\"")
            }
            _ => None,
        }
    }

    /// Returns true for previews, tests, and rows that the tool notes as spam.
    pub(super) fn is_preview(self, table: &Table, row: &Row) -> bool {
        if self != Self::Qualtrics {
            return false;
        }
        let cell = |name| table.column(name).map_or_else(String::new, |at| key(row.cell(at)));
        let status = cell("Status");
        ["1", "2", "8", "9", "12", "17"].contains(&status.as_str())
            || ["preview", "test", "spam"].iter().any(|word| status.contains(word))
            || cell("DistributionChannel") == "preview"
    }

    /// Returns true if the respondent left before the end.
    pub(super) fn is_unfinished(self, table: &Table, row: &Row) -> bool {
        match self {
            Self::Qualtrics => table
                .column("Finished")
                .is_some_and(|at| ["false", "0"].contains(&key(row.cell(at)).as_str())),
            Self::LimeSurvey => {
                let column = table.column("submitdate").or_else(|| table.column("Date submitted"));
                column.is_some_and(|at| row.cell(at).is_empty())
            }
            Self::Plain | Self::GoogleForms | Self::MicrosoftForms => false,
        }
    }
}

fn is_import_ids(row: &Row) -> bool {
    row.cells.iter().any(|cell| cell.starts_with('{') && cell.contains("\"ImportId\""))
}

/// Columns that survey tools fill with personal data. They never become results.
const PERSONAL: [&str; 25] = [
    "email",
    "email address",
    "e-mail",
    "e-mail address",
    "recipientemail",
    "name",
    "full name",
    "first name",
    "last name",
    "firstname",
    "lastname",
    "recipientfirstname",
    "recipientlastname",
    "username",
    "ipaddress",
    "ip address",
    "ipaddr",
    "locationlatitude",
    "locationlongitude",
    "externalreference",
    "externaldatareference",
    "phone",
    "phone number",
    "token",
    "refurl",
];

/// Returns true if survey tools fill a column with personal data.
pub(super) fn is_personal(name: &str) -> bool {
    PERSONAL.contains(&key(name).as_str())
}
