//! `cargo xtask check`, `cargo xtask test` and `cargo xtask soak`: steps, a table of their seconds, and one line of totals.
//!
//! After a failed step the later ones still run, except those that need its output: one run
//! reports everything that has to be repaired.

use crate::{
    Failure, bench, build,
    cli::Bench,
    engines, failures,
    hosts::{self, Servers},
    html, install, process, receivers, release, sizes,
    tools::{self, Browser, Builders, OBSERVATORY_PACKAGE, WASM_TARGET},
    totals::{self, Totals},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    str::FromStr,
    time::Instant,
};

/// A step of [`test`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Formatting of the source.
    Format,
    /// Clippy on all native targets.
    Lint,
    /// Clippy on the code that is compiled for the browser.
    LintWasm,
    /// Unit, property and integration tests that run natively.
    Native,
    /// `tests/browser.rs`.
    Browser,
    /// The release build in `dist/`.
    Build,
    /// The size budget.
    Sizes,
    /// The specs in `tests/e2e/`.
    EndToEnd,
    /// Every page in Firefox and in `WebKit`.
    Engines,
    /// One spec on the program as trunk alone builds it, not split into parts.
    Whole,
    /// Grades of the headers that hosts are told to send.
    Headers,
    /// Valid HTML in every published page.
    Html,
    /// The archive for publishers.
    Archive,
    /// The benchmark's check that all entrants draw the same.
    Bench,
}

impl Step {
    /// All steps in the order in which they run, except that builds run before the steps that need them.
    pub const ALL: [Self; 14] = [
        Self::Format,
        Self::Lint,
        Self::LintWasm,
        Self::Native,
        Self::Browser,
        Self::Build,
        Self::Sizes,
        Self::EndToEnd,
        Self::Engines,
        Self::Whole,
        Self::Headers,
        Self::Html,
        Self::Archive,
        Self::Bench,
    ];

    /// Steps that need neither a browser nor Node.
    const QUICK: [Self; 4] = [Self::Format, Self::Lint, Self::LintWasm, Self::Native];

    /// Returns the name that `--only` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::LintWasm => "lint-wasm",
            Self::Native => "native",
            Self::Browser => "browser",
            Self::Build => "build",
            Self::Sizes => "sizes",
            Self::EndToEnd => "e2e",
            Self::Engines => "engines",
            Self::Whole => "whole",
            Self::Headers => "headers",
            Self::Html => "html",
            Self::Archive => "archive",
            Self::Bench => "bench",
        }
    }

    /// Returns whether the step reads the release build.
    const fn needs_dist(self) -> bool {
        matches!(
            self,
            Self::Sizes | Self::EndToEnd | Self::Engines | Self::Headers | Self::Html | Self::Archive
        )
    }

    /// Returns whether the step runs the tool `challenge-map`.
    const fn needs_tool(self) -> bool {
        matches!(
            self,
            Self::EndToEnd
                | Self::Engines
                | Self::Whole
                | Self::Headers
                | Self::Html
                | Self::Archive
                | Self::Bench
        )
    }
}

impl FromStr for Step {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|step| step.name() == name);
        found.ok_or_else(|| format!("there is no step `{name}`"))
    }
}

/// Runs the quick checks: of the native tests those within the crates, which are compiled anew only after a
/// change below them.
pub fn check() -> Result<(), Failure> {
    let mut report = Report::default();
    if report.set_up("set-up", install::wasm_target).is_some() {
        [Step::Format, Step::Lint, Step::LintWasm].into_iter().for_each(|step| run_quick(step, &mut report));
        let units = process::cargo(&["test", "--workspace", "--lib", "--bins", "--no-fail-fast"]);
        report.tests("unit tests", units, totals::of_cargo);
    }
    report.finish()
}

