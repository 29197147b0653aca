//! Folders of the machine that built the program, which its files must not name: they tell who built it and where, and
//! make two builds of the same sources differ.

use crate::process;
use std::{
    env, fs, io,
    path::{Component, MAIN_SEPARATOR, Path, PathBuf},
};

/// Extensions of the files of the program. Data may name any folder.
const PROGRAM: [&str; 4] = ["css", "html", "js", "wasm"];

/// The most characters of a path that a problem shows.
const SHOWN: usize = 80;

/// Returns a sentence for each of these files below `dist` that belongs to the program and names a folder of this machine:
/// the checkout, Cargo's home or the user's.
///
/// # Errors
///
/// Returns an error if a file can't be read.
pub fn problems(dist: &Path, paths: &[String]) -> io::Result<Vec<String>> {
    let folders =
        [env::current_dir().ok(), process::cargo_home(), env::home_dir()].map(Option::unwrap_or_default);
    let folders: Vec<String> = folders.iter().filter_map(|folder| prefix(folder)).collect();
    let mut problems = Vec::new();
    for path in paths.iter().filter(|path| is_of_program(path)) {
        if let Some(named) = named(&fs::read(dist.join(path))?, &folders) {
            problems.push(format!(
                "{path} names a folder of this machine, {named}: `paths_left_out` in xtask/src/build.rs has to replace it"
            ));
        }
    }
    Ok(problems)
}

/// Returns what paths in a folder begin with; `None` for the root of all files, in which everything is.
fn prefix(folder: &Path) -> Option<String> {
    let is_named = folder.components().any(|part| matches!(part, Component::Normal(_)));
    let folder = folder.components().collect::<PathBuf>();
    is_named.then(|| format!("{}{MAIN_SEPARATOR}", folder.display()))
}

fn is_of_program(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| PROGRAM.iter().any(|known| extension == *known))
}

/// Returns the first path in `bytes` that begins with one of `folders`, cut at [`SHOWN`] characters.
fn named(bytes: &[u8], folders: &[String]) -> Option<String> {
    let at = |folder: &String| bytes.windows(folder.len()).position(|part| part == folder.as_bytes());
    let rest = &bytes[folders.iter().filter_map(at).min()?..];
    Some(
        rest.iter()
            .take(SHOWN)
            .take_while(|byte| byte.is_ascii_graphic())
            .map(|byte| char::from(*byte))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_machine_is_found_in_a_program() {
        let folders = ["/home/ana/map/".to_owned(), "/opt/cargo/".to_owned(), "/home/ana/".to_owned()];
        for (bytes, found) in [
            (&b"\0asm\x01\x0c/home/ana/map/src/http.rs\0\xff"[..], Some("/home/ana/map/src/http.rs")),
            (b"\0asm/opt/cargo/registry/src/a-1.0/b.rs c", Some("/opt/cargo/registry/src/a-1.0/b.rs")),
            (b"const a = '/home/ana/x'", Some("/home/ana/x'")),
            (b"/opt/cargo/b /home/ana/a", Some("/opt/cargo/b")),
            (b"src/http.rs /home/anabel/ /rustc/5980/library/core/src/lib.rs", None),
            (b"", None),
        ] {
            assert_eq!(named(bytes, &folders).as_deref(), found);
        }
        let long = format!("/opt/cargo/{}", "a".repeat(200));
        assert_eq!(named(long.as_bytes(), &folders).map(|shown| shown.len()), Some(SHOWN));
    }

    #[test]
    fn the_root_of_all_files_is_no_folder_of_the_machine() {
        assert_eq!(prefix(Path::new("/home/ana/")), Some(format!("/home/ana{MAIN_SEPARATOR}")));
        assert_eq!((prefix(Path::new("/")), prefix(Path::new(""))), (None, None));
    }

    #[test]
    fn files_of_the_program_are_judged_and_data_is_not() {
        let dist = env::temp_dir().join(format!("machine-paths-{}", std::process::id()));
        let here = env::current_dir().unwrap().join("src/main.rs").display().to_string();
        fs::create_dir_all(&dist).unwrap();
        let paths = ["a.wasm", "b.js", "c.json", "d.js"].map(str::to_owned);
        for (path, text) in paths.iter().zip([&here, &here, &here, "src/main.rs"]) {
            fs::write(dist.join(path), text).unwrap();
        }
        let found = problems(&dist, &paths);
        fs::remove_dir_all(&dist).unwrap();
        let found = found.unwrap();
        assert!(
            found.len() == 2 && found[0].starts_with("a.wasm ") && found[1].starts_with("b.js "),
            "{found:?}"
        );
        assert!(found[0].contains(&here[..here.len().min(SHOWN)]), "{found:?}");
    }
}
