//! The long texts of a challenge: description, ideas, quotes, resources.

use crate::bundle::decode::{Decoder, Node, Object};
use crate::bundle::findings::Findings;
use crate::bundle::ids::Ids;
use crate::challenge::{Idea, LongTexts, Month, Prose, Quote, Resource, Source, Text, WaveIx};

/// Decodes the long texts of an object; `waves` are those that quotes may name.
pub fn long_texts<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    o: &mut Object<'a, F::Path>,
    waves: &Ids,
) -> LongTexts {
    let description = d.paragraphs(o, "description");
    let ideas = d.entries(o, "ideas");
    let ideas = ideas.into_iter().filter_map(|node| idea(d, node)).collect();
    let quotes = d.entries(o, "quotes");
    let quotes = quotes.into_iter().filter_map(|node| quote(d, node, waves)).collect();
    let resources = d.entries(o, "resources");
    let resources = resources.into_iter().filter_map(|node| resource(d, node)).collect();
    LongTexts { description, ideas, quotes, resources }
}

/// Decodes an idea: a text, or an object with a text and its source.
fn idea<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Node<'a, F::Path>) -> Option<Idea> {
    if d.peek::<String>(&node).is_some() {
        return Some(Idea { text: d.prose(&node), source: None });
    }
    if node.fields().is_none() {
        d.expected(&node, "text, or an object with `text` and `source`");
        return None;
    }
    let mut o = d.object(node)?;
    let text = required_prose(d, &mut o);
    let source = o.take("source").and_then(|node| source(d, node));
    d.finish(o);
    Some(Idea { text, source })
}

fn source<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Node<'a, F::Path>) -> Option<Source> {
    let mut o = d.object(node)?;
    let source = Source {
        title: d.words(&mut o, "title").into(),
        address: o.take("address").and_then(|node| d.address(&node)),
        seen: o.take("seen").and_then(|node| month(d, &node)),
    };
    d.finish(o);
    Some(source)
}

fn required_prose<'a, F: Findings>(d: &mut Decoder<'a, F>, o: &mut Object<'a, F::Path>) -> Prose {
    d.require(o, "text").map(|node| d.prose(&node)).unwrap_or_default()
}

fn quote<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Node<'a, F::Path>, waves: &Ids) -> Option<Quote> {
    let mut o = d.object(node)?;
    let text = required_prose(d, &mut o);
    let speaker = d.optional_text(&mut o, "speaker").map(Text::from);
    let wave = o.take("wave").and_then(|node| d.reference(&node, "wave", waves));
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
        seen: o.take("seen").and_then(|node| month(d, &node)),
    };
    d.finish(o);
    Some(resource)
}

/// Decodes a month: `2026-11`.
fn month<'a, F: Findings>(d: &mut Decoder<'a, F>, node: &Node<'a, F::Path>) -> Option<Month> {
    let month = d.peek::<String>(node).and_then(|text| Month::parse(&text));
    if month.is_none() {
        d.expected(node, "a month: \"2026-11\"");
    }
    month
}
