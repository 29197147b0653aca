//! Messages of the pages: headings and links.

use messages::messages;

messages! { module = Pages;
    /// Link from the start page to the page about method and data.
    fn how_made() = "How this was made";
    /// Heading of the first places of a ranking.
    fn first_priorities() = "First priorities";
    /// Accessible name of the breadcrumb.
    fn breadcrumb() = "Breadcrumb";
    /// Heading of the description of a challenge.
    fn the_challenge() = "The Challenge";
    /// Link to the chart that shows a challenge.
    fn explore_it() = "Explore visualization";
    /// Heading of the numbers of a challenge.
    fn stats() = "Challenge Stats";
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
