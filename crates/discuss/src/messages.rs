//! Messages about boards, groups and plans: comparisons with the survey, errors of links and files, labels of
//! the sheet.

pub mod page;

use messages::messages;
use slim_std::unicode::to_lowercase;

messages! { module = Discuss;
    /// Error: the board is full.
    fn full(most: Number) = "A board holds at most {most|one:# challenge|other:# challenges}. Remove one before you add another.";
    /// Error: a link without a board.
    fn no_link() = "This is not a link to a board: “#board=” is missing. Copy the whole link again.";
    /// Error: a truncated link.
    fn link_cut() = "The end of this link is missing. Copy the whole link again, or ask for a file.";
    /// Error: a corrupt link.
    fn link_altered() = "This link was changed along the way. Copy the whole link again, or ask for a file.";
    /// Error: a text that is longer than any board.
    fn too_large() = "This is too large to be a board. Check that it is the right link or file.";
    /// Error: invalid JSON, with the position of the first error.
    fn not_json(line: Number, column: Number) = "This file is not a board: it cannot be read past line {line}, column {column}. Ask for it to be saved again.";
    /// Error: JSON of something else.
    fn no_board() = "This is not a board. Choose a file that was saved on this page.";
    /// Error: a file of several boards, one of which can't be read.
    fn one_damaged() = "One of the boards in this file can’t be read, so none was added. Ask for the file to be saved again.";
    /// Error: a board of a newer format.
    fn newer() = "This board was made by a newer version of this page. Reload the page and try again.";
    /// Error: an unknown or duplicate field.
    fn unknown_field(name: Text) = "This board has a field “{name}” that does not belong there or appears twice. Ask for the board to be saved again.";
    /// Error: a missing or invalid field.
    fn wrong_field(name: Text) = "The field “{name}” of this board is missing or wrong. Ask for the board to be saved again.";
    /// Error: a board of another survey.
    fn foreign_to(map: Text) = "This board belongs to another survey: {map}. Open it on the site where it was made.";
    /// Error: a board of another survey without a title.
    fn foreign_to_unknown() = "This board belongs to another survey. Open it on the site where it was made.";

    /// Error: the browser did not store the board.
    fn not_kept() = "This browser did not save the board: its storage is full, or saving is not allowed. Save the board as a file.";
    /// Error: the stored boards are of a newer version.
    fn store_newer() = "Your boards were saved by a newer version of this page. They are left as they are; reload the page to open them.";
    /// Error: too many boards.
    fn store_full(most: Number) = "This browser keeps at most {most|one:# board|other:# boards}. Delete one, or save it as a file, before you add another.";
    /// Notice that unreadable boards were copied to another key.
    fn set_aside(key: Text) = "Some boards saved in this browser cannot be read. Nothing was deleted: they are kept under “{key}”.";
    /// Error: the board is no longer stored.
    fn board_gone() = "This board is no longer saved in this browser. Perhaps it was deleted in another tab.";
    /// Notice that another tab changed the open board.
    fn tab_changed() = "This board was changed in another tab. You see the changes from both.";
    /// Notice that another tab changed the same part of the board.
    fn tab_apart(title: Text) = "You changed the same part of this board here and in another tab. What you typed here stays; “{title}” among your boards has the other version.";
    /// Notice that another tab deleted the open board.
    fn tab_deleted() = "This board was deleted in another tab. You still see it here; change anything and it is saved again.";
    /// Notice that another tab deleted the open board, which was changed here.
    fn tab_restored() = "This board was deleted in another tab. You changed it here, so it is saved again.";
    /// Title of the copy with the other tab's changes.
    fn tab_copy(title: Text) = "{title} (other tab)";

    /// Name of all respondents inside a sentence, if there is no wave.
    fn survey_everyone() = "the survey’s respondents";
    /// Label of own marks in a legend.
    fn your_side() = "Yours";
    /// Label of a group's marks in a legend.
    fn group_side() = "Your group’s median";
    /// Sentence on an own value above the survey's.
    fn you_higher(challenge: Text, points: Number, measure: Text, who: Text) = "You rate {challenge} {points|one:# point|other:# points} higher on “{measure}” than {who} did.";
    /// Sentence on an own value below the survey's.
    fn you_lower(challenge: Text, points: Number, measure: Text, who: Text) = "You rate {challenge} {points|one:# point|other:# points} lower on “{measure}” than {who} did.";
    /// Sentence on an own value close to the survey's.
    fn you_about(challenge: Text, measure: Text, who: Text) = "You rate {challenge} about the same on “{measure}” as {who} did.";
    /// Sentence on a group's median above the survey's value.
    fn group_higher(challenge: Text, points: Number, measure: Text, who: Text) = "Your group’s median for {challenge} is {points|one:# point|other:# points} higher on “{measure}” than the answers of {who}.";
    /// Sentence on a group's median below the survey's value.
    fn group_lower(challenge: Text, points: Number, measure: Text, who: Text) = "Your group’s median for {challenge} is {points|one:# point|other:# points} lower on “{measure}” than the answers of {who}.";
    /// Sentence on a group's median close to the survey's value.
    fn group_about(challenge: Text, measure: Text, who: Text) = "Your group’s median for {challenge} is about the same on “{measure}” as the answers of {who}.";
    /// Sentence on a missing own value.
    fn you_not_yet(challenge: Text, measure: Text) = "You have not rated {challenge} on “{measure}” yet.";
    /// Sentence on a missing value of a group.
    fn group_not_yet(challenge: Text, measure: Text) = "Nobody in your group has rated {challenge} on “{measure}” yet.";
    /// Label of a missing own value beside a row of the chart.
    fn no_own_value() = "not rated yet";
    /// Name of a challenge that the data set does not have, by its id.
    fn gone(id: Text) = "{id} (not on this map)";
    /// Sentence on a suppressed value of the survey.
    fn too_few_to_compare(challenge: Text, measure: Text, who: Text) = "Nothing to compare for {challenge} on “{measure}”: the survey has too few answers from {who}.";
    /// Sentence on an unpublished value of the survey.
    fn nothing_to_compare(challenge: Text, measure: Text, who: Text) = "Nothing to compare for {challenge} on “{measure}”: no value from {who} was published.";
    /// Sentence on own place and the survey's.
    fn your_place(own: Number, survey: Number, wave: Text) = "Your #{own}, the survey’s #{survey} in {wave}.";
    /// Sentence on a group's place and the survey's.
    fn group_place(own: Number, survey: Number, wave: Text) = "Your group’s #{own}, the survey’s #{survey} in {wave}.";
    /// Sentence on own place, if the survey's is unknown.
    fn your_place_alone(own: Number) = "Your #{own}; the survey’s rank is not published.";
    /// Sentence on a group's place, if the survey's is unknown.
    fn group_place_alone(own: Number) = "Your group’s #{own}; the survey’s rank is not published.";
    /// Sentence on the survey's place, if there is no own order.
    fn survey_place(label: Text, survey: Number, wave: Text) = "{label} #{survey} in the survey, {wave}.";

    /// Title of a board without one.
    fn untitled() = "Our priorities";
    /// Owner of the board.
    fn made_by(by: Text) = "By {by}";
    /// Label of the survey's wave.
    fn wave_heading() = "Compared with";
    /// Label of those who answered.
    fn answers_heading() = "Group";
    /// Label of the number of answers.
    fn respondents_heading() = "Respondents";
    /// Label of the site and of the addresses of the publication.
    fn source_heading() = "Source";
    /// Label of the site's notice.
    fn license_heading() = "License";
    /// Note that no wave has values for the audience.
    fn no_wave() = "no survey wave with values";
    /// Note on made-up numbers.
    fn illustrative_note() = "The survey’s numbers are illustrative: invented to show how this works.";
    /// Heading of the list of priorities.
    fn priorities_heading() = "Priorities";
    /// Heading of the action plan.
    fn plan_heading() = "Action plan";
    /// A question of the plan.
    fn next_step() = "Next step";
    /// A question of the plan.
    fn who() = "Who";
    /// A question of the plan.
    fn by_when() = "By when";
    /// A question of the plan.
    fn budget() = "Budget";
    /// A question of the plan.
    fn left_out() = "How we will hear from those left out";
    /// Head of the column of places.
    fn place_head() = "Place";
    /// Head of the column of challenges.
    fn challenge_head() = "Challenge";
    /// Head of a column of own values.
    fn own_head(measure: Text) = "{measure}, ours";
    /// Head of a column of the survey's values.
    fn survey_head(measure: Text) = "{measure}, survey";
}

/// Returns the error of a board of another survey; `map` is the title of its site, and may be empty.
pub fn foreign(map: &str) -> String {
    if map.is_empty() { foreign_to_unknown() } else { foreign_to(map) }
}

/// Returns the sentence on a suppressed value of the survey.
pub fn survey_too_few(challenge: &str, measure: &str, who: &str) -> String {
    too_few_to_compare(challenge, &to_lowercase(measure), who)
}

/// Returns the sentence on an unpublished value of the survey.
pub fn survey_not_published(challenge: &str, measure: &str, who: &str) -> String {
    nothing_to_compare(challenge, &to_lowercase(measure), who)
}
