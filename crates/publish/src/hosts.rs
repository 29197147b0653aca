//! Configuration of each host: headers, pages for missing addresses, cache lifetimes.
//!
//! Some hosts read it from files of the site; for others it lies beside the site, for the administrator.

mod caddy;
mod github;
mod listed;
mod nginx;
mod s3;

use crate::asset_hash::AssetError;
use crate::headers::Kind;
use crate::pages::Page;
use crate::policy::Sources;
use crate::{Files, Host, Plan, compress, headers};

/// Prepares pages for the host: names them as it expects, and adds what its headers can't say.
///
/// # Errors
///
/// [`AssetError::Html`] if a page can't be rewritten.
pub fn prepare(plan: &Plan, sources: &Sources, files: Files) -> Result<Files, AssetError> {
    let mut prepared = Files::default();
    for (path, bytes) in files {
        let path = named(plan.host, path);
        let bytes = match plan.host {
            Host::Github if path.ends_with(".html") => github::with_policy(sources, &path, bytes)?,
            _ => bytes,
        };
        prepared.insert(path, bytes);
    }
    Ok(prepared)
}

/// Configures the host, as the last step before pages: adds the files that the host reads from the site, and returns
/// those that must not be served.
pub fn configure(plan: &Plan, sources: &Sources, files: &mut Files) -> Files {
    match plan.host {
        Host::Netlify | Host::Cloudflare => listed::configure(plan, sources, files),
        Host::S3 => return s3::beside(plan, sources),
        Host::Nginx => return nginx::beside(plan, sources),
        Host::Caddy => return caddy::beside(plan, sources),
        Host::Github => github::configure(plan, files),
        Host::Serve => {}
    }
    Files::default()
}

/// Returns the files of a page where the host expects them in the published folder, prepared, with their compressed
/// copies.
///
/// # Errors
///
/// [`AssetError::Html`] if the page can't be rewritten.
pub fn finish(plan: &Plan, sources: &Sources, page: Files) -> Result<Files, AssetError> {
    let mut finished = Files::default();
    for (path, bytes) in prepare(plan, sources, page)? {
        let copies = if sends_copies(plan.host) { compress::copies(&path, &bytes) } else { Vec::new() };
        for (path, bytes) in copies.into_iter().chain([(path, bytes)]) {
            places(plan, &path).into_iter().for_each(|place| finished.insert(place, bytes.clone()));
        }
    }
    Ok(finished)
}

/// Returns the paths in the published folder that [`finish`] may write for a page, also of copies that turn out not
/// to be smaller.
pub fn planned(plan: &Plan, page: &Page<'_>) -> Vec<String> {
    let names = std::iter::once(named(plan.host, page.file())).chain(page.og_image_file());
    let copies = |path: String| match sends_copies(plan.host) {
        true => vec![format!("{path}.br"), format!("{path}.gz"), path],
        false => vec![path],
    };
    names.flat_map(copies).flat_map(|path| places(plan, &path)).collect()
}

/// Returns the paths of a file in the published folder: on most hosts its path in the site.
fn places(plan: &Plan, path: &str) -> Vec<String> {
    match plan.host {
        Host::Netlify | Host::Cloudflare => listed::places(plan, path),
        _ => vec![path.to_owned()],
    }
}

/// Returns true if the host sends compressed copies that lie beside files. Other hosts compress by themselves.
pub fn sends_copies(host: Host) -> bool {
    matches!(host, Host::Nginx | Host::Caddy | Host::Serve)
}

/// Returns the path of a file as the host serves it without a redirect to an address with a slash at its end: of a page
/// `equity.html` for `/equity` on some hosts.
fn named(host: Host, path: String) -> String {
    let is_flat = matches!(host, Host::Github | Host::Netlify | Host::Cloudflare);
    match path.strip_suffix("/index.html").filter(|_| is_flat) {
        Some(page) => format!("{page}.html"),
        None => path,
    }
}

/// Returns the paths that other sites may load, relative to the base. All og:images are one pattern.
fn shared(plan: &Plan) -> Vec<String> {
    let named = ["embed.js", headers::OG_IMAGE].map(str::to_owned);
    named.into_iter().chain(plan.data_files()).chain([format!("{}*", headers::OG_IMAGES)]).collect()
}

/// Returns the security headers of a kind of file on this host.
fn security(plan: &Plan, sources: &Sources, kind: Kind) -> Vec<(&'static str, String)> {
    headers::security(sources, kind, plan.is_encrypted())
}

#[cfg(test)]
mod tests {
    use super::super::{asset_hash, offline, sample, template};
    use super::*;
    use crate::policy::Framing;
    use std::collections::BTreeMap;

