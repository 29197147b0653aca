//! `challenge-map bundle`: from authored content and answer sheets to `bundle.json` and the content file that it names.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use data::bundle;
use data::bundle::wire;
use data::dataset::Dataset;
use survey::import::Names;

use crate::files;
use crate::files::beside;
use crate::output::{PrintError, errln, outln};

mod answers;
mod seeds;

/// Make the bundle from a folder of content and a folder of answer sheets.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map bundle                        make public/bundle.json, and public/content.json if site.json names it
  challenge-map bundle --check                say whether it is up to date (for CI)
  challenge-map bundle --answers survey-2027  with answer sheets of your own
  challenge-map bundle --without-answers      only what the content folder holds
The folders explain themselves: see seeds/challenge-map and seeds/sample-survey.")]
pub struct Args {
    /// The folder with site.json, measures.json, challenges/ and the rest of the content.
    #[arg(long, default_value = "seeds/challenge-map")]
    seed_dir: PathBuf,
    /// The folder with survey.json and CSV files of answer sheets.
    #[arg(long, default_value = "seeds/sample-survey")]
    answers: PathBuf,
    /// Leave the answer sheets out.
    #[arg(long, conflicts_with = "answers")]
    without_answers: bool,
    /// The file to write; the content file, if `site.content` names one, is written beside it.
    #[arg(long, default_value = "public/bundle.json")]
    out: PathBuf,
    /// Write nothing; fail if a file is out of date.
    #[arg(long)]
    check: bool,
}

/// The reason why a bundle can't be made.
#[derive(Debug, thiserror::Error)]
enum BundleError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{}:{}:{}: {}", path.display(), source.line(), source.column().max(1), json_message(source))]
    Json { path: PathBuf, source: serde_json::Error },
    #[error("{}: {message}", path.display())]
    Content { path: PathBuf, message: String },
    #[error("{}: row {row}, column {column}: {message}", path.display())]
    Cell { path: PathBuf, row: u64, column: String, message: String },
    #[error("{}: row {row}: {message}", path.display())]
    Row { path: PathBuf, row: u64, message: String },
    #[error(transparent)]
    Print(#[from] PrintError),
}

/// Returns serde's message without the place, which the error prints first.
fn json_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rfind(" at line ").map_or(message.clone(), |end| message[..end].to_owned())
}

fn read(path: &Path) -> Result<String, BundleError> {
    files::read_text(path).map_err(|source| BundleError::Io { path: path.to_owned(), source })
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, BundleError> {
    let text = read(path)?;
    serde_json::from_str(&text).map_err(|source| BundleError::Json { path: path.to_owned(), source })
}

/// Makes the files and writes them, or compares them with those that are there.
///
/// # Errors
///
/// Returns an error if a file can't be read or written, or if the bundle has errors or warnings.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let mut made = seeds::read_content(&args.seed_dir)?;
    let mut sheets = 0;
    let long_texts = made.site.content.clone().map(|name| (beside(&args.out, &name), made.take_content()));
    if !args.without_answers {
        let (_, dataset) = checked(&made, &args.out)?;
        sheets = answers::add(&args.answers, &mut made, &Names::of(&dataset))?;
    }
    let (text, dataset) = checked(&made, &args.out)?;
    let counts = format!(
        "{} challenges, {} waves, {sheets} answer sheets, {} bytes",
        made.challenges.len(),
        made.waves.len(),
        text.len()
    );
    let mut files = vec![(args.out.clone(), text, counts)];
    if let Some((path, long_texts)) = long_texts {
        let text = checked_content(&long_texts, &dataset, &path)?;
        let counts =
            format!("long texts of {} challenges, {} bytes", long_texts.challenges.len(), text.len());
        files.push((path, text, counts));
    }
    for (path, text, counts) in files {
        if args.check {
            if read(&path).is_ok_and(|found| found == text) {
                outln!("{} is up to date: {counts}", path.display())?;
            } else {
                errln!("{} is out of date; make it again with: {}", path.display(), command(args));
                return Ok(ExitCode::FAILURE);
            }
        } else {
            std::fs::write(&path, &text).map_err(|source| BundleError::Io { path: path.clone(), source })?;
            outln!("{}: {counts}", path.display())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the document and the dataset that the site will read from it. Warnings are errors here, because
/// correct content causes none.
fn checked(made: &wire::Bundle, out: &Path) -> Result<(String, Dataset), Box<dyn Error>> {
    let text = made.print()?;
    let diagnostics = match bundle::parse(&text) {
        Ok(parsed) if parsed.warnings.is_empty() => return Ok((text, parsed.dataset)),
        Ok(parsed) => parsed.warnings,
        Err(diagnostics) => diagnostics,
    };
    let ids: Vec<&str> = made.challenges.iter().map(|row| row.id.as_str()).collect();
    Err(refused(out, &ids, &diagnostics))
}

/// Returns the document of the content file, which the site can read.
fn checked_content(made: &wire::Content, bundle: &Dataset, out: &Path) -> Result<String, Box<dyn Error>> {
    let text = made.print()?;
    match bundle::content::parse(&text, bundle) {
        Ok(_) => Ok(text),
        Err(diagnostics) => {
            let ids: Vec<&str> = made.challenges.iter().map(|row| row.id.as_str()).collect();
            Err(refused(out, &ids, &diagnostics))
        }
    }
}

/// Prints the diagnostics of a document with challenges of these `ids`, and returns the error of the command.
fn refused(out: &Path, ids: &[&str], diagnostics: &[bundle::Diagnostic]) -> Box<dyn Error> {
    for diagnostic in diagnostics {
        errln!("{}: {}", out.display(), with_challenge(ids, diagnostic));
    }
    "the content does not make a good bundle; nothing was written".into()
}

/// Returns the diagnostic as text with the id of its challenge, because positions in a generated file help
/// nobody.
fn with_challenge(ids: &[&str], diagnostic: &bundle::Diagnostic) -> String {
    let place = diagnostic.path.strip_prefix("challenges[").and_then(|rest| rest.split_once(']'));
    let id = place.and_then(|(number, _)| ids.get(number.parse::<usize>().ok()?));
    let id = id.map_or(String::new(), |id| format!(" (challenge `{id}`)"));
    format!("{}: {}{id}", diagnostic.path, diagnostic.kind)
}

/// Returns the command that makes the file that `--check` compares with.
fn command(args: &Args) -> String {
    let mut words = vec!["challenge-map bundle".to_owned()];
    let mut option = |name: &str, path: &Path, default: &str| {
        if path != Path::new(default) {
            words.push(format!("{name} {}", path.display()));
        }
    };
    option("--seed-dir", &args.seed_dir, "seeds/challenge-map");
    option("--answers", &args.answers, "seeds/sample-survey");
    option("--out", &args.out, "public/bundle.json");
    if args.without_answers {
        words.push("--without-answers".to_owned());
    }
    words.join(" ")
}