/// Runs the steps asked for, with the builds that they need; all of them if none is named.
pub fn test(only: &[Step]) -> Result<(), Failure> {
    let is_asked = |step: &Step| only.is_empty() || only.contains(step);
    let (quick, others): (Vec<Step>, Vec<Step>) =
        Step::ALL.into_iter().filter(is_asked).partition(|step| Step::QUICK.contains(step));
    let mut report = Report::default();
    if others.is_empty() {
        if report.set_up("set-up", install::wasm_target).is_some() {
            quick.into_iter().for_each(|step| run_quick(step, &mut report));
        }
    } else if let Some(tools) = report.set_up("set-up", Tools::install) {
        quick.iter().for_each(|step| run_quick(*step, &mut report));
        tools.run(&others, quick.contains(&Step::Native), &mut report);
    }
    report.finish()
}

/// Programs that the steps other than [`Step::QUICK`] need.
struct Tools {
    builders: Builders,
    browser: Browser,
    servers: Servers,
}

impl Tools {
    fn install() -> Result<Self, Failure> {
        receivers::install()?;
        let servers = hosts::install()?;
        let (builders, browser) = install::for_test()?;
        Ok(Self { builders, browser, servers })
    }

    /// Runs these steps; those whose build fails are reported and skipped.
    /// `has_native_tests` says that the native tests were asked for too.
    fn run(&self, steps: &[Step], has_native_tests: bool, report: &mut Report) {
        let asks_build = steps.contains(&Step::Build);
        let has_dist = if asks_build {
            report.step("release build", || build::release(&self.builders))
        } else if steps.iter().any(|step| step.needs_dist()) {
            report.step("release build", || build::release_if_stale(&self.builders))
        } else {
            true
        };
        let has_tool = !steps.iter().any(|step| step.needs_tool())
            || report.step("tool", || build_tool(has_native_tests));
        for step in steps.iter().copied().filter(|step| *step != Step::Build) {
            if step.needs_dist() && !has_dist || step.needs_tool() && !has_tool {
                println!("\nNot run, as its build failed: {}", step.name());
            } else {
                self.run_step(step, report);
            }
        }
    }

    fn run_step(&self, step: Step, report: &mut Report) {
        match step {
            Step::Browser => {
                let command = browser_tests(&self.browser, &self.builders.dirs);
                report.command("tests in a browser", command, totals::of_cargo);
            }
            Step::Sizes => {
                report.step("size budget", sizes::report);
            }
            Step::EndToEnd => {
                report.specs("end-to-end tests", Specs::of_release(&self.browser, &self.servers));
            }
            Step::Engines => report.command("Firefox and WebKit", engines::looks(), totals::of_last_line),
            Step::Whole => {
                if report.step("build without parts", || build::whole(&self.builders)) {
                    report.specs("program without parts", Specs::of_whole(&self.browser));
                }
            }
            Step::Headers => report.command("grades of headers", observatory(), totals::of_last_line),
            Step::Html => report.command("valid HTML", html::checker(), totals::of_last_line),
            Step::Archive => {
                report.step("release archive", release::try_out);
            }
            Step::Bench => {
                if report.step("program for the benchmark", || bench::program(&self.builders)) {
                    let page = bench::page(&self.browser, &Bench::Quick);
                    report.command("benchmark, quick", page, totals::of_last_line);
                }
            }
            // Done before.
            Step::Format | Step::Lint | Step::LintWasm | Step::Native | Step::Build => {}
        }
    }
}

/// A command that runs specs of `tests/e2e/`, and the file to which it writes its report.
struct Specs {
    command: Command,
    report: PathBuf,
}

impl Specs {
    /// Returns the specs, run in a browser on a site that the tool serves. `report` is the name of the report's file.
    fn new(browser: &Browser, report: &str) -> Result<Self, Failure> {
        let report = process::scratch()?.join(report);
        // A report that an earlier run left must not be counted.
        fs::remove_file(&report).ok();
        let mut command = Command::new(tools::npm_bin().join("playwright"));
        command
            .arg("test")
            .current_dir(Path::new(tools::NPM_PACKAGE))
            .env("CHROMIUM", &browser.shell)
            .env("CHALLENGE_MAP", process::built("challenge-map")?)
            .env("FORCE_COLOR", "0") // its output is read and repeated
            .env("E2E_REPORT", &report);
        Ok(Self { command, report })
    }

