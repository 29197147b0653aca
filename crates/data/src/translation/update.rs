//! The update of a translation file: the command-line tool writes it anew when the bundle has changed.

use std::collections::BTreeMap;

use super::check::{Checked, check};
use super::diagnostic::{Diagnostic, DiagnosticKind};
use super::file::{File, Found, fingerprint, read};
use super::original::Original;
use super::texts::Text;
use crate::bundle::decode::Node;
use crate::bundle::json;

/// An updated translation file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Updated {
    /// JSON of the file.
    pub text: String,
    /// Number of texts that the original has.
    pub all: usize,
    /// Number of translated texts.
    pub translated: usize,
    /// Paths of translations whose originals have changed.
    pub stale: Vec<String>,
    /// Paths that the original no longer has.
    pub gone: Vec<String>,
}

/// Updates a translation file: keeps what is translated, lists untranslated texts with the original's
/// words, and sets texts apart that the original no longer has. `old` is the existing file, if there is
/// one. With `confirm` all translations count as made from today's originals.
///
/// # Errors
/// Returns the diagnostics that make the old file as a whole unusable.
pub fn update(
    original: &Original<'_>,
    old: Option<&str>,
    language: &str,
    confirm: bool,
) -> Result<Updated, Vec<Diagnostic>> {
    let texts = original.texts();
    let old = old.unwrap_or_default();
    let (mut file, mut checked) = (File::default(), Checked::default());
    if !old.is_empty() {
        checked = check(original, old, language);
        // A bundle may get another title: the update writes the new one.
        let is_fatal = |diagnostic: &&Diagnostic| {
            diagnostic.kind.is_of_the_file() && !matches!(diagnostic.kind, DiagnosticKind::Of { .. })
        };
        let fatal: Vec<Diagnostic> = checked.diagnostics.iter().filter(is_fatal).cloned().collect();
        if !fatal.is_empty() {
            return Err(fatal);
        }
        file = read(old, &mut Found::new()).0;
    }
    let rows = Rows::new(&texts, &file, &checked, confirm);
    Ok(Updated {
        text: rows.print(&original.title, language),
        all: texts.len(),
        translated: rows.translated.len(),
        stale: if confirm { Vec::new() } else { checked.stale },
        gone: rows.gone.into_keys().collect(),
    })
}

/// The rows of an updated file: paths with their values as JSON.
struct Rows<'t> {
    translated: Vec<(&'t str, String)>,
    untranslated: Vec<(&'t str, String)>,
    originals: Vec<(&'t str, String)>,
    gone: BTreeMap<String, String>,
}

impl<'t> Rows<'t> {
    /// Sorts the texts of a bundle, and those of its old file, into the rows of the new file.
    fn new(texts: &'t [Text], file: &File<'_>, checked: &Checked, confirm: bool) -> Self {
        let json_by_path = |rows: &[(String, Node<'_>)]| -> BTreeMap<String, String> {
            rows.iter().map(|(path, node)| (path.clone(), node.raw().to_owned())).collect()
        };
        let (mut kept, mut listed) = (json_by_path(&file.texts), json_by_path(&file.untranslated));
        let mut gone = json_by_path(&file.gone);
        let (mut translated, mut untranslated, mut originals) = (Vec::new(), Vec::new(), Vec::new());
        for text in texts {
            let (path, now) = (text.path.as_str(), fingerprint(&text.words));
            let edited = listed.remove(path).filter(|_| checked.texts.contains_key(path));
            // Erroneous texts stay where they are, for their author to correct.
            match kept.remove(path).or(edited).or_else(|| gone.remove(path)) {
                Some(json) => {
                    let before = file.originals.get(path).filter(|_| !confirm);
                    originals.push((path, json::quoted(before.unwrap_or(&now))));
                    translated.push((path, json));
                }
                None => {
                    originals.push((path, json::quoted(&now)));
                    untranslated.push((path, json::quoted(&text.words)));
                }
            }
        }
        gone.extend(kept);
        Self { translated, untranslated, originals, gone }
    }

    /// Returns the JSON of the file.
    fn print(&self, title: &str, language: &str) -> String {
        let gone: Vec<(&str, String)> =
            self.gone.iter().map(|(path, json)| (path.as_str(), json.clone())).collect();
        let mut parts = vec![
            format!("\"challenge_map_translation\": {}", super::FORMAT),
            format!("\"of\": {}", json::quoted(title)),
            format!("\"language\": {}", json::quoted(language)),
            map("texts", &self.translated),
        ];
        for (name, rows) in
            [("untranslated", &self.untranslated), ("gone", &gone), ("originals", &self.originals)]
        {
            parts.extend((!rows.is_empty()).then(|| map(name, rows)));
        }
        format!("{{\n{}\n}}\n", parts.join(",\n"))
    }
}

/// Returns a JSON map with one entry per line.
fn map(name: &str, rows: &[(&str, String)]) -> String {
    let rows: Vec<String> =
        rows.iter().map(|(path, json)| format!("  {}: {json}", json::quoted(path))).collect();
    if rows.is_empty() {
        format!("\"{name}\": {{}}")
    } else {
        format!("\"{name}\": {{\n{}\n}}", rows.join(",\n"))
    }
}
