//! Respondents with several rows, in exports with a row for each challenge.

use super::Aggregator;
use crate::import::mapping::Measure;
use crate::import::report::{Location, Note};
use crate::import::row::{RowNotes, has_repeated, share_rest};
use crate::{Answer, Sheet};

/// The sheet of a respondent of whom more rows may follow.
pub(super) struct Open {
    sheet: Sheet,
    /// The respondent as written in the first row.
    written: String,
    /// The place of the first row.
    first: Location,
}

impl Aggregator<'_> {
    /// Adds the answers of a row to the sheet of its respondent.
    pub(super) fn join(
        &mut self,
        (written, who): (&str, (usize, String)),
        sheet: Sheet,
        notes: &mut RowNotes,
    ) -> Result<(), Note> {
        let Some(open) = self.open.get_mut(&who) else {
            let first = notes.whole();
            self.open.insert(who, Open { sheet, written: written.to_owned(), first });
            return Ok(());
        };
        let answers = |sheet: &Sheet| sheet.answers.iter().flatten().copied().collect::<Vec<_>>();
        let both = |(one, other): (Answer, Answer)| one != Answer::Missing && other != Answer::Missing;
        let twice = answers(&open.sheet).into_iter().zip(answers(&sheet)).any(both)
            || open
                .sheet
                .places
                .iter()
                .zip(&sheet.places)
                .any(|(one, other)| one.is_some() && other.is_some());
        if twice {
            return Err(Note::Duplicate);
        }
        if open.written != written {
            notes.note(Note::OtherLetters, None);
        }
        let open = &mut open.sheet;
        if open.groups != sheet.groups || open.weight != sheet.weight {
            notes.note(Note::Conflict, None);
        }
        for (own, new) in open.answers.iter_mut().flatten().zip(sheet.answers.into_iter().flatten()) {
            if new != Answer::Missing {
                *own = new;
            }
        }
        for (own, new) in open.places.iter_mut().zip(sheet.places) {
            *own = own.or(new);
        }
        Ok(())
    }

    /// Counts the sheets of respondents with several rows.
    pub(super) fn finish_open(&mut self) {
        let open = std::mem::take(&mut self.open);
        open.values().for_each(|open| self.ask(&open.sheet));
        let ranking = self.mapping.questions.iter().find_map(|question| match question.measure {
            Measure::Places { rank, rest, repeats, .. } => Some((rank, rest, repeats)),
            Measure::Share(_) => None,
        });
        let ranked = self.asked.last().cloned().unwrap_or_default();
        for Open { mut sheet, first, .. } in open.into_values() {
            if let Some((rank, rest, repeats)) = ranking {
                if !repeats && has_repeated(&sheet.places, &[]) {
                    let measure = self.names.ranks[rank].id.clone();
                    self.answers[self.names.shares.len()].unknown += sheet.places.iter().flatten().count();
                    self.report.add(Note::Repeated { measure }, first);
                    sheet.places.fill(None);
                }
                if rest {
                    share_rest(&mut sheet.places, &ranked, (0, 0));
                }
            }
            if sheet.is_blank() {
                self.report.add(Note::Blank, first);
            } else {
                self.count(&sheet);
            }
        }
    }
}
