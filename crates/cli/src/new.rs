//! `challenge-map new`: a folder with the files of a new site.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::output::outln;

/// The files of a new site, with comments that explain them.
const FILES: [(&str, &str); 4] = [
    ("bundle.json", include_str!("../../../seeds/starter/bundle.json")),
    ("config.json", include_str!("../../../seeds/starter/config.json")),
    ("mapping.json", include_str!("../../../seeds/starter/mapping.json")),
    ("answers.csv", include_str!("../../../seeds/starter/answers.csv")),
];

/// Begin a site: a bundle, settings, a mapping and made-up answers, with comments.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map new our-map
Then look at our-map/bundle.json, and at docs/authoring.md for the way from a spreadsheet to a site.")]
pub struct Args {
    /// The folder to make; must be missing or empty.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// The reason why no site was made, with the next step.
#[derive(Debug, thiserror::Error)]
enum NewError {
    #[error("{} is not empty: name another folder, so that nothing of yours is replaced", .0.display())]
    NotEmpty(PathBuf),
    #[error("{} is a file, not a folder", .0.display())]
    File(PathBuf),
    #[error("can't write {}: {}", .0.display(), .1)]
    Write(PathBuf, #[source] io::Error),
}

/// Writes the files.
///
/// # Errors
///
/// Returns an error if the folder is not empty or can't be written.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let dir = &args.dir;
    if dir.is_file() {
        return Err(NewError::File(dir.clone()).into());
    }
    if std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(NewError::NotEmpty(dir.clone()).into());
    }
    std::fs::create_dir_all(dir).map_err(|error| NewError::Write(dir.clone(), error))?;
    for (name, text) in FILES {
        let path = dir.join(name);
        std::fs::write(&path, text).map_err(|error| NewError::Write(path.clone(), error))?;
    }
    outln!("{}", steps(dir))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the next steps as commands.
fn steps(dir: &Path) -> String {
    let dir = dir.display();
    format!(
        "{dir}: a site to begin with. Next:
  1. write your challenges in {dir}/bundle.json, then: challenge-map check {dir}/bundle.json
  2. say what your survey's columns mean in {dir}/mapping.json, then:
     challenge-map import --mapping {dir}/mapping.json --into {dir}/bundle.json {dir}/answers.csv
  3. make the site: challenge-map publish --bundle {dir}/bundle.json --config {dir}/config.json --site-url https://example.org"
    )
}
