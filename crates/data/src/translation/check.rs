//! The check of a translation against its original.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::{Diagnostic, DiagnosticKind};
use super::file::{Found, fingerprint, read, unplaced};
use super::original::Original;
use super::texts::{Kind, Text};
use crate::bundle;
use crate::bundle::decode::{Decoder, MAX_TEXT, Node};
use crate::bundle::diagnostic::with_positions;
use crate::bundle::json;
use crate::challenge::{PLACEHOLDERS, Prose, Span, is_blank, is_deceptive};

/// The result of checking a translation against its original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// All diagnostics in file order; those of the whole file last.
    pub diagnostics: Vec<Diagnostic>,
    /// Number of texts that the original has.
    pub all: usize,
    /// Paths of translations whose originals have changed since.
    pub stale: Vec<String>,
    /// Usable translations by path.
    pub texts: BTreeMap<String, String>,
}

impl Checked {
    /// Returns the diagnostics that make the whole file unusable.
    pub fn file_diagnostics(&self) -> Vec<Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.kind.is_of_the_file()).cloned().collect()
    }
}

/// Checks a translation into `language` against its original, which must be valid.
pub fn check(original: &Original<'_>, translation: &str, language: &str) -> Checked {
    let (title, texts) = (&original.title, original.texts());
    let mut found = Found::new();
    let (file, of_form) = read(translation, &mut found);
    let mut checked = Checked { all: texts.len(), ..Checked::default() };
    if of_form.is_empty() {
        if file.of != *title {
            let kind = DiagnosticKind::Of { found: file.of.clone(), title: title.clone() };
            found.push((0, unplaced("of", kind)));
        }
        if file.language != language {
            let wanted = language.to_owned();
            let kind = DiagnosticKind::Language { found: file.language.clone(), wanted };
            found.push((0, unplaced("language", kind)));
        }
    }
    let by_path: BTreeMap<&str, &Text> = texts.iter().map(|text| (text.path.as_str(), text)).collect();
    let names = Decoder::new(original.source);
    let translated: BTreeSet<&str> = file.texts.iter().map(|(path, _)| path.as_str()).collect();
    let rows = file.texts.iter().map(|row| (row, true));
    let rows = rows.chain(file.untranslated.iter().map(|row| (row, false)));
    for ((path, node), is_done) in rows {
        let at = node.offset(translation);
        let mut report = |kind| found.push((at, unplaced(path.clone(), kind)));
        let Some(text) = by_path.get(path.as_str()) else {
            let suggestion = names.suggest(path, by_path.keys().copied());
            report(DiagnosticKind::Unknown { path: path.clone(), suggestion });
            continue;
        };
        let before = file.originals.get(path);
        let words = json::text(node.raw());
        let is_original = words.as_ref().is_some_and(|words| {
            *words == text.words || before.is_some_and(|before| *before == fingerprint(words))
        });
        if !is_done && (is_original || translated.contains(path.as_str())) {
            continue;
        }
        if before.is_some_and(|before| *before != fingerprint(&text.words)) {
            checked.stale.push(path.clone());
            report(DiagnosticKind::Stale);
        }
        let kinds = check_text(text, words.as_deref(), node);
        let is_usable = kinds.iter().all(|kind| matches!(kind, DiagnosticKind::Emphasis { .. }));
        kinds.into_iter().for_each(&mut report);
        if let Some(words) = words.filter(|_| is_usable) {
            checked.texts.insert(path.clone(), words.into_owned());
        }
    }
    checked.diagnostics = of_form;
    checked.diagnostics.extend(with_positions(translation, &found));
    let missing = checked.all - checked.texts.len();
    if missing > 0 && checked.file_diagnostics().is_empty() {
        let kind = DiagnosticKind::Missing { missing, all: checked.all };
        checked.diagnostics.push(unplaced(String::new(), kind));
    }
    checked
}

/// Returns the diagnostics of the translation of one text.
fn check_text(text: &Text, words: Option<&str>, node: &Node<'_>) -> Vec<DiagnosticKind> {
    let Some(words) = words else {
        let found = node.excerpt();
        return vec![DiagnosticKind::Text(bundle::DiagnosticKind::Expected { expected: "text", found })];
    };
    if is_blank(words) {
        return vec![DiagnosticKind::Empty];
    }
    let mut kinds = Vec::new();
    if let Some(hidden) = words.chars().find(|letter| is_deceptive(*letter)) {
        kinds.push(DiagnosticKind::Text(bundle::DiagnosticKind::Deceptive(hidden as u32)));
    }
    let found = words.chars().count();
    if found > MAX_TEXT {
        kinds.push(DiagnosticKind::Text(bundle::DiagnosticKind::TextTooLong { found, limit: MAX_TEXT }));
    }
    match text.kind {
        Kind::Plain => {}
        Kind::Prose => match (Prose::parse(&text.words), Prose::parse(words)) {
            (Ok(original), Ok(prose)) => check_markup(&original, &prose, &mut kinds),
            (_, Err(address)) => {
                kinds
                    .push(DiagnosticKind::Text(bundle::DiagnosticKind::Address(bundle::told(&address, 200))));
            }
            _ => {}
        },
        Kind::Sentence => check_placeholders(&text.words, words, &mut kinds),
    }
    kinds
}

/// Checks markup: links must have the targets of the original's, in any order; emphasis should be as
/// frequent.
fn check_markup(original: &Prose, prose: &Prose, kinds: &mut Vec<DiagnosticKind>) {
    let links = |prose: &Prose| {
        let address = |span: &Span| match span {
            Span::Link { address, .. } => Some(address.as_str().to_owned()),
            _ => None,
        };
        let mut links: Vec<String> = prose.spans().iter().filter_map(address).collect();
        links.sort_unstable();
        links
    };
    let original_links = links(original);
    if links(prose) != original_links {
        kinds.push(DiagnosticKind::Links { original: original_links });
    }
    let emphasis =
        |prose: &Prose| prose.spans().iter().filter(|span| matches!(span, Span::Emphasis(_))).count();
    let (found, original) = (emphasis(prose), emphasis(original));
    if found != original {
        kinds.push(DiagnosticKind::Emphasis { found, original });
    }
}

/// Checks placeholders: a sentence must have those of the original, and no unknown ones.
fn check_placeholders(original: &str, words: &str, kinds: &mut Vec<DiagnosticKind>) {
    for name in PLACEHOLDERS {
        let place = format!("{{{name}}}");
        if original.contains(&place) && !words.contains(&place) {
            kinds.push(DiagnosticKind::PlaceholderLost(name));
        }
    }
    for tail in words.split('{').skip(1) {
        let name = tail.split('}').next().unwrap_or_default();
        if !tail.contains('}') || !PLACEHOLDERS.contains(&name) {
            kinds.push(DiagnosticKind::Text(bundle::DiagnosticKind::Placeholder(bundle::told(name, 80))));
        }
    }
}
