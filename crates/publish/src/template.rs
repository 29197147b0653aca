//! The built start page as the template of every page: its head stays, its addresses move to the site's base.
//!
//! The elements that load the program go behind the content, so that the content comes first on a slow connection.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use explore::route::Base;
use lol_html::errors::RewritingError;
use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, end_tag, rewrite_str};

use crate::{escape, html};

/// The start page of the built program.
pub(super) const START: &str = "index.html";

/// The head of the built program, which every page shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The inside of `<head>`, without title, description, style and what loads the program.
    head: String,
    /// The path of the style sheet below the base, if the page has one.
    sheet: Option<String>,
    /// The elements that load the program: the loader's script, preloads.
    loading: String,
}

/// The content of one page.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// BCP 47 tag of its language.
    pub language: &'a str,
    /// The text direction, `ltr` or `rtl`.
    pub direction: &'a str,
    /// The title in the browser's tab.
    pub title: &'a str,
    /// The element with the site's style.
    pub style: &'a str,
    /// Further lines of the head, as HTML.
    pub head: &'a str,
    /// The inside of `#app`, as HTML.
    pub body: &'a str,
}

/// The reason why a file is no start page of a built program.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// The page has no head.
    #[error(
        "index.html has no <head>: name the folder of the built program: `dist` of a release archive, or what `cargo xtask build` makes in a checkout"
    )]
    NoHead,
    /// No script of the page starts the program.
    #[error(
        "index.html does not start the program: name the folder of the built program: `dist` of a release archive, or what `cargo xtask build` makes in a checkout"
    )]
    NoProgram,
    /// The page can't be rewritten.
    #[error("index.html can't be rewritten: {0}")]
    Html(#[from] RewritingError),
}

/// Attributes that hold an address in trunk's pages.
const ADDRESSES: [&str; 4] = ["href", "src", "data-js", "data-wasm"];

/// Returns the start page of `cargo xtask build` with its addresses below the site's base. The page may have been
/// built for the root or for any other base.
///
/// # Errors
///
/// [`TemplateError::NoProgram`] if no script of the page is the loader, [`TemplateError::Html`] if the page can't be
/// rewritten.
pub fn rebased(html: &str, base: &Base) -> Result<String, TemplateError> {
    // The folder of boot.js is the base that the site was built for.
    let built_for = RefCell::new(None);
    html::rewrite(html, "script[data-wasm]", &|script| {
        let src = script.get_attribute("src");
        *built_for.borrow_mut() = src.and_then(|src| src.strip_suffix("boot.js").map(str::to_owned));
        Ok(())
    })?;
    let built_for = built_for.into_inner().ok_or(TemplateError::NoProgram)?;
    let moved = html::rewrite(html, "[href], [src], [data-js], [data-wasm]", &|element| {
        for name in ADDRESSES {
            let address = element.get_attribute(name).filter(|address| !address.starts_with("//"));
            if let Some(inside) = address.as_deref().and_then(|address| address.strip_prefix(&built_for)) {
                element.set_attribute(name, &base.file(inside))?;
            }
        }
        Ok(())
    })?;
    Ok(moved)
}

impl Template {
    /// Parses the start page of a built program at its base; see [`rebased`].
    ///
    /// # Errors
    ///
    /// [`TemplateError::NoHead`] or [`TemplateError::NoProgram`] if it is no start page, [`TemplateError::Html`] if it
    /// can't be rewritten.
    pub fn parse(html: &str, base: &Base) -> Result<Self, TemplateError> {
        let head = inside_head(html)?;
        let sheet = RefCell::new(None);
        html::rewrite(head, "link[rel=stylesheet]", &|link| {
            *sheet.borrow_mut() = link.get_attribute("href");
            Ok(())
        })?;
        let sheet = sheet.into_inner();
        let loading = loading(head, sheet.as_deref())?;
        if !loading.contains("<script") {
            return Err(TemplateError::NoProgram);
        }
        let taken =
            "title, meta[name=description], link[rel=stylesheet], link[rel=preload], script[data-wasm]";
        let shared = html::rewrite(head, taken, &|element| {
            element.remove();
            Ok(())
        })?;
        let sheet = sheet.and_then(|href| href.strip_prefix(&base.file("")).map(str::to_owned));
        Ok(Self { head: shared.trim().to_owned(), sheet, loading })
    }

