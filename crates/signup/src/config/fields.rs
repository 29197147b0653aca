//! Parser of the form's fields.

use data::bundle;
use data::bundle::DiagnosticKind;
use data::bundle::decode::{Decoder, Node, Object};
use data::bundle::ids::Ids;
use data::challenge::{Slug, is_blank, is_deceptive};

use super::read::{choice, target};
use super::receiver::{Choice, Encoding, Field, FieldKind, Scalar};
use super::{SHOWS_NOTHING, Target, report};

/// Largest number of fields.
const MAX_FIELDS: usize = 20;

/// Length of the longest choice in a message, in characters.
const MAX_CHOICE_TOLD: usize = 80;

/// Largest number of choices of one field.
const MAX_CHOICES: usize = 100;

/// Length of the longest label, in characters. Consent takes a sentence or two.
const MAX_LABEL: usize = 1_000;

/// Range of `max_chars`.
const CHARS: std::ops::RangeInclusive<u32> = 1..=2_000;

/// Ids that the program has labels for.
const LABELLED: [&str; 2] = ["name", "role"];

/// Names of the kinds.
const KINDS: [&str; 6] = ["email", "text", "select", "checkboxes", "checkbox", "consent"];

/// Returns the fields in `fields`; none if one of them has an error.
pub fn read<'a>(
    d: &mut Decoder<'a>,
    o: &mut Object<'a>,
    encoding: Encoding,
    targets: &mut Vec<(Target, Node<'a>)>,
) -> Option<Vec<Field>> {
    let node = d.require(o, "fields")?;
    let entries = d.list(&node);
    if entries.len() > MAX_FIELDS {
        report(d, &node, &format!("a form can ask at most {MAX_FIELDS} questions"));
    }
    let mut seen = Ids::default();
    let mut fields = Vec::new();
    let count = entries.len();
    for entry in entries {
        fields.extend(field(d, entry, encoding, &mut seen, targets));
    }
    let emails = fields.iter().filter(|field| field.kind == FieldKind::Email).count();
    if fields.len() == count && emails != 1 {
        report(d, &node, &format!("a sign-up asks for exactly one email address, not {emails}"));
    }
    (fields.len() == count).then_some(fields)
}

fn field<'a>(
    d: &mut Decoder<'a>,
    node: Node<'a>,
    encoding: Encoding,
    seen: &mut Ids,
    targets: &mut Vec<(Target, Node<'a>)>,
) -> Option<Field> {
    let mut o = d.object(node)?;
    let id = d.id(&mut o, "field", seen);
    let kind = d.require(&mut o, "kind");
    let kind = choice(d, kind, "kind of field", &KINDS).map(|at| match at {
        0 => FieldKind::Email,
        1 => FieldKind::Text,
        2 => FieldKind::Select(Vec::new()), // the choices are parsed below
        3 => FieldKind::Checkboxes(Vec::new()),
        4 => FieldKind::Checkbox,
        _ => FieldKind::Consent,
    });
    let label = label(d, &mut o, kind.as_ref(), &id);
    let is_needed = matches!(kind, Some(FieldKind::Email | FieldKind::Consent));
    let required_at = o.take("required");
    let required = required_at.as_ref().and_then(|node| d.scalar(node, "true or false")).unwrap_or(is_needed);
    if let (Some(node), Some(FieldKind::Email), false) = (&required_at, &kind, required) {
        report(d, node, "there is no sign-up without an email address");
    }
    // Consent is asked for even if the receiver has no place for it.
    let to = if kind == Some(FieldKind::Consent) { o.take("to") } else { d.require(&mut o, "to") };
    let to = to.and_then(|node| {
        let text: String = d.scalar(&node, "text")?;
        target(d, &node, &text, encoding, targets)
    });
    let choices = o.take("choices");
    let ticked_at = o.take("ticked");
    let max_at = o.take("max_chars");
    let smtputf8_at = o.take("smtputf8");
    let smtputf8 = smtputf8_at.as_ref().and_then(|node| d.scalar(node, "true or false")).unwrap_or(false);
    let here = o.node();
    d.finish(o);
    let mut kind = kind?;
    if let FieldKind::Select(offered) | FieldKind::Checkboxes(offered) = &mut kind {
        match &choices {
            Some(node) => *offered = read_choices(d, node),
            None => d.report(&here, || DiagnosticKind::Missing("choices")),
        }
    }
    report_misplaced(d, &kind, choices, ticked_at.clone(), max_at.clone(), smtputf8_at);
    let ticked = ticked_at.and_then(|node| ticked(d, &node));
    let max_chars = max_at.map_or(Field::MAX_CHARS, |node| max_chars(d, &node));
    Some(Field { id, kind, label, required, to, max_chars, ticked, smtputf8 })
}

