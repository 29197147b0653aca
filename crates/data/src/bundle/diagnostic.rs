//! Diagnostics of a document: an error or a warning with its position, in words that its author understands.

use std::fmt;

use super::json::SyntaxError;
use crate::challenge::is_deceptive;

/// Severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document, or this part of it, can't be used.
    Error,
    /// The document can be used, but its author should know.
    Warning,
}

/// A position in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// Position of the first character.
    pub const START: Self = Self { line: 1, column: 1 };

    /// Returns the position after `text`, if `text` starts at this position.
    pub fn after(self, text: &str) -> Self {
        match text.rfind('\n') {
            Some(end) => Self {
                line: self.line + text.matches('\n').count(),
                column: 1 + text[end + 1..].chars().count(),
            },
            None => Self { column: self.column + text.chars().count(), ..self },
        }
    }
}

/// An error or a warning, with its position in the document.
///
/// Bundles and settings have kinds `K` of [`DiagnosticKind`], translations have kinds of
/// [`translation::DiagnosticKind`](crate::translation::DiagnosticKind).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic<K = DiagnosticKind> {
    /// Path of the value: the JSON path `challenges[3].theme` in a bundle, `themes/equity/name` in a
    /// translation. Empty for the document itself.
    pub path: String,
    /// Line and column, if they are known.
    pub position: Option<Position>,
    /// Kind of the diagnostic, which has the message.
    pub kind: K,
}

/// A kind of diagnostic that knows its severity; `Display` writes the message.
pub trait HasSeverity: fmt::Display {
    /// Returns the severity of all diagnostics of this kind.
    fn severity(&self) -> Severity;
}

