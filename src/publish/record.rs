//! What an earlier publishing wrote into a folder, and so what the next one may take away.
//!
//! A visitor whose page is from before may still ask for that page's programs: files with a hash in
//! their name stay one release longer.

use std::collections::BTreeSet;

use super::{Files, headers};

/// The record's name in the folder. It says nothing that the host does not answer anyway.
pub const NAME: &str = ".challenge-map-published";

/// What a file is called in the folder until it is whole; left behind only by a run that was cut off.
pub const PARTIAL: &str = ".challenge-map-partial";

const HEAD: &str = "# Written by `challenge-map publish`, which reads it the next time: leave it here.";
const NOW: &str = "now ";
const BEFORE: &str = "before ";

/// The files of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Of the newest release.
    now: BTreeSet<String>,
    /// Kept from the one before.
    before: BTreeSet<String>,
}

impl Record {
    /// Reads a record; none if the text is not one, or names what lies outside its folder.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|line| *line == HEAD)?;
        let mut record = Self::default();
        for line in lines {
            let (kind, path) = match line.strip_prefix(NOW) {
                Some(path) => (&mut record.now, path),
                None => (&mut record.before, line.strip_prefix(BEFORE)?),
            };
            let is_inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
            if !is_inside || path.contains(['\\', ':']) {
                return None;
            }
            kind.insert(path.to_owned());
        }
        Some(record)
    }

    /// The record as [`Record::parse`] reads it.
    pub fn print(&self) -> String {
        let line = |kind: &'static str| move |path: &String| format!("{kind}{path}\n");
        let lines = self.now.iter().map(line(NOW)).chain(self.before.iter().map(line(BEFORE)));
        format!("{HEAD}\n{}", lines.collect::<String>())
    }

    /// The record after `files` are written, what is then to be removed, and the record until that is done: it names
    /// what was there and what comes, so that the next run can clear up after one that was cut off.
    pub fn next(self, files: &Files) -> (Self, Vec<String>, Self) {
        let now: BTreeSet<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
        let both = self.now.union(&now).cloned().collect();
        let meanwhile = Self { now: both, before: self.before.difference(&now).cloned().collect() };
        let stays = |path: &&String| stays(path);
        // With the same programs it is the same release, whatever the pages say now.
        let is_new = !now.iter().filter(stays).eq(self.now.iter().filter(stays));
        let left = self.now.iter().filter(|path| !now.contains(*path));
        let (before, gone): (BTreeSet<_>, BTreeSet<_>) = left.cloned().partition(|path| stays(&path));
        let older: BTreeSet<_> = self.before.into_iter().filter(|path| !now.contains(path)).collect();
        let (before, older) = if is_new { (before, older) } else { (older, BTreeSet::new()) };
        let removed = gone.into_iter().chain(older).filter(|path| !before.contains(path)).collect();
        (Self { now, before }, removed, meanwhile)
    }
}

/// Whether a file keeps its content as long as it has its name, as do packed copies of it.
pub fn stays(path: &str) -> bool {
    headers::is_hashed(path.strip_suffix(".br").or(path.strip_suffix(".gz")).unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn files(paths: &[&str]) -> Files {
        let mut files = Files::default();
        paths.iter().for_each(|path| files.put(*path, "x"));
        files
    }

    #[test]
    fn programs_stay_one_release_longer_and_pages_go() {
        let (a, b, c) = ("site-aaaaaaaaaaaaaaaa.js", "site-bbbbbbbbbbbbbbbb.js", "site-cccccccccccccccc.js");
        let (first, removed, _) = Record::default().next(&files(&[
            a,
            "site-aaaaaaaaaaaaaaaa.js.br",
            "old/index.html",
            "index.html",
        ]));
        assert!(removed.is_empty());
        let (second, removed, meanwhile) = first.next(&files(&[b, "index.html"]));
        assert_eq!(removed, ["old/index.html"]);
        let (again, removed, _) = meanwhile.next(&files(&[b, "index.html"]));
        assert_eq!(
            (&again, removed),
            (&second, vec!["old/index.html".to_owned()]),
            "after one that was cut off"
        );
        let (second, removed, _) = second.next(&files(&[b, "index.html", "new/index.html"]));
        assert_eq!((removed.len(), second.before.len()), (0, 2), "other pages of the same release");
        let (third, removed, _) = second.next(&files(&[c, "index.html"]));
        assert_eq!(removed, ["new/index.html", a, "site-aaaaaaaaaaaaaaaa.js.br"]);
        assert_eq!(third.before, BTreeSet::from([b.to_owned()]));
        let (back, removed, _) = third.next(&files(&[b, "index.html"]));
        assert_eq!((removed.len(), back.before.contains(c)), (0, true), "a step back");
    }

    #[test]
    fn what_lies_outside_is_never_named() {
        for path in ["../x", "/etc/passwd", "a/../../x", "a//b", "C:\\x", "a\\..\\x", ""] {
            assert_eq!(Record::parse(&format!("{HEAD}\nnow {path}\n")), None, "{path}");
        }
        for other in ["", "something else", "# Written"] {
            assert_eq!(Record::parse(other), None);
        }
    }

    proptest! {
        #[test]
        fn a_record_is_read_as_it_is_printed(now in "[a-z]{1,5}(/[a-z.]{0,3}[a-z]){0,2}", before in "[a-z -]{1,9}x") {
            let record = Record { now: BTreeSet::from([now]), before: BTreeSet::from([before]) };
            prop_assert_eq!(Record::parse(&record.print()), Some(record));
        }
    }
}
