//! The built start page as the frame of every page: its head is kept, its addresses moved to the site's base.

use super::escape;
use super::tags::{self, Edit};
use crate::route::Base;

/// What every page shares: the built program's own head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Inside `<head>`, without title and description.
    head: String,
}

/// What a page has of its own.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// BCP 47 tag of its language.
    pub language: &'a str,
    /// Which way its lines run, as `dir` has it.
    pub direction: &'a str,
    /// In the browser's tab.
    pub title: &'a str,
    /// Further lines of its head, as HTML.
    pub head: &'a str,
    /// Inside `#app`, as HTML.
    pub body: &'a str,
}

/// A start page that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// It has no head.
    #[error(
        "index.html has no <head>: name the folder of a built site, from `cargo xtask build` or a release archive"
    )]
    NoHead,
    /// Nothing in it starts the program.
    #[error(
        "index.html does not start the program: name the folder of a built site, from `cargo xtask build` or a release archive"
    )]
    NoProgram,
}

/// Attributes that hold an address in what trunk writes.
const ADDRESSES: [&str; 4] = ["href", "src", "data-js", "data-wasm"];

/// The start page that `cargo xtask build` made, for the root or for any other base, with its addresses below the
/// site's base.
pub fn rebased(html: &str, base: &Base) -> Result<String, TemplateError> {
    // Where boot.js lay is where the site was built for.
    let mut built_for = None;
    tags::rewrite(html, |tag| {
        if tag.name == "script" && tag.get("data-wasm").is_some() {
            built_for = tag.get("src").and_then(|src| src.strip_suffix("boot.js")).map(str::to_owned);
        }
        Edit::Keep
    });
    let built_for = built_for.ok_or(TemplateError::NoProgram)?;
    Ok(tags::rewrite(html, |tag| {
        let mut edit = Edit::Keep;
        for name in ADDRESSES {
            let inside = tag.get(name).filter(|address| !address.starts_with("//"));
            if let Some(inside) = inside.and_then(|address| address.strip_prefix(&built_for)) {
                let moved = base.file(inside);
                tag.set(name, moved);
                edit = Edit::Write;
            }
        }
        edit
    }))
}

impl Template {
    /// Reads the start page as [`rebased`] does.
    pub fn parse(html: &str, base: &Base) -> Result<Self, TemplateError> {
        inside_head(html).ok_or(TemplateError::NoHead)?;
        let moved = rebased(html, base)?;
        let head = inside_head(&moved).ok_or(TemplateError::NoHead)?;
        let shared = tags::rewrite(head, |tag| {
            let is_own =
                tag.name == "title" || (tag.name == "meta" && tag.get("name") == Some("description"));
            if is_own { Edit::Drop } else { Edit::Keep }
        });
        Ok(Self { head: shared.trim().to_owned() })
    }

    /// A whole page.
    pub fn page(&self, parts: Parts<'_>) -> String {
        let Parts { language, direction, title, head, body } = parts;
        format!(
            "<!doctype html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head>\n{}\n<title>{}</title>\n{head}</head>\n<body>\n<div id=\"app\" data-published>{body}</div>\n</body>\n</html>\n",
            escape(language),
            self.head,
            escape(title),
        )
    }
}

/// What stands in the head of a page, whose tags minifiers leave out where they can.
fn inside_head(html: &str) -> Option<&str> {
    let start = ["head", "html"].iter().find_map(|name| tags::end_of(html, |tag| tag.name == *name))?;
    let rest = html.get(start..)?;
    let end = ["</head>", "<body", "<div"].iter().filter_map(|end| rest.find(end)).min()?;
    rest.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Challenge Map</title>\
        <meta name=description content=\"What a = b, by theme.\"><meta content=#fffdfa media=\"(prefers-color-scheme: light)\" name=theme-color>\
        <link href=/favicon-1.svg rel=icon><link rel=\"stylesheet\" href=\"/style-1.css\">\
        <link as=script href=/site-1.js rel=preload><script data-js=/site-1.js data-wasm=/site-1_bg.wasm src=/boot.js type=module></script>\
        </head><body><div id=app><main class=loading></main></div></body></html>";

    fn page(built: &str, base: &str) -> String {
        let template = Template::parse(built, &Base::of(base)).unwrap();
        template.page(Parts {
            direction: "ltr",
            language: "en",
            title: "A & B",
            head: "<meta name=\"x\">\n",
            body: "<main></main>",
        })
    }

    #[test]
    fn the_built_head_is_kept_but_for_what_each_page_has_of_its_own() {
        let page = page(BUILT, "/");
        for kept in [
            "charset=utf-8",
            "href=\"/favicon-1.svg\"",
            "href=\"/style-1.css\"",
            "data-wasm=\"/site-1_bg.wasm\"",
            "src=\"/boot.js\"",
            "name=theme-color",
        ] {
            assert!(page.contains(kept), "{kept} is not in {page}");
        }
        assert_eq!(page.matches("<title>").count(), 1);
        assert!(page.contains("<title>A &amp; B</title>") && !page.contains("by theme."), "{page}");
        assert!(!page.contains("loading"));
    }

    #[test]
    fn addresses_move_from_the_base_that_was_built_for_to_the_one_that_is_published_for() {
        let below = page(BUILT, "/repo/");
        for moved in [
            "href=\"/repo/favicon-1.svg\"",
            "href=\"/repo/style-1.css\"",
            "data-js=\"/repo/site-1.js\"",
            "src=\"/repo/boot.js\"",
        ] {
            assert!(below.contains(moved), "{moved} is not in {below}");
        }
        let elsewhere = BUILT.replace("=/", "=/old/").replace("\"/style", "\"/old/style");
        assert_eq!(page(&BUILT.replace("<head>", ""), "/repo/"), below, "minifiers leave the tag out");
        assert_eq!(page(&elsewhere, "/repo/"), below);
        assert_eq!(page(&elsewhere, "/"), page(BUILT, "/"));
    }

    #[test]
    fn what_is_no_built_site_is_refused() {
        let base = Base::default();
        assert_eq!(Template::parse("hello", &base), Err(TemplateError::NoHead));
        assert_eq!(
            Template::parse("<html><head><title>x</title></head>", &base),
            Err(TemplateError::NoProgram)
        );
    }
}
