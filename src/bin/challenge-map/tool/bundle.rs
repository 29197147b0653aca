//! `challenge-map bundle`: from authored content and answer sheets to `bundle.json`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use challenge_map::atlas::Atlas;
use challenge_map::bundle::{self, wire};
use challenge_map::import::Names;

mod answers;
mod seeds;

/// Make the bundle from a folder of content and a folder of answer sheets.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map bundle                        make public/bundle.json
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
    /// The file to write.
    #[arg(long, default_value = "public/bundle.json")]
    out: PathBuf,
    /// Write nothing; fail if the file is out of date.
    #[arg(long)]
    check: bool,
}

/// What keeps a bundle from being made, in words its author understands.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{}:{}:{}: {}", path.display(), source.line(), source.column().max(1), json_words(source))]
    Json { path: PathBuf, source: serde_json::Error },
    #[error("{}: {message}", path.display())]
    Content { path: PathBuf, message: String },
    #[error("{}: row {row}, column {column}: {message}", path.display())]
    Cell { path: PathBuf, row: u64, column: String, message: String },
    #[error("{}: row {row}: {message}", path.display())]
    Row { path: PathBuf, row: u64, message: String },
}

/// serde's message without the place, which stands before it.
fn json_words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.rfind(" at line ").map_or(words.clone(), |end| words[..end].to_owned())
}

fn read(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(|source| Fault::Io { path: path.to_owned(), source })
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Fault> {
    let text = read(path)?;
    serde_json::from_str(&text).map_err(|source| Fault::Json { path: path.to_owned(), source })
}

/// Makes the bundle and writes it, or compares it with the file.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let mut made = seeds::read_content(&args.seed_dir)?;
    let mut sheets = 0;
    if !args.without_answers {
        let (_, atlas) = good(&made, &args.out)?;
        sheets = answers::add(&args.answers, &mut made, &Names::of(&atlas))?;
    }
    let (text, _) = good(&made, &args.out)?;
    let counts = format!(
        "{} challenges, {} waves, {sheets} answer sheets, {} bytes",
        made.challenges.len(),
        made.waves.len(),
        text.len()
    );
    if args.check {
        let same = read(&args.out).is_ok_and(|found| found == text);
        if !same {
            eprintln!("{} is out of date; make it again with: {}", args.out.display(), command(args));
            return Ok(ExitCode::FAILURE);
        }
        println!("{} is up to date: {counts}", args.out.display());
    } else {
        std::fs::write(&args.out, &text).map_err(|source| Fault::Io { path: args.out.clone(), source })?;
        println!("{}: {counts}", args.out.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The document, read back as the site will; warnings count, the tool makes none.
fn good(made: &wire::Bundle, out: &Path) -> Result<(String, Atlas), Box<dyn Error>> {
    let text = made.print()?;
    let problems = match bundle::parse(&text) {
        Ok(parsed) if parsed.warnings.is_empty() => return Ok((text, parsed.atlas)),
        Ok(parsed) => parsed.warnings,
        Err(problems) => problems,
    };
    for problem in &problems {
        eprintln!("{}: {}", out.display(), named(made, problem));
    }
    Err("the content does not make a good bundle; nothing was written".into())
}

/// The problem, with the id of the challenge it is in: positions in a made file help nobody.
fn named(made: &wire::Bundle, problem: &bundle::Problem) -> String {
    let place = problem.path.strip_prefix("challenges[").and_then(|rest| rest.split_once(']'));
    let row = place.and_then(|(number, _)| made.challenges.get(number.parse::<usize>().ok()?));
    let id = row.map_or(String::new(), |row| format!(" (challenge `{}`)", row.id));
    format!("{}: {}{id}", problem.path, problem.fault)
}

/// The command that makes the file that `--check` looked at.
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