    /// Returns all specs for the release build in `dist/`.
    fn of_release(browser: &Browser, servers: &Servers) -> Result<Self, Failure> {
        let mut specs = Self::new(browser, "e2e.txt")?;
        specs.command.env_remove("E2E_DIST"); // which a developer may have set
        servers.tell(&mut specs.command);
        Ok(specs)
    }

    /// Returns the one spec for the build that is not split.
    fn of_whole(browser: &Browser) -> Result<Self, Failure> {
        let mut specs = Self::new(browser, "whole.txt")?;
        specs.command.arg("parts.spec").env("E2E_DIST", process::scratch()?.join(build::WHOLE));
        Ok(specs)
    }
}

/// Builds the tool. By itself it takes a minute or two, because tests have other features of its dependencies; so
/// after the native tests it is built as they have it, which is done already if they could be compiled.
fn build_tool(has_native_tests: bool) -> Result<(), Failure> {
    let cargo = |args: &[&str]| process::run(process::cargo(args), "cargo");
    if has_native_tests && cargo(&["test", "--workspace", "--test", "native", "--no-run"]).is_ok() {
        return Ok(());
    }
    cargo(&["build", "--bin", "challenge-map"])
}

/// Returns the command that has Mozilla's Observatory grade what hosts are told to send.
fn observatory() -> Result<Command, Failure> {
    install::npm_packages(OBSERVATORY_PACKAGE, "Mozilla's graders of headers (once, half a minute, 130 MB)")?;
    let node = process::on_path("node").ok_or_else(|| Failure::Missing("node is missing".into()))?;
    let mut command = Command::new(node);
    command
        .arg(Path::new(OBSERVATORY_PACKAGE).join("grade.mjs"))
        .env("CHALLENGE_MAP", process::built("challenge-map")?);
    Ok(command)
}

/// Runs the module `faults` of the native tests for long. The tests run one after the other, so that their lines
/// stay together.
pub fn soak(submissions: u32, seed: Option<u64>) -> Result<(), Failure> {
    let args = ["test", "--test", "native", "faults::", "--", "--nocapture", "--test-threads", "1"];
    let mut command = process::cargo(&args);
    command.env("SOAK_SUBMISSIONS", submissions.to_string());
    command.envs(seed.map(|seed| ("SOAK_SEED", seed.to_string())));
    let mut report = Report::default();
    report.tests("soak", command, totals::of_cargo);
    report.finish()
}

/// Runs one of [`Step::QUICK`].
fn run_quick(step: Step, report: &mut Report) {
    let cargo = |args: &[&str]| process::run(process::cargo(args), args[0]);
    match step {
        Step::Format => {
            report.step("format", || cargo(&["fmt", "--all", "--check"]));
        }
        Step::Lint => {
            report.step("clippy, native", || {
                cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
            });
        }
        Step::LintWasm => {
            report.step("clippy, wasm", || {
                let packages = ["--package", "challenge-map", "--package", "bench"];
                let of_browser = [&["clippy", "--target", WASM_TARGET][..], &packages].concat();
                let deny = ["--", "-D", "warnings"];
                cargo(&[&of_browser[..], &["--lib", "--bins", "--test", "browser"], &deny].concat())?;
                cargo(&[&of_browser[..], &["--features", "challenge-map/split", "--bins"], &deny].concat())
            });
        }
        _ => {
            let native = process::cargo(&["test", "--workspace", "--no-fail-fast"]);
            report.tests("native tests", native, totals::of_cargo);
        }
    }
}

