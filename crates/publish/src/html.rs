//! HTML rewriting with `lol_html`, including the content of `noscript`.
//!
//! `lol_html` parses a page as a browser with scripts does: it takes the content of `noscript` for text, and
//! tells no element handler about it. Pages link a style sheet there for readers without scripts, so that text
//! is rewritten as a page of its own.

use lol_html::errors::RewritingError;
use lol_html::html_content::{ContentType, Element};
use lol_html::{HandlerResult, RewriteStrSettings, element, rewrite_str, text};

/// Returns the page after `edit` was called with each element that matches the CSS selector.
///
/// # Errors
///
/// Returns the first error of `edit`, or an error for markup that `lol_html` finds ambiguous.
pub fn rewrite(
    html: &str,
    selector: &'static str,
    edit: &dyn Fn(&mut Element<'_, '_>) -> HandlerResult,
) -> Result<String, RewritingError> {
    let mut inside = String::new();
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!(selector, |element| edit(element)))
        .append_element_content_handler(text!("noscript", |chunk| {
            inside.push_str(chunk.as_str());
            if chunk.last_in_text_node() {
                let rewritten = rewrite(&std::mem::take(&mut inside), selector, edit)?;
                chunk.replace(&rewritten, ContentType::Html);
            } else {
                chunk.remove();
            }
            Ok(())
        }));
    rewrite_str(html, settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_matching_elements_are_rewritten() {
        let page = "<!doctype html><!-- <link href=a> --><link href=a><script>\"<link href=a>\"</script><title><link href=a></title><noscript><link href=a></noscript><a href=a>";
        let changed = rewrite(page, "link", &|link| Ok(link.set_attribute("href", "b\"")?)).unwrap();
        let expected = page.replacen("--><link href=a>", "--><link href=\"b&quot;\">", 1);
        let expected = expected.replacen("<noscript><link href=a>", "<noscript><link href=\"b&quot;\">", 1);
        assert_eq!(changed, expected);
    }

    #[test]
    fn an_error_of_the_edit_is_returned() {
        for page in ["<p>", "<noscript><p></noscript>"] {
            let result = rewrite(page, "p", &|_| Err("no".into()));
            assert!(matches!(result, Err(RewritingError::ContentHandlerError(_))), "{page}");
        }
    }

    proptest! {
        #[test]
        fn a_page_without_edits_stays_the_same(page in "[a-z<>/!\"'= \\-é]{0,80}") {
            // Ambiguous markup is an error.
            if let Ok(rewritten) = rewrite(&page, "*", &|_| Ok(())) {
                prop_assert_eq!(rewritten, page);
            }
        }
    }
}
