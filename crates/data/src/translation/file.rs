//! The parser of translation files.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::{Diagnostic, DiagnosticKind};
use crate::bundle;
use crate::bundle::decode::{Decoder, Node};
use crate::bundle::ids::hash;

/// The content of a translation file before its texts are checked.
#[derive(Default)]
pub struct File<'a> {
    /// Title of the bundle that it translates.
    pub of: String,
    /// Language of the translation, a BCP 47 tag.
    pub language: String,
    /// Translated texts by path, each path once.
    pub texts: Vec<(String, Node<'a>)>,
    /// Texts that are still to be translated, by path. They hold the original until a translator overwrites
    /// it.
    pub untranslated: Vec<(String, Node<'a>)>,
    /// [`fingerprint`]s by path of the originals at the time when they were listed or translated.
    pub originals: BTreeMap<String, String>,
    /// Translations of texts that the bundle no longer has; kept in case they come back.
    pub gone: Vec<(String, Node<'a>)>,
}

/// Diagnostics as they are found, each with its byte offset.
pub type Found = Vec<(usize, Diagnostic)>;

/// Returns a diagnostic whose position is not known yet.
pub fn unplaced(path: impl Into<String>, kind: DiagnosticKind) -> Diagnostic {
    Diagnostic { path: path.into(), position: None, kind }
}

/// Parses a file. Returns what could be read, and the diagnostics of its form; those of its texts are added
/// to `found`.
pub fn read<'a>(source: &'a str, found: &mut Found) -> (File<'a>, Vec<Diagnostic>) {
    let mut decoder = Decoder::new(source);
    let mut file = File::default();
    let root = match decoder.root() {
        Ok(root) => root,
        Err(diagnostic) => return (file, vec![of_form(diagnostic)]),
    };
    if let Some(mut top) = decoder.object(root) {
        let version = decoder.require(&mut top, "challenge_map_translation");
        if let Some(node) = version.filter(|node| decoder.peek::<u32>(node) != Some(super::FORMAT)) {
            let kind = DiagnosticKind::Format { found: node.excerpt() };
            found.push((node.offset(source), unplaced(node.path.clone(), kind)));
        }
        file.of = decoder.words(&mut top, "of");
        file.language = decoder.words(&mut top, "language");
        let texts = decoder.require(&mut top, "texts");
        file.texts = texts.map(|node| named(&mut decoder, &node, source, found)).unwrap_or_default();
        let untranslated = top.take("untranslated");
        let untranslated = untranslated.map(|node| named(&mut decoder, &node, source, found));
        file.untranslated = untranslated.unwrap_or_default();
        let originals = top.take("originals").map(|node| named(&mut decoder, &node, source, found));
        let originals = originals.unwrap_or_default().into_iter();
        file.originals = originals.filter_map(|(path, node)| Some((path, decoder.peek(&node)?))).collect();
        let gone = top.take("gone").map(|node| named(&mut decoder, &node, source, found));
        file.gone = gone.unwrap_or_default();
        decoder.finish(top);
    }
    (file, decoder.into_problems().into_iter().map(of_form).collect())
}

/// Returns a diagnostic of the JSON decoder as one of a translation.
fn of_form(diagnostic: bundle::Diagnostic) -> Diagnostic {
    let bundle::Diagnostic { path, position, kind } = diagnostic;
    Diagnostic { path, position, kind: DiagnosticKind::Form(kind) }
}

/// Returns the fields of a map, comments left out; reports duplicates.
fn named<'a>(
    decoder: &mut Decoder<'a>,
    node: &Node<'a>,
    source: &str,
    found: &mut Found,
) -> Vec<(String, Node<'a>)> {
    let Some(fields) = node.fields() else {
        decoder.expected(node, "an object");
        return Vec::new();
    };
    let mut seen = BTreeSet::new();
    let mut named = Vec::new();
    for (name, node) in fields.into_iter().filter(|(name, _)| name != bundle::decode::COMMENT) {
        if seen.insert(name.clone()) {
            named.push((name.into_owned(), node));
        } else {
            found.push((node.offset(source), unplaced(name, DiagnosticKind::Twice)));
        }
    }
    named
}

/// Returns a fingerprint of a text, 8 hexadecimal digits: its 32-bit FNV-1a hash. A changed text keeps its
/// fingerprint with a chance of 1 in 4 billion; that costs its translator only a hint.
pub fn fingerprint(text: &str) -> String {
    format!("{:08x}", hash(text))
}
