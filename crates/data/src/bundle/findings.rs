//! Collectors of diagnostics: every one with its position, or only whether there is an error.
//!
//! The browser program only needs to know whether a bundle is valid; a part that is loaded on demand lists
//! the errors. Reading for [`AnyError`] takes 3.6 KiB of brotli less than reading for [`CollectAll`].

use super::diagnostic::{Diagnostic, DiagnosticKind, TOLD_NAME, told, with_positions};

/// Maximum number of diagnostics: one for each entry of the longest list, and more than anyone reads.
const MAX_DIAGNOSTICS: usize = 100_000;

/// The path of a value in its document, as far as a collector keeps it.
pub trait Path: Clone + Default {
    /// Returns the path of a field of this value whose name the format defines.
    fn field(&self, name: &str) -> Self;
    /// Returns the path of a field whose name the author chose: untrusted text, so it is shortened.
    fn named(&self, name: &str) -> Self;
    /// Returns the path of an entry of this value; `index` counts from 0.
    fn entry(&self, index: usize) -> Self;
}

/// JSON path, e.g. `challenges[3].theme`; empty for the document itself.
impl Path for String {
    fn field(&self, name: &str) -> Self {
        if self.is_empty() { name.to_owned() } else { format!("{self}.{name}") }
    }

    fn named(&self, name: &str) -> Self {
        self.field(&told(name, TOLD_NAME))
    }

    fn entry(&self, index: usize) -> Self {
        format!("{self}[{index}]")
    }
}

impl Path for () {
    fn field(&self, _: &str) {}

    fn named(&self, _: &str) {}

    fn entry(&self, _: usize) {}
}

/// A collector of diagnostics.
pub trait Findings: Default {
    /// `true` if diagnostics are kept in full, so that suggestions are worth computing.
    const ARE_TOLD: bool;
    /// The type of paths that the collector keeps.
    type Path: Path;
    /// Keeps an error at a byte offset of the document.
    fn keep(&mut self, at: usize, path: &Self::Path, kind: impl FnOnce() -> DiagnosticKind);
    /// Keeps a warning at a byte offset of the document.
    fn warn(&mut self, at: usize, path: &Self::Path, kind: impl FnOnce() -> DiagnosticKind);
}

/// A collector of every diagnostic with its byte offset. Lines and columns are counted once, at the end.
#[derive(Default)]
pub struct CollectAll(Vec<(usize, Diagnostic)>);

impl Findings for CollectAll {
    const ARE_TOLD: bool = true;
    type Path = String;

    /// Keeps the error; after too many, keeps one [`DiagnosticKind::More`] and drops the rest.
    fn keep(&mut self, at: usize, path: &String, kind: impl FnOnce() -> DiagnosticKind) {
        let kind = match self.0.len() {
            0..MAX_DIAGNOSTICS => kind(),
            MAX_DIAGNOSTICS => DiagnosticKind::More,
            _ => return,
        };
        self.0.push((at, Diagnostic { path: path.clone(), position: None, kind }));
    }

    fn warn(&mut self, at: usize, path: &String, kind: impl FnOnce() -> DiagnosticKind) {
        self.keep(at, path, kind);
    }
}

impl CollectAll {
    /// Returns all diagnostics in document order, with their positions.
    pub fn placed(self, source: &str) -> Vec<Diagnostic> {
        with_positions(source, &self.0)
    }
}

/// A collector that only knows whether there is an error.
#[derive(Default)]
pub struct AnyError(bool);

impl Findings for AnyError {
    const ARE_TOLD: bool = false;
    type Path = ();

    fn keep(&mut self, _: usize, (): &(), _: impl FnOnce() -> DiagnosticKind) {
        self.0 = true;
    }

    fn warn(&mut self, _: usize, (): &(), _: impl FnOnce() -> DiagnosticKind) {}
}

impl AnyError {
    /// Returns whether there is no error.
    pub fn is_none(&self) -> bool {
        !self.0
    }
}
