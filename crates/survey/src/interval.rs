//! Confidence intervals of shares.

/// A 95 % confidence interval of a share, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end in percent, 0 or more.
    pub low: f64,
    /// Upper end in percent, 100 or less.
    pub high: f64,
}

/// The 97.5 % point of the standard normal distribution: 2.5 % lie beyond it on either side.
const Z: f64 = 1.959_963_984_540_054;

/// Returns the 95 % Wilson score interval of `share` percent (0 to 100) of `respondents`, or `None`
/// without respondents.
///
/// Unlike the textbook "± 1.96 standard errors" it never leaves 0 to 100, and its width is never 0.
/// Formula: E. B. Wilson, "Probable inference, the law of succession, and
/// statistical inference", Journal of the American Statistical Association 22 (1927) 209-212;
/// method 3 of R. G. Newcombe, "Two-sided confidence intervals for the single proportion",
/// Statistics in Medicine 17 (1998) 857-872. It holds for simple random samples; with
/// self-selected respondents the true uncertainty is larger.
pub fn wilson(share: f64, respondents: u32) -> Option<Interval> {
    if respondents == 0 || !(0.0..=100.0).contains(&share) {
        return None;
    }
    let (p, n) = (share / 100.0, f64::from(respondents));
    let half_width = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let middle = p + Z * Z / (2.0 * n);
    let scale = 100.0 / (1.0 + Z * Z / n);
    // In exact arithmetic the share lies between the ends; rounding must not change that.
    Some(Interval {
        // `clamp` would bring float formatting into the page, for its panic message.
        low: ((middle - half_width) * scale).max(0.0).min(share),
        high: ((middle + half_width) * scale).min(100.0).max(share),
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))] // proptest is native
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn agrees_with_the_published_examples() {
        // Newcombe (1998), table I, method 3.
        for (yes, n, low, high) in
            [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)]
        {
            let found = wilson(100.0 * f64::from(yes) / f64::from(n), n).unwrap();
            assert!((found.low - low).abs() < 0.005, "{yes} of {n}: {found:?}");
            assert!((found.high - high).abs() < 0.005, "{yes} of {n}: {found:?}");
        }
    }

    #[test]
    fn without_respondents_or_share_there_is_no_interval() {
        assert_eq!(wilson(50.0, 0), None);
        assert_eq!(wilson(f64::NAN, 10), None);
        assert_eq!(wilson(100.1, 10), None);
    }

    proptest! {
        #[test]
        fn holds_the_share_and_stays_a_percent(n in 1_u32..100_000, part in 0.0..=1.0_f64) {
            let share = (f64::from(n) * part).floor() / f64::from(n) * 100.0;
            let found = wilson(share, n).unwrap();
            prop_assert!(0.0 <= found.low && found.low <= share, "{share}: {found:?}");
            prop_assert!(share <= found.high && found.high <= 100.0, "{share}: {found:?}");
        }

        #[test]
        fn narrows_as_more_answer(n in 1_u32..10_000, share in 0.0..=100.0_f64) {
            let width = |n| wilson(share, n).map(|found| found.high - found.low).unwrap();
            prop_assert!(width(2 * n) < width(n));
        }
    }
}
