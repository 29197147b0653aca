//! Answers that were understood, and texts of the mapping that did not occur.

use std::collections::BTreeMap;

use super::Aggregator;
use crate::Answer;
use crate::import::mapping::Columns;
use crate::import::report::{Note, Understood};
use crate::import::row::{QuestionPart, subjects};
use crate::import::text::shown;

impl Aggregator<'_> {
    /// Returns the numbers of answers: of measures and dimensions, then of the columns or challenges of each measure that
    /// has several.
    pub(super) fn understood(&self) -> Vec<Understood> {
        let subjects = subjects(self.mapping, self.names).into_iter().zip(&self.answers);
        let whole = subjects.map(|(subject, answers)| Understood {
            subject,
            part: None,
            given: answers.given,
            unknown: answers.unknown,
        });
        let parts = self.parts.iter().map(|(part, answers)| {
            let (subject, part) = self.part(*part);
            Understood { subject, part, given: answers.given, unknown: answers.unknown }
        });
        whole.chain(parts.filter(|of| of.part.is_some())).collect()
    }

    /// Returns the measure of a question, and the words for one of its parts if there are several.
    fn part(&self, (question, part): QuestionPart) -> (String, Option<String>) {
        let question = &self.mapping.questions[question];
        let columns = question.columns.names();
        let part = match &question.columns {
            Columns::OfRow { .. } => Some(format!("about {}", self.names.challenges[part].id)),
            _ if columns.len() < 2 => None,
            _ => columns.get(part).map(|name| format!("in the column `{}`", shown(name))),
        };
        (question.measure.id(self.names).to_owned(), part)
    }

    /// Returns what is told of texts that look like one of the mapping, by text.
    pub(super) fn alike(&self) -> BTreeMap<String, String> {
        let texts = self.report.notes.keys().filter_map(Note::text);
        texts.filter_map(|text| Some((text.to_owned(), self.mapping.looks.told(text)?))).collect()
    }

    /// Returns texts of the mapping that did not occur: answers, choices, groups and conditions.
    pub(super) fn never_given(&self) -> Vec<String> {
        let mapping = self.mapping;
        let answers = mapping.questions.iter().flat_map(|question| &question.scale.words);
        let answers = answers.filter(|(_, (_, answer))| *answer != Answer::Missing);
        let answers = answers.map(|(word, (written, _))| (word, written));
        let choices = mapping.questions.iter().filter_map(|question| match &question.columns {
            Columns::Ticked { choices, .. } | Columns::ByPlace { choices, .. } => Some(&choices.written),
            Columns::Each(_) | Columns::OfRow { .. } => None,
        });
        let groups = mapping.groups.iter().flatten().map(|values| &values.written);
        let listed = answers.chain(choices.chain(groups).flatten());
        let words =
            listed.filter(|(word, _)| !self.found.contains(*word)).map(|(_, written)| written.clone());
        let filters = mapping.filters.iter().enumerate().flat_map(|(number, filter)| {
            let is_never = move |word: &String| !self.met.contains(&(number, word.clone()));
            filter.texts.iter().filter(move |(word, _)| is_never(word)).map(|(_, written)| written.clone())
        });
        let mut never: Vec<String> = words.chain(filters).collect();
        never.sort();
        never.dedup();
        never
    }
}
