//! From answers to results: counting, suppression of small cells, ranks, confidence intervals.
//!
//! A survey is read as answer [`Sheet`]s, one per respondent. [`Tallies`] counts them in any order.
//! [`Tallies::published`] decides what is withheld, and [`Published::shares`] returns the shares that remain.
//! [`ranks`] derives ranks from published shares, and [`Published::places`] from places that respondents gave.
//!
//! Shares of few respondents are withheld, and so are others that would reveal them:
//!
//! ```
//! use data::challenge::Cell;
//! use survey::{Answer, Form, Part, Tallies};
//!
//! // One yes-or-no question about one challenge, and one dimension with three groups.
//! let form = Form { waves: 1, groups: vec![3], measures: 1, challenges: 1 };
//! let mut tallies = Tallies::new(form.clone());
//! for (group, respondents) in [(0, 4), (1, 20), (2, 30)] {
//!     for number in 0..respondents {
//!         let mut sheet = form.blank(0);
//!         sheet.groups[0] = Some(group);
//!         sheet.answers[0][0] = if number % 2 == 0 { Answer::Yes } else { Answer::No };
//!         tallies.add(&sheet)?;
//!     }
//! }
//! let minimum = 10;
//! let published = tallies.published(minimum);
//! let share = |part| published.shares(0, part, 0)[0];
//! let group = |group| Part::Group { dimension: 0, group };
//!
//! assert_eq!(share(Part::Everyone), Cell::Known { value: 50.0, respondents: Some(54) });
//! // The first group has only 4 answers.
//! assert_eq!(share(group(0)), Cell::TooFew);
//! // Everyone minus the two large groups is the small one, so the smaller of them is withheld too.
//! assert_eq!(share(group(1)), Cell::TooFew);
//! assert_eq!(share(group(2)), Cell::Known { value: 50.0, respondents: Some(30) });
//! # Ok::<(), survey::FormError>(())
//! ```
//!
//! Invariant: plain numbers in, plain numbers out. The crate root knows no ids and no files: waves,
//! dimensions, groups, measures and challenges are positions in tables of the caller. Only [`import`]
//! reads file formats.
//!
//! Browsers get the intervals only; all else is native.

#[cfg(not(target_arch = "wasm32"))]
pub mod import;
mod interval;
#[cfg(not(target_arch = "wasm32"))]
mod published;
#[cfg(not(target_arch = "wasm32"))]
mod rank;
#[cfg(not(target_arch = "wasm32"))]
mod sheet;
#[cfg(not(target_arch = "wasm32"))]
mod suppress;
#[cfg(not(target_arch = "wasm32"))]
mod tally;
#[cfg(not(target_arch = "wasm32"))]
mod weight;

pub use interval::{Interval, wilson};
#[cfg(not(target_arch = "wasm32"))]
pub use {
    published::{Published, Reason, Source, Who, Withheld},
    rank::{Ties, ranks},
    sheet::{Answer, Form, FormError, Part, Sheet},
    suppress::{MIN_FEASIBLE, Why},
    tally::Tallies,
    weight::Weight,
};
