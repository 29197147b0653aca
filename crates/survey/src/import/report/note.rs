//! Notes: the reasons why rows and cells were not used.

use std::fmt;

use crate::import::text::shown;

/// The reason why a row or cell was not used. Values are copied from the file: print them with
/// [`shown`](crate::import::shown) only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// A preview, a test, or spam in the survey tool's judgement.
    Preview,
    /// A text that does not say whether the row is a preview.
    Status(String),
    /// A respondent who left before the end.
    Unfinished,
    /// A text that does not say whether the respondent reached the end.
    Finish(String),
    /// A row that does not meet the mapping's condition on this column.
    Where(String),
    /// The error of a formula in the column of a condition.
    Broken(String),
    /// The header again.
    Header,
    /// A row of sums or means, with the text that heads it if there is one.
    Summary(String),
    /// A row of notes below the answers, such as a legend.
    Below,
    /// A row with others inside a cell, because a quotation mark is lost.
    Swallowed {
        /// Number of rows with it.
        rows: usize,
    },
    /// A row of a respondent who answered in an earlier row.
    Duplicate,
    /// The same, with the respondent in other letters.
    DuplicateLetters,
    /// A row with the number of a row of another file, and with other answers.
    OtherFile,
    /// A row without any answer.
    Blank,
    /// A row with more or fewer cells than the header.
    Ragged {
        /// Number of cells in the row.
        found: usize,
        /// Number of cells in the header.
        expected: usize,
    },
    /// A cell that is too long for an answer.
    HugeCell,
    /// A row without its respondent, in an export with several rows per respondent.
    Nobody,
    /// An unknown wave.
    Wave(String),
    /// A text that is of no wave, as the mapping says.
    OtherWave(String),
    /// A cell that is no weight.
    Weight(String),
    /// An unknown challenge, in an export with a row per challenge.
    Challenge(String),
    /// A cell that is no answer to its measure.
    Answer {
        /// Id of the measure.
        measure: String,
        /// Text of the cell.
        value: String,
    },
    /// A text that is no choice, with the words of a choice after it.
    Mixed {
        /// Id of the measure.
        measure: String,
        /// The text and what follows it.
        value: String,
    },
    /// Choices with another sign between them than the separator.
    Joined {
        /// Id of the measure.
        measure: String,
        /// The text.
        value: String,
    },
    /// A cell that can be divided into choices in several ways.
    Ambiguous {
        /// Id of the measure.
        measure: String,
        /// Text of the cell.
        value: String,
    },
    /// A place beyond the last one.
    Place {
        /// Id of the measure.
        measure: String,
        /// Text of the cell.
        value: String,
        /// The last place.
        last: u32,
    },
    /// A text that gives no place.
    PlaceText {
        /// Id of the measure.
        measure: String,
        /// Text of the cell.
        value: String,
    },
    /// A place that a respondent gave to several challenges, or a challenge with several places.
    Repeated {
        /// Id of the measure.
        measure: String,
    },
    /// A cell that is no group of its dimension.
    Group {
        /// Id of the dimension.
        dimension: String,
        /// Text of the cell.
        value: String,
    },
    /// A group or weight that differs from the respondent's first row.
    Conflict,
    /// A respondent who is written in other letters than in the first row.
    OtherLetters,
    /// A row that ends before the header does.
    Short {
        /// Number of cells in the row.
        found: usize,
        /// Number of cells in the header.
        expected: usize,
    },
    /// Options of which none is ticked, in a tool that writes this also where the question was skipped.
    Unticked {
        /// Id of the measure.
        measure: String,
    },
    /// Options whose cells are all empty, of somebody who answered other questions.
    NoneChosen {
        /// Id of the measure.
        measure: String,
    },
    /// A text that the mapping does not list, and has a rule for.
    Unlisted {
        /// Id of the measure or dimension.
        subject: String,
        /// Text of the cell.
        value: String,
    },
}

