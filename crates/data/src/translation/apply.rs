//! The translated bundle, and its translated content file.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use messages::language::{Direction, Language};

use super::check::check;
use super::diagnostic::Diagnostic;
use super::original::Original;
use super::texts::{Fields, Kind, Text};
use crate::bundle;
use crate::bundle::decode::Decoder;
use crate::bundle::json;
use crate::challenge::{ChallengeIx, Prose};
use crate::dataset::{Content, Dataset};
use crate::messages as t;

/// A translated bundle or content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// JSON of the translated document.
    pub document: String,
    /// Number of texts without a usable translation.
    pub missing: usize,
    /// Number of all texts.
    pub all: usize,
    /// Texts without a translation as readers see them, without markup. Sentence templates are not among
    /// them, nor are texts that read the same in both languages.
    pub untranslated: BTreeSet<String>,
}

/// Returns the visible texts that have no translation.
fn untranslated(texts: &[Text], words: &BTreeMap<String, String>) -> BTreeSet<String> {
    let visible = |text: &Text| match text.kind {
        Kind::Prose => Prose::parse(&text.words).map_or_else(|_| text.words.clone(), |prose| prose.plain()),
        Kind::Plain | Kind::Sentence => text.words.clone(),
    };
    let missing = texts.iter().filter(|text| !words.contains_key(&text.path) && text.kind != Kind::Sentence);
    // Texts that read the same in both languages count as translated.
    let known: BTreeSet<&str> = words.values().map(|text| text.trim()).collect();
    missing
        .map(|text| visible(text).trim().to_owned())
        .filter(|text| !known.contains(text.as_str()))
        .collect()
}

/// Replaces the texts of a document by those of its translation into `language`; all other bytes stay as they
/// are. If texts of a bundle are missing, `notice` is called with their number, the number of all texts and the bundle's
/// own language; the sentence it returns is put before the bundle's notice.
///
/// # Errors
/// Returns the diagnostics that make the whole translation unusable. A single text that can't be used only
/// counts as missing.
pub fn apply(
    original: &Original<'_>,
    translation: &str,
    language: &str,
    notice: &dyn Fn(usize, usize, &str) -> String,
) -> Result<Applied, Vec<Diagnostic>> {
    let source = original.source;
    let checked = check(original, translation, language);
    let fatal = checked.file_diagnostics();
    if !fatal.is_empty() {
        return Err(fatal);
    }
    let texts = original.texts();
    let missing = checked.all - checked.texts.len();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut original_notice = None;
    let is_rtl = Language::of_tag(language).map(Language::direction) == Some(Direction::Rtl);
    for text in &texts {
        let words = checked.texts.get(&text.path);
        let words = words.map(|words| if is_rtl { with_ranges_left_to_right(words) } else { words.clone() });
        if text.path == "site/notice" {
            original_notice = Some((text.at.clone(), words.unwrap_or_else(|| text.words.clone())));
        } else if let Some(words) = words {
            edits.push((text.at.clone(), json::quoted(&words)));
        }
    }
    let decoder = Decoder::new(source);
    let root = decoder.root();
    let site = root.ok().and_then(|root| Fields::of_site(&root));
    let node = site.as_ref().and_then(|site| site.get("language"));
    if let Some(node) = node {
        let at = node.offset(source);
        let own = json::text(node.raw()).unwrap_or_default();
        let sentence = (missing > 0).then(|| notice(missing, checked.all, &own));
        let mut tag = json::quoted(language);
        match (original_notice, sentence) {
            (Some((at, words)), sentence) => {
                let words = sentence.into_iter().chain([words]).collect::<Vec<_>>().join(" ");
                edits.push((at, json::quoted(&words)));
            }
            // A bundle without a notice gets the field, unless it exists and is empty.
            (None, Some(sentence)) => match site.as_ref().and_then(|site| site.get("notice")) {
                Some(empty) => {
                    let at = empty.offset(source);
                    edits.push((at..at + empty.raw().len(), json::quoted(&sentence)));
                }
                None => tag = format!("{tag},\"notice\":{}", json::quoted(&sentence)),
            },
            (None, None) => {}
        }
        edits.push((at..at + node.raw().len(), tag));
    }
    Ok(Applied {
        document: with_edits(source, edits),
        missing,
        all: checked.all,
        untranslated: untranslated(&texts, &checked.texts),
    })
}

