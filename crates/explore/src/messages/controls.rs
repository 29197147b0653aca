//! Messages around the charts: controls, table, downloads.

use data::challenge::{MeasureIx, Text, WaveIx};
use data::dataset::Dataset;
use messages::messages;
use slim_std::unicode::to_lowercase;

use super::common::{minimum, years_of_waves};
use crate::view_state::control::Control;
use crate::view_state::query::{Note, QueryKey};
use crate::view_state::{Sort, View};

messages! { module = Controls;
    /// Heading of the chart page.
    fn heading() = "Explore the challenges";
    /// Introduction of the chart page.
    fn lead() = "Which challenges come first and for whom, what moved, where groups differ, and how many people that is.";
    /// Notice on a page without JavaScript.
    fn needs_script() = "Other views, groups and waves need JavaScript.";
    /// Link to the bundle.
    fn all_numbers() = "All numbers as one file (JSON)";
    /// Help on the keyboard in a chart.
    fn chart_help() = "Arrow keys move between challenges. Home and End go to the first and last. Page Up and Page Down move by ten. Enter opens the page. Escape hides the note; press it again to leave the chart.";
    /// Label of the list of themes under a chart.
    fn themes() = "Themes";
    /// Label of the list of overlapping marks.
    fn at_this_point() = "Challenges at this point";
    /// Label of the list of views.
    fn views() = "View";
    /// Name of the ranking view.
    fn ranking() = "Ranking";
    /// Question that the view answers.
    fn ranking_question() = "Which challenges come first?";
    /// Name of the pair view.
    fn pair(across: Text, up: Text) = "{across} × {up}";
    /// Question that the view answers.
    fn pair_question() = "Which are high on both?";
    /// Name of the change view.
    fn change() = "Change";
    /// Question that the view answers.
    fn change_question() = "What moved from wave to wave?";
    /// Name of the gap view.
    fn gap() = "Gap";
    /// Question that the view answers.
    fn gap_question() = "Where do two groups differ most?";
    /// Name of the answers view.
    fn answers() = "Every answer";
    /// Question that the view answers.
    fn answers_question() = "How many people is that?";
    /// Name of the table view.
    fn table() = "Table";
    /// Question that the view answers.
    fn table_question() = "All the numbers.";
    /// Name of the overview.
    fn overview() = "Overview";
    /// Question that the view answers.
    fn overview_question() = "How does each challenge stand on every measure?";
    /// Label of the control of the measure that the overview is sorted by.
    fn sort_by() = "Sort by";
    /// Accessible name of the head of a lane, which sorts the overview by its measure.
    fn sort_by_measure(label: Text) = "Sort by {label}";
    /// Explanation of made-up numbers.
    fn illustrative_help() = "Invented answers that show how this works. Nobody was asked.";
    /// Link from made-up numbers to published ones. `waves` are the waves that it shows.
    fn to_published(waves: Text) = "Real priorities: {waves}";
    /// A wave and the one after it.
    fn then(earlier: Text, later: Text) = "{earlier} → {later}";
    /// Link from published numbers to made-up ones.
    fn to_illustrative() = "Example with invented answers";
    /// Label of the control of the measure.
    fn measure() = "Measure";
    /// Label of the control of the x axis.
    fn across() = "Horizontal axis";
    /// Label of the control of the y axis.
    fn up() = "Vertical axis";
    /// Label of the control of the wave.
    fn wave() = "Wave";
    /// Label of the control of the audience.
    fn group() = "Group";
    /// Help on the control of the audience. `first` and `second` are groups of two dimensions.
    fn one_group_of(first: Text, second: Text) = "One group at a time: “{first}” or “{second}”, not yet both at once.";
    /// Help on the control of the audience, if there are no two dimensions.
    fn one_group() = "One group at a time.";
    /// Label of the control of the second audience.
    fn compared_with() = "Compared with";
    /// Label of the control of the highlighted theme.
    fn highlight() = "Highlight theme";
    /// Entry for no highlighted theme.
    fn all_themes() = "All themes";
    /// Placeholder of the search field.
    fn name() = "Name";
    /// Link to the default chart.
    fn reset() = "Reset";
    /// Button that opens the filters on small screens, and their heading.
    fn filters() = "Filters";
    /// Text of that button if some are not at their default.
    fn filters_set(count: Number) = "Filters ({count})";
    /// Button that closes the filters.
    fn done() = "Done";
    /// Label of the list of filters that are not at their default, and of pinned challenges.
    fn chosen() = "Active filters and compared challenges";
    /// Accessible name of the button that removes a filter.
    fn remove_filter(filter: Text) = "Remove the filter {filter}";
    /// Button that shows a takeaway that is cut off.
    fn read_all() = "Read all";
    /// Button that cuts it off again.
    fn read_less() = "Read less";
    /// Label of the list of pinned challenges.
    fn compared() = "Compared challenges";
    /// Note on a pinned challenge that the chart does not show.
    fn not_shown() = "Not in this chart";
    /// Accessible name of the button that pins a challenge.
    fn pin_one(challenge: Text) = "Compare {challenge}";
    /// Accessible name of the button that unpins a challenge.
    fn unpin_one(challenge: Text) = "Stop comparing {challenge}";
    /// Accessible name of that button on a pinned challenge.
    fn pinned_one(challenge: Text) = "Compared: {challenge}";
    /// Announcement after a challenge was looked up by its name.
    fn found(challenge: Text, values: Text) = "{challenge}: {values}";
    /// Message if no challenge has the name that was typed.
    fn none_found(typed: Text) = "No challenge found for “{typed}”";
    /// Accessible name of the chart with its headline, controls and legend.
    fn chart() = "Chart";
    /// Text of the button that pins a challenge.
    fn pin() = "Compare";
    /// Text of that button on a pinned challenge.
    fn pinned() = "Compared";
    /// Button in the note on a mark that opens the challenge's page.
    fn open() = "Open";
    /// Accessible name of that button.
    fn open_page(challenge: Text) = "Open {challenge}";
    /// Label of the list of challenges of the highlighted theme.
    fn of_theme(theme: Text) = "Challenges in {theme}";
    /// Heading over the table beside a chart.
    fn as_table() = "View as table";
    /// Accessible name of that table.
    fn table_of_values() = "Table of the values shown";
    /// Head of the column of places.
    fn column_place() = "Place";
    /// Head of the column of places by a measure.
    fn column_rank(measure: Text) = "Rank ({measure})";
    /// Head of the column of challenges.
    fn column_challenge() = "Challenge";
    /// Head of the column of themes.
    fn column_theme() = "Theme";
    /// Head of the column of numbers of respondents.
    fn column_answers() = "Answers";
    /// Head of the column of pin buttons.
    fn column_compare() = "Compare";
    /// Button that opens the downloads.
    fn export() = "Download, link, embed";
    /// Text of that button while they are loading.
    fn opening() = "Opening…";
    /// Notice that they could not be loaded.
    fn not_opened() = "This could not be loaded. Check your connection, then try again.";
    /// Link under an embedded chart.
    fn embed_source(site: Text) = "Explore this chart on {site}";
    /// Note on a query of an unknown version.
    fn unknown_version(value: Text) = "The address asks for the version “{value}”, which this site does not have.";
    /// Note on an unknown view in the query.
    fn unknown_view(value: Text) = "The address asks for the view “{value}”, which this site does not have.";
    /// Note on an unknown measure in the query.
    fn unknown_measure(value: Text) = "The address asks for the measure “{value}”, which this site does not have.";
    /// Note on an unknown wave in the query.
    fn unknown_wave(value: Text) = "The address asks for the wave “{value}”, which this site does not have.";
    /// Note on an unknown group in the query.
    fn unknown_group(value: Text) = "The address asks for the group “{value}”, which this site does not have.";
    /// Note on an unknown theme in the query.
    fn unknown_theme(value: Text) = "The address asks for the theme “{value}”, which this site does not have.";
    /// Note on an unknown challenge in the query.
    fn unknown_challenge(value: Text) = "The address asks for the challenge “{value}”, which this site does not have.";
    /// Note on an unknown sort order in the query.
    fn unknown_sort(value: Text) = "The address asks for the order “{value}”, which this site does not have.";
}

