//! `cargo xtask lighthouse`: Lighthouse's scores of the published sample site on a phone.

use crate::{
    Failure, build, install, process,
    tools::{LIGHTHOUSE_PACKAGE, NODE_AT_LEAST},
};
use std::{path::Path, process::Command};

/// Builds and publishes the sample site, and checks that three of its pages reach the minimum scores.
pub fn lighthouse() -> Result<(), Failure> {
    let (builders, browser) = install::for_test()?;
    install::npm_packages(LIGHTHOUSE_PACKAGE, "Lighthouse (once, under a minute, 185 MB)")?;
    build::release(&builders)?;
    process::run(process::cargo(&["build", "--bin", "challenge-map"]), "building the tool")?;
    let node = process::on_path("node")
        .ok_or_else(|| Failure::Missing(format!("Node.js {NODE_AT_LEAST} or newer is missing")))?;
    let mut command = Command::new(node);
    command
        .arg(Path::new(LIGHTHOUSE_PACKAGE).join("run.mjs"))
        .env("CHROMIUM", &browser.chromium)
        .env("CHALLENGE_MAP", process::built("challenge-map")?);
    process::run(command, "Lighthouse")
}
