//! `cargo xtask build`: the release build, and its sizes.

use crate::{Failure, install, parts, process, sizes, tools::Builders};
use assets::strip_js_comments;
use std::{
    fs, io,
    path::Path,
    time::{Duration, SystemTime},
};

/// The start page of the release build, which trunk writes last.
const INDEX: &str = "dist/index.html";

/// Files and folders that the site is built from.
const SOURCES: [&str; 12] = [
    ".cargo",
    "build.rs",
    "xtask/splitter",
    "xtask/src/parts.js",
    "xtask/src/parts.rs",
    "src",
    "crates",
    "public",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
];

/// A file whose modification time is that of the last release build.
const BUILT: &str = "release-built";

/// Scripts that trunk copies unchanged.
const SCRIPTS: [&str; 2] = ["dist/boot.js", "dist/embed.js"];

/// Builds the site into `dist/` and checks its size budget.
pub fn build() -> Result<(), Failure> {
    let builders = install::for_build()?;
    println!("Building the site for release (the first time 2 to 5 minutes) …");
    release(&builders)?;
    sizes::report()
}

/// Builds the site for release, its program split into parts. The loader's comments (1.3 KiB of brotli) are removed.
pub fn release(builders: &Builders) -> Result<(), Failure> {
    let splitter = parts::splitter()?;
    let mut trunk = builders.trunk(&["build", "--release"]);
    parts::split(&mut trunk, builders, splitter);
    // Cargo adds these flags to those of `.cargo/config.toml`.
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", paths_left_out());
    process::run(trunk, "the release build")?;
    for path in SCRIPTS {
        let failed = |error| Failure::Failed(format!("cannot shorten {path}: {error}"));
        let script = fs::read_to_string(path).map_err(failed)?;
        fs::write(path, strip_js_comments(&script)).map_err(failed)?;
    }
    parts::pack(builders, Path::new("dist"))?;
    fs::write(process::scratch()?.join(BUILT), "")
        .map_err(|error| Failure::Failed(format!("cannot note the release build: {error}")))
}

/// Returns the flags that leave the folders of this machine out of the program: its messages of panics name the
/// files of dependencies.
fn paths_left_out() -> String {
    let registries = process::cargo_home().and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let folders = registries.into_iter().flatten().flatten().map(|entry| entry.path().display().to_string());
    // Flags are separated by spaces.
    let flags = folders.filter(|folder| !folder.contains(' '));
    flags.map(|folder| format!("--remap-path-prefix={folder}/=")).collect::<Vec<_>>().join(" ")
}

/// Folder of the build that is not split, inside [`process::scratch`].
pub const WHOLE: &str = "whole";

/// Builds the site as trunk alone does, its program whole and not optimized.
pub fn whole(builders: &Builders) -> Result<(), Failure> {
    let mut trunk = builders.trunk(&["build"]);
    trunk.arg("--dist").arg(process::scratch()?.join(WHOLE));
    process::run(trunk, "the build without parts")
}

/// Builds the site for release, unless `dist/` holds a release build of the sources as they are.
pub fn release_if_stale(builders: &Builders) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Failed(format!("cannot read the time of the sources: {error}"));
    let note = process::scratch()?.join(BUILT);
    let sources = SOURCES.iter().map(|path| newest(Path::new(path))).collect::<io::Result<Vec<_>>>();
    let changed = sources.map_err(failed)?.into_iter().max();
    let built = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    // A debug build of `trunk serve` takes the same place: it is newer than the note of the last release build.
    let slack = Duration::from_secs(2);
    let is_release =
        matches!((built(&note), built(Path::new(INDEX))), (Some(note), Some(index)) if index <= note + slack);
    if is_release && built(&note) > changed {
        println!("dist/ holds a release build of the sources as they are");
        return Ok(());
    }
    release(builders)
}

/// Returns the time of the last change in a file or folder.
fn newest(path: &Path) -> io::Result<SystemTime> {
    let metadata = fs::metadata(path)?;
    let mut latest = metadata.modified()?;
    if metadata.is_dir() {
        for entry in fs::read_dir(path)? {
            latest = latest.max(newest(&entry?.path())?);
        }
    }
    Ok(latest)
}
