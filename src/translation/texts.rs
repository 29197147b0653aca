//! Which texts of a bundle can be translated, each with its path and its place in the document.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::bundle::decode::Node;
use crate::bundle::json;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words alone.
    Plain,
    /// Words that may hold `*emphasis*` and `[links](https://example.org)`.
    Prose,
    /// A measure's sentence, with places to fill in.
    Sentence,
}

/// A text of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where it stands, by ids: `challenges/reading/ideas/0`. It stays the same when rows move.
    pub path: String,
    /// What it says.
    pub words: String,
    /// How it is written.
    pub kind: Kind,
    /// The bytes of the document that hold it, quotation marks included.
    pub at: Range<usize>,
}

/// All texts of a bundle in document order. The bundle is one that can be shown: what is no text
/// where a text should be is passed over.
pub fn texts(source: &str, root: &Node<'_>) -> Vec<Text> {
    let mut walk = Walk { source, texts: Vec::new() };
    let top = Fields::of(root);
    if let Some(site) = top.get("site") {
        walk.fields("site", site, &["title", "tagline", "publisher", "notice"], Kind::Plain);
        walk.fields("site", site, &["home", "about"], Kind::Prose);
    }
    for (path, measure) in top.rows("measures", "measures") {
        walk.fields(&path, &measure, &["label", "question"], Kind::Plain);
        walk.fields(&path, &measure, &["sentence"], Kind::Sentence);
    }
    // Groups as audiences are named: `dimension/group`.
    for (path, dimension) in top.rows("dimensions", "dimensions") {
        walk.fields(&path, &dimension, &["label"], Kind::Plain);
        for (path, group) in Fields::of(&dimension).rows("groups", &path) {
            walk.fields(&path, &group, &["label", "phrase"], Kind::Plain);
        }
    }
    for (path, wave) in top.rows("waves", "waves") {
        walk.fields(&path, &wave, &["label", "phrase", "everyone", "respondents"], Kind::Plain);
        walk.fields(&path, &wave, &["method"], Kind::Prose);
    }
    for (path, group) in top.rows("groups", "groups") {
        walk.fields(&path, &group, &["name"], Kind::Plain);
        // Themes are known by their ids, whatever group they stand in.
        for (path, theme) in Fields::of(&group).rows("themes", "themes") {
            walk.fields(&path, &theme, &["name"], Kind::Plain);
            walk.fields(&path, &theme, &["definition", "introduction"], Kind::Prose);
        }
    }
    for (path, challenge) in top.rows("challenges", "challenges") {
        walk.challenge(&path, &challenge);
    }
    let mut texts = walk.texts;
    texts.sort_by_key(|text| text.at.start);
    texts
}

struct Walk<'a> {
    source: &'a str,
    texts: Vec<Text>,
}

impl Walk<'_> {
    fn challenge(&mut self, path: &str, challenge: &Node<'_>) {
        self.fields(path, challenge, &["name"], Kind::Plain);
        self.fields(path, challenge, &["summary", "description", "ideas", "note"], Kind::Prose);
        let fields = Fields::of(challenge);
        for (path, quote) in fields.rows("quotes", &format!("{path}/quotes")) {
            self.fields(&path, &quote, &["text"], Kind::Prose);
            self.fields(&path, &quote, &["speaker"], Kind::Plain);
        }
        for (path, resource) in fields.rows("resources", &format!("{path}/resources")) {
            self.fields(&path, &resource, &["title", "publisher"], Kind::Plain);
            self.fields(&path, &resource, &["note"], Kind::Prose);
        }
    }

    /// The texts in these fields of a row: each is one text, or a list of them.
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
        let Some(words) = json::text(node.raw()).filter(|words| !words.trim().is_empty()) else { return };
        let start = node.offset(self.source);
        let at = start..start + node.raw().len();
        self.texts.push(Text { path, words: words.into_owned(), kind, at });
    }
}

/// The fields of an object by name; of one given twice the first.
pub struct Fields<'a>(BTreeMap<Cow<'a, str>, Node<'a>>);

impl<'a> Fields<'a> {
    /// Those of a value; none if it is no object.
    pub fn of(node: &Node<'a>) -> Self {
        let fields = node.fields().unwrap_or_default();
        Self(fields.into_iter().rev().collect())
    }

    /// What a bundle says of its site.
    pub fn of_site(root: &Node<'a>) -> Option<Self> {
        Self::of(root).get("site").map(Self::of)
    }

    /// The field of this name, if it is a text.
    pub fn text(&self, name: &str) -> Option<String> {
        json::text(self.get(name)?.raw()).map(Cow::into_owned)
    }

    /// The field of this name.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.0.get(name)
    }

    /// The rows of a table, each with its path: `path/id`, or its position where rows have no ids.
    fn rows(&self, name: &str, path: &str) -> Vec<(String, Node<'a>)> {
        let rows = self.get(name).and_then(Node::entries).unwrap_or_default();
        let named = rows.into_iter().enumerate().map(|(at, row)| {
            let id = Fields::of(&row).text("id");
            (format!("{path}/{}", id.unwrap_or_else(|| at.to_string())), row)
        });
        named.collect()
    }
}
