//! `challenge-map check` and `challenge-map schema`: help for authors of bundles.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use challenge_map::advice::{self, Advice};
use challenge_map::atlas::Atlas;
use challenge_map::bundle::{self, Position, Problem, Severity, wire};
use challenge_map::challenge::WebAddress;
use challenge_map::translation;
use serde_json::json;

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
    /// Where the site will be: links to its pages are followed.
    #[arg(long, value_name = "URL", value_parser = site_url)]
    site_url: Option<WebAddress>,
    /// What to print: lines for people, or one JSON list for editors and CI.
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

/// Something to tell of a file.
struct Finding {
    path: String,
    position: Option<Position>,
    severity: Severity,
    message: String,
}

impl From<&Problem> for Finding {
    fn from(problem: &Problem) -> Self {
        Self {
            path: problem.path.clone(),
            position: problem.position,
            severity: problem.severity(),
            message: problem.fault.to_string(),
        }
    }
}

impl From<&translation::Problem> for Finding {
    fn from(problem: &translation::Problem) -> Self {
        Self {
            path: problem.path.clone(),
            position: problem.position,
            severity: problem.severity(),
            message: problem.fault.to_string(),
        }
    }
}

impl From<Advice> for Finding {
    fn from(advice: Advice) -> Self {
        let message = advice.warning.to_string();
        Self { path: advice.path, position: advice.position, severity: Severity::Warning, message }
    }
}

/// Checks each file; the worst finding decides the exit status.
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
        for Look { file, findings, contents } in looks(file, &text, args.site_url.as_ref()) {
            let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
            let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
            match args.format {
                Format::Text => {
                    for finding in &findings {
                        writeln!(out, "{}:{}", file.display(), finding.line())?;
                    }
                    writeln!(out, "{}: {}", file.display(), total(errors, warnings, contents))?;
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

/// What there is to tell of a file.
struct Look {
    file: PathBuf,
    findings: Vec<Finding>,
    /// What it holds, if it can be shown.
    contents: Option<String>,
}

/// What is to be told of a bundle and of the translations that it names, which lie beside it.
fn looks(file: &Path, text: &str, site_url: Option<&WebAddress>) -> Vec<Look> {
    let (findings, contents) = look(text, site_url);
    let languages =
        bundle::parse(text).map_or_else(|_| Vec::new(), |it| it.atlas.site().translations.clone());
    let bundle = Look { file: file.to_owned(), findings, contents };
    let translations = languages.iter().map(|language| look_beside(file, text, language));
    std::iter::once(bundle).chain(translations).collect()
}

/// What is to be told of a translation.
fn look_beside(bundle: &Path, text: &str, language: &str) -> Look {
    let file = super::translate::beside(bundle, language);
    let judged = match std::fs::read_to_string(&file) {
        Ok(translation) => translation::judge(text, &translation, language),
        Err(error) => {
            let message = format!(
                "{}, but the bundle names `{language}`: `challenge-map translate {} --to {language}` writes it",
                unreadable(&file, &error),
                bundle.display()
            );
            let severity = Severity::Error;
            let finding = Finding { path: String::new(), position: None, severity, message };
            return Look { file, findings: vec![finding], contents: None };
        }
    };
    let findings: Vec<Finding> = judged.problems.iter().map(Finding::from).collect();
    let is_shown = findings.iter().all(|finding| finding.severity == Severity::Warning);
    let contents =
        is_shown.then(|| format!("{} of {} texts in `{language}`", judged.words.len(), judged.all));
    Look { file, findings, contents }
}

/// What is to be told of a document, in its order; and what it holds, if it can be shown.
fn look(text: &str, site_url: Option<&WebAddress>) -> (Vec<Finding>, Option<String>) {
    match bundle::parse(text) {
        Ok(parsed) => {
            let advice = advice::advise(text, &parsed.atlas, site_url).into_iter().map(Finding::from);
            let mut findings: Vec<Finding> =
                parsed.warnings.iter().map(Finding::from).chain(advice).collect();
            findings.sort_by_key(|finding| finding.position);
            (findings, Some(contents(&parsed.atlas)))
        }
        Err(problems) => (problems.iter().map(Finding::from).collect(), None),
    }
}

/// The last line about a file.
fn total(errors: usize, warnings: usize, contents: Option<String>) -> String {
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
    /// Line and column; the start of the file where there is no place.
    fn place(&self) -> (usize, usize) {
        self.position.map_or((1, 1), |at| (at.line, at.column))
    }

    fn severity(&self) -> &'static str {
        match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }

    /// `LINE:COLUMN: error: path: message`.
    fn line(&self) -> String {
        let (line, column) = self.place();
        let path = if self.path.is_empty() { String::new() } else { format!("{}: ", self.path) };
        format!("{line}:{column}: {}: {path}{}", self.severity(), self.message)
    }

    fn json(&self, file: &Path) -> serde_json::Value {
        let (line, column) = self.place();
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

/// `LINE:COLUMN: error: path: message`; the start of the file where there is no place.
pub(super) fn line(problem: &Problem) -> String {
    Finding::from(problem).line()
}

fn contents(atlas: &Atlas) -> String {
    let several = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    [
        several(atlas.challenges().len(), "challenge", "challenges"),
        several(atlas.themes().len(), "theme", "themes"),
        several(atlas.waves().len(), "wave", "waves"),
        several(atlas.measures().len(), "measure", "measures"),
        several(atlas.groups().len(), "group", "groups"),
    ]
    .join(", ")
}

/// Why a file could not be read, as a sentence.
pub(super) fn unreadable(file: &Path, error: &io::Error) -> String {
    let name = file.display();
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {name}"),
        io::ErrorKind::InvalidData => format!("{name} is not UTF-8 text, as JSON must be"),
        io::ErrorKind::IsADirectory => format!("{name} is a folder, not a file"),
        _ => format!("{name} could not be read: {error}"),
    }
}

/// Prints the JSON Schema of the bundle.
pub fn schema() -> Result<ExitCode, Box<dyn Error>> {
    writeln!(io::stdout().lock(), "{}", serde_json::to_string_pretty(&wire::schema())?)?;
    Ok(ExitCode::SUCCESS)
}
