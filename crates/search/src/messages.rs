//! The messages of the search page.

use messages::messages;

use crate::Kind;

messages! { module = Search;
    /// Label of the search field.
    fn label() = "Search challenges, ideas, quotes and resources";
    /// Title of the page in the browser tab, with the query.
    fn tab(typed: Text) = "“{typed}” – Search";
    /// Help for keyboard users.
    fn keys() = "↓ to the results, Esc to clear. Ctrl+K or ⌘K opens search from any page.";
    /// Number of challenges that were found.
    fn found(challenges: Number) = "{challenges|one:# challenge|other:# challenges}";
    /// Number of challenges that were found, and of the ideas, quotes and resources in them that match.
    fn found_with_texts(challenges: Number, texts: Number) =
        "{challenges|one:# challenge|other:# challenges}, with {texts|one:# idea, quote or resource|other:# ideas, quotes and resources}";
    /// Shown if nothing was found.
    fn nothing(typed: Text) = "No results for “{typed}”";
    /// Shown if no challenge contains all words of the query.
    fn most_words() = "No challenge has all of these words. Showing those that have the most.";
    /// A word that no text contains, and the word that was searched for instead.
    fn slip(typed: Text, taken: Text) = "Nothing found for “{typed}”; showing results for “{taken}” and similar words.";
    /// Heading of suggested words.
    fn did_you_mean() = "Did you mean:";
    /// Heading of the list of themes.
    fn themes() = "Or start with a theme";
    /// Kind of a result: a challenge.
    fn challenge() = "Challenge";
    /// Kind of a result: an idea from the field.
    fn idea() = "Idea";
    /// Kind of a result: a quote.
    fn quote() = "Quote";
    /// Kind of a result: a resource.
    fn resource() = "Resource";
    /// Kind of a result: a resource of a challenge that was found, which does not match the query itself.
    fn resource_of_challenge() = "Resource for this challenge";
    /// Number of further texts of a challenge that match but are not listed.
    fn more_texts(count: Number) = "{count|one:# more match in this challenge|other:# more matches in this challenge}";
    /// Button that lists more challenges.
    fn more(count: Number) = "{count|one:Show # more challenge|other:Show # more challenges}";
    /// Shown without JavaScript.
    fn needs_script() = "Search needs JavaScript. All challenges are listed by theme:";
}

/// Returns the name of the kind of a result.
pub fn kind(kind: Kind) -> String {
    match kind {
        Kind::Name | Kind::Theme | Kind::Summary => challenge(),
        Kind::Idea => idea(),
        Kind::Quote => quote(),
        Kind::Resource => resource(),
    }
}
