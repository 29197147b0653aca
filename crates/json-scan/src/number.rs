//! Numbers, parsed to the precision of `serde_json` without its `float_roundtrip` feature. The parser of
//! the standard library is exact to the last bit, but needs 10 KB of tables.

/// The largest number of characters of a number that surely fits 64 bits.
const SAFE_DIGITS: usize = 18;

/// The powers of ten that `f64` represents exactly: 10⁰ to 10²².
const POWERS_OF_TEN: [f64; 23] = {
    let mut powers = [1.0; 23];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10.0;
        at += 1;
    }
    powers
};

/// Returns the value of a JSON number, with a relative error of at most `f64::EPSILON` for the numbers of
/// bundles. None if `raw` is no number, or too large for `f64`.
pub fn parse_number(raw: &str) -> Option<f64> {
    let (digits, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let (is_negative, digits) = digits.strip_prefix('-').map_or((false, digits), |digits| (true, digits));
    let mut exponent: i32 = exponent.parse().ok()?;
    let (mut significand, mut is_fraction) = (0_u64, false);
    for byte in digits.bytes() {
        if byte == b'.' {
            is_fraction = true;
            continue;
        }
        let digit = u64::from(char::from(byte).to_digit(10)?);
        match significand.checked_mul(10).and_then(|ten| ten.checked_add(digit)) {
            Some(more) => {
                significand = more;
                exponent = exponent.saturating_sub(i32::from(is_fraction));
            }
            // More digits than `f64` can represent.
            None => exponent = exponent.saturating_add(i32::from(!is_fraction)),
        }
    }
    // The exponent is limited to save time: no number of a bundle is near the limits of `f64`.
    let power = (0..exponent.unsigned_abs().min(400)).fold(1.0, |power, _| power * 10.0);
    let magnitude = significand as f64;
    let magnitude = if exponent < 0 { magnitude / power } else { magnitude * power };
    (!digits.is_empty() && magnitude.is_finite()).then_some(if is_negative { -magnitude } else { magnitude })
}

/// Returns the entries of a JSON array of numbers and nulls; none if it contains anything else.
pub fn parse_numbers(raw: &str) -> Option<Vec<Option<f64>>> {
    let inside = raw.strip_prefix('[')?.strip_suffix(']')?;
    let mut values = Vec::new();
    if crate::trim_blanks(inside).is_empty() {
        return Some(values);
    }
    let mut start = 0;
    loop {
        let (value, end) = match plain_decimal(inside.as_bytes(), start) {
            Some((value, end)) => (Some(value), end),
            None => {
                let rest = inside.get(start..)?;
                let len = rest.find(',').unwrap_or(rest.len());
                let raw = crate::trim_blanks(&rest[..len]);
                (if raw == "null" { None } else { Some(parse_number(raw)?) }, start + len)
            }
        };
        values.push(value);
        if end == inside.len() {
            return Some(values);
        }
        start = end + 1;
    }
}

/// Returns a number and the position after it, for the usual case: few digits, no sign, exponent or blank,
/// and followed by a comma or the end.
fn plain_decimal(bytes: &[u8], start: usize) -> Option<(f64, usize)> {
    let (mut significand, mut at, mut point) = (0_u64, start, None);
    loop {
        match bytes.get(at) {
            Some(digit @ b'0'..=b'9') => significand = significand.wrapping_mul(10) + u64::from(digit - b'0'),
            Some(b'.') if point.is_none() => point = Some(at),
            Some(b',') | None => break,
            Some(_) => return None,
        }
        at += 1;
    }
    let n_decimals = point.map_or(0, |point| at - point - 1);
    (at > start && at - start <= SAFE_DIGITS).then(|| (significand as f64 / POWERS_OF_TEN[n_decimals], at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_those_of_serde_json(text in "-?(0|[1-9][0-9]{0,15})(\\.[0-9]{1,16})?([eE][-+]?[0-9])?") {
            let expected: f64 = serde_json::from_str(&text).unwrap();
            let parsed = parse_number(&text).unwrap();
            prop_assert!((parsed - expected).abs() <= expected.abs() * f64::EPSILON, "{parsed} {expected}");
        }

        #[test]
        fn shares_are_exact(tenths in 0_u32..=1000) {
            let text = format!("{}.{}", tenths / 10, tenths % 10);
            prop_assert_eq!(parse_number(&text), text.parse().ok());
        }

        #[test]
        fn an_array_is_parsed_as_its_entries(
            entries in prop::collection::vec("null|-?(0|[1-9][0-9]{0,22})(\\.[0-9]{1,22})?([eE][-+]?[0-9])?", 0..12),
            blanks in prop::sample::select(vec!["", " ", "\n\t "]),
        ) {
            let list = format!("[{blanks}{}{blanks}]", entries.join(&format!("{blanks},{blanks}")));
            let each = entries.iter().map(|raw| if raw == "null" { None } else { parse_number(raw) });
            prop_assert_eq!(parse_numbers(&list), Some(each.collect::<Vec<_>>()));
        }

        #[test]
        fn other_values_are_rejected(
            entry in "\"few\"|\"1,2\"|true|\\[1,2\\]|\\{\"a\":1\\}|",
            before in "(1,){0,3}",
            after in "(,1){1,3}",
        ) {
            prop_assert_eq!(parse_numbers(&format!("[{before}{entry}{after}]")), None);
            prop_assert_eq!(parse_numbers(&format!("{before}{entry}{after}")), None);
        }
    }
}
