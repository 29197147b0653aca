//! GitHub Pages: no headers can be set, so each page holds the content security policy.

use std::cell::Cell;

use lol_html::errors::RewritingError;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::super::asset_hash::AssetError;
use super::super::headers::Kind;
use super::super::policy::{self, Sources};
use super::super::{Files, Plan};

/// Adds the name of the site's own domain, and a file without which GitHub leaves out names that begin with `_` or `.`.
pub fn configure(plan: &Plan, files: &mut Files) {
    files.insert(".nojekyll", "");
    if let Some(domain) = own_domain(plan) {
        files.insert("CNAME", format!("{domain}\n"));
    }
}

/// Returns a page with the policy. Pages that are not UTF-8, which neither this tool nor trunk writes, stay as they
/// are.
///
/// # Errors
///
/// [`AssetError::Html`] if the page can't be rewritten.
pub fn with_policy(sources: &Sources, path: &str, page: Vec<u8>) -> Result<Vec<u8>, AssetError> {
    let Ok(text) = std::str::from_utf8(&page) else { return Ok(page) };
    let kind = Kind::of(path.strip_suffix(".html").unwrap_or(path), None); // as it is addressed
    let policy = policy::meta(sources, kind.framing());
    let tag = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let added = add_tag(text, &tag).map_err(|source| AssetError::Html { path: path.to_owned(), source })?;
    Ok(added.into_bytes())
}

/// Returns the site's own domain, which GitHub keeps in a file of the branch that each publishing replaces; none
/// for an address at GitHub, and for a site below a path, whose domain is that of another repository.
fn own_domain(plan: &Plan) -> Option<&str> {
    let host = plan.origin.split_once("://")?.1;
    let is_domain = host.contains(|letter: char| letter.is_ascii_alphabetic())
        && host.contains('.')
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
    let is_of_github = host == "github.io" || host.ends_with(".github.io");
    (plan.base.path().is_empty() && is_domain && !is_of_github).then_some(host)
}

/// Returns the page with the policy before everything that it governs. It comes first in the head, but after
/// the character set, which browsers look for in the first 1,024 bytes only.
fn add_tag(page: &str, policy: &str) -> Result<String, RewritingError> {
    let is_added = Cell::new(false);
    let after_charset = element!("meta[charset]", |meta| {
        if !is_added.replace(true) {
            meta.after(policy, ContentType::Html);
        }
        Ok(())
    });
    let changed = rewrite_str(page, RewriteStrSettings::new().append_element_content_handler(after_charset))?;
    if is_added.get() {
        return Ok(changed);
    }
    let first_in_head = element!("head", |head| {
        head.prepend(policy, ContentType::Html);
        Ok(())
    });
    rewrite_str(page, RewriteStrSettings::new().append_element_content_handler(first_in_head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_domain_is_named_in_a_file() {
        for (origin, base, domain) in [
            ("https://map.example.org", "/", Some("map.example.org\n")),
            ("https://map.example.org", "/repo/", None),
            ("https://name.github.io", "/", None),
            ("https://name.github.io", "/repo/", None),
            ("https://github.io.example.org", "/", Some("github.io.example.org\n")),
            ("http://127.0.0.1:8080", "/", None),
            ("http://127.0.0.1", "/", None),
            ("http://localhost", "/", None),
        ] {
            let (mut plan, mut files) = crate::sample::site(base);
            plan.origin = origin.to_owned();
            configure(&plan, &mut files);
            let named = files.get("CNAME").map(|bytes| std::str::from_utf8(bytes).unwrap());
            assert_eq!(named, domain, "{origin}{base}");
        }
    }

    #[test]
    fn the_policy_comes_before_all_it_governs() {
        for (page, with) in [
            ("<head><meta charset=utf-8><link href=a>", "<head><meta charset=utf-8>P<link href=a>"),
            ("<html lang=en><head ><script src=a>", "<html lang=en><head >P<script src=a>"),
            ("<p>no head", "<p>no head"),
        ] {
            assert_eq!(add_tag(page, "P").unwrap(), with);
        }
    }
}
