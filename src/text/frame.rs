//! What stands around pages, and in place of them.

use crate::messages;

messages! { section = Site;
    /// The first link of a page.
    fn skip() = "Skip to content";
    /// What the navigation is called.
    fn site() = "Site";
    /// The start page.
    fn map() = "Map";
    /// The page of the pictures.
    fn explore() = "Explore";
    /// The page for groups.
    fn discuss() = "Discuss";
    /// The page that finds words.
    fn search() = "Search";
    /// Purpose, method, data.
    fn about() = "About";
    /// Opens the sign-up form.
    fn sign_up() = "Sign up";
    /// The same where there is room, and over the form.
    fn sign_up_for_updates() = "Sign up for updates";
    /// What updates are of.
    fn updates_of() = "Hear when a new survey wave is published or a challenge page grows.";
    /// Who made the site.
    fn published_by(site: Text, publisher: Text) = "{site}, published by {publisher}.";
    /// The link to purpose, method and data.
    fn about_the_data() = "About, method and data";
    /// The link to the pictures.
    fn explore_the_picture() = "Explore the visualization";
    /// What the choice of languages is called.
    fn language() = "Language";
    /// What a page without script says of the form.
    fn sign_up_needs_script() = "Signing up for updates needs JavaScript.";
    /// While the form is being fetched.
    fn opening_form() = "Opening the form…";
    /// It could not be fetched.
    fn form_not_opened() = "The form could not be loaded. Check your connection, then try again.";
    /// What the list of sign-ups that are not sent yet is called.
    fn unsent() = "Not sent yet";
    /// Does again what failed.
    fn try_again() = "Try again";
    /// Closes a dialog.
    fn close() = "Close";
    /// What the page for groups is for.
    fn discuss_lead() = "Plot how widespread and how urgent each challenge is where you are, see it beside the survey, alone or as a group, and leave with a plan.";
    /// While a page that is a lazy part is being fetched.
    fn opening_page() = "Opening the page…";
    /// It could not be fetched.
    fn page_not_opened() = "The page could not be loaded. Check your connection, then try again.";
    /// The heading where there is no page.
    fn not_found() = "Page not found";
    /// What stands under it.
    fn not_found_lead() = "There is no page at this address. It may have moved, or the address may be mistyped.";
    /// The way back from there.
    fn to_the_map() = "Go to the map of all challenges";
    /// Over a search field.
    fn find_challenge() = "Find a challenge";
    /// What may be typed in it.
    fn find_example() = "e.g. mental health";
    /// The heading where there is no data.
    fn not_loaded() = "The map could not be loaded";
    /// There was no answer.
    fn unreachable(file: Text) = "{file} could not be fetched: there was no answer. Check your connection.";
    /// There was an answer that is not the file.
    fn bad_status(file: Text, status: Text) = "{file} could not be fetched: the host answered with status {status}.";
    /// The file goes on.
    fn too_long(file: Text, limit: Number) = "{file} is too long: at most {limit|one:# byte is|other:# bytes are} read, and it has more.";
    /// The file stopped coming.
    fn stalled(file: Text, seconds: Number) = "{file} could not be fetched whole: nothing came for {seconds|one:# second|other:# seconds}. Check your connection.";
    /// The file can't be read.
    fn flawed(file: Text, problems: Number) = "{file} can’t be shown: {problems|one:it has a problem|other:it has # problems}.";
    /// Before the list of what is wrong, which is in English in every language.
    fn details() = "The details, in English, for whoever publishes this:";
    /// How many problems are not listed.
    fn more_problems(count: Number) = "{count|one:and # more|other:and # more}";
    /// What the publisher can do. The command is set apart.
    fn for_publishers() = "Do you publish this site? This command lists every problem of a bundle with its line:";
}
