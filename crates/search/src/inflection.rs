//! Inflection: Arabic prefixes, and English and Spanish plurals.
//!
//! This is not a stemmer, which would merge words of different meaning. Arabic words lose the article and
//! the prefixes written with it (those of Lucene's `ArabicStemmer`, without the single letter `و` and
//! without its suffixes). For words in Latin letters the search looks up singular and plural forms; a
//! wrong form does no harm, because the index does not contain it.

use crate::terms::Terms;

/// Arabic article and particles that are written together with the next word, longest first.
const PREFIXES: [&str; 6] = ["وال", "بال", "كال", "فال", "ال", "لل"];
/// The shortest Arabic word, in letters, that may have a prefix.
const MIN_PREFIXED_LETTERS: usize = 5;
/// The shortest word, in letters, that may be a plural.
const MIN_PLURAL_LETTERS: usize = 4;

/// Returns a folded Arabic word without its prefix; none if it has no prefix.
pub fn strip_arabic_prefix(word: &str) -> Option<&str> {
    let rest = PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix))?;
    (word.chars().count() >= MIN_PREFIXED_LETTERS).then_some(rest)
}

/// Returns possible singulars of a plural and possible plurals of a singular, for a folded word in Latin
/// letters. Plurals that begin with the singular are left out: the search finds them by prefix.
pub fn number_variants(word: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if word.len() < MIN_PLURAL_LETTERS || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return forms;
    }
    let is_plural = |rest: &&str| !rest.ends_with(['s', 'u', 'i']);
    if let Some(rest) = word.strip_suffix('s').filter(is_plural) {
        forms.push(rest.to_owned());
    }
    // After these letters the `e` belongs to the ending: classes, boxes, watches; lecciones, profesores,
    // edades.
    let has_es_plural = |rest: &&str| rest.ends_with(['s', 'x', 'z', 'h', 'l', 'r', 'n', 'd']);
    if let Some(rest) = word.strip_suffix("es").filter(has_es_plural) {
        forms.push(rest.to_owned());
    }
    if let Some(rest) = word.strip_suffix("ies") {
        forms.push(format!("{rest}y"));
    }
    let ends_in_consonant = |rest: &&str| !rest.ends_with(['a', 'e', 'i', 'o', 'u']);
    if let Some(rest) = word.strip_suffix('y').filter(ends_in_consonant) {
        forms.push(format!("{rest}ies"));
    }
    forms
}

/// The words of an index that have an Arabic prefix, by their form without it.
#[derive(Default)]
pub struct ArabicIndex {
    /// The forms without prefix, sorted; a form that several words share occurs once for each.
    forms: Terms,
    /// The position of the word of each form.
    terms: Vec<usize>,
}

impl ArabicIndex {
    /// Returns the index of the prefixed words among `terms`.
    pub fn new(terms: &Terms) -> Self {
        let pairs: Vec<(&str, usize)> =
            (0..terms.len()).filter_map(|at| Some((strip_arabic_prefix(terms.get(at))?, at))).collect();
        let pairs = slim_std::sort::sorted_by(&pairs, |a, b| a.cmp(b));
        Self {
            forms: Terms::new(pairs.iter().map(|(form, _)| *form)),
            terms: pairs.iter().map(|(_, at)| *at).collect(),
        }
    }

    /// Returns the positions of words whose form without prefix is `word` or, with `is_prefix`, begins with
    /// it.
    pub fn with_prefix(&self, word: &str, is_prefix: bool) -> impl Iterator<Item = usize> {
        let found = self.forms.with_prefix(word);
        found.filter(move |at| is_prefix || self.forms.get(*at) == word).map(|at| self.terms[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_stripped_from_arabic_words_of_five_letters() {
        for (word, rest) in [
            ("القراءه", Some("قراءه")),
            ("والقراءه", Some("قراءه")),
            ("بالمدرسه", Some("مدرسه")),
            ("كالطلاب", Some("طلاب")),
            ("فالمعلم", Some("معلم")),
            ("للطلاب", Some("طلاب")),
            ("الفن", None), // four letters
            ("والد", None),
            ("مدرسه", None),
            ("alumni", None),
        ] {
            assert_eq!(strip_arabic_prefix(word), rest, "{word}");
        }
    }

    #[test]
    fn a_word_has_singular_and_plural_variants() {
        for (word, forms) in [
            ("teachers", &["teacher"][..]),
            ("families", &["familie", "family"]),
            ("family", &["families"]),
            ("assessments", &["assessment"]),
            ("classes", &["classe", "class"]),
            ("grades", &["grade", "grad"]),
            ("profesores", &["profesore", "profesor"]),
            ("escuelas", &["escuela"]),
            ("class", &[]),
            ("status", &[]),
            ("basis", &[]),
            ("gas", &[]),
            ("day", &[]),
            ("2020s", &[]),
        ] {
            assert_eq!(number_variants(word), forms, "{word}");
        }
    }
}
