//! Messages of the pages: headings and links.

use messages::messages;

messages! { module = Pages;
    /// Link from the start page to the page about method and data.
    fn how_made() = "How this was made";
    /// Heading of the first places of a ranking.
    fn first_priorities() = "First priorities";
    /// Heading of the small overview on the start page.
    fn at_a_glance() = "At a Glance";
    /// Link from the small overview to the whole one.
    fn see_all(count: Number) = "{count|one:See # challenge|other:See all # challenges}";
    /// Explanation of the small glyphs in lists. `measures` are their labels, in order; `wave` is that of the numbers.
    fn fingerprint_key(measures: Text, wave: Text) = "Each small picture shows, from top to bottom: {measures}. Numbers: {wave}. Farther right is a higher place or a larger share. A ring at the left means not published.";
    /// Accessible name of the breadcrumb.
    fn breadcrumb() = "Breadcrumb";
    /// Heading of the description of a challenge.
    fn the_challenge() = "The Challenge";
    /// Link to the chart that shows a challenge.
    fn explore_it() = "Explore visualization";
    /// Heading of the numbers of a challenge.
    fn stats() = "Challenge Stats";
    /// Heading of the place of a challenge among all others.
    fn among_all() = "Among All Challenges";
    /// Place of a challenge by a share.
    fn stands(label: Text, value: Text, place: Number, total: Number) = "{label}: {value}, number {place} of {total}";
    /// Place of a challenge by a rank.
    fn stands_by_rank(label: Text, value: Text, total: Number) = "{label}: {value}; {total|one:# challenge has a rank|other:# challenges have a rank}";
    /// Text before the link to the challenge with the next higher place or share.
    fn higher() = "Higher";
    /// Text before the link to the challenge with the next lower place or share.
    fn lower() = "Lower";
    /// Button that prints a page.
    fn print() = "Print this page";
    /// Heading of the ideas for a challenge.
    fn ideas() = "Ideas from the Field";
    /// Heading of quotations.
    fn quotes() = "In the Words of District Staff";
    /// Heading of resources.
    fn resources() = "Resources";
    /// Heading of sources.
    fn sources() = "Sources";
    /// Heading of the survey's questions.
    fn what_was_asked() = "What was asked";
    /// Heading of the waves of the survey.
    fn waves() = "Survey waves";
    /// Heading of the data set.
    fn data() = "Data";
    /// Link that downloads the data set.
    fn all_data() = "Download all data (JSON)";
}
