//! The command line: what was asked for.

/// Shown for `--help`, and after a line that cannot be understood.
pub const HELP: &str = "\
Sets up, serves, checks, tests and builds Challenge Map. What is missing is
installed at pinned versions, into this checkout where that is possible.

Usage: cargo xtask <command>

  serve [--port N] [--open]  build the site, serve it on 127.0.0.1 with live reload,
                             keep sign-ups in data/signups.sqlite
  check                      the quick loop: format, clippy (native, wasm), native tests
  test                       what CI runs: check, tests in a browser, release build, size budget,
                             end-to-end tests (also at nginx and Caddy), grades of the headers,
                             the archive for publishers; ends with a line of totals
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
  cargo xtask soak --submissions 5000 --seed 7

Exit codes: 0 all is well; 1 something failed; 2 the command line is wrong;
3 something has to be installed by hand (the message says what).";

/// How many sign-ups a soak sends unless told otherwise.
const SUBMISSIONS: u32 = 1_000;

/// With fewer than these not every fault would happen.
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
        /// Whether to open a browser.
        open: bool,
    },
    /// Run the quick checks.
    Check,
    /// Run everything CI runs.
    Test,
    /// Sign up through faults for long.
    Soak {
        /// How often at each receiver; without it, [`SUBMISSIONS`].
        submissions: u32,
        /// What chance begins with; without it, the test's own.
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
    /// Judge the published site.
    Lighthouse,
}

/// How much of the benchmark is asked for.
#[derive(Debug, PartialEq)]
pub enum Bench {
    /// All of it.
    Full {
        /// How often; without it, the benchmark's own number.
        runs: Option<u32>,
    },
    /// Only a check that everything answers right.
    Quick,
    /// Only the page, from the numbers of the last run.
    Report,
}

/// Reads the arguments that follow `cargo xtask`.
pub fn parse(args: impl Iterator<Item = String>) -> Result<Command, String> {
    let args: Vec<String> = args.collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        return Ok(Command::Help);
    }
    let mut rest = args.iter().map(String::as_str);
    let command = match rest.next() {
        None | Some("help") => Command::Help,
        Some("serve") => parse_serve(&mut rest)?,
        Some("check") => Command::Check,
        Some("test") => Command::Test,
        Some("soak") => parse_soak(&mut rest)?,
        Some("build") => Command::Build,
        Some("release") => Command::Release,
        Some("sizes") => Command::Sizes,
        Some("bench") => parse_bench(&mut rest)?,
        Some("lighthouse") => Command::Lighthouse,
        Some(other) => return Err(format!("there is no command `{other}`")),
    };
    match rest.next() {
        Some(extra) => Err(format!("`{extra}` is one argument too many")),
        None => Ok(command),
    }
}

fn parse_serve<'a>(rest: &mut impl Iterator<Item = &'a str>) -> Result<Command, String> {
    let (mut port, mut open) = (None, false);
    while let Some(arg) = rest.next() {
        let value = match arg.split_once('=') {
            Some(("--port", value)) => Some(value),
            _ if arg == "--port" => Some(rest.next().unwrap_or_default()),
            _ => None,
        };
        match value {
            Some(value) => match value.parse() {
                Ok(number) if number > 0 => port = Some(number),
                _ => return Err(format!("--port takes a number from 1 to 65535, not `{value}`")),
            },
            None if arg == "--open" => open = true,
            None => return Err(format!("`serve` does not take `{arg}`")),
        }
    }
    Ok(Command::Serve { port, open })
}

fn parse_soak<'a>(rest: &mut impl Iterator<Item = &'a str>) -> Result<Command, String> {
    let (mut submissions, mut seed) = (SUBMISSIONS, None);
    while let Some(arg) = rest.next() {
        let mut value = || rest.next().unwrap_or_default();
        match arg {
            "--submissions" => {
                let value = value();
                match value.parse() {
                    Ok(number) if number >= MIN_SUBMISSIONS => submissions = number,
                    _ => {
                        return Err(format!(
                            "--submissions takes a number from {MIN_SUBMISSIONS} on, not `{value}`"
                        ));
                    }
                }
            }
            "--seed" => {
                let value = value();
                let number = value
                    .parse()
                    .map_err(|_no_number| format!("--seed takes a whole number, not `{value}`"))?;
                seed = Some(number);
            }
            _ => return Err(format!("`soak` does not take `{arg}`")),
        }
    }
    Ok(Command::Soak { submissions, seed })
}

fn parse_bench<'a>(rest: &mut impl Iterator<Item = &'a str>) -> Result<Command, String> {
    let mut asked = None;
    while let Some(arg) = rest.next() {
        let next = match arg {
            "--quick" => Bench::Quick,
            "--report" => Bench::Report,
            "--runs" => {
                let value = rest.next().unwrap_or_default();
                let runs = value.parse().ok().filter(|runs| *runs > 0);
                let runs = runs.ok_or(format!("--runs takes a number from 1 on, not `{value}`"))?;
                Bench::Full { runs: Some(runs) }
            }
            _ => return Err(format!("`bench` does not take `{arg}`")),
        };
        if asked.replace(next).is_some() {
            return Err(format!("`bench` takes one option, and `{arg}` is one more"));
        }
    }
    Ok(Command::Bench(asked.unwrap_or(Bench::Full { runs: None })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn commands_are_understood() {
        assert_eq!(parsed(""), Ok(Command::Help));
        assert_eq!(parsed("serve --help"), Ok(Command::Help));
        assert_eq!(parsed("check"), Ok(Command::Check));
        assert_eq!(parsed("lighthouse"), Ok(Command::Lighthouse));
        assert_eq!(parsed("release"), Ok(Command::Release));
        assert_eq!(parsed("serve"), Ok(Command::Serve { port: None, open: false }));
        let both = Ok(Command::Serve { port: Some(9000), open: true });
        assert_eq!(parsed("serve --port 9000 --open"), both);
        assert_eq!(parsed("serve --open --port=9000"), both);
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
            ("check twice", "`twice`"),
            ("serve --fast", "`--fast`"),
            ("serve --port", "``"),
            ("serve --port 0", "`0`"),
            ("serve --port 70000", "`70000`"),
            ("soak --submissions 99", "`99`"),
            ("soak --seed x", "`x`"),
            ("soak --seed", "``"),
            ("soak --slow", "`--slow`"),
            ("bench --runs 0", "`0`"),
            ("bench --fast", "`--fast`"),
            ("bench --quick --runs 3", "`--runs`"),
        ] {
            let problem = parsed(line).unwrap_err();
            assert!(problem.contains(named), "{line}: {problem}");
        }
    }
}
