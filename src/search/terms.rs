//! All words of a data set in order, and which of them are near to what was typed.
//!
//! Sorted words are a tree: what two neighbours begin with is looked at once, and where a beginning
//! is already too far from what was typed, all words that begin so are passed over. So a search for
//! slips reads a small part of the words, and needs no table beside them.

use std::ops::Range;

/// Different words, sorted.
#[derive(Default)]
pub struct Terms {
    text: String,
    /// Where each word ends in the text.
    ends: Vec<u32>,
}

/// A word near to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Which word.
    pub term: usize,
    /// How many slips lie between it and what was typed.
    pub slips: u8,
    /// Whether more letters follow what is near.
    pub is_longer: bool,
}

/// The longest word, in letters, that is looked for with slips.
pub const LONGEST: usize = 32;

impl Terms {
    /// Takes words that are sorted and different.
    pub fn new<'a>(sorted: impl Iterator<Item = &'a str>) -> Self {
        let mut terms = Self::default();
        for word in sorted {
            terms.text.push_str(word);
            terms.ends.push(u32::try_from(terms.text.len()).unwrap_or(u32::MAX));
        }
        terms
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word at a position.
    pub fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }

    /// The position of a word.
    pub fn find(&self, word: &str) -> Option<usize> {
        let at = self.first(0..self.len(), &|term| term < word);
        (at < self.len() && self.get(at) == word).then_some(at)
    }

    /// The positions of all words that begin with `prefix`.
    pub fn beginning_with(&self, prefix: &str) -> Range<usize> {
        let start = self.first(0..self.len(), &|term| term < prefix);
        start..self.first(start..self.len(), &|term| term.starts_with(prefix))
    }

    /// Gives the words that at most `most` slips lie between and `word`: a letter too many, one
    /// missing, another one, or two that changed places. With `and_longer` also those that only begin
    /// with something so near. Gives how many beginnings were compared.
    pub fn near(&self, word: &str, most: u8, and_longer: bool, take: &mut dyn FnMut(Near)) -> usize {
        let word: Vec<char> = word.chars().take(LONGEST + 1).collect();
        if word.len() > LONGEST {
            return 0;
        }
        let mut walk = Walk::new(&word, most);
        let mut at = 0;
        while at < self.len() {
            let term = self.get(at);
            let is_read = walk.go(term);
            let prefix = walk.nearest_beginning();
            // Where the rest was not read, it is the same for all words that begin so.
            let next = if is_read { at + 1 } else { self.after(at, walk.read(term)) };
            let whole = if is_read { walk.slips() } else { u8::MAX };
            for term in at..next {
                if whole <= most && (whole <= prefix || !and_longer) {
                    take(Near { term, slips: whole, is_longer: false });
                } else if and_longer && prefix <= most {
                    take(Near { term, slips: prefix, is_longer: true });
                }
            }
            at = next;
        }
        walk.compared
    }

    /// The first position behind `at` whose word does not begin with `prefix`, as the one at `at` does.
    fn after(&self, at: usize, prefix: &str) -> usize {
        // Most often it is near: look ever farther, then between.
        let mut step = 1;
        let mut low = at;
        while low + step < self.len() && self.get(low + step).starts_with(prefix) {
            low += step;
            step *= 2;
        }
        self.first(low..(low + step).min(self.len()), &|term| term.starts_with(prefix))
    }

    /// The first position in a range whose word `is_before` does not hold for.
    fn first(&self, range: Range<usize>, is_before: &dyn Fn(&str) -> bool) -> usize {
        let Range { start: mut low, end: mut high } = range;
        while low < high {
            let middle = low.midpoint(high);
            if is_before(self.get(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// Distances (optimal string alignment) between what was typed and each beginning of a word, kept
/// while the next word begins the same.
struct Walk<'a> {
    word: &'a [char],
    most: u8,
    /// The letters read of the word of the moment.
    path: Vec<char>,
    /// `rows[d][j]`: slips between the first `d` letters read and the first `j` typed; only right as
    /// far as it is at most `most`, more elsewhere.
    rows: Vec<[u8; LONGEST + 1]>,
    /// The least slips between all that was typed and any of the beginnings up to `d` letters.
    least: Vec<u8>,
    compared: usize,
}

impl<'a> Walk<'a> {
    fn new(word: &'a [char], most: u8) -> Self {
        let mut first = [u8::MAX; LONGEST + 1];
        for (at, cell) in first.iter_mut().enumerate().take(usize::from(most) + 1) {
            *cell = at as u8;
        }
        let least = first[word.len()];
        Self { word, most, path: Vec::new(), rows: vec![first], least: vec![least], compared: 0 }
    }

    /// Reads a word as far as it may be near; tells whether that was all of it.
    fn go(&mut self, term: &str) -> bool {
        let mut letters = term.chars();
        let mut shared = 0;
        while shared < self.path.len() && letters.clone().next() == Some(self.path[shared]) {
            letters.next();
            shared += 1;
        }
        self.path.truncate(shared);
        self.rows.truncate(shared + 1);
        self.least.truncate(shared + 1);
        for letter in letters {
            if !self.add(letter) {
                return false;
            }
        }
        true
    }

    /// The slips between what was typed and the whole word read.
    fn slips(&self) -> u8 {
        self.rows[self.path.len()][self.word.len()]
    }

    fn nearest_beginning(&self) -> u8 {
        self.least[self.path.len()]
    }

    /// As much of a word as was read of it.
    fn read<'t>(&self, term: &'t str) -> &'t str {
        &term[..self.path.iter().map(|letter| letter.len_utf8()).sum()]
    }

    /// Reads a letter; tells whether a word that goes on so may still be near.
    fn add(&mut self, letter: char) -> bool {
        self.compared += 1;
        let (depth, reach) = (self.path.len() + 1, usize::from(self.most));
        let mut row = [u8::MAX; LONGEST + 1];
        let mut nearest = u8::MAX;
        let before = &self.rows[depth - 1];
        // Farther from the diagonal there are more slips than may be.
        for at in depth.saturating_sub(reach)..=(depth + reach).min(self.word.len()) {
            let cell = if at == 0 {
                depth as u8
            } else {
                let is_same = self.word[at - 1] == letter;
                let other = before[at - 1].saturating_add(u8::from(!is_same));
                let missing = before[at].saturating_add(1);
                let too_many = row[at - 1].saturating_add(1);
                let mut cell = other.min(missing).min(too_many);
                let changed_places = at > 1
                    && depth > 1
                    && self.word[at - 2] == letter
                    && self.word[at - 1] == self.path[depth - 2];
                if changed_places {
                    cell = cell.min(self.rows[depth - 2][at - 2].saturating_add(1));
                }
                cell
            };
            row[at] = cell;
            nearest = nearest.min(cell);
        }
        self.path.push(letter);
        self.least.push(self.least[depth - 1].min(row[self.word.len()]));
        self.rows.push(row);
        nearest <= self.most
    }
}
