//! Ids of table rows, and suggestions for unknown ids.

use std::collections::BTreeMap;

/// The ids of a table with look-up of their rows.
#[derive(Default)]
pub struct Ids {
    rows: BTreeMap<String, usize>,
    count: usize,
}

impl Ids {
    /// Adds the id of the next row and returns whether it is new. Of two rows with one id, look-up finds the
    /// first.
    pub fn add(&mut self, id: String) -> bool {
        let row = self.count;
        self.count += 1;
        *self.rows.entry(id).or_insert(row) == row
    }

    /// Returns the row of an id.
    pub fn get(&self, id: &str) -> Option<usize> {
        self.rows.get(id).copied()
    }

    /// Returns the number of rows, those with a duplicate id included.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Returns all ids in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }
}

/// Returns the 32-bit FNV-1a hash of a text.
pub(crate) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Returns the most similar of `known`, by optimal string alignment distance; `None` if none is within 1 plus
/// a quarter of its length.
pub fn closest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    // Not `damerau_levenshtein`, which also finds transpositions around other letters: it takes 0.8 KiB of
    // brotli more.
    let distance = |candidate: &str| strsim::osa_distance(name, candidate);
    known
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min() // of equally near names the first of the alphabet, so that messages don't change from run to run
        .map(|(_, candidate)| candidate.to_owned())
}

/// Returns the only one of `known` that ends with the same digits, `y26` for `2026`; `None` if there is none, or
/// several.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn same_year(name: &str, known: &[&str]) -> Option<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let year = digits(name);
    let is_same = |candidate: &&&str| {
        let own = digits(candidate);
        own.len().min(year.len()) >= 2 && (own.ends_with(&year) || year.ends_with(&own))
    };
    let mut same = known.iter().filter(is_same);
    let first = same.next()?;
    same.next().is_none().then(|| (*first).to_owned())
}

#[cfg(test)]
mod tests {
    use super::same_year;

    #[test]
    fn a_wave_is_suggested_by_its_year() {
        assert_eq!(same_year("2026", &["y25", "y26"]), Some("y26".to_owned()));
        assert_eq!(same_year("26", &["spring-2025", "spring-2026"]), Some("spring-2026".to_owned()));
        assert_eq!(same_year("2026", &["spring-26", "fall-26"]), None);
        assert_eq!(same_year("2026", &["w6", "first"]), None);
    }
}
