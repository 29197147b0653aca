//! A decoder of JSON values that knows their positions and continues after an error.
//!
//! serde's derived deserializers stop at the first error, but authors want all of them. This decoder reports
//! a value that can't be read and substitutes an empty one. As soon as there is an error, the substituted
//! values are dropped with the rest.

use std::borrow::Cow;
use std::cell::Cell;

use super::MAX_BYTES;
use super::diagnostic::{Diagnostic, DiagnosticKind, Position, TOLD_NAME, told};
use super::findings::{CollectAll, Findings, Path};
#[cfg(not(target_arch = "wasm32"))]
use super::foreign::foreign;
#[cfg(not(target_arch = "wasm32"))]
use super::ids::same_year;
use super::ids::{Ids, closest};
use super::json::{self, Invalid, Read};
use crate::challenge::{Prose, Slug, WebAddress, is_blank, is_deceptive};

/// Maximum length of a text field, in characters.
pub const MAX_TEXT: usize = 10_000;

/// Name of the field that any object may have as its author's comment.
pub const COMMENT: &str = "//";

/// Maximum length of a list. Each entry takes memory, whatever it holds.
pub(super) const MAX_ENTRIES: usize = 100_000;

/// Maximum number of fields of an object. The format's own objects have at most eleven.
const MAX_FIELDS: usize = 1_000;

/// Maximum number of name comparisons for "did you mean" in one document, because each comparison is slow.
const MAX_COMPARISONS: usize = 50_000;

/// Maximum length of a name that gets a suggestion, in bytes: that of `dimension/group`.
const MAX_NAME: usize = 2 * Slug::MAX_LEN + 1;

/// Maximum length of an address in a message, in characters.
const TOLD_ADDRESS: usize = 200;

/// A JSON value with its position in the document.
#[derive(Clone)]
pub struct Node<'a, P = String> {
    raw: &'a str,
    /// JSON path: `challenges[2].name`.
    pub path: P,
}

impl<'a, P: Path> Node<'a, P> {
    /// Returns the JSON text of the value.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Returns the fields in document order, duplicates included; `None` if this is not an object.
    pub fn fields(&self) -> Option<Vec<(Cow<'a, str>, Self)>> {
        let at = |(name, raw): (Cow<'a, str>, &'a str)| {
            let path = self.path.named(&name);
            (name, Self { raw, path })
        };
        json::object(self.raw).map(|fields| fields.into_iter().map(at).collect())
    }

    /// Returns the entries; `None` if this is not a list.
    pub fn entries(&self) -> Option<Vec<Self>> {
        json::list(self.raw).map(|raws| self.each(raws))
    }

    fn each(&self, raws: Vec<&'a str>) -> Vec<Self> {
        let at = |(index, raw)| Self { raw, path: self.path.entry(index) };
        raws.into_iter().enumerate().map(at).collect()
    }

    /// Returns the byte offset of the value in `source`. The value must borrow from `source`: the offset is
    /// the difference of their pointers.
    pub fn offset(&self, source: &str) -> usize {
        (self.raw.as_ptr() as usize).wrapping_sub(source.as_ptr() as usize)
    }

    /// Returns an excerpt of the value for a message.
    pub fn excerpt(&self) -> String {
        told(self.raw, 40)
    }
}

/// A JSON object whose fields are taken one by one.
pub struct Object<'a, P = String> {
    node: Node<'a, P>,
    fields: Vec<(Cow<'a, str>, &'a str)>,
    taken: Vec<&'static str>,
}

impl<'a, P: Path> Object<'a, P> {
    /// Takes a field; `None` if it is missing or null.
    pub fn take(&mut self, name: &'static str) -> Option<Node<'a, P>> {
        self.taken.push(name);
        let at = self.fields.iter().position(|(key, _)| key == name)?;
        let (_, raw) = self.fields.swap_remove(at);
        let path = self.node.path.field(name);
        (raw != "null").then_some(Node { raw, path })
    }

    /// Returns whether the field exists; null counts.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// Returns the node of the object itself, for diagnostics that concern it as a whole.
    pub fn node(&self) -> Node<'a, P> {
        self.node.clone()
    }
}

/// A decoder of one document that collects diagnostics as `F` decides.
pub struct Decoder<'a, F = CollectAll> {
    source: &'a str,
    findings: F,
    /// Number of name comparisons left.
    comparisons: Cell<usize>,
}

impl<'a> Decoder<'a> {
    /// Returns a decoder that collects every diagnostic.
    pub fn new(source: &'a str) -> Self {
        Self::of(source)
    }

