//! What is said in files that are taken away.

use super::{count, not_published};
use crate::messages;

messages! { section = Files;
    /// Who made what is taken away.
    fn title(site: Text, publisher: Text) = "{site}, published by {publisher}";
    /// Before what a file is called.
    fn title_label() = "Title";
    /// Before what the picture says.
    fn takeaway_label() = "Takeaway";
    /// Before the wave.
    fn wave_label() = "Wave";
    /// Before whose answers these are.
    fn answers_of_label() = "Answers of";
    /// Before how many answered.
    fn respondents_label() = "Respondents";
    /// Before where the numbers were published.
    fn source_label() = "Source";
    /// Before licence or notice.
    fn licence_label() = "Licence";
    /// Before where the picture can be seen.
    fn address_label() = "Address";
    /// How many answered, from the least to the most.
    fn respondents_from_to(least: Number, most: Number) = "{least} to {most}";
    /// The line under the headline of a picture.
    fn facts(wave: Text, who: Text, respondents: Text) = "{wave}, {who}, n = {respondents}";
}

/// How many answered, from the least to the most: "610 to 612".
pub fn respondents_range(least: Option<u32>, most: Option<u32>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => count(most),
        (Some(least), Some(most)) => respondents_from_to(least, most),
        _ => not_published(),
    }
}
