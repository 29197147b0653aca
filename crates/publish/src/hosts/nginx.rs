//! nginx: locations to include in a `server` block.
//!
//! The block's `root` is a folder that holds the site at the site's own path, because nginx's `alias` and
//! `try_files` do not work together. A block that adds headers loses those of the outer block, so each location
//! has all of its own.

use super::super::headers::{ASK_AGAIN, FOR_EVER, HASHED, Kind};
use super::super::policy::Sources;
use super::super::{Files, NOT_FOUND, Plan};
use super::{security, shared};

const TYPES: &str = "    types {
        text/html html;
        text/css css;
        text/javascript js;
        application/wasm wasm;
        application/json json;
        application/xml xml;
        image/svg+xml svg;
        image/png png;
        font/woff2 woff2;
        text/plain txt;
    }
    charset utf-8;
    charset_types text/css text/javascript text/plain application/xml;
";

/// Returns the configuration file.
pub fn beside(plan: &Plan, sources: &Sources) -> Files {
    let mut files = Files::default();
    files.insert("challenge-map.conf", text(plan, sources));
    files
}

/// Returns a path as a regular expression. A star at the path's end matches anything.
fn pattern(path: &str) -> String {
    let quoted = |letter: char| match letter {
        '*' => ".*".to_owned(),
        _ if letter.is_ascii_alphanumeric()
            || matches!(letter, '/' | '-' | '_' | '~')
            || !letter.is_ascii() =>
        {
            letter.to_string()
        }
        _ => format!("\\{letter}"),
    };
    path.chars().map(quoted).collect()
}

fn text(plan: &Plan, sources: &Sources) -> String {
    let base = plan.base.path();
    let at = pattern(base);
    let headers = |kind, cache: &str| {
        let all = security(plan, sources, kind);
        let secure =
            all.iter().map(|(name, value)| format!("        add_header {name} \"{value}\" always;\n"));
        // Without `always` nginx leaves the header out of errors.
        let kept = if cache == FOR_EVER { "" } else { " always" };
        format!("{}        add_header Cache-Control \"{cache}\"{kept};\n", secure.collect::<String>())
    };
    let own = headers(Kind::Own, ASK_AGAIN);
    let mut text = format!(
        "# Made by `challenge-map publish --host nginx`: include it in a `server` block whose `root` is, or holds, the\n\
         # published folder{}. With nginx's brotli module add `brotli_static on;` to that block.\n",
        if base.is_empty() { String::new() } else { format!(" as `{base}`") }
    );
    if !base.is_empty() {
        text.push_str(&format!("location = {base} {{ absolute_redirect off; return 308 {base}/; }}\n"));
    }
    text.push_str(&format!("location {base}/ {{\n{TYPES}    gzip_static on;\n    gzip_vary on;\n    \
         # Data may be swapped, so no copy of it lies packed beside it.\n    gzip on;\n    gzip_types application/json;\n\n"));
    text.push_str("    # Nothing hidden is served.\n    location ~ /\\. { return 404; }\n\n");
    let mut location = |what: &str, matching: &str, rest: &str, headers: &str| {
        text.push_str(&format!("    # {what}\n    location {matching} {{\n{rest}{headers}    }}\n\n"));
    };
    let file = "        try_files $uri =404;\n";
    location(
        "Programs and styles: a new content has a new name.",
        &format!("~ \"^{at}/.*{HASHED}\""),
        file,
        &headers(Kind::Own, FOR_EVER),
    );
    location(
        "What other sites may load.",
        &format!(
            "~ \"^{at}/({})$\"",
            shared(plan).iter().map(|path| pattern(path)).collect::<Vec<_>>().join("|")
        ),
        file,
        &headers(Kind::Shared, ASK_AGAIN),
    );
    // As it is written: nginx matches other spellings too, which the program shows another page for.
    let embed = format!(
        "        if ($request_uri !~ \"^{at}/embed/?([?]|$)\") {{ return 404; }}\n        \
         try_files {base}/embed/index.html {base}/embed.html {base}/index.html =404;\n"
    );
    location(
        "The one page that may stand in pages of others.",
        &format!("~ ^{at}/embed/?$"),
        &embed,
        &headers(Kind::Embed, ASK_AGAIN),
    );
    location("A missing file is never answered with a page.", "~ \\.[A-Za-z0-9]+$", file, &own);
    let pages = format!(
        "        try_files $uri/index.html $uri.html =404;\n        error_page 404 {base}/{NOT_FOUND};\n"
    );
    location("Pages.", &format!("~ ^{at}/"), &pages, &own);
    text.truncate(text.trim_end().len());
    text.push_str("\n}\n");
    text
}
