//! `challenge-map translate`: the file of a bundle's translation, made or brought up to date.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use challenge_map::bundle;
use challenge_map::translation;

use super::check::unreadable;

/// Write every text of a bundle that is not translated yet into the file of its translation.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map translate bundle.json --to es            write or update bundle.es.json
  challenge-map translate bundle.json --to es --confirm  what was told stale has been looked through
Texts to translate are listed under `untranslated` with the words of the original: write over them there, in place.
What is translated is kept, and so is what the bundle has no more.")]
pub struct Args {
    /// The bundle.
    #[arg(value_name = "BUNDLE")]
    bundle: PathBuf,
    /// The language to translate into, as a BCP 47 tag: es, ar, pt-BR.
    #[arg(long, value_name = "TAG", value_parser = tag)]
    to: String,
    /// The file to write; beside the bundle if left out.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Say that every translation is one of the original as it is today.
    #[arg(long)]
    confirm: bool,
}

/// Why nothing was written, with the next step.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{}", unreadable(.0, .1))]
    Read(PathBuf, #[source] io::Error),
    #[error("can't write {}: {}", .0.display(), .1)]
    Write(PathBuf, #[source] io::Error),
    #[error("{} can't be shown: `challenge-map check` lists its problems with their lines", .0.display())]
    Bundle(PathBuf),
    #[error("{} is the language of {} itself", .0, .1.display())]
    Own(String, PathBuf),
    #[error("{} was left as it is: {}", .0.display(), .1)]
    File(PathBuf, translation::Problem),
}

fn tag(text: &str) -> Result<String, &'static str> {
    if translation::is_tag(text) {
        Ok(text.to_owned())
    } else {
        Err("a language tag is like es, ar or pt-BR")
    }
}

/// The file of a bundle's translation, beside it.
pub(super) fn beside(bundle: &Path, language: &str) -> PathBuf {
    PathBuf::from(translation::file_name(&bundle.to_string_lossy(), language))
}

/// Writes the file and tells what is left to do.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let source = std::fs::read_to_string(&args.bundle).map_err(|e| Failure::Read(args.bundle.clone(), e))?;
    // `check` tells the problems; here it is enough to say so.
    let parsed = bundle::parse(&source).map_err(|_problems| Failure::Bundle(args.bundle.clone()))?;
    let site = parsed.atlas.site();
    if site.language == args.to {
        return Err(Failure::Own(args.to.clone(), args.bundle.clone()).into());
    }
    let out = args.out.clone().unwrap_or_else(|| beside(&args.bundle, &args.to));
    let old = match std::fs::read_to_string(&out) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::Read(out, error).into()),
    };
    let updated = translation::update(&source, old.as_deref(), &args.to, args.confirm)
        .map_err(|problems| problems.into_iter().next())
        .map_err(|first| first.map(|problem| Failure::File(out.clone(), problem)));
    let updated = match updated {
        Ok(updated) => updated,
        Err(Some(failure)) => return Err(failure.into()),
        Err(None) => return Err("the translation can't be read".into()),
    };
    std::fs::write(&out, &updated.text).map_err(|error| Failure::Write(out.clone(), error))?;
    println!("{}: {} of {} texts are translated", out.display(), updated.translated, updated.all);
    for path in &updated.stale {
        println!("  stale, its original has changed: {path}");
    }
    for path in &updated.gone {
        println!("  kept under `gone`, the bundle has no such text: {path}");
    }
    if !site.translations.contains(&args.to) {
        println!(
            "  to offer it, name it in {}: \"site\": {{\"translations\": [\"{}\"], …}}",
            args.bundle.display(),
            args.to
        );
    }
    Ok(ExitCode::SUCCESS)
}
