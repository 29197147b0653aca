//! Messages of downloads, and texts inside of the files.

use messages::messages;

messages! { module = Files;
    /// Label of the title.
    fn title_label() = "Title";
    /// Label of the takeaway.
    fn takeaway_label() = "Takeaway";
    /// Label of the wave.
    fn wave_label() = "Wave";
    /// Label of the audience.
    fn answers_of_label() = "Group";
    /// Label of the number of respondents.
    fn respondents_label() = "Respondents";
    /// Label of the source.
    fn source_label() = "Source";
    /// Label of the license or notice.
    fn license_label() = "License";
    /// Label of the chart's URL.
    fn address_label() = "Address";
    /// Line under the headline of an image.
    fn facts(wave: Text, who: Text, respondents: Text) = "{wave}, {who}, n = {respondents}";
    /// Button that prints the page.
    fn print() = "Print";
    /// Label of the link to the chart.
    fn link() = "Link to this view";
    /// Button that copies the link.
    fn copy_link() = "Copy link";
    /// Label of the HTML that embeds the chart.
    fn embed() = "Embed in another page";
    /// Notice that the link was copied.
    fn copied() = "Link copied.";
    /// Notice that the browser did not allow copying.
    fn not_copied() = "Your browser did not allow copying. Select the link and copy it yourself.";
    /// Notice while a file is being made.
    fn saving() = "Creating the file…";
    /// Notice that a file could not be made.
    fn not_saved() = "The file could not be created. Try another format, or reload the page.";
    /// Label of the choice of a picture's format.
    fn format_label() = "Image format";
    /// Format of a picture that is wider than high.
    fn landscape() = "Landscape";
    /// Format of a picture that is as wide as high.
    fn square() = "Square";
    /// Format of a picture that is higher than wide.
    fn portrait() = "Portrait";
    /// Notice that the browser would save another picture than the one drawn.
    fn blurred() = "This browser alters the pixels of images so that sites cannot recognize you. A PNG would be wrong; the SVG is exact.";
    /// Button that saves the SVG in place of the PNG.
    fn svg_instead() = "Save the SVG";
    /// Notice that a file was saved.
    fn saved(name: Text) = "Saved as {name}.";
}
