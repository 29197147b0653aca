//! Author's text: a closed set of marks, and what no text may hold.

use super::{Lang, Text, WebAddress};

/// Whether a character can make text read other than it is stored: bidi overrides and
/// isolates, and control characters except line feed and tab.
pub fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && c != '\n' && c != '\t')
}

/// A piece of prose: the closed set of marks that author's text may carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Written `*so*` in the bundle.
    Emphasis(String),
    /// Written `[label](https://address)` in the bundle.
    Link {
        /// What is read.
        label: String,
        /// Where it goes.
        address: WebAddress,
    },
}

/// One paragraph, bullet or quotation of author's text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Prose {
    spans: Vec<Span>,
    lang: Lang,
}

impl Prose {
    /// Reads the closed set of marks; anything that is not exactly a mark stays text.
    /// A link to an address that [`WebAddress`] refuses is an error that holds the address.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut spans = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        // Where no link begins because its signs don't follow, none begins later: a search from each
        // `[` of a text full of them would take a time that grows with the square of its length.
        let mut links_may_follow = true;
        while let Some(at) = rest.bytes().position(|sign| sign == b'*' || (links_may_follow && sign == b'['))
        {
            let (before, tail) = rest.split_at(at);
            plain.push_str(before);
            let Some((span, after)) = mark(tail)? else {
                links_may_follow &= !tail.starts_with('[') || tail.starts_with("[](");
                // The opening sign of no mark is an ordinary character of one byte.
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

    /// The pieces in reading order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The language, if it is not the page's.
    pub fn lang(&self) -> Lang {
        self.lang.clone()
    }

    /// The text without its marks.
    pub fn plain(&self) -> String {
        let word = |span: &Span| match span {
            Span::Text(text) | Span::Emphasis(text) | Span::Link { label: text, .. } => text.clone(),
        };
        self.spans.iter().map(word).collect()
    }

    /// The same, in its language.
    pub fn text(&self) -> Text {
        Text::new(self.plain(), self.lang())
    }

    /// The place of the language.
    pub(crate) fn lang_mut(&mut self) -> &mut Lang {
        &mut self.lang
    }
}

/// Reads one mark at the start of `text`, and what follows it.
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
    fn prose_knows_emphasis_and_links_and_leaves_the_rest_alone() {
        let prose = Prose::parse("A *big* [idea](https://e.org/x) of 2 * 3 [or] so.").unwrap();
        assert_eq!(prose.plain(), "A big idea of 2 * 3 [or] so.");
        assert_eq!(prose.spans().len(), 5);
        assert_eq!(Prose::parse("[x](javascript:1)"), Err("javascript:1".to_owned()));
        assert_eq!(Prose::parse("<b>no</b>").unwrap().plain(), "<b>no</b>");
        assert_eq!(Prose::parse("[](https://e.org) [x](https://e.org)").unwrap().spans().len(), 2);
        assert_eq!(Prose::parse("[a *b* [c] *d*").unwrap().spans().len(), 4);
    }

    #[test]
    fn a_text_full_of_opening_signs_is_read_in_one_sweep() {
        // 3 MB: a search from each sign would look at 10^13 bytes, and not end.
        for signs in ["[", "[a](", "*", "* *", "[](", "[*"] {
            let text = signs.repeat(1_000_000);
            assert_eq!(Prose::parse(&text).map(|prose| prose.plain().is_empty()), Ok(false), "{signs}");
        }
    }
}
