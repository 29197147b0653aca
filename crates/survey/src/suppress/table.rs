//! The table of one question and challenge: inner cells, and the cells that may be published.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Cells with the groups of another dimension that lie in them.
    pub nests: Vec<Nest>,
    /// For each group and other dimension the few people who would be the difference of published cells, and are never
    /// published themselves: districts make a region but for a few. Their dimension is the other one.
    pub rests: Vec<Cell>,
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
    /// The respondents in only one of a group and the groups of another dimension that lie in it.
    Rest(usize),
}

/// A cell and the groups of another dimension that lie in it as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nest {
    /// Position of the cell.
    pub whole: usize,
    /// Positions of the groups.
    pub groups: Vec<usize>,
    /// True if no other group has respondents in the cell.
    pub is_complete: bool,
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
        let (nests, rests) = (Vec::new(), Vec::new());
        let mut table = Self { minimum, has_yes, inner, cells, unstated, sheets, nests, rests };
        table.find_nests();
        table
    }

    /// Returns the cell that is to be protected.
    pub fn cell(&self, target: Target) -> &Cell {
        match target {
            Target::Cell(at) => &self.cells[at],
            Target::Unstated(at) => &self.unstated[at],
            Target::Rest(at) => &self.rests[at],
        }
    }

    /// Returns the cell of all respondents of a wave.
    pub fn everyone(&self, wave: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.area.wave == wave && cell.area.dimension.is_none())
    }

    /// Returns true if a cell has too few answers. Without one, nothing needs protection.
    pub fn has_small(&self) -> bool {
        self.cells
            .iter()
            .chain(&self.unstated)
            .chain(&self.rests)
            .any(|cell| cell.count.is_small(self.minimum))
    }

    /// Returns the number of groups with answers in the dimension and wave of a cell.
    pub fn siblings(&self, of: &Area) -> usize {
        let is_sibling = |cell: &&Cell| {
            cell.area.wave == of.wave && cell.area.dimension == of.dimension && cell.count.answered > 0
        };
        self.cells.iter().filter(is_sibling).count()
    }

    /// Finds the groups that lie in cells of other dimensions: all of them in everyone, districts in a region.
    fn find_nests(&mut self) {
        let mut places: Vec<(usize, usize)> =
            self.cells.iter().filter_map(|cell| Some((cell.area.wave, cell.area.dimension?))).collect();
        places.dedup();
        for (wave, dimension) in places {
            let mut group_of = vec![None; self.inner.len()];
            for (at, cell) in self.cells.iter().enumerate() {
                if cell.area.wave == wave && cell.area.dimension == Some(dimension) {
                    cell.area.members.iter().for_each(|inner| group_of[*inner] = Some(at));
                }
            }
            for whole in 0..self.cells.len() {
                let area = &self.cells[whole].area;
                if area.wave == wave && area.dimension != Some(dimension) {
                    self.add_nest(whole, dimension, &group_of);
                }
            }
        }
    }

    /// Adds the groups of a dimension that lie in a cell as a whole, and the people in only one of the cell and its
    /// groups. `group_of` has the group of each inner cell.
    fn add_nest(&mut self, whole: usize, dimension: usize, group_of: &[Option<usize>]) {
        let area = &self.cells[whole].area;
        let mut touched: BTreeMap<usize, usize> = BTreeMap::new();
        area.members
            .iter()
            .filter_map(|at| group_of[*at])
            .for_each(|at| *touched.entry(at).or_default() += 1);
        let is_inside =
            |(at, count): (&usize, &usize)| (self.cells[*at].area.members.len() == *count).then_some(*at);
        let groups: Vec<usize> = touched.iter().filter_map(is_inside).collect();
        if area.dimension.is_some() {
            let area = area.clone();
            for members in self.differences(&area, group_of, &touched, &groups) {
                self.add_rest(Area { dimension: Some(dimension), members, ..area.clone() });
            }
        }
        if !groups.is_empty() {
            self.nests.push(Nest { whole, is_complete: groups.len() == touched.len(), groups });
        }
    }

    /// Adds the people of an area if they are few and not protected already.
    fn add_rest(&mut self, area: Area) {
        let mut count = Count::default();
        area.members.iter().for_each(|at| count.add(self.inner[*at]));
        let mut known = self.cells.iter().chain(&self.unstated).chain(&self.rests);
        if count.is_small(self.minimum) && known.all(|cell| cell.area.members != area.members) {
            self.rests.push(Cell { area, count });
        }
    }

    /// Returns the inner cells that remain of a group less the groups inside it, of the groups that cover it less
    /// itself, of the groups that cover all others less those, and of everyone less itself and the groups outside it.
    fn differences(
        &self,
        area: &Area,
        group_of: &[Option<usize>],
        touched: &BTreeMap<usize, usize>,
        inside: &[usize],
    ) -> Vec<Vec<usize>> {
        let everyone = self.everyone(area.wave).map_or(&[][..], |cell| &cell.area.members);
        let mut is_own = vec![false; group_of.len()];
        area.members.iter().for_each(|at| is_own[*at] = true);
        let pick = |counts: &dyn Fn(usize, Option<usize>) -> bool| -> Vec<usize> {
            everyone.iter().copied().filter(|at| counts(*at, group_of[*at])).collect()
        };
        let is_touched = |group: &usize| touched.contains_key(group);
        let is_covered = area.members.iter().all(|at| group_of[*at].is_some());
        let has_others = everyone.iter().any(|at| group_of[*at].is_some_and(|group| !is_touched(&group)));
        let mut found = Vec::new();
        if !inside.is_empty() {
            found.push(pick(&|at, group| is_own[at] && group.is_none_or(|group| !inside.contains(&group))));
        }
        if is_covered {
            found.push(pick(&|at, group| !is_own[at] && group.is_some_and(|group| is_touched(&group))));
        }
        let outside: BTreeSet<Option<usize>> =
            everyone.iter().filter(|at| !is_own[**at]).map(|at| group_of[*at]).collect();
        if !outside.contains(&None) && !outside.is_empty() {
            found.push(pick(&|at, group| is_own[at] && outside.contains(&group)));
        }
        if has_others {
            found.push(pick(&|at, group| !is_own[at] && group.is_none_or(|group| is_touched(&group))));
        }
        found
    }
}
