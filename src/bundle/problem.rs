//! What can be wrong with a bundle, in words its author understands.

use std::fmt;

use super::json::Flaw;
use crate::challenge::is_deceptive;

/// Whether a problem keeps the bundle from being shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The bundle can't be shown.
    Error,
    /// The bundle can be shown; its author will want to know.
    Warning,
}

/// A place in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl Position {
    /// Where every document begins.
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    /// The place that follows this one after `text`.
    pub(crate) fn after(self, text: &str) -> Self {
        match text.rfind('\n') {
            Some(end) => Self {
                line: self.line + text.matches('\n').count(),
                column: 1 + text[end + 1..].chars().count(),
            },
            None => Self { column: self.column + text.chars().count(), ..self },
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON path, e.g. `challenges[3].theme`; empty for the document itself.
    pub path: String,
    /// Line and column.
    pub position: Option<Position>,
    /// What is wrong.
    pub fault: Fault,
}

impl Problem {
    /// Whether it keeps the bundle from being shown.
    pub fn severity(&self) -> Severity {
        match self.fault {
            Fault::BelowMinimum { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_placed(f, &self.path, &self.fault, self.position)
    }
}

/// A fault with where it is: path before, line and column behind, as far as they are known.
pub(crate) fn write_placed(
    f: &mut fmt::Formatter<'_>,
    path: &str,
    fault: &dyn fmt::Display,
    position: Option<Position>,
) -> fmt::Result {
    if !path.is_empty() {
        write!(f, "{path}: ")?;
    }
    write!(f, "{fault}")?;
    if let Some(Position { line, column }) = position {
        write!(f, " (line {line}, column {column})")?;
    }
    Ok(())
}

/// What JSON asks for where a text is not.
fn expected(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::End => "it ends in the middle",
        Flaw::Value => "there must be a value here",
        Flaw::Key => "there must be a name in double quotes here; no comma goes before a closing brace",
        Flaw::Colon => "there must be a colon after the name",
        Flaw::Comma => "there must be a comma or the end of the list or object here",
        Flaw::Text => "a text holds a line break, a control character or an unknown escape",
        Flaw::Number => "this is not how a number is written",
        Flaw::After => "there is more after the end of the document",
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not JSON at all.
    #[error("this is not valid JSON: {}", expected(*.0))]
    Syntax(Flaw),
    /// A web page where the bundle should be.
    #[error(
        "this is a web page, not JSON; the address may be wrong, or the host answers every address with its start page"
    )]
    Html,
    /// Nothing there.
    #[error("the file is empty")]
    Empty,
    /// U+FEFF before the document. Browsers drop it; the standard forbids it (RFC 8259, section 8.1).
    #[error("the file begins with a byte order mark: save it as UTF-8 without one")]
    ByteOrderMark,
    /// Over [`super::MAX_BYTES`].
    #[error("the file has {found} bytes; at most {} are read", super::MAX_BYTES)]
    TooLong {
        /// Bytes found.
        found: usize,
    },
    /// Another version.
    #[error("this program reads format {}, the file says {found}", super::FORMAT)]
    Format {
        /// What the file says.
        found: String,
    },
    /// A required field is not there.
    #[error("the field `{0}` is missing")]
    Missing(&'static str),
    /// A field nobody reads.
    #[error("unknown field `{name}`{}", did_you_mean(.suggestion))]
    UnknownField {
        /// Its name.
        name: String,
        /// A known field with a like name.
        suggestion: Option<String>,
    },
    /// The same field twice.
    #[error("the field `{0}` is given twice")]
    DuplicateField(String),
    /// A value of another kind.
    #[error("expected {expected}, found {found}")]
    Expected {
        /// What the format wants here.
        expected: &'static str,
        /// What stands there, shortened.
        found: String,
    },
    /// An id that nothing has.
    #[error("there is no {kind} `{id}`{}", did_you_mean(.suggestion))]
    UnknownId {
        /// Theme, wave, measure...
        kind: &'static str,
        /// The id.
        id: String,
        /// An id like it.
        suggestion: Option<String>,
    },
    /// An id that two rows have.
    #[error("there is another {kind} with the id `{id}`")]
    DuplicateId {
        /// Theme, wave, measure...
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// The site needs the id itself.
    #[error("the id `{0}` is reserved for the site's own pages")]
    ReservedId(String),
    /// A link that is not safe to follow.
    #[error(
        "`{0}` is not an address to link to: it must begin with https://, http:// or mailto:, hold no user name, blank or hidden character, and write its host in ASCII (xn--...)"
    )]
    Address(String),
    /// Characters that make text read other than it is stored.
    #[error("the text holds a hidden control character (U+{0:04X})")]
    Deceptive(u32),
    /// More text than a page can hold.
    #[error("the text has {found} characters, at most {limit} are allowed")]
    TextTooLong {
        /// Characters found.
        found: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// A list or an object longer than is read.
    #[error("{found} entries; at most {limit} are read")]
    TooMany {
        /// How many there are.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
    /// Results with more places than are read, empty ones included.
    #[error(
        "{found} results for {challenges} challenges each; results times challenges may be at most {}",
        super::MAX_CELLS
    )]
    TooManyCells {
        /// How many results there are.
        found: usize,
        /// How many challenges there are.
        challenges: usize,
    },
    /// The last problem told of very many.
    #[error("there are more problems than are listed")]
    More,
    /// A list whose length must equal another's.
    #[error("{found} entries for {expected} challenges")]
    Length {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A sentence that would show its own braces.
    #[error(
        "the sentence has an unknown placeholder `{{{0}}}`; known are {{audience}}, {{wave}} and {{value}}"
    )]
    Placeholder(String),
    /// A real wave that names no source.
    #[error("a published wave needs at least one source")]
    NoSource,
    /// The same cut twice.
    #[error("this wave, audience and measure already have results")]
    DuplicateResults,
    /// A site setting that can't be used, in its own words.
    #[error("{0}")]
    Setting(String),
    /// Values that should have been suppressed.
    #[error(
        "{count} values have fewer than {minimum} respondents; the site will show \"too few answers\", but the file gives them away"
    )]
    BelowMinimum {
        /// How many values.
        count: usize,
        /// The bundle's minimum.
        minimum: u32,
    },
}

/// How much of a name is told, in characters.
pub(super) const TOLD_NAME: usize = 80;

/// What stands in a document as a message may repeat it: shortened, and without characters that would
/// change how the message reads.
pub(crate) fn told(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let shown = |letter| if is_deceptive(letter) { '\u{FFFD}' } else { letter };
    let mut told: String = letters.by_ref().take(most).map(shown).collect();
    if letters.next().is_some() {
        told.push('…');
    }
    told
}

fn did_you_mean(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or(String::new(), |name| format!(", did you mean `{name}`?"))
}
