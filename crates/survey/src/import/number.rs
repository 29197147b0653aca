//! Numbers in cells, whose decimal sign depends on the program and the country.

use super::text::key;

/// The sign before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimal {
    /// `1,000.5`.
    Point,
    /// `1.000,5`.
    Comma,
}

/// The decimal sign that the numbers of a column tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Numbers without any sign.
    Nothing,
    /// The sign that explains all of them.
    Sign(Decimal),
    /// A number that would mean something else with the other sign, as it is written.
    Open(String),
}

impl Decimal {
    const fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    /// Returns a number as the standard library reads it, or `None` if the sign explains it not.
    ///
    /// Groups of thousands are three digits, divided by the other sign, a blank or an apostrophe.
    pub fn plain(self, text: &str) -> Option<String> {
        let text = key(text);
        let (whole, decimals) = match text.split_once(self.sign()) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (text.as_str(), None),
        };
        let is_divider = |c: char| c == self.other().sign() || c == ' ' || c == '\'';
        let mut groups = whole.split(is_divider);
        let first = groups.next().unwrap_or_default();
        let mut digits = first.to_owned();
        for group in groups {
            let is_group = group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
            let first = first.trim_start_matches(['-', '+']);
            if !is_group || !(1..=3).contains(&first.len()) || first.starts_with('0') {
                return None;
            }
            digits.push_str(group);
        }
        let plain = decimals.map_or_else(|| digits.clone(), |decimals| format!("{digits}.{decimals}"));
        plain.parse::<f64>().is_ok().then_some(plain)
    }
}

/// Returns the form in which texts are looked up among codes: the [`key`], without decimals that are zero, since
/// programs write the code 4 as `4.0` and `4,00` too.
pub(super) fn code(text: &str) -> String {
    let text = key(text);
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((&text, ""));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = digits(whole.trim_start_matches('-')) && digits(decimals) && decimals.len() != 3;
    if is_whole && decimals.bytes().all(|byte| byte == b'0') { whole.to_owned() } else { text }
}

/// Returns what numbers tell about their decimal sign. Texts that are no numbers tell nothing.
pub(super) fn told<'t>(texts: impl Iterator<Item = &'t str>) -> Told {
    let (mut point, mut comma, mut open) = (false, false, None);
    for text in texts {
        let [with_point, with_comma] = [Decimal::Point, Decimal::Comma].map(|sign| sign.plain(text));
        match (with_point, with_comma) {
            (Some(one), Some(other)) if one != other => open = open.or_else(|| Some(text.to_owned())),
            (Some(_), None) => point = true,
            (None, Some(_)) => comma = true,
            _ => {}
        }
    }
    match (point, comma, open) {
        (true, false, _) => Told::Sign(Decimal::Point),
        (false, true, _) => Told::Sign(Decimal::Comma),
        (false, false, None) => Told::Nothing,
        (true, true, None) => Told::Sign(Decimal::Point), // the others are told as no numbers
        (_, _, Some(text)) => Told::Open(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_with_either_sign() {
        for (sign, text, plain) in [
            (Decimal::Point, "1,000.5", Some("1000.5")),
            (Decimal::Comma, "1.000,5", Some("1000.5")),
            (Decimal::Comma, "1 000,5", Some("1000.5")),
            (Decimal::Point, "1'000", Some("1000")),
            (Decimal::Comma, "٠٫٥", None),
            (Decimal::Point, "٠٫٥", Some("0.5")),
            (Decimal::Point, "1,5", None),
            (Decimal::Comma, "1.5", None),
            (Decimal::Comma, "0.500", None),
            (Decimal::Point, "1,00,000", None),
            (Decimal::Point, "one", None),
        ] {
            assert_eq!(sign.plain(text).as_deref(), plain, "{text}");
        }
    }

    #[test]
    fn the_numbers_tell_their_sign_or_it_stays_open() {
        let of = |texts: &[&str]| told(texts.iter().copied());
        assert_eq!(of(&["1", "2"]), Told::Nothing);
        assert_eq!(of(&["1,000", "0.5"]), Told::Sign(Decimal::Point));
        assert_eq!(of(&["1.000", "0,5"]), Told::Sign(Decimal::Comma));
        assert_eq!(of(&["1.234", "0.987"]), Told::Sign(Decimal::Point));
        assert_eq!(of(&["999", "1,000"]), Told::Open("1,000".to_owned()));
        assert_eq!(of(&["1.000"]), Told::Open("1.000".to_owned()));
        assert_eq!(of(&["1,000", "0.5", "0,5"]), Told::Open("1,000".to_owned()));
    }

    #[test]
    fn codes_may_have_decimals_that_are_zero() {
        for (text, plain) in [
            ("4.0", "4"),
            ("4,00", "4"),
            ("-1.0", "-1"),
            ("1,000", "1,000"),
            ("4.5", "4.5"),
            ("a.0", "a.0"),
            ("4.", "4."),
        ] {
            assert_eq!(code(text), plain);
        }
    }

    proptest! {
        #[test]
        fn a_printed_number_is_read_again(thousandths in 1_u32..1_000_000_000) {
            let (whole, rest) = (thousandths / 1_000, thousandths % 1_000);
            let groups = |sign: char| {
                let digits = whole.to_string();
                let mut out = String::new();
                for (at, digit) in digits.chars().enumerate() {
                    if at > 0 && (digits.len() - at) % 3 == 0 {
                        out.push(sign);
                    }
                    out.push(digit);
                }
                out
            };
            let expected = format!("{whole}.{rest:03}");
            for (sign, own, other) in [(Decimal::Point, '.', ','), (Decimal::Comma, ',', '.')] {
                let text = format!("{}{own}{rest:03}", groups(other));
                prop_assert_eq!(sign.plain(&text), Some(expected.clone()));
            }
        }
    }
}
