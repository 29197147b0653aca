//! Linear algebra of published cells: what follows from them by addition and subtraction.
//!
//! Vectors have an entry for each inner cell. They are calculated modulo a prime, so no rounding can hide that a
//! sum is complete. A coefficient that the prime divides would be a number beyond any small table's; were there
//! one, the feasible ranges would still be asked afterwards.

/// The Mersenne prime 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;

fn multiply(one: u64, other: u64) -> u64 {
    (u128::from(one) * u128::from(other) % u128::from(PRIME)) as u64
}

fn subtract(one: u64, other: u64) -> u64 {
    if one >= other { one - other } else { one + PRIME - other }
}

/// Returns the inverse of a number that is not 0: its power of `PRIME - 2`, by Fermat.
fn inverse(number: u64) -> u64 {
    let (mut result, mut power, mut exponent) = (1, number, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, power);
        }
        power = multiply(power, power);
        exponent >>= 1;
    }
    result
}

/// A sum of inner cells, with coefficients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector(Vec<u64>);

impl Vector {
    /// Returns the sum of the inner cells `members` of `count`.
    pub fn of(members: &[usize], count: usize) -> Self {
        let mut entries = vec![0; count];
        members.iter().for_each(|at| entries[*at] = 1);
        Self(entries)
    }

    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|entry| *entry == 0)
    }

    fn pivot(&self) -> Option<usize> {
        self.0.iter().position(|entry| *entry != 0)
    }

    /// Subtracts a multiple of `row`, whose entry at `pivot` is 1, so that this entry becomes 0.
    fn eliminate(&mut self, row: &Self, pivot: usize) {
        let factor = self.0[pivot];
        if factor == 0 {
            return;
        }
        for (own, other) in self.0.iter_mut().zip(&row.0).skip(pivot) {
            *own = subtract(*own, multiply(factor, *other));
        }
    }

    /// Scales the first entry that is not 0 to 1, so that proportional vectors are equal.
    fn normalize(&mut self) {
        let Some(pivot) = self.pivot() else { return };
        let factor = inverse(self.0[pivot]);
        self.0.iter_mut().for_each(|entry| *entry = multiply(*entry, factor));
    }
}

/// The sums that follow from some published ones: a basis in echelon form.
#[derive(Clone, Debug, Default)]
pub struct Span {
    /// Rows with the positions of their first entries, which are 1.
    rows: Vec<(usize, Vector)>,
}

impl Span {
    /// Returns what remains of a vector after the basis is eliminated: zero if it follows from the basis, and
    /// equal for two vectors if each follows from the basis and the other one.
    pub fn reduced(&self, vector: &Vector) -> Vector {
        let mut rest = vector.clone();
        for (pivot, row) in &self.rows {
            rest.eliminate(row, *pivot);
        }
        rest.normalize();
        rest
    }

    /// Adds a vector to the basis.
    pub fn add(&mut self, vector: &Vector) {
        let rest = self.reduced(vector);
        let Some(pivot) = rest.pivot() else { return };
        // Rows stay reduced by each other, so that one pass over them in any order is enough.
        for (_, row) in &mut self.rows {
            let factor = row.0[pivot];
            for (own, other) in row.0.iter_mut().zip(&rest.0) {
                *own = subtract(*own, multiply(factor, *other));
            }
        }
        self.rows.push((pivot, rest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(sums: &[&[usize]]) -> Span {
        let mut span = Span::default();
        sums.iter().for_each(|members| span.add(&Vector::of(members, 6)));
        span
    }

    #[test]
    fn what_follows_by_subtraction_is_in_the_span() {
        let follows = |sums: &[&[usize]], sum: &[usize]| span(sums).reduced(&Vector::of(sum, 6)).is_zero();
        assert!(follows(&[&[0, 1, 2], &[1, 2]], &[0]));
        assert!(!follows(&[&[0, 1, 2], &[1]], &[0]));
        // Halves: (ab + bc + ca - 2 bc) / 2 = a.
        assert!(follows(&[&[0, 1], &[1, 2], &[2, 0]], &[0]));
        // Rows and columns of a table of two by three give no inner cell.
        let margins: [&[usize]; 5] = [&[0, 1, 2], &[3, 4, 5], &[0, 3], &[1, 4], &[2, 5]];
        assert!((0..6).all(|at| !follows(&margins, &[at])));
        assert!(follows(&margins, &[0, 1, 2, 3, 4, 5]));
    }

    #[test]
    fn two_sums_that_complete_each_other_leave_the_same_rest() {
        let known = span(&[&[0, 1, 2, 3]]);
        let rest = |sum: &[usize]| known.reduced(&Vector::of(sum, 6));
        assert_eq!(rest(&[0, 1]), rest(&[2, 3]));
        assert_ne!(rest(&[0, 1]), rest(&[1, 2]));
    }
}
