//! Parser of the rules for answers.

use data::bundle::decode::{Decoder, Node, Object};

use super::receiver::{Condition, ErrorLayout, ErrorShape, Rule, Scalar, Transport};
use super::{Pointer, report};

/// Largest number of status codes, conditions or values in one rule.
const MAX_ENTRIES: usize = 20;

/// Names of the layouts of errors.
const SHAPES: [(&str, ErrorShape); 3] =
    [("list", ErrorShape::List), ("by_field", ErrorShape::ByField), ("message", ErrorShape::Message)];

/// Returns `success`, `already` and `errors`. Only an answer that can be read has them.
pub fn read<'a>(
    d: &mut Decoder<'a>,
    o: &mut Object<'a>,
    transport: Transport,
) -> (Option<Rule>, Option<Rule>, Option<ErrorLayout>) {
    if transport == Transport::Fetch {
        let success = d.require(o, "success").and_then(|node| rule(d, node));
        let already = o.take("already").and_then(|node| rule(d, node));
        let errors = o.take("errors").and_then(|node| errors(d, node));
        return (success, already, errors);
    }
    for name in ["success", "already", "errors"] {
        if let Some(node) = o.take(name) {
            report(d, &node, "only the answer to a `fetch` can be read, so there is nothing to judge");
        }
    }
    (Some(Rule { status: Vec::new(), json: Vec::new() }), None, None)
}

fn rule<'a>(d: &mut Decoder<'a>, node: Node<'a>) -> Option<Rule> {
    let mut o = d.object(node)?;
    if !o.has("status") && !o.has("json") {
        report(d, &o.node(), "a rule needs `status`, `json` or both");
    }
    let status = entries(d, &mut o, "status");
    let status = status.iter().filter_map(|node| status_code(d, node)).collect();
    let json = entries(d, &mut o, "json");
    let json: Vec<Condition> = json.into_iter().filter_map(|node| condition(d, node)).collect();
    d.finish(o);
    Some(Rule { status, json })
}

/// Returns the entries of a list, which has 1 to [`MAX_ENTRIES`].
pub(super) fn entries<'a>(d: &mut Decoder<'a>, o: &mut Object<'a>, name: &'static str) -> Vec<Node<'a>> {
    let Some(node) = o.take(name) else { return Vec::new() };
    let entries = d.list(&node);
    if entries.is_empty() || entries.len() > MAX_ENTRIES {
        report(d, &node, &format!("a list of 1 to {MAX_ENTRIES} entries belongs here"));
    }
    entries
}

fn status_code<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<u16> {
    let code: u32 = d.scalar(node, "a status code")?;
    let code = u16::try_from(code).ok().filter(|code| (100..=599).contains(code));
    if code.is_none() {
        d.expected(node, "a status code from 100 to 599");
    }
    code
}

fn condition<'a>(d: &mut Decoder<'a>, node: Node<'a>) -> Option<Condition> {
    let mut o = d.object(node)?;
    let at = d.require(&mut o, "at").and_then(|node| pointer(d, &node));
    let values = entries(d, &mut o, "in");
    let mut any_of = Vec::new();
    for node in values {
        match Scalar::read(node.raw()) {
            Some(value) => any_of.push(value),
            None => d.expected(&node, "text, a number, true or false"),
        }
    }
    d.finish(o);
    Some(Condition { at: at?, any_of })
}

fn pointer<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<Pointer> {
    let text: String = d.scalar(node, "text")?;
    Pointer::parse(&text).map_err(|error| report(d, node, &error.to_string())).ok()
}

fn errors<'a>(d: &mut Decoder<'a>, node: Node<'a>) -> Option<ErrorLayout> {
    let mut o = d.object(node)?;
    let given: Vec<(ErrorShape, Node<'a>)> =
        SHAPES.into_iter().filter_map(|(name, shape)| Some((shape, o.take(name)?))).collect();
    let mut part = |name| o.take(name).and_then(|node| pointer(d, &node));
    let (field, code, text) = (part("field"), part("code"), part("text"));
    let here = o.node();
    d.finish(o);
    let [(shape, at)] = given.as_slice() else {
        report(d, &here, "exactly one of `list`, `by_field` and `message` tells where errors are");
        return None;
    };
    Some(ErrorLayout { shape: *shape, at: pointer(d, at)?, field, code, text })
}
