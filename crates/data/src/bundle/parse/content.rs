//! The texts of a bundle: `groups` with their themes, and `challenges`.

use super::{Known, audience, long_texts};
use crate::bundle::decode::{Decoder, Node, Object};
use crate::bundle::diagnostic::DiagnosticKind;
use crate::bundle::findings::Findings;
use crate::bundle::{MAX_ROWS, RESERVED_THEME_IDS};
use crate::challenge::{Audience, Challenge, MeasureIx, Stat, Theme, ThemeGroup, ThemeIx};
use crate::dataset::Content;

pub(super) fn themes<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    top: &mut Object<'a, F::Path>,
    known: &mut Known,
) -> (Vec<ThemeGroup>, Vec<Theme>) {
    let (mut theme_groups, mut themes) = (Vec::new(), Vec::new());
    let Some(node) = d.require(top, "groups") else { return (theme_groups, themes) };
    for node in d.list_of(&node, MAX_ROWS) {
        let Some(mut o) = d.object(node) else { continue };
        let name = d.words(&mut o, "name");
        let mut own = Vec::new();
        for node in d.entries_of(&mut o, "themes", MAX_ROWS) {
            let Some(mut o) = d.object(node) else { continue };
            let id = d.id(&mut o, "theme", &mut known.themes);
            if RESERVED_THEME_IDS.contains(&id.as_str()) {
                d.report(&o.node(), || DiagnosticKind::ReservedId(id.to_string()));
            }
            let name = d.words(&mut o, "name");
            let definition = d.optional_prose(&mut o, "definition").unwrap_or_default();
            let introduction = d.paragraphs(&mut o, "introduction");
            d.finish(o);
            own.push(ThemeIx::new(themes.len()));
            themes.push(Theme { id, name: name.into(), definition, introduction, challenges: Vec::new() });
        }
        d.finish(o);
        theme_groups.push(ThemeGroup { name: name.into(), themes: own });
    }
    (theme_groups, themes)
}

pub(super) fn challenges<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    top: &mut Object<'a, F::Path>,
    known: &mut Known,
    content_file: Option<&str>,
) -> (Vec<Challenge>, Content) {
    let (mut rows, mut all_texts) = (Vec::new(), Vec::new());
    let nodes = d.require(top, "challenges").map(|node| d.list(&node)).unwrap_or_default();
    for node in nodes {
        let Some(mut o) = d.object(node) else { continue };
        let id = d.id(&mut o, "challenge", &mut known.challenges);
        let name = d.words(&mut o, "name");
        let theme = d.required_reference(&mut o, "theme", "theme", &known.themes);
        let summary = d.optional_prose(&mut o, "summary").unwrap_or_default();
        match content_file {
            None => all_texts.push(long_texts(d, &mut o, &known.waves)),
            Some(file) => report_long_texts(d, &mut o, file),
        }
        let stats = d.entries(&mut o, "stats");
        let stats = stats.into_iter().filter_map(|node| stat(d, node, known)).collect();
        let sources = d.addresses(&mut o, "sources");
        let note = d.optional_prose(&mut o, "note");
        d.finish(o);
        let theme = ThemeIx::new(theme.unwrap_or_default());
        rows.push(Challenge { id, name: name.into(), theme, summary, stats, sources, note });
    }
    (rows, Content::new(all_texts))
}

/// Reports long texts of a bundle that has them in another file.
fn report_long_texts<'a, F: Findings>(d: &mut Decoder<'a, F>, o: &mut Object<'a, F::Path>, file: &str) {
    for name in ["description", "ideas", "quotes", "resources"] {
        if let Some(node) = o.take(name) {
            d.report(&node, || DiagnosticKind::InContent(file.to_owned()));
        }
    }
}

fn stat<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Node<'a, F::Path>, known: &Known) -> Option<Stat> {
    let mut o = d.object(node)?;
    let measure = d.required_reference(&mut o, "measure", "measure", &known.measures);
    let audience = o.take("audience").map_or(Some(Audience::Everyone), |node| audience(d, &node, known));
    d.finish(o);
    Some(Stat { measure: MeasureIx::new(measure?), audience: audience? })
}
