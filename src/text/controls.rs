//! What stands beside the pictures: controls, table, what can be taken away.

use crate::atlas::Atlas;
use crate::case::lower;
use crate::challenge::MeasureIx;
use crate::messages;
use crate::state::query::{Asked, Note};
use crate::state::{Sort, View, control::Control};

messages! { section = Site;
    /// The heading of the page of the pictures.
    fn heading() = "Explore the challenges";
    /// What that page is for.
    fn lead() = "Which challenges come first and for whom, what moved, where groups differ, and how many people that is.";
    /// What a page without script says of what is not on it.
    fn needs_script() = "The other pictures, groups and waves need JavaScript.";
    /// The link to the bundle, beside it.
    fn all_numbers() = "All numbers as one file (JSON)";
    /// How the keys move in a picture.
    fn chart_help() = "Arrow keys move from challenge to challenge. Home and End go to the first and the last. Page Up and Page Down go ten on. Enter opens the page. Escape hides the note, and once more leaves the picture.";
    /// What the list of themes under a picture is called.
    fn themes() = "Themes";
    /// What the list of marks that lie over each other is called.
    fn at_this_point() = "Challenges at this point";
    /// What the list of views is called.
    fn views() = "View";
    /// The view that orders.
    fn ranking() = "Ranking";
    /// What it answers.
    fn ranking_question() = "Which challenges come first?";
    /// The view of two measures.
    fn pair(across: Text, up: Text) = "{across} × {up}";
    /// What it answers.
    fn pair_question() = "Which are high on both?";
    /// The view of what moved.
    fn change() = "Change";
    /// What it answers.
    fn change_question() = "What moved from wave to wave?";
    /// The view of two groups.
    fn gap() = "Gap";
    /// What it answers.
    fn gap_question() = "Where do two groups differ most?";
    /// The view of every respondent.
    fn answers() = "Every answer";
    /// What it answers.
    fn answers_question() = "How many people is that?";
    /// The view without a picture.
    fn table() = "Table";
    /// What it answers.
    fn table_question() = "All the numbers.";
    /// What was asked.
    fn measure() = "Measure";
    /// What goes across in the pair view.
    fn across() = "Across";
    /// What goes up in it.
    fn up() = "Up";
    /// Which round of the survey.
    fn wave() = "Wave";
    /// Whose answers.
    fn answers_of() = "Answers of";
    /// Whose they are compared with.
    fn compared_with() = "Compared with";
    /// Whose challenges stand out.
    fn highlight() = "Highlight theme";
    /// No theme in particular.
    fn all_themes() = "All themes";
    /// In an empty field for a name.
    fn name() = "Name";
    /// The link to the untouched picture.
    fn reset() = "Reset";
    /// What the list of compared challenges is called.
    fn compared() = "Compared challenges";
    /// What a pinned challenge says in a picture without it.
    fn not_shown() = "Not in this picture";
    /// The name of the button that pins a challenge.
    fn pin_one(challenge: Text) = "Compare {challenge}";
    /// The name of the same when it is pinned.
    fn unpin_one(challenge: Text) = "Stop comparing {challenge}";
    /// What that button reads.
    fn pin() = "Pin";
    /// What it reads when it is pinned.
    fn pinned() = "Pinned";
    /// The heading over the table beside a picture.
    fn as_table() = "The same as a table";
    /// What that table is called.
    fn table_of_values() = "Table of the values shown";
    /// Its column of places.
    fn column_place() = "Place";
    /// Its column of challenges.
    fn column_challenge() = "Challenge";
    /// Its column of themes.
    fn column_theme() = "Theme";
    /// Its column of counts.
    fn column_answers() = "Answers";
    /// Its column of buttons.
    fn column_compare() = "Compare";
    /// Opens what can be taken away.
    fn take_away() = "Download, link, embed";
    /// While that is being fetched.
    fn opening() = "Opening…";
    /// It could not be fetched.
    fn not_opened() = "This could not be loaded. Check your connection, then try again.";
    /// What stands under an embedded picture.
    fn embed_source(site: Text) = "Explore this picture on {site}";
    /// The address asks for a later version of its rules.
    fn unknown_version(value: Text) = "The address asks for the version “{value}”, which this site does not have.";
    /// The address asks for a view that there is not.
    fn unknown_view(value: Text) = "The address asks for the view “{value}”, which this site does not have.";
    /// The same of a measure.
    fn unknown_measure(value: Text) = "The address asks for the measure “{value}”, which this site does not have.";
    /// The same of a wave.
    fn unknown_wave(value: Text) = "The address asks for the wave “{value}”, which this site does not have.";
    /// The same of a group.
    fn unknown_group(value: Text) = "The address asks for the group “{value}”, which this site does not have.";
    /// The same of a theme.
    fn unknown_theme(value: Text) = "The address asks for the theme “{value}”, which this site does not have.";
    /// The same of a challenge.
    fn unknown_challenge(value: Text) = "The address asks for the challenge “{value}”, which this site does not have.";
    /// The same of an order.
    fn unknown_sort(value: Text) = "The address asks for the order “{value}”, which this site does not have.";
}

/// A part of the address that could not be followed.
pub fn note(note: &Note) -> String {
    let words = match note.asked {
        Asked::Version => unknown_version,
        Asked::View => unknown_view,
        Asked::Measure => unknown_measure,
        Asked::Wave => unknown_wave,
        Asked::Group => unknown_group,
        Asked::Theme => unknown_theme,
        Asked::Challenge => unknown_challenge,
        Asked::Sort => unknown_sort,
    };
    words(&note.value)
}

/// What stands over a control.
pub fn control(control: Control) -> String {
    match control {
        Control::Measure => measure(),
        Control::Across => across(),
        Control::Up => up(),
        Control::Wave => wave(),
        Control::Audience => answers_of(),
        Control::Versus => compared_with(),
        Control::Theme => highlight(),
    }
}

/// The name of a view.
pub fn view(atlas: &Atlas, view: View, (x, y): (MeasureIx, MeasureIx)) -> String {
    match view {
        View::Ranking => ranking(),
        View::Pair => pair(&atlas.measure(x).label, &lower(&atlas.measure(y).label)),
        View::Change => change(),
        View::Gap => gap(),
        View::Answers => answers(),
        View::Table => table(),
    }
}

/// What a view answers.
pub fn view_question(view: View) -> String {
    match view {
        View::Ranking => ranking_question(),
        View::Pair => pair_question(),
        View::Change => change_question(),
        View::Gap => gap_question(),
        View::Answers => answers_question(),
        View::Table => table_question(),
    }
}

/// The name of the button that pins a challenge, or lets go of it.
pub fn pin_name(pinned: bool, challenge: &str) -> String {
    if pinned { unpin_one(challenge) } else { pin_one(challenge) }
}

/// The order of a table column for assistive technology.
pub fn sort_state(own: bool, sort: Sort) -> &'static str {
    match (own, sort.descending) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
    }
}
