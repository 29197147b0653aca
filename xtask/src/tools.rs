//! The required tools, their versions and their paths.
//!
//! A tool that is installed already is used if its version is the pinned one. Others are
//! installed inside the checkout, so that nothing a user has installed is replaced.

use crate::process::{major, on_path, version_of};
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The target the site is built for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// Version of trunk. 0.22 requires a newer Rust than the site does.
pub const TRUNK: &str = "0.21.14";
/// Version of wasm-bindgen. It must equal that of the crate in `Cargo.toml`; a test below checks that.
pub const WASM_BINDGEN: &str = "0.2.126";
/// Minimum version of wasm-opt; older ones (such as Debian's 108) reject the output of rustc. The exact version is
/// pinned in `tests/e2e/package.json`.
pub const WASM_OPT_AT_LEAST: u32 = 117;
/// Arguments of wasm-opt for the browser program and its parts. `index.html` gives trunk the same ones; a test below
/// checks that.
pub const WASM_OPT_ARGS: [&str; 9] = [
    "-Oz",
    "--one-caller-inline-max-function-size=50",
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--optimize-added-constants-propagate",
    "-Oz",
    "--converge",
];
/// The minimum major version of Node.js that Playwright requires.
pub const NODE_AT_LEAST: u32 = 18;
/// Folder into which `cargo install` installs missing tools.
pub const TOOLS: &str = "target/tools";
/// The npm package with the browser tests, and the pinned wasm-opt.
pub const NPM_PACKAGE: &str = "tests/e2e";
/// The npm package with the libraries that the benchmark measures against.
pub const BENCH_PACKAGE: &str = "tests/bench";
/// The npm package with the tools that grade HTTP headers.
pub const OBSERVATORY_PACKAGE: &str = "tests/observatory";
/// The npm package with the checker of HTML.
pub const HTML_PACKAGE: &str = "tests/html";

/// The npm package with Lighthouse, which rates the published site.
pub const LIGHTHOUSE_PACKAGE: &str = "tests/lighthouse";

/// The programs that build the site.
#[derive(Debug)]
pub struct Builders {
    /// trunk.
    pub trunk: PathBuf,
    /// Directories to put before `PATH`, with the programs that trunk looks up there.
    pub dirs: Vec<PathBuf>,
}

impl Builders {
    /// Returns a trunk command that finds the pinned tools and does not look for newer versions online.
    pub fn trunk(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.trunk);
        command.args(args).arg("--skip-version-check").env("PATH", path_with(&self.dirs));
        // trunk 0.21 refuses to start when `NO_COLOR=1`, the usual way to write it.
        if env::var_os("NO_COLOR").is_some() {
            command.env_remove("NO_COLOR").args(["--color", "never"]);
        }
        command
    }

    /// Returns a program in [`Self::dirs`], or else the one of that name on `PATH`.
    pub fn program(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        let ours = self.dirs.iter().map(|dir| dir.join(&file)).find(|path| path.is_file());
        ours.unwrap_or_else(|| name.into())
    }
}

/// Returns `PATH` with `dirs` before it.
pub fn path_with(dirs: &[PathBuf]) -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = dirs.iter().cloned().chain(env::split_paths(&path));
    // Only a directory with a `:` in its name cannot be put on a path.
    env::join_paths(all).unwrap_or(path)
}

/// Returns the program `name` at exactly `version`: this checkout's, or the one on `PATH`.
pub fn cargo_tool(name: &str, version: &str) -> Option<PathBuf> {
    let ours = env::current_dir().unwrap_or_default().join(TOOLS).join("bin").join(name);
    let candidates = [Some(ours.with_extension(env::consts::EXE_EXTENSION)), on_path(name)];
    candidates.into_iter().flatten().find(|path| version_of(path).as_deref() == Some(version))
}

/// Returns whether rustc has the standard library for the browser.
pub fn has_wasm_target() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let args = ["--print", "target-libdir", "--target", WASM_TARGET];
    let Ok(output) = Command::new(rustc).args(args).stderr(Stdio::null()).output() else { return false };
    let dir = String::from_utf8_lossy(&output.stdout);
    // rustc names the directory whether or not it is there.
    output.status.success() && Path::new(dir.trim()).is_dir()
}

/// Returns the path of npm, if there is a Node.js that is new enough.
pub fn npm() -> Option<PathBuf> {
    let node = version_of(&on_path("node")?)?;
    if major(&node)? >= NODE_AT_LEAST { on_path("npm") } else { None }
}

/// Returns the directory of the programs that npm installed.
pub fn npm_bin() -> PathBuf {
    env::current_dir().unwrap_or_default().join(NPM_PACKAGE).join("node_modules/.bin")
}

