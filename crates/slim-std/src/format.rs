//! Number formatting. The float formatting of the standard library adds 4 KiB (brotli) of WebAssembly, for
//! digits that the site never shows.

/// Returns a number rounded to an integer, halves away from zero: "62". Numbers outside `i64` saturate, and
/// NaN gives "0".
pub fn integer(number: f64) -> String {
    (number.round() as i64).to_string()
}

/// Returns a number rounded to one decimal, in the format of CSS and SVG: "12.5", "-0.1".
pub fn one_decimal(number: f64) -> String {
    let tenths = (number * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

/// Returns a CSS length, from CSS px: "12.5px".
pub fn css_px(length: f64) -> String {
    format!("{}px", one_decimal(length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_round_away_from_zero_and_signs_are_kept() {
        assert_eq!(
            ["0", "3", "-3", "100"],
            [0.4, 2.5, -2.5, 99.6].map(integer).each_ref().map(String::as_str)
        );
        assert_eq!(
            (one_decimal(-0.14), one_decimal(-0.04), css_px(12.25)),
            ("-0.1".into(), "0.0".into(), "12.3px".into())
        );
    }

    proptest! {
        #[test]
        fn output_parses_as_the_nearest_number(number in -1e9..1e9f64) {
            prop_assert!((integer(number).parse::<f64>().unwrap() - number).abs() <= 0.5);
            prop_assert!((one_decimal(number).parse::<f64>().unwrap() - number).abs() <= 0.050_001);
        }
    }
}
