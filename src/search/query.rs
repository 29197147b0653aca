//! From what was typed to what is shown.

use std::ops::Range;

use super::fold::{Folder, is_written_without_spaces};
use super::kin;
use super::marked::{Marked, Marker};
use super::passage::{Kind, Passage};
use super::{Index, cut, terms::Near};
use crate::atlas::Atlas;
use crate::challenge::ChallengeIx;
use crate::order::sorted;

/// Words of a query behind these are not looked for.
const MOST_WORDS: usize = 16;
/// How many texts are shown beneath a challenge.
const MOST_PARTS: usize = 3;
/// How many words are offered in place of one that is nowhere.
const MOST_SUGGESTIONS: usize = 3;

/// What a match counts: the word itself, a beginning or another form of it, one slip, a beginning with one
/// slip, two slips, a word that begins what was typed.
const EXACT: u32 = 8;
const BEGUN: u32 = 6;
const SLIPPED: [u32; 3] = [BEGUN, 4, 2];
const SHORTENED: u32 = 1;
/// The longest word, in letters, that too few of are left for another letter: `kids` is not `kinds`.
const SHORT: usize = 4;
/// The shortest word, in letters, that is taken for the beginning of one that is nowhere.
const SHORTEST_BEGINNING: usize = 4;
/// The shortest word, in letters, for which others are offered.
const SHORTEST_MEANT: usize = 4;
/// What it counts, a word, that one text holds all words.
const TOGETHER: u32 = 4;
/// What it counts, a word, that they are the challenge's whole name.
const WHOLE_NAME: u32 = 8;

/// What a search has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best challenges, as many as were asked for.
    pub entries: Vec<Entry>,
    /// How many challenges were found.
    pub challenges: usize,
    /// How many results that are: challenges, and texts beneath them.
    pub results: usize,
    /// Whether each challenge found has all words; if not, each has as many as any has.
    pub has_all: bool,
    /// Words that are nowhere as they were typed, with the most frequent one that was found in their place.
    pub slips: Vec<(String, String)>,
    /// For words that are nowhere, not even with slips: others near to them.
    pub suggestions: Vec<Suggestion>,
    /// What it took.
    pub work: Work,
}

/// A challenge that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which one.
    pub challenge: ChallengeIx,
    /// How well it goes with what was typed, against others of the same search.
    pub score: u32,
    /// Its name.
    pub name: Marked,
    /// The name of its theme.
    pub theme: Marked,
    /// What was found in its summary or description, if anything was.
    pub about: Option<Marked>,
    /// The best of its other texts.
    pub parts: Vec<Part>,
    /// How many more of them were found.
    pub more: usize,
}

/// A text beneath a challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is: an idea, a quote or a resource.
    pub kind: Kind,
    /// Its position among the challenge's texts of that kind.
    pub at: usize,
    /// The idea, the words said, the title.
    pub text: Marked,
    /// Who said it, or who published it; empty if that is not known.
    pub beside: Marked,
    /// What was found in a resource's note.
    pub note: Option<Marked>,
}

/// Another word in place of one that is nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The word.
    pub word: String,
    /// All that was typed, with that word in it.
    pub query: String,
}

/// How much a search looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Beginnings of words that were compared with what was typed.
    pub beginnings: usize,
    /// Places of words that were counted.
    pub postings: usize,
}

/// A word of a query.
struct Typed {
    folded: String,
    place: Range<usize>,
    letters: usize,
    /// Whether a longer word that begins so is meant as well: it may still be being typed, or it
    /// leaves an ending out.
    goes_on: bool,
    is_last: bool,
}

impl Typed {
    /// How many slips may be in it.
    fn slips(&self) -> u8 {
        match self.letters {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        }
    }

    /// Whether a word with a slip is near enough to it: of a short word two letters changed places, or
    /// it means another one.
    fn is_near(&self, term: &str) -> bool {
        let typed: Vec<char> = self.folded.chars().collect();
        let swapped = |at: usize| {
            let mut letters = typed.clone();
            letters.swap(at, at + 1);
            term.starts_with(&letters.into_iter().collect::<String>())
        };
        self.letters > SHORT || (0..typed.len() - 1).any(swapped)
    }

    /// Whether others may be offered in its place.
    fn may_be_another(&self) -> bool {
        self.letters >= SHORTEST_MEANT && self.folded.chars().all(|letter| !letter.is_numeric())
    }
}

/// Words of the index that a word of the query is matched with, each with what that counts.
#[derive(Clone, Default)]
struct Matches {
    terms: Vec<(usize, u32)>,
    /// How many of them, the first, begin with what was typed.
    begun: usize,
    has_slips: bool,
}

