//! What is said of a bundle's translation.

use crate::language::Language;
use crate::messages;

messages! { section = Site;
    /// Part of the notice of a site whose texts are not all translated.
    fn not_all(missing: Text, all: Text, language: Text) = "Texts that are not translated yet and stand in {language}: {missing} of {all}.";
    /// A language as it is called in sentences.
    fn english() = "English";
    /// The same.
    fn spanish() = "Spanish";
    /// The same.
    fn arabic() = "Arabic";
    /// A translation that could not be fetched, or not used.
    fn not_used(language: Text) = "The translation of this map could not be shown. Its texts stand in {language}.";
}

/// What the language of a bundle is called in a sentence: its tag, if it is none that is spoken here.
pub fn name(tag: &str) -> String {
    match Language::of_tag(tag) {
        Some(Language::English) => english(),
        Some(Language::Spanish) => spanish(),
        Some(Language::Arabic) => arabic(),
        None => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale;
    use crate::text::words;

    #[test]
    fn a_language_is_called_as_the_sentence_around_it_calls_it() {
        let said = |language| {
            words::with(locale::speech(language), || (name("en-US"), name("es"), name("ar"), name("fr")))
        };
        let of = |names: [&str; 4]| {
            let [english, spanish, arabic, other] = names.map(str::to_owned);
            (english, spanish, arabic, other)
        };
        assert_eq!(said(Language::English), of(["English", "Spanish", "Arabic", "fr"]));
        assert_eq!(said(Language::Spanish), of(["inglés", "español", "árabe", "fr"]));
        assert_eq!(said(Language::Arabic), of(["الإنجليزية", "الإسبانية", "العربية", "fr"]));
    }
}
