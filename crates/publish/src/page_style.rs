//! The site's style within every page, so that a page is drawn as soon as it is there.
//!
//! The content security policy allows this one style by its hash. A host that still has the policy of an older
//! publishing blocks it: then `public/boot.js` loads the style sheet, which stays beside the pages.

use assets::sri_hash;
use explore::route::Base;

/// The tags around the style in a page.
const TAGS: (&str, &str) = ("<style>", "</style>");

/// The rules that only published pages need.
const PUBLISHED: &str = include_str!("published.css");

/// Returns the element that holds a style sheet which lies beside the start page, and [`PUBLISHED`].
pub fn element(sheet: &str, base: &Base) -> String {
    format!("{}{}\n{PUBLISHED}{}", TAGS.0, inside(sheet, base), TAGS.1)
}

/// Returns the hash of the style within a page as a policy names it, or `None` for a page without one.
///
/// Format: Content Security Policy Level 3, `hash-source`.
pub fn hash(page: &str) -> Option<String> {
    let (_, rest) = page.split_once(TAGS.0)?;
    let (style, _) = rest.split_once(TAGS.1)?;
    Some(sri_hash(style.as_bytes()))
}

/// Returns the text of a style sheet for pages in any folder: its relative addresses are made absolute, and
/// nothing in it ends the element.
fn inside(sheet: &str, base: &Base) -> String {
    const OPENING: &str = "url(";
    let mut pieces = sheet.trim().split(OPENING);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let bare = piece.trim_start_matches(['"', '\'']);
        let quote = &piece[..piece.len() - bare.len()];
        let is_whole =
            bare.starts_with(['/', '#']) || bare.split(')').next().is_some_and(|url| url.contains(':'));
        let folder = if is_whole { String::new() } else { base.file("") };
        text.push_str(&format!("{OPENING}{quote}{folder}{bare}"));
    }
    // An escaped slash is the same slash to CSS.
    text.replace("</", "<\\/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_do_not_depend_on_the_folder_of_a_page() {
        for (sheet, text) in [
            (
                "a{b:url(\"fonts/c.woff2\") format(\"woff2\")}",
                "a{b:url(\"/repo/fonts/c.woff2\") format(\"woff2\")}",
            ),
            ("a{b:url(fonts/c.woff2)}\n", "a{b:url(/repo/fonts/c.woff2)}"),
            ("a{b:url('/c.svg')}", "a{b:url('/c.svg')}"),
            ("a{b:url(#c)}d{e:url(data:image/png,f)}", "a{b:url(#c)}d{e:url(data:image/png,f)}"),
            ("a{b:url(c)}d{e:f:g}", "a{b:url(/repo/c)}d{e:f:g}"),
            ("a::before{content:\"</style>\"}", "a::before{content:\"<\\/style>\"}"),
            ("a{}", "a{}"),
        ] {
            assert_eq!(inside(sheet, &Base::of("/repo/")), text);
        }
        assert_eq!(inside("a{b:url(c)}", &Base::default()), "a{b:url(/c)}");
    }

    #[test]
    fn the_hash_is_that_of_the_text_between_the_tags() {
        let page = format!("<head>{}</head><p>", element("a{}", &Base::default()));
        let style = format!("a{{}}\n{PUBLISHED}");
        assert_eq!(page.matches(&style).count(), 1);
        assert_eq!(hash(&page), Some(sri_hash(style.as_bytes())));
        assert_eq!(hash("<link rel=stylesheet href=style.css>"), None);
    }
}
