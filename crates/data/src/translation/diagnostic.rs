//! Diagnostics of a translation, in words that its author understands.
//!
//! They are [`bundle::Diagnostic`]s with kinds of their own. The kinds are not merged into
//! [`bundle::DiagnosticKind`], because a parser of bundles never reports them.

use crate::bundle;
use crate::bundle::Severity;
use crate::bundle::diagnostic::{HasSeverity, did_you_mean};

/// An error or a warning in a translation. An error makes the text, or the whole file, unusable.
pub type Diagnostic = bundle::Diagnostic<DiagnosticKind>;

impl HasSeverity for DiagnosticKind {
    fn severity(&self) -> Severity {
        match self {
            Self::Emphasis { .. } | Self::Stale | Self::Missing { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl DiagnosticKind {
    /// Returns whether it makes the whole file unusable, not only one text.
    pub(super) fn is_of_the_file(&self) -> bool {
        matches!(self, Self::Form(_) | Self::Format { .. } | Self::Of { .. } | Self::Language { .. })
    }
}

/// Kind of a diagnostic of a translation, with its message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DiagnosticKind {
    /// A file that is not JSON, or not a translation file.
    #[error("{0}")]
    Form(bundle::DiagnosticKind),
    /// Another version of the format.
    #[error("this program reads translations of format {}, the file says {found}", super::FORMAT)]
    Format {
        /// Version that the file states.
        found: String,
    },
    /// A translation of another bundle.
    #[error("this is a translation of \u{201c}{found}\u{201d}, the bundle is \u{201c}{title}\u{201d}")]
    Of {
        /// Title of the bundle that the file states.
        found: String,
        /// Title of the bundle.
        title: String,
    },
    /// Another language than expected.
    #[error("this is a translation into `{found}`; `{wanted}` is looked for in this file")]
    Language {
        /// Language that the file states.
        found: String,
        /// Language in the file's name.
        wanted: String,
    },
    /// A path of no text of the bundle.
    #[error("the bundle has no text `{path}`{}", did_you_mean(.suggestion))]
    Unknown {
        /// Path in the file.
        path: String,
        /// The most similar path of the bundle.
        suggestion: Option<String>,
    },
    /// A path that stands twice.
    #[error("this text is translated twice")]
    Twice,
    /// An empty text.
    #[error("the text is empty: leave it out, and the original stands in its place")]
    Empty,
    /// A text that is not allowed in a bundle either.
    #[error("{0}")]
    Text(bundle::DiagnosticKind),
    /// A sentence without a placeholder that the original has.
    #[error("the sentence has lost its placeholder {{{0}}}")]
    PlaceholderLost(&'static str),
    /// Other link targets than in the original.
    #[error("the links are not those of the original: it has {}", joined_or_none(.original))]
    Links {
        /// Link targets of the original, sorted.
        original: Vec<String>,
    },
    /// More or fewer emphasized phrases than in the original.
    #[error("{found} words or phrases are set in *emphasis*, in the original {original}")]
    Emphasis {
        /// Number in the translation.
        found: usize,
        /// Number in the original.
        original: usize,
    },
    /// An original that has changed since it was translated.
    #[error(
        "the original has changed since this was translated: change this too, then run `challenge-map translate` with --confirm"
    )]
    Stale,
    /// Texts without a translation.
    #[error(
        "{missing} of {all} texts are not translated and stand as they are: `challenge-map translate` lists them"
    )]
    Missing {
        /// Number of texts without a usable translation.
        missing: usize,
        /// Number of all texts.
        all: usize,
    },
}

fn joined_or_none(addresses: &[String]) -> String {
    if addresses.is_empty() { "none".to_owned() } else { addresses.join(" ") }
}
