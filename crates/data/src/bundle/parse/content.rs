//! The texts of a bundle: `groups` with their themes, and `challenges`.

use super::{Known, audience};
use crate::bundle::decode::{Decoder, Node, Object};
use crate::bundle::diagnostic::DiagnosticKind;
use crate::bundle::findings::Findings;
use crate::bundle::{MAX_ROWS, RESERVED_THEME_IDS};
use crate::challenge::{
    Audience, Challenge, MeasureIx, Quote, Resource, Stat, Text, Theme, ThemeGroup, ThemeIx, WaveIx,
};

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
) -> Vec<Challenge> {
    let Some(node) = d.require(top, "challenges") else { return Vec::new() };
    let mut rows = Vec::new();
    for node in d.list(&node) {
        let Some(mut o) = d.object(node) else { continue };
        let id = d.id(&mut o, "challenge", &mut known.challenges);
        let name = d.words(&mut o, "name");
        let theme = d.required_reference(&mut o, "theme", "theme", &known.themes);
        let summary = d.optional_prose(&mut o, "summary").unwrap_or_default();
        let description = d.paragraphs(&mut o, "description");
        let ideas = d.paragraphs(&mut o, "ideas");
        let quotes = d.entries(&mut o, "quotes");
        let quotes = quotes.into_iter().filter_map(|node| quote(d, node, known)).collect();
        let resources = d.entries(&mut o, "resources");
        let resources = resources.into_iter().filter_map(|node| resource(d, node)).collect();
        let stats = d.entries(&mut o, "stats");
        let stats = stats.into_iter().filter_map(|node| stat(d, node, known)).collect();
        let sources = d.addresses(&mut o, "sources");
        let note = d.optional_prose(&mut o, "note");
        d.finish(o);
        let theme = ThemeIx::new(theme.unwrap_or_default());
        rows.push(Challenge {
            id,
            name: name.into(),
            theme,
            summary,
            description,
            ideas,
            quotes,
            resources,
            stats,
            sources,
            note,
        });
    }
    rows
}

fn quote<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Node<'a, F::Path>, known: &Known) -> Option<Quote> {
    let mut o = d.object(node)?;
    let text = d.require(&mut o, "text").map(|node| d.prose(&node)).unwrap_or_default();
    let speaker = d.optional_text(&mut o, "speaker").map(Text::from);
    let wave = o.take("wave").and_then(|node| d.reference(&node, "wave", &known.waves));
    d.finish(o);
    Some(Quote { text, speaker, wave: wave.map(WaveIx::new) })
}

fn resource<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Node<'a, F::Path>) -> Option<Resource> {
    let mut o = d.object(node)?;
    let resource = Resource {
        title: d.words(&mut o, "title").into(),
        publisher: d.optional_text(&mut o, "publisher").map(Text::from),
        address: o.take("address").and_then(|node| d.address(&node)),
        note: d.optional_prose(&mut o, "note"),
    };
    d.finish(o);
    Some(resource)
}

fn stat<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Node<'a, F::Path>, known: &Known) -> Option<Stat> {
    let mut o = d.object(node)?;
    let measure = d.required_reference(&mut o, "measure", "measure", &known.measures);
    let audience = o.take("audience").map_or(Some(Audience::Everyone), |node| audience(d, &node, known));
    d.finish(o);
    Some(Stat { measure: MeasureIx::new(measure?), audience: audience? })
}
