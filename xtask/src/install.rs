//! Installation of missing tools, in order. Each is announced with the time that it takes.
//!
//! Each function first checks what is there, and prints nothing if nothing is missing. What is compiled is compiled at
//! the same time, because the last crates of each program leave cores without work.

use crate::{
    Failure,
    process::{self, on_path},
    tools::{self, Browser, Builders, NPM_PACKAGE, TRUNK, WASM_BINDGEN, WASM_TARGET},
};
use std::{
    env, panic,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

/// Installs the tools for `serve`. A development build is not optimized, so it needs no Node.js. While tools are
/// compiled, the site is too: trunk then finds its crates.
pub fn for_serve() -> Result<Builders, Failure> {
    wasm_target()?;
    thread::scope(|scope| {
        if tools::cargo_tool("trunk", TRUNK).is_none() {
            // What fails here fails again in trunk, which shows why.
            scope.spawn(|| process::logged(compile_site(), "Compiling the site", "compile-site"));
        }
        builders()
    })
}

/// Returns the command that compiles the site as `trunk serve` does.
fn compile_site() -> Command {
    process::cargo(&["build", "--target", WASM_TARGET, "--bin", "site"])
}

/// Installs trunk and wasm-bindgen.
fn builders() -> Result<Builders, Failure> {
    let (trunk, bindgen) = thread::scope(|scope| {
        let bindgen =
            scope.spawn(|| cargo_tool("wasm-bindgen-cli", "wasm-bindgen", WASM_BINDGEN, "2 to 3 minutes"));
        let trunk = cargo_tool("trunk", "trunk", TRUNK, "4 to 6 minutes");
        (trunk, bindgen.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)))
    });
    let dirs = bindgen?.parent().map(Path::to_path_buf).into_iter().collect();
    Ok(Builders { trunk: trunk?, dirs })
}

/// Installs the tools for a release build: in addition wasm-opt, from npm if there is Node.js.
pub fn for_build() -> Result<Builders, Failure> {
    wasm_target()?;
    let mut builders = builders()?;
    if tools::npm_is_installed(NPM_PACKAGE) || tools::npm().is_some() {
        npm_packages(NPM_PACKAGE, "wasm-opt, Playwright, axe (once, about a minute, 130 MB)")?;
        builders.dirs.push(tools::npm_bin());
    } else if tools::system_wasm_opt().is_none() {
        println!(
            "Node.js {} or newer with npm was not found, so trunk downloads a wasm-opt of its own choice \
             (once, about a minute). Sizes may differ a little.",
            tools::NODE_AT_LEAST
        );
        if on_path("wasm-opt").is_some() {
            println!("Note: the wasm-opt on PATH is too old and may refuse the program; install Node.js.");
        }
    }
    Ok(builders)
}

/// Installs the tools for the tests: in addition a browser. Node.js must be there already.
pub fn for_test() -> Result<(Builders, Browser), Failure> {
    if tools::npm().is_none() {
        return Err(Failure::Missing(format!(
            "the tests need Node.js {} or newer with npm: install it (on Debian as root: \
             `apt-get install nodejs npm`) and run this again",
            tools::NODE_AT_LEAST
        )));
    }
    Ok((for_build()?, browser()?))
}

/// Installs the Rust target for the browser.
pub fn wasm_target() -> Result<(), Failure> {
    if tools::has_wasm_target() {
        return Ok(());
    }
    let what = format!("Installing the Rust target {WASM_TARGET}");
    let Some(rustup) = on_path("rustup") else {
        return Err(Failure::Missing(format!(
            "Rust's standard library for {WASM_TARGET} is missing, and there is no rustup to install it: \
             get Rust from https://rustup.rs, or your distribution's package (Debian: libstd-rust-dev-wasm32)"
        )));
    };
    println!("{what} (once, under a minute) …");
    let mut command = Command::new(rustup);
    command.args(["target", "add", WASM_TARGET]);
    process::logged(command, &what, "install-target")
}

/// Settings that shorten the compilation of tools: fat LTO of trunk alone takes 4 minutes. Measured on 2 cores:
/// 276 s for trunk and 81 s for wasm-bindgen; optimized at level 1 they take 345 s and 138 s.
const QUICK_RELEASE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
];

