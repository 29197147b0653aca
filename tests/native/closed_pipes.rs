//! Output into a pipe whose reader has left, as `head` leaves: no command may panic (code 101), or do less than it does
//! with a reader.

use std::io;
use std::path::Path;
use std::process::Command;

use crate::ROOT;

/// Runs the tool in the folder of the package, with nobody to read what it prints; returns its exit code.
fn unread(args: &[&str]) -> Option<i32> {
    let (stdout_reader, stdout) = io::pipe().unwrap();
    let (stderr_reader, stderr) = io::pipe().unwrap();
    drop((stdout_reader, stderr_reader));
    let mut command = Command::new(env!("CARGO_BIN_EXE_challenge-map"));
    command.current_dir(ROOT).args(args).stdout(stdout).stderr(stderr).status().unwrap().code()
}

#[test]
fn no_command_needs_a_reader() {
    for (args, code) in [
        (&["--help"][..], 0),
        (&["schema"], 0),
        (&["config", "list"], 0),
        (&["config", "init", "serve", "--out", "-"], 0),
        (&["check", "public/bundle.json"], 0),
        (&["check", "none.json"], 2),
        (&["check-config"], 0),
        (&["check-config", "none.json"], 2),
        (&["bundle", "--check", "--out", "none.json"], 1),
        (&["words", "--check"], 0),
        (&["words", "--check", "--out", "none"], 1),
        (&["signups", "--data", "none.sqlite"], 2),
    ] {
        assert_eq!(unread(args), Some(code), "{args:?}");
    }
}

#[test]
fn files_are_whole_though_nobody_reads() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let [words, start, french, counted] = ["words", "start", "bundle.fr.json", "counted.json"].map(path);
    assert_eq!(unread(&["words", "--out", &words]), Some(0));
    let count = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
    assert_eq!(count(Path::new(&words)), count(&Path::new(ROOT).join("public/words")));
    assert_eq!(unread(&["translate", "public/bundle.json", "--to", "fr", "--out", &french]), Some(0));
    assert!(Path::new(&french).is_file());
    assert_eq!(unread(&["new", &start]), Some(0));
    let file = |name: &str| format!("{start}/{name}");
    let [mapping, bundle, answers] = ["mapping.json", "bundle.json", "answers.csv"].map(file);
    let import = ["import", "--mapping", &mapping, "--into", &bundle, "--out", &counted, &answers];
    assert_eq!(unread(&import), Some(0));
    assert!(Path::new(&counted).is_file());
}
