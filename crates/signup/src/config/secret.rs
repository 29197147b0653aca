//! Detection of secrets, which must never be in a file that every visitor can read.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Prefixes of keys that give access to more than a sign-up form, each with the smallest number of letters and
/// digits that follow, and a name. Public keys, which are made for pages, are not among them.
const PREFIXES: [(&str, usize, &str); 15] = [
    ("xkeysib-", 16, "a Brevo API key"),
    ("xsmtpsib-", 16, "a Brevo SMTP key"),
    ("sb_secret_", 4, "a Supabase secret key"),
    ("sk_live_", 8, "a secret key"),
    ("sk_test_", 8, "a secret key"),
    ("sk_", 20, "a secret key"),
    ("ghp_", 16, "a GitHub token"),
    ("github_pat_", 16, "a GitHub token"),
    ("kit_", 16, "a Kit API key"),
    ("w3f_live_", 4, "a Web3Forms API key"),
    ("AKIA", 16, "an Amazon access key"),
    ("SG.", 16, "a SendGrid API key"),
    ("pat-", 2, "an access token"),
    ("api_secret", 0, "an API secret"),
    ("client_secret", 0, "an API secret"),
];

/// Returns the name of the secret that a text seems to have in it.
pub fn secret(text: &str) -> Option<&'static str> {
    let mut before = None;
    for (at, letter) in text.char_indices() {
        let begins_a_word = !before.is_some_and(|c: char| c.is_ascii_alphanumeric());
        before = Some(letter);
        if begins_a_word && let Some(what) = begins_with_secret(&text[at..]) {
            return Some(what);
        }
    }
    None
}

/// Returns the name of the secret that a text seems to begin with.
fn begins_with_secret(text: &str) -> Option<&'static str> {
    for (prefix, least, what) in PREFIXES {
        if text.strip_prefix(prefix).is_some_and(|rest| letters_and_digits(rest) >= least) {
            return Some(what);
        }
    }
    let is_hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    match letters_and_digits(text) {
        // `pat`, 14 letters and digits, a dot, and many more.
        17 if text.starts_with("pat") && text[17..].starts_with('.') => {
            (letters_and_digits(&text[18..]) >= 16).then_some("an Airtable token")
        }
        // 32 hexadecimal digits, and the number of a data centre.
        32 if is_hex(&text[..32]) && text[32..].starts_with("-us") => {
            text[35..].starts_with(|c: char| c.is_ascii_digit()).then_some("a Mailchimp API key")
        }
        _ if text.starts_with("eyJ") && has_service_role(text) => Some("a service_role key"),
        _ => None,
    }
}

fn letters_and_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphanumeric).count()
}

/// Returns `true` if a JSON web token has a role that passes all access rules.
fn has_service_role(token: &str) -> bool {
    let claims = token.split('.').nth(1).and_then(decoded).unwrap_or_default();
    ["service_role", "supabase_admin"].iter().any(|role| claims.contains(role))
}

/// Returns the text in base64url.
fn decoded(text: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Put together here, so that no scanner of repositories takes this file for a leak.
    fn planted() -> Vec<String> {
        let hex = "0123456789abcdef";
        let letters = "AbCdEfGhIjKlMnOpQrStUvWx";
        let claims = |role: &str| {
            // {"role":"service_role"} and {"role":"anon"} in base64url
            let claims = match role {
                "anon" => "eyJyb2xlIjoiYW5vbiJ9",
                _ => "eyJyb2xlIjoic2VydmljZV9yb2xlIn0",
            };
            format!("eyJhbGciOiJIUzI1NiJ9.{claims}.c2lnbmF0dXJl")
        };
        assert_eq!(secret(&claims("anon")), None, "a key that is made to be public");
        vec![
            format!("xkeysib-{hex}{hex}"),
            format!("xsmtpsib-{hex}{hex}"),
            format!("sb_secret_{letters}"),
            format!("sk_{}_{letters}", "live"),
            format!("sk_{}_{letters}", "test"),
            format!("sk_{letters}"),
            format!("ghp_{letters}"),
            format!("github_pat_{letters}"),
            format!("kit_{hex}{hex}"),
            format!("w3f_live_{letters}"),
            format!("AKIA{}", "IOSFODNN7EXAMPLE"),
            format!("SG.{letters}.{letters}"),
            format!("pat-na1-{hex}"),
            format!("pat{}.{hex}{hex}", "AbCdEfGhIjKlMn"),
            format!("{hex}{hex}-us12"),
            claims("service_role"),
            "https://api.example/v3/subscribe?api_secret=x".to_owned(),
        ]
    }

    #[test]
    fn every_planted_secret_is_found() {
        for text in planted() {
            assert!(secret(&text).is_some(), "{text}");
            for around in [format!("Bearer {text}"), format!("https://x.example/?key={text}&a=b")] {
                assert!(secret(&around).is_some(), "{around}");
            }
        }
    }

    #[test]
    fn public_values_are_not_reported() {
        for text in [
            "",
            "task_force_of_many_letters_and_more",
            "sk_newsletter_list_of_2026",
            "pathfinder.example.org/a/very/long/path/to/somewhere",
            "pattern.of.life",
            "MAKIA0123456789ABCDEF",
            "https://api.hsforms.com/submissions/v3/integration/submit/62515/78c2891f-ebdd-44c0-bd94-15c012bbbfbf",
            "https://example.us1.list-manage.com/subscribe/post?u=0123456789abcdef0123456789abcdef&id=0123456789",
            "sb_publishable_AbCdEfGhIjKlMnOp",
            "0123456789abcdef0123456789abcdef",
            "museum-us1",
            "0123456789abcdef0123456789abcdef-user",
            "0123456789abcdef0123456789abcdef-us",
            "eyJ",
            "eyJhbGciOiJIUzI1NiJ9.!.x",
        ] {
            assert_eq!(secret(text), None, "{text}");
        }
    }
}
