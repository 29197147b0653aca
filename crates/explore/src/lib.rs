//! The logic of the chart pages, independent of the browser.
//!
//! Modules in reading order: the state of a view with its query, routes of pages, messages, the choices of
//! the controls, the model of the chart, the headline of a challenge, and downloads.
//!
//! Invariant: nothing here knows leptos, the browser or the JSON of bundles.

pub mod view_state;
pub mod route;
pub mod messages;
pub mod controls;
pub mod chart_model;
pub mod headline;
pub mod export;
