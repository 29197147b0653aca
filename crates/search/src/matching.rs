//! Matching: from the words of a query to words of the index.

use std::ops::Range;

use data::challenge::ChallengeIx;
use slim_std::sort::sorted_by;

use crate::field::Kind;
use crate::fold::{Folder, is_written_without_spaces};
use crate::results::{Cost, Suggestion};
use crate::{Index, inflection, terms::Near};

/// The largest number of words of a query; the others are ignored.
const MAX_WORDS: usize = 16;
/// The largest number of suggestions.
const MAX_SUGGESTIONS: usize = 3;

/// Score of the word itself.
const EXACT: u32 = 8;
/// Score of a longer word that begins with it, or of another form of it.
const PREFIX: u32 = 6;
/// Scores by number of edits; one less if only a prefix of the word is near.
const EDITED: [u32; 3] = [PREFIX, 4, 2];
/// Score of a word that is a prefix of the query word.
const LONGEST_PREFIX: u32 = 1;
/// The longest query word, in letters, for which only swapped letters count as a typing error: `kids` is not
/// `kinds`.
const MAX_SHORT_LETTERS: usize = 4;
/// The shortest word, in letters, that may match as a prefix of the query word.
const MIN_PREFIX_LETTERS: usize = 4;
/// The shortest query word, in letters, that gets suggestions.
const MIN_SUGGESTION_LETTERS: usize = 4;

/// A word of a query.
pub(super) struct QueryWord {
    /// The folded word.
    pub folded: String,
    /// The byte range in the query.
    pub range: Range<usize>,
    /// The number of letters.
    pub letters: usize,
    /// True if longer words that begin with it match as well: the visitor may still be typing, or leave
    /// out an ending.
    pub is_prefix: bool,
    /// True for the last word of the query.
    pub is_last: bool,
}

impl QueryWord {
    /// Returns the largest number of edits for a fuzzy match.
    fn max_edits(&self) -> u8 {
        match self.letters {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        }
    }

    /// Returns true if a fuzzy match is near enough. A short word must have two letters swapped, because
    /// one letter changed usually gives a different word.
    fn is_near_enough(&self, term: &str) -> bool {
        let letters: Vec<char> = self.folded.chars().collect();
        let is_swap = |at: usize| {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            term.starts_with(&swapped.into_iter().collect::<String>())
        };
        self.letters > MAX_SHORT_LETTERS || (0..letters.len() - 1).any(is_swap)
    }

    /// Returns true if the word may get suggestions: it is long enough and has no digits.
    fn may_get_suggestions(&self) -> bool {
        self.letters >= MIN_SUGGESTION_LETTERS && self.folded.chars().all(|letter| !letter.is_numeric())
    }
}

/// The words of the index that match a word of the query.
#[derive(Clone, Default)]
pub(super) struct Matches {
    /// The position and the score of each.
    pub terms: Vec<(usize, u32)>,
    /// The number of words at the start of `terms` that begin with the query word.
    pub n_prefix: usize,
    /// True if fuzzy matches or a shorter word are among them.
    pub has_edits: bool,
}

impl Matches {
    /// Adds words that do not begin with the query word.
    fn add(&mut self, terms: impl IntoIterator<Item = usize>, score: u32) {
        self.terms.extend(terms.into_iter().map(|term| (term, score)));
    }
}

/// Splits a query into words.
pub(super) fn query_words(folder: &mut Folder, query: &str) -> Vec<QueryWord> {
    let mut words = Vec::new();
    folder.words(query, &mut |folded, range| {
        let letters = folded.chars().count();
        words.push(QueryWord {
            folded: folded.to_owned(),
            range,
            letters,
            is_prefix: letters > 2,
            is_last: false,
        });
    });
    words.truncate(MAX_WORDS);
    let is_only = words.len() == 1;
    if let Some(last) = words.last_mut() {
        // A single letter beside other words would match half of the index by prefix.
        last.is_prefix = is_only || last.letters > 1;
        last.is_last = true;
    }
    words
}

impl Index {
    /// Returns true for a single letter that is no word of the index: the rest of the word is not typed
    /// yet.
    pub(super) fn is_stray_letter(&self, word: &QueryWord) -> bool {
        let is_letter = |letter: char| letter.is_alphabetic() && !is_written_without_spaces(letter);
        word.letters == 1 && word.folded.chars().all(is_letter) && self.terms.find(&word.folded).is_none()
    }

    /// Returns the words that are equal to a query word, begin with it, or are another form of it.
    pub(super) fn exact_or_prefix(&self, word: &QueryWord) -> Matches {
        let terms = if word.is_prefix {
            self.terms.with_prefix(&word.folded)
        } else {
            self.terms.find(&word.folded).map_or(0..0, |at| at..at + 1)
        };
        let score = |term| if self.terms.get(term).len() == word.folded.len() { EXACT } else { PREFIX };
        let n_prefix = terms.len();
        let terms = terms.map(|term| (term, score(term))).collect();
        let mut found = Matches { terms, n_prefix, has_edits: false };
        found.add(
            inflection::number_variants(&word.folded).iter().filter_map(|form| self.terms.find(form)),
            PREFIX,
        );
        // The query word may have an Arabic prefix itself; then the word without it matches as well.
        let is_other = |term: &usize| !self.terms.get(*term).starts_with(&word.folded);
        found.add(self.arabic.with_prefix(&word.folded, word.is_prefix).filter(is_other), PREFIX);
        if let Some(stripped) = inflection::strip_arabic_prefix(&word.folded) {
            found.add(self.terms.find(stripped), PREFIX);
            found.add(self.arabic.with_prefix(stripped, word.is_prefix).filter(is_other), PREFIX);
        }
        found
    }

