//! The built start page as the frame of every page: its head is kept, its addresses moved to the site's base.

use super::escape;
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

impl Template {
    /// Reads the start page that `cargo xtask build` made: for the root, or for any other base.
    pub fn parse(html: &str, base: &Base) -> Result<Self, TemplateError> {
        let head = inside_head(html).ok_or(TemplateError::NoHead)?;
        if !head.contains("data-wasm") {
            return Err(TemplateError::NoProgram);
        }
        // Where boot.js lay is where the site was built for.
        let built_for = attributes(head)
            .find_map(|(name, value)| (name == "src").then(|| value.strip_suffix("boot.js")).flatten())
            .unwrap_or("/");
        let mut out = String::new();
        for tag in tags(head) {
            let lower = tag.to_ascii_lowercase();
            let is_own = lower.starts_with("<title")
                || (lower.starts_with("<meta")
                    && attributes(tag).any(|(name, value)| name == "name" && value == "description"));
            if !is_own {
                out.push_str(&moved(tag, built_for, base));
            }
        }
        Ok(Self { head: out.trim().to_owned() })
    }

    /// A whole page.
    pub fn page(&self, parts: Parts<'_>) -> String {
        let Parts { language, title, head, body } = parts;
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n{}\n<title>{}</title>\n{head}</head>\n<body>\n<div id=\"app\" data-published>{body}</div>\n</body>\n</html>\n",
            escape(language),
            self.head,
            escape(title),
        )
    }
}

/// What stands in the head of a page, whose tags minifiers leave out where they can.
fn inside_head(html: &str) -> Option<&str> {
    let after = |tag: &str| {
        let (_, rest) = html.split_once(tag)?;
        rest.starts_with(['>', ' ']).then(|| rest.split_once('>').map(|(_, rest)| rest)).flatten()
    };
    let rest = after("<head").or_else(|| after("<html"))?;
    let end = ["</head>", "<body", "<div"].iter().filter_map(|end| rest.find(end)).min()?;
    Some(&rest[..end])
}

/// The elements of a head, each with what follows its first tag; a title's text goes with its tag.
fn tags(head: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = head
        .match_indices('<')
        .map(|(at, _)| at)
        .filter(|at| !head[*at..].starts_with("</"))
        .chain([head.len()])
        .collect();
    let pairs: Vec<(usize, usize)> = starts.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.into_iter().map(move |(from, to)| &head[from..to])
}

/// Names and values of the attributes in a piece of HTML that trunk wrote, quoted or not.
fn attributes(html: &str) -> impl Iterator<Item = (&str, &str)> {
    html.match_indices('=').filter_map(|(at, _)| {
        let name = html[..at].rsplit(|c: char| c.is_whitespace() || c == '"' || c == '\'').next()?;
        Some((name, value(&html[at + 1..])))
    })
}

/// The value that an attribute begins with.
fn value(text: &str) -> &str {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split(quote).next().unwrap_or_default(),
        _ => text.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default(),
    }
}

/// A tag whose addresses that begin with `from` lie below `base`.
fn moved(tag: &str, from: &str, base: &Base) -> String {
    let mut out = String::new();
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        rest = after;
        let name = before.trim_end_matches('=');
        let is_address = ADDRESSES.iter().any(|address| {
            name.strip_suffix(address)
                .is_some_and(|front| front.ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\''))
        });
        let address = value(after);
        let inside = address.strip_prefix(from).filter(|_| is_address && !address.starts_with("//"));
        if let Some(inside) = inside {
            let quote = &after[..usize::from(after.starts_with(['"', '\'']))];
            out.push_str(quote);
            out.push_str(&base.file(inside));
            rest = &after[quote.len() + address.len()..];
        }
    }
    out + rest
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
            "href=/favicon-1.svg",
            "href=\"/style-1.css\"",
            "data-wasm=/site-1_bg.wasm",
            "src=/boot.js",
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
            "href=/repo/favicon-1.svg",
            "href=\"/repo/style-1.css\"",
            "data-js=/repo/site-1.js",
            "src=/repo/boot.js",
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
