//! The table of one question and challenge: inner cells, and the cells that may be published.

use crate::Part;

/// Counts of answers in a part of the respondents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Number of answers.
    pub answered: u32,
    /// Number of answers that are yes; 0 for the ranking.
    pub yes: u32,
}

impl Count {
    pub fn is_small(self, minimum: u32) -> bool {
        (1..minimum).contains(&self.answered)
    }

    pub fn add(&mut self, other: Self) {
        self.answered += other.answered;
        self.yes += other.yes;
    }
}

/// A cell: respondents whose answers are counted together, as a sum of inner cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub wave: usize,
    /// Everyone or a group; `None` for the respondents without a group of `dimension`.
    pub part: Option<Part>,
    /// Position of the dimension; `None` for everyone.
    pub dimension: Option<usize>,
    /// Positions of the inner cells, in order.
    pub members: Vec<usize>,
}

/// The inner cells of waves whose respondents overlap, and all that is summed from them.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Positions of the inner cells among all of the survey.
    pub inner: Vec<usize>,
    /// The cells that may be published.
    pub cells: Vec<Area>,
    /// The respondents without a group, by wave and dimension. They are never published.
    pub unstated: Vec<Area>,
    /// Number of sheets of each wave, which is published.
    pub sheets: Vec<(usize, u32)>,
}

/// The counts of one question and challenge in a layout. Inner cells without answers are left out.
#[derive(Clone, Debug)]
pub struct Table {
    /// Minimum of answers.
    pub minimum: u32,
    /// False for the ranking, which has no yes and no.
    pub has_yes: bool,
    /// Counts of the inner cells.
    pub inner: Vec<Count>,
    pub cells: Vec<Cell>,
    pub unstated: Vec<Cell>,
    /// Number of sheets of each wave.
    pub sheets: Vec<(usize, u32)>,
    /// Cells with the groups of another dimension of which they are made.
    pub nests: Vec<Nest>,
}

/// A cell with its counts.
#[derive(Clone, Debug)]
pub struct Cell {
    pub area: Area,
    pub count: Count,
}

/// A cell that is to be protected, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A cell that is not published.
    Cell(usize),
    /// The respondents without a group of a dimension.
    Unstated(usize),
}

/// A cell and the groups of another dimension that lie in it as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nest {
    /// Position of the cell.
    pub whole: usize,
    /// Positions of the groups with respondents in it.
    pub groups: Vec<usize>,
}

impl Table {
    /// Returns the table of a layout whose inner cells have these counts.
    pub fn new(layout: &Layout, counts: &[Count], has_yes: bool, minimum: u32) -> Self {
        let mut position = vec![None; counts.len()];
        let mut inner = Vec::new();
        for (at, count) in counts.iter().enumerate().filter(|(_, count)| count.answered > 0) {
            position[at] = Some(inner.len());
            inner.push(*count);
        }
        let cell = |area: &Area| {
            let members: Vec<usize> = area.members.iter().filter_map(|at| position[*at]).collect();
            let mut count = Count::default();
            members.iter().for_each(|at| count.add(inner[*at]));
            Cell { area: Area { members, ..area.clone() }, count }
        };
        let cells: Vec<Cell> = layout.cells.iter().map(cell).collect();
        let unstated = layout.unstated.iter().map(cell).collect();
        let sheets = layout.sheets.clone();
        Self { minimum, has_yes, inner, cells, unstated, sheets, nests: Vec::new() }
    }

    /// Returns the cell that is to be protected.
    pub fn cell(&self, target: Target) -> &Cell {
        match target {
            Target::Cell(at) => &self.cells[at],
            Target::Unstated(at) => &self.unstated[at],
        }
    }

    /// Returns the cell of all respondents of a wave.
    pub fn everyone(&self, wave: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.area.wave == wave && cell.area.dimension.is_none())
    }

    /// Returns true if a cell has too few answers. Without one, nothing needs protection.
    pub fn has_small(&self) -> bool {
        self.cells.iter().chain(&self.unstated).any(|cell| cell.count.is_small(self.minimum))
    }

    /// Returns the number of groups with answers in the dimension and wave of a cell.
    pub fn siblings(&self, of: &Area) -> usize {
        let is_sibling = |cell: &&Cell| {
            cell.area.wave == of.wave && cell.area.dimension == of.dimension && cell.count.answered > 0
        };
        self.cells.iter().filter(is_sibling).count()
    }

    /// Finds the cells that are made of groups of another dimension: everyone, and a region of districts.
    pub fn find_nests(&mut self) {
        let mut places: Vec<(usize, usize)> =
            self.cells.iter().filter_map(|cell| Some((cell.area.wave, cell.area.dimension?))).collect();
        places.dedup();
        let mut nests = Vec::new();
        for (wave, dimension) in places {
            let mut group_of = vec![None; self.inner.len()];
            for (at, cell) in self.cells.iter().enumerate() {
                if cell.area.wave == wave && cell.area.dimension == Some(dimension) {
                    cell.area.members.iter().for_each(|inner| group_of[*inner] = Some(at));
                }
            }
            for (whole, cell) in self.cells.iter().enumerate() {
                let is_other = cell.area.wave == wave && cell.area.dimension != Some(dimension);
                if let Some(groups) = is_other.then(|| self.inside(cell, &group_of)).flatten() {
                    nests.push(Nest { whole, groups });
                }
            }
        }
        self.nests = nests;
    }

    /// Returns the groups that the inner cells of a cell belong to, if all of them lie inside.
    fn inside(&self, cell: &Cell, group_of: &[Option<usize>]) -> Option<Vec<usize>> {
        let mut groups: Vec<usize> = cell.area.members.iter().filter_map(|at| group_of[*at]).collect();
        let found = groups.len();
        groups.sort_unstable();
        groups.dedup();
        let all: usize = groups.iter().map(|at| self.cells[*at].area.members.len()).sum();
        (all == found && !groups.is_empty()).then_some(groups)
    }
}
