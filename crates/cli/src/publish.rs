//! `challenge-map publish`: from a built program, a bundle and settings to the files of a host.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use data::bundle::NotUtf8;
use data::challenge::WebAddress;
use explore::route::Base;
use publish::manifest::Manifest;
use publish::render_pages::Renderer;
use publish::{Files, Host, asset_hash, hosts, manifest, offline};
use signup::config;

use crate::output::{PrintError, outln};

mod plan;
mod write;

/// Make a site for a host: every page as HTML, and the host's configuration.
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
    /// Folder of the built program: of a release archive, or made by `cargo xtask build` in a checkout.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    dist: PathBuf,
    /// Path that the site lies below.
    #[arg(long, value_name = "PATH", default_value = "/")]
    base: Base,
    /// Origin that visitors reach the site at.
    #[arg(long, value_name = "URL", value_parser = origin)]
    site_url: String,
    /// Kind of host.
    #[arg(long, value_parser = host, default_value = "serve")]
    host: Host,
    /// Folder to write; must be empty, missing, or one that this command wrote. Configuration that must not be
    /// served goes into a folder beside it: `site-nginx`.
    #[arg(long, value_name = "DIR", default_value = "site")]
    out: PathBuf,
    /// Store nothing on visitors' devices, and remove files that an earlier publishing stored there.
    #[arg(long)]
    no_offline: bool,
    /// Make no picture of each page for link previews. They take most of the time of a site with thousands of
    /// challenges.
    #[arg(long)]
    no_cards: bool,
}