    fn published(host: Host, base: &str) -> (Plan, Files, Files) {
        let (mut plan, mut files) = sample::site(base);
        plan.host = host;
        asset_hash::hash_assets(&plan, &mut files, offline::WATCH).unwrap();
        let sources = Sources::of(&plan.config, &text(&files, template::START));
        let mut files = prepare(&plan, &sources, files).unwrap();
        let beside = configure(&plan, &sources, &mut files);
        (plan, files, beside)
    }

    fn text(files: &Files, path: &str) -> String {
        String::from_utf8(files.get(path).unwrap_or_else(|| panic!("{path}")).to_vec()).unwrap()
    }

    /// Compares the configuration of each host with golden files. `UPDATE_GOLDEN=1 cargo test -p publish hosts`
    /// writes them anew; read them before you commit.
    #[test]
    fn configurations_equal_the_golden_files() {
        for host in Host::ALL {
            for base in ["/", "/repo/"] {
                let (_, files, beside) = published(host, base);
                let read_by_host = files.iter().filter(|(path, _)| {
                    let last = path.rsplit('/').next().unwrap_or_default();
                    last.starts_with(['_', '.']) || last == "CNAME"
                });
                let folder =
                    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/hosts");
                let below = if base == "/" { "root" } else { "repo" };
                for (path, bytes) in read_by_host.chain(beside.iter()) {
                    let name = format!("{host}-{below}-{}", path.trim_start_matches('.').replace('/', "-"));
                    let file = folder.join(&name);
                    if std::env::var_os("UPDATE_GOLDEN").is_some() {
                        std::fs::create_dir_all(&folder).unwrap();
                        std::fs::write(&file, bytes).unwrap();
                    }
                    let golden = std::fs::read(&file).unwrap_or_default();
                    assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&golden), "{name}");
                }
            }
        }
    }

    #[test]
    fn every_host_has_a_page_for_missing_addresses() {
        for host in Host::ALL {
            for base in ["/", "/repo/"] {
                let (_, files, beside) = published(host, base);
                let is_below = matches!(host, Host::Netlify | Host::Cloudflare) && base != "/";
                let prefix = if is_below { "repo/" } else { "" };
                assert!(
                    text(&files, &format!("{prefix}{}", super::super::NOT_FOUND)).contains("data-wasm"),
                    "{host} {base}"
                );
                assert_eq!(
                    beside.iter().count() > 0,
                    matches!(host, Host::S3 | Host::Nginx | Host::Caddy),
                    "{host}"
                );
            }
        }
    }

    #[test]
    fn the_bundle_is_shared_at_any_path_of_this_host() {
        let configuration = |host, bundle: &str| {
            let (mut plan, mut files) = sample::site("/repo/");
            (plan.host, plan.config) = (host, signup::config::parse(bundle).unwrap());
            let beside = configure(&plan, &Sources::of(&plan.config, ""), &mut files);
            let all = [files, beside].into_iter().flatten();
            let read_by_host =
                all.filter(|(path, _)| path == "_headers" || path.starts_with("challenge-map."));
            read_by_host.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect::<String>()
        };
        for (host, path) in [
            (Host::Netlify, "\n/repo/data/ours.json\n"),
            (Host::Cloudflare, "\n/repo/data/ours.json\n"),
            (Host::Nginx, "|data/ours\\.json|"),
            (Host::Caddy, " /repo/data/ours.json "),
        ] {
            let here = configuration(host, r#"{"bundle": "data/ours.json"}"#);
            assert!(here.contains(path) && !here.contains("bundle"), "{here}");
            let elsewhere = configuration(host, r#"{"bundle": "https://data.example/ours.json"}"#);
            assert!(!elsewhere.contains("ours") && elsewhere.contains("/og/*") != (host == Host::Nginx));
        }
    }

    #[test]
    fn pages_hold_the_policy_where_hosts_send_no_headers() {
        for host in Host::ALL {
            let (plan, files, _) = published(host, "/");
            let page = text(&files, "index.html");
            let tag = |framing| {
                let policy = super::super::policy::meta(&Sources::of(&plan.config, &page), framing);
                format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
            };
            let at = page.find(&tag(Framing::Nobody));
            let embed = files.get("embed.html").or(files.get("embed/index.html")).unwrap();
            let embed = String::from_utf8(embed.to_vec()).unwrap();
            assert_eq!(embed.contains(&tag(Framing::Anybody)), host == Host::Github, "{host}");
            assert_eq!(at.is_some(), host == Host::Github, "{host}");
            if let Some(at) = at {
                assert!(at < page.find("<script").unwrap() && at < page.find("<link").unwrap());
            }
        }
        let (_, files, _) = published(Host::Github, "/");
        assert!(files.get(".nojekyll").is_some());
    }

    /// The manifest names pages before they are written, so that no interrupted run leaves files behind.
    #[test]
    fn all_files_of_a_page_are_planned() {
        for host in Host::ALL {
            for base in ["/", "/repo/"] {
                let (mut plan, _) = sample::site(base);
                plan.host = host;
                let sources = Sources::of(&plan.config, "");
                for page in Page::all(&plan.dataset) {
                    let mut files = Files::default();
                    files.insert(page.file(), "<html><head></head>".repeat(9));
                    page.og_image_file().into_iter().for_each(|file| files.insert(file, "png"));
                    let finished = finish(&plan, &sources, files).unwrap();
                    let planned = planned(&plan, &page);
                    let paths: Vec<&str> = finished.iter().map(|(path, _)| path).collect();
                    assert!(paths.iter().all(|path| planned.iter().any(|other| other == path)), "{paths:?}");
                    assert_eq!(
                        planned.len(),
                        paths.len()
                            + if sends_copies(host) && page.og_image_file().is_some() { 2 } else { 0 }
                    );
                }
            }
        }
    }

    /// The file of the chart, `/embed/index.html`, is not framed: a program of before showed the whole site there.
    #[test]
    fn every_host_lets_only_the_chart_be_framed() {
        for host in Host::ALL {
            let (_, files, beside) = published(host, "/");
            let all = files.iter().chain(beside.iter());
            let told = all.filter(|(path, _)| *path == "_headers" || path.starts_with("challenge-map."));
            let told: String = told.map(|(_, bytes)| std::str::from_utf8(bytes).unwrap()).collect();
            for line in told.lines().filter(|line| line.contains("embed") && !line.contains("embed.js")) {
                let names_a_file = line.contains("embed.html") || line.contains("embed/index.html");
                assert!(!names_a_file || line.trim_start().starts_with("try_files"), "{host}: {line}");
            }
            for policy in told.split("frame-ancestors *").collect::<Vec<_>>().split_last().unwrap().1 {
                let policy = policy.rsplit("default-src").next().unwrap();
                assert!(policy.contains("form-action 'none'"), "{host}: {policy}");
            }
        }
    }

    /// Returns the rules of a `_headers` file by their paths.
    fn rules(text: &str) -> BTreeMap<&str, Vec<&str>> {
        let mut rules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut path = "";
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix("  ") {
                Some(header) => rules.get_mut(path).unwrap().push(header),
                None => {
                    path = line;
                    assert!(rules.insert(path, Vec::new()).is_none(), "{path} twice");
                }
            }
        }
        rules
    }

    /// Limits of developers.cloudflare.com/pages/configuration/headers: 100 rules, 2,000 characters a line, one
    /// splat a rule.
    #[test]
    fn lists_of_headers_keep_within_documented_limits() {
        for host in [Host::Netlify, Host::Cloudflare] {
            for base in ["", "/repo"] {
                let (_, files, _) = published(host, &format!("{base}/"));
                let text = text(&files, "_headers");
                assert!(text.lines().all(|line| line.len() <= 2_000), "{host}");
                let rules = rules(&text);
                assert!(rules.len() <= 100);
                for (path, headers) in &rules {
                    assert!(path.starts_with('/') && path.matches('*').count() <= 1, "{path}");
                    // Netlify allows a splat only at the end of a path.
                    assert!(!path.contains('*') || path.ends_with("/*"), "{path}");
                    assert!(!headers.is_empty());
                    let keeps = headers.iter().any(|header| header.contains("immutable"));
                    let file = path.trim_start_matches('/');
                    assert_eq!(keeps, headers::is_hashed(path) && files.get(file).is_some(), "{path}");
                }
                let hashed = files.iter().filter(|(path, _)| headers::is_hashed(path)).count();
                assert_eq!(
                    rules.values().flatten().filter(|header| header.contains("immutable")).count(),
                    hashed
                );
                let embed = rules.get(format!("{base}/embed").as_str()).unwrap();
                assert!(embed.iter().any(|header| header.ends_with("frame-ancestors *")), "{host}");
                let detached = embed.contains(&"! X-Frame-Options");
                assert_eq!(detached, host == Host::Cloudflare);
            }
        }
    }

    /// Limits of docs.aws.amazon.com/AmazonCloudFront: 10 custom headers a policy, values of 1,783 characters.
    #[test]
    fn policies_of_cloudfront_keep_within_documented_limits() {
        let (_, _, beside) = published(Host::S3, "/repo/");
        let mut policies = 0;
        for (path, bytes) in beside.iter().filter(|(path, _)| path.ends_with(".json")) {
            let json: serde_json::Value =
                serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
            let Some(custom) = json.get("CustomHeadersConfig") else { continue };
            policies += 1;
            let items = custom["Items"].as_array().unwrap();
            assert_eq!(custom["Quantity"], items.len());
            assert!(items.len() <= 10, "{path}");
            assert!(items.iter().all(|item| item["Value"].as_str().unwrap().len() <= 1_783));
            let policy =
                json["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"].as_str();
            assert!(policy.unwrap().len() <= 1_783);
        }
        assert_eq!(policies, 3);
    }
}
