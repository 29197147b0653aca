//! Reads JSON values with their places, and goes on after a mistake.
//!
//! serde's derived readers stop at the first error; authors want all of them. Here a value
//! that can't be read is reported and replaced by an empty one: as soon as there is an
//! error the replaced values are thrown away with the rest.

use std::borrow::Cow;
use std::cell::Cell;

use super::MAX_BYTES;
use super::findings::{Every, Findings, Path};
use super::ids::{Ids, closest};
use super::json::{self, Invalid, Read};
use super::problem::{Fault, Position, Problem, TOLD_NAME, told};
use crate::challenge::{Prose, Slug, WebAddress, is_deceptive};

/// The longest text of one field, in characters.
pub(crate) const MAX_TEXT: usize = 10_000;

/// The field of every object that holds whatever its author wants to remember.
pub(crate) const COMMENT: &str = "//";

/// The longest list. Each entry costs a place in memory, whatever it holds.
pub(super) const MAX_ENTRIES: usize = 100_000;

/// The most fields of one object; the format's own have at most eleven.
const MAX_FIELDS: usize = 1_000;

/// How many names are compared for "did you mean" in all, since each comparison is slow.
const MAX_COMPARISONS: usize = 50_000;

/// The longest name that may be a slip of another, in bytes: `dimension/group`.
const MAX_NAME: usize = 2 * Slug::MAX_LEN + 1;

/// How much of an address is told, in characters.
const TOLD_ADDRESS: usize = 200;

/// A JSON value and where it stands.
#[derive(Clone)]
pub(crate) struct Node<'a, P = String> {
    raw: &'a str,
    pub path: P,
}

impl<'a, P: Path> Node<'a, P> {
    /// The value as it is written.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The fields in order, doubles included, if this is an object.
    pub fn fields(&self) -> Option<Vec<(Cow<'a, str>, Self)>> {
        let at = |(name, raw): (Cow<'a, str>, &'a str)| {
            let path = self.path.named(&name);
            (name, Self { raw, path })
        };
        json::object(self.raw).map(|fields| fields.into_iter().map(at).collect())
    }

    /// The entries, if this is a list.
    pub fn entries(&self) -> Option<Vec<Self>> {
        json::list(self.raw).map(|raws| self.each(raws))
    }

    fn each(&self, raws: Vec<&'a str>) -> Vec<Self> {
        let at = |(index, raw)| Self { raw, path: self.path.entry(index) };
        raws.into_iter().enumerate().map(at).collect()
    }

    /// The byte of the document where it begins: every value borrows from it, so its address tells.
    pub fn offset(&self, source: &str) -> usize {
        (self.raw.as_ptr() as usize).wrapping_sub(source.as_ptr() as usize)
    }

    /// What stands there, shortened.
    pub fn excerpt(&self) -> String {
        told(self.raw, 40)
    }
}

/// A JSON object whose fields are taken one by one.
pub(crate) struct Object<'a, P = String> {
    node: Node<'a, P>,
    fields: Vec<(Cow<'a, str>, &'a str)>,
    asked: Vec<&'static str>,
}

impl<'a, P: Path> Object<'a, P> {
    /// The field, unless it is missing or null.
    pub fn take(&mut self, name: &'static str) -> Option<Node<'a, P>> {
        self.asked.push(name);
        let at = self.fields.iter().position(|(key, _)| key == name)?;
        let (_, raw) = self.fields.swap_remove(at);
        let path = self.node.path.field(name);
        (raw != "null").then_some(Node { raw, path })
    }

    /// Whether there is such a field, null included.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// The object itself, for problems that concern it as a whole.
    pub fn node(&self) -> Node<'a, P> {
        self.node.clone()
    }
}

/// Keeps what is found wrong while values are read.
pub(crate) struct Decoder<'a, F = Every> {
    source: &'a str,
    findings: F,
    /// How many names may still be compared.
    comparisons: Cell<usize>,
}

impl<'a> Decoder<'a> {
    pub fn new(source: &'a str) -> Self {
        Self::of(source)
    }

    /// The whole document, or why it is no JSON.
    pub fn root(&self) -> Result<Node<'a>, Problem> {
        self.document().map_err(|(at, fault)| {
            let before = at.and_then(|at| self.source.get(..at));
            let position = before.map(|before| Position::START.after(before));
            Problem { path: String::new(), position, fault }
        })
    }

    /// All problems in document order, with their places.
    pub fn into_problems(self) -> Vec<Problem> {
        self.findings.placed(self.source)
    }
}

impl<'a, F: Findings> Decoder<'a, F> {
    /// A reader that keeps of problems what `F` keeps.
    pub fn of(source: &'a str) -> Self {
        Self { source, findings: F::default(), comparisons: Cell::new(MAX_COMPARISONS) }
    }

