//! Numbers, to the precision that `serde_json` reads them with. The standard library's reader is
//! right to the last bit, by tables of 10 KB.

/// More digits than this may not fit 64 bits.
const SAFE_DIGITS: usize = 18;

/// The powers of ten that a float holds exactly.
const POWERS: [f64; 23] = {
    let mut powers = [1.0; 23];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10.0;
        at += 1;
    }
    powers
};

/// A number.
pub fn number(raw: &str) -> Option<f64> {
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
            // More digits than a float can hold.
            None => exponent = exponent.saturating_add(i32::from(!is_fraction)),
        }
    }
    // Nothing that a bundle may hold is near a float's limits.
    let power = (0..exponent.unsigned_abs().min(400)).fold(1.0, |power, _| power * 10.0);
    let size = significand as f64;
    let size = if exponent < 0 { size / power } else { size * power };
    (!digits.is_empty() && size.is_finite()).then_some(if is_negative { -size } else { size })
}

/// The entries of a list of numbers and nulls; nothing if it holds anything else.
pub fn numbers(raw: &str) -> Option<Vec<Option<f64>>> {
    let inside = raw.strip_prefix('[')?.strip_suffix(']')?;
    let mut values = Vec::new();
    if crate::trimmed(inside).is_empty() {
        return Some(values);
    }
    let mut start = 0;
    loop {
        let (value, end) = match plain(inside.as_bytes(), start) {
            Some((value, end)) => (Some(value), end),
            None => {
                let rest = inside.get(start..)?;
                let len = rest.find(',').unwrap_or(rest.len());
                let raw = crate::trimmed(&rest[..len]);
                (if raw == "null" { None } else { Some(number(raw)?) }, start + len)
            }
        };
        values.push(value);
        if end == inside.len() {
            return Some(values);
        }
        start = end + 1;
    }
}

/// A number of few digits with neither sign, exponent nor blank, as nearly all are, that ends where
/// the list does or before a comma; and that place.
fn plain(bytes: &[u8], start: usize) -> Option<(f64, usize)> {
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
    (at > start && at - start <= SAFE_DIGITS).then(|| (significand as f64 / POWERS[n_decimals], at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_what_serde_json_reads(text in "-?(0|[1-9][0-9]{0,15})(\\.[0-9]{1,16})?([eE][-+]?[0-9])?") {
            let theirs: f64 = serde_json::from_str(&text).unwrap();
            let ours = number(&text).unwrap();
            prop_assert!((ours - theirs).abs() <= theirs.abs() * f64::EPSILON, "{ours} {theirs}");
        }

        #[test]
        fn shares_are_exact(tenths in 0_u32..=1000) {
            let text = format!("{}.{}", tenths / 10, tenths % 10);
            prop_assert_eq!(number(&text), text.parse().ok());
        }

        #[test]
        fn many_are_read_as_each_is(
            entries in prop::collection::vec("null|-?(0|[1-9][0-9]{0,22})(\\.[0-9]{1,22})?([eE][-+]?[0-9])?", 0..12),
            blanks in prop::sample::select(vec!["", " ", "\n\t "]),
        ) {
            let list = format!("[{blanks}{}{blanks}]", entries.join(&format!("{blanks},{blanks}")));
            let each = entries.iter().map(|raw| if raw == "null" { None } else { number(raw) });
            prop_assert_eq!(numbers(&list), Some(each.collect::<Vec<_>>()));
        }

        #[test]
        fn what_is_no_list_of_numbers_is_not_read(
            entry in "\"few\"|\"1,2\"|true|\\[1,2\\]|\\{\"a\":1\\}|",
            before in "(1,){0,3}",
            after in "(,1){1,3}",
        ) {
            prop_assert_eq!(numbers(&format!("[{before}{entry}{after}]")), None);
            prop_assert_eq!(numbers(&format!("{before}{entry}{after}")), None);
        }
    }
}
