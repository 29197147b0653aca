//! Sorting of positions.
//!
//! The sort of the standard library is generic and compiled once per type: nine copies were 26 KB of
//! WebAssembly. This one sorts positions, which are always `usize`, so it is compiled once. It is a plain
//! merge sort, because even one copy of the standard library's is 1.9 KiB (brotli).

use std::cmp::Ordering;

/// Returns the positions `0..count`, sorted by `compare`. The sort is stable: equal elements keep their
/// order.
pub fn argsort(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..count).collect();
    let mut merged = positions.clone();
    let mut run = 1; // length of the sorted runs
    while run < count {
        for start in (0..count).step_by(2 * run) {
            let (middle, end) = ((start + run).min(count), (start + 2 * run).min(count));
            let (mut left, mut right) = (start, middle);
            for slot in &mut merged[start..end] {
                let is_left = left < middle
                    && (right == end || compare(positions[left], positions[right]) != Ordering::Greater);
                let from = if is_left { &mut left } else { &mut right };
                *slot = positions[*from];
                *from += 1;
            }
        }
        std::mem::swap(&mut positions, &mut merged);
        run *= 2;
    }
    positions
}

/// Returns a sorted copy of `rows`. The sort is stable.
pub fn sorted_by<T: Clone>(rows: &[T], mut compare: impl FnMut(&T, &T) -> Ordering) -> Vec<T> {
    argsort(rows.len(), &mut |a, b| compare(&rows[a], &rows[b]))
        .into_iter()
        .map(|at| rows[at].clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_sort_is_that_of_std_and_stable(keys in prop::collection::vec(0u8..5, 0..40)) {
            let rows: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = rows.clone();
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(sorted_by(&rows, |a, b| a.0.cmp(&b.0)), expected);
        }
    }
}