    /// Returns the root value of the document.
    ///
    /// # Errors
    /// Returns a diagnostic if the document is empty, too long, HTML or invalid JSON.
    pub fn root(&self) -> Result<Node<'a>, Diagnostic> {
        self.document().map_err(|(at, kind)| {
            #[cfg(not(target_arch = "wasm32"))] // browsers only show that there is an error
            let kind = at.and_then(|at| foreign(self.source, at)).map_or(kind, DiagnosticKind::Foreign);
            let before = at.and_then(|at| self.source.get(..at));
            let position = before.map(|before| Position::START.after(before));
            Diagnostic { path: String::new(), position, kind }
        })
    }

    /// Returns all diagnostics in document order, with their positions.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        self.findings.placed(self.source)
    }
}

impl<'a, F: Findings> Decoder<'a, F> {
    /// Returns a decoder that keeps of each diagnostic what `F` keeps.
    pub fn of(source: &'a str) -> Self {
        Self { source, findings: F::default(), comparisons: Cell::new(MAX_COMPARISONS) }
    }

    /// Returns the root value of the document.
    ///
    /// # Errors
    /// Returns the kind of the error and, of a syntax error, its byte offset if the document is empty, too
    /// long, HTML or invalid JSON.
    pub fn document(&self) -> Result<Node<'a, F::Path>, (Option<usize>, DiagnosticKind)> {
        match not_a_document(self.source) {
            Some(kind) => Err((None, kind)),
            None => json::validate(self.source)
                .map(|raw| Node { raw, path: F::Path::default() })
                .map_err(|Invalid { at, flaw }| (Some(at), DiagnosticKind::Syntax(flaw))),
        }
    }

    /// Returns the collected diagnostics.
    pub fn into_findings(self) -> F {
        self.findings
    }

    /// Reports an error at a value.
    pub fn report(&mut self, node: &Node<'a, F::Path>, kind: impl FnOnce() -> DiagnosticKind) {
        self.findings.keep(node.offset(self.source), &node.path, kind);
    }

    /// Reports a warning at a value.
    pub fn warn(&mut self, node: &Node<'a, F::Path>, kind: impl FnOnce() -> DiagnosticKind) {
        self.findings.warn(node.offset(self.source), &node.path, kind);
    }

    /// Returns the known name that is most similar to `name`. Returns `None` once the document has used up
    /// its comparisons.
    pub fn suggest<'k>(&self, name: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
        if !F::ARE_TOLD {
            return None;
        }
        let left = self.comparisons.get();
        let known: Vec<&str> = known.take(if name.len() > MAX_NAME { 0 } else { left }).collect();
        self.comparisons.set(left - known.len());
        let found = closest(name, known.iter().copied());
        #[cfg(not(target_arch = "wasm32"))] // help for authors
        let found = found.or_else(|| same_year(name, &known));
        found
    }

    /// Reports that a value is of another type than expected.
    pub fn expected(&mut self, node: &Node<'a, F::Path>, expected: &'static str) {
        self.report(node, || DiagnosticKind::Expected { expected, found: node.excerpt() });
    }

    /// Returns an object; reports an error if the value is of another type.
    pub fn object(&mut self, node: Node<'a, F::Path>) -> Option<Object<'a, F::Path>> {
        let Some(fields) = json::object(node.raw) else {
            self.expected(&node, "an object");
            return None;
        };
        if fields.len() > MAX_FIELDS {
            self.report(&node, || DiagnosticKind::TooMany { found: fields.len(), limit: MAX_FIELDS });
            return None;
        }
        let by_name = slim_std::sort::argsort(fields.len(), &mut |a, b| fields[a].0.cmp(&fields[b].0));
        for pair in by_name.windows(2) {
            let (first, (name, raw)) = (&fields[pair[0]].0, &fields[pair[1]]);
            if first == name {
                let twice = Node { raw, path: node.path.named(name) };
                self.report(&twice, || DiagnosticKind::DuplicateField(told(name, TOLD_NAME)));
            }
        }
        Some(Object { node, fields, taken: Vec::new() })
    }

    /// Reports the fields that were never taken. Call it after all known fields were taken.
    pub fn finish(&mut self, object: Object<'a, F::Path>) {
        for (name, raw) in &object.fields {
            if name == COMMENT || object.taken.iter().any(|taken| taken == name) {
                continue; // a taken field that is still here is a duplicate, and already reported
            }
            let suggestion = self.suggest(name, object.taken.iter().copied());
            let node = Node { raw, path: object.node.path.clone() };
            self.report(&node, || DiagnosticKind::UnknownField { name: told(name, TOLD_NAME), suggestion });
        }
    }

    /// Returns the fields of an object whose field names the author chooses, comments left out.
    pub fn named(&mut self, node: &Node<'a, F::Path>) -> Vec<(String, Node<'a, F::Path>)> {
        let Some(fields) = node.fields() else {
            self.expected(node, "an object");
            return Vec::new();
        };
        let mut named: Vec<(String, Node<'a, F::Path>)> = Vec::new();
        for (name, node) in fields.into_iter().filter(|(name, _)| name != COMMENT) {
            if named.iter().any(|(earlier, _)| *earlier == name) {
                self.report(&node, || DiagnosticKind::DuplicateField(told(&name, TOLD_NAME)));
            }
            named.push((name.into_owned(), node));
        }
        named
    }

    /// Takes a required field; reports an error if it is missing or null.
    pub fn require(
        &mut self,
        object: &mut Object<'a, F::Path>,
        name: &'static str,
    ) -> Option<Node<'a, F::Path>> {
        let node = object.take(name);
        if node.is_none() {
            self.report(&object.node(), || DiagnosticKind::Missing(name));
        }
        node
    }

    /// Returns the entries of a list, at most `MAX_ENTRIES`; reports an error if the value is of another
    /// type.
    pub fn list(&mut self, node: &Node<'a, F::Path>) -> Vec<Node<'a, F::Path>> {
        self.list_of(node, MAX_ENTRIES)
    }

    /// Returns the entries of a list; reports an error and returns none if it has more than `limit`.
    pub fn list_of(&mut self, node: &Node<'a, F::Path>, limit: usize) -> Vec<Node<'a, F::Path>> {
        match json::list(node.raw) {
            None => self.expected(node, "a list"),
            Some(raws) if raws.len() > limit => {
                self.report(node, || DiagnosticKind::TooMany { found: raws.len(), limit });
            }
            Some(raws) => return node.each(raws),
        }
        Vec::new()
    }

    /// Returns the entries of an optional list; none if it is missing.
    pub fn entries(
        &mut self,
        object: &mut Object<'a, F::Path>,
        name: &'static str,
    ) -> Vec<Node<'a, F::Path>> {
        self.entries_of(object, name, MAX_ENTRIES)
    }

    /// Returns the entries of an optional list of at most `limit` entries; none if it is missing.
    pub fn entries_of(
        &mut self,
        object: &mut Object<'a, F::Path>,
        name: &'static str,
        limit: usize,
    ) -> Vec<Node<'a, F::Path>> {
        object.take(name).map_or_else(Vec::new, |node| self.list_of(&node, limit))
    }

    /// Returns a value of type `T`; otherwise reports that `expected` was expected.
    pub fn scalar<T: Read>(&mut self, node: &Node<'a, F::Path>, expected: &'static str) -> Option<T> {
        let value = T::read(node.raw);
        if value.is_none() {
            self.expected(node, expected);
        }
        value
    }

    /// Returns a value of type `T` without reporting: for values that may be of several types.
    pub fn peek<T: Read>(&self, node: &Node<'a, F::Path>) -> Option<T> {
        T::read(node.raw)
    }

    /// Returns a list of numbers and nulls; `None` if it is anything else. Faster than decoding each entry.
    pub fn numbers(&self, node: &Node<'a, F::Path>) -> Option<Vec<Option<f64>>> {
        json::parse_numbers(node.raw).filter(|all| all.len() <= MAX_ENTRIES)
    }

    /// Returns a text. Reports a value of another type (and returns an empty text), deceptive characters and
    /// too long texts.
    pub fn text(&mut self, node: &Node<'a, F::Path>) -> String {
        let text: String = self.scalar(node, "text").unwrap_or_default();
        // Most text is printable ASCII, which needs no check of each character.
        let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let hidden = if is_plain { None } else { text.chars().find(|c| is_deceptive(*c)) };
        if let Some(hidden) = hidden {
            self.report(node, || DiagnosticKind::Deceptive(hidden as u32));
        }
        // The length in bytes is known at once and never less than that in characters.
        let found = if text.len() > MAX_TEXT { text.chars().count() } else { 0 };
        if found > MAX_TEXT {
            self.report(node, || DiagnosticKind::TextTooLong { found, limit: MAX_TEXT });
        }
        text
    }

    /// Returns a required text; reports a missing or blank one.
    pub fn words(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> String {
        let Some(node) = self.require(object, name) else { return String::new() };
        let text = self.text(&node);
        if is_blank(&text) && self.peek::<String>(&node).is_some() {
            self.expected(&node, "some text");
        }
        text
    }

    /// Returns the text of an optional field; `None` if it is missing or blank.
    pub fn optional_text(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> Option<String> {
        object.take(name).map(|node| self.text(&node)).filter(|text| !is_blank(text))
    }

    /// Returns a text with markup; reports a link to an address that is not allowed, and returns empty prose.
    pub fn prose(&mut self, node: &Node<'a, F::Path>) -> Prose {
        let text = self.text(node);
        Prose::parse(&text).unwrap_or_else(|address| {
            self.report(node, || DiagnosticKind::Address(told(&address, TOLD_ADDRESS)));
            Prose::default()
        })
    }

    /// Returns the prose of an optional field; `None` if it is missing or blank.
    pub fn optional_prose(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> Option<Prose> {
        object.take(name).map(|node| self.prose(&node)).filter(|prose| !prose.spans().is_empty())
    }

    /// Returns the paragraphs of an optional field; none if it is missing.
    pub fn paragraphs(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> Vec<Prose> {
        let nodes = self.entries(object, name);
        nodes.iter().map(|node| self.prose(node)).collect()
    }

    /// Returns a web address; reports one that is not allowed.
    pub fn address(&mut self, node: &Node<'a, F::Path>) -> Option<WebAddress> {
        let text: String = self.scalar(node, "an address")?;
        let address = WebAddress::parse(&text);
        if address.is_none() {
            self.report(node, || DiagnosticKind::Address(told(&text, TOLD_ADDRESS)));
        }
        address
    }

    /// Returns the web addresses of an optional field; reports and leaves out those that are not allowed.
    pub fn addresses(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> Vec<WebAddress> {
        let nodes = self.entries(object, name);
        nodes.iter().filter_map(|node| self.address(node)).collect()
    }

    /// Returns the required field `id`; reports an invalid one and one that is already in `seen`, and adds it
    /// there. Returns [`Slug::stand_in`] if there is no valid id.
    pub fn id(&mut self, object: &mut Object<'a, F::Path>, kind: &'static str, seen: &mut Ids) -> Slug {
        let node = self.require(object, "id");
        let parsed = node.as_ref().and_then(|node| {
            let text: String = self.scalar(node, "an id")?;
            let Some(slug) = Slug::parse(&text) else {
                self.expected(node, "an id of a-z, 0-9 and single hyphens, at most 80 characters");
                return None;
            };
            if !seen.add(text) {
                self.report(node, || DiagnosticKind::DuplicateId { kind, id: slug.to_string() });
            }
            Some(slug)
        });
        parsed.unwrap_or_else(|| {
            let slug = Slug::stand_in();
            seen.add(slug.to_string());
            slug
        })
    }

    /// Returns the position of the row that `node` refers to by id; reports an unknown id.
    pub fn reference(&mut self, node: &Node<'a, F::Path>, kind: &'static str, ids: &Ids) -> Option<usize> {
        let id: String = self.scalar(node, "an id")?;
        let found = ids.get(&id);
        if found.is_none() {
            self.unknown_id(node, kind, &id, ids.names());
        }
        found
    }

    /// Reports an id that is none of the known ones, with the most similar of them. `kind` says what it should name.
    pub fn unknown_id<'k>(
        &mut self,
        node: &Node<'a, F::Path>,
        kind: &'static str,
        id: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let suggestion = self.suggest(id, known);
        self.report(node, || DiagnosticKind::UnknownId { kind, id: told(id, TOLD_NAME), suggestion });
    }

    /// Returns the position of the row that a required field refers to by id; reports an unknown id.
    pub fn required_reference(
        &mut self,
        object: &mut Object<'a, F::Path>,
        name: &'static str,
        kind: &'static str,
        ids: &Ids,
    ) -> Option<usize> {
        let node = self.require(object, name)?;
        self.reference(&node, kind, ids)
    }
}

/// Returns the reason why the source can't be JSON. What hosts send instead of a missing file is
/// distinguished from an author's mistake.
fn not_a_document(source: &str) -> Option<DiagnosticKind> {
    if source.starts_with('\u{feff}') {
        return Some(DiagnosticKind::ByteOrderMark);
    }
    let start = source.trim_start();
    if start.is_empty() {
        return Some(DiagnosticKind::Empty);
    }
    if start.starts_with('<') {
        return Some(DiagnosticKind::Html);
    }
    (source.len() > MAX_BYTES).then_some(DiagnosticKind::TooLong { found: source.len() })
}
