//! The least and the greatest number of each secret, by linear programs of an interior-point solver.

use clarabel::algebra::CscMatrix;
use clarabel::solver::SupportedConeT::NonnegativeConeT;
use clarabel::solver::{DefaultSettingsBuilder, DefaultSolver, IPSolver, SolverStatus};

use crate::{Feasible, View};

/// Greatest error of the solver.
const TOLERANCE: f64 = 1e-3;

/// Amount that each bound is loosened by: the solver works its way through the interior, and cells that are pinned have none.
const SLACK: f64 = 1e-5;

/// Sums of columns with their upper bounds. Yes comes first in the columns, then no.
struct System {
    columns: usize,
    /// Columns, their sign, and the bound of their sum.
    rows: Vec<(Vec<usize>, f64, f64)>,
}

fn system(view: &View) -> System {
    let no = |members: &[usize]| members.iter().map(|at| at + view.inner).collect::<Vec<_>>();
    let both = |members: &[usize]| [members.to_vec(), no(members)].concat();
    let mut system = System { columns: 2 * view.inner, rows: Vec::new() };
    for known in &view.known {
        system.add(both(&known.members), known.answered, known.answered);
        // The attacker tries each number of yes and sees which are rounded to this share.
        let rounded = |yes: &u32| match known.tenths {
            None => *yes == known.yes,
            Some(tenths) => {
                (1_000.0 * f64::from(*yes) / f64::from(known.answered) + 0.5).floor() as u32 == tenths
            }
        };
        let numbers: Vec<u32> = (0..=known.answered).filter(rounded).collect();
        system.add(known.members.clone(), numbers[0], numbers[numbers.len() - 1]);
    }
    for (members, sheets) in &view.caps {
        system.add(both(members), 0, *sheets);
    }
    for column in 0..system.columns {
        system.rows.push((vec![column], -1.0, 0.0));
    }
    system
}

impl System {
    /// Adds a sum between two numbers.
    fn add(&mut self, columns: Vec<usize>, low: u32, high: u32) {
        self.rows.push((columns.clone(), -1.0, -f64::from(low)));
        self.rows.push((columns, 1.0, f64::from(high)));
    }

    /// Returns the greatest sum of some columns, or the least with `sign` -1.
    fn extreme(&self, columns: &[usize], sign: f64) -> f64 {
        let entries =
            self.rows.iter().enumerate().flat_map(|(row, (columns, sign, _))| {
                columns.iter().map(move |column| (row, *column, *sign))
            });
        let (mut at_rows, mut at_columns, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (row, column, value) in entries {
            at_rows.push(row);
            at_columns.push(column);
            values.push(value);
        }
        let matrix = CscMatrix::new_from_triplets(self.rows.len(), self.columns, at_rows, at_columns, values);
        let bounds: Vec<f64> = self.rows.iter().map(|(_, _, bound)| *bound + SLACK).collect();
        let mut goal = vec![0.0; self.columns];
        columns.iter().for_each(|column| goal[*column] = -sign);
        let settings = DefaultSettingsBuilder::default().verbose(false).build().expect("good settings");
        let none = CscMatrix::zeros((self.columns, self.columns));
        let cones = [NonnegativeConeT(self.rows.len())];
        let mut solver =
            DefaultSolver::new(&none, &goal, &matrix, &bounds, &cones, settings).expect("a program");
        solver.solve();
        let status = solver.solution.status;
        assert!(matches!(status, SolverStatus::Solved | SolverStatus::AlmostSolved), "{status:?}");
        -sign * solver.solution.obj_val
    }

    /// Returns how many whole numbers lie between the least and the greatest sum.
    fn width(&self, columns: &[usize]) -> usize {
        let (low, high) = (self.extreme(columns, -1.0), self.extreme(columns, 1.0));
        let (low, high) = ((low - TOLERANCE).ceil(), (high + TOLERANCE).floor());
        (high - low + 1.0).max(0.0) as usize
    }
}

/// Returns how many numbers the secrets may have.
pub fn feasible(view: &View) -> Vec<Feasible> {
    let system = system(view);
    let of = |members: &[usize]| {
        let no: Vec<usize> = members.iter().map(|at| at + view.inner).collect();
        Feasible {
            answers: system.width(&[members, &no].concat()),
            yes: system.width(members),
            no: system.width(&no),
        }
    };
    view.secrets.iter().map(|secret| of(&secret.members)).collect()
}