/// The reason why nothing was published, with the next step.
#[derive(Debug, thiserror::Error)]
enum PublishError {
    #[error("{} is not there: name the folder of the built program with --dist. A release archive has it as `dist`; in a checkout, `cargo xtask build` makes it", .0.display())]
    NoSite(PathBuf),
    #[error("can't read {}: {}", .0.display(), .1)]
    Read(PathBuf, #[source] io::Error),
    #[error("can't write {}: {}", .0.display(), .1)]
    Write(PathBuf, #[source] io::Error),
    #[error("{} holds files that `challenge-map publish` did not write: name another folder with --out, or empty it", .0.display())]
    Foreign(PathBuf),
    #[error("{} has {} problems: `challenge-map check` lists them with their lines", .0.display(), .1)]
    Bundle(PathBuf, usize),
    #[error("the bundle keeps its long texts in {}, but that file is not there", .0.display())]
    NoContent(PathBuf),
    #[error("{} has {} problems: `challenge-map check {}` lists them with their lines", .0.display(), .1, .2.display())]
    Content(PathBuf, usize, PathBuf),
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
    #[error(
        "{} and {} would both be written to `{place}` of the site: name another place with `bundle` in config.json, or rename one of the two",
        .first.display(), .second.display()
    )]
    Twice { place: String, first: PathBuf, second: PathBuf },
    #[error("config.json says that the bundle is at `{bundle}`: {}", config::BUNDLE_NAME)]
    BundleName { bundle: String },
    #[error("{}: {}", .0.display(), .1)]
    Text(PathBuf, NotUtf8),
    #[error(transparent)]
    Print(#[from] PrintError),
}

fn host(name: &str) -> Result<Host, String> {
    let names = || Host::ALL.map(Host::name).join(", ");
    Host::ALL.into_iter().find(|host| host.name() == name).ok_or_else(|| format!("known are {}", names()))
}

/// Returns an origin without a slash at its end: `https://example.org`.
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

/// Publishes a site into a folder.
///
/// # Errors
///
/// Returns an error if the program, the settings or the bundle can't be used, or the folder can't be written.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let mut files = read_site(&args.dist)?;
    if let Some(path) = &args.config {
        files.insert("config.json", read(path)?);
    }
    let plan = plan::plan(args, &mut files)?;
    let manifest = read_manifest(&args.out)?;
    outln!("Writing the pages of {}", plan.dataset.site().title)?;
    // Each step adds files; later steps need those of the earlier ones. Pages come last, one by one.
    offline::add_shell(&plan, &mut files)?;
    let beside = if args.no_offline { offline::WATCH } else { offline::PAGE };
    asset_hash::hash_assets(&plan, &mut files, beside)?;
    let renderer = Renderer::new(&plan, &mut files)?;
    if let Some(warning) = letters_warning(&renderer) {
        outln!("{warning}")?;
    }
    let sources = renderer.sources();
    let mut files = hosts::prepare(&plan, &sources, files)?;
    if args.no_offline {
        offline::remove(&plan, &mut files);
    } else {
        let stored = offline::add(&plan, &mut files);
        outln!("Offline: visitors keep {} files, {} KiB", stored.files, stored.bytes / 1024)?;
    }
    if hosts::sends_copies(plan.host) {
        write::compress(&mut files, &plan.swapped());
    }
    let beside = hosts::configure(&plan, &sources, &mut files);
    let written = write::site(&args.out, &plan, &files, &renderer, manifest)?;
    outln!("{}: {written} files for {}, {}", args.out.display(), plan.host, plan.absolute(plan.base.path()))?;
    if beside.iter().next().is_some() {
        let folder = beside_folder(&args.out, plan.host);
        write::files(&beside, &folder)?;
        outln!("{}: what {} is told; docs/hosting.md says where it goes", folder.display(), plan.host)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns a warning about pages whose link preview lacks their title; `None` if all have it.
fn letters_warning(renderer: &Renderer<'_>) -> Option<String> {
    const NAMED: usize = 3;
    let pages = renderer.without_letters();
    let first = pages.first()?;
    let named: Vec<String> = pages.iter().take(NAMED).map(|page| page.route.path()).collect();
    let more = if pages.len() > NAMED { ", …" } else { "" };
    let unknown = first.heading.as_str();
    Some(format!(
        "warning: {} link previews lack their title, because they have Latin, Greek, Cyrillic and Arabic letters only (`{unknown}`): {}{more}; --no-cards publishes without previews",
        pages.len(),
        named.join(", ")
    ))
}

/// Returns the folder of files that must not be served: `site-nginx` for `site`.
fn beside_folder(out: &Path, host: Host) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(format!("-{host}"));
    out.with_file_name(name)
}

/// Returns the manifest of the folder, or an empty one if the folder is new.
fn read_manifest(out: &Path) -> Result<Manifest, PublishError> {
    let failed = |error| PublishError::Read(out.to_owned(), error);
    match std::fs::read_to_string(out.join(manifest::NAME)) {
        Ok(text) => Manifest::parse(&text).ok_or_else(|| PublishError::Foreign(out.to_owned())),
        Err(_) if !out.exists() => Ok(Manifest::default()),
        Err(_) => {
            let mut held = std::fs::read_dir(out).map_err(failed)?;
            let is_ours = held.all(|entry| entry.is_ok_and(|entry| entry.file_name() == manifest::PARTIAL));
            if is_ours { Ok(Manifest::default()) } else { Err(PublishError::Foreign(out.to_owned())) }
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, PublishError> {
    std::fs::read(path).map_err(|error| PublishError::Read(path.to_owned(), error))
}

/// Returns the built program without compressed copies of an earlier step.
fn read_site(dist: &Path) -> Result<Files, PublishError> {
    if !dist.join("index.html").is_file() {
        return Err(PublishError::NoSite(dist.join("index.html")));
    }
    let mut files = Files::default();
    let mut folders = vec![(dist.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let failed = |error| PublishError::Read(folder.clone(), error);
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().map_err(failed)?.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else if !path.ends_with(".br") && !path.ends_with(".gz") {
                let read =
                    std::fs::read(entry.path()).map_err(|error| PublishError::Read(entry.path(), error))?;
                files.insert(path, read);
            }
        }
    }
    Ok(files)
}
