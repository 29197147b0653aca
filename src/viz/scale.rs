//! From values to px and back.

/// A straight-line scale from a domain of values to a range of px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Linear {
    /// A scale that sends `domain.0` to `range.0` and `domain.1` to `range.1`. Either may run backwards.
    /// A domain of no width is widened by one unit, so that a single value stands in the middle.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        let domain = if domain.0 == domain.1 { (domain.0 - 0.5, domain.1 + 0.5) } else { domain };
        Self { domain, range }
    }

    /// The place of a value, in px.
    pub fn px(&self, value: f64) -> f64 {
        let part = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        self.range.0 + part * (self.range.1 - self.range.0)
    }

    /// The value at a place. A range of no width gives the start of the domain.
    pub fn value(&self, px: f64) -> f64 {
        let width = self.range.1 - self.range.0;
        if width == 0.0 {
            return self.domain.0;
        }
        self.domain.0 + (px - self.range.0) / width * (self.domain.1 - self.domain.0)
    }
}

/// The least and greatest of `values` moved out to whole steps, and the step:
/// the smallest of 1, 2, 5, 10, 20, 25, 50 … that needs at most `max_steps`.
pub fn nice(values: impl Iterator<Item = f64>, max_steps: usize) -> Option<(f64, f64, f64)> {
    let (least, greatest) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if least > greatest {
        return None;
    }
    let mut decade = 1.0;
    loop {
        for base in [1.0, 2.0, 5.0] {
            let step = base * decade;
            let (low, high) = ((least / step).floor() * step, (greatest / step).ceil() * step);
            let high = if high == low { low + step } else { high };
            if (high - low) / step <= max_steps.max(1) as f64 {
                return Some((low, high, step));
            }
        }
        decade *= 10.0;
    }
}

/// The whole steps from `low` to `high`, both included.
pub fn ticks(low: f64, high: f64, step: f64) -> Vec<f64> {
    let count = ((high - low) / step).round() as usize;
    (0..=count).map(|k| low + step * k as f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn px_and_value_undo_each_other(a in -1e3..1e3f64, width in 0.1..1e3f64, start in 0.0..500.0f64, length in 1.0..2e3f64, value in -1e3..1e3f64) {
            for range in [(start, start + length), (start + length, start)] {
                let scale = Linear::new((a, a + width), range);
                prop_assert!((scale.value(scale.px(value)) - value).abs() < 1e-6);
            }
        }

        #[test]
        fn nice_limits_hold_every_value(values in prop::collection::vec(0.0..1e4f64, 1..40), steps in 2usize..12) {
            let (low, high, step) = nice(values.iter().copied(), steps).unwrap();
            prop_assert!(values.iter().all(|value| (low..=high).contains(value)));
            prop_assert!(ticks(low, high, step).len() <= steps + 1);
        }
    }

    #[test]
    fn nothing_has_no_limits_and_one_value_has_some() {
        assert_eq!(nice([].into_iter(), 5), None);
        assert_eq!(nice([f64::NAN].into_iter(), 5), None);
        assert_eq!(nice([40.0].into_iter(), 5), Some((40.0, 41.0, 1.0)));
        assert_eq!(nice([12.0, 87.0].into_iter(), 10), Some((10.0, 90.0, 10.0)));
    }
}
