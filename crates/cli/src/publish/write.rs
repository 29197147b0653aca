//! Writing of a site: files that pages name first, then the pages, each as soon as it is made.

use std::collections::BTreeSet;
use std::error::Error;
use std::io::{self, IsTerminal as _};
use std::path::Path;

use publish::manifest::{self, Manifest};
use publish::render_pages::Renderer;
use publish::{Files, Plan, compress as copies, hosts, workers};

use super::PublishError;
use crate::output::{self, errln};

/// Writes a site into a folder, and removes what an earlier publishing left there. Returns the number of files.
///
/// Visitors may read the folder meanwhile, so programs are written before the pages that name them. After an
/// interruption the next run knows all files.
///
/// # Errors
///
/// Returns an error if a page can't be made or the folder can't be written.
pub fn site(
    out: &Path,
    plan: &Plan,
    shared: &Files,
    renderer: &Renderer<'_>,
    before: Manifest,
) -> Result<usize, Box<dyn Error>> {
    let pages = renderer.pages();
    let mut planned = paths(shared);
    planned.extend(pages.iter().flat_map(|page| hosts::planned(plan, page)));
    place(out, manifest::NAME, before.interim(&planned).print().as_bytes())?;
    files(shared, out)?;
    let mut written = paths(shared);
    let sources = renderer.sources();
    let make = |at: usize| hosts::finish(plan, &sources, renderer.render(&pages[at]));
    let mut progress = Progress::new("Writing pages");
    workers::each(pages.len(), &make, &mut |page| -> Result<(), Box<dyn Error>> {
        let page = page?;
        files(&page, out)?;
        written.extend(paths(&page));
        progress.step(pages.len());
        Ok(())
    })?;
    let count = written.len();
    let (manifest, gone) = before.next(written);
    remove(&gone, out)?;
    place(out, manifest::NAME, manifest.print().as_bytes())?;
    Ok(count)
}

/// Adds compressed copies, which takes seconds.
pub fn compress(files: &mut Files, swapped: &[String]) {
    let mut progress = Progress::new("Compressing with brotli and gzip");
    copies::compress(files, swapped, |_, all| progress.step(all));
}

fn paths(files: &Files) -> BTreeSet<String> {
    files.iter().map(|(path, _)| path.to_owned()).collect()
}

/// The progress of a step, on stderr: one line that changes on a terminal, else a line for each tenth of much work.
struct Progress {
    step: &'static str,
    is_terminal: bool,
    done: usize,
}

impl Progress {
    /// The least number of files that lines are printed for.
    const MANY: usize = 200;

    fn new(step: &'static str) -> Self {
        Self { step, is_terminal: io::stderr().is_terminal(), done: 0 }
    }

    /// Counts one more file of `all`.
    fn step(&mut self, all: usize) {
        let tenths = |done: usize| done * 10 / all.max(1);
        self.done += 1;
        let (step, done) = (self.step, self.done);
        if self.is_terminal {
            let end = if done == all { '\n' } else { '\r' };
            output::print_error(format_args!("{step}: {done} of {all} files{end}"));
        } else if all >= Self::MANY && tenths(done) > tenths(done - 1) {
            errln!("{step}: {done} of {all} files");
        }
    }
}

/// Removes files that are no longer published, and the folders that become empty.
fn remove(paths: &[String], out: &Path) -> Result<(), PublishError> {
    for path in paths {
        let path = out.join(path);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(PublishError::Write(path, error));
            }
            _ => {}
        }
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != out) {
            // A folder that is not empty stays.
            if std::fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    Ok(())
}

/// Writes files, hashed names first, because others name them.
///
/// # Errors
///
/// Returns an error if the folder can't be written.
pub fn files(files: &Files, out: &Path) -> Result<(), PublishError> {
    let (first, rest): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| manifest::is_immutable(path));
    first.iter().chain(&rest).try_for_each(|(path, bytes)| place(out, path, bytes))
}

/// Writes a file so that no visitor ever reads a part of it.
fn place(out: &Path, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
    let path = out.join(path);
    let failed = |error| PublishError::Write(path.clone(), error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let partial = out.join(manifest::PARTIAL);
    std::fs::write(&partial, bytes).map_err(failed)?;
    std::fs::rename(&partial, &path).map_err(failed)
}
