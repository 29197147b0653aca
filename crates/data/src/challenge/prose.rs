//! Authors' text with a small markup, and the characters that no text may hold.

use super::{Lang, Text, WebAddress};

/// Returns whether a character can make text read other than it is stored: bidi overrides and isolates, and
/// control characters except line feed and tab.
pub fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && c != '\n' && c != '\t')
}

/// A span of prose: the only markup that authors' text may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Emphasis, written `*so*` in the bundle.
    Emphasis(String),
    /// A link, written `[label](https://address)` in the bundle.
    Link {
        /// Text of the link.
        label: String,
        /// Target of the link.
        address: WebAddress,
    },
}

/// A paragraph, list item or quotation of authors' text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Prose {
    spans: Vec<Span>,
    lang: Lang,
}

impl Prose {
    /// Parses authors' text. Anything that is not exactly markup stays plain text.
    ///
    /// # Errors
    /// Returns the address of the first link that [`WebAddress`] rejects.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut spans = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        // Pitfall: if no link begins at a `[`, because its other signs don't follow, then none begins later.
        // Searching from each `[` of a text full of them would take quadratic time.
        let mut links_may_follow = true;
        while let Some(at) = rest.bytes().position(|sign| sign == b'*' || (links_may_follow && sign == b'['))
        {
            let (before, tail) = rest.split_at(at);
            plain.push_str(before);
            let Some((span, after)) = mark(tail)? else {
                links_may_follow &= !tail.starts_with('[') || tail.starts_with("[](");
                // An opening sign without its counterpart is an ordinary character of one byte.
                let (sign, after) = tail.split_at(1);
                plain.push_str(sign);
                rest = after;
                continue;
            };
            if !plain.is_empty() {
                spans.push(Span::Text(std::mem::take(&mut plain)));
            }
            spans.push(span);
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            spans.push(Span::Text(plain));
        }
        Ok(Self { spans, lang: None })
    }

    /// Returns the spans in reading order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Returns the language, if it is not the page's.
    pub fn lang(&self) -> Lang {
        self.lang.clone()
    }

    /// Returns the text without its markup.
    pub fn plain(&self) -> String {
        let word = |span: &Span| match span {
            Span::Text(text) | Span::Emphasis(text) | Span::Link { label: text, .. } => text.clone(),
        };
        self.spans.iter().map(word).collect()
    }

    /// Returns the text without its markup, with its language.
    pub fn text(&self) -> Text {
        Text::new(self.plain(), self.lang())
    }

    /// Returns the language for writing.
    pub fn lang_mut(&mut self) -> &mut Lang {
        &mut self.lang
    }
}

/// Parses one emphasis or link at the start of `text`; returns it with the rest of the text.
fn mark(text: &str) -> Result<Option<(Span, &str)>, String> {
    if let Some(inner) = text.strip_prefix('*') {
        let found = inner
            .split_once('*')
            .filter(|(word, _)| !word.is_empty() && !word.starts_with(' ') && !word.ends_with(' '));
        return Ok(found.map(|(word, after)| (Span::Emphasis(word.to_owned()), after)));
    }
    let link = text.strip_prefix('[').and_then(|inner| {
        let (label, tail) = inner.split_once("](").filter(|(label, _)| !label.is_empty())?;
        let (address, after) = tail.split_once(')')?;
        Some((label, address, after))
    });
    let Some((label, address, after)) = link else { return Ok(None) };
    let address = WebAddress::parse(address).ok_or_else(|| address.to_owned())?;
    Ok(Some((Span::Link { label: label.to_owned(), address }, after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_parses_emphasis_and_links_and_nothing_else() {
        let prose = Prose::parse("A *big* [idea](https://e.org/x) of 2 * 3 [or] so.").unwrap();
        assert_eq!(prose.plain(), "A big idea of 2 * 3 [or] so.");
        assert_eq!(prose.spans().len(), 5);
        assert_eq!(Prose::parse("[x](javascript:1)"), Err("javascript:1".to_owned()));
        assert_eq!(Prose::parse("<b>no</b>").unwrap().plain(), "<b>no</b>");
        assert_eq!(Prose::parse("[](https://e.org) [x](https://e.org)").unwrap().spans().len(), 2);
        assert_eq!(Prose::parse("[a *b* [c] *d*").unwrap().spans().len(), 4);
    }

    #[test]
    fn a_text_full_of_opening_signs_is_parsed_in_one_pass() {
        // 3 MB: a search from each sign would visit 10^13 bytes.
        for signs in ["[", "[a](", "*", "* *", "[](", "[*"] {
            let text = signs.repeat(1_000_000);
            assert_eq!(Prose::parse(&text).map(|prose| prose.plain().is_empty()), Ok(false), "{signs}");
        }
    }
}