impl<K: HasSeverity> Diagnostic<K> {
    /// Returns the severity of the diagnostic.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

impl HasSeverity for DiagnosticKind {
    fn severity(&self) -> Severity {
        match self {
            Self::BelowMinimum { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl<K: fmt::Display> fmt::Display for Diagnostic<K> {
    /// Writes path, message, line and column: `site: the field `title` is missing (line 3, column 9)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_diagnostic(f, &self.path, &self.kind, self.position)
    }
}

/// Writes a diagnostic of any kind. It is not generic, so that the program has it once.
fn write_diagnostic(
    f: &mut fmt::Formatter<'_>,
    path: &str,
    message: &dyn fmt::Display,
    position: Option<Position>,
) -> fmt::Result {
    if !path.is_empty() {
        write!(f, "{path}: ")?;
    }
    write!(f, "{message}")?;
    if let Some(Position { line, column }) = position {
        write!(f, " (line {line}, column {column})")?;
    }
    Ok(())
}

/// Returns diagnostics in document order, with the positions of their byte offsets in `source`.
///
/// Counts lines in one pass: a large bundle made by a broken script can have an error in each of a
/// million cells.
pub(crate) fn with_positions<K: Clone>(source: &str, found: &[(usize, Diagnostic<K>)]) -> Vec<Diagnostic<K>> {
    let in_order = slim_std::sort::sorted_by(found, |a, b| a.0.cmp(&b.0));
    let (mut position, mut counted_to) = (Position::START, 0);
    let with_position = |(offset, diagnostic): (usize, Diagnostic<K>)| {
        position = position.after(source.get(counted_to..offset).unwrap_or_default());
        counted_to = offset;
        Diagnostic { position: Some(position), ..diagnostic }
    };
    in_order.into_iter().map(with_position).collect()
}

/// Returns the explanation of a syntax error.
fn explanation(error: SyntaxError) -> &'static str {
    match error {
        SyntaxError::End => "it ends in the middle",
        SyntaxError::Value => "there must be a value here",
        SyntaxError::Key => {
            "there must be a name in double quotes here; no comma goes before a closing brace"
        }
        SyntaxError::Colon => "there must be a colon after the name",
        SyntaxError::Comma => "there must be a comma or the end of the list or object here",
        SyntaxError::Text => "a text holds a line break, a control character or an unknown escape",
        SyntaxError::Number => "this is not how a number is written",
        SyntaxError::After => "there is more after the end of the document",
    }
}

/// Kind of a diagnostic of a bundle or of settings, with its message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiagnosticKind {
    /// A JSON syntax error.
    #[error("this is not valid JSON: {}", explanation(*.0))]
    Syntax(SyntaxError),
    /// Something that other languages have and JSON has not.
    #[error("this is not valid JSON: {0}")]
    Foreign(&'static str),
    /// An HTML page instead of JSON.
    #[error(
        "this is a web page, not JSON; the address may be wrong, or the host answers every address with its start page"
    )]
    Html,
    /// An empty file.
    #[error("the file is empty")]
    Empty,
    /// U+FEFF before the document. Browsers drop it, but the standard forbids it (RFC 8259, section 8.1).
    #[error("the file begins with a byte order mark: save it as UTF-8 without one")]
    ByteOrderMark,
    /// A document longer than [`super::MAX_BYTES`].
    #[error("the file has {found} bytes; at most {} are read", super::MAX_BYTES)]
    TooLong {
        /// Bytes found.
        found: usize,
    },
    /// Another version of the format.
    #[error("this program reads format {}, the file says {found}", super::FORMAT)]
    Format {
        /// Version that the file states.
        found: String,
    },
    /// Another version of the content file's format.
    #[error("this program reads content of format {}, the file says {found}", super::content::FORMAT)]
    ContentFormat {
        /// Version that the file states.
        found: String,
    },
    /// A content file of another bundle.
    #[error(
        "this belongs to another bundle, or to another version of it: the fingerprint of the bundle's challenges is `{expected}`, the file says `{found}`"
    )]
    OtherBundle {
        /// Fingerprint that the file states.
        found: String,
        /// Fingerprint of the bundle.
        expected: String,
    },
    /// A long text in a bundle that has them in a content file, whose name this is.
    #[error("`site.content` says that long texts stand in `{0}`: move this there")]
    InContent(String),
    /// A missing required field.
    #[error("the field `{0}` is missing")]
    Missing(&'static str),
    /// A field that the format does not have.
    #[error("unknown field `{name}`{}", did_you_mean(.suggestion))]
    UnknownField {
        /// Name of the field.
        name: String,
        /// The most similar known field.
        suggestion: Option<String>,
    },
    /// A field that stands twice in one object.
    #[error("the field `{0}` is given twice")]
    DuplicateField(String),
    /// A value of another type than expected.
    #[error("expected {expected}, found {found}")]
    Expected {
        /// Description of the expected value.
        expected: &'static str,
        /// Excerpt of the value that was found.
        found: String,
    },
    /// A reference to an id that does not exist.
    #[error("there is no {kind} `{id}`{}", did_you_mean(.suggestion))]
    UnknownId {
        /// Kind of the row: "theme", "wave", "measure".
        kind: &'static str,
        /// The id.
        id: String,
        /// The most similar existing id.
        suggestion: Option<String>,
    },
    /// An id that two rows share.
    #[error("there is another {kind} with the id `{id}`")]
    DuplicateId {
        /// Kind of the row: "theme", "wave", "measure".
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// An id that collides with one of the site's own routes.
    #[error("the id `{0}` is reserved for the site's own pages")]
    ReservedId(String),
    /// A link to an address that is not allowed: see [`crate::challenge::WebAddress`].
    #[error(
        "`{0}` is not an address to link to: it must begin with https://, http:// or mailto:, hold no user name, blank or control character (in mailto: not even encoded), and write its host in ASCII (xn--...), with a port from 1 to 65535 if any"
    )]
    Address(String),
    /// A control or bidi character, by code point: text with it reads other than it is stored.
    #[error("the text holds a hidden control character (U+{0:04X})")]
    Deceptive(u32),
    /// A text that is too long.
    #[error("the text has {found} characters, at most {limit} are allowed")]
    TextTooLong {
        /// Length in characters.
        found: usize,
        /// Maximum length in characters.
        limit: usize,
    },
    /// A list or an object with too many entries.
    #[error("{found} entries; at most {limit} are read")]
    TooMany {
        /// Number of entries found.
        found: usize,
        /// Maximum number of entries.
        limit: usize,
    },
    /// Results with too many cells, empty ones included.
    #[error(
        "{found} results for {challenges} challenges each; results times challenges may be at most {}",
        super::MAX_CELLS
    )]
    TooManyCells {
        /// Number of results.
        found: usize,
        /// Number of challenges.
        challenges: usize,
    },
    /// The last diagnostic of a document that has too many to list.
    #[error("there are more problems than are listed")]
    More,
    /// A list whose length differs from the number of challenges.
    #[error("{found} entries for {expected} challenges")]
    Length {
        /// Expected number of entries.
        expected: usize,
        /// Number of entries found.
        found: usize,
    },
    /// A sentence with an unknown placeholder or an unmatched brace.
    #[error(
        "the sentence has an unknown placeholder `{{{0}}}`; known are {{audience}}, {{wave}} and {{value}}"
    )]
    Placeholder(String),
    /// A published wave without a source.
    #[error("a published wave needs at least one source")]
    NoSource,
    /// Two results for one wave, audience and measure.
    #[error("this wave, audience and measure already have results")]
    DuplicateResults,
    /// A setting of the site that can't be used; the text is the whole message.
    #[error("{0}")]
    Setting(String),
    /// Values that should have been suppressed before publication.
    #[error(
        "{count} values have fewer than {minimum} respondents; the site will show \"too few answers\", but the file gives them away"
    )]
    BelowMinimum {
        /// Number of such values.
        count: usize,
        /// Minimum number of respondents that the bundle sets.
        minimum: u32,
    },
}

/// Maximum length of a name in a message, in characters.
pub(super) const TOLD_NAME: usize = 80;

/// Returns an excerpt of untrusted text for a message: at most `most` characters, with deceptive characters
/// replaced by U+FFFD.
pub fn told(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let visible = |letter| if is_deceptive(letter) { '\u{FFFD}' } else { letter };
    let mut excerpt: String = letters.by_ref().take(most).map(visible).collect();
    if letters.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}

/// Returns the end of a message about an unknown name.
pub(crate) fn did_you_mean(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or(String::new(), |name| format!(", did you mean `{name}`?"))
}
