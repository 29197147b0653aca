//! Parser of the words for errors of a receiver.

use data::bundle::DiagnosticKind;
use data::bundle::decode::{Decoder, Node, Object};
use data::challenge::{is_blank, is_deceptive};

use super::receiver::{ErrorCause, ErrorText, Field, Transport, phrase};
use super::rules::entries;
use super::{SHOWS_NOTHING, report};

/// Length of the longest text or phrase, in characters.
const MAX_TEXT: usize = 200;

/// Length of the shortest phrase, in characters: a shorter one is found in everything.
const MIN_PHRASE: usize = 4;

/// Returns `error_texts` and `error_phrases`, those of a field before those of any. `fields` is none if the fields have
/// errors.
pub fn read<'a>(
    d: &mut Decoder<'a>,
    o: &mut Object<'a>,
    transport: Transport,
    fields: Option<&[Field]>,
) -> Vec<ErrorText> {
    let mut texts = Vec::new();
    if let Some(node) = o.take("error_texts") {
        codes(d, &node, None, fields, &mut texts);
    }
    if transport != Transport::Fetch
        && let Some(node) = o.take("error_phrases")
    {
        report(d, &node, "only the answer to a `fetch` can be read, so there is nothing to find in it");
    }
    for node in entries(d, o, "error_phrases") {
        texts.extend(one_phrase(d, node, fields));
    }
    let (of_fields, others): (Vec<_>, Vec<_>) = texts.into_iter().partition(|text| text.field.is_some());
    of_fields.into_iter().chain(others).collect()
}

/// Reads the texts for codes: of one field, or of any and then also of each field in an object of its own.
fn codes<'a>(
    d: &mut Decoder<'a>,
    node: &Node<'a>,
    field: Option<usize>,
    fields: Option<&[Field]>,
    texts: &mut Vec<ErrorText>,
) {
    for (name, node) in d.named(node) {
        if field.is_none() && node.fields().is_some() {
            if let Some(at) = index_of(d, &node, &name, fields) {
                codes(d, &node, Some(at), fields, texts);
            }
        } else if let Some(text) = words(d, &node, 1) {
            texts.push(ErrorText { field, cause: ErrorCause::Code(name.into()), text });
        }
    }
}

fn one_phrase<'a>(d: &mut Decoder<'a>, node: Node<'a>, fields: Option<&[Field]>) -> Option<ErrorText> {
    let mut o = d.object(node)?;
    let found = d.require(&mut o, "phrase").and_then(|node| words(d, &node, MIN_PHRASE));
    let text = d.require(&mut o, "text").and_then(|node| words(d, &node, 1));
    let field = o.take("field").and_then(|node| {
        let id: String = d.scalar(&node, "text")?;
        index_of(d, &node, &id, fields)
    });
    d.finish(o);
    Some(ErrorText { field, cause: ErrorCause::Phrase(phrase(&found?).into()), text: text? })
}

/// Returns the index of the field with this id.
fn index_of<'a>(d: &mut Decoder<'a>, node: &Node<'a>, id: &str, fields: Option<&[Field]>) -> Option<usize> {
    let fields = fields?;
    let found = fields.iter().position(|field| field.id.as_str() == id);
    if found.is_none() {
        d.unknown_id(node, "field", id, fields.iter().map(|field| field.id.as_str()));
    }
    found
}

/// Returns a text of at least `least` and at most [`MAX_TEXT`] characters.
fn words<'a>(d: &mut Decoder<'a>, node: &Node<'a>, least: usize) -> Option<Box<str>> {
    let text: String = d.scalar(node, "text")?;
    if let Some(hidden) = text.chars().find(|c| is_deceptive(*c)) {
        d.report(node, || DiagnosticKind::Deceptive(hidden as u32));
    }
    if !(least..=MAX_TEXT).contains(&text.trim().chars().count()) {
        report(d, node, &format!("the text has to have {least} to {MAX_TEXT} characters"));
    } else if is_blank(&text) {
        report(d, node, SHOWS_NOTHING);
    }
    Some(text.trim().into())
}
