//! The file of a translation: read with every problem at once, and written anew.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::{Fault, Problem};
use crate::bundle;
use crate::bundle::Position;
use crate::bundle::decode::{Decoder, Node};

/// What stands in a file, before any text of it is judged.
#[derive(Default)]
pub struct File<'a> {
    /// The title of the bundle that it is of.
    pub of: String,
    /// Its language, as a BCP 47 tag.
    pub language: String,
    /// Translated texts by path, each once.
    pub texts: Vec<(String, Node<'a>)>,
    /// Texts that a translator is to translate, by path: the original until somebody has.
    pub untranslated: Vec<(String, Node<'a>)>,
    /// By path, what the original was like when it was listed or translated: its [`fingerprint`].
    pub originals: BTreeMap<String, String>,
    /// Translations of texts that the bundle has no more; kept for those who bring them back.
    pub gone: Vec<(String, Node<'a>)>,
}

/// Problems as they are found: with the byte they are at.
pub type Found = Vec<(usize, String, Fault)>;

/// Reads a file. Without one of its parts there is nothing to read, and the problems say why.
pub fn read<'a>(source: &'a str, found: &mut Found) -> (File<'a>, Vec<Problem>) {
    let mut decoder = Decoder::new(source);
    let mut file = File::default();
    let root = match decoder.root() {
        Ok(root) => root,
        Err(problem) => return (file, vec![formal(problem)]),
    };
    if let Some(mut top) = decoder.object(root) {
        let version = decoder.require(&mut top, "challenge_map_translation");
        if let Some(node) = version.filter(|node| decoder.peek::<u32>(node) != Some(super::FORMAT)) {
            found.push((node.offset(source), node.path.clone(), Fault::Format { found: node.excerpt() }));
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
    (file, decoder.into_problems().into_iter().map(formal).collect())
}

fn formal(problem: bundle::Problem) -> Problem {
    Problem { path: problem.path, position: problem.position, fault: Fault::Form(problem.fault) }
}

/// The fields of a map, comments apart.
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
            found.push((node.offset(source), name.into_owned(), Fault::Twice));
        }
    }
    named
}

/// Problems in the order of the file, with their places.
pub fn placed(source: &str, mut found: Found) -> Vec<Problem> {
    found.sort_by_key(|(offset, ..)| *offset);
    let (mut place, mut swept) = (Position::START, 0);
    let placed = found.into_iter().map(|(offset, path, fault)| {
        place = place.after(source.get(swept..offset).unwrap_or_default());
        swept = offset;
        Problem { path, position: Some(place), fault }
    });
    placed.collect()
}

/// What a text is like, short enough to be kept beside each translation: 32 bits of FNV-1a. That a
/// changed text has the same is no more likely than 1 in 4 billion, and costs a hint to its translator.
pub fn fingerprint(text: &str) -> String {
    let step = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("{:08x}", text.bytes().fold(0x811c_9dc5, step))
}

#[cfg(not(target_arch = "wasm32"))]
pub use write::{Updated, update};

#[cfg(not(target_arch = "wasm32"))]
mod write {
    use super::super::judge::{Judged, judge};
    use super::*;
    use crate::bundle::json;

    /// The file of a translation, brought up to date.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Updated {
        /// The file.
        pub text: String,
        /// How many texts the bundle has.
        pub all: usize,
        /// How many of them are translated.
        pub translated: usize,
        /// Paths of translations whose originals have changed.
        pub stale: Vec<String>,
        /// Paths that the bundle has no more.
        pub gone: Vec<String>,
    }

    /// The file with every text of a bundle: what is translated is kept, what is not is listed with
    /// the original's words, what the bundle has no more stands apart. `old` is the file as it is, if
    /// there is one. With `confirm` all translations are said to be of the originals of today.
    ///
    /// # Errors
    /// What is wrong with the old file as a whole: it is then not touched.
    pub fn update(
        bundle: &str,
        old: Option<&str>,
        language: &str,
        confirm: bool,
    ) -> Result<Updated, Vec<Problem>> {
        let (title, texts) = super::super::judge::contents(bundle);
        let old = old.unwrap_or_default();
        let (mut file, mut judged) = (File::default(), Judged::default());
        if !old.is_empty() {
            judged = judge(bundle, old, language);
            let is_fatal =
                |problem: &&Problem| problem.is_of_the_file() && !matches!(problem.fault, Fault::Of { .. });
            let fatal: Vec<Problem> = judged.problems.iter().filter(is_fatal).cloned().collect();
            if !fatal.is_empty() {
                return Err(fatal);
            }
            file = read(old, &mut Found::new()).0;
        }
        let raws = |rows: &[(String, Node<'_>)]| -> BTreeMap<String, String> {
            rows.iter().map(|(path, node)| (path.clone(), node.raw().to_owned())).collect()
        };
        let (mut kept, mut listed, mut gone) =
            (raws(&file.texts), raws(&file.untranslated), raws(&file.gone));
        let (mut done, mut open, mut originals) = (Vec::new(), Vec::new(), Vec::new());
        for text in &texts {
            let now = fingerprint(&text.words);
            let edited = listed.remove(&text.path).filter(|_| judged.words.contains_key(&text.path));
            // What is wrong stays where it is, for its author to put right.
            match kept.remove(&text.path).or(edited).or_else(|| gone.remove(&text.path)) {
                Some(raw) => {
                    let before = file.originals.get(&text.path).filter(|_| !confirm);
                    originals.push((text.path.as_str(), json::quoted(before.unwrap_or(&now))));
                    done.push((text.path.as_str(), raw));
                }
                None => {
                    originals.push((text.path.as_str(), json::quoted(&now)));
                    open.push((text.path.as_str(), json::quoted(&text.words)));
                }
            }
        }
        gone.extend(kept);
        let gone_paths: Vec<String> = gone.keys().cloned().collect();
        let gone: Vec<(&str, String)> = gone.iter().map(|(path, raw)| (path.as_str(), raw.clone())).collect();
        let mut parts = vec![
            format!("\"challenge_map_translation\": {}", super::super::FORMAT),
            format!("\"of\": {}", json::quoted(&title)),
            format!("\"language\": {}", json::quoted(language)),
            map("texts", &done),
        ];
        for (name, rows) in [("untranslated", &open), ("gone", &gone), ("originals", &originals)] {
            parts.extend((!rows.is_empty()).then(|| map(name, rows)));
        }
        Ok(Updated {
            text: format!("{{\n{}\n}}\n", parts.join(",\n")),
            all: texts.len(),
            translated: done.len(),
            stale: if confirm { Vec::new() } else { judged.stale },
            gone: gone_paths,
        })
    }

    /// A map, a line an entry.
    fn map(name: &str, rows: &[(&str, String)]) -> String {
        let rows: Vec<String> =
            rows.iter().map(|(path, raw)| format!("  {}: {raw}", json::quoted(path))).collect();
        if rows.is_empty() {
            format!("\"{name}\": {{}}")
        } else {
            format!("\"{name}\": {{\n{}\n}}", rows.join(",\n"))
        }
    }
}
