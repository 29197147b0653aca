//! What counts as an e-mail address.

/// An address that browsers would accept in a form, and short enough to be deliverable.
///
/// The rule is the one of `<input type=email>` in the WHATWG HTML standard ("valid e-mail
/// address"). It takes `a@b` and refuses letters outside ASCII before the `@`; the last word has
/// the receiver. A domain of another script is kept as the ASCII that mail servers know it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(Box<str>);

impl EmailAddress {
    /// The longest address that mail servers carry, in bytes (RFC 5321 with erratum 1690).
    pub const MAX_LEN: usize = 254;

    /// Checks `text`, without blanks around it, and keeps it, its domain in ASCII.
    pub fn parse(text: &str) -> Option<Self> {
        let (local, domain) = text.split_once('@')?;
        if !domain.is_ascii() {
            return Self::parse(&format!("{local}@{}", crate::idn::to_ascii(domain)?));
        }
        let local_ok = !local.is_empty()
            && local.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
        (local_ok && text.len() <= Self::MAX_LEN && domain.split('.').all(is_label))
            .then(|| Self(text.into()))
    }

    /// The address, its domain in ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one address have in common.
    ///
    /// The part before the `@` may in theory tell cases apart, but no known service does.
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
    fn the_rule_is_the_one_of_browsers() {
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
