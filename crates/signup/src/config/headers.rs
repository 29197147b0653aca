//! Parser of the headers of a request.
//!
//! A page can't send every header: `fetch` throws an error for names and values that are not legal in HTTP,
//! and silently drops forbidden request-headers and blanks around a value. Settings with such a header are
//! refused here, so that the publisher is told before a visitor signs up.

use data::bundle::DiagnosticKind;
use data::bundle::decode::{Decoder, Node, Object};

use super::receiver::{Encoding, Header, Transport};
use super::report;

/// Headers that may be sent, in lower case; none of them is forbidden. Any other header makes receivers refuse
/// the request, or is a secret.
const ALLOWED: [&str; 6] = ["accept", "content-type", "prefer", "if-none-match", "idempotency-key", "apikey"];

/// Headers whose value is a secret, in lower case.
const SECRET: [&str; 9] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "x-api-key",
    "api-key",
    "x-kit-api-key",
    "osdi-api-token",
    "x-auth-token",
    "x-access-token",
];

/// Length of the longest value, in bytes.
const MAX_VALUE: usize = 1_000;

/// Returns the headers in `headers`.
pub fn read<'a>(
    d: &mut Decoder<'a>,
    o: &mut Object<'a>,
    transport: Transport,
    encoding: Encoding,
) -> Vec<Header> {
    let Some(node) = o.take("headers") else { return Vec::new() };
    if transport != Transport::Fetch {
        report(d, &node, "only `fetch` can send headers");
    }
    let mut headers: Vec<Header> = Vec::new();
    for (name, node) in d.named(&node) {
        if !is_allowed(d, &node, &name, encoding) {
            continue;
        }
        let Some(value) = value(d, &node) else { continue };
        if headers.iter().any(|header| header.name.eq_ignore_ascii_case(&name)) {
            d.report(&node, || DiagnosticKind::DuplicateField(name.clone()));
        }
        headers.push(Header { name: name.into(), value });
    }
    headers
}

/// Returns `true` if a header may be sent. Otherwise, reports why not.
fn is_allowed<'a>(d: &mut Decoder<'a>, node: &Node<'a>, name: &str, encoding: Encoding) -> bool {
    let lower = name.to_ascii_lowercase();
    if SECRET.contains(&lower.as_str()) {
        let message = format!(
            "every visitor can read this file, and a header `{name}` is a secret: it must not stand here; the service has a form for the public, or needs a small server of yours between"
        );
        report(d, node, &message);
        return false;
    }
    if !ALLOWED.contains(&lower.as_str()) {
        d.unknown_id(node, "header that may be sent", name, ALLOWED.into_iter());
        return false;
    }
    if lower == "content-type" && encoding != Encoding::Json {
        report(d, node, "the media type follows from `encoding`; only that of `json` can be another");
    }
    true
}

/// Returns the value of a header without the blanks around it, which `fetch` drops too.
fn value<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<Box<str>> {
    let text: String = d.scalar(node, "text")?;
    let value = text.trim_matches(' ');
    let is_plain =
        (1..=MAX_VALUE).contains(&value.len()) && value.bytes().all(|b| (b' '..=b'~').contains(&b));
    if !is_plain {
        report(d, node, "a header holds 1 to 1000 characters of ASCII");
    }
    Some(value.into())
}
