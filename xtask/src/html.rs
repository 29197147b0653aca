//! The Nu HTML checker, which `cargo xtask test` has judge every published page.

use crate::{
    Failure, install,
    process::{self, major, on_path, version_of},
    tools::HTML_PACKAGE,
};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The minimum major version of Java that the checker requires.
const JAVA_AT_LEAST: u32 = 17;
/// Debian's package of it: of Java 17 in Debian 12.
const DEBIAN: [&str; 1] = ["default-jre-headless"];

/// Returns the command that judges the pages of the published sample site.
pub fn checker() -> Result<Command, Failure> {
    let java = installed()?;
    install::npm_packages(HTML_PACKAGE, "the Nu HTML checker (once, half a minute, 31 MB)")?;
    let node = on_path("node").ok_or_else(|| Failure::Missing("node is missing".into()))?;
    let mut command = Command::new(node);
    command
        .arg(Path::new(HTML_PACKAGE).join("judge.mjs"))
        .env("CHALLENGE_MAP", process::built("challenge-map")?)
        .env("JAVA", java)
        .env_remove("E2E_DIST"); // which a developer may have set
    Ok(command)
}

/// Returns the path of Java, after installing it if there is none that is new enough.
fn installed() -> Result<PathBuf, Failure> {
    if let Some(java) = found() {
        return Ok(java);
    }
    install::with_apt(&DEBIAN, "under a minute, 200 MB")?;
    found().ok_or_else(|| {
        Failure::Missing(format!(
            "the check of HTML needs Java {JAVA_AT_LEAST} or newer: on Debian `sudo apt-get install {}`; elsewhere \
             install it so that `java` is on PATH",
            DEBIAN.join(" ")
        ))
    })
}

/// Returns the path of a Java that is new enough. macOS has a `java` that only says that there is none.
fn found() -> Option<PathBuf> {
    let java = on_path("java")?;
    let version = version_of(&java)?;
    (major(&version)? >= JAVA_AT_LEAST).then_some(java)
}
