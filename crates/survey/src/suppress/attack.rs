//! The attacker problem: which whole numbers a withheld cell may have, if all published tables are true.
//!
//! Published cells are rows of a linear system whose columns are the inner cells. A value is feasible if some
//! table of whole numbers that fulfills all rows has it. The true table is known here, and each further value is
//! shown by another table, checked in whole numbers; so an error of the solver never passes for protection.

use std::collections::{BTreeMap, BTreeSet};

use super::budget::{Budget, Kind};
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, Variable};

/// Greatest number of branches of a whole-number program.
const BRANCHES: u64 = 200;

/// Greatest number of entries (rows times columns) of a program.
const ENTRIES: usize = 100_000;

/// A sum of columns that lies between two known numbers.
#[derive(Clone, Debug)]
pub struct Row {
    pub columns: Vec<usize>,
    pub low: u32,
    pub high: u32,
}

/// All that is known about a table.
#[derive(Clone, Debug)]
pub struct System {
    kind: Kind,
    rows: Vec<Row>,
    /// Tables that fulfill all rows; the true one comes first.
    tables: Vec<Vec<u32>>,
    /// The rows that each column is in.
    rows_of: Vec<Vec<usize>>,
}

/// Columns that stand in the same rows, as one: whole numbers from 0 in them add up to any such number.
struct Class {
    rows: Vec<usize>,
    is_target: bool,
    columns: Vec<usize>,
}

impl System {
    /// Returns the system with these rows; `truth` is the number in each column.
    pub fn new(kind: Kind, rows: Vec<Row>, truth: Vec<u32>, budget: &Budget) -> Self {
        let mut rows_of = vec![Vec::new(); truth.len()];
        for (at, row) in rows.iter().enumerate() {
            row.columns.iter().for_each(|column| rows_of[*column].push(at));
        }
        let mut system = Self { kind, rows, tables: vec![truth], rows_of };
        let fit: Vec<Vec<u32>> =
            budget.found(kind).filter(|table| system.is_fulfilled(table)).cloned().collect();
        system.tables.extend(fit);
        system
    }

    /// Returns true if at least `wanted` whole numbers are feasible for the sum of the columns `target`.
    pub fn allows(&mut self, target: &[usize], wanted: usize, budget: &mut Budget) -> bool {
        let sum = |table: &Vec<u32>| target.iter().map(|at| table[*at]).sum::<u32>();
        let mut found: BTreeSet<u32> = self.tables.iter().map(sum).collect();
        if found.len() >= wanted {
            return true;
        }
        let classes = self.classes(target);
        if self.is_wide(&classes, wanted) {
            return true;
        }
        if classes.len() * self.rows.len() > ENTRIES {
            budget.refuse();
            return false;
        }
        for direction in [OptimizationDirection::Maximize, OptimizationDirection::Minimize] {
            found.extend(self.search(&classes, Goal::Extreme(direction), budget));
            if found.len() >= wanted {
                return true;
            }
        }
        // The extremes are known: look between them.
        while found.len() < wanted {
            let gaps = found.iter().zip(found.iter().skip(1)).map(|(low, high)| (low + 1, high - 1));
            let gaps: Vec<(u32, u32)> = gaps.filter(|(low, high)| low <= high).collect();
            let mut between =
                gaps.into_iter().map(|(low, high)| self.search(&classes, Goal::Between(low, high), budget));
            let Some(value) = between.find_map(|value| value) else { return false };
            found.insert(value);
        }
        true
    }

    fn classes(&self, target: &[usize]) -> Vec<Class> {
        let mut is_target = vec![false; self.rows_of.len()];
        target.iter().for_each(|at| is_target[*at] = true);
        let mut columns: BTreeMap<(&[usize], bool), Vec<usize>> = BTreeMap::new();
        for (at, rows) in self.rows_of.iter().enumerate() {
            columns.entry((rows, is_target[at])).or_default().push(at);
        }
        let class = |((rows, is_target), columns): ((&[usize], bool), Vec<usize>)| Class {
            rows: rows.to_vec(),
            is_target,
            columns,
        };
        columns.into_iter().map(class).collect()
    }

