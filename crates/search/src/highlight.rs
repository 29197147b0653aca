//! Highlights: texts with their matches marked, truncated to the surroundings of the matches.

use std::ops::Range;

use data::challenge::{Lang, Text};

use crate::fold::Folder;
use crate::terms::Terms;

/// The number of words of a long text that are shown around a match.
const EXCERPT_WORDS: usize = 36;
/// The number of these words before the match.
const WORDS_BEFORE: usize = 8;

/// A text or an excerpt of one, with its matches marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlighted {
    /// The text as its author wrote it.
    pub text: String,
    /// The language of the text, if it is not the page's.
    pub lang: Lang,
    /// The byte ranges of the matches in `text`: in order, not overlapping, at most one per word.
    pub marks: Vec<Range<usize>>,
    /// Flags for text that the excerpt leaves out before and after it.
    pub is_cut: [bool; 2],
}

impl Highlighted {
    /// Returns the pieces of the text in order, each with true if it is a match.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::new();
        let mut done = 0;
        for mark in &self.marks {
            pieces.push((&self.text[done..mark.start], false));
            pieces.push((&self.text[mark.clone()], true));
            done = mark.end;
        }
        pieces.push((&self.text[done..], false));
        pieces.retain(|(piece, _)| !piece.is_empty());
        pieces
    }
}

/// A highlighter for the matches of one search.
pub(super) struct Highlighter<'a> {
    pub folder: Folder,
    pub terms: &'a Terms,
    /// The folded words of the query, each with true if longer words match as well.
    pub query_words: &'a [(String, bool)],
    /// The positions of words that match without beginning with a word of the query, sorted. They are
    /// marked as a whole.
    pub others: &'a [usize],
}

impl Highlighter<'_> {
    /// Returns the whole text with its matches.
    pub fn whole(&mut self, text: &Text) -> Highlighted {
        let marks = self.matches(text).into_iter().filter_map(|(_, mark)| mark).collect();
        Highlighted { text: text.to_string(), lang: text.lang(), marks, is_cut: [false; 2] }
    }

    /// Returns the excerpt with the most matches; none if there is no match.
    pub fn around(&mut self, text: &Text) -> Option<Highlighted> {
        let words = self.matches(text);
        let n_matches = |at: usize| {
            words[at..].iter().take(EXCERPT_WORDS - WORDS_BEFORE).filter(|(_, mark)| mark.is_some()).count()
        };
        let marked = (0..words.len()).filter(|at| words[*at].1.is_some());
        // Of equally good starts the first.
        let best = marked.max_by_key(|at| (n_matches(*at), words.len() - at))?;
        let first = if words.len() <= EXCERPT_WORDS {
            0
        } else {
            best.saturating_sub(WORDS_BEFORE).min(words.len() - EXCERPT_WORDS)
        };
        let last = (first + EXCERPT_WORDS).min(words.len());
        let start = if first == 0 { 0 } else { words[first].0.start };
        // Punctuation after the last word is part of the excerpt.
        let end = words.get(last).map_or(text.len(), |(next, _)| next.start);
        let excerpt = text[start..end].trim_end();
        let marks = words[first..last].iter().filter_map(|(_, mark)| mark.clone());
        Some(Highlighted {
            text: excerpt.to_owned(),
            lang: text.lang(),
            marks: marks.map(|mark| mark.start - start..mark.end - start).collect(),
            is_cut: [first > 0, last < words.len()],
        })
    }

    /// Returns the excerpt with the most matches, or else the beginning of the text.
    pub fn around_or_start(&mut self, text: &Text) -> Highlighted {
        self.around(text).unwrap_or_else(|| {
            let words = self.matches(text);
            let end = words.get(EXCERPT_WORDS).map_or(text.len(), |(next, _)| next.start);
            Highlighted {
                text: text[..end].trim_end().to_owned(),
                lang: text.lang(),
                marks: Vec::new(),
                is_cut: [false, end < text.len()],
            }
        })
    }

    /// Returns the byte range of each word of a text, and that of its match.
    fn matches(&mut self, text: &str) -> Vec<(Range<usize>, Option<Range<usize>>)> {
        let mut words = Vec::new();
        self.folder.words(text, &mut |word, range| {
            let by_prefix = self.query_words.iter().filter(|(query_word, is_prefix)| match is_prefix {
                true => word.starts_with(query_word.as_str()),
                false => word == query_word,
            });
            let by_prefix =
                by_prefix.map(|(query_word, _)| query_word).max_by_key(|query_word| query_word.len());
            let is_other = || {
                let is_known = |at: usize| self.others.binary_search(&at).is_ok();
                !self.others.is_empty() && self.terms.find(word).is_some_and(is_known)
            };
            let matched = match by_prefix {
                Some(query_word) => Some(Some(query_word)),
                None if is_other() => Some(None),
                None => None,
            };
            words.push((range, matched));
        });
        let mut mark = |range: &Range<usize>, query_word: Option<&String>| match query_word {
            Some(query_word) => {
                range.start..range.start + self.folder.prefix_len(&text[range.clone()], query_word)
            }
            None => range.clone(),
        };
        words
            .into_iter()
            .map(|(range, matched)| {
                let marked = matched.map(|query_word| mark(&range, query_word));
                (range, marked)
            })
            .collect()
    }
}
