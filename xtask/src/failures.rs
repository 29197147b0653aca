//! Excerpts of test output: the failed tests with the first lines of what each of them says.
//!
//! `cargo xtask test` repeats them below its table, where they are seen without a search through the log.

/// Number of lines below the name of a failed test that are repeated.
const LINES_OF_ONE: usize = 40;

/// Number of lines of one step that are repeated at most.
const LINES_OF_STEP: usize = 240;

/// Returns the lines of `output` that name failed tests, each with the lines below it.
///
/// Knows the output of `cargo test`, Playwright's list reporter and the checks of `tests/`.
pub fn excerpt(output: &str) -> Vec<&str> {
    let mut left = 0;
    let lines = output.lines().filter(|line| {
        if names_failed_test(line) {
            left = LINES_OF_ONE + 1;
        } else if begins_other_test(line) {
            left = 0;
        }
        left = left.saturating_sub(1);
        left > 0 && !line.trim().is_empty()
    });
    lines.take(LINES_OF_STEP).collect()
}

fn names_failed_test(line: &str) -> bool {
    let cargo = line.starts_with("---- ") && line.ends_with(" stdout ----");
    cargo || is_numbered(line) || line.starts_with("FAILED")
}

/// Returns whether a failure of Playwright's list begins here: a number with `) `, then file and title with ` › `.
fn is_numbered(line: &str) -> bool {
    let number = line.trim_start().split_once(") ").filter(|(_, rest)| rest.contains(" › "));
    line.starts_with("  ") && number.is_some_and(|(number, _)| number.chars().all(|c| c.is_ascii_digit()))
}

fn begins_other_test(line: &str) -> bool {
    line.starts_with("ok") || line.starts_with("failures:") || line.starts_with("test ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_cargo_are_repeated() {
        let output = "\
test a ... ok
test b ... FAILED

failures:

---- b stdout ----
thread 'b' panicked at src/main.rs:3:5:
left is not right

failures:
    b
test result: FAILED. 1 passed; 1 failed";
        let said = ["---- b stdout ----", "thread 'b' panicked at src/main.rs:3:5:", "left is not right"];
        assert_eq!(excerpt(output), said);
    }

    #[test]
    fn failures_of_playwright_are_repeated() {
        let output = "\
  ✓  1 specs/a.spec.mjs:1:1 › one (1.2s)
  ✘  2 specs/a.spec.mjs:9:1 › two (1.2s)

  1) specs/a.spec.mjs:9:1 › two ────────

    Error: expect(received).toBe(expected)

  1 failed";
        let said = &excerpt(output)[..2];
        assert_eq!(said[0], "  1) specs/a.spec.mjs:9:1 › two ────────");
        assert_eq!(said[1], "    Error: expect(received).toBe(expected)");
    }

    #[test]
    fn failures_of_checks_are_repeated() {
        let output = "ok     home\nFAILED search at 360 px\n         it runs off\nok     discuss";
        assert_eq!(excerpt(output), ["FAILED search at 360 px", "         it runs off"]);
        assert!(excerpt("ok: a\nok: b\n\n2 passed, 0 failed").is_empty());
    }

    #[test]
    fn excerpts_are_short() {
        let output = format!("FAILED: a\n{}", "x\n".repeat(200)).repeat(50);
        assert_eq!(excerpt(&output).len(), LINES_OF_STEP);
        assert_eq!(excerpt(&format!("FAILED: a\n{}", "x\n".repeat(200))).len(), LINES_OF_ONE);
    }
}
