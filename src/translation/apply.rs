//! From a bundle and its translation to a bundle in that language.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::{contents, judge};
use super::problem::Problem;
use super::texts::{Fields, Kind, Text};
use crate::atlas::Atlas;
use crate::bundle::decode::Decoder;
use crate::bundle::{self, json};
use crate::challenge::Prose;
use crate::language::{Direction, Language};
use crate::text::translation as words;

/// A bundle in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The document.
    pub bundle: String,
    /// How many texts stand as they were, because there is no translation that could be used.
    pub missing: usize,
    /// How many texts there are.
    pub all: usize,
    /// What those that are missing say, as readers see it, without marks. Sentences with places to fill in are
    /// not among them, nor is what says the same in both languages.
    pub foreign: BTreeSet<String>,
}

fn foreign(texts: &[Text], words: &BTreeMap<String, String>) -> BTreeSet<String> {
    let seen = |text: &Text| match text.kind {
        Kind::Prose => Prose::parse(&text.words).map_or_else(|_| text.words.clone(), |prose| prose.plain()),
        Kind::Plain | Kind::Sentence => text.words.clone(),
    };
    let missing = texts.iter().filter(|text| !words.contains_key(&text.path) && text.kind != Kind::Sentence);
    // Names that are the same in both languages count as translated.
    let known: BTreeSet<&str> = words.values().map(|text| text.trim()).collect();
    missing.map(|text| seen(text).trim().to_owned()).filter(|text| !known.contains(text.as_str())).collect()
}

/// The bundle with the texts of its translation into `language` in the place of its own. All else
/// is as it was, byte by byte. Where texts are missing, `notice` says so: it is given how many, of
/// how many, and the bundle's own language, and its sentence stands before the bundle's notice.
///
/// # Errors
/// What keeps the whole translation from being used; a single text that can't be used is missing.
pub fn apply(
    bundle: &str,
    translation: &str,
    language: &str,
    notice: impl FnOnce(usize, usize, &str) -> String,
) -> Result<Applied, Vec<Problem>> {
    let judged = judge(bundle, translation, language);
    let fatal = judged.of_the_file();
    if !fatal.is_empty() {
        return Err(fatal);
    }
    let (_, texts) = contents(bundle);
    let missing = judged.all - judged.words.len();
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut own_notice = None;
    let runs_back = Language::of_tag(language).map(Language::direction) == Some(Direction::Rtl);
    for text in &texts {
        let words = judged.words.get(&text.path);
        let words = words.map(|words| if runs_back { with_years_in_order(words) } else { words.clone() });
        if text.path == "site/notice" {
            own_notice = Some((text.at.clone(), words.unwrap_or_else(|| text.words.clone())));
        } else if let Some(words) = words {
            edits.push((text.at.clone(), json::quoted(&words)));
        }
    }
    let decoder = Decoder::new(bundle);
    let root = decoder.root();
    let site = root.ok().and_then(|root| Fields::of_site(&root));
    let node = site.as_ref().and_then(|site| site.get("language"));
    if let Some(node) = node {
        let at = node.offset(bundle);
        let own = json::text(node.raw()).unwrap_or_default();
        let said = (missing > 0).then(|| notice(missing, judged.all, &own));
        let mut tag = json::quoted(language);
        match (own_notice, said) {
            (Some((at, words)), said) => {
                let words = said.into_iter().chain([words]).collect::<Vec<_>>().join(" ");
                edits.push((at, json::quoted(&words)));
            }
            // A bundle without a notice of its own gets the field, unless it is there and empty.
            (None, Some(said)) => match site.as_ref().and_then(|site| site.get("notice")) {
                Some(empty) => {
                    let at = empty.offset(bundle);
                    edits.push((at..at + empty.raw().len(), json::quoted(&said)));
                }
                None => tag = format!("{tag},\"notice\":{}", json::quoted(&said)),
            },
            (None, None) => {}
        }
        edits.push((at..at + node.raw().len(), tag));
    }
    edits.sort_by_key(|(at, _)| at.start);
    let mut made = String::with_capacity(bundle.len() * 2);
    let mut copied = 0;
    for (at, words) in edits {
        made.push_str(bundle.get(copied..at.start).unwrap_or_default());
        made.push_str(&words);
        copied = at.end;
    }
    made.push_str(bundle.get(copied..).unwrap_or_default());
    Ok(Applied { bundle: made, missing, all: judged.all, foreign: foreign(&texts, &judged.words) })
}

/// Returns the data set of a bundle in the `language` of its translation. Texts that have none are marked with the
/// bundle's own language.
///
/// # Errors
/// Problems that keep the whole translation from being used.
pub fn atlas(source: &str, translation: &str, language: &str) -> Result<Atlas, Vec<Problem>> {
    let mut written_in = String::new();
    let applied = apply(source, translation, language, |missing, all, own| {
        own.clone_into(&mut written_in);
        words::not_all(&missing.to_string(), &all.to_string(), &words::name(own))
    })?;
    // A bundle that was read stays one that can be read: texts that can't be used are not put into it.
    let Some(mut atlas) = bundle::read(&applied.bundle) else { return Err(Vec::new()) };
    if !applied.foreign.is_empty() {
        atlas.mark_language(&written_in, &|text| applied.foreign.contains(text));
    }
    Ok(atlas)
}

/// A text from right to left whose years and other ranges, as in "2025–26", are still read from left to right: a
/// mark before the dash has both numbers run that way (UAX #9, rule W7).
fn with_years_in_order(text: &str) -> String {
    const LEFT_TO_RIGHT: char = '\u{200e}';
    let mut made = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_dash = matches!(letter, '\u{2010}'..='\u{2014}');
        if is_dash
            && made.ends_with(|last: char| last.is_ascii_digit())
            && letters.peek().is_some_and(char::is_ascii_digit)
        {
            made.push(LEFT_TO_RIGHT);
        }
        made.push(letter);
    }
    made
}

/// The file, or the address, of a bundle's translation: `bundle.json` and `es` are `bundle.es.json`.
pub fn file_name(bundle: &str, language: &str) -> String {
    let end = bundle.find(['?', '#']).unwrap_or(bundle.len());
    let (path, rest) = bundle.split_at(end);
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path[name..].rfind('.').map_or(path.len(), |dot| name + dot);
    format!("{}.{language}{}{rest}", &path[..dot], &path[dot..])
}
