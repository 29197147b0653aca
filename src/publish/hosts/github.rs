//! GitHub Pages: no headers can be set, so the policy stands in the pages.

use super::super::policy::{self, Origins};
use super::super::tags;
use super::super::{Files, Plan};

pub fn prepare(plan: &Plan, files: &mut Files) {
    // Without it names that begin with `_` or `.` are left out.
    files.put(".nojekyll", "");
    let policy = policy::meta(&Origins::of(&plan.config));
    let tag = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let pages: Vec<(String, String)> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .filter_map(|(path, bytes)| {
            Some((path.to_owned(), with_policy(std::str::from_utf8(bytes).ok()?, &tag)?))
        })
        .collect();
    for (path, page) in pages {
        files.put(path, page);
    }
}

/// The page with the policy before all that it governs: first in its head, but for the character set, which
/// browsers look for in the first kilobyte only.
fn with_policy(page: &str, policy: &str) -> Option<String> {
    let charset = tags::end_of(page, |tag| tag.name == "meta" && tag.get("charset").is_some());
    let at = charset.or_else(|| tags::end_of(page, |tag| tag.name == "head"))?;
    Some(format!("{}{policy}{}", page.get(..at)?, page.get(at..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_comes_before_all_it_governs() {
        for (page, with) in [
            ("<head><meta charset=utf-8><link href=a>", "<head><meta charset=utf-8>P<link href=a>"),
            ("<html lang=en><head ><script src=a>", "<html lang=en><head >P<script src=a>"),
        ] {
            assert_eq!(with_policy(page, "P").as_deref(), Some(with));
        }
        assert_eq!(with_policy("<p>no head", "P"), None);
    }
}
