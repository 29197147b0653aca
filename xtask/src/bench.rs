//! `cargo xtask bench`: the site's painter compared with other chart libraries, in a browser.

use crate::{
    Failure, build,
    cli::Bench,
    install, process,
    tools::{BENCH_PACKAGE, Browser, Builders, WASM_TARGET},
};
use std::{path::Path, process::Command};

/// Folder of the measured program, which represents the site. The report is beside it.
const BUILT: &str = "target/bench/built";

/// Builds the site and the measured program, measures, and writes `docs/benchmarks.md`.
pub fn bench(asked: &Bench) -> Result<(), Failure> {
    let (builders, browser) = install::for_test()?;
    if matches!(asked, Bench::Full { .. }) {
        build::release(&builders)?;
    }
    if *asked != Bench::Report {
        program(&builders)?;
        process::run(process::cargo(&["build", "--bin", "challenge-map"]), "building the tool")?;
    }
    process::run(page(&browser, asked)?, "the benchmark")
}

/// Builds the measured program in the same way as trunk builds the site.
pub fn program(builders: &Builders) -> Result<(), Failure> {
    // Not by package: with the features that trunk's build has, the dependencies are built already.
    let args = ["build", "--release", "--target", WASM_TARGET, "--bin", "bench"];
    process::run(process::cargo(&args), "building the benchmark")?;
    let wasm = format!("target/{WASM_TARGET}/release/bench.wasm");
    let mut bindgen = Command::new(builders.program("wasm-bindgen"));
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir", BUILT, &wasm]);
    process::run(bindgen, "wasm-bindgen")?;
    let bound = format!("{BUILT}/bench_bg.wasm");
    let mut optimiser = Command::new(builders.program("wasm-opt"));
    optimiser.args(["--flatten", "--rereloop", "-Oz", "-Oz", "--converge", &bound, "-o", &bound]);
    process::run(optimiser, "wasm-opt")
}

/// Returns the command that runs the benchmark's pages; it publishes the site with the built tool.
pub fn page(browser: &Browser, asked: &Bench) -> Result<Command, Failure> {
    install::npm_packages(BENCH_PACKAGE, "Chart.js, ECharts and other peers (once, under a minute, 100 MB)")?;
    let node = process::on_path("node").ok_or_else(|| Failure::Missing("node is missing".into()))?;
    let mut command = Command::new(node);
    // What is only tried, and not measured, need not run in a browser as visitors have it.
    let chromium = if *asked == Bench::Quick { &browser.shell } else { &browser.chromium };
    command.arg(Path::new(BENCH_PACKAGE).join("run.mjs")).env("CHROMIUM", chromium);
    command.env("CHALLENGE_MAP", process::built("challenge-map")?);
    let args = match asked {
        Bench::Full { runs } => runs.map_or_else(Vec::new, |runs| vec!["--runs".into(), runs.to_string()]),
        Bench::Quick => vec!["--quick".into()],
        Bench::Report => vec!["--report".into()],
    };
    command.args(args);
    Ok(command)
}
