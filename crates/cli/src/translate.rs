//! `challenge-map translate`: writes or updates the translation of a bundle and of its content file.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use data::translation::Original;
use data::{bundle, translation};

use crate::files;
use crate::files::{beside, translation_beside, unreadable};
use crate::output::outln;

/// Write every text of a bundle, and of its content file, that is not translated yet into the file of its translation.
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
    /// The file to write; beside the bundle if left out. The content file's translation is written beside it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Confirm that every translation matches the original as it is today.
    #[arg(long)]
    confirm: bool,
}

/// The reason why nothing was written, with the next step.
#[derive(Debug, thiserror::Error)]
enum TranslateError {
    #[error("{}", unreadable(.0, .1))]
    Read(PathBuf, #[source] io::Error),
    #[error("can't write {}: {}", .0.display(), .1)]
    Write(PathBuf, #[source] io::Error),
    #[error("{} can't be shown: `challenge-map check` lists its problems with their lines", .0.display())]
    Bundle(PathBuf),
    #[error("{} is the language of {} itself", .0, .1.display())]
    Own(String, PathBuf),
    #[error("{} was left as it is: {}", .0.display(), .1)]
    File(PathBuf, translation::Diagnostic),
}

fn tag(text: &str) -> Result<String, &'static str> {
    if translation::is_tag(text) {
        Ok(text.to_owned())
    } else {
        Err("a language tag is like es, ar or pt-BR")
    }
}

/// Writes the file and prints the remaining work.
///
/// # Errors
///
/// Returns an error if the bundle has errors, or a file can't be read or written.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let source = files::read_text(&args.bundle).map_err(|e| TranslateError::Read(args.bundle.clone(), e))?;
    // The message refers to `check`, which lists the diagnostics.
    let parsed =
        bundle::parse(&source).map_err(|_diagnostics| TranslateError::Bundle(args.bundle.clone()))?;
    let site = parsed.dataset.site();
    if site.language == args.to {
        return Err(TranslateError::Own(args.to.clone(), args.bundle.clone()).into());
    }
    let out = args.out.clone().unwrap_or_else(|| translation_beside(&args.bundle, &args.to));
    let original = Original::bundle(&source);
    translate(&original, &out, args)?;
    if let Some(name) = &site.content {
        let path = beside(&args.bundle, name);
        let source = files::read_text(&path).map_err(|e| TranslateError::Read(path.clone(), e))?;
        bundle::content::parse(&source, &parsed.dataset)
            .map_err(|_diagnostics| TranslateError::Bundle(args.bundle.clone()))?;
        let out = beside(&out, &translation::file_name(name, &args.to));
        translate(&Original::content(&source, original.title), &out, args)?;
    }
    if !site.translations.contains(&args.to) {
        outln!(
            "  to offer it, name it in {}: \"site\": {{\"translations\": [\"{}\"], …}}",
            args.bundle.display(),
            args.to
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes or updates the translation `out` of a document, and prints the remaining work.
fn translate(original: &Original<'_>, out: &Path, args: &Args) -> Result<(), Box<dyn Error>> {
    let old = match files::read_text(out) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(TranslateError::Read(out.to_owned(), error).into()),
    };
    let updated = translation::update(original, old.as_deref(), &args.to, args.confirm)
        .map_err(|diagnostics| diagnostics.into_iter().next())
        .map_err(|first| first.map(|diagnostic| TranslateError::File(out.to_owned(), diagnostic)));
    let updated = match updated {
        Ok(updated) => updated,
        Err(Some(error)) => return Err(error.into()),
        Err(None) => return Err("the translation can't be read".into()),
    };
    std::fs::write(out, &updated.text).map_err(|error| TranslateError::Write(out.to_owned(), error))?;
    outln!("{}: {} of {} texts are translated", out.display(), updated.translated, updated.all)?;
    for path in &updated.stale {
        outln!("  stale, its original has changed: {path}")?;
    }
    for path in &updated.gone {
        outln!("  kept under `gone`, the original has no such text: {path}")?;
    }
    Ok(())
}