/// Returns the command that runs `tests/browser.rs` in a browser.
fn browser_tests(browser: &Browser, dirs: &[PathBuf]) -> Result<Command, Failure> {
    // The runner adds `--headless` and `--no-sandbox` by itself.
    let settings = process::scratch()?.join("webdriver.json");
    let binary = browser.chromium.to_string_lossy().replace('\\', "\\\\").replace('"', "\\\"");
    let args = "\"--disable-gpu\", \"--no-first-run\", \"--disable-background-networking\", \
                \"--disable-component-update\", \"--disable-sync\"";
    let text = format!("{{ \"goog:chromeOptions\": {{ \"binary\": \"{binary}\", \"args\": [{args}] }} }}\n");
    fs::write(&settings, text)
        .map_err(|error| Failure::Failed(format!("cannot write {}: {error}", settings.display())))?;
    // Only this test: the others need a file system.
    let mut command =
        process::cargo(&["test", "--package", "challenge-map", "--target", WASM_TARGET, "--test", "browser"]);
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("PATH", tools::path_with(dirs))
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings);
    Ok(command)
}

/// Results of the steps that have run so far.
#[derive(Default)]
struct Report {
    totals: Totals,
    rows: Vec<Row>,
    failed: Vec<&'static str>,
    /// Steps with failed tests, and what these say.
    excerpts: Vec<(&'static str, String)>,
    missing: bool,
}

/// A line of the table at the end.
struct Row {
    name: &'static str,
    seconds: f64,
    /// Counts of tests; none for a step that succeeds or fails as a whole.
    totals: Option<Totals>,
}

impl Report {
    /// Runs a step that has to succeed before any other.
    fn set_up<T>(&mut self, name: &'static str, install: impl FnOnce() -> Result<T, Failure>) -> Option<T> {
        let start = Instant::now();
        let installed = install().map_err(|failure| self.fail(name, &failure)).ok();
        self.rows.push(Row { name, seconds: start.elapsed().as_secs_f64(), totals: None });
        installed
    }

    /// Runs a step that succeeds or fails as a whole; returns whether it succeeded.
    fn step(&mut self, name: &'static str, run: impl FnOnce() -> Result<(), Failure>) -> bool {
        let start = begin(name);
        let done = run().map_err(|failure| self.fail(name, &failure)).is_ok();
        self.end(name, start, done, None);
        done
    }

    /// Runs the tests of a command, if it could be made.
    fn command(
        &mut self,
        name: &'static str,
        command: Result<Command, Failure>,
        count: impl FnOnce(&str) -> Totals,
    ) {
        match command {
            Ok(command) => self.tests(name, command, count),
            Err(failure) => self.fail(name, &failure),
        }
    }

    /// Runs tests and counts them. It is a failure if there is no test at all: then something was not found.
    fn tests(&mut self, name: &'static str, command: Command, count: impl FnOnce(&str) -> Totals) {
        let start = begin(name);
        let (succeeded, output) = match process::tee(command) {
            Ok(done) => done,
            Err(error) => return self.fail(name, &Failure::Failed(format!("it cannot be run: {error}"))),
        };
        let counted = count(&output);
        self.totals += counted;
        let done = succeeded && counted.failed == 0 && counted.passed > 0;
        if !done && counted.failed > 0 {
            self.failed.push(name); // these tests are in the totals already
            self.excerpts.push((name, failures::excerpt(&output).join("\n")));
        } else if !done {
            let why = if succeeded { "no test was run" } else { "it ended before its tests did" };
            self.fail(name, &Failure::Failed(why.into()));
        }
        self.end(name, start, done, Some(counted));
    }

    /// Prints the result of a step, and adds it to the table.
    fn end(&mut self, name: &'static str, start: Instant, done: bool, totals: Option<Totals>) {
        let word = if done { "ok" } else { "FAILED" };
        let seconds = start.elapsed().as_secs_f64();
        println!("── {name}: {word}, {seconds:.1} s");
        self.rows.push(Row { name, seconds, totals });
    }

    /// Runs specs, which `tests/e2e/report.mjs` counts.
    fn specs(&mut self, name: &'static str, specs: Result<Specs, Failure>) {
        match specs {
            Ok(Specs { command, report }) => self.tests(name, command, |_| {
                let text = fs::read_to_string(&report).unwrap_or_default();
                totals::of_last_line(&text)
            }),
            Err(failure) => self.fail(name, &failure),
        }
    }

