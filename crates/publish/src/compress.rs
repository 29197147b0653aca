//! Compressed copies of files, for hosts that send the copy beside a file.
//!
//! The strongest settings are used, because each file is compressed once and read by every visitor.

use std::convert::Infallible;

use assets::{brotli, gzip};

use crate::{Files, workers};

/// Extensions of files that compression makes smaller; images and fonts are compressed already.
const KINDS: [&str; 8] = ["html", "js", "css", "wasm", "json", "svg", "xml", "txt"];

/// Returns the `.br` and the `.gz` copy of a file, as far as they are smaller, with their paths.
pub fn copies(path: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    if !path.rsplit_once('.').is_some_and(|(_, kind)| KINDS.contains(&kind)) {
        return Vec::new();
    }
    let made = [(format!("{path}.br"), brotli(bytes)), (format!("{path}.gz"), gzip(bytes))];
    made.into_iter().filter(|(_, copy)| !copy.is_empty() && copy.len() < bytes.len()).collect()
}

/// Adds the copies of every file.
///
/// Files in `swapped` get none, because a host would go on sending the copy after the file changed. `progress`
/// receives the number of files done and the number of all.
pub fn compress(files: &mut Files, swapped: &[String], mut progress: impl FnMut(usize, usize)) {
    let work: Vec<(&str, &[u8])> =
        files.iter().filter(|(path, _)| !swapped.iter().any(|other| other == path)).collect();
    let (mut made, mut done) = (Vec::new(), 0);
    let make = |at: usize| copies(work[at].0, work[at].1);
    let Ok(()) = workers::each::<_, Infallible>(work.len(), &make, &mut |copies| {
        made.extend(copies);
        done += 1;
        progress(done, work.len());
        Ok(())
    });
    for (path, copy) in made {
        files.insert(path, copy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_become_smaller_get_two_copies() {
        let mut files = Files::default();
        let text = "a place where numbers are honest\n".repeat(50);
        files.insert("a.html", text.as_str());
        files.insert("b/c.json", text.as_str());
        files.insert("picture.png", text.as_str());
        files.insert("tiny.js", "1");
        files.insert("swapped.json", text.as_str());
        let swapped = ["swapped.json".to_owned()];
        let mut progress = Vec::new();
        compress(&mut files, &swapped, |done, all| progress.push((done, all)));
        assert_eq!(progress.last(), Some(&(4, 4)));
        let paths: Vec<_> = files.iter().map(|(path, _)| path).collect();
        assert_eq!(
            paths,
            [
                "a.html",
                "a.html.br",
                "a.html.gz",
                "b/c.json",
                "b/c.json.br",
                "b/c.json.gz",
                "picture.png",
                "swapped.json",
                "tiny.js"
            ]
        );
    }
}
