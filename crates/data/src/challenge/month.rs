//! Months of a calendar.

use std::fmt;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Year, 0 to 9999.
    pub year: u16,
    /// Month of the year, 1 to 12.
    pub month: u8,
}

impl Month {
    /// Returns the month of an ISO date such as `2026-11`; `None` if `text` does not have this form.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let has_digits =
            |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if !has_digits(year, 4) || !has_digits(month, 2) {
            return None;
        }
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        Some(Self { year: year.parse().ok()?, month })
    }
}

impl fmt::Display for Month {
    /// Writes the month as [`Month::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_a_year_and_a_number_of_two_digits() {
        assert_eq!(Month::parse("2026-11"), Some(Month { year: 2026, month: 11 }));
        assert_eq!(Month::parse("0999-01"), Some(Month { year: 999, month: 1 }));
        assert_eq!(Month { year: 999, month: 1 }.to_string(), "0999-01");
        for bad in
            ["", "2026", "2026-1", "2026-00", "2026-13", "26-11", "2026-11-03", "2026-+1", "20\u{661}6-11"]
        {
            assert_eq!(Month::parse(bad), None, "{bad:?}");
        }
    }
}