    /// Counts a failure outside of tests as a failed test, so that the totals cannot look like success.
    fn fail(&mut self, name: &'static str, failure: &Failure) {
        println!("{name}: {failure}");
        self.failed.push(name);
        self.missing |= matches!(failure, Failure::Missing(_));
        self.totals.failed += 1;
    }

    /// Prints the table of steps, the failed steps, and the totals as the last line.
    fn finish(self) -> Result<(), Failure> {
        print!("\n{}", table(&self.rows));
        for (name, excerpt) in &self.excerpts {
            println!("\nFailed in {name}:\n{excerpt}");
        }
        if !self.failed.is_empty() {
            println!("\nFailed: {}", self.failed.join("; "));
        }
        println!("\n{}", self.totals);
        if self.failed.is_empty() { Ok(()) } else { Err(Failure::Told { missing: self.missing }) }
    }
}

fn begin(name: &str) -> Instant {
    println!("\n── {name}");
    Instant::now()
}

/// Returns the table of steps, their seconds and counts, with a line for all of them.
fn table(rows: &[Row]) -> String {
    let mut text = format!("{:28}{:>9}{:>9}{:>9}\n", "step", "seconds", "passed", "failed");
    for Row { name, seconds, totals } in rows {
        let [passed, failed] = match totals {
            Some(totals) => [totals.passed, totals.failed].map(|count| count.to_string()),
            None => Default::default(),
        };
        text.push_str(format!("{name:28}{seconds:>9.1}{passed:>9}{failed:>9}").trim_end());
        text.push('\n');
    }
    let all: f64 = rows.iter().map(|row| row.seconds).sum();
    text.push_str(&format!("{:28}{all:>9.1}\n", "all"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report_of(script: &str) -> Report {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let mut report = Report::default();
        report.tests("toy", command, totals::of_cargo);
        report
    }

    #[test]
    fn passing_tests_pass() {
        let report = report_of("echo 'test result: ok. 2 passed; 0 failed; 1 ignored;'");
        assert_eq!(report.totals, Totals { passed: 2, failed: 0, skipped: 1 });
        assert!(report.finish().is_ok());
    }

    #[test]
    fn no_tests_at_all_is_a_failure() {
        for script in ["true", "echo 'test result: ok. 0 passed; 0 failed; 0 ignored;'"] {
            let report = report_of(script);
            assert_eq!((report.totals.failed, report.failed.as_slice()), (1, &["toy"][..]), "{script}");
        }
    }

    #[test]
    fn a_crash_counts_once_and_failed_tests_count_as_many() {
        let crash = report_of("echo 'test result: ok. 2 passed; 0 failed; 0 ignored;'; exit 1");
        assert_eq!(crash.totals, Totals { passed: 2, failed: 1, skipped: 0 });
        let tests = report_of("echo 'test result: FAILED. 2 passed; 3 failed; 0 ignored;'; exit 101");
        assert_eq!(tests.totals, Totals { passed: 2, failed: 3, skipped: 0 });
        assert!(matches!(tests.finish(), Err(Failure::Told { missing: false })));
    }

    #[test]
    fn the_table_has_a_line_for_each_step_and_one_for_all() {
        let totals = Some(Totals { passed: 12, failed: 1, skipped: 0 });
        let rows = [
            Row { name: "format", seconds: 0.75, totals: None },
            Row { name: "native tests", seconds: 100.0, totals },
        ];
        let table = table(&rows);
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[1], ["format", "0.8"]);
        assert_eq!(lines[2], ["native", "tests", "100.0", "12", "1"]);
        assert_eq!(lines[3], ["all", "100.8"]);
    }

    #[test]
    fn steps_have_different_names_that_are_read_back() {
        for step in Step::ALL {
            assert_eq!(step.name().parse(), Ok(step));
        }
    }
}
