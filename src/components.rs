//! Components that several pages share.

pub mod chosen;
pub mod controls;
pub mod export;
pub mod fingerprint;
pub mod heading;
pub mod headline;
pub mod illustrative;
pub mod languages;
pub mod lazy_view;
pub mod legend;
pub mod long_texts;
pub mod not_found;
pub mod pin;
pub mod prose;
pub mod search;
pub mod shape;
pub mod signup;
pub mod stat;
pub mod table;
