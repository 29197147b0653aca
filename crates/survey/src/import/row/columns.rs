//! The columns of a question, and what it asks about.

use crate::import::mapping::Columns;

impl Columns {
    /// Returns the names of the columns. For [`Columns::OfRow`] the condition's column comes second.
    pub(super) fn names(&self) -> Vec<&str> {
        match self {
            Self::Each(each) => each.iter().map(|(name, _)| name.as_str()).collect(),
            Self::Ticked { column, .. } => vec![column],
            Self::ByPlace { columns, .. } => columns.iter().map(|(name, _)| name.as_str()).collect(),
            Self::OfRow { column, when } => {
                std::iter::once(column.as_str()).chain(when.iter().map(|(name, _)| name.as_str())).collect()
            }
        }
    }

    /// Returns the number of things beside the challenges that the question is about.
    pub(super) fn others(&self) -> usize {
        match self {
            Self::Each(each) => each.iter().filter(|(_, challenge)| challenge.is_none()).count(),
            Self::Ticked { choices, .. } | Self::ByPlace { choices, .. } => {
                choices.rows.values().filter(|challenge| challenge.is_none()).count()
            }
            Self::OfRow { .. } => 0,
        }
    }

    /// Returns the challenges that the question asks everybody about.
    pub(super) fn challenges(&self) -> Vec<usize> {
        match self {
            Self::Each(each) => each.iter().filter_map(|(_, challenge)| *challenge).collect(),
            Self::Ticked { choices, .. } | Self::ByPlace { choices, .. } => choices.challenges().collect(),
            Self::OfRow { .. } => Vec::new(),
        }
    }
}
