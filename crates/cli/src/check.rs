//! `challenge-map check` and `challenge-map schema`: help for authors of bundles.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use data::bundle::{Diagnostic, Position, Severity, wire};
use data::challenge::WebAddress;
use data::dataset::Dataset;
use data::translation::Original;
use data::{bundle, translation};
use serde_json::json;

use crate::files::unreadable;

/// Check bundles and tell every problem at once, each with its place.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map check public/bundle.json
  challenge-map check --strict *.json
  challenge-map check --site-url https://example.org/map/ bundle.json
  challenge-map check --format json bundle.json
Each problem is a line of the form FILE:LINE:COLUMN: error: path: message.
Translations that a bundle names are checked with it: bundle.es.json beside bundle.json.
Errors keep a bundle from being shown; warnings are what is hardly meant, and are looked for where there
are no errors.
Exit status: 0 all bundles can be shown, 1 some can not (with --strict: or have warnings), 2 a file could
not be read.")]
pub struct Args {
    /// The bundles to check.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Let warnings fail as errors do.
    #[arg(long)]
    strict: bool,
    /// Address of the published site: links to its pages are checked.
    #[arg(long, value_name = "URL", value_parser = site_url)]
    site_url: Option<WebAddress>,
    /// Output format: lines for people, or one JSON list for editors and CI.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

fn site_url(text: &str) -> Result<WebAddress, &'static str> {
    let address = WebAddress::parse(text).filter(|url| !url.as_str().starts_with("mailto:"));
    address.ok_or("it must be a whole address: https://example.org/map/")
}

/// A line of the output: a diagnostic of a bundle, a translation or the linter.
struct Finding {
    path: String,
    position: Option<Position>,
    severity: Severity,
    message: String,
}

impl From<&Diagnostic> for Finding {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            path: diagnostic.path.clone(),
            position: diagnostic.position,
            severity: diagnostic.severity(),
            message: diagnostic.kind.to_string(),
        }
    }
}

impl From<&translation::Diagnostic> for Finding {
    fn from(diagnostic: &translation::Diagnostic) -> Self {
        Self {
            path: diagnostic.path.clone(),
            position: diagnostic.position,
            severity: diagnostic.severity(),
            message: diagnostic.kind.to_string(),
        }
    }
}

impl From<lint::Diagnostic> for Finding {
    fn from(diagnostic: lint::Diagnostic) -> Self {
        let message = diagnostic.warning.to_string();
        Self { path: diagnostic.path, position: diagnostic.position, severity: Severity::Warning, message }
    }
}

/// Checks each file. The worst finding decides the exit status.
///
/// # Errors
///
/// Returns an error if the output can't be written.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let (mut worst, mut rows) = (0, Vec::new());
    for file in &args.files {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) => {
                eprintln!("challenge-map: {}", unreadable(file, &error));
                worst = 2;
                continue;
            }
        };
        for FileReport { file, findings, contents } in check_all(file, &text, args.site_url.as_ref()) {
            let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
            let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
            match args.format {
                Format::Text => {
                    for finding in &findings {
                        writeln!(out, "{}:{}", file.display(), finding.line())?;
                    }
                    writeln!(out, "{}: {}", file.display(), summary(errors, warnings, contents))?;
                }
                Format::Json => rows.extend(findings.iter().map(|finding| finding.json(&file))),
            }
            worst = worst.max(u8::from(errors > 0 || (args.strict && warnings > 0)));
        }
    }
    if args.format == Format::Json {
        writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
    }
    Ok(ExitCode::from(worst))
}

/// The findings in one file.
struct FileReport {
    file: PathBuf,
    findings: Vec<Finding>,
    /// A summary of the content, if the file has no errors.
    contents: Option<String>,
}

/// Checks a bundle and the translations that it names, which lie beside it.
fn check_all(file: &Path, text: &str, site_url: Option<&WebAddress>) -> Vec<FileReport> {
    let (findings, contents) = check_bundle(text, site_url);
    let languages =
        bundle::parse(text).map_or_else(|_| Vec::new(), |it| it.dataset.site().translations.clone());
    let bundle = FileReport { file: file.to_owned(), findings, contents };
    let translations = languages.iter().map(|language| check_translation(file, text, language));
    std::iter::once(bundle).chain(translations).collect()
}