/// Returns whether the packages installed in `package` match its lock file, as [`note_npm_install`] recorded.
pub fn npm_is_installed(package: &str) -> bool {
    let lock = |path: &str| fs::read(Path::new(package).join(path)).ok();
    matches!((lock("package-lock.json"), lock(NPM_NOTE)), (Some(asked), Some(got)) if asked == got)
}

/// Records the lock file that the installed packages come from.
pub fn note_npm_install(package: &str) -> std::io::Result<()> {
    let package = Path::new(package);
    fs::copy(package.join("package-lock.json"), package.join(NPM_NOTE)).map(|_| ())
}

const NPM_NOTE: &str = "node_modules/.installed-from-lock.json";

/// Returns a wasm-opt on `PATH` that is new enough.
pub fn system_wasm_opt() -> Option<PathBuf> {
    let path = on_path("wasm-opt")?;
    (major(&version_of(&path)?)? >= WASM_OPT_AT_LEAST).then_some(path)
}

/// Chromium's engine without a user interface: the program, and Debian's package of it.
pub const HEADLESS_SHELL: &str = "chromium-headless-shell";

/// A browser and the driver that goes with it.
#[derive(Clone, Debug)]
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// Its driver, of the same major version.
    pub driver: PathBuf,
    /// The same engine without a user interface, in which specs take less than half the time; where it is not
    /// installed, `chromium`.
    pub shell: PathBuf,
}

/// Returns an installed Chromium or Chrome with its driver, or an explanation why none can be used.
pub fn browser() -> Result<Browser, String> {
    let driver = find_driver().ok_or("there is no chromedriver")?;
    let driver_major = version_of(&driver).as_deref().and_then(major);
    let mut others = Vec::new();
    for chromium in find_chromiums() {
        let Some(version) = version_of(&chromium) else { continue };
        // A driver refuses a browser of another major version.
        if major(&version) == driver_major {
            let is_same = |shell: &PathBuf| version_of(shell).as_deref().and_then(major) == driver_major;
            // Who names a browser means it for all tests.
            let shell = on_path(HEADLESS_SHELL).filter(|_| env::var_os("CHROMIUM").is_none()).filter(is_same);
            let shell = shell.unwrap_or_else(|| chromium.clone());
            return Ok(Browser { chromium, driver, shell });
        }
        others.push(format!("{} is {version}", chromium.display()));
    }
    if others.is_empty() {
        return Err("there is no Chromium or Chrome".into());
    }
    let driver_version = version_of(&driver).unwrap_or_else(|| "broken".into());
    Err(format!("{} is {driver_version} but {}", driver.display(), others.join(", ")))
}

fn find_driver() -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from);
    // GitHub's runners keep theirs off PATH, in a directory this names.
    let in_ci = env::var_os("CHROMEWEBDRIVER").map(|dir| PathBuf::from(dir).join("chromedriver"));
    let found = [named, in_ci].into_iter().flatten().find(|path| path.is_file());
    found.or_else(|| on_path("chromedriver"))
}

fn find_chromiums() -> impl Iterator<Item = PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    named.into_iter().chain(names.into_iter().filter_map(on_path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
    }

    #[test]
    fn the_wasm_bindgen_crate_and_program_are_one_version() {
        // trunk would otherwise download another program.
        let crate_pin = format!("\nwasm-bindgen = \"={WASM_BINDGEN}\"");
        assert!(file("Cargo.toml").contains(&crate_pin), "Cargo.toml does not hold {crate_pin}");
        let locked = format!("name = \"wasm-bindgen\"\nversion = \"{WASM_BINDGEN}\"");
        assert!(file("Cargo.lock").contains(&locked), "Cargo.lock does not hold {locked}");
    }

    #[test]
    fn trunk_optimises_the_program_as_its_parts_are() {
        let params = WASM_OPT_ARGS[1..].join(" ");
        assert!(
            file("index.html").contains(&format!("data-wasm-opt=\"z\" data-wasm-opt-params=\"{params}\""))
        );
    }

    #[test]
    fn npm_packages_are_pinned_and_come_from_no_host_in_particular() {
        for folder in [NPM_PACKAGE, BENCH_PACKAGE, OBSERVATORY_PACKAGE, HTML_PACKAGE] {
            let package = file(&format!("{folder}/package.json"));
            assert!(!package.contains('^') && !package.contains('~'), "a range is not a pin");
            let lock = file(&format!("{folder}/package-lock.json"));
            assert!(!lock.contains("://"), "the lock file of {folder} names a host");
        }
        assert!(file("tests/e2e/package.json").contains("\"binaryen\""), "wasm-opt comes from npm");
    }
}
