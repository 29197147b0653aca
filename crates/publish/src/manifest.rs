//! The manifest of a published folder: the files that the tool wrote, and so may remove the next time.
//!
//! A visitor with an older page may still ask for that page's programs, so files with a hash in their name stay
//! one release longer.

use std::collections::BTreeSet;

use crate::headers;

/// The manifest's file name. It may be served, because it lists only files that are served too.
pub const NAME: &str = ".challenge-map-published";

/// The temporary name of a file while it is written. Only an interrupted run leaves it behind.
pub const PARTIAL: &str = ".challenge-map-partial";

const HEAD: &str = "# Written by `challenge-map publish`, which reads it the next time: leave it here.";
const NOW: &str = "now ";
const BEFORE: &str = "before ";

/// The files that the tool wrote into a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Files of the newest release.
    now: BTreeSet<String>,
    /// Files kept from the release before.
    before: BTreeSet<String>,
}

impl Manifest {
    /// Parses a manifest. Returns `None` for any other text, and for paths that lead out of the folder.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|line| *line == HEAD)?;
        let mut manifest = Self::default();
        for line in lines {
            let (kind, path) = match line.strip_prefix(NOW) {
                Some(path) => (&mut manifest.now, path),
                None => (&mut manifest.before, line.strip_prefix(BEFORE)?),
            };
            let is_inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
            if !is_inside || path.contains(['\\', ':']) {
                return None;
            }
            kind.insert(path.to_owned());
        }
        Some(manifest)
    }

    /// Returns the text that [`Manifest::parse`] reads.
    pub fn print(&self) -> String {
        let line = |kind: &'static str| move |path: &String| format!("{kind}{path}\n");
        let lines = self.now.iter().map(line(NOW)).chain(self.before.iter().map(line(BEFORE)));
        format!("{HEAD}\n{}", lines.collect::<String>())
    }

    /// Returns the manifest while files are written. It names the old files and all that may be written, so that the
    /// next run can clean up after an interrupted one.
    pub fn interim(&self, planned: &BTreeSet<String>) -> Self {
        let both = self.now.union(planned).cloned().collect();
        Self { now: both, before: self.before.difference(planned).cloned().collect() }
    }

    /// Returns the manifest after the files `now` are written, and the paths to remove then.
    pub fn next(self, now: BTreeSet<String>) -> (Self, Vec<String>) {
        let is_immutable = |path: &&String| is_immutable(path);
        // A release with the same programs is the same release, even if pages changed.
        let is_new = !now.iter().filter(is_immutable).eq(self.now.iter().filter(is_immutable));
        let left = self.now.iter().filter(|path| !now.contains(*path));
        let (before, gone): (BTreeSet<_>, BTreeSet<_>) = left.cloned().partition(|path| is_immutable(&path));
        let older: BTreeSet<_> = self.before.into_iter().filter(|path| !now.contains(path)).collect();
        let (before, older) = if is_new { (before, older) } else { (older, BTreeSet::new()) };
        let removed = gone.into_iter().chain(older).filter(|path| !before.contains(path)).collect();
        (Self { now, before }, removed)
    }
}

/// Returns true if a file never changes under its name, which holds for hashed names and compressed copies of
/// them.
pub fn is_immutable(path: &str) -> bool {
    headers::is_hashed(path.strip_suffix(".br").or(path.strip_suffix(".gz")).unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paths(paths: &[&str]) -> BTreeSet<String> {
        paths.iter().map(|path| (*path).to_owned()).collect()
    }

    #[test]
    fn programs_stay_one_release_longer_and_pages_go() {
        let (a, b, c) = ("site-aaaaaaaaaaaaaaaa.js", "site-bbbbbbbbbbbbbbbb.js", "site-cccccccccccccccc.js");
        let (first, removed) = Manifest::default().next(paths(&[
            a,
            "site-aaaaaaaaaaaaaaaa.js.br",
            "old/index.html",
            "index.html",
        ]));
        assert!(removed.is_empty());
        let interim = first.interim(&paths(&[b, "index.html", "index.html.br"]));
        let (second, removed) = first.next(paths(&[b, "index.html"]));
        assert_eq!(removed, ["old/index.html"]);
        let (again, removed) = interim.next(paths(&[b, "index.html"]));
        assert_eq!(again, second, "after one that was cut off");
        assert_eq!(removed, ["index.html.br", "old/index.html"], "also what may have been written");
        let (second, removed) = second.next(paths(&[b, "index.html", "new/index.html"]));
        assert_eq!((removed.len(), second.before.len()), (0, 2), "other pages of the same release");
        let (third, removed) = second.next(paths(&[c, "index.html"]));
        assert_eq!(removed, ["new/index.html", a, "site-aaaaaaaaaaaaaaaa.js.br"]);
        assert_eq!(third.before, BTreeSet::from([b.to_owned()]));
        let (back, removed) = third.next(paths(&[b, "index.html"]));
        assert_eq!((removed.len(), back.before.contains(c)), (0, true), "a step back");
    }

    #[test]
    fn paths_outside_the_folder_are_refused() {
        for path in ["../x", "/etc/passwd", "a/../../x", "a//b", "C:\\x", "a\\..\\x", ""] {
            assert_eq!(Manifest::parse(&format!("{HEAD}\nnow {path}\n")), None, "{path}");
        }
        for other in ["", "something else", "# Written"] {
            assert_eq!(Manifest::parse(other), None);
        }
    }

    proptest! {
        #[test]
        fn a_manifest_is_read_as_it_is_printed(now in "[a-z]{1,5}(/[a-z.]{0,3}[a-z]){0,2}", before in "[a-z -]{1,9}x") {
            let manifest = Manifest { now: BTreeSet::from([now]), before: BTreeSet::from([before]) };
            prop_assert_eq!(Manifest::parse(&manifest.print()), Some(manifest));
        }
    }
}
