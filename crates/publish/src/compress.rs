//! Compressed copies of files, for hosts that send the copy beside a file.
//!
//! The strongest settings are used, because each file is compressed once and read by every visitor. No time or
//! name goes into a copy, so the same file gives the same bytes.

use std::io::Write as _;
use std::sync::mpsc;
use std::thread;

use flate2::{Compression, GzBuilder};

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

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut copy = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    match brotli::BrotliCompress(&mut &*bytes, &mut copy, &settings) {
        Ok(_) => copy,
        Err(_) => Vec::new(), // writing to memory does not fail; without a copy the file itself is sent
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn copies_are_smaller_reproducible_and_lossless() {
        let mut files = Files::default();
        let text = "a place where numbers are honest\n".repeat(50);
        files.insert("a.html", text.as_str());
        files.insert("b/c.json", text.as_str());
        files.insert("picture.png", text.as_str());
        files.insert("tiny.js", "1");
        files.insert("swapped.json", text.as_str());
        let swapped = ["swapped.json".to_owned()];
        let mut progress = Vec::new();
        let mut other = files.clone();
        compress(&mut files, &swapped, |done, all| progress.push((done, all)));
        compress(&mut other, &swapped, |_, _| ());
        assert_eq!(files, other);
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
        let mut back = String::new();
        flate2::read::GzDecoder::new(files.get("a.html.gz").unwrap()).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut files.get("b/c.json.br").unwrap(), &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
        assert_eq!(files.get("a.html.gz").unwrap().get(4..8), Some(&[0; 4][..]), "no time");
    }
}