/// Checks the translation of a bundle into a language.
fn check_translation(bundle: &Path, text: &str, language: &str) -> FileReport {
    let file = super::files::translation_beside(bundle, language);
    let checked = match std::fs::read_to_string(&file) {
        Ok(translation) => translation::check(&Original::bundle(text), &translation, language),
        Err(error) => {
            let message = format!(
                "{}, but the bundle names `{language}`: `challenge-map translate {} --to {language}` writes it",
                unreadable(&file, &error),
                bundle.display()
            );
            let severity = Severity::Error;
            let finding = Finding { path: String::new(), position: None, severity, message };
            return FileReport { file, findings: vec![finding], contents: None };
        }
    };
    let findings: Vec<Finding> = checked.diagnostics.iter().map(Finding::from).collect();
    let is_shown = findings.iter().all(|finding| finding.severity == Severity::Warning);
    let contents =
        is_shown.then(|| format!("{} of {} texts in `{language}`", checked.texts.len(), checked.all));
    FileReport { file, findings, contents }
}

/// Checks a bundle. Returns the findings in document order, and a summary of the content if there are no
/// errors.
fn check_bundle(text: &str, site_url: Option<&WebAddress>) -> (Vec<Finding>, Option<String>) {
    match bundle::parse(text) {
        Ok(parsed) => {
            let lints = lint::lint(text, &parsed.dataset, site_url).into_iter().map(Finding::from);
            let mut findings: Vec<Finding> = parsed.warnings.iter().map(Finding::from).chain(lints).collect();
            findings.sort_by_key(|finding| finding.position);
            (findings, Some(contents(&parsed.dataset)))
        }
        Err(diagnostics) => (diagnostics.iter().map(Finding::from).collect(), None),
    }
}

/// Returns the last line about a file.
fn summary(errors: usize, warnings: usize, contents: Option<String>) -> String {
    let several = |n: usize, word: &str| match n {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        n => format!("{n} {word}s"),
    };
    match (contents, warnings) {
        (Some(contents), 0) => format!("no problems: {contents}"),
        (Some(contents), n) => format!("no errors, {}: {contents}", several(n, "warning")),
        (None, n) => format!("{}, {}", several(errors, "error"), several(n, "warning")),
    }
}

impl Finding {
    /// Returns line and column, both from 1. A finding without a position is at the start of the file.
    fn line_and_column(&self) -> (usize, usize) {
        self.position.map_or((1, 1), |at| (at.line, at.column))
    }

    fn severity(&self) -> &'static str {
        match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    /// Returns `LINE:COLUMN: error: path: message`.
    fn line(&self) -> String {
        let (line, column) = self.line_and_column();
        let path = if self.path.is_empty() { String::new() } else { format!("{}: ", self.path) };
        format!("{line}:{column}: {}: {path}{}", self.severity(), self.message)
    }

    fn json(&self, file: &Path) -> serde_json::Value {
        let (line, column) = self.line_and_column();
        json!({
            "file": file.display().to_string(),
            "line": line,
            "column": column,
            "severity": self.severity(),
            "path": self.path,
            "message": self.message,
        })
    }
}

/// Returns a diagnostic as `LINE:COLUMN: error: path: message`.
pub(super) fn line(diagnostic: &Diagnostic) -> String {
    Finding::from(diagnostic).line()
}

fn contents(dataset: &Dataset) -> String {
    let several = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    [
        several(dataset.challenges().len(), "challenge", "challenges"),
        several(dataset.themes().len(), "theme", "themes"),
        several(dataset.waves().len(), "wave", "waves"),
        several(dataset.measures().len(), "measure", "measures"),
        several(dataset.groups().len(), "group", "groups"),
    ]
    .join(", ")
}

/// Prints the JSON Schema of the bundle.
///
/// # Errors
///
/// Returns an error if the output can't be written.
pub fn schema() -> Result<ExitCode, Box<dyn Error>> {
    writeln!(io::stdout().lock(), "{}", serde_json::to_string_pretty(&wire::schema())?)?;
    Ok(ExitCode::SUCCESS)
}
