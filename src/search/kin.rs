//! Words that are one word in another form: with a particle before it, as one thing or as many.
//!
//! Not a stemmer, which would make one of words that differ in sense. Arabic words lose the article and
//! the particles written with it (the prefixes of Lucene's `ArabicStemmer`, without its lone `و` and its
//! endings); for words in Latin letters the forms with and without the endings of English and Spanish
//! plurals are looked up, and a form that nobody wrote finds nothing.

use super::terms::Terms;

/// What is written together with the word behind it. The longer ones first.
const PARTICLES: [&str; 6] = ["وال", "بال", "كال", "فال", "ال", "لل"];
/// The shortest Arabic word, in letters, that may begin with such.
const SHORTEST_JOINED: usize = 5;
/// The shortest word, in letters, that may be a plural.
const SHORTEST_PLURAL: usize = 4;

/// A folded Arabic word without the article and what is joined to it; none for any other.
pub fn bare(word: &str) -> Option<&str> {
    let rest = PARTICLES.iter().find_map(|particle| word.strip_prefix(particle))?;
    (word.chars().count() >= SHORTEST_JOINED).then_some(rest)
}

/// What a folded word may be with the other number: the singulars of a plural, the plural of a singular
/// that does not begin it.
pub fn other_number(word: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if word.len() < SHORTEST_PLURAL || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return forms;
    }
    let is_plural = |rest: &&str| !rest.ends_with(['s', 'u', 'i']);
    if let Some(rest) = word.strip_suffix('s').filter(is_plural) {
        forms.push(rest.to_owned());
    }
    // The `e` belongs to the ending behind these: classes, boxes, watches; lecciones, profesores, edades.
    let takes_e = |rest: &&str| rest.ends_with(['s', 'x', 'z', 'h', 'l', 'r', 'n', 'd']);
    if let Some(rest) = word.strip_suffix("es").filter(takes_e) {
        forms.push(rest.to_owned());
    }
    if let Some(rest) = word.strip_suffix("ies") {
        forms.push(format!("{rest}y"));
    }
    let is_behind_consonant = |rest: &&str| !rest.ends_with(['a', 'e', 'i', 'o', 'u']);
    if let Some(rest) = word.strip_suffix('y').filter(is_behind_consonant) {
        forms.push(format!("{rest}ies"));
    }
    forms
}

/// The words of an index that have a bare form, by that form.
#[derive(Default)]
pub struct Bare {
    /// The bare forms, sorted; one that several words have stands here for each.
    forms: Terms,
    /// The position of the word of each.
    terms: Vec<usize>,
}

impl Bare {
    /// Takes the words of an index.
    pub fn of(terms: &Terms) -> Self {
        let pairs: Vec<(&str, usize)> =
            (0..terms.len()).filter_map(|at| Some((bare(terms.get(at))?, at))).collect();
        let pairs = crate::order::sorted(&pairs, |a, b| a.cmp(b));
        Self {
            forms: Terms::new(pairs.iter().map(|(form, _)| *form)),
            terms: pairs.iter().map(|(_, at)| *at).collect(),
        }
    }

    /// The positions of words whose bare form is `word`, or begins so.
    pub fn beginning_with(&self, word: &str, goes_on: bool) -> impl Iterator<Item = usize> {
        let found = self.forms.beginning_with(word);
        found.filter(move |at| goes_on || self.forms.get(*at) == word).map(|at| self.terms[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_taken_off_arabic_words_of_five_letters() {
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
            assert_eq!(bare(word), rest, "{word}");
        }
    }

    #[test]
    fn a_word_has_other_numbers() {
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
            assert_eq!(other_number(word), forms, "{word}");
        }
    }
}
