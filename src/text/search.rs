//! What the search page says.

use crate::messages;
use crate::search::Kind;

messages! { section = Search;
    /// Over the field.
    fn label() = "Search challenges, ideas, quotes and resources";
    /// The page's name in the browser's tab, for what was typed.
    fn tab(typed: Text) = "“{typed}” – Search";
    /// Which keys do what.
    fn keys() = "The down arrow leads from the field to the results, Escape leads back and then clears it. Ctrl+K or ⌘K opens this search from any page.";
    /// How much was found.
    fn found(results: Number, challenges: Number) =
        "{results|one:# result|other:# results} in {challenges|one:# challenge|other:# challenges}";
    /// Nothing was found.
    fn nothing(typed: Text) = "Nothing here has “{typed}”.";
    /// No challenge has all words.
    fn most_words() = "No challenge has all of these words. These have the most of them.";
    /// A word that nobody wrote, and the one that was found in its place.
    fn slip(typed: Text, taken: Text) =
        "“{typed}” is nowhere here. Shown is what has “{taken}”, or a word as near to it.";
    /// Before words that were perhaps meant.
    fn did_you_mean() = "Did you mean:";
    /// Over the list of themes.
    fn themes() = "Or begin with a theme";
    /// What a result is: a challenge.
    fn challenge() = "Challenge";
    /// An idea from the field.
    fn idea() = "Idea";
    /// Somebody's words.
    fn quote() = "Quote";
    /// Something to read elsewhere.
    fn resource() = "Resource";
    /// Texts of a challenge that were found but are not listed.
    fn more_texts(count: Number) = "{count|one:# more text of this challenge|other:# more texts of this challenge}";
    /// Lists more challenges.
    fn more(count: Number) = "{count|one:Show # more challenge|other:Show # more challenges}";
    /// What a page without script says.
    fn needs_script() = "Searching needs JavaScript. All challenges stand under their themes:";
}

/// What kind of text a result is.
pub fn kind(kind: Kind) -> String {
    match kind {
        Kind::Name | Kind::Theme | Kind::Summary => challenge(),
        Kind::Idea => idea(),
        Kind::Quote => quote(),
        Kind::Resource => resource(),
    }
}
