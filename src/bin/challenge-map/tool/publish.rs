//! `challenge-map publish`: from a built program, a bundle and settings to the files of a host.

use std::error::Error;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use challenge_map::advice::advise;
use challenge_map::bundle::Severity;
use challenge_map::challenge::WebAddress;
use challenge_map::publish::record::{self, Record};
use challenge_map::publish::{Files, Host, Plan, compress, hosts, offline, page, seal};
use challenge_map::route::Base;
use challenge_map::{bundle, config, translation};

use super::serve;

/// Make a site for a host: every page as HTML, with what the host needs to know.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  challenge-map publish --site-url https://example.org --host netlify
  challenge-map publish --site-url https://example.github.io --base /map/ --host github --out site
  challenge-map publish --bundle ours.json --config ours-config.json --site-url https://example.org --host nginx")]
pub struct Args {
    /// The bundle to publish; the one beside the built program if left out.
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
    /// The site's settings; those beside the built program if left out.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the built program, from `cargo xtask build` or a release archive.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    dist: PathBuf,
    /// Path that the site lies below.
    #[arg(long, value_name = "PATH", default_value = "/")]
    base: serve::Base,
    /// Origin that visitors reach the site at.
    #[arg(long, value_name = "URL", value_parser = origin)]
    site_url: String,
    /// Who serves it.
    #[arg(long, value_parser = host, default_value = "serve")]
    host: Host,
    /// Folder to write; must be empty, missing, or one that this command wrote. What a host is told
    /// apart from the site goes into a folder beside it: `site-nginx`.
    #[arg(long, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// Keep nothing on visitors' devices, and remove what an earlier publishing left there.
    #[arg(long)]
    no_offline: bool,
}

/// Why nothing was published, with the next step.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{} is not there: build the site with `cargo xtask build`, or name its folder with --dist", .0.display())]
    NoSite(PathBuf),
    #[error("can't read {}: {}", .0.display(), .1)]
    Read(PathBuf, #[source] io::Error),
    #[error("can't write {}: {}", .0.display(), .1)]
    Write(PathBuf, #[source] io::Error),
    #[error("{} holds files that `challenge-map publish` did not write: name another folder with --out, or empty it", .0.display())]
    Foreign(PathBuf),
    #[error("{} has {} problems: `challenge-map check` lists them with their lines", .0.display(), .1)]
    Bundle(PathBuf, usize),
    #[error("the bundle names a translation into `{}`, but {} is not there", .1, .0.display())]
    NoTranslation(PathBuf, String),
    #[error(
        "config.json says that the bundle is at `{bundle}`, but {} has no such file: name the bundle with --bundle", .dist.display()
    )]
    NoBundle { bundle: String, dist: PathBuf },
    #[error(
        "config.json says that the bundle is at `{0}`, outside of this site: name a copy of it with --bundle, from which pages are made (it is not written)"
    )]
    BundleElsewhere(String),
}

fn host(name: &str) -> Result<Host, String> {
    let names = || Host::ALL.map(Host::name).join(", ");
    Host::ALL.into_iter().find(|host| host.name() == name).ok_or_else(|| format!("known are {}", names()))
}

/// `https://example.org`: what stands before every path of the site.
fn origin(text: &str) -> Result<String, String> {
    let origin = text.trim_end_matches('/');
    let host =
        WebAddress::parse(origin).and_then(|_| origin.split_once("://").map(|(_, host)| host.to_owned()));
    match host {
        Some(host) if !host.contains(['/', '?', '#']) => Ok(origin.to_owned()),
        _ => {
            Err("an origin is like https://example.org, without a path: that is what --base is for"
                .to_owned())
        }
    }
}

pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let mut files = read_site(&args.dist)?;
    if let Some(path) = &args.config {
        files.put("config.json", read(path)?);
    }
    let plan = plan(args, &mut files)?;
    let record = record(&args.out)?;
    println!("Writing the pages of {}", plan.atlas.site().title);
    // The steps: each adds files, the last ones from what the earlier ones made.
    offline::keep_shell(&plan, &mut files)?;
    page::add(&plan, &mut files)?;
    seal::seal(&plan, &mut files, (!args.no_offline).then_some(offline::PAGE))?;
    hosts::prepare(&plan, &mut files);
    if args.no_offline {
        offline::remove(&plan, &mut files);
    } else {
        let kept = offline::add(&plan, &mut files);
        println!("Offline: visitors keep {} files, {} KiB", kept.files, kept.bytes / 1024);
    }
    if hosts::sends_copies(plan.host) {
        compress_all(&mut files, &plan.swapped());
    }
    let beside = hosts::configure(&plan, &mut files);
    let (record, gone, meanwhile) = record.next(&files);
    // Visitors may be reading the folder: programs are there before pages name them, and if this is cut off the
    // next run knows whose files these are.
    place(&args.out, record::NAME, meanwhile.print().as_bytes())?;
    let written = write(&files, &args.out)?;
    remove(&gone, &args.out)?;
    place(&args.out, record::NAME, record.print().as_bytes())?;
    println!(
        "{}: {written} files for {}, {}",
        args.out.display(),
        plan.host,
        plan.absolute(plan.base.path())
    );
    if beside.iter().next().is_some() {
        let folder = beside_folder(&args.out, plan.host);
        write(&beside, &folder)?;
        println!("{}: what {} is told; docs/hosting.md says where it goes", folder.display(), plan.host);
    }
    Ok(ExitCode::SUCCESS)
}

/// `site-nginx` for `site`: not inside, or it would be served.
fn beside_folder(out: &Path, host: Host) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(format!("-{host}"));
    out.with_file_name(name)
}

/// What an earlier publishing wrote into the folder; nothing, if it is new.
fn record(out: &Path) -> Result<Record, Failure> {
    let failed = |error| Failure::Read(out.to_owned(), error);
    match std::fs::read_to_string(out.join(record::NAME)) {
        Ok(text) => Record::parse(&text).ok_or_else(|| Failure::Foreign(out.to_owned())),
        Err(_) if !out.exists() => Ok(Record::default()),
        Err(_) => {
            let mut held = std::fs::read_dir(out).map_err(failed)?;
            let is_ours = held.all(|entry| entry.is_ok_and(|entry| entry.file_name() == record::PARTIAL));
            if is_ours { Ok(Record::default()) } else { Err(Failure::Foreign(out.to_owned())) }
        }
    }
}

/// The strongest compression takes seconds: says how far it is, in one line where that can be written over.
fn compress_all(files: &mut Files, swapped: &[String]) {
    let shows = io::stderr().is_terminal();
    if !shows {
        eprintln!("Compressing with brotli and gzip …");
    }
    compress::compress(files, swapped, |done, all| {
        if shows {
            let end = if done == all { '\n' } else { '\r' };
            eprint!("Compressing with brotli and gzip: {done} of {all} files{end}");
        }
    });
}

/// Removes what is no longer published, and folders that are empty then.
fn remove(paths: &[String], out: &Path) -> Result<(), Failure> {
    for path in paths {
        let path = out.join(path);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Failure::Write(path, error)),
            _ => {}
        }
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != out) {
            // One that still holds something stays.
            if std::fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    Ok(())
}

