//! Compressed copies of files, for hosts that send the copy beside a file.
//!
//! The strongest settings are used, because each file is compressed once and read by every visitor.

use std::sync::mpsc;
use std::thread;

use assets::{brotli, gzip};

use crate::Files;

/// Extensions of files that compression makes smaller; images and fonts are compressed already.
const KINDS: [&str; 8] = ["html", "js", "css", "wasm", "json", "svg", "xml", "txt"];

/// Adds a `.br` and a `.gz` copy beside every file that they make smaller.
///
/// Files in `swapped` get none, because a host would go on sending the copy after the file changed. `progress`
/// receives the number of files done and the number of all.
pub fn compress(files: &mut Files, swapped: &[String], mut progress: impl FnMut(usize, usize)) {
    let work: Vec<(&str, &[u8])> = files
        .iter()
        .filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, kind)| KINDS.contains(&kind)))
        .filter(|(path, _)| !swapped.iter().any(|other| other == path))
        .collect();
    let workers = thread::available_parallelism().map_or(1, usize::from).min(work.len().max(1));
    let (send, done) = mpsc::channel();
    let mut copies = Vec::new();
    thread::scope(|scope| {
        for worker in 0..workers {
            let (send, work) = (send.clone(), &work);
            scope.spawn(move || {
                // Alternating workers get equal loads, because neighbours are of similar size.
                for (path, bytes) in work.iter().skip(worker).step_by(workers) {
                    let made = [(format!("{path}.br"), brotli(bytes)), (format!("{path}.gz"), gzip(bytes))];
                    let smaller =
                        made.into_iter().filter(|(_, copy)| !copy.is_empty() && copy.len() < bytes.len());
                    if send.send(smaller.collect::<Vec<_>>()).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        for (at, made) in done.iter().enumerate() {
            copies.extend(made);
            progress(at + 1, work.len());
        }
    });
    for (path, copy) in copies {
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
        assert_eq!(progress.last(), Some(&(3, 3)));
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
