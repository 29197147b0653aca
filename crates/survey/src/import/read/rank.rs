//! Parser of the rule that derives ranks from shares.

use data::bundle::decode::Node;

use super::Reader;
use crate::Ties;
use crate::import::mapping::{Measure, Question, RankRule};
use crate::import::names::{Names, find};

/// The reason why ranks can't be derived from shares.
#[derive(Debug, thiserror::Error)]
pub enum RankRuleError {
    /// An unknown rank measure.
    #[error("rank.measure: there is no rank measure `{0}`")]
    NoRank(String),
    /// An unknown percent measure.
    #[error("rank.mean_of: there is no percent measure `{0}`")]
    NoShare(String),
}

impl RankRule {
    /// Returns a rule from ids of measures.
    ///
    /// # Errors
    ///
    /// Returns an error for an unknown measure.
    pub fn of(names: &Names, measure: &str, mean_of: &[String], ties: Ties) -> Result<Self, RankRuleError> {
        let measure = find(&names.ranks, measure).ok_or_else(|| RankRuleError::NoRank(measure.to_owned()))?;
        let share = |id: &String| find(&names.shares, id).ok_or_else(|| RankRuleError::NoShare(id.clone()));
        Ok(Self { measure, mean_of: mean_of.iter().map(share).collect::<Result<_, _>>()?, ties })
    }
}

impl<'a> Reader<'_, 'a> {
    pub(super) fn rank(&mut self, node: Node<'a>, questions: &[Question]) -> Option<RankRule> {
        let names = self.names;
        let mut o = self.d.object(node)?;
        let measure = self.d.require(&mut o, "measure");
        let at = measure.clone();
        let measure = measure.and_then(|node| self.row(&node, &names.ranks, "rank measure"));
        let given = |wanted: usize| {
            questions.iter().any(|q| matches!(q.measure, Measure::Places { rank, .. } if rank == wanted))
        };
        if let (Some(node), true) = (&at, measure.is_some_and(given)) {
            self.report(node, "the mapping has a question for this rank; it can't be made of shares too");
        }
        let list = self.d.require(&mut o, "mean_of");
        let mut mean_of = Vec::new();
        let entries = list.as_ref().map_or_else(Vec::new, |node| self.d.list(node));
        if let (Some(node), true) = (&list, entries.is_empty()) {
            self.report(node, "name the measures that the mean is of");
        }
        for entry in entries {
            let Some(share) = self.row(&entry, &names.shares, "percent measure") else { continue };
            if !questions.iter().any(|question| question.measure == Measure::Share(share)) {
                self.report(&entry, "no question of this mapping asks it");
            }
            mean_of.push(share);
        }
        let ties = self.ties(&mut o);
        self.d.finish(o);
        Some(RankRule { measure: measure?, mean_of, ties })
    }
}