/// Returns the message of a note on the query.
pub fn note(note: &Note) -> String {
    let words = match note.key {
        QueryKey::Version => unknown_version,
        QueryKey::View => unknown_view,
        QueryKey::Measure => unknown_measure,
        QueryKey::Wave => unknown_wave,
        QueryKey::Group => unknown_group,
        QueryKey::Theme => unknown_theme,
        QueryKey::Challenge => unknown_challenge,
        QueryKey::Sort => unknown_sort,
    };
    words(&note.value)
}

/// Returns the label of a control.
pub fn control(control: Control) -> String {
    match control {
        Control::Sort => sort_by(),
        Control::Measure => measure(),
        Control::Across => across(),
        Control::Up => up(),
        Control::Wave => wave(),
        Control::Audience => group(),
        Control::Versus => compared_with(),
        Control::Theme => highlight(),
    }
}

/// Returns the text of the link from published numbers to made-up ones, or to the published `waves`.
pub fn to_other_status(dataset: &Dataset, waves: &[WaveIx]) -> String {
    if waves.iter().any(|wave| dataset.wave(*wave).is_illustrative()) {
        return to_illustrative();
    }
    let names: Vec<&str> = waves.iter().map(|wave| dataset.wave(*wave).label.as_str()).collect();
    let years = years_of_waves(&names).into_iter().map(str::to_owned);
    to_published(&years.reduce(|before, next| then(&before, &next)).unwrap_or_default())
}

