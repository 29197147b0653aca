//! Headings and links of the pages.

use crate::messages;

messages! { section = Site;
    /// The link from the start page to the one about it.
    fn how_made() = "How this was made";
    /// The heading over the first places of a ranking.
    fn first_priorities() = "First priorities";
    /// The way from the start page to where one is.
    fn trail() = "Breadcrumb";
    /// The heading over what a challenge is.
    fn the_challenge() = "The Challenge";
    /// The link to the picture that shows a challenge.
    fn explore_it() = "Explore visualization";
    /// The heading over the numbers of a challenge.
    fn stats() = "Challenge Stats";
    /// The heading over its ideas.
    fn ideas() = "Ideas from the Field";
    /// The heading over quotations.
    fn quotes() = "In the Words of District Staff";
    /// The heading over resources.
    fn resources() = "Resources";
    /// The heading over where facts come from.
    fn sources() = "Sources";
    /// The heading over the survey's questions.
    fn what_was_asked() = "What was asked";
    /// The heading over the rounds of the survey.
    fn waves() = "Survey waves";
    /// The heading over the data set.
    fn data() = "Data";
    /// The link to the data set.
    fn all_data() = "Download all data (JSON)";
}
