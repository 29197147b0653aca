//! Messages that `publish` writes into pages, for search engines and link previews. The browser build has none.

use messages::messages;

messages! { module = Published;
    /// Note on a published page whose script does not come: it is blocked, or the network is gone.
    fn not_starting() = "The script of this page did not load. The controls do not work, and the picture may be another than the address asks for.";
    /// Description of the search page.
    fn search_description(site: Text) = "Search the challenges, ideas, quotes and resources on {site}.";
    /// Description of `/embed`.
    fn embed_description(takeaway: Text) = "{takeaway} A chart to embed.";
    /// Title of `/embed`.
    fn embed_title(heading: Text) = "{heading} (embedded)";
    /// Description of the "not found" page.
    fn not_found_description(site: Text) = "{site} has no page at this address.";
    /// Description of a page without text of its own.
    fn bare_description(heading: Text, site: Text) = "{heading}, on {site}.";
    /// Text alternative of a challenge's preview image.
    fn card_of_challenge(challenge: Text, values: Text, source: Text) = "{challenge}: {values}. {source}";
    /// Text alternative of any other preview image.
    fn card(heading: Text, takeaway: Text) = "{heading}. {takeaway}";
    /// Description of the data set.
    fn dataset(tagline: Text, challenges: Number, themes: Number) = "{tagline}. {challenges|one:# challenge|other:# challenges} in {themes|one:# theme|other:# themes}.";
    /// Description of a data set that has waves with made-up numbers.
    fn dataset_made_up(tagline: Text, challenges: Number, themes: Number, waves: Text) = "{tagline}. {challenges|one:# challenge|other:# challenges} in {themes|one:# theme|other:# themes}. Invented, for illustration only: {waves}.";
    /// Name of the notice in structured data.
    fn notice() = "Notice";
}
