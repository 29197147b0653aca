//! The translatable texts of a bundle or a content file, each with its path and its position in the document.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::bundle::decode::Node;
use crate::bundle::json;
use crate::challenge::is_blank;

/// Markup that a text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Plain,
    /// Text that may have `*emphasis*` and `[links](https://example.org)`.
    Prose,
    /// A measure's sentence, with placeholders.
    Sentence,
}

/// A translatable text of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Path by ids: `challenges/reading/ideas/0`. It stays the same when rows move.
    pub path: String,
    /// Words of the original.
    pub words: String,
    /// Markup that it may have.
    pub kind: Kind,
    /// Byte range in the document, quotation marks included.
    pub at: Range<usize>,
}

/// Returns all translatable texts of a valid bundle or content file in document order. Values that are not texts are
/// skipped.
pub fn texts(source: &str, root: &Node<'_>) -> Vec<Text> {
    let mut collector = Collector { source, texts: Vec::new() };
    let top = Fields::of(root);
    if let Some(site) = top.get("site") {
        collector.fields(
            "site",
            site,
            &["title", "tagline", "publisher", "notice", "quotes_heading"],
            Kind::Plain,
        );
        collector.fields("site", site, &["home", "about"], Kind::Prose);
    }
    for (path, measure) in top.rows("measures", "measures") {
        collector.fields(&path, &measure, &["label", "question"], Kind::Plain);
        collector.fields(&path, &measure, &["sentence"], Kind::Sentence);
    }
    // Paths of groups are those of audiences: `dimension/group`.
    for (path, dimension) in top.rows("dimensions", "dimensions") {
        collector.fields(&path, &dimension, &["label"], Kind::Plain);
        for (path, group) in Fields::of(&dimension).rows("groups", &path) {
            collector.fields(&path, &group, &["label", "phrase"], Kind::Plain);
        }
    }
    for (path, wave) in top.rows("waves", "waves") {
        collector.fields(&path, &wave, &["label", "phrase", "everyone", "respondents"], Kind::Plain);
        collector.fields(&path, &wave, &["method"], Kind::Prose);
    }
    for (path, group) in top.rows("groups", "groups") {
        collector.fields(&path, &group, &["name"], Kind::Plain);
        // Paths of themes leave out the group: theme ids are unique.
        for (path, theme) in Fields::of(&group).rows("themes", "themes") {
            collector.fields(&path, &theme, &["name"], Kind::Plain);
            collector.fields(&path, &theme, &["definition", "introduction"], Kind::Prose);
        }
    }
    for (path, challenge) in top.rows("challenges", "challenges") {
        collector.challenge(&path, &challenge);
    }
    let mut texts = collector.texts;
    texts.sort_by_key(|text| text.at.start);
    texts
}

struct Collector<'a> {
    source: &'a str,
    texts: Vec<Text>,
}

impl Collector<'_> {
    fn challenge(&mut self, path: &str, challenge: &Node<'_>) {
        self.fields(path, challenge, &["name"], Kind::Plain);
        self.fields(path, challenge, &["summary", "description", "note"], Kind::Prose);
        let fields = Fields::of(challenge);
        let ideas = fields.get("ideas").and_then(Node::entries).unwrap_or_default();
        for (at, idea) in ideas.iter().enumerate() {
            // The path is the same with a source, whose title stays in its own language.
            let of_object = Fields::of(idea);
            self.text(format!("{path}/ideas/{at}"), of_object.get("text").unwrap_or(idea), Kind::Prose);
        }
        for (path, quote) in fields.rows("quotes", &format!("{path}/quotes")) {
            self.fields(&path, &quote, &["text"], Kind::Prose);
            self.fields(&path, &quote, &["speaker"], Kind::Plain);
        }
        for (path, resource) in fields.rows("resources", &format!("{path}/resources")) {
            self.fields(&path, &resource, &["title", "publisher"], Kind::Plain);
            self.fields(&path, &resource, &["note"], Kind::Prose);
        }
    }

    /// Adds the texts of these fields of a row; each field is one text or a list of texts.
    fn fields(&mut self, path: &str, row: &Node<'_>, names: &[&str], kind: Kind) {
        let fields = Fields::of(row);
        for name in names {
            let Some(node) = fields.get(name) else { continue };
            let path = format!("{path}/{name}");
            match node.entries() {
                Some(entries) => {
                    for (at, entry) in entries.iter().enumerate() {
                        self.text(format!("{path}/{at}"), entry, kind);
                    }
                }
                None => self.text(path, node, kind),
            }
        }
    }

    fn text(&mut self, path: String, node: &Node<'_>, kind: Kind) {
        let Some(words) = json::text(node.raw()).filter(|words| !is_blank(words)) else { return };
        let start = node.offset(self.source);
        let at = start..start + node.raw().len();
        self.texts.push(Text { path, words: words.into_owned(), kind, at });
    }
}

/// The fields of an object by name; of a duplicate field the first.
pub struct Fields<'a>(BTreeMap<Cow<'a, str>, Node<'a>>);

impl<'a> Fields<'a> {
    /// Returns the fields of a value; none if it is not an object.
    pub fn of(node: &Node<'a>) -> Self {
        let fields = node.fields().unwrap_or_default();
        Self(fields.into_iter().rev().collect())
    }

    /// Returns the fields of `site` of a bundle.
    pub fn of_site(root: &Node<'a>) -> Option<Self> {
        Self::of(root).get("site").map(Self::of)
    }

    /// Returns the field of this name; `None` if it is missing or not a text.
    pub fn text(&self, name: &str) -> Option<String> {
        json::text(self.get(name)?.raw()).map(Cow::into_owned)
    }

    /// Returns the field of this name.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.0.get(name)
    }

    /// Returns the rows of a table, each with its path: `path/id`, or `path/index` if rows have no ids.
    fn rows(&self, name: &str, path: &str) -> Vec<(String, Node<'a>)> {
        let rows = self.get(name).and_then(Node::entries).unwrap_or_default();
        let named = rows.into_iter().enumerate().map(|(at, row)| {
            let id = Fields::of(&row).text("id");
            (format!("{path}/{}", id.unwrap_or_else(|| at.to_string())), row)
        });
        named.collect()
    }
}
