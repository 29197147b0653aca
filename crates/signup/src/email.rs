//! Email addresses.

use data::challenge::{is_deceptive, is_invisible};

/// Email address that browsers accept in a form, and that is short enough to be deliverable.
///
/// The rule is that of `<input type=email>` in the WHATWG HTML standard ("valid e-mail address"). It
/// accepts `a@b`; a receiver may be stricter. A domain in another script is kept in the ASCII form that
/// mail servers use. Letters outside ASCII before the `@` need mail servers with SMTPUTF8 (RFC 6531) all
/// the way, so only [`EmailAddress::parse_smtputf8`] accepts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(Box<str>);

impl EmailAddress {
    /// Length of the longest address that mail servers carry, in bytes (RFC 5321 with erratum 1690).
    pub const MAX_LEN: usize = 254;

    /// Returns the address in `text`, which has no blanks around it; none if it is not valid.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_smtputf8(text).filter(|address| address.0.is_ascii())
    }

    /// Returns the address in `text`, which has no blanks around it, and may have letters of any script before
    /// the `@`; none if it is not valid. Such letters are kept composed (NFC), as RFC 6532 asks.
    pub fn parse_smtputf8(text: &str) -> Option<Self> {
        let (local, domain) = text.split_once('@')?;
        if !domain.is_ascii() {
            return Self::parse_smtputf8(&format!("{local}@{}", slim_std::unicode::domain_to_ascii(domain)?));
        }
        let local_ok = !local.is_empty() && local.chars().all(is_local);
        let text = slim_std::unicode::nfc(text);
        (local_ok && text.len() <= Self::MAX_LEN && domain.split('.').all(is_label))
            .then(|| Self(text.into()))
    }

    /// Returns the address, with its domain in ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns a typed or pasted text without blanks around it and without characters that show nothing, such as
    /// zero-width spaces, soft hyphens and direction marks, which copying brings along. Joiners stay where they
    /// may be part of a word: beside letters outside ASCII.
    pub fn tidy(text: &str) -> String {
        let is_joiner = |c: char| matches!(c, '\u{200C}' | '\u{200D}');
        let joins = text.chars().any(|c| !c.is_ascii() && !is_invisible(c) && !c.is_whitespace());
        let shown: String = text.chars().filter(|c| !is_invisible(*c) || (joins && is_joiner(*c))).collect();
        shown.trim().to_owned()
    }

    /// Returns the key that all spellings of one address share: the address in lower case.
    ///
    /// The part before the `@` may in theory be case-sensitive, but at no known service it is.
    pub fn key(&self) -> String {
        slim_std::unicode::to_lowercase(&self.0)
    }
}

/// Returns `true` for a character that may stand before the `@`, outside of quotes.
fn is_local(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    }
    !c.is_whitespace() && !c.is_control() && !is_deceptive(c)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_that_of_browsers() {
        let (longest_label, label_too_long) = ("b".repeat(63), "b".repeat(64));
        for (text, good) in [
            ("name@example.org", true),
            ("a@b", true),
            (".a@b.c", true),
            ("a..b@c.d", true),
            ("o'neil+list/x=y@k12.example.us", true),
            ("a@1-2.c", true),
            (&format!("a@{longest_label}.c"), true),
            (&format!("a@{label_too_long}.c"), false),
            ("", false),
            ("a", false),
            ("@b", false),
            ("a@", false),
            ("a@b@c", false),
            ("a b@c", false),
            ("a@b..c", false),
            ("a@.b", false),
            ("a@b.", false),
            ("a@-b", false),
            ("a@b-", false),
            ("a@b_c", false),
            ("\"a\"@b", false),
            ("a(b)@c", false),
            ("<a@b>", false),
            ("\u{fc}@b.c", false),
            ("a@b\u{fc}cher.example", true),
            ("a@b\u{fc}cher.example/x", false),
            ("a@b@\u{fc}", false),
            ("a@b.c\n", false),
        ] {
            assert_eq!(EmailAddress::parse(text).is_some(), good, "{text:?}");
        }
    }

    #[test]
    fn the_longest_address_has_254_bytes() {
        let of_len = |n: usize| format!("{}@b.c", "a".repeat(n - 4));
        assert!(EmailAddress::parse(&of_len(254)).is_some());
        assert!(EmailAddress::parse(&of_len(255)).is_none());
    }

    #[test]
    fn a_domain_of_another_script_is_kept_in_ascii() {
        let address = EmailAddress::parse("Ana@B\u{fc}cher.example").unwrap();
        assert_eq!(address.as_str(), "Ana@xn--bcher-kva.example");
    }

    #[test]
    fn letters_of_any_script_need_smtputf8() {
        for (text, kept) in [
            ("jos\u{e9}@example.org", "jos\u{e9}@example.org"),
            ("jose\u{301}@b\u{fc}cher.example", "jos\u{e9}@xn--bcher-kva.example"),
            ("\u{7528}\u{6237}@example.org", "\u{7528}\u{6237}@example.org"),
        ] {
            assert_eq!(EmailAddress::parse(text), None, "{text}");
            assert_eq!(EmailAddress::parse_smtputf8(text).unwrap().as_str(), kept);
        }
        for bad in
            ["jos\u{e9}", "\u{e9} a@b", "a\u{a0}b@c", "a\u{85}@b", "a\u{202e}b@c", "\u{e9}@", "\u{e9}@b@c"]
        {
            assert_eq!(EmailAddress::parse_smtputf8(bad), None, "{bad:?}");
        }
        assert_eq!(EmailAddress::parse_smtputf8("JOS\u{c9}@B.c").unwrap().key(), "jos\u{e9}@b.c");
    }

    #[test]
    fn what_shows_nothing_is_dropped() {
        for hidden in
            ["\u{200b}", "\u{feff}", "\u{2060}", "\u{ad}", "\u{200e}", "\u{200f}", "\u{202a}", "\u{200d}"]
        {
            for text in
                [format!("{hidden}a@b.c"), format!(" a{hidden}@b.c"), format!("a@b{hidden}.c {hidden}\t")]
            {
                assert_eq!(EmailAddress::tidy(&text), "a@b.c", "{text:?}");
            }
        }
        assert_eq!(EmailAddress::tidy("a b@c"), "a b@c", "a blank shows");
        let persian = "a@\u{646}\u{627}\u{645}\u{647}\u{200c}\u{627}\u{6cc}.example";
        assert_eq!(
            EmailAddress::tidy(&format!("{persian}\u{200b}")),
            persian,
            "it is another name without it"
        );
    }

    #[test]
    fn spellings_of_one_address_have_one_key() {
        assert_eq!(EmailAddress::parse("Name@Example.ORG").unwrap().key(), "name@example.org");
    }
}
