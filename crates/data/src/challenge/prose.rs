//! Authors' text with a small markup, and the characters that no text may hold.

use super::{Lang, Text, WebAddress};

/// Returns whether a character can make text read other than it is stored: bidi overrides and isolates, and
/// control characters except line feed and tab.
pub fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && c != '\n' && c != '\t')
}

/// Characters that show nothing and are no white space: first and last of each range. They are those that Unicode
/// lets a font ignore, the fillers, the empty braille pattern and the empty note head.
pub(crate) const INVISIBLE: [(char, char); 19] = [
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFFB}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D159}', '\u{1D159}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// Returns whether a text shows nothing: it is empty, or all white space and invisible characters.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c))
}

/// Returns whether a character shows nothing and is neither white space nor a control character: a zero-width
/// space, a soft hyphen, a direction mark.
pub fn is_invisible(c: char) -> bool {
    !c.is_ascii() && INVISIBLE.iter().any(|(first, last)| (*first..=*last).contains(&c))
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
    fn a_text_that_shows_nothing_is_blank() {
        for blank in [
            "",
            " \t\n",
            "\u{200B}",
            "\u{AD}\u{2060} \u{FEFF}",
            "\u{3164}\u{115F}\u{FFA0}",
            "\u{2800}",
            "\u{1D159}",
            "\u{FE0F}\u{E0041}",
            "\u{a0}\u{7}",
        ] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for shown in ["a", "\u{200B}a", "\u{627}\u{200C}\u{628}", "0", "\u{FFFD}", "\u{1F3F4}\u{E0067}"] {
            assert!(!is_blank(shown), "{shown:?}");
        }
    }

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
