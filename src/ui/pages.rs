//! One module a page. Pages share components, never each other.

pub mod about;
pub mod challenge;
pub mod explore;
pub mod home;
pub mod theme;
