//! The minimum of respondents, as a bundle states it.

use super::json;

/// Minimum of respondents that numbers are withheld by where a bundle states none.
pub const DEFAULT_MINIMUM: u32 = 10;

/// Returns the minimum of respondents that a bundle states; `None` if it states none, although it is shown as if it
/// were 0. `source` must be a valid bundle.
pub fn stated_minimum(source: &str) -> Option<u32> {
    let top = json::object(source.trim())?;
    json::field(&top, "minimum_respondents")?.parse().ok()
}
