//! `cargo xtask release`: an archive with everything that a publisher without Rust needs.
//!
//! The order of the files, their times and owners are fixed: the same files make the same archive.

use crate::{Failure, build, install, process, sizes};
use flate2::{Compression, GzBuilder, read::GzDecoder};
use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::Command,
};

const HOME: &str = "target/release-archive";

/// Files and folders that the archive contains unchanged, without files whose names begin with a dot.
const PARTS: [&str; 6] = ["LICENSE", "deploy", "dist", "docs", "presets", "seeds"];

const README: &str = include_str!("release.md");

/// Builds the site and the tool for release, and packs them.
pub fn release() -> Result<(), Failure> {
    let builders = install::for_build()?;
    println!("Building the site and the tool for release (the first time 5 to 10 minutes) …");
    build::release(&builders)?;
    sizes::report()?;
    let args = ["build", "--release", "--bin", "challenge-map"];
    process::run(process::cargo(&args), "building the tool")?;
    let tool = env::current_dir().unwrap_or_default().join("target/release").join(tool_name());
    let (archive, _) = pack(&tool, Path::new(HOME))?;
    let bytes = fs::metadata(&archive).map_err(failed)?.len();
    println!("{}: {:.1} MB", archive.display(), bytes as f64 / 1e6);
    Ok(())
}

/// Packs the built site with the tests' build of the tool, unpacks it elsewhere, and runs the commands of its README
/// there as a publisher would, without any other program; then it publishes the sample. Only the tool differs from [`release`], where building it takes minutes.
pub fn try_out() -> Result<(), Failure> {
    let place = process::scratch()?.join("release");
    if place.exists() {
        fs::remove_dir_all(&place).map_err(failed)?;
    }
    let (archive, name) = pack(&process::built("challenge-map")?, &place)?;
    let packed = fs::File::open(&archive).map_err(failed)?;
    tar::Archive::new(GzDecoder::new(packed)).unpack(&place).map_err(failed)?;
    let inside = place.join(&name);
    let sample = ["publish", "--site-url", "https://example.org", "--host", "netlify"].to_vec();
    for args in commands().chain([sample]) {
        let mut command = Command::new(inside.join(tool_name()));
        command.env_clear().current_dir(&inside).args(&args);
        process::run(command, &format!("`{}` in the archive", args.join(" ")))?;
    }
    for file in ["site/index.html", "site/bundle.json", "site/_headers", "site/sw.js", "README.md"] {
        if !inside.join(file).is_file() {
            return Err(Failure::Failed(format!("the archive published no {file}")));
        }
    }
    fs::remove_dir_all(&place).map_err(failed)
}

/// Returns the arguments of the commands in the README that end by themselves, which those of a server do not.
fn commands() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = README.lines().filter_map(|line| line.strip_prefix("./challenge-map "));
    let words =
        lines.map(|line| line.split_once(" #").map_or(line, |(command, _)| command).split_whitespace());
    words.map(Iterator::collect).filter(|args: &Vec<&str>| args.first() != Some(&"serve"))
}

fn failed(error: io::Error) -> Failure {
    Failure::Failed(format!("the release archive could not be made: {error}"))
}

fn tool_name() -> String {
    format!("challenge-map{}", env::consts::EXE_SUFFIX)
}

/// Returns Rust's name of the platform that this toolchain builds for.
fn target() -> Result<String, Failure> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("-vV").output().map_err(failed)?;
    let said = String::from_utf8_lossy(&said.stdout);
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| Failure::Failed("rustc does not say what it builds for".into()))
}

/// Creates the archive in a folder; returns its path, and the name of the folder that it unpacks to.
fn pack(tool: &Path, into: &Path) -> Result<(PathBuf, String), Failure> {
    let version = process::version_of(tool)
        .ok_or_else(|| Failure::Failed(format!("{} does not say its version", tool.display())))?;
    let name = format!("challenge-map-{version}-{}", target()?);
    fs::create_dir_all(into).map_err(failed)?;
    let path = into.join(format!("{name}.tar.gz"));
    let gzip = GzBuilder::new().mtime(0).write(fs::File::create(&path).map_err(failed)?, Compression::best());
    let mut tar = tar::Builder::new(gzip);
    let mut add = |path: &str, bytes: &[u8], mode: u32| {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(mode);
        header.set_mtime(0);
        tar.append_data(&mut header, format!("{name}/{path}"), bytes)
    };
    add("README.md", README.as_bytes(), 0o644).map_err(failed)?;
    add(&tool_name(), &fs::read(tool).map_err(failed)?, 0o755).map_err(failed)?;
    let mut files = Vec::new();
    for part in PARTS {
        list(Path::new(part), &mut files).map_err(failed)?;
    }
    files.sort();
    for file in files {
        let inside = file.to_string_lossy().replace('\\', "/");
        add(&inside, &fs::read(&file).map_err(failed)?, 0o644).map_err(failed)?;
    }
    tar.into_inner().and_then(|gzip| gzip.finish()).and_then(|mut file| file.flush()).map_err(failed)?;
    Ok((path, name))
}

fn list(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if !entry.file_name().to_string_lossy().starts_with('.') {
                list(&entry.path(), files)?;
            }
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_of_the_readme_are_tried_but_for_the_server() {
        let commands: Vec<Vec<&str>> = commands().collect();
        let names: Vec<&str> = commands.iter().map(|args| args[0]).collect();
        assert_eq!(names, ["new", "import", "check", "publish"]);
        assert_eq!(commands[2], ["check", "our-map/bundle.json"]);
    }
}
