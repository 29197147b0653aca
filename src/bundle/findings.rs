//! What is kept of mistakes while a document is read: every one with its place, or only whether there is one.
//!
//! A page shows a bundle or it does not; what is wrong is told by a program of its own, fetched when there is
//! something to tell. Reading for [`Whether`] is 3.6 KiB of brotli less than reading for [`Every`] one.

use super::problem::{Fault, Position, Problem, TOLD_NAME, told};

/// The most problems told: one for each entry of the longest list, and more than anyone reads.
const MAX_PROBLEMS: usize = 100_000;

/// Where a value stands in its document, as far as that is kept.
pub(crate) trait Path: Clone + Default {
    /// The path of a field of this value whose name is the format's.
    fn field(&self, name: &str) -> Self;
    /// The path of a field whose name its author chose, which is told as far as it may be.
    fn named(&self, name: &str) -> Self;
    /// The path of an entry of this value, from 0.
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

/// What a reader finds wrong.
pub(crate) trait Findings: Default {
    /// Whether what is wrong will be told, so that it must be put into words.
    const ARE_TOLD: bool;
    /// Where it is.
    type Path: Path;
    /// Keeps a problem at a byte of the document.
    fn keep(&mut self, at: usize, path: &Self::Path, fault: impl FnOnce() -> Fault);
    /// Keeps a problem that does not keep the document from being used.
    fn warn(&mut self, at: usize, path: &Self::Path, fault: impl FnOnce() -> Fault);
}

/// Every problem, with the byte it is at; lines and columns are counted once, at the end.
#[derive(Default)]
pub(crate) struct Every(Vec<(usize, Problem)>);

impl Findings for Every {
    const ARE_TOLD: bool = true;
    type Path = String;

    /// Of too many the last says so.
    fn keep(&mut self, at: usize, path: &String, fault: impl FnOnce() -> Fault) {
        let fault = match self.0.len() {
            0..MAX_PROBLEMS => fault(),
            MAX_PROBLEMS => Fault::More,
            _ => return,
        };
        self.0.push((at, Problem { path: path.clone(), position: None, fault }));
    }

    fn warn(&mut self, at: usize, path: &String, fault: impl FnOnce() -> Fault) {
        self.keep(at, path, fault);
    }
}

impl Every {
    /// All problems in document order, with their places.
    ///
    /// One sweep: a large bundle made by a broken script can have a problem in each of a million cells.
    pub fn placed(self, source: &str) -> Vec<Problem> {
        let in_order = crate::order::sorted(&self.0, |a, b| a.0.cmp(&b.0));
        let (mut place, mut swept) = (Position::START, 0);
        let placed = |(offset, problem): (usize, Problem)| {
            place = place.after(source.get(swept..offset).unwrap_or_default());
            swept = offset;
            Problem { position: Some(place), ..problem }
        };
        in_order.into_iter().map(placed).collect()
    }
}

/// Whether there is a problem.
#[derive(Default)]
pub(crate) struct Whether(bool);

impl Findings for Whether {
    const ARE_TOLD: bool = false;
    type Path = ();

    fn keep(&mut self, _: usize, (): &(), _: impl FnOnce() -> Fault) {
        self.0 = true;
    }

    fn warn(&mut self, _: usize, (): &(), _: impl FnOnce() -> Fault) {}
}

impl Whether {
    /// Nothing keeps the document from being used.
    pub fn is_none(&self) -> bool {
        !self.0
    }
}
