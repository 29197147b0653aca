//! GitHub Pages: no headers can be set, so each page holds the content security policy.

use std::cell::Cell;

use lol_html::errors::RewritingError;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::super::asset_hash::AssetError;
use super::super::policy;
use super::super::{Files, Plan};
use super::sources;

/// Adds the policy to every page.
///
/// # Errors
///
/// [`AssetError::Html`] if a page can't be rewritten.
pub fn prepare(plan: &Plan, files: &mut Files) -> Result<(), AssetError> {
    // Without this file GitHub leaves out names that begin with `_` or `.`.
    files.insert(".nojekyll", "");
    let policy = policy::meta(&sources(plan, files));
    let tag = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let mut changed = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let Ok(page) = std::str::from_utf8(bytes) else { continue };
        let page =
            with_policy(page, &tag).map_err(|source| AssetError::Html { path: path.to_owned(), source })?;
        changed.push((path.to_owned(), page));
    }
    for (path, page) in changed {
        files.insert(path, page);
    }
    Ok(())
}

/// Returns the page with the policy before everything that it governs. It comes first in the head, but after
/// the character set, which browsers look for in the first 1,024 bytes only.
fn with_policy(page: &str, policy: &str) -> Result<String, RewritingError> {
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
    fn the_policy_comes_before_all_it_governs() {
        for (page, with) in [
            ("<head><meta charset=utf-8><link href=a>", "<head><meta charset=utf-8>P<link href=a>"),
            ("<html lang=en><head ><script src=a>", "<html lang=en><head >P<script src=a>"),
            ("<p>no head", "<p>no head"),
        ] {
            assert_eq!(with_policy(page, "P").unwrap(), with);
        }
    }
}