/// Reads settings and bundle. The bundle then lies among the files where the settings say that it does, and only
/// there: of the program's own sample nothing is left.
fn plan(args: &Args, files: &mut Files) -> Result<Plan, Box<dyn Error>> {
    let config = match files.get("config.json") {
        Some(bytes) => config::parse(&String::from_utf8_lossy(bytes))?,
        None => config::Config::default(),
    };
    let base = Base::of(&args.base.to_string());
    let place = config.bundle.file_below(&args.site_url, base.path());
    let (source, bytes) = match (&args.bundle, &place) {
        (Some(path), _) => (path.clone(), read(path)?),
        (None, None) => return Err(Failure::BundleElsewhere(config.bundle.to_string()).into()),
        (None, Some(place)) => {
            let missing = || Failure::NoBundle { bundle: config.bundle.to_string(), dist: args.dist.clone() };
            (args.dist.join(place), files.get(place).ok_or_else(missing)?.to_vec())
        }
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let parsed = bundle::parse(&text).map_err(|problems| Failure::Bundle(source.clone(), problems.len()))?;
    let site = format!("{}{}/", args.site_url, base.path());
    let advice = advise(&text, &parsed.atlas, WebAddress::parse(&site).as_ref());
    let warnings = parsed.warnings.len() + advice.len();
    if warnings > 0 {
        println!(
            "{warnings} warnings: `challenge-map check {} --site-url {site}` lists them",
            source.display()
        );
    }
    let own: Vec<String> =
        files.iter().map(|(path, _)| path.to_owned()).filter(|path| is_sample(path)).collect();
    let mut translations = Vec::new();
    for language in &parsed.atlas.site().translations {
        let beside = PathBuf::from(translation::file_name(&source.to_string_lossy(), language));
        let bytes = match &args.bundle {
            Some(_) => read(&beside)?,
            None => files
                .get(&translation::file_name(place.as_deref().unwrap_or_default(), language))
                .map(<[u8]>::to_vec)
                .ok_or_else(|| Failure::NoTranslation(beside.clone(), language.clone()))?,
        };
        let judged = translation::judge(&text, &String::from_utf8_lossy(&bytes), language);
        let count = |severity| judged.problems.iter().filter(|p| p.severity() == severity).count();
        let (errors, all) = (count(Severity::Error), judged.problems.len());
        if errors > 0 {
            return Err(Failure::Bundle(beside, errors).into());
        }
        if all > 0 {
            println!(
                "{all} warning{}: `challenge-map check {}` lists those of {}",
                if all == 1 { "" } else { "s" },
                source.display(),
                beside.display()
            );
        }
        translations.push((language.clone(), bytes));
    }
    own.iter().for_each(|path| _ = files.take(path));
    if let Some(place) = place {
        for (language, bytes) in translations {
            files.put(translation::file_name(&place, &language), bytes);
        }
        files.put(place, bytes);
    }
    Ok(Plan { atlas: Arc::new(parsed.atlas), config, base, origin: args.site_url.clone(), host: args.host })
}

/// Whether a file is the program's own sample, or a translation of it.
fn is_sample(path: &str) -> bool {
    path.strip_prefix("bundle.").is_some_and(|rest| rest.strip_suffix("json").is_some())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Read(path.to_owned(), error))
}

/// The built program, without what an earlier step may have compressed.
fn read_site(dist: &Path) -> Result<Files, Failure> {
    if !dist.join("index.html").is_file() {
        return Err(Failure::NoSite(dist.join("index.html")));
    }
    let mut files = Files::default();
    let mut folders = vec![(dist.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let failed = |error| Failure::Read(folder.clone(), error);
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().map_err(failed)?.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else if !path.ends_with(".br") && !path.ends_with(".gz") {
                let read = std::fs::read(entry.path()).map_err(|error| Failure::Read(entry.path(), error))?;
                files.put(path, read);
            }
        }
    }
    Ok(files)
}

/// Writes all files, those first that others name by their content, and tells how many.
fn write(files: &Files, out: &Path) -> Result<usize, Failure> {
    let (first, rest): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| record::stays(path));
    for (path, bytes) in first.iter().chain(&rest) {
        place(out, path, bytes)?;
    }
    Ok(first.len() + rest.len())
}

/// Writes a file so that nobody ever reads a part of it.
fn place(out: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = out.join(path);
    let failed = |error| Failure::Write(path.clone(), error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let partial = out.join(record::PARTIAL);
    std::fs::write(&partial, bytes).map_err(failed)?;
    std::fs::rename(&partial, &path).map_err(failed)
}
