//! Suggestions for mistyped domains of email addresses.

/// Common mail providers. A domain in this list is never corrected.
const DOMAINS: [&str; 24] = [
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "ymail.com",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "mail.com",
    "email.com",
    "gmx.com",
    "gmx.net",
    "gmx.de",
    "web.de",
    "comcast.net",
    "verizon.net",
    "sbcglobal.net",
    "att.net",
    "proton.me",
    "protonmail.com",
];

/// Endings of domains that do not exist, each with the one that was probably meant.
const ENDINGS: [(&str, &str); 9] = [
    (".con", ".com"),
    (".cmo", ".com"),
    (".ocm", ".com"),
    (".comm", ".com"),
    (".vom", ".com"),
    (".ogr", ".org"),
    (".rog", ".org"),
    (".nte", ".net"),
    (".deu", ".edu"),
];

/// Returns the address that was probably meant; none if the typed one looks right. Offer it as a suggestion
/// only: the typed address may be right.
pub fn email_hint(typed: &str) -> Option<String> {
    let (local, domain) = typed.trim().split_once('@')?;
    let domain = domain.to_ascii_lowercase();
    if local.is_empty() || domain.contains('@') || DOMAINS.contains(&domain.as_str()) {
        return None;
    }
    let near = DOMAINS
        .iter()
        .map(|known| (strsim::osa_distance(&domain, known), *known))
        // Short names are similar to many others that exist.
        .filter(|(distance, known)| *distance <= known.len().saturating_sub(4) / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known.to_owned());
    let meant = near.or_else(|| {
        ENDINGS.iter().find_map(|(wrong, right)| {
            domain.strip_suffix(wrong).filter(|name| !name.is_empty()).map(|name| format!("{name}{right}"))
        })
    })?;
    Some(format!("{local}@{meant}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn common_mistakes_are_found() {
        for (typed, meant) in [
            ("ana@gmial.com", "ana@gmail.com"),
            ("ana@gmail.co", "ana@gmail.com"),
            ("ana@gmail.con", "ana@gmail.com"),
            ("ana@gnail.com", "ana@gmail.com"),
            (" Ana@Yahooo.com", "Ana@yahoo.com"),
            ("ana@hotmial.com", "ana@hotmail.com"),
            ("ana@hotmai.com", "ana@hotmail.com"),
            ("ana@outlok.com", "ana@outlook.com"),
            ("ana@iclod.com", "ana@icloud.com"),
            ("ana@comcast.ent", "ana@comcast.net"),
            ("ana@district12.example.ogr", "ana@district12.example.org"),
            ("ana@school.con", "ana@school.com"),
        ] {
            assert_eq!(email_hint(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn plausible_addresses_get_no_hint() {
        for typed in [
            "",
            "ana",
            "ana@",
            "@gmial.com",
            "ana@gmail.com",
            "ana@GMAIL.com",
            "ana@mail.com",
            "ana@ymail.com",
            "ana@email.com",
            "ana@example.org",
            "ana@ne.com",
            "ana@mc.com",
            "ana@mad.com",
            "ana@wed.de",
            "ana@k12.oh.us",
            "ana@email.example.org",
            "ana@school.edu",
            "ana@b@gmial.com",
        ] {
            assert_eq!(email_hint(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_hint_needs_no_other_hint(local in "[a-z.+]{1,10}", domain in "[a-z]{1,10}\\.[a-z]{2,4}") {
            if let Some(meant) = email_hint(&format!("{local}@{domain}")) {
                let same_local = meant.split_once('@').map(|(local, _)| local.to_owned());
                prop_assert_eq!(same_local, Some(local.clone()));
                prop_assert_ne!(&meant, &format!("{local}@{domain}"));
                prop_assert_eq!(email_hint(&meant), None);
            }
        }
    }
}
