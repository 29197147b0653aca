//! Where the keyboard stops: at every row, or, where that would be a march of hundreds, first at
//! the themes (a list of more than 200 entries is tedious to listen to: Highcharts' threshold).

use super::{Picture, mark_of};
use crate::atlas::Atlas;
use crate::challenge::ThemeIx;
use crate::text;

/// More rows than this are reached through their themes.
const MANY: usize = 200;

/// A stop of the keyboard, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The mark that is shown while it is the current one.
    pub mark: u32,
    /// What is said there.
    pub words: String,
    /// The theme it opens; none if it is a row, which opens its challenge.
    pub theme: Option<ThemeIx>,
}

impl Picture {
    /// The stops in the order of the rows. With more than 200 rows and no theme chosen these are the
    /// themes; with one chosen, its rows.
    pub fn stops(&self, atlas: &Atlas) -> Vec<Stop> {
        let theme_of = |at: usize| atlas.challenge(self.rows[at].challenge).theme;
        let many = self.rows.len() > MANY;
        let row = |at: usize| Stop {
            mark: mark_of(self.rows[at].challenge),
            words: self.spoken(atlas, at),
            theme: None,
        };
        let all = 0..self.rows.len();
        match self.theme {
            _ if !many => all.map(row).collect(),
            Some(theme) => all.filter(|at| theme_of(*at) == theme).map(row).collect(),
            None => {
                let summary = |theme| {
                    let own: Vec<usize> = all.clone().filter(|at| theme_of(*at) == theme).collect();
                    let first = self.rows.get(*own.first()?)?;
                    let name = &atlas.challenge(first.challenge).name;
                    let words = text::explore::theme_stop(&atlas.theme(theme).name, own.len(), name);
                    Some(Stop { mark: mark_of(first.challenge), words, theme: Some(theme) })
                };
                atlas.themes().filter_map(summary).collect()
            }
        }
    }
}
