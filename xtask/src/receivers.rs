//! The services at which the end-to-end tests sign up, each in a Python environment of its own.
//!
//! Their programs come from the Python Package Index. A file beside the tests has their versions and hashes.

use crate::{Failure, install, process, process::on_path};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

/// The minimum minor version of Python 3, which museletter requires.
const PYTHON_MINOR_AT_LEAST: u32 = 11;
/// Folder of the files with the versions.
const LOCKS: &str = "tests/e2e/receivers";
/// Folder in which `tests/e2e/receivers.mjs` looks for the programs.
const HOME: &str = "target/receivers";
/// Names of the services, each with the time and space that its installation takes.
const RECEIVERS: [(&str, &str); 2] =
    [("pocketbase", "once, some seconds, 60 MB"), ("museletter", "once, under a minute, 100 MB")];

/// Installs the services that are missing, or that differ from their file of versions.
pub fn install() -> Result<(), Failure> {
    let missing = RECEIVERS.iter().filter(|(name, _)| !is_installed(name));
    for (name, cost) in missing {
        let failed = |error: io::Error| Failure::Failed(format!("installing {name} failed: {error}"));
        let start = Instant::now();
        let python = python()?;
        let dir = home(name);
        println!("Installing {name} with pip into {HOME}/{name}, for the end-to-end tests ({cost}) …");
        fs::create_dir_all(&dir).map_err(failed)?;
        let mut make = Command::new(python);
        make.args(["-m", "venv", "--clear"]).arg(&dir);
        process::logged(make, &format!("Making a virtual environment for {name}"), &format!("venv-{name}"))?;
        let mut pip = Command::new(program(name, "python"));
        // Without wheels a package would be compiled, with a toolchain that may not be there.
        pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-input"])
            .args(["--require-hashes", "--only-binary", ":all:", "--requirement"])
            .arg(lock(name));
        process::logged(pip, &format!("Installing {name}"), &format!("install-{name}"))?;
        fs::write(note(name), wanted(name).map_err(failed)?).map_err(failed)?;
        let size_mb = size(&dir).map_err(failed)? / 1_000_000;
        println!("Installed {name}: {size_mb} MB in {:.0} s", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn home(name: &str) -> PathBuf {
    env::current_dir().unwrap_or_default().join(HOME).join(name)
}

fn lock(name: &str) -> PathBuf {
    Path::new(LOCKS).join(format!("{name}.txt"))
}

fn note(name: &str) -> PathBuf {
    home(name).join("installed-from.txt")
}

fn program(name: &str, program: &str) -> PathBuf {
    let dir = if cfg!(windows) { "Scripts" } else { "bin" };
    home(name).join(dir).join(format!("{program}{}", env::consts::EXE_SUFFIX))
}

/// Returns the text of the note of a good installation: its path, as its programs write it, and the file of versions.
fn wanted(name: &str) -> io::Result<String> {
    Ok(format!("{}\n{}", home(name).display(), fs::read_to_string(lock(name))?))
}

fn is_installed(name: &str) -> bool {
    let is_noted = matches!((wanted(name), fs::read_to_string(note(name))), (Ok(a), Ok(b)) if a == b);
    // The Python that it was made with may have been removed since.
    is_noted && process::version_of(&program(name, "python")).is_some()
}

fn size(dir: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        bytes += if kind.is_dir() { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}

/// Returns a Python that is new enough and can create virtual environments; installs one where that is possible.
fn python() -> Result<PathBuf, Failure> {
    if let Some(python) = find_python() {
        return Ok(python);
    }
    if install::with_apt(&["python3", "python3-venv"], "under a minute")?
        && let Some(python) = find_python()
    {
        return Ok(python);
    }
    Err(Failure::Missing(format!(
        "the end-to-end tests sign up at real services, which need Python 3.{PYTHON_MINOR_AT_LEAST} or newer with its \
         modules venv and ensurepip: install it (on Debian as root: `apt-get install python3 python3-venv`; elsewhere \
         from your distribution or https://www.python.org) and run this again; `cargo xtask check` does without"
    )))
}

fn find_python() -> Option<PathBuf> {
    ["python3", "python"].into_iter().filter_map(on_path).find(|python| {
        // Debian leaves ensurepip out, which venv can't do without.
        let asked =
            format!("import sys, venv, ensurepip; sys.exit(sys.version_info < (3, {PYTHON_MINOR_AT_LEAST}))");
        let quiet = Command::new(python)
            .args(["-c", &asked])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        quiet.is_ok_and(|status| status.success())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_pinned_by_hash_without_a_host() {
        for (name, _) in RECEIVERS {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(lock(name));
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.contains("://"), "{} names a host", path.display());
            // A requirement goes on over lines that end in a backslash.
            let joined = text.replace("\\\n", " ");
            let requirements: Vec<&str> =
                joined.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).collect();
            assert!(
                requirements.iter().any(|line| line.starts_with(name)),
                "{name} itself is not in its file"
            );
            for requirement in requirements {
                assert!(requirement.contains("=="), "{requirement}");
                assert!(requirement.contains("--hash=sha256:"), "{requirement}");
            }
        }
    }
}
