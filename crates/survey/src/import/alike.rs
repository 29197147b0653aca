//! Texts that look alike and are written in other letters: a Cyrillic `А` for a Latin one, a Persian kaf for an Arabic one.

use std::collections::BTreeMap;

use super::text::{key, shown};

/// Letters that look like others, as pairs of them in lower case. The first is Cyrillic, Greek or Persian.
const PAIRS: [(char, char); 45] = [
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('н', 'h'),
    ('һ', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('ԛ', 'q'),
    ('ѕ', 's'),
    ('т', 't'),
    ('ѵ', 'v'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('у', 'y'),
    ('ү', 'y'),
    ('α', 'a'),
    ('β', 'b'),
    ('ε', 'e'),
    ('η', 'h'),
    ('ι', 'i'),
    ('κ', 'k'),
    ('μ', 'm'),
    ('ν', 'n'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('σ', 'c'),
    ('τ', 't'),
    ('υ', 'y'),
    ('χ', 'x'),
    ('ζ', 'z'),
    ('ϳ', 'j'),
    ('ی', 'ي'),
    ('ى', 'ي'),
    ('ې', 'ي'),
    ('ک', 'ك'),
    ('ڪ', 'ك'),
    ('ہ', 'ه'),
    ('ھ', 'ه'),
    ('ە', 'ه'),
];

/// Texts by how they look, each as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks(BTreeMap<String, String>);

impl Looks {
    /// Returns the looks of texts.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t String>) -> Self {
        Self(texts.into_iter().map(|text| (look(text), text.clone())).collect())
    }

    /// Returns words about a known text that looks like `text` and is written in other letters, if there is one.
    pub fn told(&self, text: &str) -> Option<String> {
        let known = self.0.get(&look(text))?;
        let (own, other) = (key(text), key(known));
        let (own, other) = own.chars().zip(other.chars()).find(|(own, other)| own != other)?;
        Some(format!(
            " (it looks like `{}` of the mapping, with U+{:04X} where that has U+{:04X})",
            shown(known),
            u32::from(written(text, own)),
            u32::from(written(known, other))
        ))
    }
}

/// Returns the form in which look-alikes are the same.
fn look(text: &str) -> String {
    let plain = |c: char| PAIRS.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
    key(text).chars().map(plain).collect()
}

/// Returns the letter of a text whose [`key`] is `folded`.
fn written(text: &str, folded: char) -> char {
    text.chars().find(|c| key(&c.to_string()).starts_with(folded)).unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(known: &str, text: &str) -> String {
        Looks::of([&known.to_owned()]).told(text).unwrap_or_default()
    }

    #[test]
    fn letters_of_other_scripts_are_told_by_their_numbers() {
        let found = told("A", "\u{410}");
        assert_eq!(found, " (it looks like `A` of the mapping, with U+0410 where that has U+0041)");
        for (known, text, numbers) in [
            ("Yes", "Y\u{435}s", "U+0435 where that has U+0065"),
            ("\u{410}", "A", "U+0041 where that has U+0410"),
            ("TOMATO", "\u{3A4}OMATO", "U+03A4 where that has U+0054"),
            ("\u{643}\u{62B}\u{64A}\u{631}", "\u{6A9}\u{62B}\u{6CC}\u{631}", "U+06A9 where that has U+0643"),
            ("\u{639}\u{644}\u{6CC}", "\u{639}\u{644}\u{64A}", "U+064A where that has U+06CC"),
        ] {
            assert!(told(known, text).contains(numbers), "{known} {text}: {}", told(known, text));
        }
    }

    #[test]
    fn the_same_text_and_other_texts_are_not_told() {
        for (known, text) in [("A", "a"), ("A", "B"), ("Yes", "Yes!"), ("наш", "ваш"), ("", "x")] {
            assert_eq!(told(known, text), "", "{known} {text}");
        }
    }

    #[test]
    fn pairs_are_folded_letters_and_lead_to_no_other_pair() {
        for (from, to) in PAIRS {
            assert_eq!(key(&from.to_string()), from.to_string());
            assert_eq!(look(&to.to_string()), to.to_string());
        }
    }
}
