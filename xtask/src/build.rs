//! `cargo xtask build`: the release build, and its sizes.

use crate::{Failure, install, process, sizes, tools::Builders};

/// Builds the site into `dist/` and holds it to the size budget.
pub fn build() -> Result<(), Failure> {
    let builders = install::for_build()?;
    println!("Building the site for release (the first time 2 to 5 minutes) …");
    process::run(release(&builders), "the release build")?;
    sizes::report()
}

/// The command that builds the site for release.
pub fn release(builders: &Builders) -> std::process::Command {
    builders.trunk(&["build", "--release"])
}
