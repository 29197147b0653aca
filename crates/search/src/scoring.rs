//! Scoring: from matched words to challenges and their scores.

use data::challenge::ChallengeIx;
use data::dataset::Dataset;

use crate::Index;
use crate::field::Kind;
use crate::matching::Matches;
use crate::results::Cost;

/// Score per query word, times the weight of the field, if one field contains all words of the query.
const ALL_IN_ONE_FIELD: u32 = 4;
/// Score, times the weight of a name, if the query contains all words of the name.
const WHOLE_NAME: u32 = 8;

/// The query words that each field and each challenge contains, and the scores.
pub(super) struct Tally {
    /// The number of query words.
    words: usize,
    /// The query words in each field, as a bit set.
    fields: Vec<u32>,
    /// The query words in each challenge, as a bit set.
    challenges: Vec<u32>,
    /// The sum of the scores of each challenge.
    sums: Vec<u32>,
}

impl Tally {
    /// Counts the matches of every query word.
    pub fn new(index: &Index, matches: &[Matches], work: &mut Cost) -> Self {
        let total = index.name_lengths.len();
        let mut tally = Self {
            words: matches.len(),
            fields: vec![0; index.fields.len()],
            challenges: vec![0; total],
            sums: vec![0; total],
        };
        for (at, found) in matches.iter().enumerate() {
            let mut best = vec![0; total];
            let mut n_challenges = 0;
            for (term, score) in &found.terms {
                let postings = index.fields_of(*term);
                work.postings += postings.len();
                for posting in postings {
                    let field = &index.fields[*posting as usize];
                    tally.fields[*posting as usize] |= 1 << at;
                    let best = &mut best[field.challenge.get()];
                    n_challenges += usize::from(*best == 0);
                    *best = (*best).max(score * field.kind.weight());
                }
            }
            // Half as many challenges with the word add 1 to its rarity.
            let rarity =
                total.checked_div(n_challenges).and_then(usize::checked_ilog2).map_or(1, |bits| bits + 1);
            for (challenge, best) in best.into_iter().enumerate().filter(|(_, best)| *best > 0) {
                tally.challenges[challenge] |= 1 << at;
                tally.sums[challenge] += best * rarity;
            }
        }
        tally
    }

    /// Returns the largest number of query words that any challenge contains.
    pub fn max_words_found(&self) -> usize {
        self.challenges.iter().map(|words| words.count_ones()).max().unwrap_or_default() as usize
    }

    /// Returns the number of query words in a field.
    pub fn words_in_field(&self, field: usize) -> u32 {
        self.fields[field].count_ones()
    }

    /// Returns the challenges with exactly `n_words` query words, in the author's order; none if it is 0.
    pub fn challenges_with(&self, dataset: &Dataset, n_words: usize) -> impl Iterator<Item = ChallengeIx> {
        let has = move |words: u32| n_words > 0 && words.count_ones() as usize == n_words;
        dataset.challenges().filter(move |challenge| has(self.challenges[challenge.get()]))
    }

    /// Returns the fields to list below a challenge: those with all its query words, or with one that its
    /// name, theme and summary do not contain.
    pub fn parts_of(&self, index: &Index, challenge: ChallengeIx) -> impl Iterator<Item = usize> {
        let has = self.challenges[challenge.get()];
        let (heads, rest) = index.head_and_other_fields(challenge);
        let head = self.fields[heads].iter().fold(0, |all, words| all | words);
        rest.filter(move |at| {
            let words = self.fields[*at];
            words != 0 && (words == has || words & !head != 0)
        })
    }

    /// Returns the score of a challenge with `n_words` query words.
    pub fn score(&self, index: &Index, challenge: ChallengeIx, n_words: usize) -> u32 {
        let fields = index.fields_in(challenge);
        let words = n_words as u32;
        let has_all = |at: &usize| self.words_in_field(*at) == words;
        let together = fields.clone().filter(has_all).map(|at| index.fields[at].kind.weight()).max();
        let together =
            if self.words > 1 { together.unwrap_or_default() * ALL_IN_ONE_FIELD * words } else { 0 };
        // The first field is the name.
        let is_name = self.words_in_field(fields.start) >= index.name_lengths[challenge.get()];
        let name = if is_name { Kind::Name.weight() * WHOLE_NAME } else { 0 };
        self.sums[challenge.get()] + together + name
    }
}
