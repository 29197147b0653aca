//! Inputs that once broke something, or nearly did. `tests/corpus/` has a folder of them for each reader.

use std::path::{Path, PathBuf};

use crate::{ROOT, targets};

fn files(folder: &str) -> Vec<PathBuf> {
    let path = Path::new(ROOT).join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder} is where this test looks for it");
    files
}

#[test]
fn every_kept_input_is_read_without_a_broken_promise() {
    for (folder, target) in targets::TARGETS {
        for file in files(&format!("tests/corpus/{folder}")) {
            println!("{}", file.display()); // told when it fails
            target(&std::fs::read(file).unwrap());
        }
    }
}

#[test]
fn every_folder_has_its_target() {
    let mut folders: Vec<String> = files("tests/corpus")
        .into_iter()
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    folders.sort();
    assert_eq!(folders, targets::TARGETS.map(|(folder, _)| folder));
}

#[test]
fn what_others_keep_is_read_too() {
    for folder in ["tests/hostile/refused", "tests/hostile/shown"] {
        files(folder).iter().for_each(|file| targets::bundle(&std::fs::read(file).unwrap()));
    }
    for file in files("tests/exports") {
        let target =
            if file.extension() == Some("json".as_ref()) { targets::mapping } else { targets::import };
        target(&std::fs::read(file).unwrap());
    }
    files("presets").iter().for_each(|file| targets::config(&std::fs::read(file).unwrap()));
}
