//! Messages of the frame around pages, and of pages shown in place of others.

use messages::messages;

messages! { module = Frame;
    /// Text of the first link of a page, which skips the header.
    fn skip() = "Skip to content";
    /// Accessible name of the navigation.
    fn site() = "Site";
    /// Link to the start page.
    fn map() = "Map";
    /// Link to the visualization.
    fn explore() = "Explore";
    /// Link to the discussion page.
    fn discuss() = "Discuss";
    /// Link to the search page, and its heading.
    fn search() = "Search";
    /// Link to the page about purpose, method and data, and its heading.
    fn about() = "About";
    /// Button that opens the sign-up form.
    fn sign_up() = "Sign up";
    /// Longer text of that button, and heading of the form.
    fn sign_up_for_updates() = "Sign up for updates";
    /// Text that says what updates are about.
    fn updates_of() = "Hear when new survey results are published or a challenge page is updated.";
    /// Line in the footer that names the publisher.
    fn published_by(site: Text, publisher: Text) = "{site}, published by {publisher}.";
    /// Link in the footer to the page about purpose, method and data.
    fn about_the_data() = "About, method and data";
    /// Link to the visualization, in the footer and on the start page.
    fn explore_the_picture() = "Explore the visualization";
    /// Accessible name of the list of languages.
    fn language() = "Language";
    /// Message if the words of a language that was chosen could not be loaded.
    fn language_not_loaded() = "This language could not be loaded. Check your connection, then try again.";
    /// Note on the form for pages without script.
    fn sign_up_needs_script() = "Signing up for updates needs JavaScript.";
    /// Status while the form is being loaded.
    fn opening_form() = "Opening the form…";
    /// Error: the form could not be loaded.
    fn form_not_opened() = "The form could not be loaded. Check your connection, then try again.";
    /// Accessible name of the list of sign-ups that are not sent yet.
    fn unsent() = "Not sent yet";
    /// Button that tries again what failed.
    fn try_again() = "Try again";
    /// Accessible name of the button that closes a dialog.
    fn close() = "Close";
    /// Lead of the discussion page.
    fn discuss_lead() = "Rate the challenges where you are, alone or as a group. See how your answers compare with the survey, and leave with a plan.";
    /// Status while a page that is a lazy part is being loaded.
    fn opening_page() = "Opening the page…";
    /// Error: the page could not be loaded.
    fn page_not_opened() = "The page could not be loaded. Check your connection, then try again.";
    /// Heading for addresses without a page.
    fn not_found() = "Page not found";
    /// Lead under that heading.
    fn not_found_lead() = "There is no page at this address. It may have moved, or the address may be mistyped.";
    /// Link from there to the start page.
    fn to_the_map() = "Go to the map of all challenges";
    /// Label of a search field.
    fn find_challenge() = "Find a challenge";
    /// Placeholder of that field: an example.
    fn find_example() = "e.g. mental health";
    /// Heading of the page that is shown when the data can't be loaded.
    fn not_loaded() = "The map could not be loaded";
    /// Error: the host did not respond.
    fn unreachable(file: Text) = "{file} could not be loaded: the server did not respond. Check your connection.";
    /// Error: the host responded, but not with the file.
    fn bad_status(file: Text, status: Text) = "{file} could not be loaded: the server responded with status {status}.";
    /// Error: the file is longer than the limit in bytes.
    fn too_long(file: Text, limit: Number) = "{file} is too large: the limit is {limit|one:# byte|other:# bytes}.";
    /// Error: the download stalled for some seconds.
    fn stalled(file: Text, seconds: Number) = "{file} could not be loaded completely: nothing arrived for {seconds|one:# second|other:# seconds}. Check your connection.";
    /// Error: the file can't be parsed.
    fn invalid_data(file: Text, problems: Number) = "{file} can’t be shown: {problems|one:it has a problem|other:it has # problems}.";
    /// Error: the file with the long texts belongs to another bundle, or to another version of it.
    fn other_bundle(file: Text) = "{file} belongs to another version of this map. Reload the page.";
    /// Status while the long texts of a page are being loaded.
    fn loading_texts() = "Loading the full text…";
    /// Error: the long texts of a page could not be loaded, and why.
    fn texts_not_loaded(reason: Text) = "The full text could not be loaded. {reason}";
    /// Text before the list of problems, which is in English in every language.
    fn details() = "Details for the publisher, in English:";
    /// Number of problems that are not listed.
    fn more_problems(count: Number) = "{count|one:and # more|other:and # more}";
    /// Advice for the publisher; a command follows.
    fn for_publishers() = "Do you publish this site? This command lists every problem in a bundle, with line numbers:";
}