/// Returns the help on the control of the audience: it shows one group at a time, and what is withheld.
pub fn group_help(dataset: &Dataset) -> String {
    let firsts: Vec<&Text> = dataset
        .dimensions()
        .filter_map(|ix| dataset.dimension(ix).groups.first().map(|group| &dataset.group(*group).label))
        .collect();
    let one = match firsts[..] {
        [first, second, ..] => one_group_of(first, second),
        _ => one_group(),
    };
    format!("{one} {}", minimum(dataset.minimum_respondents()))
}

/// Returns the text of the button that opens the filters; `count` of them are not at their default.
pub fn filters_button(count: usize) -> String {
    if count == 0 { filters() } else { filters_set(count) }
}

/// Returns the name of a view. `(x, y)` are the measures of the pair view.
pub fn view(dataset: &Dataset, view: View, (x, y): (MeasureIx, MeasureIx)) -> String {
    match view {
        View::Overview => overview(),
        View::Ranking => ranking(),
        View::Pair => pair(&dataset.measure(x).label, &to_lowercase(&dataset.measure(y).label)),
        View::Change => change(),
        View::Gap => gap(),
        View::Answers => answers(),
        View::Table => table(),
    }
}

/// Returns the question that a view answers.
pub fn view_question(view: View) -> String {
    match view {
        View::Overview => overview_question(),
        View::Ranking => ranking_question(),
        View::Pair => pair_question(),
        View::Change => change_question(),
        View::Gap => gap_question(),
        View::Answers => answers_question(),
        View::Table => table_question(),
    }
}

/// Returns the accessible name of the button that pins a challenge, which begins with its text: [`pin`] or [`pinned`].
pub fn pin_name(pinned: bool, challenge: &str) -> String {
    if pinned { pinned_one(challenge) } else { pin_one(challenge) }
}

/// Returns the value of `aria-sort` of a table column; `own` is `true` for the column that the table is
/// sorted by. `reversed` is `true` for a column whose greatest value comes first if the order is not descending.
pub fn sort_state(own: bool, sort: Sort, reversed: bool) -> &'static str {
    match (own, sort.descending != reversed) {
        (false, _) => "none",
        (true, false) => "ascending",
        (true, true) => "descending",
    }
}
