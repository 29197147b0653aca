//! Numbers in words and styles. Rust's own printing of floats is 4 KiB of brotli in the browser's
//! program, for digits that nobody is shown.

/// To the nearest whole number, halves away from zero: "62".
pub fn whole(number: f64) -> String {
    (number.round() as i64).to_string()
}

/// To the nearest tenth, as styles and SVG read it: "12.5", "-0.1".
pub fn tenths(number: f64) -> String {
    let tenths = (number * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

/// A length in CSS px as a style has it: "12.5px".
pub fn css_px(length: f64) -> String {
    format!("{}px", tenths(length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_away_from_zero_and_small_numbers_keep_their_sign() {
        assert_eq!(["0", "3", "-3", "100"], [0.4, 2.5, -2.5, 99.6].map(whole).each_ref().map(String::as_str));
        assert_eq!(
            (tenths(-0.14), tenths(-0.04), css_px(12.25)),
            ("-0.1".into(), "0.0".into(), "12.3px".into())
        );
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_as_the_nearest(number in -1e9..1e9f64) {
            prop_assert!((whole(number).parse::<f64>().unwrap() - number).abs() <= 0.5);
            prop_assert!((tenths(number).parse::<f64>().unwrap() - number).abs() <= 0.050_001);
        }
    }
}
