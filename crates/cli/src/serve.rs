//! Command `challenge-map serve`: a static host for the site, and a receiver that stores sign-ups in SQLite.

use std::error::Error;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use explore::route::Base;
use publish::policy::Sources;
use signup::config::{Config, DEFAULT_TIMEOUT_MS};
use signup::{MIN_OPEN_MS, SignupServer, config};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

mod api;
mod app;
mod client;
mod connections;
mod limits;
mod origin;
mod queue;
mod site;
pub(super) mod store;

use app::App;
use limits::{CONNECTIONS_PER_CLIENT, Limits, MAX_CONNECTIONS};
use queue::Queue;
use store::live::LiveStore;

use crate::output::{errln, outln};

/// Default of the file for sign-ups, also in `challenge-map signups`.
pub(super) const DATA: &str = "data/signups.sqlite";

const EXAMPLES: &str = "\
Examples:
  challenge-map serve                             the site in dist/, at http://127.0.0.1:8080/
  challenge-map serve --base /repo/               the same below a path, as on a project page
  challenge-map serve --api-only --port 8081      only the receiver, behind `trunk serve`'s proxy
  challenge-map serve --host 0.0.0.0              for everyone who can reach this machine
  challenge-map serve --rate 600 --connections 480    behind a proxy

Sign-ups are sent to `api/signups` below the base and can't be read over HTTP:
`challenge-map signups` lists them.

Before a public port stands a proxy that ends TLS: this program speaks plain HTTP, so names and
addresses would travel readably. All visitors share the address of the proxy, and with it --rate
and --connections: raise both, and limit each visitor in the proxy. It must pass on the header
Host, or sign-ups are refused as those of another site. docs/hosting.md has settings for nginx
and Caddy, a systemd unit and a container file.

One client can not stop the server for others: a request's head may take 10 seconds, as may
a pause between two, a sign-up's body 4; who takes nothing of a response for 30 seconds is cut
off. At most 480 connections are open at a time. Not served from DIR: links that lead out of it,
hidden files, databases, backups and lists of sign-ups.";

/// Serve a built site and receive its sign-ups.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Folder of the built site.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    dist: PathBuf,
    /// Receive sign-ups only, from any page on this machine: for development.
    #[arg(long, conflicts_with = "dist")]
    api_only: bool,
    /// Port to listen on; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on. The default is this machine only; 0.0.0.0 is every network.
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// SQLite file that sign-ups go to; made when missing.
    #[arg(long, value_name = "FILE", default_value = DATA)]
    data: PathBuf,
    /// Path that the site lies below.
    #[arg(long, value_name = "PATH", default_value = "/")]
    base: Base,
    /// Take sign-ups from the pages of another origin, e.g. `https://example.org`; may be repeated.
    #[arg(long, value_name = "URL", value_parser = origin::parse)]
    allow_origin: Vec<String>,
    /// Sign-ups taken from one client address: this many at once, and again every minute.
    #[arg(long, value_name = "N", default_value = "10")]
    rate: NonZeroU32,
    /// Connections that one client address may have at a time.
    #[arg(long, value_name = "N", default_value_t = CONNECTIONS_PER_CLIENT, value_parser = clap::value_parser!(u16).range(1..=i64::from(MAX_CONNECTIONS)))]
    connections: u16,
    /// For how long a person has the form open at the least, in milliseconds. A page whose form
    /// was faster is asked to send again a little later, which it does by itself; 0 asks none.
    #[arg(long, value_name = "MS", default_value_t = MIN_OPEN_MS, value_parser = clap::value_parser!(u32).range(..=60_000))]
    min_open_ms: u32,
}

/// Reason that the server can't start, with the next step.
#[derive(Debug, thiserror::Error)]
enum ServeError {
    #[error("{} is not there: name a published site or the built program with --dist. A release archive has the program as `dist`; in a checkout, `cargo xtask build` makes it", .0.display())]
    NoSite(PathBuf),
    #[error(
        "port {0} is in use: stop the program that has it, or choose another with --port (0 takes any free one)"
    )]
    PortInUse(u16),
    #[error("can't listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    #[error("sign-ups in {} could be downloaded with the site: choose a place outside {} with --data", .0.display(), .1.display())]
    DataInSite(PathBuf, PathBuf),
    #[error("can't make a folder for {}: {}", .0.display(), .1)]
    DataFolder(PathBuf, #[source] io::Error),
}

