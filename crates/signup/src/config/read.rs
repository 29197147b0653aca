//! Parser of the receiver.

use data::bundle::decode::{Decoder, Node, Object};

use super::placeholders::{IN_ACTION, LANGUAGE, OPEN_MS, REVISION, listed};
use super::receiver::{Constant, Encoding, Extra, Method, Receiver, Scalar, Transport};
use super::{Address, Target, address, error_texts, fields, headers, report, rules};

/// Default of `timeout_ms`: time until the outcome of a request counts as unknown, in milliseconds.
pub const DEFAULT_TIMEOUT_MS: u32 = 10_000;

/// Range of `timeout_ms`: less than a second fails on slow networks, more than a minute nobody waits.
pub const TIMEOUT_MS: std::ops::RangeInclusive<u32> = 1_000..=60_000;

/// Largest number of constants.
const MAX_EXTRA: usize = 40;

/// Settings that make it another receiver than the built-in one.
const SHAPE: [&str; 11] = [
    "method",
    "transport",
    "encoding",
    "headers",
    "extra",
    "honeypot",
    "success",
    "already",
    "errors",
    "error_texts",
    "error_phrases",
];

/// Returns the receiver; none if it has an error.
pub fn receiver<'a>(d: &mut Decoder<'a>, node: Node<'a>) -> Option<Receiver> {
    let mut o = d.object(node)?;
    let action = d.require(&mut o, "action");
    let action_at = action.clone();
    let action = action.and_then(|node| action_address(d, &node));
    let timeout_ms = o.take("timeout_ms").map_or(Some(DEFAULT_TIMEOUT_MS), |node| timeout_ms(d, &node));
    let double_opt_in = flag(d, &mut o, "double_opt_in");
    let idempotent = flag(d, &mut o, "idempotent");
    let replaces = flag(d, &mut o, "replaces");
    let is_own = !o.has("fields") && !SHAPE.iter().any(|name| o.has(name));
    // Parsed even after errors above: publishers want all errors at once.
    let shape = if is_own { None } else { Some(shape(d, &mut o, action_at.as_ref())) };
    if is_own {
        // Asked for, so that a misspelled name is reported with a suggestion.
        SHAPE.into_iter().chain(["fields"]).for_each(|name| drop(o.take(name)));
    }
    d.finish(o);
    let own = Receiver {
        timeout_ms: timeout_ms?,
        double_opt_in: double_opt_in.unwrap_or(false),
        ..Receiver::built_in(action?)
    };
    Some(match shape {
        None => {
            let idempotent = idempotent.unwrap_or(own.idempotent);
            Receiver { idempotent, replaces: replaces.unwrap_or(idempotent), ..own }
        }
        Some(shape) => Receiver {
            idempotent: idempotent.unwrap_or(false),
            replaces: replaces.unwrap_or(false),
            action: own.action,
            timeout_ms: own.timeout_ms,
            double_opt_in: own.double_opt_in,
            ..shape?
        },
    })
}

/// Returns the receiver without its address, time-out and switches.
fn shape<'a>(d: &mut Decoder<'a>, o: &mut Object<'a>, action: Option<&Node<'a>>) -> Option<Receiver> {
    let (transport, encoding) = wire(d, o);
    let method = method(d, o, transport);
    if let (Some(node), Transport::Navigate) = (action, transport)
        && let Some(name) = IN_ACTION.iter().find(|name| node.raw().contains(**name))
    {
        report(d, node, &format!("a form that opens a new tab has no {name} in its address"));
    }
    let headers = headers::read(d, o, transport, encoding);
    let mut targets = Vec::new();
    let fields = fields::read(d, o, encoding, &mut targets);
    let extra = extra(d, o, encoding, &mut targets);
    let honeypot = honeypot(d, o, encoding, &mut targets);
    report_conflicts(d, &targets);
    let (success, already, errors) = rules::read(d, o, transport);
    let error_texts = error_texts::read(d, o, transport, fields.as_deref());
    // The caller sets address, time-out and switches.
    Some(Receiver {
        method,
        transport,
        encoding,
        headers,
        fields: fields?,
        extra,
        honeypot,
        success: success?,
        already,
        errors,
        error_texts,
        ..Receiver::built_in(Address::bundle_beside_the_site())
    })
}

/// Returns `transport` and `encoding`, which must go together.
fn wire<'a>(d: &mut Decoder<'a>, o: &mut Object<'a>) -> (Transport, Encoding) {
    let transport = match choice(d, o.take("transport"), "transport", &["fetch", "opaque", "navigate"]) {
        Some(1) => Transport::Opaque,
        Some(2) => Transport::Navigate,
        _ => Transport::Fetch,
    };
    let given = o.take("encoding");
    let encoding_at = given.clone().unwrap_or_else(|| o.node());
    let encoding = match choice(d, given, "encoding", &["json", "json_text", "form", "multipart"]) {
        Some(1) => Encoding::JsonText,
        Some(2) => Encoding::Form,
        Some(3) => Encoding::Multipart,
        _ => Encoding::Json,
    };
    match (transport, encoding) {
        (Transport::Opaque, Encoding::Json) => {
            report(
                d,
                &encoding_at,
                "without leave to read the answer no browser sends application/json: use `json_text`, `form` or `multipart`",
            );
        }
        (Transport::Navigate, Encoding::Json | Encoding::JsonText) => {
            report(d, &encoding_at, "a browser's own form can't send JSON: use `form` or `multipart`");
        }
        _ => {}
    }
    (transport, encoding)
}

