//! What can be taken away, and what is said in files that are.

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
    /// Prints the page.
    fn print() = "Print";
    /// Over the address of what is shown.
    fn link() = "Link to exactly this";
    /// Copies it.
    fn copy_link() = "Copy link";
    /// Over the text that shows the picture in another page.
    fn embed() = "To show it in another page";
    /// The address is on its way to wherever it is pasted.
    fn copied() = "The link is copied.";
    /// The browser keeps its clipboard to itself.
    fn not_copied() = "The browser did not allow copying: select the link and copy it yourself.";
    /// The file is being made.
    fn saving() = "Making the file…";
    /// The browser made no file.
    fn not_saved() = "The file could not be made. Try another kind, or reload the page.";
    /// A file was handed over.
    fn saved(name: Text) = "Saved as {name}.";
}
