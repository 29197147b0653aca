//! `challenge-map check-config` and `challenge-map config`: site settings, for publishers.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use signup::config;
use signup::config::{Config, FILL_IN, Receiver, Transport};

use crate::check::line;
use crate::files;
use crate::files::unreadable;
use crate::output::{self, errln};

/// The presets by name, in the order of the list.
const PRESETS: [(&str, &str); 16] = [
    ("serve", include_str!("../../../presets/serve.json")),
    ("listmonk", include_str!("../../../presets/listmonk.json")),
    ("museletter", include_str!("../../../presets/museletter.json")),
    ("pocketbase", include_str!("../../../presets/pocketbase.json")),
    ("directus", include_str!("../../../presets/directus.json")),
    ("supabase", include_str!("../../../presets/supabase.json")),
    ("hubspot", include_str!("../../../presets/hubspot.json")),
    ("formspree", include_str!("../../../presets/formspree.json")),
    ("netlify", include_str!("../../../presets/netlify.json")),
    ("web3forms", include_str!("../../../presets/web3forms.json")),
    ("kit", include_str!("../../../presets/kit.json")),
    ("mailerlite", include_str!("../../../presets/mailerlite.json")),
    ("mailchimp", include_str!("../../../presets/mailchimp.json")),
    ("brevo", include_str!("../../../presets/brevo.json")),
    ("buttondown", include_str!("../../../presets/buttondown.json")),
    ("google-forms", include_str!("../../../presets/google-forms.json")),
];

/// The settings file in the source of a site.
const CONFIG: &str = "public/config.json";

/// Check site settings and tell every problem at once, each with its place.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map check-config
  challenge-map check-config dist/config.json
Each problem is a line of the form FILE:LINE:COLUMN: error: path: message.
Exit status: 0 all settings can be used, 1 some can not, 2 a file could not be read.")]
pub struct CheckArgs {
    /// The settings to check.
    #[arg(value_name = "FILE", default_value = CONFIG)]
    files: Vec<PathBuf>,
}

/// Write site settings for a service that receives sign-ups.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// List the services that there are settings for.
    List,
    Init(InitArgs),
}

/// Write settings for a service, with comments, to be filled in.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map config init listmonk --force     in the place of public/config.json
  challenge-map config init hubspot --out -      to look at")]
struct InitArgs {
    /// The service; `challenge-map config list` names all.
    #[arg(value_parser = PossibleValuesParser::new(PRESETS.map(|(name, _)| name)))]
    preset: String,
    /// File to write; - prints the settings.
    #[arg(long, value_name = "FILE", default_value = CONFIG)]
    out: PathBuf,
    /// Replace a file that is there.
    #[arg(long)]
    force: bool,
}