/// Returns the source with these byte ranges replaced; they must not overlap.
fn with_edits(source: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(at, _)| at.start);
    let mut edited = String::with_capacity(source.len() * 2);
    let mut copied_to = 0;
    for (at, text) in edits {
        edited.push_str(source.get(copied_to..at.start).unwrap_or_default());
        edited.push_str(&text);
        copied_to = at.end;
    }
    edited.push_str(source.get(copied_to..).unwrap_or_default());
    edited
}

/// Returns the data set of a translated bundle. Texts without a translation are marked with the bundle's own
/// language.
///
/// # Errors
/// Returns the diagnostics that make the whole translation unusable; none if the translated bundle can't be
/// read.
pub fn dataset(source: &str, translation: &str, language: &str) -> Result<Dataset, Vec<Diagnostic>> {
    let original = Original::bundle(source);
    let applied = apply(&original, translation, language, &|missing, all, own| {
        t::not_all(&missing.to_string(), &all.to_string(), &t::name(own))
    })?;
    // A valid bundle stays valid: unusable texts are not put into it.
    let Some(mut dataset) = bundle::read(&applied.document) else { return Err(Vec::new()) };
    let foreign = with_source_titles(applied.untranslated, dataset.content(), dataset.challenges());
    if !foreign.is_empty() {
        dataset.mark_language(&original.language(), &|text| foreign.contains(text));
    }
    Ok(dataset)
}

/// Returns the translated content file of a bundle. Texts without a translation are marked with `written_in`, the
/// bundle's own language.
///
/// # Errors
/// Returns the diagnostics that make the whole translation unusable; none if the translated file can't be read.
pub fn content(
    original: &Original<'_>,
    bundle: &Dataset,
    translation: &str,
    [language, written_in]: [&str; 2],
) -> Result<Content, Vec<Diagnostic>> {
    let applied = apply(original, translation, language, &|_, _, _| String::new())?;
    let read = bundle::content::read(&applied.document, bundle);
    let Ok(mut content) = read else { return Err(Vec::new()) };
    let foreign = with_source_titles(applied.untranslated, &content, bundle.challenges());
    content.mark_language(written_in, &|text| foreign.contains(text));
    Ok(content)
}

/// Returns texts that have no translation, with the titles of sources, which are never translated.
fn with_source_titles(
    mut untranslated: BTreeSet<String>,
    content: &Content,
    challenges: impl Iterator<Item = ChallengeIx>,
) -> BTreeSet<String> {
    let ideas = challenges.flat_map(|challenge| &content.of(challenge).ideas);
    let sources = ideas.filter_map(|idea| idea.source.as_ref());
    untranslated.extend(sources.map(|source| source.title.trim().to_owned()));
    untranslated
}

/// Returns a right-to-left text in which ranges of numbers, as in "2025–26", still read from left to right: a
/// left-to-right mark before the dash keeps both numbers in order (UAX #9, rule W7).
fn with_ranges_left_to_right(text: &str) -> String {
    const LEFT_TO_RIGHT: char = '\u{200e}';
    let mut marked = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_dash = matches!(letter, '\u{2010}'..='\u{2014}');
        if is_dash
            && marked.ends_with(|last: char| last.is_ascii_digit())
            && letters.peek().is_some_and(char::is_ascii_digit)
        {
            marked.push(LEFT_TO_RIGHT);
        }
        marked.push(letter);
    }
    marked
}

/// Returns the path or URL of a bundle's translation: `bundle.es.json` for `bundle.json` and `es`.
pub fn file_name(bundle: &str, language: &str) -> String {
    let end = bundle.find(['?', '#']).unwrap_or(bundle.len());
    let (path, rest) = bundle.split_at(end);
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path[name..].rfind('.').map_or(path.len(), |dot| name + dot);
    format!("{}.{language}{}{rest}", &path[..dot], &path[dot..])
}
