//! Numbers of tests that passed, failed and were skipped, read from the output of test runners.

use std::{fmt, ops::AddAssign};

/// Counts of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, and steps that failed without naming a test.
    pub failed: u64,
    /// Tests that were not run.
    pub skipped: u64,
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// Adds up the `test result:` lines of `cargo test`, native or in a browser.
pub fn of_cargo(output: &str) -> Totals {
    let mut totals = Totals::default();
    for counts in output.lines().filter_map(|line| line.trim_start().strip_prefix("test result: ")) {
        totals += Totals {
            passed: number_before(counts, " passed"),
            failed: number_before(counts, " failed"),
            skipped: number_before(counts, " ignored"),
        };
    }
    totals
}

/// Reads a last line in the form of this program's own last line.
pub fn of_last_line(output: &str) -> Totals {
    let line = output.lines().last().unwrap_or_default();
    Totals {
        passed: number_before(line, " passed"),
        failed: number_before(line, " failed"),
        skipped: number_before(line, " skipped"),
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().filter(|before| before.len() < text.len());
    let digits = before.and_then(|before| before.rsplit(|c: char| !c.is_ascii_digit()).next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_results_add_up() {
        let output = "\
running 3 tests
test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s
test a::test_result ... ok
logged: test result: ok. 5 passed; 0 failed; 0 ignored
test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out
    test result: ok. 4 passed; 0 failed; 0 ignored; 7 filtered out; finished in 0.00s";
        assert_eq!(of_cargo(output), Totals { passed: 19, failed: 2, skipped: 1 });
        assert_eq!(of_cargo("error: could not compile"), Totals::default());
    }

    #[test]
    fn a_last_line_is_read_as_it_is_written() {
        let totals = Totals { passed: 12, failed: 1, skipped: 2 };
        assert_eq!(of_last_line(&format!("ok: 99 passed\n\n{totals}\n")), totals);
        assert_eq!(of_last_line(""), Totals::default());
    }

    #[test]
    fn the_line_names_skipped_tests_only_if_there_are() {
        let mut totals = Totals { passed: 3, failed: 0, skipped: 0 };
        assert_eq!(totals.to_string(), "3 passed, 0 failed");
        totals += Totals { passed: 1, failed: 2, skipped: 4 };
        assert_eq!(totals.to_string(), "4 passed, 2 failed, 4 skipped");
    }
}
