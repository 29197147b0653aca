//! Messages about a data set and its charts, in the current locale.

pub mod common;
pub mod charts;
pub mod controls;
pub mod files;
