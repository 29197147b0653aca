//! What is said in files that are taken away.

use crate::messages;

messages! { section = Files;
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
    /// The line under the headline of a picture.
    fn facts(wave: Text, who: Text, respondents: Text) = "{wave}, {who}, n = {respondents}";
}
