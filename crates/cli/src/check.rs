//! `challenge-map check` and `challenge-map schema`: help for authors of bundles.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use data::bundle::{Diagnostic, Position, Severity, wire};
use data::challenge::WebAddress;
use data::dataset::Dataset;
use data::translation::Original;
use data::{bundle, translation};
use serde_json::json;

use crate::files;
use crate::files::{beside, translation_beside, unreadable};
use crate::output::{self, errln, outln};

/// Check bundles and tell every problem at once, each with its place.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map check public/bundle.json
  challenge-map check --strict *.json
  challenge-map check --site-url https://example.org/map/ bundle.json
  challenge-map check --format json bundle.json
Each problem is a line of the form FILE:LINE:COLUMN: error: path: message.
The content file and the translations that a bundle names are checked with it: content.json and bundle.es.json
beside bundle.json.
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
    let mut out = output::stdout();
    let (mut worst, mut rows) = (0, Vec::new());
    for file in &args.files {
        let text = match files::read_text(file) {
            Ok(text) => text,
            Err(error) => {
                errln!("challenge-map: {}", unreadable(file, &error));
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

impl FileReport {
    fn new(file: &Path, findings: impl IntoIterator<Item = Finding>, contents: Option<String>) -> Self {
        Self { file: file.to_owned(), findings: findings.into_iter().collect(), contents }
    }
}

/// Checks a bundle, the content file that it names, and the translations of both, which all lie beside it.
fn check_all(file: &Path, text: &str, site_url: Option<&WebAddress>) -> Vec<FileReport> {
    let bundle::Parsed { mut dataset, warnings } = match bundle::parse(text) {
        Ok(parsed) => parsed,
        Err(diagnostics) => return vec![FileReport::new(file, diagnostics.iter().map(Finding::from), None)],
    };
    let long_texts = dataset.site().content.clone().map(|name| content_of(file, &name, &mut dataset));
    let lints = lint::lint(text, &dataset, site_url).into_iter().map(Finding::from);
    let mut findings: Vec<Finding> = warnings.iter().map(Finding::from).chain(lints).collect();
    findings.sort_by_key(|finding| finding.position);
    let mut reports = vec![FileReport::new(file, findings, Some(contents(&dataset)))];
    let languages = dataset.site().translations.clone();
    let original = Original::bundle(text);
    let report = |path: &Path, original: &Original<'_>| -> Vec<FileReport> {
        languages.iter().map(|language| check_translation(file, path, original, language)).collect()
    };
    reports.extend(report(file, &original));
    match long_texts {
        Some(Ok((path, text))) => {
            let lints = lint::lint_content(&text, &dataset, site_url).into_iter().map(Finding::from);
            let count = bundle::content::challenges(&text, &dataset).len();
            let contents = format!("long texts of {}", several(count, "challenge", "challenges"));
            reports.push(FileReport::new(&path, lints, Some(contents)));
            reports.extend(report(&path, &Original::content(&text, original.title.as_str())));
        }
        Some(Err(report)) => reports.push(report),
        None => {}
    }
    reports
}

/// Returns the path and the text of the content file that a bundle names, and joins its content to the bundle.
fn content_of(file: &Path, name: &str, bundle: &mut Dataset) -> Result<(PathBuf, String), FileReport> {
    let path = beside(file, name);
    let text = files::read_text(&path).map_err(|error| {
        let message = format!("{}, but the bundle names it in `site.content`", unreadable(&path, &error));
        FileReport::new(&path, [Finding::of_file(message)], None)
    })?;
    let content = bundle::content::parse(&text, bundle)
        .map_err(|diagnostics| FileReport::new(&path, diagnostics.iter().map(Finding::from), None))?;
    bundle.join(content);
    Ok((path, text))
}

/// Checks the translation of a bundle, or of its content file, which is the `original` at `path`.
fn check_translation(bundle: &Path, path: &Path, original: &Original<'_>, language: &str) -> FileReport {
    let file = translation_beside(path, language);
    let checked = match files::read_text(&file) {
        Ok(translation) => translation::check(original, &translation, language),
        Err(error) => {
            let message = format!(
                "{}, but the bundle names `{language}`: `challenge-map translate {} --to {language}` writes it",
                unreadable(&file, &error),
                bundle.display()
            );
            return FileReport::new(&file, [Finding::of_file(message)], None);
        }
    };
    let findings: Vec<Finding> = checked.diagnostics.iter().map(Finding::from).collect();
    let is_shown = findings.iter().all(|finding| finding.severity == Severity::Warning);
    let contents =
        is_shown.then(|| format!("{} of {} texts in `{language}`", checked.texts.len(), checked.all));
    FileReport::new(&file, findings, contents)
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
    /// Returns an error about a file as a whole.
    fn of_file(message: String) -> Self {
        Self { path: String::new(), position: None, severity: Severity::Error, message }
    }

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

/// Returns a number with its noun.
fn several(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn contents(dataset: &Dataset) -> String {
    [
        several(dataset.challenges().len(), "challenge", "challenges"),
        several(dataset.themes().len(), "theme", "themes"),
        several(dataset.waves().len(), "wave", "waves"),
        several(dataset.measures().len(), "measure", "measures"),
        several(dataset.groups().len(), "group", "groups"),
    ]
    .join(", ")
}

/// Print the JSON Schema of the bundle, or of its content file.
#[derive(clap::Args)]
pub struct SchemaArgs {
    /// Print the schema of content files, which hold the long texts of a bundle.
    #[arg(long)]
    content: bool,
}

/// Prints the JSON Schema of the bundle or of content files.
///
/// # Errors
///
/// Returns an error if the output can't be written.
pub fn schema(args: &SchemaArgs) -> Result<ExitCode, Box<dyn Error>> {
    let schema = if args.content { wire::content_schema() } else { wire::schema() };
    outln!("{}", serde_json::to_string_pretty(&schema)?)?;
    Ok(ExitCode::SUCCESS)
}