impl Matches {
    /// Takes words that do not begin with what was typed.
    fn add(&mut self, terms: impl IntoIterator<Item = usize>, counts: u32) {
        self.terms.extend(terms.into_iter().map(|term| (term, counts)));
    }
}

fn typed(folder: &mut Folder, query: &str) -> Vec<Typed> {
    let mut words = Vec::new();
    folder.words(query, &mut |folded, place| {
        let letters = folded.chars().count();
        words.push(Typed { folded: folded.to_owned(), place, letters, goes_on: letters > 2, is_last: false });
    });
    words.truncate(MOST_WORDS);
    let is_only = words.len() == 1;
    if let Some(last) = words.last_mut() {
        // A letter beside other words would begin half of all there are.
        last.goes_on = is_only || last.letters > 1;
        last.is_last = true;
    }
    words
}

impl Index {
    /// Finds what was typed in the atlas that this index was made of, and describes the best `most`
    /// challenges. Nothing is found for no words.
    pub fn find(&self, atlas: &Atlas, query: &str, most: usize) -> Found {
        let query = cut(query);
        let mut folder = Folder::default();
        let mut words = typed(&mut folder, query);
        if words.len() > 1 {
            words.retain(|word| !self.is_stray(word));
        }
        if words.is_empty() {
            return Found::default();
        }
        let mut work = Work::default();
        let mut matches: Vec<Matches> = words.iter().map(|word| self.begun(word)).collect();
        for (word, found) in words.iter().zip(&mut matches).filter(|(_, found)| found.terms.is_empty()) {
            self.add_slips(word, found, &mut work);
            self.add_shorter(word, found);
        }
        let mut tally = Tally::new(self, &matches, &mut work);
        if tally.most_held() < words.len() {
            // Perhaps a word that is somewhere was meant to be another.
            let mut wider = matches.clone();
            for (word, found) in words.iter().zip(&mut wider).filter(|(_, found)| !found.has_slips) {
                self.add_slips(word, found, &mut work);
            }
            let with_slips = Tally::new(self, &wider, &mut work);
            if with_slips.most_held() > tally.most_held() {
                (matches, tally) = (wider, with_slips);
            }
        }
        let held = tally.most_held();
        let mut found = Found {
            has_all: held == words.len(),
            slips: self.slips(query, &words, &matches),
            suggestions: self.suggestions(query, &words, &matches, &mut work),
            ..Found::default()
        };
        // The best, each behind those that are as good: equals keep author's order.
        let mut best: Vec<(u32, ChallengeIx)> = Vec::new();
        for challenge in tally.holders(atlas, held) {
            found.challenges += 1;
            found.results += 1 + tally.beneath(self, challenge).count();
            let score = tally.score(self, challenge, held);
            let at = best.partition_point(|(other, _)| *other >= score);
            if at < most {
                best.truncate(most - 1);
                best.insert(at, (score, challenge));
            }
        }
        let mut others: Vec<usize> = Vec::new();
        for matched in &matches {
            others.extend(matched.terms[matched.begun..].iter().map(|(term, _)| *term));
        }
        let others = sorted(&others, usize::cmp);
        let typed: Vec<(String, bool)> = words.into_iter().map(|word| (word.folded, word.goes_on)).collect();
        let mut marker = Marker { folder, terms: &self.terms, typed: &typed, others: &others };
        for (score, challenge) in best {
            let parts: Vec<usize> = tally.beneath(self, challenge).collect();
            let parts = sorted(&parts, |a, b| tally.held_by(*b).cmp(&tally.held_by(*a)));
            found.entries.push(self.entry(atlas, challenge, score, &parts, &mut marker));
        }
        found.work = work;
        found
    }

    /// Whether a word is a lone letter that stands nowhere by itself: the rest of its word is still to be
    /// typed, or it was left over from another.
    fn is_stray(&self, word: &Typed) -> bool {
        let is_letter = |letter: char| letter.is_alphabetic() && !is_written_without_spaces(letter);
        word.letters == 1 && word.folded.chars().all(is_letter) && self.terms.find(&word.folded).is_none()
    }