    /// Returns true if enough numbers are feasible at first sight: columns of the same rows, some in the target and
    /// some not, can trade their numbers among each other.
    fn is_wide(&self, classes: &[Class], wanted: usize) -> bool {
        let is_free = |class: &Class| class.is_target && class.rows.is_empty();
        let traded = classes.windows(2).filter(|pair| pair[0].rows == pair[1].rows).flatten();
        let traded: u64 =
            traded.flat_map(|class| &class.columns).map(|at| u64::from(self.tables[0][*at])).sum();
        classes.iter().any(is_free) || traded + 1 >= wanted as u64
    }

    /// Returns the sum of the target in a table that meets the goal, and keeps the table; `None` if there is none, or
    /// none was found.
    fn search(&mut self, classes: &[Class], goal: Goal, budget: &mut Budget) -> Option<u32> {
        // Vertices of such systems nearly always are whole numbers.
        let numbers = match self.solve(classes, goal, false, budget)? {
            Found::Whole(numbers) => numbers,
            Found::Fractions => match self.solve(classes, goal, true, budget)? {
                Found::Whole(numbers) => numbers,
                Found::Fractions => return None,
            },
        };
        let of_target = classes.iter().zip(&numbers).filter(|(class, _)| class.is_target);
        let sum = of_target.map(|(_, number)| number).sum();
        let table = self.table(classes, &numbers);
        budget.remember(self.kind, &table);
        self.tables.push(table);
        Some(sum)
    }

    /// Returns the table in which the first column of each class has all of its number.
    fn table(&self, classes: &[Class], numbers: &[u32]) -> Vec<u32> {
        let mut table = vec![0; self.rows_of.len()];
        for (class, number) in classes.iter().zip(numbers) {
            class.columns.first().into_iter().for_each(|at| table[*at] = *number);
        }
        table
    }

    /// Solves a program, over whole numbers if `is_whole`.
    fn solve(&self, classes: &[Class], goal: Goal, is_whole: bool, budget: &mut Budget) -> Option<Found> {
        if !budget.take() {
            return None;
        }
        let (problem, variables) = self.problem(classes, goal, is_whole)?;
        let mut options = SolveOptions::default();
        options.node_limit = Some(BRANCHES);
        let outcome = match problem.solve_with(options) {
            Ok(outcome) => outcome,
            Err(Error::Infeasible) => return None,
            Err(_) => {
                budget.refuse();
                return None;
            }
        };
        if !outcome.is_optimal() {
            budget.refuse();
        }
        let solution = outcome.into_solution().ok()?;
        let numbers: Vec<u32> = variables.iter().map(|at| solution.var_value(*at).round() as u32).collect();
        let is_fulfilled = self.is_fulfilled(&self.table(classes, &numbers));
        Some(if is_fulfilled { Found::Whole(numbers) } else { Found::Fractions })
    }

    fn problem(&self, classes: &[Class], goal: Goal, is_whole: bool) -> Option<(Problem, Vec<Variable>)> {
        let (direction, bounds) = match goal {
            Goal::Extreme(direction) => (direction, None),
            Goal::Between(low, high) => (OptimizationDirection::Maximize, Some((low, high))),
        };
        let mut problem = Problem::new(direction);
        let mut variables: Vec<Variable> = Vec::new();
        for class in classes {
            // A class without a row is no target here, see `is_wide`: any number will do.
            let most = class.rows.iter().map(|row| self.rows[*row].high).min().unwrap_or(0);
            let value = f64::from(u8::from(class.is_target));
            variables.push(match is_whole {
                true => problem.add_integer_var(value, (0, i32::try_from(most).ok()?)),
                false => problem.add_var(value, (0.0, f64::from(most))),
            });
        }
        let mut terms: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); self.rows.len()];
        for (class, variable) in classes.iter().zip(&variables) {
            class.rows.iter().for_each(|row| terms[*row].push((*variable, 1.0)));
        }
        for (row, terms) in self.rows.iter().zip(terms) {
            constrain(&mut problem, &terms, (row.low, row.high));
        }
        if let Some(bounds) = bounds {
            let target = classes.iter().zip(&variables).filter(|(class, _)| class.is_target);
            let target: Vec<(Variable, f64)> = target.map(|(_, variable)| (*variable, 1.0)).collect();
            constrain(&mut problem, &target, bounds);
        }
        Some((problem, variables))
    }

    /// Returns true if a table of whole numbers fulfills all rows.
    fn is_fulfilled(&self, table: &[u32]) -> bool {
        self.rows.iter().all(|row| {
            let sum: u64 = row.columns.iter().map(|at| u64::from(table[*at])).sum();
            (u64::from(row.low)..=u64::from(row.high)).contains(&sum)
        })
    }
}

