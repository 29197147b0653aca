//! What the search page says.

use crate::search::Kind;

/// Over the field.
pub fn label() -> String {
    "Search challenges, ideas, quotes and resources".to_owned()
}

/// Which keys do what.
pub fn keys() -> String {
    "The down arrow leads from the field to the results, Escape back and then clears it. Ctrl+K or ⌘K opens this search from any page.".to_owned()
}

/// How much was found.
pub fn found(results: usize, challenges: usize) -> String {
    let results = if results == 1 { "1 result".to_owned() } else { format!("{results} results") };
    let challenges =
        if challenges == 1 { "1 challenge".to_owned() } else { format!("{challenges} challenges") };
    format!("{results} in {challenges}")
}

/// Nothing was found.
pub fn nothing(typed: &str) -> String {
    format!("Nothing here has “{typed}”.")
}

/// No challenge has all words.
pub fn most_words() -> String {
    "No challenge has all of these words. These have the most of them.".to_owned()
}

/// A word that nobody wrote, and the one that was found in its place.
pub fn slip(typed: &str, taken: &str) -> String {
    format!("“{typed}” is nowhere here. Shown is what has “{taken}”, or a word as near to it.")
}

/// Before words that were perhaps meant.
pub fn did_you_mean() -> String {
    "Did you mean:".to_owned()
}

/// Over the list of themes.
pub fn themes() -> String {
    "Or begin with a theme".to_owned()
}

/// What kind of text a result is.
pub fn kind(kind: Kind) -> String {
    match kind {
        Kind::Idea => "Idea",
        Kind::Quote => "Quote",
        Kind::Resource => "Resource",
        Kind::Name | Kind::Theme | Kind::Summary => "Challenge",
    }
    .to_owned()
}

/// Texts of a challenge that were found but are not listed.
pub fn more_texts(count: usize) -> String {
    if count == 1 {
        "1 more text of this challenge".to_owned()
    } else {
        format!("{count} more texts of this challenge")
    }
}

/// Lists more challenges.
pub fn more(count: usize) -> String {
    if count == 1 { "Show 1 more challenge".to_owned() } else { format!("Show {count} more challenges") }
}

/// What a page without script says.
pub fn needs_script() -> String {
    "Searching needs JavaScript. All challenges stand under their themes:".to_owned()
}
