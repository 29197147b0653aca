//! Texts with what was found in them marked, and shortened around it.

use std::ops::Range;

use super::fold::Folder;
use super::terms::Terms;
use crate::challenge::{Lang, Text};

/// How many words of a long text are shown around what was found.
const SHOWN: usize = 36;
/// How many of them stand before it.
const BEFORE: usize = 8;

/// A text, or a part of one, with places marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text as its author wrote it.
    pub text: String,
    /// The language of the text, if it is not the page's.
    pub lang: Lang,
    /// What was found, in bytes of the text: in order, none touching another inside of a word.
    pub marks: Vec<Range<usize>>,
    /// Whether there is more of the text before and behind this part.
    pub is_cut: [bool; 2],
}

impl Marked {
    /// The pieces in reading order, each with whether it is marked.
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

/// What words of a text are marked: those that a search has matched.
pub(super) struct Marker<'a> {
    pub folder: Folder,
    pub terms: &'a Terms,
    /// What was typed, folded, and whether words that go on after it match as well.
    pub typed: &'a [(String, bool)],
    /// Words that match but do not begin with what was typed, by position, sorted: they are marked whole.
    pub others: &'a [usize],
}

impl Marker<'_> {
    /// The whole text.
    pub fn whole(&mut self, text: &Text) -> Marked {
        let marks = self.found(text).into_iter().filter_map(|(_, mark)| mark).collect();
        Marked { text: text.to_string(), lang: text.lang(), marks, is_cut: [false; 2] }
    }

    /// The text around what was found; none if nothing was.
    pub fn around(&mut self, text: &Text) -> Option<Marked> {
        let words = self.found(text);
        let crowd =
            |at: usize| words[at..].iter().take(SHOWN - BEFORE).filter(|(_, mark)| mark.is_some()).count();
        let marked = (0..words.len()).filter(|at| words[*at].1.is_some());
        // The first of those with most beside them.
        let best = marked.max_by_key(|at| (crowd(*at), words.len() - at))?;
        let first =
            if words.len() <= SHOWN { 0 } else { best.saturating_sub(BEFORE).min(words.len() - SHOWN) };
        let last = (first + SHOWN).min(words.len());
        let start = if first == 0 { 0 } else { words[first].0.start };
        // Signs behind the last word belong to it, as does the end of a sentence.
        let end = words.get(last).map_or(text.len(), |(next, _)| next.start);
        let part = text[start..end].trim_end();
        let marks = words[first..last].iter().filter_map(|(_, mark)| mark.clone());
        Some(Marked {
            text: part.to_owned(),
            lang: text.lang(),
            marks: marks.map(|mark| mark.start - start..mark.end - start).collect(),
            is_cut: [first > 0, last < words.len()],
        })
    }

    /// The text around what was found, or its beginning.
    pub fn around_or_begin(&mut self, text: &Text) -> Marked {
        self.around(text).unwrap_or_else(|| {
            let words = self.found(text);
            let end = words.get(SHOWN).map_or(text.len(), |(next, _)| next.start);
            Marked {
                text: text[..end].trim_end().to_owned(),
                lang: text.lang(),
                marks: Vec::new(),
                is_cut: [false, end < text.len()],
            }
        })
    }

    /// Each word of a text, and what of it is marked.
    fn found(&mut self, text: &str) -> Vec<(Range<usize>, Option<Range<usize>>)> {
        let mut words = Vec::new();
        self.folder.words(text, &mut |word, place| {
            let begun = self.typed.iter().filter(|(typed, goes_on)| match goes_on {
                true => word.starts_with(typed.as_str()),
                false => word == typed,
            });
            let begun = begun.map(|(typed, _)| typed).max_by_key(|typed| typed.len());
            let is_other = || {
                let is_known = |at: usize| self.others.binary_search(&at).is_ok();
                !self.others.is_empty() && self.terms.find(word).is_some_and(is_known)
            };
            let matched = match begun {
                Some(typed) => Some(Some(typed)),
                None if is_other() => Some(None),
                None => None,
            };
            words.push((place, matched));
        });
        let mut mark = |place: &Range<usize>, typed: Option<&String>| match typed {
            Some(typed) => place.start..place.start + self.folder.length_of(&text[place.clone()], typed),
            None => place.clone(),
        };
        words
            .into_iter()
            .map(|(place, matched)| {
                let marked = matched.map(|typed| mark(&place, typed));
                (place, marked)
            })
            .collect()
    }
}
