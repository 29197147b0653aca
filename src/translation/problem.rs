//! What can be wrong with a translation, in words its author understands.

use std::fmt;

use crate::bundle::problem::write_placed;
use crate::bundle::{self, Position, Severity};

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path of the text, `themes/equity/name`, or of a field of the file.
    pub path: String,
    /// Line and column in the file of the translation.
    pub position: Option<Position>,
    /// What is wrong.
    pub fault: Fault,
}

impl Problem {
    /// Whether it keeps the translation, or this one text of it, from being shown.
    pub fn severity(&self) -> Severity {
        match self.fault {
            Fault::Emphasis { .. } | Fault::Stale | Fault::Missing { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether nothing of the file can be used.
    pub(super) fn is_of_the_file(&self) -> bool {
        matches!(
            self.fault,
            Fault::Form(_) | Fault::Format { .. } | Fault::Of { .. } | Fault::Language { .. }
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_placed(f, &self.path, &self.fault, self.position)
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No JSON, or not of the form of a translation.
    #[error("{0}")]
    Form(bundle::Fault),
    /// Another version.
    #[error("this program reads translations of format {}, the file says {found}", super::FORMAT)]
    Format {
        /// What the file says.
        found: String,
    },
    /// Of another map.
    #[error("this is a translation of \u{201c}{found}\u{201d}, the bundle is \u{201c}{title}\u{201d}")]
    Of {
        /// What the file says it is of.
        found: String,
        /// The title of the bundle.
        title: String,
    },
    /// Not the language that was looked for.
    #[error("this is a translation into `{found}`; `{wanted}` is looked for in this file")]
    Language {
        /// What the file says.
        found: String,
        /// What its name says.
        wanted: String,
    },
    /// A path that leads to no text.
    #[error("the bundle has no text `{path}`{}", did_you_mean(.suggestion))]
    Unknown {
        /// The path.
        path: String,
        /// A path like it that the bundle has.
        suggestion: Option<String>,
    },
    /// The same path twice.
    #[error("this text is translated twice")]
    Twice,
    /// Nothing where a text should be.
    #[error("the text is empty: leave it out, and the original stands in its place")]
    Empty,
    /// A text that a bundle could not hold either.
    #[error("{0}")]
    Text(bundle::Fault),
    /// A place of a sentence that is not filled in any more.
    #[error("the sentence has lost its placeholder {{{0}}}")]
    PlaceholderLost(&'static str),
    /// Links that lead elsewhere.
    #[error("the links are not those of the original: it has {}", listed(.original))]
    Links {
        /// The addresses of the original.
        original: Vec<String>,
    },
    /// Other words stand out than in the original.
    #[error("{found} words or phrases are set in *emphasis*, in the original {original}")]
    Emphasis {
        /// How many here.
        found: usize,
        /// How many there.
        original: usize,
    },
    /// The original has changed.
    #[error(
        "the original has changed since this was translated: change this too, then run `challenge-map translate` with --confirm"
    )]
    Stale,
    /// Texts that nobody has translated.
    #[error(
        "{missing} of {all} texts are not translated and stand as they are: `challenge-map translate` lists them"
    )]
    Missing {
        /// How many.
        missing: usize,
        /// Of how many.
        all: usize,
    },
}

fn did_you_mean(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or(String::new(), |path| format!(", did you mean `{path}`?"))
}

fn listed(addresses: &[String]) -> String {
    if addresses.is_empty() { "none".to_owned() } else { addresses.join(" ") }
}
