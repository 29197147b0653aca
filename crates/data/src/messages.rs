//! Messages about a bundle's translation.

use messages::language::Language;
use messages::messages;

messages! { module = Translation;
    /// Part of the notice of a site whose texts are not all translated.
    fn not_all(missing: Text, all: Text, language: Text) = "{missing} of {all} texts are not translated yet and appear in {language}.";
    /// Name of English inside a sentence.
    fn english() = "English";
    /// Name of Spanish inside a sentence.
    fn spanish() = "Spanish";
    /// Name of Arabic inside a sentence.
    fn arabic() = "Arabic";
    /// Notice that a translation could not be fetched or used.
    fn not_used(language: Text) = "The translation of this map could not be shown. Its texts appear in {language}.";
}

/// Returns the name of a bundle's language inside a sentence; its tag if the program has no name for it.
pub fn name(tag: &str) -> String {
    match Language::of_tag(tag) {
        Some(Language::English) => english(),
        Some(Language::Spanish) => spanish(),
        Some(Language::Arabic) => arabic(),
        None => tag.to_owned(),
    }
}
