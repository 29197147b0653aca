//! The command line of `cargo xtask`.

use std::{ffi::OsString, str::FromStr};

use lexopt::{
    Arg::{Long, Short, Value},
    Parser, ValueExt,
};

use crate::test::Step;

/// Text printed for `--help`, and after a wrong command line.
pub const HELP: &str = "\
Sets up, serves, checks, tests and builds Challenge Map. What is missing is
installed at pinned versions, into this checkout where that is possible.

Usage: cargo xtask <command>

  serve [--port N] [--open]  build the site, serve it on 127.0.0.1 with live reload,
                             keep sign-ups in data/signups.sqlite
  check                      the quick loop: format, clippy (native, wasm), unit tests
  test [--only STEP]...      what CI runs; ends with a table of its steps in seconds and a line
                             of totals. With --only (once or more) just these steps, each with
                             the builds that it needs: format, lint, lint-wasm, native, browser,
                             build, sizes, e2e, engines, whole, headers, html, archive,
                             bench
  soak [--submissions N] [--seed N]
                             signs up 1,000 times (or N, from 100) through every fault of networks
                             and browsers, at our receiver and at another, and kills ours at work:
                             nothing may be lost, doubled or shown as sent that is not; half a
                             minute. `test` does the same 100 times. The same seed, the same faults
  build                      release build in dist/, with its sizes
  release                    the release build, and an archive of it with the tool, samples and
                             documentation, for publishers without Rust, in target/release-archive
  sizes                      the sizes of what is in dist/
  bench [--runs N]           measures drawing, hover, transitions, accessibility and cold start
                             against other chart libraries (an hour; 7 runs unless told
                             otherwise), writes docs/benchmarks.md
  bench --quick              only checks that all draw the same and answer right
  bench --report             measures nothing, writes docs/benchmarks.md from the last numbers
  lighthouse                 publishes the sample site and judges three of its pages as for a phone:
                             at least 95 in performance and 100 in accessibility, best practices and
                             SEO; the reports land in target/lighthouse (3 minutes)

Examples:
  cargo xtask serve
  cargo xtask serve --port 9000 --open
  cargo xtask test
  cargo xtask test --only native --only e2e
  cargo xtask soak --submissions 5000 --seed 7

Exit codes: 0 all is well; 1 something failed; 2 the command line is wrong;
3 something has to be installed by hand (the message says what).";

/// Default number of sign-ups that a soak sends to each receiver.
const SUBMISSIONS: u32 = 1_000;

/// The smallest number of sign-ups with which every fault happens.
const MIN_SUBMISSIONS: u32 = 100;

/// A command with its options.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Show [`HELP`].
    Help,
    /// Serve the site for development.
    Serve {
        /// The port asked for; without one, the first free from 8080 on.
        port: Option<u16>,
        /// `true` to open a browser.
        open: bool,
    },
    /// Run the quick checks.
    Check,
    /// Run the steps that CI runs.
    Test {
        /// The steps asked for; all if there are none.
        only: Vec<Step>,
    },
    /// Run the tests of sign-ups with injected faults for long.
    Soak {
        /// Sign-ups sent to each receiver.
        submissions: u32,
        /// The seed of the faults; without it, the test's own.
        seed: Option<u64>,
    },
    /// Build for release.
    Build,
    /// Make the archive for publishers.
    Release,
    /// Print sizes.
    Sizes,
    /// Measure against other chart libraries.
    Bench(Bench),
    /// Rate the published site with Lighthouse.
    Lighthouse,
}

/// The requested parts of the benchmark.
#[derive(Debug, PartialEq)]
pub enum Bench {
    /// All of it.
    Full {
        /// The number of runs; without it, the benchmark's own.
        runs: Option<u32>,
    },
    /// Only a check that all results are correct.
    Quick,
    /// Only the page, from the numbers of the last run.
    Report,
}

/// Returns the command in the arguments that follow `cargo xtask`, or a sentence that names the problem.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    command(&mut Parser::from_args(args)).map_err(|error| error.to_string())
}

