//! Firefox and `WebKit`, in which `cargo xtask test` looks at every page.

use crate::{Failure, install, process, process::on_path};
use std::{env, path::PathBuf, process::Command};

/// Names of Firefox on `PATH`: Debian's, and that of other systems.
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];
/// The driver of `WebKit`, which brings the browser, and the screen that it is shown on.
const WEBKIT: [&str; 2] = ["WebKitWebDriver", "Xvfb"];
/// Debian's packages of all these.
const DEBIAN: [&str; 3] = ["firefox-esr", "webkit2gtk-driver", "xvfb"];

/// Returns the command that looks at every page in both engines.
pub fn looks() -> Result<Command, Failure> {
    let firefox = installed()?;
    let node = on_path("node").ok_or_else(|| Failure::Missing("node is missing".into()))?;
    let mut command = Command::new(node);
    command
        .arg("tests/engines/run.mjs")
        .env("CHALLENGE_MAP", process::built("challenge-map")?)
        .env("FIREFOX", firefox)
        .env_remove("E2E_DIST"); // which a developer may have set
    Ok(command)
}

/// Returns the path of Firefox, after installing what is missing of both engines.
fn installed() -> Result<PathBuf, Failure> {
    if let Some(firefox) = found() {
        return Ok(firefox);
    }
    install::with_apt(&DEBIAN, "1 to 3 minutes")?;
    found().ok_or_else(|| {
        Failure::Missing(format!(
            "the looks in other engines need Firefox, WebKitGTK's WebKitWebDriver and Xvfb: on Debian `sudo apt-get install {}`; \
             elsewhere install them, and set FIREFOX to where Firefox is if that is not on PATH",
            DEBIAN.join(" ")
        ))
    })
}

/// Returns the path of Firefox, if both engines are installed.
fn found() -> Option<PathBuf> {
    let named = env::var_os("FIREFOX").map(PathBuf::from).filter(|path| path.is_file());
    let firefox = named.or_else(|| FIREFOX.into_iter().find_map(on_path))?;
    WEBKIT.into_iter().all(|program| on_path(program).is_some()).then_some(firefox)
}
