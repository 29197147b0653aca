//! Scales: from data values to px and back.

/// A linear scale from a domain of data values to a range of px, as `d3.scaleLinear`.
///
/// ```
/// use viz::scale::{Linear, nice, ticks};
///
/// // An axis for shares in percent, 400 CSS px wide, with at most 5 steps.
/// let (low, high, step) = nice([12.0, 87.0].into_iter(), 5).expect("two finite values");
/// assert_eq!(ticks(low, high, step), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
///
/// let x = Linear::new((low, high), (0.0, 400.0));
/// assert_eq!(x.px(25.0), 100.0);
/// assert_eq!(x.value(100.0), 25.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Linear {
    /// Returns the scale that maps `domain.0` to `range.0` and `domain.1` to `range.1`. Either pair may
    /// be descending. A domain of width 0 becomes 1 unit wide, so that its only value is in the middle.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        let domain = if domain.0 == domain.1 { (domain.0 - 0.5, domain.1 + 0.5) } else { domain };
        Self { domain, range }
    }

    /// Returns the position of a value, in px. Values outside the domain are extrapolated, not clamped.
    pub fn px(&self, value: f64) -> f64 {
        let t = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        self.range.0 + t * (self.range.1 - self.range.0)
    }

    /// Returns the value at a position in px: the inverse of [`px`](Self::px). A range of width 0 gives
    /// the start of the domain.
    pub fn value(&self, px: f64) -> f64 {
        let width = self.range.1 - self.range.0;
        if width == 0.0 {
            return self.domain.0;
        }
        self.domain.0 + (px - self.range.0) / width * (self.domain.1 - self.domain.0)
    }
}

/// Returns `(low, high, step)`: the extent of `values` rounded outwards to multiples of `step`, the
/// smallest of 1, 2, 5, 10, 20, 50 … that needs at most `max_steps` steps.
///
/// Values that are not finite are ignored. None if no value is left.
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

/// Returns the values from `low` to `high` in steps of `step`, both ends included.
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
        fn px_and_value_are_inverse(a in -1e3..1e3f64, width in 0.1..1e3f64, start in 0.0..500.0f64, length in 1.0..2e3f64, value in -1e3..1e3f64) {
            for range in [(start, start + length), (start + length, start)] {
                let scale = Linear::new((a, a + width), range);
                prop_assert!((scale.value(scale.px(value)) - value).abs() < 1e-6);
            }
        }

        #[test]
        fn a_nice_extent_contains_every_value(values in prop::collection::vec(0.0..1e4f64, 1..40), steps in 2usize..12) {
            let (low, high, step) = nice(values.iter().copied(), steps).unwrap();
            prop_assert!(values.iter().all(|value| (low..=high).contains(value)));
            prop_assert!(ticks(low, high, step).len() <= steps + 1);
        }
    }

    #[test]
    fn no_value_has_no_extent_and_one_value_has_one() {
        assert_eq!(nice([].into_iter(), 5), None);
        assert_eq!(nice([f64::NAN].into_iter(), 5), None);
        assert_eq!(nice([40.0].into_iter(), 5), Some((40.0, 41.0, 1.0)));
        assert_eq!(nice([12.0, 87.0].into_iter(), 10), Some((10.0, 90.0, 10.0)));
    }
}
