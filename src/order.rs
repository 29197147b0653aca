//! Sorting by position: one sort for all tables.
//!
//! The standard library's sort is compiled anew for every type sorted: nine of them were 26 KB of
//! WebAssembly. Positions are always `usize`, so this one is in the program once; and it is a plain
//! merge sort, since even one of the standard library's is 1.9 KiB of brotli.

use std::cmp::Ordering;

/// The positions `0..count` in the order that `compare` gives them; equals keep their order.
pub(crate) fn positions(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..count).collect();
    let mut merged = positions.clone();
    let mut run = 1; // how many in a row are in order already
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

/// The same order for rows: taken by position.
pub(crate) fn sorted<T: Clone>(rows: &[T], mut compare: impl FnMut(&T, &T) -> Ordering) -> Vec<T> {
    positions(rows.len(), &mut |a, b| compare(&rows[a], &rows[b]))
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
        fn rows_come_in_order_and_equals_keep_theirs(keys in prop::collection::vec(0u8..5, 0..40)) {
            let rows: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = rows.clone();
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(sorted(&rows, |a, b| a.0.cmp(&b.0)), expected);
        }
    }
}