fn command(args: &mut Parser) -> Result<Command, lexopt::Error> {
    let mut command = match args.next()? {
        None | Some(Long("help") | Short('h')) => return Ok(Command::Help),
        Some(Value(name)) => named(&name.string()?)?,
        Some(other) => return Err(other.unexpected()),
    };
    while let Some(arg) = args.next()? {
        match (&mut command, arg) {
            (_, Long("help") | Short('h')) => return Ok(Command::Help),
            (Command::Serve { open, .. }, Long("open")) => *open = true,
            (Command::Serve { port, .. }, Long("port")) => *port = Some(number(args, "port", 1)?),
            (Command::Test { only }, Long("only")) => only.push(args.value()?.parse()?),
            (Command::Soak { submissions, .. }, Long("submissions")) => {
                *submissions = number(args, "submissions", MIN_SUBMISSIONS)?;
            }
            (Command::Soak { seed, .. }, Long("seed")) => *seed = Some(number(args, "seed", 0)?),
            // The kinds of benchmark exclude each other.
            (Command::Bench(bench @ Bench::Full { runs: None }), Long("quick")) => *bench = Bench::Quick,
            (Command::Bench(bench @ Bench::Full { runs: None }), Long("report")) => *bench = Bench::Report,
            (Command::Bench(Bench::Full { runs }), Long("runs")) => *runs = Some(number(args, "runs", 1)?),
            (_, other) => return Err(other.unexpected()),
        }
    }
    Ok(command)
}

/// Returns the command of this name, without options.
fn named(name: &str) -> Result<Command, lexopt::Error> {
    Ok(match name {
        "help" => Command::Help,
        "serve" => Command::Serve { port: None, open: false },
        "check" => Command::Check,
        "test" => Command::Test { only: Vec::new() },
        "soak" => Command::Soak { submissions: SUBMISSIONS, seed: None },
        "build" => Command::Build,
        "release" => Command::Release,
        "sizes" => Command::Sizes,
        "bench" => Command::Bench(Bench::Full { runs: None }),
        "lighthouse" => Command::Lighthouse,
        other => return Err(format!("there is no command `{other}`").into()),
    })
}

/// Returns the number that follows an option.
fn number<T: FromStr + PartialOrd + std::fmt::Display>(
    args: &mut Parser,
    option: &str,
    least: T,
) -> Result<T, lexopt::Error> {
    let value = args.value()?.string()?;
    let number = value.parse().ok().filter(|number| *number >= least);
    number.ok_or_else(|| format!("--{option} takes a whole number from {least} on, not `{value}`").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn commands_are_understood() {
        assert_eq!(parsed(""), Ok(Command::Help));
        assert_eq!(parsed("--help"), Ok(Command::Help));
        assert_eq!(parsed("serve --help"), Ok(Command::Help));
        assert_eq!(parsed("check"), Ok(Command::Check));
        assert_eq!(parsed("lighthouse"), Ok(Command::Lighthouse));
        assert_eq!(parsed("release"), Ok(Command::Release));
        assert_eq!(parsed("serve"), Ok(Command::Serve { port: None, open: false }));
        let both = Ok(Command::Serve { port: Some(9000), open: true });
        assert_eq!(parsed("serve --port 9000 --open"), both);
        assert_eq!(parsed("serve --open --port=9000"), both);
        assert_eq!(parsed("test"), Ok(Command::Test { only: Vec::new() }));
        let two = Ok(Command::Test { only: vec![Step::EndToEnd, Step::LintWasm] });
        assert_eq!(parsed("test --only e2e --only=lint-wasm"), two);
        assert_eq!(parsed("soak"), Ok(Command::Soak { submissions: 1000, seed: None }));
        let seeded = Ok(Command::Soak { submissions: 5000, seed: Some(7) });
        assert_eq!(parsed("soak --seed 7 --submissions 5000"), seeded);
        for (line, asked) in [
            ("bench", Bench::Full { runs: None }),
            ("bench --runs 30", Bench::Full { runs: Some(30) }),
            ("bench --quick", Bench::Quick),
            ("bench --report", Bench::Report),
        ] {
            assert_eq!(parsed(line), Ok(Command::Bench(asked)), "{line}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, named) in [
            ("deploy", "`deploy`"),
            ("check twice", "\"twice\""),
            ("serve --fast", "'--fast'"),
            ("serve --port", "'--port'"),
            ("serve --port 0", "`0`"),
            ("serve --port 70000", "`70000`"),
            ("serve --open=yes", "\"yes\""),
            ("test --only", "'--only'"),
            ("test --only all", "`all`"),
            ("soak --submissions 99", "`99`"),
            ("soak --seed x", "`x`"),
            ("soak --seed", "'--seed'"),
            ("soak --slow", "'--slow'"),
            ("bench --runs 0", "`0`"),
            ("bench --fast", "'--fast'"),
            ("bench --quick --runs 3", "'--runs'"),
            ("bench --runs 3 --quick", "'--quick'"),
        ] {
            let problem = parsed(line).unwrap_err();
            assert!(problem.contains(named), "{line}: {problem}");
        }
    }

    #[test]
    fn help_names_every_step() {
        for step in Step::ALL {
            assert!(HELP.contains(step.name()), "{}", step.name());
        }
    }
}
