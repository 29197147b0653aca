//! Months of a calendar.

use std::fmt;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Year, 1 to 9999: the calendar has no year 0.
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
        let year = year.parse().ok().filter(|year| *year > 0)?;
        Some(Self { year, month })
    }

    /// Returns the number of days.
    pub fn days(self) -> u8 {
        let is_leap_year =
            self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        match self.month {
            2 if is_leap_year => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
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
    fn months_have_the_days_of_the_calendar() {
        let days = |text: &str| Month::parse(text).unwrap().days();
        assert_eq!(["2026-01", "2026-04", "2026-12"].map(days), [31, 30, 31]);
        assert_eq!(["2026-02", "2024-02", "1900-02", "2000-02"].map(days), [28, 29, 28, 29]);
    }

    #[test]
    fn months_are_a_year_and_a_number_of_two_digits() {
        assert_eq!(Month::parse("2026-11"), Some(Month { year: 2026, month: 11 }));
        assert_eq!(Month::parse("0999-01"), Some(Month { year: 999, month: 1 }));
        assert_eq!(Month { year: 999, month: 1 }.to_string(), "0999-01");
        for bad in [
            "",
            "2026",
            "0000-01",
            "2026-1",
            "2026-00",
            "2026-13",
            "26-11",
            "2026-11-03",
            "2026-+1",
            "20\u{661}6-11",
        ] {
            assert_eq!(Month::parse(bad), None, "{bad:?}");
        }
    }
}
