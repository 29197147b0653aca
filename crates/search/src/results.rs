//! The results of a search.

use data::challenge::ChallengeIx;

use crate::field::Kind;
use crate::highlight::Highlighted;

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResults {
    /// The best challenges, at most as many as requested.
    pub entries: Vec<Entry>,
    /// The number of challenges found.
    pub challenges: usize,
    /// The number of ideas, quotes and resources of these challenges that match.
    pub texts: usize,
    /// True if the challenges found contain all words of the query; else they contain as many of them as
    /// any challenge does.
    pub has_all: bool,
    /// Words of the query that the index does not contain, each with the most frequent word that was
    /// searched for instead.
    pub edits: Vec<(String, String)>,
    /// Suggestions for words without any match, not even a fuzzy one.
    pub suggestions: Vec<Suggestion>,
    /// The cost of the search.
    pub work: Cost,
}

/// A challenge in the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The challenge.
    pub challenge: ChallengeIx,
    /// The score; only comparable within the same search.
    pub score: u32,
    /// The name.
    pub name: Highlighted,
    /// The name of its theme.
    pub theme: Highlighted,
    /// The best excerpt of the summary or description, if it matches.
    pub about: Option<Highlighted>,
    /// The best of its other texts that match. If what matches is its name, theme or summary, and no resource, its
    /// first resource with an address is the last of them, or else its first.
    pub parts: Vec<Part>,
    /// The number of further texts that match but are not in `parts`.
    pub more: usize,
}

/// A text listed below a challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The kind: an idea, a quote or a resource.
    pub kind: Kind,
    /// True if it matches; false for a resource of a challenge that does.
    pub is_match: bool,
    /// The position among the texts of this kind of the challenge, from 0.
    pub at: usize,
    /// The idea, the quote, or the title of the resource.
    pub text: Highlighted,
    /// The speaker or the publisher; empty if unknown.
    pub beside: Highlighted,
    /// The best excerpt of the note of a resource, if it matches.
    pub note: Option<Highlighted>,
}

/// A suggested word for one without a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The word.
    pub word: String,
    /// The whole query with the suggested word in it.
    pub query: String,
}

/// The cost of a search; a test limits it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The number of word prefixes that were compared with the query.
    pub prefixes: usize,
    /// The number of postings that were read.
    pub postings: usize,
}
