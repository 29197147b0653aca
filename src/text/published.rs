//! What publishing writes into pages for those who list and share them. No program says it.

use crate::messages;

messages! { section = Published;
    /// What the page that finds words is.
    fn search_description(site: Text) = "Find challenges, ideas, quotations and resources of {site} by the words in them.";
    /// What the page for frames is.
    fn embed_description(takeaway: Text) = "{takeaway} In a frame.";
    /// Its name in the browser's tab.
    fn embed_title(heading: Text) = "{heading}, in a frame";
    /// What stands where there is no page.
    fn not_found_description(site: Text) = "There is no page of {site} at this address.";
    /// A page that has no text of its own.
    fn bare_description(heading: Text, site: Text) = "{heading}, on {site}.";
    /// What a challenge's card says, for those who do not see it.
    fn card_of_challenge(challenge: Text, values: Text, source: Text) = "{challenge}: {values}. {source}";
    /// What any other card says.
    fn card(heading: Text, takeaway: Text) = "{heading}. {takeaway}";
    /// What the data set is.
    fn dataset(tagline: Text, challenges: Number, themes: Number) = "{tagline}. {challenges|one:# challenge|other:# challenges} in {themes|one:# theme|other:# themes}.";
    /// The same with waves of made-up numbers.
    fn dataset_made_up(tagline: Text, challenges: Number, themes: Number, waves: Text) = "{tagline}. {challenges|one:# challenge|other:# challenges} in {themes|one:# theme|other:# themes}. Made up, for illustration only: {waves}.";
    /// The name of the notice in structured data.
    fn notice() = "Notice";
}
