//! The columns of a question, its measure, and the challenges that it is about.

use std::collections::BTreeSet;

use crate::import::mapping::{Columns, Measure, Values};
use crate::import::names::Names;
use crate::import::table::Table;
use crate::import::text::key;

impl Columns {
    /// Returns the names of the columns. For [`Columns::OfRow`] the condition's column comes second.
    pub(in crate::import) fn names(&self) -> Vec<&str> {
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

impl Measure {
    /// Returns the id of the measure.
    pub(in crate::import) fn id(self, names: &Names) -> &str {
        match self {
            Self::Share(share) => &names.shares[share].id,
            Self::Places { rank, .. } => &names.ranks[rank].id,
        }
    }
}

impl Values {
    /// Returns the number of things that rows are about: challenges and others that are listed or occur.
    pub(super) fn things(&self, table: &Table) -> usize {
        let listed = self.rows.iter().filter(|(text, row)| row.is_none() || self.written.contains_key(*text));
        let mut things: BTreeSet<Result<usize, String>> =
            listed.map(|(text, row)| row.ok_or_else(|| text.clone())).collect();
        if let Some(at) = table.column(&self.column) {
            let texts = table.rows.iter().map(|row| row.cell(at));
            let row = |text: &str| Some(self.row(text)?.ok_or_else(|| key(text)));
            things.extend(texts.filter_map(row));
        }
        things.len()
    }
}