impl Note {
    /// Returns true if the note concerns a whole row, which was left out.
    pub fn leaves_row_out(&self) -> bool {
        !matches!(
            self,
            Self::Answer { .. }
                | Self::Mixed { .. }
                | Self::Joined { .. }
                | Self::Ambiguous { .. }
                | Self::Place { .. }
                | Self::PlaceText { .. }
                | Self::Repeated { .. }
                | Self::Group { .. }
                | Self::Conflict
                | Self::OtherLetters
                | Self::Short { .. }
                | Self::Unticked { .. }
                | Self::NoneChosen { .. }
                | Self::Unlisted { .. }
        )
    }

    /// Returns the text that is not listed in the mapping, if the note is about one.
    pub(in crate::import) fn text(&self) -> Option<&str> {
        match self {
            Self::Wave(text) | Self::Challenge(text) => Some(text),
            Self::Answer { value, .. }
            | Self::PlaceText { value, .. }
            | Self::Group { value, .. }
            | Self::Unlisted { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Returns the number of rows that are left out.
    pub(in crate::import) fn rows(&self) -> usize {
        match self {
            Self::Swallowed { rows } => *rows,
            _ => 1,
        }
    }

    /// Returns true for a text that the mapping has a rule for without listing it.
    pub(super) fn is_unlisted(&self) -> bool {
        matches!(self, Self::Unlisted { .. })
    }

    /// Returns true if a rule of the tool or of the mapping has left the row out.
    pub(super) fn is_rule(&self) -> bool {
        matches!(
            self,
            Self::Preview
                | Self::Unfinished
                | Self::Where(_)
                | Self::Duplicate
                | Self::DuplicateLetters
                | Self::OtherWave(_)
                | Self::Header
                | Self::Summary(_)
                | Self::Below
        )
    }

    /// Returns true if the row was left out because it could not be read.
    pub(super) fn is_unreadable(&self) -> bool {
        match self {
            Self::Wave(text) | Self::Weight(text) | Self::Challenge(text) => !text.is_empty(),
            Self::Ragged { .. }
            | Self::HugeCell
            | Self::Nobody
            | Self::Finish(_)
            | Self::Status(_)
            | Self::Broken(_)
            | Self::OtherFile
            | Self::Swallowed { .. } => true,
            _ => false,
        }
    }
}

/// The message of a note, without the number of rows.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Preview => f.write_str("previews, tests or spam"),
            Self::Status(value) => write!(
                f,
                "`{}` does not say whether it is a preview or a test (\"previews\": \"count\" counts all; a condition in `where` leaves some out)",
                shown(value)
            ),
            Self::Unfinished => f.write_str("not finished"),
            Self::Finish(value) => write!(
                f,
                "`{}` does not say whether somebody finished (a condition in `where` can, instead of `finished` or with \"incomplete\": \"count\")",
                shown(value)
            ),
            Self::Broken(value) => write!(f, "`{}` is the error of a formula: the condition can't be told", shown(value)),
            Self::Header => {
                f.write_str("the header again (\"repeated_header\": \"count\" counts it)")
            }
            Self::Summary(value) if value.is_empty() => f.write_str(
                "the last row, with the sums of those above it (\"summaries\": \"count\" counts it)"
            ),
            Self::Summary(value) => write!(
                f,
                "sums or means, headed `{}` (\"summaries\": \"count\" counts such rows)",
                shown(value)
            ),
            Self::Below => f.write_str(
                "a note below the answers (\"notes_below\": \"count\" counts such rows)"
            ),
            Self::Swallowed { .. } => f.write_str(
                "a cell holds lines that read like rows of answers: a quotation mark may be lost"
            ),
            Self::Where(column) => write!(f, "left out by the condition on `{}`", shown(column)),
            Self::Duplicate => f.write_str("the same respondent answered it in an earlier row"),
            Self::DuplicateLetters => f.write_str(
                "the same respondent in other letters answered it in an earlier row (\"letters\": \"differ\" tells them apart)"
            ),
            Self::OtherFile => f.write_str(
                "the number of a row in another file, and other answers (if each file has numbers of its own: \"respondent\": {\"column\": …, \"files\": \"differ\"})"
            ),
            Self::Blank => f.write_str("no answer to any question of the mapping"),
            Self::Ragged { found, expected } => {
                let count = if found < expected { " (\"short_rows\": \"count\" counts such rows)" } else { "" };
                write!(
                    f,
                    "{found} cells where the header has {expected}; a quotation mark, a delimiter or a line may be lost{count}"
                )
            }
            Self::HugeCell => f.write_str("a cell too long for an answer; a quotation mark may be lost"),
            Self::Nobody => f.write_str("the respondent is not named"),
            Self::Wave(value) => write!(f, "`{}` is no wave of the mapping", shown(value)),
            Self::OtherWave(value) => write!(f, "`{}` is of no wave, as the mapping says", shown(value)),
            Self::Weight(value) => {
                write!(f, "`{}` is no weight, a number above 0 and at most 1,000", shown(value))
            }
            Self::Challenge(value) => write!(f, "`{}` is no challenge of the mapping", shown(value)),
            Self::Answer { measure, value } => {
                write!(f, "`{}` is no known answer to {measure}: counted as missing", shown(value))
            }
            Self::Mixed { measure, value } => write!(
                f,
                "{measure}: mixed cell: `{}` begins with a text that is not listed and goes on with choices, which may be words of free text: what it says of those is missing (list the text with null)",
                shown(value)
            ),
            Self::Joined { measure, value } => write!(
                f,
                "{measure}: `{}` is several choices, with another sign between them than the separator: missing (\"separator\" in the mapping names it, \" \" where line breaks divide choices)",
                shown(value)
            ),
            Self::Ambiguous { measure, value } => write!(
                f,
                "{measure}: `{}` can be read as choices in more than one way: what it leaves open is missing (export codes, or another separator)",
                shown(value)
            ),
            Self::Place { measure, value, last } => write!(
                f,
                "{measure}: `{}` is no place from 1 to {last}: counted as missing (is it a rating? columns of other things that were ranked are listed with null)",
                shown(value)
            ),
            Self::PlaceText { measure, value } => write!(
                f,
                "{measure}: `{}` gives no place: counted as missing (\"places\" of the measure says which place a text gives, or null)",
                shown(value)
            ),
            Self::Repeated { measure } => write!(
                f,
                "{measure}: one respondent has given a place twice, or one challenge two: the ranking is missing (is it a rating, with yes and no? \"repeated\": \"count\" counts it)"
            ),
            Self::Group { dimension, value } => {
                write!(f, "`{}` is no known {dimension}: counted as not stated", shown(value))
            }
            Self::Conflict => {
                f.write_str("another group or weight than in the respondent's first row, which holds")
            }
            Self::OtherLetters => {
                f.write_str("a respondent in other letters than before, taken for the same (\"letters\": \"differ\" tells them apart)")
            }
            Self::Unticked { measure } => write!(
                f,
                "{measure}: no option is ticked, which counts as no to each; the tool writes the same where the question was skipped (\"nothing_ticked\": \"missing\" leaves them out, \"no\" says that this is right)"
            ),
            Self::NoneChosen { measure } => write!(
                f,
                "{measure}: nothing is chosen, which counts as missing (\"nothing_ticked\": \"no\" counts it as no to each, \"missing\" says that this is right)"
            ),
            Self::Unlisted { subject, value } => {
                write!(f, "`{}` is not listed, and is what `unlisted` of {subject} says", shown(value))
            }
            Self::Short { found, expected } => write!(
                f,
                "{found} cells where the header has {expected}: the rest is read as empty"
            ),
        }
    }
}