    /// Words that are, or begin with, what was typed, or are it in another form.
    fn begun(&self, word: &Typed) -> Matches {
        let terms = if word.goes_on {
            self.terms.beginning_with(&word.folded)
        } else {
            self.terms.find(&word.folded).map_or(0..0, |at| at..at + 1)
        };
        let counts = |term| if self.terms.get(term).len() == word.folded.len() { EXACT } else { BEGUN };
        let begun = terms.len();
        let terms = terms.map(|term| (term, counts(term))).collect();
        let mut found = Matches { terms, begun, has_slips: false };
        found.add(kin::other_number(&word.folded).iter().filter_map(|form| self.terms.find(form)), BEGUN);
        // What was typed may have a particle itself; then the word without one is meant as well.
        let is_other = |term: &usize| !self.terms.get(*term).starts_with(&word.folded);
        found.add(self.bare.beginning_with(&word.folded, word.goes_on).filter(is_other), BEGUN);
        if let Some(bare) = kin::bare(&word.folded) {
            found.add(self.terms.find(bare), BEGUN);
            found.add(self.bare.beginning_with(bare, word.goes_on).filter(is_other), BEGUN);
        }
        found
    }

    /// The longest word that what was typed begins with, where nothing else is found for it.
    fn add_shorter(&self, word: &Typed, found: &mut Matches) {
        if !found.terms.is_empty() {
            return;
        }
        let ends = word.folded.char_indices().rev().map(|(end, _)| end);
        let mut ends = ends.take(word.letters.saturating_sub(SHORTEST_BEGINNING));
        let longest = ends.find_map(|end| self.terms.find(&word.folded[..end]));
        found.has_slips = longest.is_some();
        found.add(longest, SHORTENED);
    }

    /// Words that are what was typed but for a slip; for two only where there are none for one.
    fn add_slips(&self, word: &Typed, found: &mut Matches, work: &mut Work) {
        if word.slips() == 0 {
            return;
        }
        let mut near: Vec<Near> = Vec::new();
        let mut take = |other: Near| {
            if other.slips > 0 && word.is_near(self.terms.get(other.term)) {
                near.push(other);
            }
        };
        work.beginnings += self.terms.near(&word.folded, word.slips(), word.is_last, &mut take);
        let fewest = near.iter().map(|other| other.slips).min().unwrap_or_default();
        for other in near.iter().filter(|other| other.slips == fewest) {
            let counts = SLIPPED[usize::from(other.slips)] - u32::from(other.is_longer);
            found.add([other.term], counts);
            found.has_slips = true;
        }
    }

    /// What was found in place of words that are nowhere as they were typed.
    fn slips(&self, query: &str, words: &[Typed], matches: &[Matches]) -> Vec<(String, String)> {
        let slip = |(word, found): (&Typed, &Matches)| {
            let is_slip = found.has_slips && found.terms.iter().all(|(_, counts)| *counts < BEGUN);
            // The best; of those the most frequent one, of those the first.
            let best = found.terms.iter().filter(|_| is_slip).rev();
            let (term, _) = best.max_by_key(|(term, counts)| (*counts, self.passages_of(*term).len()))?;
            Some((query[word.place.clone()].to_owned(), self.spelling(*term).to_owned()))
        };
        words.iter().zip(matches).filter_map(slip).collect()
    }

    /// Words near to those that are nowhere, not even with slips: the nearest first, then the most
    /// frequent.
    fn suggestions(
        &self,
        query: &str,
        words: &[Typed],
        matches: &[Matches],
        work: &mut Work,
    ) -> Vec<Suggestion> {
        let mut suggestions = Vec::new();
        let is_nowhere = |(word, found): &(&Typed, &Matches)| found.terms.is_empty() && word.may_be_another();
        for (word, _) in words.iter().zip(matches).filter(is_nowhere) {
            let mut near: Vec<Near> = Vec::new();
            let most = word.slips() + 1;
            work.beginnings += self.terms.near(&word.folded, most, false, &mut |other| near.push(other));
            // A word of which more is another than the same is not meant.
            near.retain(|other| usize::from(other.slips) * 2 <= word.letters);
            let best = sorted(&near, |a, b| {
                let count = |near: &Near| self.passages_of(near.term).len();
                a.slips.cmp(&b.slips).then(count(b).cmp(&count(a)))
            });
            suggestions.extend(best.into_iter().map(|near| {
                let spelling = self.spelling(near.term).to_owned();
                let (before, after) = (&query[..word.place.start], &query[word.place.end..]);
                Suggestion { query: format!("{before}{spelling}{after}"), word: spelling }
            }));
        }
        suggestions.truncate(MOST_SUGGESTIONS);
        suggestions
    }