/// Serves until a request to stop.
///
/// # Errors
///
/// Returns the reason that the server can't start or go on.
pub fn run(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let dist = (!args.api_only).then_some(args.dist.as_path());
    if let Some(dist) = dist {
        let index = dist.join("index.html");
        if !index.is_file() {
            return Err(ServeError::NoSite(index).into());
        }
    }
    prepare_folder(&args.data, dist)?;
    let settings = settings(dist);
    let consent = settings.signup.as_ref().and_then(|receiver| receiver.consent_label());
    let limits = limits(args, &settings);
    let mut store = LiveStore::open(&args.data, limits.lock, consent)?;
    let queue = Queue::start(&limits, move |signup| store.add(signup))?;
    let origins = origin::AllowedOrigins::new(&args.allow_origin, args.api_only);
    let api = api::Api::new(queue, &limits, SignupServer::new(args.min_open_ms), origins, args.rate);
    let start = dist.and_then(|dist| std::fs::read_to_string(dist.join("index.html")).ok());
    let sources = Sources::of(&settings, &start.unwrap_or_default());
    let app = App::new(args.base.clone(), dist.map(site::Site::new), api, &settings, sources);
    tokio::runtime::Runtime::new()?.block_on(serve(args, app, &limits))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the limits for a site with these settings.
fn limits(args: &Args, settings: &Config) -> Limits {
    let ms = settings.signup.as_ref().map_or(DEFAULT_TIMEOUT_MS, |receiver| receiver.timeout_ms);
    let connections_per_client = args.connections.into();
    Limits { connections_per_client, ..Limits::for_pages(Duration::from_millis(ms.into())) }
}

/// Creates the folder of the sign-ups, which must not be inside the served one.
fn prepare_folder(data: &Path, dist: Option<&Path>) -> Result<(), ServeError> {
    let folder = data.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error| ServeError::DataFolder(data.to_owned(), error);
    std::fs::create_dir_all(folder).map_err(failed)?;
    if let Some(dist) = dist {
        let served = dist.canonicalize().map_err(failed)?;
        // A link may lead there, also one to a file that is not made yet.
        let to_come =
            || std::fs::read_link(data).map_or_else(|_no_link| data.to_owned(), |to| folder.join(to));
        let target = data.canonicalize().unwrap_or_else(|_not_made| to_come());
        let place = target.parent().unwrap_or(folder);
        let is_inside = [folder, place]
            .iter()
            .any(|place| place.canonicalize().is_ok_and(|real| real.starts_with(&served)));
        if is_inside {
            return Err(ServeError::DataInSite(data.to_owned(), dist.to_owned()));
        }
    }
    Ok(())
}

/// Returns the settings of the site, by which the content security policy is made.
fn settings(dist: Option<&Path>) -> Config {
    let Some(source) = dist.and_then(|dist| std::fs::read_to_string(dist.join("config.json")).ok()) else {
        return Config::default();
    };
    config::parse(&source).unwrap_or_else(|error| {
        // Visitors would see this on the site.
        errln!("challenge-map: {error}");
        Config::default()
    })
}

async fn serve(args: &Args, app: App, limits: &Limits) -> Result<(), Box<dyn Error>> {
    let wanted = SocketAddr::new(args.host, args.port);
    let listener = TcpListener::bind(wanted).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => ServeError::PortInUse(args.port),
        _ => ServeError::Listen(wanted, error),
    })?;
    let address = listener.local_addr()?;
    outln!("Serving http://{address}{} (sign-ups go to {})", args.base.file(""), args.data.display())?;
    // Fonts are compressed inside already.
    let worth_it = DefaultPredicate::new().and(NotForContentType::const_new("font/"));
    let router = Router::new()
        .fallback(app::answer)
        .layer(CompressionLayer::new().compress_when(worth_it))
        .layer(DefaultBodyLimit::max(api::MAX_BODY_BYTES))
        .with_state(app.into());
    connections::serve(listener, router, limits, stop()).await;
    Ok(())
}

/// Waits for Ctrl-C, or SIGTERM where there is one.
async fn stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await; // no handler: the system's own ends the program
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
