//! Netlify and Cloudflare Pages: lists of headers by path, in the folder that is published.
//!
//! Both give `404.html` with status 404 for what is not there, so that no rule answers a missing program
//! with a page. Of what several rules say of one header Cloudflare joins the values unless one is taken away
//! first; Netlify takes that of the rule with the closest path.

use super::super::headers::{self, Kind};
use super::super::{Files, Host, NOT_FOUND, Plan};
use super::{security, shared};

pub fn configure(plan: &Plan, files: &mut Files) {
    let base = plan.base.path();
    let headers = list(plan, files);
    if let Some(folder) = base.strip_prefix('/') {
        // The folder that is published is the whole origin.
        for (path, bytes) in std::mem::take(files) {
            files.put(format!("{folder}/{path}"), bytes);
        }
        let page = files.get(&format!("{folder}/{NOT_FOUND}")).unwrap_or_default().to_vec();
        files.put(NOT_FOUND, page);
        files.put("_redirects", format!("/ {base}/ 302\n"));
    }
    files.put("_headers", headers);
}

fn list(plan: &Plan, files: &Files) -> String {
    let base = plan.base.path();
    let mut text = "# Made by `challenge-map publish`.\n".to_owned();
    let own = security(plan, Kind::Own);
    rule(&mut text, &format!("{base}/*"), &own, &[]);
    let others = |kind| {
        let headers = security(plan, kind);
        let differing: Vec<_> = headers.iter().filter(|header| !own.contains(header)).cloned().collect();
        // Only Cloudflare knows how to take a header away.
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