    /// The whole document, or what keeps it from being JSON, with the byte that it is at.
    pub fn document(&self) -> Result<Node<'a, F::Path>, (Option<usize>, Fault)> {
        match not_a_document(self.source) {
            Some(fault) => Err((None, fault)),
            None => json::valid(self.source)
                .map(|raw| Node { raw, path: F::Path::default() })
                .map_err(|Invalid { at, flaw }| (Some(at), Fault::Syntax(flaw))),
        }
    }

    /// What was found wrong.
    pub fn into_findings(self) -> F {
        self.findings
    }

    /// Keeps a problem.
    pub fn report(&mut self, node: &Node<'a, F::Path>, fault: impl FnOnce() -> Fault) {
        self.findings.keep(node.offset(self.source), &node.path, fault);
    }

    /// Keeps a problem that does not keep the document from being used.
    pub fn warn(&mut self, node: &Node<'a, F::Path>, fault: impl FnOnce() -> Fault) {
        self.findings.warn(node.offset(self.source), &node.path, fault);
    }

    /// The known name most like `name`, as long as the author can't be drowned in problems anyway.
    pub fn suggest<'k>(&self, name: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
        if !F::ARE_TOLD {
            return None;
        }
        let left = self.comparisons.get();
        let known: Vec<&str> = known.take(if name.len() > MAX_NAME { 0 } else { left }).collect();
        self.comparisons.set(left - known.len());
        closest(name, known.into_iter())
    }

    pub fn expected(&mut self, node: &Node<'a, F::Path>, expected: &'static str) {
        self.report(node, || Fault::Expected { expected, found: node.excerpt() });
    }

    pub fn object(&mut self, node: Node<'a, F::Path>) -> Option<Object<'a, F::Path>> {
        let Some(fields) = json::object(node.raw) else {
            self.expected(&node, "an object");
            return None;
        };
        if fields.len() > MAX_FIELDS {
            self.report(&node, || Fault::TooMany { found: fields.len(), limit: MAX_FIELDS });
            return None;
        }
        let by_name = crate::order::positions(fields.len(), &mut |a, b| fields[a].0.cmp(&fields[b].0));
        for pair in by_name.windows(2) {
            let (first, (name, raw)) = (&fields[pair[0]].0, &fields[pair[1]]);
            if first == name {
                let twice = Node { raw, path: node.path.named(name) };
                self.report(&twice, || Fault::DuplicateField(told(name, TOLD_NAME)));
            }
        }
        Some(Object { node, fields, asked: Vec::new() })
    }

    /// Reports the fields that nobody asked for. Call it when all known ones were taken.
    pub fn finish(&mut self, object: Object<'a, F::Path>) {
        for (name, raw) in &object.fields {
            if name == COMMENT || object.asked.iter().any(|asked| asked == name) {
                continue; // what was asked for and is here still was given twice, and told so
            }
            let suggestion = self.suggest(name, object.asked.iter().copied());
            let node = Node { raw, path: object.node.path.clone() };
            self.report(&node, || Fault::UnknownField { name: told(name, TOLD_NAME), suggestion });
        }
    }

    /// The fields of an object whose names its author chooses.
    pub fn named(&mut self, node: &Node<'a, F::Path>) -> Vec<(String, Node<'a, F::Path>)> {
        let Some(fields) = node.fields() else {
            self.expected(node, "an object");
            return Vec::new();
        };
        let mut named: Vec<(String, Node<'a, F::Path>)> = Vec::new();
        for (name, node) in fields.into_iter().filter(|(name, _)| name != COMMENT) {
            if named.iter().any(|(earlier, _)| *earlier == name) {
                self.report(&node, || Fault::DuplicateField(name.to_string()));
            }
            named.push((name.into_owned(), node));
        }
        named
    }

    pub fn require(
        &mut self,
        object: &mut Object<'a, F::Path>,
        name: &'static str,
    ) -> Option<Node<'a, F::Path>> {
        let node = object.take(name);
        if node.is_none() {
            self.report(&object.node(), || Fault::Missing(name));
        }
        node
    }

    pub fn list(&mut self, node: &Node<'a, F::Path>) -> Vec<Node<'a, F::Path>> {
        self.list_of(node, MAX_ENTRIES)
    }

    /// A list of at most so many entries; of a longer one none is read.
    pub fn list_of(&mut self, node: &Node<'a, F::Path>, limit: usize) -> Vec<Node<'a, F::Path>> {
        match json::list(node.raw) {
            None => self.expected(node, "a list"),
            Some(raws) if raws.len() > limit => {
                self.report(node, || Fault::TooMany { found: raws.len(), limit });
            }
            Some(raws) => return node.each(raws),
        }
        Vec::new()
    }

    /// The entries of an optional list.
    pub fn entries(
        &mut self,
        object: &mut Object<'a, F::Path>,
        name: &'static str,
    ) -> Vec<Node<'a, F::Path>> {
        self.entries_of(object, name, MAX_ENTRIES)
    }

    /// The entries of an optional list of at most so many.
    pub fn entries_of(
        &mut self,
        object: &mut Object<'a, F::Path>,
        name: &'static str,
        limit: usize,
    ) -> Vec<Node<'a, F::Path>> {
        object.take(name).map_or_else(Vec::new, |node| self.list_of(&node, limit))
    }

    /// A plain value, told as `expected` otherwise.
    pub fn scalar<T: Read>(&mut self, node: &Node<'a, F::Path>, expected: &'static str) -> Option<T> {
        let value = T::read(node.raw);
        if value.is_none() {
            self.expected(node, expected);
        }
        value
    }

    /// Tries a reader without reporting: for values that may be of several kinds.
    pub fn peek<T: Read>(&self, node: &Node<'a, F::Path>) -> Option<T> {
        T::read(node.raw)
    }

    /// A list of numbers and nulls, if it is one: quicker than entry by entry.
    pub fn numbers(&self, node: &Node<'a, F::Path>) -> Option<Vec<Option<f64>>> {
        json::numbers(node.raw).filter(|all| all.len() <= MAX_ENTRIES)
    }

    pub fn text(&mut self, node: &Node<'a, F::Path>) -> String {
        let text: String = self.scalar(node, "text").unwrap_or_default();
        // Most text is of plain letters, which need no look at each character.
        let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let hidden = if is_plain { None } else { text.chars().find(|c| is_deceptive(*c)) };
        if let Some(hidden) = hidden {
            self.report(node, || Fault::Deceptive(hidden as u32));
        }
        // Bytes are told at once, and are no fewer than characters.
        let found = if text.len() > MAX_TEXT { text.chars().count() } else { 0 };
        if found > MAX_TEXT {
            self.report(node, || Fault::TextTooLong { found, limit: MAX_TEXT });
        }
        text
    }

    /// Text that may not be empty.
    pub fn words(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> String {
        let Some(node) = self.require(object, name) else { return String::new() };
        let text = self.text(&node);
        if text.trim().is_empty() && self.peek::<String>(&node).is_some() {
            self.expected(&node, "some text");
        }
        text
    }

    pub fn optional_text(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> Option<String> {
        object.take(name).map(|node| self.text(&node)).filter(|text| !text.trim().is_empty())
    }

    pub fn prose(&mut self, node: &Node<'a, F::Path>) -> Prose {
        let text = self.text(node);
        Prose::parse(&text).unwrap_or_else(|address| {
            self.report(node, || Fault::Address(told(&address, TOLD_ADDRESS)));
            Prose::default()
        })
    }

    pub fn optional_prose(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> Option<Prose> {
        object.take(name).map(|node| self.prose(&node)).filter(|prose| !prose.spans().is_empty())
    }

    pub fn paragraphs(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> Vec<Prose> {
        let nodes = self.entries(object, name);
        nodes.iter().map(|node| self.prose(node)).collect()
    }

    pub fn address(&mut self, node: &Node<'a, F::Path>) -> Option<WebAddress> {
        let text: String = self.scalar(node, "an address")?;
        let address = WebAddress::parse(&text);
        if address.is_none() {
            self.report(node, || Fault::Address(told(&text, TOLD_ADDRESS)));
        }
        address
    }

    pub fn addresses(&mut self, object: &mut Object<'a, F::Path>, name: &'static str) -> Vec<WebAddress> {
        let nodes = self.entries(object, name);
        nodes.iter().filter_map(|node| self.address(node)).collect()
    }

    /// The field `id`, checked against the ids already `seen` in its table.
    pub fn id(&mut self, object: &mut Object<'a, F::Path>, kind: &'static str, seen: &mut Ids) -> Slug {
        let node = self.require(object, "id");
        let parsed = node.as_ref().and_then(|node| {
            let text: String = self.scalar(node, "an id")?;
            let Some(slug) = Slug::parse(&text) else {
                self.expected(node, "an id of a-z, 0-9 and single hyphens, at most 80 characters");
                return None;
            };
            if !seen.add(text) {
                self.report(node, || Fault::DuplicateId { kind, id: slug.to_string() });
            }
            Some(slug)
        });
        parsed.unwrap_or_else(|| {
            let slug = Slug::stand_in();
            seen.add(slug.to_string());
            slug
        })
    }

    /// The position of the row that `node` names.
    pub fn reference(&mut self, node: &Node<'a, F::Path>, kind: &'static str, ids: &Ids) -> Option<usize> {
        let id: String = self.scalar(node, "an id")?;
        let found = ids.get(&id);
        if found.is_none() {
            let suggestion = self.suggest(&id, ids.names());
            self.report(node, || Fault::UnknownId { kind, id: told(&id, TOLD_NAME), suggestion });
        }
        found
    }

    /// The position of the row that a required field names.
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

/// What a host gives when there is no such file, told apart from an author's slip.
fn not_a_document(source: &str) -> Option<Fault> {
    if source.starts_with('\u{feff}') {
        return Some(Fault::ByteOrderMark);
    }
    let start = source.trim_start();
    if start.is_empty() {
        return Some(Fault::Empty);
    }
    if start.starts_with('<') {
        return Some(Fault::Html);
    }
    (source.len() > MAX_BYTES).then_some(Fault::TooLong { found: source.len() })
}
