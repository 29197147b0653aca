//! What a bundle has that answers can be of.

use crate::atlas::Atlas;
use crate::challenge::MeasureKind;
use crate::survey::Form;

/// The rows of a bundle that a mapping may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Cells with fewer answers are withheld.
    pub minimum: u32,
    /// Measures that are shares.
    pub shares: Vec<Named>,
    /// Measures that are ranks.
    pub ranks: Vec<Named>,
    /// Dimensions, each with its groups.
    pub dimensions: Vec<(Named, Vec<Named>)>,
    /// Challenges in order.
    pub challenges: Vec<Named>,
    /// Waves that are there already.
    pub waves: Vec<String>,
}

/// A row with an id, and the words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its label or name.
    pub label: String,
}

impl Named {
    fn new(id: &crate::challenge::Slug, label: &str) -> Self {
        Self { id: id.to_string(), label: label.to_owned() }
    }
}

impl Names {
    /// The rows of a bundle.
    pub fn of(atlas: &Atlas) -> Self {
        let measures = |kind: MeasureKind| {
            let rows = atlas.measures().map(|ix| atlas.measure(ix)).filter(|row| row.kind == kind);
            rows.map(|row| Named::new(&row.id, &row.label)).collect()
        };
        let dimension = |ix| {
            let row: &crate::challenge::Dimension = atlas.dimension(ix);
            let groups = row.groups.iter().map(|ix| atlas.group(*ix));
            (
                Named::new(&row.id, &row.label),
                groups.map(|group| Named::new(&group.id, &group.label)).collect(),
            )
        };
        Self {
            minimum: atlas.minimum_respondents(),
            shares: measures(MeasureKind::Percent),
            ranks: measures(MeasureKind::Rank),
            dimensions: atlas.dimensions().map(dimension).collect(),
            challenges: atlas
                .challenges()
                .map(|ix| Named::new(&atlas.challenge(ix).id, &atlas.challenge(ix).name))
                .collect(),
            waves: atlas.waves().map(|ix| atlas.wave(ix).id.to_string()).collect(),
        }
    }

    /// The form of sheets that answer about all of it.
    pub(super) fn form(&self, waves: usize) -> Form {
        Form {
            waves,
            groups: self.dimensions.iter().map(|(_, groups)| groups.len()).collect(),
            measures: self.shares.len(),
            challenges: self.challenges.len(),
        }
    }
}

/// The position of the row with this id.
pub(super) fn find(rows: &[Named], id: &str) -> Option<usize> {
    rows.iter().position(|row| row.id == id)
}
