//! Charts: layouts turn plain items into a [`Scene`](scene::Scene), painters draw a scene.
//!
//! Architecture invariant: this crate knows nothing about data sets, URLs or leptos. A layout
//! measures text through a function that its caller passes in, so the same layout runs in a browser
//! and in a test. Only the module `paint` uses plotters. Lengths are in CSS px unless a comment says
//! otherwise.

pub mod geometry;
pub mod shape;
pub mod scale;
pub mod bidi;
pub mod item;
pub mod dot_series;
pub mod scene;
pub mod bands;
pub mod label;
pub mod frame;
pub mod overview;
pub mod fingerprint;
pub mod lollipop;
pub mod scatter;
pub mod slope;
pub mod dumbbell;
pub mod dumbbell_editor;
pub mod unit_chart;
pub mod transition;
pub mod hit;
pub mod keyboard_nav;
pub mod palette;
pub mod paint;
pub mod raster;

#[cfg(test)]
mod tests;
