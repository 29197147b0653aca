//! The search itself: from a query to its results.

use data::challenge::ChallengeIx;
use data::dataset::Dataset;
use slim_std::sort::sorted_by;

use crate::field::{Field, Kind};
use crate::fold::Folder;
use crate::highlight::{Highlighted, Highlighter};
use crate::matching::{Matches, QueryWord, query_words};
use crate::results::{Cost, Entry, Part, SearchResults};
use crate::scoring::Tally;
use crate::{Index, cut};

/// The largest number of texts that are listed below a challenge.
const MAX_PARTS: usize = 3;

impl Index {
    /// Returns the result of a query, with at most `most` challenges. It is empty for a query without
    /// words. `dataset` must be the one that the index was built from.
    pub fn find(&self, dataset: &Dataset, query: &str, most: usize) -> SearchResults {
        let query = cut(query);
        let mut folder = Folder::default();
        let mut words = query_words(&mut folder, query);
        if words.len() > 1 {
            words.retain(|word| !self.is_stray_letter(word));
        }
        if words.is_empty() {
            return SearchResults::default();
        }
        let mut work = Cost::default();
        let (matches, tally) = self.match_words(&words, &mut work);
        let n_words = tally.max_words_found();
        let mut found = SearchResults {
            has_all: n_words == words.len(),
            edits: self.edits(query, &words, &matches),
            suggestions: self.suggestions(query, &words, &matches, &mut work),
            ..SearchResults::default()
        };
        // Sorted, the best first; a challenge goes after equal ones, which keeps the author's order.
        let mut best: Vec<(u32, ChallengeIx)> = Vec::new();
        for challenge in tally.challenges_with(dataset, n_words) {
            found.challenges += 1;
            found.texts += tally.parts_of(self, challenge).count();
            let score = tally.score(self, challenge, n_words);
            let at = best.partition_point(|(other, _)| *other >= score);
            if at < most {
                best.truncate(most - 1);
                best.insert(at, (score, challenge));
            }
        }
        let mut others: Vec<usize> = Vec::new();
        for matched in &matches {
            others.extend(matched.terms[matched.n_prefix..].iter().map(|(term, _)| *term));
        }
        let others = sorted_by(&others, usize::cmp);
        let query_words: Vec<(String, bool)> =
            words.into_iter().map(|word| (word.folded, word.is_prefix)).collect();
        let mut highlighter =
            Highlighter { folder, terms: &self.terms, query_words: &query_words, others: &others };
        for (score, challenge) in best {
            let parts: Vec<usize> = tally.parts_of(self, challenge).collect();
            let parts = sorted_by(&parts, |a, b| tally.words_in_field(*b).cmp(&tally.words_in_field(*a)));
            found.entries.push(self.entry(dataset, challenge, score, &parts, &mut highlighter));
        }
        found.work = work;
        found
    }

    /// Returns the matches of every query word. If no challenge contains all words, fuzzy matches are
    /// added where they lead to more words.
    fn match_words(&self, words: &[QueryWord], work: &mut Cost) -> (Vec<Matches>, Tally) {
        let mut matches: Vec<Matches> = words.iter().map(|word| self.exact_or_prefix(word)).collect();
        for (word, found) in words.iter().zip(&mut matches) {
            if found.terms.is_empty() {
                self.add_edited(word, found, work);
            }
            self.add_longest_prefix(word, found);
        }
        let mut tally = Tally::new(self, &matches, work);
        if tally.max_words_found() < words.len() {
            // A word that the index contains may still be a typing error for another one.
            let mut wider = matches.clone();
            for (word, found) in words.iter().zip(&mut wider).filter(|(_, found)| !found.has_edits) {
                self.add_edited(word, found, work);
            }
            let with_edits = Tally::new(self, &wider, work);
            if with_edits.max_words_found() > tally.max_words_found() {
                (matches, tally) = (wider, with_edits);
            }
        }
        (matches, tally)
    }

    /// Returns the entry of a challenge; `parts` are the fields to list, best first.
    fn entry(
        &self,
        dataset: &Dataset,
        challenge: ChallengeIx,
        score: u32,
        parts: &[usize],
        highlighter: &mut Highlighter<'_>,
    ) -> Entry {
        let head = |kind| Field { challenge, kind, at: 0 }.texts(dataset, &self.content);
        let name = highlighter.whole(&head(Kind::Name)[0]);
        let theme = highlighter.whole(&head(Kind::Theme)[0]);
        let texts = head(Kind::Summary);
        let about = texts.iter().filter_map(|text| highlighter.around(text)).rev();
        let about = about.max_by_key(|marked| marked.marks.len());
        let shown = parts.iter().take(MAX_PARTS).map(|at| self.part(dataset, self.fields[*at], highlighter));
        let mut shown: Vec<Part> = shown.collect();
        let more = parts.len() - shown.len();
        let is_resource = |at: &usize| self.fields[*at].kind == Kind::Resource;
        let resources = &self.content.of(challenge).resources;
        let has_no_address = |at: &usize| resources[self.fields[*at].at].address.is_none();
        let is_head_found = about.is_some() || !name.marks.is_empty() || !theme.marks.is_empty();
        if is_head_found
            && !parts.iter().any(is_resource)
            && let Some(at) = self.fields_in(challenge).filter(is_resource).min_by_key(has_no_address)
        {
            shown.push(Part { is_match: false, ..self.part(dataset, self.fields[at], highlighter) });
        }
        Entry { challenge, score, name, theme, about, parts: shown, more }
    }

    /// Returns the listed text of a field.
    fn part(&self, dataset: &Dataset, field: Field, highlighter: &mut Highlighter<'_>) -> Part {
        let texts = field.texts(dataset, &self.content);
        let text = match field.kind {
            Kind::Resource => highlighter.whole(&texts[0]),
            _ => highlighter.around_or_start(&texts[0]),
        };
        let beside = texts.get(1).map_or_else(Highlighted::default, |text| highlighter.whole(text));
        let note = texts.get(2).and_then(|text| highlighter.around(text));
        Part { kind: field.kind, is_match: true, at: field.at, text, beside, note }
    }
}
