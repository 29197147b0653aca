//! From a bundle and its translation to a bundle in that language.

use super::judge::{contents, judge};
use super::problem::Problem;
use super::texts::Fields;
use crate::bundle::decode::Decoder;
use crate::bundle::json;

/// A bundle in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The document.
    pub bundle: String,
    /// How many texts stand as they were, because there is no translation that could be used.
    pub missing: usize,
    /// How many texts there are.
    pub all: usize,
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
    for text in &texts {
        let words = judged.words.get(&text.path);
        if text.path == "site/notice" {
            own_notice = Some((text.at.clone(), words.unwrap_or(&text.words).clone()));
        } else if let Some(words) = words {
            edits.push((text.at.clone(), json::quoted(words)));
        }
    }
    let decoder = Decoder::new(bundle);
    let root = decoder.root();
    let site = root.ok().and_then(|root| Fields::of(&root).get("site").map(Fields::of));
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
    Ok(Applied { bundle: made, missing, all: judged.all })
}

/// The file, or the address, of a bundle's translation: `bundle.json` and `es` are `bundle.es.json`.
pub fn file_name(bundle: &str, language: &str) -> String {
    let end = bundle.find(['?', '#']).unwrap_or(bundle.len());
    let (path, rest) = bundle.split_at(end);
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let dot = path[name..].rfind('.').map_or(path.len(), |dot| name + dot);
    format!("{}.{language}{}{rest}", &path[..dot], &path[dot..])
}