/// The outcome of a program with a solution.
enum Found {
    /// The number of each class.
    Whole(Vec<u32>),
    /// The solution has fractions.
    Fractions,
}

/// The aim of a search for a table.
#[derive(Clone, Copy)]
enum Goal {
    /// The least or the greatest sum of the target.
    Extreme(OptimizationDirection),
    /// A sum of the target between two numbers.
    Between(u32, u32),
}

fn constrain(problem: &mut Problem, terms: &[(Variable, f64)], (low, high): (u32, u32)) {
    if low == high {
        problem.add_constraint(terms, ComparisonOp::Eq, f64::from(low));
    } else {
        problem.add_constraint(terms, ComparisonOp::Ge, f64::from(low));
        problem.add_constraint(terms, ComparisonOp::Le, f64::from(high));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(rows: &[(&[usize], u32, u32)], truth: &[u32]) -> System {
        let row = |(columns, low, high): &(&[usize], u32, u32)| Row {
            columns: columns.to_vec(),
            low: *low,
            high: *high,
        };
        System::new(Kind::Yes, rows.iter().map(row).collect(), truth.to_vec(), &Budget::default())
    }

    /// Returns the number of feasible values of a target, up to 9.
    fn feasible(system: System, target: &[usize]) -> usize {
        let mut budget = Budget::default();
        budget.next_table();
        let mut system = system;
        (1..10).take_while(|wanted| system.allows(target, *wanted, &mut budget)).count()
    }

    #[test]
    fn feasible_numbers_are_counted() {
        assert_eq!(feasible(system(&[(&[0, 1], 3, 3)], &[1, 2]), &[0]), 4, "0 to 3");
        assert_eq!(feasible(system(&[(&[0, 1], 3, 3), (&[1], 2, 2)], &[1, 2]), &[0]), 1);
        assert_eq!(feasible(system(&[(&[0, 1], 3, 4), (&[1], 2, 2)], &[1, 2]), &[0]), 2, "rounding");
        assert_eq!(feasible(system(&[(&[1], 2, 2)], &[1, 2]), &[0]), 9, "nothing is known of it");
        // Rows 1, 4 and columns 2, 3 of a table of two by two: its first cell is 0 or 1.
        let margins: [(&[usize], u32, u32); 4] =
            [(&[0, 1], 1, 1), (&[2, 3], 4, 4), (&[0, 2], 2, 2), (&[1, 3], 3, 3)];
        assert_eq!(feasible(system(&margins, &[0, 1, 2, 2]), &[0]), 2);
        assert_eq!(feasible(system(&margins, &[0, 1, 2, 2]), &[2]), 2);
        assert_eq!(feasible(system(&margins, &[0, 1, 2, 2]), &[0, 3]), 2, "2 or 4, and not 3");
    }

    #[test]
    fn halves_of_people_are_not_feasible() {
        // Each two of three add up to 2: with fractions there would be nothing else than 1, 1, 1 either; with a
        // fourth column in all, values go in steps of two.
        let rows: [(&[usize], u32, u32); 3] = [(&[0, 1, 3], 2, 2), (&[1, 2, 3], 2, 2), (&[2, 0, 3], 2, 2)];
        assert_eq!(feasible(system(&rows, &[1, 1, 1, 0]), &[3]), 2, "0 or 2");
    }

    #[test]
    fn without_work_left_a_cell_counts_as_opened() {
        let margins: [(&[usize], u32, u32); 4] =
            [(&[0, 1], 5, 5), (&[2, 3], 5, 5), (&[0, 2], 5, 5), (&[1, 3], 5, 5)];
        assert_eq!(feasible(system(&margins, &[2, 3, 3, 2]), &[0]), 6);
        let mut spent = Budget::of(0);
        spent.next_table();
        let mut system = system(&margins, &[2, 3, 3, 2]);
        assert!(!system.allows(&[0], 3, &mut spent) && spent.is_spent());
    }
}