/// The reason why settings were not written, with the next step.
#[derive(Debug, thiserror::Error)]
enum ConfigError {
    #[error("{} is there already: replace it with --force, or name another with --out", .0.display())]
    Exists(PathBuf),
    #[error("can't write {}: {}", .0.display(), .1)]
    Write(PathBuf, #[source] io::Error),
}

/// Checks each file. The worst result decides the exit status.
///
/// # Errors
///
/// Returns an error if the output can't be written.
pub fn check(args: &CheckArgs) -> Result<ExitCode, Box<dyn Error>> {
    let mut out = output::stdout();
    let mut worst = 0;
    for file in &args.files {
        let status = match files::read_text(file) {
            Ok(text) => report(&mut out, file, &text)?,
            Err(error) => {
                errln!("challenge-map: {}", unreadable(file, &error));
                2
            }
        };
        worst = worst.max(status);
    }
    Ok(ExitCode::from(worst))
}

/// Prints the diagnostics of one file. Returns 1 if it has errors, else 0.
fn report(out: &mut impl Write, file: &Path, text: &str) -> io::Result<u8> {
    let name = file.display();
    match config::parse(text) {
        Ok(config) => {
            writeln!(out, "{name}: no problems: {}", summary(&config))?;
            for note in notes(&config) {
                writeln!(out, "{name}: note: {note}")?;
            }
            Ok(0)
        }
        Err(error) => {
            for diagnostic in error.problems() {
                writeln!(out, "{name}:{}", line(diagnostic))?;
            }
            Ok(1)
        }
    }
}

fn summary(config: &Config) -> String {
    let Some(receiver) = &config.signup else { return "the site takes no sign-ups".to_owned() };
    let fields: Vec<String> = receiver
        .fields
        .iter()
        .map(|field| format!("{}{}", field.id, if field.required { "" } else { " (optional)" }))
        .collect();
    format!("sign-ups ({}) go to {}", fields.join(", "), receiver.action)
}

/// Returns hints about correct settings.
fn notes(config: &Config) -> Vec<String> {
    let Some(receiver) = &config.signup else { return Vec::new() };
    let mut notes = Vec::new();
    notes.extend(policy(receiver));
    match receiver.transport {
        Transport::Fetch => {}
        Transport::Opaque => {
            notes.push("the answer can't be read: visitors are told to look for a mail".to_owned());
        }
        Transport::Navigate => notes.push("the answer opens in a new tab".to_owned()),
    }
    if !receiver.counts_once() && receiver.transport == Transport::Fetch {
        notes.push("nothing is sent again by itself: if the service takes the same sign-up twice for one, say so with \"idempotent\": true".to_owned());
    }
    if config.privacy_url.is_none() {
        notes.push("the form links to no privacy notice: name yours in `privacy_url`".to_owned());
    }
    notes
}

/// Returns a hint about the content security policy that the host must send.
fn policy(receiver: &Receiver) -> Option<String> {
    let origin = receiver.action.origin()?;
    let directive = if receiver.transport == Transport::Navigate { "form-action" } else { "connect-src" };
    Some(format!(
        "a content security policy must list {origin} in {directive}; `challenge-map serve` does by itself"
    ))
}

/// Lists presets or writes one.
///
/// # Errors
///
/// Returns an error if the file can't be written.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let mut out = output::stdout();
    match &args.command {
        Command::List => list(&mut out)?,
        Command::Init(args) => init(&mut out, args)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(out: &mut impl Write) -> io::Result<()> {
    let width = PRESETS.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, text) in PRESETS {
        let lines = comment(text);
        let title = lines.first().map_or("", String::as_str);
        let mark = if unverified(&lines).is_some() { " UNVERIFIED in part." } else { "" };
        writeln!(out, "{name:width$}  {title}{mark}")?;
    }
    Ok(())
}

fn init(out: &mut impl Write, args: &InitArgs) -> Result<(), Box<dyn Error>> {
    let found = PRESETS.iter().find(|(name, _)| *name == args.preset);
    let text = found.map_or("", |(_, text)| *text); // clap rejects other names
    if args.out == Path::new("-") {
        out.write_all(text.as_bytes())?;
        return Ok(());
    }
    let mut options = OpenOptions::new();
    options.write(true);
    if args.force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let written = options.open(&args.out).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => ConfigError::Exists(args.out.clone()),
        _ => ConfigError::Write(args.out.clone(), error),
    })?;
    let name = args.out.display();
    writeln!(out, "{name} is for {}", args.preset)?;
    let lines = comment(text);
    for line in lines.iter().skip(1) {
        writeln!(out, "  {line}")?;
    }
    let placeholders = placeholders(text);
    if !placeholders.is_empty() {
        writeln!(out, "Fill in: {}", placeholders.into_iter().collect::<Vec<_>>().join(", "))?;
    }
    writeln!(out, "Then: challenge-map check-config {name}")?;
    Ok(())
}

/// Returns the lines of the comment at the beginning of a preset; the first is its title.
fn comment(text: &str) -> Vec<String> {
    let read: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let lines = read["//"].as_array().into_iter().flatten();
    lines.filter_map(|line| Some(line.as_str()?.to_owned())).collect()
}

/// Returns the part of a preset that could not be verified.
fn unverified(comment: &[String]) -> Option<&str> {
    comment.iter().find_map(|line| line.strip_prefix("UNVERIFIED: "))
}

/// Returns the placeholders that a publisher must replace.
fn placeholders(text: &str) -> BTreeSet<String> {
    let word =
        |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    text.split(FILL_IN).skip(1).map(|rest| format!("{FILL_IN}{}", word(rest).trim_end_matches('_'))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../presets");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        assert_eq!(files, PRESETS.iter().map(|(name, _)| (*name).to_owned()).collect());
    }

    #[test]
    fn placeholders_to_fill_in_are_listed() {
        let of = |wanted: &str| {
            let (_, text) = PRESETS.iter().find(|(name, _)| *name == wanted).unwrap();
            placeholders(text).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(of("serve"), Vec::<String>::new());
        assert_eq!(of("listmonk"), ["FILL_IN_host", "FILL_IN_list_uuid"]);
        assert_eq!(of("mailchimp"), ["FILL_IN_host", "FILL_IN_id", "FILL_IN_u"]);
    }

    #[test]
    fn five_are_unverified_in_part_and_google_wholly() {
        let marked: Vec<&str> = PRESETS
            .iter()
            .filter(|(_, text)| unverified(&comment(text)).is_some())
            .map(|(name, _)| *name)
            .collect();
        assert_eq!(marked, ["formspree", "web3forms", "kit", "brevo", "buttondown", "google-forms"]);
    }
}
