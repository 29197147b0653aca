//! Caddy: a snippet to import in a site's block.
//!
//! The block's `root` is a folder that holds the site at the site's own path.

use super::super::headers::{ASK_AGAIN, FOR_EVER, HASHED, Kind};
use super::super::policy::Sources;
use super::super::{Files, NOT_FOUND, Plan};
use super::{security, shared};

/// Returns the snippet.
pub fn beside(plan: &Plan, sources: &Sources) -> Files {
    let mut files = Files::default();
    files.insert("challenge-map.caddy", text(plan, sources));
    files
}

fn text(plan: &Plan, sources: &Sources) -> String {
    let base = plan.base.path();
    let own = security(plan, sources, Kind::Own);
    let lines = |headers: &[(&'static str, String)]| {
        headers.iter().map(|(name, value)| format!("\t\t{name} \"{value}\"\n")).collect::<String>()
    };
    // Only differing headers, because a later rule overrides an earlier one.
    let others = |kind| {
        let headers = security(plan, sources, kind);
        let differing: Vec<_> = headers.iter().filter(|header| !own.contains(header)).cloned().collect();
        let names = |name: &str| headers.iter().any(|(other, _)| *other == name);
        let taken = own.iter().filter(|(name, _)| !names(name)).map(|(name, _)| format!("\t\t-{name}\n"));
        format!("{}{}", lines(&differing), taken.collect::<String>())
    };
    let place = if base.is_empty() { String::new() } else { format!(" as `{base}`") };
    let below = if base.is_empty() { String::new() } else { format!("\tredir {base} {base}/ 308\n") };
    format!(
        "# Made by `challenge-map publish --host caddy`: import it in a site's block whose `root` is, or holds, the\n\
         # published folder{place}.\n\
         @challenge_map path {base}/*{bare}\n\
         route @challenge_map {{\n{below}\
         \theader {{\n{own}\t\tCache-Control \"{ASK_AGAIN}\"\n\t}}\n\
         \t# Caddy says so of packed copies only; a file as it is differs by it as well.\n\
         \theader {{\n\t\tVary Accept-Encoding\n\t\tdefer\n\t}}\n\
         \t# Nothing hidden is served.\n\
         \t@hidden path_regexp /\\.\n\terror @hidden 404\n\
         \t# As it is written: Caddy's `path` would take other spellings too, which the program shows another page for.\n\
         \t@embed expression {{http.request.orig_uri}}.matches('^{exact}/embed/?([?].*)?$')\n\
         \theader @embed {{\n{embed}\t}}\n\
         \t@shared path{others_may}\n\
         \theader @shared {{\n{shared}\t}}\n\
         \t# Only what is there may be kept: an error under such a name may not.\n\
         \t@hashed {{\n\t\tpath_regexp {HASHED}\n\t\tfile {{path}}\n\t}}\n\
         \theader @hashed Cache-Control \"{FOR_EVER}\"\n\
         \t# A missing file is never answered with a page.\n\
         \t@pages {{\n\t\tnot path_regexp \\.[A-Za-z0-9]+$\n\t\tfile {{\n\t\t\ttry_files {{path}}/index.html {{path}}.html\n\t\t}}\n\t}}\n\
         \trewrite @pages {{http.matchers.file.relative}}\n\
         \t# Data may be swapped, so no copy of it lies packed beside it.\n\
         \tencode gzip {{\n\t\tmatch {{\n\t\t\theader Content-Type application/json*\n\t\t}}\n\t}}\n\
         \tfile_server {{\n\t\tprecompressed br gzip\n\t\tdisable_canonical_uris\n\t}}\n\
         }}\n\
         handle_errors {{\n\
         \t@page {{\n\t\tpath {base}/*\n\t\tnot path_regexp \\.[A-Za-z0-9]+$\n\t\texpression {{err.status_code}} == 404\n\t}}\n\
         \thandle @page {{\n\t\trewrite * {base}/{NOT_FOUND}\n\t\tfile_server\n\t}}\n\
         }}\n",
        bare = if base.is_empty() { String::new() } else { format!(" {base}") },
        exact = base.replace('.', "[.]"),
        own = lines(&own),
        embed = others(Kind::Embed),
        shared = others(Kind::Shared),
        others_may = shared(plan).iter().map(|path| format!(" {base}/{path}")).collect::<String>(),
    )
}