    /// Adds the longest word that is a prefix of the query word: if there is no other match, or if it is the whole name
    /// of a challenge and no name has a match. Texts that have the very word must not hide what is named by a shorter
    /// one: `mathematics` is about Math.
    pub(super) fn add_longest_prefix(&self, word: &QueryWord, found: &mut Matches) {
        let ends = word.folded.char_indices().rev().map(|(end, _)| end);
        let mut ends = ends.take(word.letters.saturating_sub(MIN_PREFIX_LETTERS));
        let longest = ends.find_map(|end| self.terms.find(&word.folded[..end]));
        if found.terms.is_empty() {
            found.has_edits = longest.is_some();
            found.add(longest, LONGEST_PREFIX);
            return;
        }
        let is_whole_name =
            |term: &usize| self.names_with(*term).any(|challenge| self.name_lengths[challenge.get()] == 1);
        let is_named = found.terms.iter().any(|(term, _)| self.names_with(*term).next().is_some());
        found.add(longest.filter(|term| !is_named && is_whole_name(term)), LONGEST_PREFIX);
    }

    /// Returns the challenges whose names have a word.
    fn names_with(&self, term: usize) -> impl Iterator<Item = ChallengeIx> + '_ {
        let fields = self.fields_of(term).iter().map(|at| &self.fields[*at as usize]);
        fields.filter(|field| field.kind == Kind::Name).map(|field| field.challenge)
    }

    /// Adds fuzzy matches: those with the smallest number of edits.
    pub(super) fn add_edited(&self, word: &QueryWord, found: &mut Matches, work: &mut Cost) {
        if word.max_edits() == 0 {
            return;
        }
        let mut near: Vec<Near> = Vec::new();
        let mut take = |other: Near| {
            if other.edits > 0 && word.is_near_enough(self.terms.get(other.term)) {
                near.push(other);
            }
        };
        work.prefixes += self.terms.near(&word.folded, word.max_edits(), word.is_last, &mut take);
        let fewest = near.iter().map(|other| other.edits).min().unwrap_or_default();
        for other in near.iter().filter(|other| other.edits == fewest) {
            let score = EDITED[usize::from(other.edits)] - u32::from(other.is_longer);
            found.add([other.term], score);
            found.has_edits = true;
        }
    }

    /// Returns the query words without exact match, each with the best word that was found instead.
    pub(super) fn edits(
        &self,
        query: &str,
        words: &[QueryWord],
        matches: &[Matches],
    ) -> Vec<(String, String)> {
        let edit = |(word, found): (&QueryWord, &Matches)| {
            let is_edited = found.has_edits && found.terms.iter().all(|(_, score)| *score < PREFIX);
            // The best score, then the most frequent word, then the first.
            let best = found.terms.iter().filter(|_| is_edited).rev();
            let (term, _) = best.max_by_key(|(term, score)| (*score, self.fields_of(*term).len()))?;
            Some((query[word.range.clone()].to_owned(), self.spelling(*term).to_owned()))
        };
        words.iter().zip(matches).filter_map(edit).collect()
    }

    /// Returns suggestions for query words without any match, the nearest first, then the most frequent.
    pub(super) fn suggestions(
        &self,
        query: &str,
        words: &[QueryWord],
        matches: &[Matches],
        work: &mut Cost,
    ) -> Vec<Suggestion> {
        let mut suggestions = Vec::new();
        let is_nowhere =
            |(word, found): &(&QueryWord, &Matches)| found.terms.is_empty() && word.may_get_suggestions();
        for (word, _) in words.iter().zip(matches).filter(is_nowhere) {
            let mut near: Vec<Near> = Vec::new();
            let most = word.max_edits() + 1;
            work.prefixes += self.terms.near(&word.folded, most, false, &mut |other| near.push(other));
            // A word with more than half of its letters changed is no useful suggestion.
            near.retain(|other| usize::from(other.edits) * 2 <= word.letters);
            let best = sorted_by(&near, |a, b| {
                let count = |near: &Near| self.fields_of(near.term).len();
                a.edits.cmp(&b.edits).then(count(b).cmp(&count(a)))
            });
            suggestions.extend(best.into_iter().map(|near| {
                let spelling = self.spelling(near.term).to_owned();
                let (before, after) = (&query[..word.range.start], &query[word.range.end..]);
                Suggestion { query: format!("{before}{spelling}{after}"), word: spelling }
            }));
        }
        suggestions.truncate(MAX_SUGGESTIONS);
        suggestions
    }
}