/// Reports settings that a field of this kind does not have.
fn report_misplaced<'a>(
    d: &mut Decoder<'a>,
    kind: &FieldKind,
    choices: Option<Node<'a>>,
    ticked: Option<Node<'a>>,
    max_chars: Option<Node<'a>>,
    smtputf8: Option<Node<'a>>,
) {
    let is_box = matches!(kind, FieldKind::Checkbox | FieldKind::Consent);
    let misplaced = [
        (
            choices.filter(|_| !matches!(kind, FieldKind::Select(_) | FieldKind::Checkboxes(_))),
            "only a `select` or `checkboxes` has choices",
        ),
        (ticked.filter(|_| !is_box), "only a `checkbox` or `consent` can be `ticked`"),
        (max_chars.filter(|_| *kind != FieldKind::Text), "only a `text` has a limit to set"),
        (smtputf8.filter(|_| *kind != FieldKind::Email), "only an `email` can have `smtputf8`"),
    ];
    for (node, message) in misplaced {
        node.into_iter().for_each(|node| report(d, &node, message));
    }
}

fn ticked<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<Scalar> {
    let ticked = Scalar::read(node.raw());
    if ticked.is_none() {
        d.expected(node, "text, a number, true or false");
    }
    ticked
}

fn label<'a>(
    d: &mut Decoder<'a>,
    o: &mut Object<'a>,
    kind: Option<&FieldKind>,
    id: &Slug,
) -> Option<Box<str>> {
    let Some(node) = o.take("label") else {
        let has_own =
            matches!(kind, Some(FieldKind::Email | FieldKind::Consent)) || LABELLED.contains(&id.as_str());
        if !has_own {
            d.report(&o.node(), || DiagnosticKind::Missing("label"));
        }
        return None;
    };
    short_text(d, &node)
}

/// Returns a text of 1 to [`MAX_LABEL`] characters.
fn short_text<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<Box<str>> {
    let text: String = d.scalar(node, "text")?;
    let text = text.trim();
    if let Some(hidden) = text.chars().find(|c| is_deceptive(*c)) {
        d.report(node, || DiagnosticKind::Deceptive(hidden as u32));
    }
    if !(1..=MAX_LABEL).contains(&text.chars().count()) {
        report(d, node, &format!("the text has to have 1 to {MAX_LABEL} characters"));
    } else if is_blank(text) {
        report(d, node, SHOWS_NOTHING);
    }
    Some(text.into())
}

/// Returns the choices of a field, without line breaks, which part the chosen ones in a draft: texts, or objects where the value that is sent is not the label.
fn read_choices<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Vec<Choice> {
    let entries = d.list(node);
    if entries.len() < 2 || entries.len() > MAX_CHOICES {
        report(d, node, &format!("there are 2 to {MAX_CHOICES} choices"));
    }
    let mut choices: Vec<Choice> = Vec::new();
    for entry in entries {
        let choice = if entry.fields().is_some() {
            let Some(mut o) = d.object(entry.clone()) else { continue };
            let value = d.require(&mut o, "value").and_then(|node| short_text(d, &node));
            let label = d.require(&mut o, "label").and_then(|node| short_text(d, &node));
            d.finish(o);
            value.zip(label).map(|(value, label)| Choice { value, label })
        } else {
            short_text(d, &entry).map(|text| Choice { value: text.clone(), label: text })
        };
        let Some(choice) = choice else { continue };
        if choice.value.contains('\n') {
            report(d, &entry, "a choice is one line of text");
        }
        if choices.iter().any(|earlier| earlier.value == choice.value) {
            let id = bundle::told(&choice.value, MAX_CHOICE_TOLD);
            d.report(&entry, || DiagnosticKind::DuplicateId { kind: "choice", id });
        }
        choices.push(choice);
    }
    choices
}

fn max_chars<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> usize {
    let Some(found) = d.scalar::<u32>(node, "a whole number of characters") else { return Field::MAX_CHARS };
    if !CHARS.contains(&found) {
        let (least, most) = CHARS.into_inner();
        report(d, node, &format!("{found} is not between {least} and {most} characters"));
    }
    found as usize
}