/// Returns the path of a program at its pinned version. A missing one is downloaded by `cargo binstall` if that is
/// installed, and compiled otherwise.
fn cargo_tool(package: &str, program: &str, version: &str, duration: &str) -> Result<PathBuf, Failure> {
    if let Some(path) = tools::cargo_tool(program, version) {
        return Ok(path);
    }
    let what = format!("Installing {package} {version}");
    if on_path("cargo-binstall").is_some() {
        println!("{what} into {} with cargo binstall (once, under a minute) …", tools::TOOLS);
        let asked = format!("{package}@{version}");
        // What has no ready-made program is compiled below, with our settings.
        let args =
            ["binstall", "--no-confirm", "--disable-strategies", "compile", "--root", tools::TOOLS, &asked];
        if process::logged(process::cargo(&args), &what, &format!("binstall-{package}")).is_ok()
            && let Some(path) = tools::cargo_tool(program, version)
        {
            return Ok(path);
        }
    }
    println!("{what} into {} (once, {duration}) …", tools::TOOLS);
    // `--force`: what is there has another version, or does not run.
    let args = ["install", package, "--version", version, "--locked", "--force", "--root", tools::TOOLS];
    let mut command = process::cargo(&args);
    // A folder for each tool: they would wait for each other in one.
    command.envs(QUICK_RELEASE).env("CARGO_TARGET_DIR", format!("{}/build/{package}", tools::TOOLS));
    process::logged(command, &what, &format!("install-{package}"))?;
    tools::cargo_tool(program, version).ok_or_else(|| {
        Failure::Failed(format!("{what} seemed to work, but {}/bin/{program} does not run", tools::TOOLS))
    })
}

/// Installs the npm packages that the folder `package` requires; `contents` describes them.
pub fn npm_packages(package: &str, contents: &str) -> Result<(), Failure> {
    if tools::npm_is_installed(package) {
        return Ok(());
    }
    let Some(npm) = tools::npm() else {
        return Err(Failure::Missing("npm is missing: install Node.js with npm".into()));
    };
    let what = format!("Installing the npm packages of {package}");
    println!("{what}: {contents} …");
    let mut command = Command::new(npm);
    command
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(package)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"); // the tests run in an installed browser
    process::logged(command, &what, &format!("install-npm-{}", package.replace('/', "-")))?;
    tools::note_npm_install(package).map_err(|error| Failure::Failed(format!("{what} failed: {error}")))
}

/// Installs a browser with its driver, if there is none, and the headless shell of Debian's Chromium.
fn browser() -> Result<Browser, Failure> {
    let mut found = tools::browser();
    if found.is_err() && with_apt(&DEBIAN_BROWSER, "1 to 5 minutes")? {
        found = tools::browser();
    }
    let browser = found.map_err(|problem| Failure::Missing(browser_wanted(&problem)))?;
    let is_debian = browser.chromium == Path::new("/usr/bin/chromium");
    if !is_debian || env::var_os("CHROMIUM").is_some() || browser.shell != browser.chromium {
        return Ok(browser);
    }
    Ok(with_headless_shell(browser))
}

/// Debian's packages of a browser and its driver.
const DEBIAN_BROWSER: [&str; 2] = ["chromium", "chromium-driver"];

/// Installs Debian's headless shell of Chromium, tried once: without it the tests take longer. All packages are
/// named, because all must be of one version.
fn with_headless_shell(browser: Browser) -> Browser {
    let tried = process::scratch().map(|scratch| scratch.join("headless-shell-tried"));
    let is_new = tried.as_ref().is_ok_and(|tried| !tried.exists());
    let packages = [&DEBIAN_BROWSER[..], &[tools::HEADLESS_SHELL]].concat();
    if is_new && with_apt(&packages, "under a minute").is_ok_and(|is_installed| is_installed) {
        return tools::browser().unwrap_or(browser);
    }
    println!(
        "There is no {} of Chromium's version: the tests take longer in Chromium itself.",
        tools::HEADLESS_SHELL
    );
    if let Ok(tried) = tried {
        std::fs::write(tried, "").ok();
    }
    browser
}

/// Installs packages of Debian, if this is Debian and the user is root; returns whether it has installed them.
pub fn with_apt(packages: &[&str], duration: &str) -> Result<bool, Failure> {
    let apt = on_path("apt-get").filter(|_| Path::new("/etc/debian_version").exists() && is_root());
    let Some(apt) = apt else { return Ok(false) };
    println!("Installing {} with apt-get (once, {duration}) …", packages.join(" and "));
    apt_get(&apt, &["update"])?;
    apt_get(&apt, &[&["install", "-y", "--no-install-recommends"], packages].concat())?;
    Ok(true)
}

/// Updates Debian's lists of packages, which only root can do.
pub fn apt_update() -> Result<(), Failure> {
    match on_path("apt-get").filter(|_| is_root()) {
        Some(apt) => apt_get(&apt, &["update"]),
        None => Err(Failure::Missing("lists of packages are missing or old: `sudo apt-get update`".into())),
    }
}

fn browser_wanted(problem: &str) -> String {
    format!(
        "the browser tests need Chromium or Chrome with the chromedriver of the same version, but {problem}: \
         on Debian `sudo apt-get install chromium chromium-driver chromium-headless-shell`; elsewhere install both, or set CHROMIUM \
         and CHROMEDRIVER to where they are"
    )
}

fn apt_get(apt: &Path, args: &[&str]) -> Result<(), Failure> {
    let mut command = Command::new(apt);
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    process::logged(command, &format!("apt-get {}", args.join(" ")), &format!("install-apt-{}", args[0]))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    env::consts::FAMILY == "unix" && id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