    /// Returns the path of the style sheet below the base, if pages have one.
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// Returns a whole page.
    pub fn page(&self, parts: Parts<'_>) -> String {
        let Parts { language, direction, title, style, head, body } = parts;
        format!(
            "<!doctype html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head>\n{}\n<title>{}</title>\n{style}\n{head}</head>\n<body>\n<div id=\"app\" data-published>{body}</div>\n{}\n</body>\n</html>\n",
            escape(language),
            self.head,
            escape(title),
            self.loading,
        )
    }
}

/// Returns the elements of a head that load the program. The loader's script also names the style sheet, for
/// pages whose style a host blocks.
fn loading(head: &str, sheet: Option<&str>) -> Result<String, RewritingError> {
    let found = RefCell::new(String::new());
    html::rewrite(head, "script[data-wasm], link[rel=preload]", &|element| {
        let tag = head.get(element.source_location().bytes()).unwrap_or_default();
        let mut found = found.borrow_mut();
        if element.tag_name() == "script" {
            let style = sheet.map_or_else(String::new, |href| format!(" data-style=\"{}\"", escape(href)));
            found.push_str(&format!("<script{style}{}</script>", tag.trim_start_matches("<script")));
        } else {
            found.push_str(tag);
        }
        Ok(())
    })?;
    Ok(found.into_inner())
}

/// Returns the inside of a page's head. Minifiers may leave out the tags of the head: it then begins after
/// `<html>` and ends before the first element of the body.
fn inside_head(html: &str) -> Result<&str, TemplateError> {
    let (start, end) = (Cell::new(None), Rc::new(Cell::new(html.len())));
    let begins = element!("html, head", |element: &mut Element<'_, '_>| {
        start.set(Some(element.source_location().bytes().end));
        let end = Rc::clone(&end);
        element.on_end_tag(end_tag!(move |tag| {
            end.set(end.get().min(tag.source_location().bytes().start));
            Ok(())
        }))
    });
    let ends = element!("body, div", |element| {
        end.set(end.get().min(element.source_location().bytes().start));
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(begins);
    rewrite_str(html, settings.append_element_content_handler(ends))?;
    let inside = start.get().and_then(|start| html.get(start..end.get())).ok_or(TemplateError::NoHead)?;
    // `lol_html` calls no handler for an end tag without a start tag.
    Ok(inside.trim_end().trim_end_matches("</head>"))
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
        let base = Base::of(base);
        let template = Template::parse(&rebased(built, &base).unwrap(), &base).unwrap();
        template.page(Parts {
            direction: "ltr",
            language: "en",
            title: "A & B",
            style: "<style>a{}</style>",
            head: "<meta name=\"x\">\n",
            body: "<main></main>",
        })
    }

    #[test]
    fn the_built_head_is_kept_without_title_and_description() {
        let page = page(BUILT, "/");
        for kept in [
            "charset=utf-8",
            "href=\"/favicon-1.svg\"",
            "data-style=\"/style-1.css\"",
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
    fn nothing_is_loaded_before_the_content() {
        let page = page(BUILT, "/repo/");
        let (before, after) = page.split_once("<main></main></div>").unwrap();
        assert!(before.contains("<style>a{}</style>"), "{page}");
        for word in ["<script", "preload", "stylesheet"] {
            assert!(!before.contains(word), "{page}");
        }
        assert!(after.starts_with("\n<link ") && after.contains("type=module></script>\n"), "{page}");
        for loaded in ["href=\"/repo/site-1.js\"", "rel=preload", "data-style=\"/repo/style-1.css\""] {
            assert_eq!(after.matches(loaded).count(), 1, "{loaded} is not in {page}");
        }
        let base = Base::of("/repo/");
        let template = Template::parse(&rebased(BUILT, &base).unwrap(), &base).unwrap();
        assert_eq!(template.sheet(), Some("style-1.css"));
    }

    #[test]
    fn addresses_move_to_the_published_base() {
        let below = page(BUILT, "/repo/");
        for moved in [
            "href=\"/repo/favicon-1.svg\"",
            "data-style=\"/repo/style-1.css\"",
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
    fn other_pages_are_refused() {
        let base = Base::default();
        assert!(matches!(Template::parse("hello", &base), Err(TemplateError::NoHead)));
        let idle = Template::parse("<html><head><title>x</title></head>", &base);
        assert!(matches!(idle, Err(TemplateError::NoProgram)));
    }
}
