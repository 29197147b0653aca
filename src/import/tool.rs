//! What is peculiar to the exports of each survey tool.

use super::table::{Row, Table};
use super::text::key;

/// The program that wrote an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tool {
    /// A header, then a row a respondent.
    #[default]
    Plain,
    /// Three rows of header: names, questions, `ImportId`s. Previews are marked.
    Qualtrics,
    /// One header row of whole questions; rows of a grid are `Question [Row]`.
    GoogleForms,
    /// Codes such as `G01Q02[SQ001]`, or whole questions. What was not sent in has no `submitdate`.
    LimeSurvey,
    /// A workbook whose first columns are about the respondent.
    MicrosoftForms,
}

impl Tool {
    /// All, with the word for each in a mapping.
    pub const ALL: [(&str, Self); 5] = [
        ("plain", Self::Plain),
        ("qualtrics", Self::Qualtrics),
        ("google-forms", Self::GoogleForms),
        ("limesurvey", Self::LimeSurvey),
        ("microsoft-forms", Self::MicrosoftForms),
    ];

    /// What stands between the choices ticked in one cell.
    pub(super) fn separator(self) -> char {
        match self {
            Self::MicrosoftForms => ';',
            _ => ',',
        }
    }

    /// The columns, first found first, that tell respondents apart.
    pub(super) fn respondent(self) -> &'static [&'static str] {
        match self {
            Self::Plain | Self::GoogleForms => &[],
            Self::Qualtrics => &["ResponseId", "Response ID"],
            Self::LimeSurvey => &["id", "Response ID"],
            Self::MicrosoftForms => &["ID", "Id"],
        }
    }

    /// The rows of respondents, without what this tool writes below its header.
    pub(super) fn rows(self, table: &Table) -> &[Row] {
        match self {
            Self::Qualtrics => {
                let head = table.rows.iter().take(2).position(is_import_ids);
                &table.rows[head.map_or(0, |at| at + 1)..]
            }
            _ => &table.rows,
        }
    }

    /// Whether a table looks like an export of another tool, in words for the mapping.
    pub(super) fn doubt(self, table: &Table) -> Option<&'static str> {
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

    /// Whether a row is a preview, a test or what the tool holds to be spam.
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

    /// Whether a respondent left before the end.
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

/// Columns that survey tools fill with who somebody is. No result may come of one.
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

/// Whether a column is one that survey tools fill with who somebody is.
pub(super) fn is_personal(name: &str) -> bool {
    PERSONAL.contains(&key(name).as_str())
}