    fn entry(
        &self,
        atlas: &Atlas,
        challenge: ChallengeIx,
        score: u32,
        parts: &[usize],
        marker: &mut Marker<'_>,
    ) -> Entry {
        let head = |kind| Passage { challenge, kind, at: 0 }.texts(atlas);
        let name = marker.whole(&head(Kind::Name)[0]);
        let theme = marker.whole(&head(Kind::Theme)[0]);
        let texts = head(Kind::Summary);
        let about = texts.iter().filter_map(|text| marker.around(text)).rev();
        let about = about.max_by_key(|marked| marked.marks.len());
        let shown = parts.iter().take(MOST_PARTS).map(|at| self.part(atlas, self.passages[*at], marker));
        let shown: Vec<Part> = shown.collect();
        Entry { challenge, score, name, theme, about, more: parts.len() - shown.len(), parts: shown }
    }

    fn part(&self, atlas: &Atlas, passage: Passage, marker: &mut Marker<'_>) -> Part {
        let texts = passage.texts(atlas);
        let text = match passage.kind {
            Kind::Resource => marker.whole(&texts[0]),
            _ => marker.around_or_begin(&texts[0]),
        };
        let beside = texts.get(1).map_or_else(Marked::default, |text| marker.whole(text));
        let note = texts.get(2).and_then(|text| marker.around(text));
        Part { kind: passage.kind, at: passage.at, text, beside, note }
    }
}

/// Which words stand where, and what that counts.
struct Tally {
    words: usize,
    /// The words that each passage has, a bit a word.
    passages: Vec<u32>,
    /// The words that each challenge has.
    challenges: Vec<u32>,
    sums: Vec<u32>,
}

impl Tally {
    fn new(index: &Index, matches: &[Matches], work: &mut Work) -> Self {
        let total = index.name_lengths.len();
        let mut tally = Self {
            words: matches.len(),
            passages: vec![0; index.passages.len()],
            challenges: vec![0; total],
            sums: vec![0; total],
        };
        for (at, found) in matches.iter().enumerate() {
            let mut best = vec![0; total];
            let mut holders = 0;
            for (term, counts) in &found.terms {
                let places = index.passages_of(*term);
                work.postings += places.len();
                for place in places {
                    let passage = &index.passages[*place as usize];
                    tally.passages[*place as usize] |= 1 << at;
                    let best = &mut best[passage.challenge.get()];
                    holders += usize::from(*best == 0);
                    *best = (*best).max(counts * passage.kind.weight());
                }
            }
            // Each time half as many have it, it counts one more.
            let rarity = total.checked_div(holders).and_then(usize::checked_ilog2).map_or(1, |bits| bits + 1);
            for (challenge, best) in best.into_iter().enumerate().filter(|(_, best)| *best > 0) {
                tally.challenges[challenge] |= 1 << at;
                tally.sums[challenge] += best * rarity;
            }
        }
        tally
    }

    /// The most words that any challenge has.
    fn most_held(&self) -> usize {
        self.challenges.iter().map(|words| words.count_ones()).max().unwrap_or_default() as usize
    }

    /// How many words a passage has.
    fn held_by(&self, passage: usize) -> u32 {
        self.passages[passage].count_ones()
    }

    /// The challenges that have so many words, in author's order; none for no words.
    fn holders(&self, atlas: &Atlas, held: usize) -> impl Iterator<Item = ChallengeIx> {
        let has = move |words: u32| held > 0 && words.count_ones() as usize == held;
        atlas.challenges().filter(move |challenge| has(self.challenges[challenge.get()]))
    }

    /// The passages beneath a challenge that are told: those with all its words, or with one that its
    /// name, theme and summary lack.
    fn beneath(&self, index: &Index, challenge: ChallengeIx) -> impl Iterator<Item = usize> {
        let has = self.challenges[challenge.get()];
        let (heads, rest) = index.heads_and_rest(challenge);
        let head = self.passages[heads].iter().fold(0, |all, words| all | words);
        rest.filter(move |at| {
            let words = self.passages[*at];
            words != 0 && (words == has || words & !head != 0)
        })
    }

    fn score(&self, index: &Index, challenge: ChallengeIx, held: usize) -> u32 {
        let passages = index.passages_in(challenge);
        let words = held as u32;
        let has_all = |at: &usize| self.held_by(*at) == words;
        let together = passages.clone().filter(has_all).map(|at| index.passages[at].kind.weight()).max();
        let together = if self.words > 1 { together.unwrap_or_default() * TOGETHER * words } else { 0 };
        // The name comes first.
        let is_name = self.held_by(passages.start) >= index.name_lengths[challenge.get()];
        let name = if is_name { Kind::Name.weight() * WHOLE_NAME } else { 0 };
        self.sums[challenge.get()] + together + name
    }
}
