//! Messages of the pages: headings and links.

use messages::messages;

messages! { module = Pages;
    /// Link from the start page to the page about method and data.
    fn how_made() = "How this was made";
    /// Heading of the first places of a ranking.
    fn first_priorities() = "Top priorities";
    /// Heading of the small overview on the start page.
    fn at_a_glance() = "At a Glance";
    /// Link from the small overview to the whole one.
    fn see_overview() = "See the whole overview";
    /// Link from the first challenges of a list to all of them.
    fn see_all(count: Number) = "{count|one:See # challenge|other:See all # challenges}";
    /// Explanation of the small glyphs in lists. `measures` are their labels, in order; `wave` is that of the numbers.
    fn fingerprint_key(measures: Text, wave: Text) = "Each small chart shows, from top to bottom: {measures}. Numbers: {wave}. Farther right is a higher place or a larger share. A ring at the left means not published.";
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
    fn next_above() = "Next above";
    /// Text before the link to the challenge with the next lower place or share.
    fn next_below() = "Next below";
    /// Button that prints a page.
    fn print() = "Print this page";
    /// Heading of the ideas for a challenge.
    fn ideas() = "Ideas from the Field";
    /// Heading of quotations, where the bundle has none.
    fn quotes() = "In their own words";
    /// Words before the title of the document that an idea was taken from.
    fn source() = "Source:";
    /// Note beside an address that was last seen in a month and could not be verified since.
    fn seen(month: Text, year: Text) = "seen {month} {year}";
    /// Name of a month.
    fn january() = "January";
    /// Name of a month.
    fn february() = "February";
    /// Name of a month.
    fn march() = "March";
    /// Name of a month.
    fn april() = "April";
    /// Name of a month.
    fn may() = "May";
    /// Name of a month.
    fn june() = "June";
    /// Name of a month.
    fn july() = "July";
    /// Name of a month.
    fn august() = "August";
    /// Name of a month.
    fn september() = "September";
    /// Name of a month.
    fn october() = "October";
    /// Name of a month.
    fn november() = "November";
    /// Name of a month.
    fn december() = "December";
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

/// Returns the name of a month, 1 to 12.
pub fn month(month: u8) -> String {
    let names =
        [january, february, march, april, may, june, july, august, september, october, november, december];
    names.get(usize::from(month).wrapping_sub(1)).map_or_else(String::new, |name| name())
}
