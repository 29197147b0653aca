//! Names of the rows in a bundle that answers can refer to.

use data::challenge::MeasureKind;
use data::dataset::Dataset;

use crate::Form;

/// The rows of a bundle that a mapping may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Measures that are shares.
    pub shares: Vec<Named>,
    /// Measures that are ranks.
    pub ranks: Vec<Named>,
    /// Dimensions, each with its groups.
    pub dimensions: Vec<(Named, Vec<Named>)>,
    /// Challenges in order.
    pub challenges: Vec<Named>,
    /// Ids of the bundle's waves.
    pub waves: Vec<String>,
}

/// A row with its id and label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its label or name.
    pub label: String,
}

impl Named {
    fn new(id: &data::challenge::Slug, label: &str) -> Self {
        Self { id: id.to_string(), label: label.to_owned() }
    }
}

impl Names {
    /// Returns the rows of a bundle.
    pub fn of(dataset: &Dataset) -> Self {
        let measures = |kind: MeasureKind| {
            let rows = dataset.measures().map(|ix| dataset.measure(ix)).filter(|row| row.kind == kind);
            rows.map(|row| Named::new(&row.id, &row.label)).collect()
        };
        let dimension = |ix| {
            let row: &data::challenge::Dimension = dataset.dimension(ix);
            let groups = row.groups.iter().map(|ix| dataset.group(*ix));
            (
                Named::new(&row.id, &row.label),
                groups.map(|group| Named::new(&group.id, &group.label)).collect(),
            )
        };
        Self {
            shares: measures(MeasureKind::Percent),
            ranks: measures(MeasureKind::Rank),
            dimensions: dataset.dimensions().map(dimension).collect(),
            challenges: dataset
                .challenges()
                .map(|ix| Named::new(&dataset.challenge(ix).id, &dataset.challenge(ix).name))
                .collect(),
            waves: dataset.waves().map(|ix| dataset.wave(ix).id.to_string()).collect(),
        }
    }

    /// Returns the form of sheets with answers to all measures.
    pub(super) fn form(&self, waves: usize) -> Form {
        Form {
            waves,
            groups: self.dimensions.iter().map(|(_, groups)| groups.len()).collect(),
            measures: self.shares.len(),
            challenges: self.challenges.len(),
        }
    }
}

/// Returns the position of the row with this id.
pub(super) fn find(rows: &[Named], id: &str) -> Option<usize> {
    rows.iter().position(|row| row.id == id)
}
