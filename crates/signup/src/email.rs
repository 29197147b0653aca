//! Email addresses.

/// Email address that browsers accept in a form, and that is short enough to be deliverable.
///
/// The rule is that of `<input type=email>` in the WHATWG HTML standard ("valid e-mail address"). It
/// accepts `a@b`, and no letters outside ASCII before the `@`; a receiver may be stricter. A domain in
/// another script is kept in the ASCII form that mail servers use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(Box<str>);

impl EmailAddress {
    /// Length of the longest address that mail servers carry, in bytes (RFC 5321 with erratum 1690).
    pub const MAX_LEN: usize = 254;

    /// Returns the address in `text`, which has no blanks around it; none if it is not valid.
    pub fn parse(text: &str) -> Option<Self> {
        let (local, domain) = text.split_once('@')?;
        if !domain.is_ascii() {
            return Self::parse(&format!("{local}@{}", slim_std::unicode::domain_to_ascii(domain)?));
        }
        let local_ok = !local.is_empty()
            && local.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
        (local_ok && text.len() <= Self::MAX_LEN && domain.split('.').all(is_label))
            .then(|| Self(text.into()))
    }

    /// Returns the address, with its domain in ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the key that all spellings of one address share: the address in lower case.
    ///
    /// The part before the `@` may in theory be case-sensitive, but at no known service it is.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
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
    fn spellings_of_one_address_have_one_key() {
        assert_eq!(EmailAddress::parse("Name@Example.ORG").unwrap().key(), "name@example.org");
    }
}
