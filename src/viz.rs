//! The picture: from plain items to a [`Scene`](scene::Scene), and from a scene to ink.
//!
//! Invariant: nothing here knows the atlas, addresses or leptos. Layout measures text through
//! a function it is given, so the same layout runs in a browser and in a test. Only the painters,
//! `paint` and `canvas`, know plotters. Every length is in CSS px unless its name says otherwise.

pub mod geometry;
pub mod shape;
pub mod scale;
pub mod bidi;
pub mod item;
pub mod dots;
pub mod scene;
pub mod label;
pub mod frame;
pub mod ranking;
pub mod pair;
pub mod change;
pub mod gap;
pub mod beside;
pub mod answers;
pub mod transition;
pub mod hit;
pub mod step;
pub mod palette;
pub mod paint;
pub mod raster;
pub mod canvas;
