//! Places that a row gives in a ranking.

use super::cells::Cells;
use crate::Sheet;
use crate::import::mapping::Columns;
use crate::import::number::code;
use crate::import::place;
use crate::import::report::Note;
use crate::import::text::{is_error, key};
use crate::import::ticks::Choices;

impl Cells<'_, '_> {
    /// Copies the places of challenges, in halves, and returns those that something else was given.
    /// With `repeats`, a challenge that has two places keeps the first, else the ranking is missing.
    pub(super) fn places(&mut self, places: &mut [Option<u32>], repeats: bool) -> Vec<u32> {
        let mut others = Vec::new();
        match &self.question.columns {
            Columns::Each(each) => {
                for ((_, challenge), at) in each.iter().zip(self.columns) {
                    match challenge {
                        Some(challenge) => places[*challenge] = self.place(*at, each.len()),
                        None => others.extend(self.place(*at, each.len())),
                    }
                }
            }
            Columns::Ticked { choices, .. } => {
                // What is open has no place, and what comes after it has none either.
                let ticks = self.ticks(choices).filter(|ticks| !ticks.is_ambiguous).unwrap_or_default();
                let mut is_repeated = false;
                for (challenge, halves) in ticks.order.into_iter().zip((1..).map(|place: u32| 2 * place)) {
                    match challenge {
                        Some(challenge) => is_repeated |= *places[challenge].get_or_insert(halves) != halves,
                        None => others.push(halves),
                    }
                }
                if is_repeated && !repeats {
                    self.drop_places(places);
                    others.clear();
                }
            }
            Columns::ByPlace { columns, choices } => {
                let is_repeated = self.by_place(places, &mut others, columns, choices);
                if is_repeated && !repeats {
                    self.drop_places(places);
                    others.clear();
                }
            }
            Columns::OfRow { when, .. } => {
                // Unplaced challenges are known only after all rows of the respondent.
                let Some((at, challenge)) = self.of_row(when.as_ref()) else { return others };
                places[challenge] = self.place(at, self.reader.things);
            }
        }
        others
    }

    /// Copies the places from a column for each, and returns true if a challenge has two.
    fn by_place(
        &mut self,
        places: &mut [Option<u32>],
        others: &mut Vec<u32>,
        columns: &[(String, u32)],
        choices: &Choices,
    ) -> bool {
        let mut is_repeated = false;
        for ((_, place), at) in columns.iter().zip(self.columns) {
            let text = self.text(*at);
            if text.is_empty() {
                continue;
            }
            let found =
                choices.rows.get_key_value(&key(text)).or_else(|| choices.rows.get_key_value(&code(text)));
            let is_unknown = found.is_none() && (!choices.ignores_others || is_error(text));
            self.count(*at, is_unknown);
            self.notes.words.extend(found.map(|(word, _)| word.clone()));
            match found {
                Some((_, Some(challenge))) => {
                    is_repeated |= *places[*challenge].get_or_insert(2 * place) != 2 * place;
                }
                None if is_unknown => self.unknown(text, *at),
                None => {
                    self.other(text, *at);
                    others.push(2 * place);
                }
                Some((_, None)) => others.push(2 * place),
            }
        }
        is_repeated
    }

    /// Drops the places of a respondent who gave one place twice, unless the mapping allows it, and shares the
    /// remaining places among the challenges without one, if it says so.
    pub(super) fn check_places(
        &mut self,
        places: &mut [Option<u32>],
        others: &[u32],
        rest: bool,
        repeats: bool,
    ) {
        if !repeats && has_repeated(places, others) {
            self.drop_places(places);
            return;
        }
        if rest {
            let columns = &self.question.columns;
            let mut asked = vec![false; places.len()];
            columns.challenges().into_iter().for_each(|challenge| asked[challenge] = true);
            share_rest(places, &asked, (others.len(), columns.others().max(others.len())));
        }
    }

    fn drop_places(&mut self, places: &mut [Option<u32>]) {
        let dropped = places.iter_mut().filter_map(Option::take).count();
        self.notes.count(self.subject(), 0, dropped);
        let measure = self.measure();
        self.notes.note(Note::Repeated { measure }, self.columns.first().copied());
    }

    /// Returns a place in halves, at most the last of `count`.
    fn place(&mut self, at: usize, count: usize) -> Option<u32> {
        let text = self.text(at);
        if text.is_empty() {
            return None;
        }
        let listed = self.question.scale.places.get(&key(text));
        let place = match listed {
            Some(place) => *place,
            None => place::of(text),
        };
        let last = u32::try_from(count).unwrap_or(u32::MAX).min(Sheet::LAST_PLACE / 2);
        let is_good = place.is_some_and(|place| (1..=last).contains(&place));
        let is_understood = is_good || listed == Some(&None);
        self.count(at, !is_understood);
        match place {
            Some(place) if is_good => {
                if listed.is_none() && !place::is_plain(text) {
                    self.notes.places.push((text.to_owned(), place));
                }
                Some(2 * place)
            }
            Some(_) => {
                let note = Note::Place { measure: self.measure(), value: text.to_owned(), last };
                self.notes.note(note, Some(at));
                None
            }
            None => {
                if !is_understood {
                    let note = Note::PlaceText { measure: self.measure(), value: text.to_owned() };
                    self.notes.note(note, Some(at));
                }
                None
            }
        }
    }
}

/// Returns true if two challenges, or one and something else, have the same place.
pub(in crate::import) fn has_repeated(places: &[Option<u32>], others: &[u32]) -> bool {
    let mut given: Vec<u32> = places.iter().flatten().chain(others).copied().collect();
    given.sort_unstable();
    given.windows(2).any(|pair| pair[0] == pair[1])
}

/// Assigns the mean of the remaining places to challenges without one, if the respondent placed any. With the first
/// `k` of `n` things placed, that is `(k + 1 + n) / 2`. `others` has how many things beside the challenges were
/// placed, and how many there were.
pub(in crate::import) fn share_rest(places: &mut [Option<u32>], asked: &[bool], others: (usize, usize)) {
    let placed = places.iter().flatten().count() + others.0;
    if placed == 0 {
        return;
    }
    let things = asked.iter().filter(|asked| **asked).count() + others.1;
    let halves = u32::try_from(placed + 1 + things).unwrap_or(Sheet::LAST_PLACE).min(Sheet::LAST_PLACE);
    for (place, _) in places.iter_mut().zip(asked).filter(|(_, asked)| **asked) {
        place.get_or_insert(halves);
    }
}
