//! `cargo xtask build`: the release build, and its sizes.

use crate::{Failure, install, process, sizes, tools::Builders};
use lean::lean;
use std::fs;

#[path = "../../src/publish/lean.rs"]
mod lean;

/// What trunk copies as it is.
const SCRIPTS: [&str; 2] = ["dist/boot.js", "dist/embed.js"];

/// Builds the site into `dist/` and holds it to the size budget.
pub fn build() -> Result<(), Failure> {
    let builders = install::for_build()?;
    println!("Building the site for release (the first time 2 to 5 minutes) …");
    release(&builders)?;
    sizes::report()
}

/// Builds the site for release. Comments of the loader, 1.3 KiB of brotli, stay behind.
pub fn release(builders: &Builders) -> Result<(), Failure> {
    process::run(builders.trunk(&["build", "--release"]), "the release build")?;
    for path in SCRIPTS {
        let failed = |error| Failure::Failed(format!("cannot shorten {path}: {error}"));
        let script = fs::read_to_string(path).map_err(failed)?;
        fs::write(path, lean(&script)).map_err(failed)?;
    }
    Ok(())
}
