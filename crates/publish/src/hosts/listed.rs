//! Netlify and Cloudflare Pages: `_headers` and `_redirects` files in the published folder.
//!
//! Both hosts send `404.html` with status 404 for a missing file, so no rule answers a missing program with a
//! page. Where several rules set one header, Cloudflare joins the values unless a rule takes the header away
//! first; Netlify uses the rule with the closest path.

use super::super::headers::{self, Kind};
use super::super::policy::Sources;
use super::super::{Files, Host, NOT_FOUND, Plan};
use super::{security, shared};

/// Adds `_headers`, and moves the site into a folder of its own if its base is not the root.
pub fn configure(plan: &Plan, sources: &Sources, files: &mut Files) {
    let base = plan.base.path();
    let headers = list(plan, sources, files);
    if !base.is_empty() {
        for (path, bytes) in std::mem::take(files) {
            places(plan, &path).into_iter().for_each(|place| files.insert(place, bytes.clone()));
        }
        files.insert("_redirects", format!("/ {base}/ 302\n"));
    }
    files.insert("_headers", headers);
}

/// Returns the paths of a file in the published folder, which is the root of the origin. The page for missing
/// addresses is also that of addresses outside of the site.
pub fn places(plan: &Plan, path: &str) -> Vec<String> {
    match plan.base.path().strip_prefix('/') {
        Some(folder) if path == NOT_FOUND => vec![format!("{folder}/{path}"), path.to_owned()],
        Some(folder) => vec![format!("{folder}/{path}")],
        None => vec![path.to_owned()],
    }
}

fn list(plan: &Plan, sources: &Sources, files: &Files) -> String {
    let base = plan.base.path();
    let mut text = "# Made by `challenge-map publish`.\n".to_owned();
    let own = security(plan, sources, Kind::Own);
    rule(&mut text, &format!("{base}/*"), &own, &[]);
    let others = |kind| {
        let headers = security(plan, sources, kind);
        let differing: Vec<_> = headers.iter().filter(|header| !own.contains(header)).cloned().collect();
        // Only Cloudflare can remove a header.
        let taken: Vec<&str> = match plan.host {
            Host::Cloudflare => {
                own.iter().filter(|header| !headers.contains(header)).map(|(name, _)| *name).collect()
            }
            _ => Vec::new(),
        };
        (differing, taken)
    };
    let (embed, taken) = others(Kind::Embed);
    rule(&mut text, &format!("{base}/embed"), &embed, &taken);
    let (differing, taken) = others(Kind::Shared);
    for path in shared(plan) {
        rule(&mut text, &format!("{base}/{path}"), &differing, &taken);
    }
    for (path, _) in files.iter().filter(|(path, _)| headers::is_hashed(path)) {
        rule(&mut text, &format!("{base}/{path}"), &[("Cache-Control", headers::FOR_EVER.to_owned())], &[]);
    }
    text
}

fn rule(text: &mut String, path: &str, headers: &[(&str, String)], taken: &[&str]) {
    text.push_str(path);
    text.push('\n');
    for name in taken {
        text.push_str(&format!("  ! {name}\n"));
    }
    for (name, value) in headers {
        text.push_str(&format!("  {name}: {value}\n"));
    }
}
