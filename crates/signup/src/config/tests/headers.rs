//! Tests of the headers in the settings.

use super::*;

#[test]
fn mistakes_in_headers_are_reported_with_their_place() {
    for (value, told) in [
        ("7", ".headers: expected an object, found 7 (line 5, column 12)"),
        (
            r#"{"Perfer": "x"}"#,
            ".headers.Perfer: there is no header that may be sent `Perfer`, did you mean `prefer`? (line 5, column 23)",
        ),
        (
            r#"{"X-Other": "x"}"#,
            ".headers.X-Other: there is no header that may be sent `X-Other` (line 5, column 24)",
        ),
        (
            r#"{"Accept": "a\nb"}"#,
            ".headers.Accept: a header holds 1 to 1000 characters of ASCII (line 5, column 23)",
        ),
    ] {
        assert_eq!(problem(&[("headers", value)]), told);
    }
}

/// Names that `fetch` drops silently, or that are no tokens of HTTP.
#[test]
fn names_that_browsers_refuse_are_reported() {
    for name in
        FORBIDDEN.iter().chain(&["Proxy-X", "Sec-Fetch-Mode", "Accept:", "if none match", "Pr\u{e4}fer", ""])
    {
        let told = problem(&[("headers", &format!("{{\"{name}\": \"x\"}}"))]);
        let place = format!(".headers.{name}: ");
        let is_secret = name.eq_ignore_ascii_case("cookie");
        let words = if is_secret { "is a secret" } else { "there is no header that may be sent" };
        assert!(told.starts_with(&place) && told.contains(words) && told.contains("(line 5, "), "{told}");
    }
}

#[test]
fn values_that_browsers_refuse_are_reported() {
    for value in ["", "  ", "\\u0000", "\\u007f", "\\r\\n", "a\\nb", "\\tx", "\u{e4}", &"x".repeat(1_001)] {
        let told = problem(&[("headers", &format!("{{\"Accept\": \"{value}\"}}"))]);
        assert!(
            told.starts_with(".headers.Accept: a header holds 1 to 1000 characters of ASCII (line 5, "),
            "{value:?}: {told}"
        );
    }
}

#[test]
fn blanks_around_a_value_are_dropped() {
    let receiver = signup(&with(&[("headers", r#"{"Prefer": "  return=minimal "}"#)])).unwrap();
    assert_eq!(&*receiver.headers[0].value, "return=minimal");
}

#[test]
fn a_header_may_be_given_once() {
    let told = problem(&[("headers", r#"{"Accept": "a", "accept": "b"}"#)]);
    assert!(told.starts_with(".headers.accept: "), "{told}");
}

/// Forbidden request-headers of the Fetch standard, apart from those that begin with `Proxy-` or `Sec-`.
const FORBIDDEN: [&str; 23] = [
    "Accept-Charset",
    "Accept-Encoding",
    "Access-Control-Request-Headers",
    "Access-Control-Request-Method",
    "Access-Control-Request-Private-Network",
    "Connection",
    "Content-Length",
    "Cookie",
    "Cookie2",
    "Date",
    "DNT",
    "Expect",
    "Host",
    "Keep-Alive",
    "Origin",
    "Referer",
    "Set-Cookie",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "Via",
    "X-HTTP-Method-Override",
];

/// Returns `true` if `fetch` sends the header unchanged.
fn is_sendable(name: &str, value: &str) -> bool {
    let is_token = !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b));
    let lower = name.to_ascii_lowercase();
    let is_forbidden = FORBIDDEN.iter().any(|forbidden| forbidden.eq_ignore_ascii_case(name))
        || ["proxy-", "sec-"].iter().any(|prefix| lower.starts_with(prefix));
    let is_legal = !value.contains(['\0', '\r', '\n']) && value.is_ascii();
    is_token && !is_forbidden && is_legal && value.trim_matches(['\t', '\n', '\r', ' ']) == value
}

proptest! {
    #[test]
    fn accepted_headers_are_sent_unchanged(
        name in prop::sample::select(vec!["accept", "Content-Type", "PREFER", "If-None-Match", "Host", ""]),
        value in prop_oneof!["\\PC{0,20}", "[ \\t\\r\\n\\x00a]{0,6}", "[ -~]{0,20}"],
    ) {
        let value = bundle::json::quoted(&value);
        if let Ok(receiver) = signup(&with(&[("headers", &format!("{{\"{name}\": {value}}}"))])) {
            for header in &receiver.headers {
                prop_assert!(is_sendable(&header.name, &header.value), "{header:?}");
            }
        }
    }
}
