//! Functions that run other programs and report on them.

use crate::Failure;
use std::{
    env, fs,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Time after which a line reports that a program without output is still running.
const PATIENCE: Duration = Duration::from_secs(15);

/// Returns a command of the cargo that runs this program, so that one toolchain builds everything.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args);
    command
}

/// Returns Cargo's folder for what it downloads; `None` if the user has no home.
pub fn cargo_home() -> Option<PathBuf> {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// Returns the path of a built program of this workspace, which is beside this one.
pub fn built(name: &str) -> Result<PathBuf, Failure> {
    let me = env::current_exe().map_err(|error| Failure::Failed(format!("cannot find myself: {error}")))?;
    Ok(me.with_file_name(format!("{name}{}", env::consts::EXE_SUFFIX)))
}

/// Returns a directory for logs and reports inside the target directory, and creates it if it is missing.
pub fn scratch() -> Result<PathBuf, Failure> {
    let dir = env::current_dir().unwrap_or_default().join("target/xtask");
    fs::create_dir_all(&dir)
        .map_err(|error| Failure::Failed(format!("cannot create {}: {error}", dir.display())))?;
    Ok(dir)
}

/// Runs `command` with its output shown.
pub fn run(mut command: Command, what: &str) -> Result<(), Failure> {
    let name = command.get_program().display().to_string();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::Failed(format!("{what} failed: {name} ended with {status}"))),
        Err(error) => Err(Failure::Failed(format!("{what} failed: cannot run {name}: {error}"))),
    }
}

/// Runs `command` with its output shown; returns whether it succeeded, and its standard output.
pub fn tee(mut command: Command) -> io::Result<(bool, String)> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut seen = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            // Not `io::stdout()`: the tests of this program show their output only if they fail.
            print!("{text}");
            seen.push_str(&text);
            line.clear();
        }
    }
    Ok((child.wait()?.success(), seen))
}

/// Runs `command` with its output in a log file, and prints now and then that it is still running.
/// If it fails, shows the end of the log.
pub fn logged(mut command: Command, what: &str, log_name: &str) -> Result<(), Failure> {
    let log = scratch()?.join(format!("{log_name}.log"));
    let failed = |why: String| Failure::Failed(format!("{what} failed: {why}"));
    let unwritable = |error: io::Error| failed(format!("cannot write {}: {error}", log.display()));
    let file = fs::File::create(&log).map_err(unwritable)?;
    command.stdin(Stdio::null()).stderr(file.try_clone().map_err(unwritable)?).stdout(file);
    let name = command.get_program().display().to_string();

    let start = Instant::now();
    let mut spoke = start;
    let mut child = command.spawn().map_err(|error| failed(format!("cannot run {name}: {error}")))?;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| failed(error.to_string()))? {
            break status;
        }
        if spoke.elapsed() >= PATIENCE {
            spoke = Instant::now();
            let now = tail(&log, 1);
            println!("  … {what}, {} s: {}", start.elapsed().as_secs(), now.trim());
        }
        thread::sleep(Duration::from_millis(100));
    };
    if status.success() {
        return Ok(());
    }
    eprintln!("{}\n(the whole log: {})", tail(&log, 20), log.display());
    Err(failed(format!("{name} ended with {status}")))
}

fn tail(log: &Path, n_lines: usize) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(n_lines)..].join("\n")
}

/// Returns the first file on `PATH` with this name.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&file)).find(|path| path.is_file())
}

/// Returns the version that `program --version` prints; `None` if it cannot be run or prints none.
pub fn version_of(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok()?;
    version_in(&String::from_utf8_lossy(&output.stdout)).map(String::from)
}

/// Returns the first word of `text` that looks like a version: `0.21.14` of `trunk 0.21.14`.
fn version_in(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns the leading number of a version: 156 of `156.0.8078.79`.
pub fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_programs_say() {
        for (said, version) in [
            ("trunk 0.21.14\n", "0.21.14"),
            ("wasm-bindgen 0.2.126", "0.2.126"),
            ("wasm-opt version 132 (version_132)", "132"),
            ("v20.20.2", "20.20.2"),
            ("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)", "156.0.8078.79"),
            ("ChromeDriver 156.0.8078.79 (a21ce95c24ce-refs/branch-heads/8078@{#1704})", "156.0.8078.79"),
        ] {
            assert_eq!(version_in(said), Some(version), "{said}");
        }
        assert_eq!(version_in("command not found"), None);
        assert_eq!(version_in(""), None);
    }

    #[test]
    fn major_versions_are_numbers() {
        assert_eq!(major("156.0.8078.79"), Some(156));
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("x.1"), None);
    }
}
