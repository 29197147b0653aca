//! Weights of respondents, and their cost in precision.

/// A weight in millionths. Integers make sums independent of the order of the sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(u32);

impl Weight {
    /// The weight of a respondent in an unweighted survey.
    pub const ONE: Self = Self(1_000_000);

    /// The greatest weight. Weights of surveys lie around 1; far larger numbers are populations, or come from a
    /// wrong column.
    pub const MAX: f64 = 1_000.0;

    /// Parses a weight such as `1.25`. Returns `None` for 0 and less, for more than [`Weight::MAX`], and for
    /// text that is no number.
    pub fn parse(text: &str) -> Option<Self> {
        let number: f64 = text.trim().parse().ok()?;
        let millionths = (number * 1e6).round();
        (1.0..=Self::MAX * 1e6).contains(&millionths).then_some(Self(millionths as u32))
    }

    /// Returns the weight in millionths.
    pub(super) fn millionths(self) -> u64 {
        u64::from(self.0)
    }
}

/// Sums of weights and of their squares, for the design effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WeightSums {
    count: u32,
    sum: u64,
    squares: u128,
}

impl WeightSums {
    pub fn add(&mut self, weight: Weight) {
        let weight = weight.millionths();
        self.count += 1;
        self.sum += weight;
        self.squares += u128::from(weight) * u128::from(weight);
    }

    pub fn join(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    pub fn count(self) -> u32 {
        self.count
    }

    /// Returns Kish's design effect, `n Σw² / (Σw)²`, 1 or more, rounded up to hundredths; `None` if
    /// all weights are equal. Divided by it, the number of respondents is that of an unweighted survey
    /// with about the same precision. L. Kish, "Survey Sampling" (1965), section 11.7.
    pub fn design_effect(self) -> Option<f64> {
        let (sum, n) = (u128::from(self.sum), u128::from(self.count));
        if sum == 0 || n * self.squares == sum * sum {
            return None;
        }
        let hundredths = (100.0 * (n * self.squares) as f64 / (sum * sum) as f64).ceil();
        Some(hundredths / 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums(weights: &[&str]) -> WeightSums {
        let mut sums = WeightSums::default();
        weights.iter().for_each(|text| sums.add(Weight::parse(text).unwrap()));
        sums
    }

    #[test]
    fn weights_are_read_as_exports_write_them() {
        for (text, millionths) in [("1", 1_000_000), (" 0.25 ", 250_000), ("1.5", 1_500_000), ("1e-3", 1_000)]
        {
            assert_eq!(Weight::parse(text), Some(Weight(millionths)), "{text}");
        }
        for text in ["", "0", "-1", "NaN", "inf", "1001", "0.0000001", "one", "1,5", "1,000,000"] {
            assert_eq!(Weight::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_design_effect_is_that_of_the_formula() {
        // n = 4, sum 8, squares 1 + 1 + 9 + 9 = 20: 4 * 20 / 64.
        assert_eq!(sums(&["1", "1", "3", "3"]).design_effect(), Some(1.25));
        assert_eq!(sums(&["1", "1", "1.1"]).design_effect(), Some(1.01), "rounded up");
        assert_eq!(sums(&["2", "2"]).design_effect(), None);
        assert_eq!(WeightSums::default().design_effect(), None);
    }

    proptest! {
        #[test]
        fn weighting_never_makes_a_survey_more_precise(weights in prop::collection::vec(1_u32..5_000, 1..30)) {
            let mut sums = WeightSums::default();
            weights.iter().for_each(|w| sums.add(Weight(w * 1_000)));
            prop_assert!(sums.design_effect().is_none_or(|effect| effect >= 1.0));
        }
    }
}
