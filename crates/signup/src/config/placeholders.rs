//! Placeholders in the settings: what is filled in where. One in another place, or with a misspelled name, would be sent
//! or displayed as it stands, so it is an error.

use data::bundle::decode::{COMMENT, Decoder, Node};
use data::bundle::json;

use super::{MAX_DEPTH, report};

/// Id of the submission in an [`super::Address`], a constant or a header.
pub const SUBMISSION_ID: &str = "{submission_id}";

/// Email address, percent-encoded, in an [`super::Address`].
pub const EMAIL: &str = "{email}";

/// MD5 of the email address in lower case, 32 hexadecimal digits, in an [`super::Address`]. Some services have it as
/// the id of a subscriber.
pub const EMAIL_MD5: &str = "{email_md5}";

/// Constant that stands for the time that the form was open, in milliseconds.
pub const OPEN_MS: &str = "{open_ms}";

/// Constant that stands for the language that the form was displayed in, as a BCP 47 tag.
pub const LANGUAGE: &str = "{language}";

/// Constant that stands for the number of corrections under the id of the submission.
pub const REVISION: &str = "{revision}";

/// Placeholders in the address of a receiver.
pub const IN_ACTION: [&str; 3] = [SUBMISSION_ID, EMAIL, EMAIL_MD5];

/// Placeholders that are a constant of their own, and no part of a longer text.
const ALONE: [&str; 3] = [OPEN_MS, LANGUAGE, REVISION];

/// Reports the placeholders that nothing is filled in for, in names and values, but for comments and the address of
/// the receiver.
pub fn report_unknown<'a>(d: &mut Decoder<'a>, root: &Node<'a>) {
    for (name, node) in root.fields().unwrap_or_default() {
        match &*name {
            COMMENT => {}
            "signup" => in_signup(d, &node),
            _ => everywhere(d, &node, &[], 1),
        }
    }
}

fn in_signup<'a>(d: &mut Decoder<'a>, signup: &Node<'a>) {
    for (name, node) in signup.fields().unwrap_or_default() {
        match &*name {
            COMMENT | "action" => {}
            "headers" => everywhere(d, &node, &[SUBMISSION_ID], 2),
            "extra" => in_extra(d, &node),
            _ => everywhere(d, &node, &[], 2),
        }
    }
}

fn in_extra<'a>(d: &mut Decoder<'a>, extra: &Node<'a>) {
    for (name, node) in extra.fields().unwrap_or_default() {
        if name == COMMENT {
            continue;
        }
        check(d, &node, &name, &[]);
        let text = json::text(node.raw());
        let is_alone = text.as_deref().is_some_and(|text| ALONE.contains(&text));
        let misplaced = ALONE.iter().find(|known| text.as_deref().is_some_and(|text| text.contains(**known)));
        match misplaced {
            _ if is_alone => {}
            Some(known) => {
                report(
                    d,
                    &node,
                    &format!("`{known}` stands alone: it is not filled in within a longer text"),
                );
            }
            None if text.is_some() => check_text(d, &node, &[SUBMISSION_ID, OPEN_MS, LANGUAGE, REVISION]),
            None => everywhere(d, &node, &[SUBMISSION_ID], 3),
        }
    }
}

/// Checks the names and texts in a value.
fn everywhere<'a>(d: &mut Decoder<'a>, node: &Node<'a>, allowed: &[&str], depth: usize) {
    if depth > MAX_DEPTH {
        return; // reported with the secrets
    }
    if let Some(fields) = node.fields() {
        for (name, node) in fields.iter().filter(|(name, _)| name != COMMENT) {
            check(d, node, name, &[]);
            everywhere(d, node, allowed, depth + 1);
        }
    } else if let Some(entries) = node.entries() {
        entries.iter().for_each(|node| everywhere(d, node, allowed, depth + 1));
    } else {
        check_text(d, node, allowed);
    }
}

fn check_text<'a>(d: &mut Decoder<'a>, node: &Node<'a>, allowed: &[&str]) {
    if let Some(text) = json::text(node.raw()) {
        check(d, node, &text, allowed);
    }
}

/// Reports the first placeholder of a text that is not among the allowed ones.
fn check<'a>(d: &mut Decoder<'a>, node: &Node<'a>, text: &str, allowed: &[&str]) {
    let Some(found) = placeholders(text).find(|found| !allowed.contains(found)) else { return };
    let told = match allowed {
        [] => format!("nothing is filled in here, so `{found}` would stay as it is"),
        _ => format!("`{found}` is not filled in here, only {} can be", listed(allowed)),
    };
    report(d, node, &told);
}

/// Returns names in a sentence: `{a}`, `{a} and {b}`, `{a}, {b} and {c}`.
pub fn listed(names: &[&str]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}

/// Returns what looks like a placeholder: anything on one line between braces, also nothing, but no quotes, which stand
/// in JSON.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('{').filter_map(|(at, _)| {
        let found = text.get(at..)?.split_inclusive('}').next().filter(|found| found.ends_with('}'))?;
        let is_name = |c: char| !matches!(c, '{' | '"' | '\'' | '\n' | '\r');
        found.strip_prefix('{')?.chars().all(is_name).then_some(found)
    })
}
