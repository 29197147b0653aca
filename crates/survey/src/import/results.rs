//! The publishable results as columns of a bundle.

use data::bundle::wire::{Absent, Respondents, Results, Value};
use data::challenge::Cell;

use super::aggregate::Counted;
use super::mapping::{Mapping, Measure, RankRule};
use super::names::Names;
use super::withheld::Withholding;
use crate::rank::whole_or_none;
use crate::{Part, Published, ranks};

/// The results that may be published, and what is withheld.
pub struct Outcome {
    /// The minimum of answers that cells are withheld by.
    pub minimum: u32,
    /// The columns of all waves.
    pub results: Vec<Results>,
    /// The report of what is withheld, and what it costs.
    pub withholding: Withholding,
}

impl Counted {
    /// Decides what may be published, with cells of fewer answers than `minimum` withheld.
    pub fn outcome(&self, mapping: &Mapping, names: &Names, minimum: u32) -> Outcome {
        let published = self.tallies.published(minimum);
        Outcome {
            minimum,
            results: self.results(&published, mapping, names),
            withholding: Withholding::new(&published, &self.tallies, mapping, names, minimum),
        }
    }

    /// Returns the columns of all waves. Challenges and dimensions that nobody was asked about are not
    /// published, rather than "few".
    fn results(&self, published: &Published<'_>, mapping: &Mapping, names: &Names) -> Vec<Results> {
        let mut made = Vec::new();
        for (wave, id) in mapping.wave_ids().enumerate() {
            let asked = |part: &Part| match part {
                Part::Everyone => true,
                Part::Group { dimension, .. } => mapping.groups[*dimension].is_some(),
            };
            for part in self.tallies.form().parts().into_iter().filter(asked) {
                let columns = self.columns(published, mapping, names, wave, part);
                let columns =
                    columns.into_iter().map(|(measure, cells)| column(names, id, measure, part, &cells));
                made.extend(columns.filter(|column| column.values.iter().any(Option::is_some)));
            }
        }
        made
    }

    /// Returns the measures of one wave and part with their cells; ranks come first.
    fn columns<'n>(
        &self,
        published: &Published<'_>,
        mapping: &Mapping,
        names: &'n Names,
        wave: usize,
        part: Part,
    ) -> Vec<(&'n str, Vec<Cell>)> {
        let asked = |question: usize, cells: Vec<Cell>| -> Vec<Cell> {
            let cells = cells.into_iter().zip(&self.asked[question]);
            cells.map(|(cell, asked)| if *asked { cell } else { Cell::NotPublished }).collect()
        };
        let share = |at| asked(at, published.shares(wave, part, at));
        let shares: Vec<Vec<Cell>> = (0..names.shares.len()).map(share).collect();
        let mut columns = Vec::new();
        if let Some(RankRule { measure, mean_of, ties }) = &mapping.rank {
            let of: Vec<&[Cell]> = mean_of.iter().map(|at| shares[*at].as_slice()).collect();
            let is_partial = mean_of.iter().any(|at| published.is_partial(wave, part, *at));
            let ranks = whole_or_none(ranks(&of, *ties), part, is_partial);
            columns.push((names.ranks[*measure].id.as_str(), ranks));
        }
        for question in &mapping.questions {
            if let Measure::Places { rank, ties, .. } = question.measure {
                let places = published.places(wave, part, ties);
                columns.push((names.ranks[rank].id.as_str(), asked(names.shares.len(), places)));
            }
        }
        columns.extend(names.shares.iter().map(|row| row.id.as_str()).zip(shares));
        columns
    }
}

fn column(names: &Names, wave: &str, measure: &str, part: Part, cells: &[Cell]) -> Results {
    let audience = match part {
        Part::Everyone => None,
        Part::Group { dimension, group } => {
            let (dimension, groups) = &names.dimensions[dimension];
            Some(format!("{}/{}", dimension.id, groups[group].id))
        }
    };
    let value = |cell: &Cell| match cell {
        Cell::Known { value, .. } => Some(Value::Number(*value)),
        Cell::TooFew => Some(Value::Absent(Absent::Few)),
        Cell::NotPublished => None,
    };
    // A withheld cell has 0 respondents, because their number could reveal answers.
    let counts = cells.iter().map(|cell| cell.respondents().unwrap_or(0)).collect();
    let full = Results {
        wave: wave.to_owned(),
        measure: measure.to_owned(),
        audience,
        challenges: None,
        respondents: Some(Respondents::ByChallenge(counts)),
        values: cells.iter().map(value).collect(),
    };
    let ids: Vec<&str> = names.challenges.iter().map(|row| row.id.as_str()).collect();
    full.compact(&ids)
}
