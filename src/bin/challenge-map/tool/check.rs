//! `challenge-map check` and `challenge-map schema`: help for authors of bundles.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use challenge_map::atlas::Atlas;
use challenge_map::bundle::{self, Problem, Severity, wire};

/// Check bundles and tell every problem at once, each with its place.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map check public/bundle.json
  challenge-map check *.json
Each problem is a line of the form FILE:LINE:COLUMN: error: path: message.
Exit status: 0 all bundles can be shown, 1 some can not, 2 a file could not be read.")]
pub struct Args {
    /// The bundles to check.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Checks each file; the worst finding decides the exit status.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let mut worst = 0;
    for file in &args.files {
        let status = match std::fs::read_to_string(file) {
            Ok(text) => report(&mut out, file, &text)?,
            Err(error) => {
                eprintln!("challenge-map: {}", unreadable(file, &error));
                2
            }
        };
        worst = worst.max(status);
    }
    Ok(ExitCode::from(worst))
}

/// Prints what was found in one file; 1 if it can't be shown.
fn report(out: &mut impl Write, file: &Path, text: &str) -> io::Result<u8> {
    let name = file.display();
    match bundle::parse(text) {
        Ok(parsed) => {
            for problem in &parsed.warnings {
                writeln!(out, "{name}:{}", line(problem))?;
            }
            let found = match parsed.warnings.len() {
                0 => "no problems".to_owned(),
                1 => "no errors, 1 warning".to_owned(),
                n => format!("no errors, {n} warnings"),
            };
            writeln!(out, "{name}: {found}: {}", contents(&parsed.atlas))?;
            Ok(0)
        }
        Err(problems) => {
            for problem in &problems {
                writeln!(out, "{name}:{}", line(problem))?;
            }
            Ok(1)
        }
    }
}

/// `LINE:COLUMN: error: path: message`; the start of the file where there is no place.
pub(super) fn line(problem: &Problem) -> String {
    let (line, column) = problem.position.map_or((1, 1), |at| (at.line, at.column));
    let severity = match problem.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let path = if problem.path.is_empty() { String::new() } else { format!("{}: ", problem.path) };
    format!("{line}:{column}: {severity}: {path}{}", problem.fault)
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