/// Returns `method`, which must go together with `transport`.
fn method<'a>(d: &mut Decoder<'a>, o: &mut Object<'a>, transport: Transport) -> Method {
    let method_at = o.take("method");
    let method = match choice(d, method_at.clone(), "method", &["POST", "PUT"]) {
        Some(1) => Method::Put,
        _ => Method::Post,
    };
    if let (Some(node), Method::Put, Transport::Opaque | Transport::Navigate) =
        (&method_at, method, transport)
    {
        report(d, node, "only `fetch` can send PUT");
    }
    method
}

/// Returns an address, which may have the placeholders [`IN_ACTION`] and no other braces in it.
fn action_address<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<Address> {
    let address = address(d, Some(node.clone()))?;
    let rest = IN_ACTION.iter().fold(address.as_str().to_owned(), |rest, name| rest.replace(name, ""));
    if rest.contains(['{', '}']) {
        report(d, node, &format!("only {} can be filled in", listed(&IN_ACTION)));
    }
    Some(address)
}

fn timeout_ms<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<u32> {
    let ms = d.scalar(node, "a whole number of milliseconds")?;
    if TIMEOUT_MS.contains(&ms) {
        return Some(ms);
    }
    let (least, most) = TIMEOUT_MS.into_inner();
    report(d, node, &format!("{ms} is not between {least} and {most} milliseconds"));
    None
}

pub(super) fn flag<'a>(d: &mut Decoder<'a>, o: &mut Object<'a>, name: &'static str) -> Option<bool> {
    o.take(name).and_then(|node| d.scalar(&node, "true or false"))
}

/// Returns the index of a name among the known ones.
pub(super) fn choice<'a>(
    d: &mut Decoder<'a>,
    node: Option<Node<'a>>,
    kind: &'static str,
    known: &[&str],
) -> Option<usize> {
    let node = node?;
    let id: String = d.scalar(&node, "text")?;
    let found = known.iter().position(|name| *name == id);
    if found.is_none() {
        d.unknown_id(&node, kind, &id, known.iter().copied());
    }
    found
}

/// Returns a place in the body, and adds it to `targets`.
pub(super) fn target<'a>(
    d: &mut Decoder<'a>,
    node: &Node<'a>,
    text: &str,
    encoding: Encoding,
    targets: &mut Vec<(Target, Node<'a>)>,
) -> Option<Target> {
    let target = if encoding.is_json() { Target::in_json(text) } else { Target::in_form(text) };
    let target = target.map_err(|error| report(d, node, &error.to_string())).ok()?;
    targets.push((target.clone(), node.clone()));
    Some(target)
}

fn report_conflicts<'a>(d: &mut Decoder<'a>, targets: &[(Target, Node<'a>)]) {
    for (at, (target, node)) in targets.iter().enumerate() {
        if let Some(clash) = targets[..at].iter().find_map(|(earlier, _)| earlier.conflict(target)) {
            report(d, node, &clash.to_string());
        }
    }
}

fn extra<'a>(
    d: &mut Decoder<'a>,
    o: &mut Object<'a>,
    encoding: Encoding,
    targets: &mut Vec<(Target, Node<'a>)>,
) -> Vec<Extra> {
    let Some(node) = o.take("extra") else { return Vec::new() };
    let entries = d.named(&node);
    if entries.len() > MAX_EXTRA {
        report(d, &node, &format!("at most {MAX_EXTRA} constants can go along"));
    }
    let mut extra = Vec::new();
    for (name, node) in entries {
        let to = target(d, &node, &name, encoding, targets);
        let scalars = |nodes: &[Node<'a>]| nodes.iter().map(|node| Scalar::read(node.raw())).collect();
        let value = match node.entries() {
            Some(nodes) => Option::<Vec<Scalar>>::map(scalars(&nodes), Constant::Many),
            None => Scalar::read(node.raw()).map(|value| match &*value.text {
                OPEN_MS => Constant::OpenMs,
                LANGUAGE => Constant::Language,
                REVISION => Constant::Revision,
                _ => Constant::One(value),
            }),
        };
        if value.is_none() {
            d.expected(&node, "text, a number, true, false or a list of them");
        }
        extra.extend(to.zip(value).map(|(to, value)| Extra { to, value }));
    }
    extra
}

fn honeypot<'a>(
    d: &mut Decoder<'a>,
    o: &mut Object<'a>,
    encoding: Encoding,
    targets: &mut Vec<(Target, Node<'a>)>,
) -> Option<Target> {
    let node = o.take("honeypot")?;
    let mut o = d.object(node)?;
    let node = d.require(&mut o, "to");
    d.finish(o);
    let node = node?;
    let text: String = d.scalar(&node, "text")?;
    target(d, &node, &text, encoding, targets)
}
