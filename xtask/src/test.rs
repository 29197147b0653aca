//! `cargo xtask check`, `cargo xtask test` and `cargo xtask soak`: steps in order, and one line of totals.
//!
//! A failed step does not keep the later ones from running, except those that need what
//! it makes: one run tells all there is to repair.

use crate::{
    Failure, bench, build,
    cli::Bench,
    hosts::{self, Servers},
    install, process,
    programs::PROGRAMS,
    receivers, release, sizes,
    tools::{self, Browser, Builders, OBSERVATORY_PACKAGE, WASM_TARGET},
    totals::{self, Totals},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// Runs the quick checks.
pub fn check() -> Result<(), Failure> {
    let mut report = Report::default();
    if report.set_up("set-up", install::wasm_target).is_some() {
        run_checks(&mut report);
    }
    report.finish()
}

/// Runs everything CI runs.
pub fn test() -> Result<(), Failure> {
    let mut report = Report::default();
    if let Some((builders, browser, servers)) = report.set_up("set-up", set_up) {
        run_checks(&mut report);
        match browser_tests(&browser, &builders.dirs) {
            Ok(command) => report.tests("tests in a browser", command, totals::of_cargo),
            Err(failure) => report.fail("tests in a browser", &failure),
        }
        if report.step("release build", || build::release(&builders)) {
            report.step("size budget", sizes::report);
            if report.step("tool for end-to-end tests", build_tool) {
                report.end_to_end(&browser, &servers);
                match observatory() {
                    Ok(command) => report.tests("grades of headers", command, totals::of_last_line),
                    Err(failure) => report.fail("grades of headers", &failure),
                }
                report.step("release archive", release::try_out);
            }
        } else {
            println!(
                "\nNot run, as there is no release build: size budget, end-to-end tests, grades, release archive"
            );
        }
        if report.step("program for the benchmark", || bench::program(&builders)) {
            match bench::page(&browser, &Bench::Quick) {
                Ok(command) => report.tests("benchmark, quick", command, totals::of_last_line),
                Err(failure) => report.fail("benchmark, quick", &failure),
            }
        }
    }
    report.finish()
}

fn set_up() -> Result<(Builders, Browser, Servers), Failure> {
    receivers::install()?;
    let servers = hosts::install()?;
    let (builders, browser) = install::for_test()?;
    Ok((builders, browser, servers))
}

fn build_tool() -> Result<(), Failure> {
    process::run(process::cargo(&["build", "--bin", "challenge-map"]), "cargo")
}

/// The graders of Mozilla's Observatory, over what hosts are told to send.
fn observatory() -> Result<Command, Failure> {
    install::npm_packages(OBSERVATORY_PACKAGE, "Mozilla's graders of headers (once, half a minute, 130 MB)")?;
    let node = process::on_path("node").ok_or_else(|| Failure::Missing("node is missing".into()))?;
    let mut command = Command::new(node);
    command
        .arg(Path::new(OBSERVATORY_PACKAGE).join("grade.mjs"))
        .env("CHALLENGE_MAP", process::built("challenge-map")?);
    Ok(command)
}

/// Runs `tests/faults.rs` for long. One test after the other, so that their lines stay together.
pub fn soak(submissions: u32, seed: Option<u64>) -> Result<(), Failure> {
    let mut command =
        process::cargo(&["test", "--test", "faults", "--", "--nocapture", "--test-threads", "1"]);
    command.env("SOAK_SUBMISSIONS", submissions.to_string());
    command.envs(seed.map(|seed| ("SOAK_SEED", seed.to_string())));
    let mut report = Report::default();
    report.tests("soak", command, totals::of_cargo);
    report.finish()
}

fn run_checks(report: &mut Report) {
    let cargo = |args: &[&str]| process::run(process::cargo(args), args[0]);
    report.step("format", || cargo(&["fmt", "--all", "--check"]));
    report.step("clippy, native", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
    });
    report.step("clippy, wasm", || {
        let mut args = vec!["clippy", "--target", WASM_TARGET, "--lib", "--test", "browser"];
        args.extend(["site", "bench"].into_iter().chain(PROGRAMS).flat_map(|name| ["--bin", name]));
        cargo(&[&args[..], &["--", "-D", "warnings"]].concat())
    });
    let native = process::cargo(&["test", "--workspace", "--no-fail-fast"]);
    report.tests("native tests", native, totals::of_cargo);
}

/// `tests/browser.rs`, compiled for the browser and run in one.
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
    let mut command = process::cargo(&["test", "--target", WASM_TARGET, "--test", "browser"]);
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("PATH", tools::path_with(dirs))
        .env("CHROMEDRIVER", &browser.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings);
    Ok(command)
}

/// What has been run so far.
#[derive(Default)]
struct Report {
    totals: Totals,
    failed: Vec<&'static str>,
    missing: bool,
}

impl Report {
    /// Runs a step that has to succeed before any other.
    fn set_up<T>(&mut self, name: &'static str, install: impl FnOnce() -> Result<T, Failure>) -> Option<T> {
        install().map_err(|failure| self.fail(name, &failure)).ok()
    }

    /// Runs a step that succeeds or fails as a whole; returns whether it succeeded.
    fn step(&mut self, name: &'static str, run: impl FnOnce() -> Result<(), Failure>) -> bool {
        let start = begin(name);
        let done = run().map_err(|failure| self.fail(name, &failure)).is_ok();
        end(name, start, done);
        done
    }

    /// Runs tests and counts them. No test at all is a failure: something is not found.
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
        } else if !done {
            let why = if succeeded { "no test was run" } else { "it ended before its tests did" };
            self.fail(name, &Failure::Failed(why.into()));
        }
        end(name, start, done);
    }

    /// The site as built for release, served by the tool, in a browser.
    fn end_to_end(&mut self, browser: &Browser, servers: &Servers) {
        let name = "end-to-end tests";
        let (tool, report) = match (process::built("challenge-map"), process::scratch()) {
            (Ok(tool), Ok(dir)) => (tool, dir.join("e2e.json")),
            (Err(failure), _) | (_, Err(failure)) => return self.fail(name, &failure),
        };
        // A report that an earlier run left must not be counted.
        fs::remove_file(&report).ok();
        let mut command = Command::new(tools::npm_bin().join("playwright"));
        command
            .arg("test")
            .current_dir(Path::new(tools::NPM_PACKAGE))
            .env("CHROMIUM", &browser.chromium)
            .env("CHALLENGE_MAP", tool)
            .env("E2E_REPORT", &report);
        servers.tell(&mut command);
        self.tests(name, command, |_| {
            let text = fs::read_to_string(&report).unwrap_or_default();
            totals::of_playwright(&text).unwrap_or_default()
        });
    }

    /// Notes a failure that no test stands for, so that the totals cannot look like success.
    fn fail(&mut self, name: &'static str, failure: &Failure) {
        println!("{name}: {failure}");
        self.failed.push(name);
        self.missing |= matches!(failure, Failure::Missing(_));
        self.totals.failed += 1;
    }

    /// Prints what failed, and the totals as the last line.
    fn finish(self) -> Result<(), Failure> {
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

fn end(name: &str, start: Instant, done: bool) {
    let word = if done { "ok" } else { "FAILED" };
    println!("── {name}: {word}, {:.1} s", start.elapsed().as_secs_f64());
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
}
