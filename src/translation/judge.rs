//! Which texts of a translation can be shown, and what is wrong with the others.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{Found, fingerprint, placed, read};
use super::problem::{Fault, Problem};
use super::texts::{Fields, Kind, Text, texts};
use crate::bundle;
use crate::bundle::decode::{Decoder, MAX_TEXT, Node};
use crate::bundle::json;
use crate::challenge::{Prose, Span, is_deceptive};
use crate::text::PLACEHOLDERS;

/// A translation beside its bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// All that is wrong, in the order of the file; what concerns all of it last.
    pub problems: Vec<Problem>,
    /// How many texts the bundle has.
    pub all: usize,
    /// Paths of translations whose originals have changed since.
    pub stale: Vec<String>,
    /// What can be shown, by path.
    pub words: BTreeMap<String, String>,
}

impl Judged {
    /// What keeps the whole of it from being shown.
    pub fn of_the_file(&self) -> Vec<Problem> {
        self.problems.iter().filter(|problem| problem.is_of_the_file()).cloned().collect()
    }
}

/// The title of a bundle that can be shown, and its texts.
pub fn contents(bundle: &str) -> (String, Vec<Text>) {
    let Ok(root) = Decoder::new(bundle).root() else { return Default::default() };
    let title = Fields::of_site(&root).and_then(|site| site.text("title"));
    (title.unwrap_or_default(), texts(bundle, &root))
}

/// Compares a translation into `language` with the bundle that it is of, which can be shown.
pub fn judge(bundle: &str, translation: &str, language: &str) -> Judged {
    let (title, texts) = contents(bundle);
    let mut found = Found::new();
    let (file, formal) = read(translation, &mut found);
    let mut judged = Judged { all: texts.len(), ..Judged::default() };
    if formal.is_empty() {
        if file.of != title {
            let fault = Fault::Of { found: file.of.clone(), title };
            found.push((0, "of".to_owned(), fault));
        }
        if file.language != language {
            let fault = Fault::Language { found: file.language.clone(), wanted: language.to_owned() };
            found.push((0, "language".to_owned(), fault));
        }
    }
    let by_path: BTreeMap<&str, &Text> = texts.iter().map(|text| (text.path.as_str(), text)).collect();
    let names = Decoder::new(bundle);
    let translated: BTreeSet<&str> = file.texts.iter().map(|(path, _)| path.as_str()).collect();
    let rows = file.texts.iter().map(|row| (row, true));
    let rows = rows.chain(file.untranslated.iter().map(|row| (row, false)));
    for ((path, node), is_done) in rows {
        let at = node.offset(translation);
        let mut tell = |fault| found.push((at, path.clone(), fault));
        let Some(text) = by_path.get(path.as_str()) else {
            let suggestion = names.suggest(path, by_path.keys().copied());
            tell(Fault::Unknown { path: path.clone(), suggestion });
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
            judged.stale.push(path.clone());
            tell(Fault::Stale);
        }
        let faults = faults(text, words.as_deref(), node);
        let is_good = faults.iter().all(|fault| matches!(fault, Fault::Emphasis { .. }));
        faults.into_iter().for_each(&mut tell);
        if let Some(words) = words.filter(|_| is_good) {
            judged.words.insert(path.clone(), words.into_owned());
        }
    }
    judged.problems = formal;
    judged.problems.extend(placed(translation, found));
    let missing = judged.all - judged.words.len();
    if missing > 0 && judged.of_the_file().is_empty() {
        let fault = Fault::Missing { missing, all: judged.all };
        judged.problems.push(Problem { path: String::new(), position: None, fault });
    }
    judged
}

/// What is wrong with the translation of a text.
fn faults(text: &Text, words: Option<&str>, node: &Node<'_>) -> Vec<Fault> {
    let Some(words) = words else {
        let found = node.excerpt();
        return vec![Fault::Text(bundle::Fault::Expected { expected: "text", found })];
    };
    if words.trim().is_empty() {
        return vec![Fault::Empty];
    }
    let mut faults = Vec::new();
    if let Some(hidden) = words.chars().find(|letter| is_deceptive(*letter)) {
        faults.push(Fault::Text(bundle::Fault::Deceptive(hidden as u32)));
    }
    let found = words.chars().count();
    if found > MAX_TEXT {
        faults.push(Fault::Text(bundle::Fault::TextTooLong { found, limit: MAX_TEXT }));
    }
    match text.kind {
        Kind::Plain => {}
        Kind::Prose => match (Prose::parse(&text.words), Prose::parse(words)) {
            (Ok(original), Ok(prose)) => marks(&original, &prose, &mut faults),
            (_, Err(address)) => {
                faults.push(Fault::Text(bundle::Fault::Address(bundle::told(&address, 200))));
            }
            _ => {}
        },
        Kind::Sentence => placeholders(&text.words, words, &mut faults),
    }
    faults
}

/// Links must lead where the original's do, in whatever order; emphasis should be as frequent.
fn marks(original: &Prose, prose: &Prose, faults: &mut Vec<Fault>) {
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
        faults.push(Fault::Links { original: original_links });
    }
    let emphasis =
        |prose: &Prose| prose.spans().iter().filter(|span| matches!(span, Span::Emphasis(_))).count();
    let (found, original) = (emphasis(prose), emphasis(original));
    if found != original {
        faults.push(Fault::Emphasis { found, original });
    }
}

/// A sentence must fill in what the original does, and nothing that is not known.
fn placeholders(original: &str, words: &str, faults: &mut Vec<Fault>) {
    for name in PLACEHOLDERS {
        let place = format!("{{{name}}}");
        if original.contains(&place) && !words.contains(&place) {
            faults.push(Fault::PlaceholderLost(name));
        }
    }
    for tail in words.split('{').skip(1) {
        let name = tail.split('}').next().unwrap_or_default();
        if !tail.contains('}') || !PLACEHOLDERS.contains(&name) {
            faults.push(Fault::Text(bundle::Fault::Placeholder(bundle::told(name, 80))));
        }
    }
}
