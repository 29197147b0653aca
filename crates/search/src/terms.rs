//! The sorted words of a data set, with lookup by word, by prefix and by edit distance.
//!
//! The sorted list is used like a trie: the common prefix of two neighbours is compared once, and if a
//! prefix is too far from the query, all words with it are skipped. So fuzzy search reads a small part of
//! the words and needs no other table.

use std::ops::Range;

/// Distinct words, sorted by their bytes.
#[derive(Default)]
pub struct Terms {
    text: String,
    /// The end of each word in `text`, in bytes.
    ends: Vec<u32>,
}

/// A word within some edit distance of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// The position of the word.
    pub term: usize,
    /// The edit distance; with `is_longer`, that of the prefix.
    pub edits: u8,
    /// True if only a prefix of the word is near.
    pub is_longer: bool,
}

/// The longest query word, in letters, for fuzzy search.
pub const MAX_LETTERS: usize = 32;

impl Terms {
    /// Takes distinct words in sorted order.
    pub fn new<'a>(sorted: impl Iterator<Item = &'a str>) -> Self {
        let mut terms = Self::default();
        for word in sorted {
            terms.text.push_str(word);
            terms.ends.push(u32::try_from(terms.text.len()).unwrap_or(u32::MAX));
        }
        terms
    }

    /// Returns the number of words.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the word at a position.
    ///
    /// # Panics
    /// If the position is not below [`len`](Self::len).
    pub fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }

    /// Returns the position of a word, if it is there.
    pub fn find(&self, word: &str) -> Option<usize> {
        let at = self.partition_point(0..self.len(), &|term| term < word);
        (at < self.len() && self.get(at) == word).then_some(at)
    }

    /// Returns the positions of all words that begin with `prefix`.
    pub fn with_prefix(&self, prefix: &str) -> Range<usize> {
        let start = self.partition_point(0..self.len(), &|term| term < prefix);
        start..self.partition_point(start..self.len(), &|term| term.starts_with(prefix))
    }

    /// Calls `take` with every word within `max_edits` edits of `word`: an insertion, a deletion, a
    /// substitution, or a swap of two neighbouring letters. With `and_longer`, words that have a prefix
    /// within `max_edits` count, too. Returns the number of prefixes that were compared.
    pub fn near(&self, word: &str, max_edits: u8, and_longer: bool, take: &mut dyn FnMut(Near)) -> usize {
        let word: Vec<char> = word.chars().take(MAX_LETTERS + 1).collect();
        if word.len() > MAX_LETTERS {
            return 0;
        }
        let mut distance = EditDistance::new(&word, max_edits);
        let mut at = 0;
        while at < self.len() {
            let term = self.get(at);
            let is_read = distance.read_word(term);
            let prefix = distance.best_prefix_edits();
            // If the rest of the word was not read, the result holds for all words with this prefix.
            let next = if is_read { at + 1 } else { self.after(at, distance.read_part(term)) };
            let whole = if is_read { distance.edits() } else { u8::MAX };
            for term in at..next {
                if whole <= max_edits && (whole <= prefix || !and_longer) {
                    take(Near { term, edits: whole, is_longer: false });
                } else if and_longer && prefix <= max_edits {
                    take(Near { term, edits: prefix, is_longer: true });
                }
            }
            at = next;
        }
        distance.compared
    }

    /// Returns the first position after `at` whose word does not begin with `prefix`. The word at `at` must
    /// begin with it.
    fn after(&self, at: usize, prefix: &str) -> usize {
        // It is usually near: exponential search, then binary search.
        let mut step = 1;
        let mut low = at;
        while low + step < self.len() && self.get(low + step).starts_with(prefix) {
            low += step;
            step *= 2;
        }
        self.partition_point(low..(low + step).min(self.len()), &|term| term.starts_with(prefix))
    }

    /// Returns the first position in a range whose word is not `is_before`.
    fn partition_point(&self, range: Range<usize>, is_before: &dyn Fn(&str) -> bool) -> usize {
        let Range { start: mut low, end: mut high } = range;
        while low < high {
            let middle = low.midpoint(high);
            if is_before(self.get(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// The edit distances (optimal string alignment) between the query and each prefix of a word. The rows of
/// the common prefix are reused for the next word.
struct EditDistance<'a> {
    word: &'a [char],
    max_edits: u8,
    /// The letters read of the current word.
    letters_read: Vec<char>,
    /// `rows[d][j]`: edits between the first `d` letters read and the first `j` letters of the query. A
    /// value above `max_edits` only means "more than `max_edits`".
    rows: Vec<[u8; MAX_LETTERS + 1]>,
    /// `least[d]`: the smallest number of edits between the query and any prefix of up to `d` letters.
    least: Vec<u8>,
    compared: usize,
}

impl<'a> EditDistance<'a> {
    fn new(word: &'a [char], max_edits: u8) -> Self {
        let mut first = [u8::MAX; MAX_LETTERS + 1];
        for (at, cell) in first.iter_mut().enumerate().take(usize::from(max_edits) + 1) {
            *cell = at as u8;
        }
        let least = first[word.len()];
        Self { word, max_edits, letters_read: Vec::new(), rows: vec![first], least: vec![least], compared: 0 }
    }

    /// Reads a word as far as it can still be near. Returns true if that is the whole word.
    fn read_word(&mut self, term: &str) -> bool {
        let mut letters = term.chars();
        let mut shared = 0;
        while shared < self.letters_read.len() && letters.clone().next() == Some(self.letters_read[shared]) {
            letters.next();
            shared += 1;
        }
        self.letters_read.truncate(shared);
        self.rows.truncate(shared + 1);
        self.least.truncate(shared + 1);
        for letter in letters {
            if !self.read_letter(letter) {
                return false;
            }
        }
        true
    }

    /// Returns the number of edits between the query and all letters read.
    fn edits(&self) -> u8 {
        self.rows[self.letters_read.len()][self.word.len()]
    }

    /// Returns the smallest number of edits between the query and any prefix of the letters read.
    fn best_prefix_edits(&self) -> u8 {
        self.least[self.letters_read.len()]
    }

    /// Returns the part of the current word that was read.
    fn read_part<'t>(&self, term: &'t str) -> &'t str {
        &term[..self.letters_read.iter().map(|letter| letter.len_utf8()).sum()]
    }

    /// Reads a letter. Returns true if the word can still be near.
    fn read_letter(&mut self, letter: char) -> bool {
        self.compared += 1;
        let (depth, reach) = (self.letters_read.len() + 1, usize::from(self.max_edits));
        let mut row = [u8::MAX; MAX_LETTERS + 1];
        let mut nearest = u8::MAX;
        let before = &self.rows[depth - 1];
        // Farther from the diagonal there are more than `max_edits` edits.
        for at in depth.saturating_sub(reach)..=(depth + reach).min(self.word.len()) {
            let cell = if at == 0 {
                depth as u8
            } else {
                let is_same = self.word[at - 1] == letter;
                let substitution = before[at - 1].saturating_add(u8::from(!is_same));
                let insertion = before[at].saturating_add(1);
                let deletion = row[at - 1].saturating_add(1);
                let mut cell = substitution.min(insertion).min(deletion);
                let is_swap = at > 1
                    && depth > 1
                    && self.word[at - 2] == letter
                    && self.word[at - 1] == self.letters_read[depth - 2];
                if is_swap {
                    cell = cell.min(self.rows[depth - 2][at - 2].saturating_add(1));
                }
                cell
            };
            row[at] = cell;
            nearest = nearest.min(cell);
        }
        self.letters_read.push(letter);
        self.least.push(self.least[depth - 1].min(row[self.word.len()]));
        self.rows.push(row);
        nearest <= self.max_edits
    }
}
