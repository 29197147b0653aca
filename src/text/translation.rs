//! What is said of a bundle's translation.

use crate::messages;

messages! { section = Site;
    /// Part of the notice of a site whose texts are not all translated.
    fn not_all(missing: Text, all: Text, language: Text) = "Texts that are not translated yet and stand in {language}: {missing} of {all}.";
    /// A translation that could not be fetched, or not used.
    fn not_used(language: Text) = "The translation of this map could not be shown. Its texts stand in {language}.";
}
