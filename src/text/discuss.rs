//! What `/discuss` says of boards, groups and plans: sentences beside the survey, what is wrong
//! with a link or a file, the labels of what is taken away.

pub mod page;

use crate::case::lower;
use crate::discuss::beside::ABOUT;
use crate::discuss::{ActionField, Whose};
use crate::messages;

messages! { section = Discuss;
    /// A board is full.
    fn full(most: Number) = "A board holds at most {most|one:# challenge|other:# challenges}. Remove one before you add another.";
    /// A link without a board.
    fn no_link() = "This is not a link to a board: “#board=” is missing. Copy the whole link again.";
    /// A link of which the end is missing.
    fn link_cut() = "The end of this link is missing. Copy the whole link again, or ask for a file.";
    /// A link with another sign somewhere.
    fn link_altered() = "This link was changed on its way. Copy the whole link again, or ask for a file.";
    /// Longer than any board.
    fn too_large() = "This is larger than any board can be. Check that it is the right link or file.";
    /// No JSON from a place on.
    fn not_json(line: Number, column: Number) = "This file is not a board: it cannot be read from line {line}, column {column} on. Ask for it to be saved again.";
    /// JSON of something else.
    fn no_board() = "This is not a board. Choose a file that was saved on this page.";
    /// One of several boards of a file can't be read.
    fn one_damaged() = "One of the boards in this file can’t be read, and none was taken. Ask for the file to be saved again.";
    /// Of a format that is not known yet.
    fn newer() = "This board was made by a newer version of this page. Reload the page and try again.";
    /// A field that boards do not have, or have once.
    fn unknown_field(name: Text) = "This board has a field “{name}” that does not belong there, or is there twice. Ask for the board to be saved again.";
    /// A field that is missing, or holds something else.
    fn wrong_field(name: Text) = "The field “{name}” of this board is missing or wrong. Ask for the board to be saved again.";
    /// Of another survey.
    fn foreign_to(map: Text) = "This board belongs to another survey, “{map}”. Open it on the site where it was made.";
    /// Of another survey that has no name.
    fn foreign_to_unknown() = "This board belongs to another survey. Open it on the site where it was made.";

    /// The browser keeps nothing.
    fn not_kept() = "This browser did not save the board: it is full, or saving is not allowed. Save the board as a file.";
    /// A newer version of the page has written what is kept.
    fn shelf_newer() = "Your boards were saved by a newer version of this page. They are left as they are; reload the page to open them.";
    /// Too many boards.
    fn shelf_full(most: Number) = "This browser keeps at most {most|one:# board|other:# boards}. Delete one, or save it as a file, before you add another.";
    /// Kept boards that could not be read are set aside.
    fn set_aside(key: Text) = "Some boards saved in this browser cannot be read. Nothing was deleted: they are kept under “{key}”.";
    /// The board is not there any more.
    fn shelf_gone() = "This board is no longer saved in this browser. Perhaps it was deleted in another tab.";
    /// Another tab has changed the open board.
    fn tab_changed() = "This board was changed in another tab. You see the changes of both.";
    /// Another tab has changed the same as was changed here.
    fn tab_apart(title: Text) = "You changed the same part of this board here and in another tab. What you typed here stays; the other is among your boards as “{title}”.";
    /// Another tab has deleted the open board.
    fn tab_deleted() = "This board was deleted in another tab. You still see it here; change anything and it is saved again.";
    /// Another tab has deleted the open board, which was changed here.
    fn tab_restored() = "This board was deleted in another tab. You changed it here, so it is saved again.";
    /// The title of the board of the other tab.
    fn tab_copy(title: Text) = "{title} (other tab)";

    /// Who answers the survey where nobody is known to have.
    fn survey_everyone() = "the survey’s respondents";
    /// The side of own marks in a legend.
    fn your_side() = "Yours";
    /// The side of a group's marks in a legend.
    fn group_side() = "Your group’s middle";
    /// Own value higher than the survey's.
    fn you_higher(challenge: Text, points: Number, measure: Text, who: Text) = "You place {challenge} {points|one:# point|other:# points} higher in “{measure}” than {who} did.";
    /// Own value lower than the survey's.
    fn you_lower(challenge: Text, points: Number, measure: Text, who: Text) = "You place {challenge} {points|one:# point|other:# points} lower in “{measure}” than {who} did.";
    /// Own value and the survey's hardly apart.
    fn you_about(challenge: Text, measure: Text, who: Text) = "You place {challenge} about where {who} did in “{measure}”.";
    /// A group's middle higher than the survey's value.
    fn group_higher(challenge: Text, points: Number, measure: Text, who: Text) = "Your group’s middle places {challenge} {points|one:# point|other:# points} higher in “{measure}” than {who} did.";
    /// A group's middle lower than the survey's value.
    fn group_lower(challenge: Text, points: Number, measure: Text, who: Text) = "Your group’s middle places {challenge} {points|one:# point|other:# points} lower in “{measure}” than {who} did.";
    /// A group's middle and the survey's value hardly apart.
    fn group_about(challenge: Text, measure: Text, who: Text) = "Your group’s middle places {challenge} about where {who} did in “{measure}”.";
    /// There is no own value.
    fn you_not_yet(challenge: Text, measure: Text) = "You have not placed {challenge} in “{measure}” yet.";
    /// Nobody gave a value.
    fn group_not_yet(challenge: Text, measure: Text) = "Nobody in your group has placed {challenge} in “{measure}” yet.";
    /// The same beside a row of the picture.
    fn no_own_value() = "not placed yet";
    /// A challenge of a board that the survey does not have, by its id.
    fn gone(id: Text) = "{id} (not on this map)";
    /// Too few answered.
    fn too_few_to_compare(challenge: Text, measure: Text, who: Text) = "For {challenge} in “{measure}” the survey has too few answers from {who}, so there is nothing to compare.";
    /// Nothing was published.
    fn nothing_to_compare(challenge: Text, measure: Text, who: Text) = "For {challenge} in “{measure}” no value from {who} was published, so there is nothing to compare.";
    /// Own place and the survey's.
    fn your_place(own: Number, survey: Number, wave: Text) = "Your #{own}, the survey’s #{survey} in {wave}.";
    /// A group's place and the survey's.
    fn group_place(own: Number, survey: Number, wave: Text) = "Your group’s #{own}, the survey’s #{survey} in {wave}.";
    /// Own place, where the survey has none.
    fn your_place_alone(own: Number) = "Your #{own}; the survey’s place is not published.";
    /// A group's place, where the survey has none.
    fn group_place_alone(own: Number) = "Your group’s #{own}; the survey’s place is not published.";

    /// The title of a board without one.
    fn untitled() = "Our priorities";
    /// Whose board it is.
    fn made_by(by: Text) = "By {by}";
    /// Label of the survey's wave.
    fn wave_heading() = "Held against";
    /// Label of those who answered.
    fn answers_heading() = "Answers of";
    /// Label of the number of answers.
    fn respondents_heading() = "Respondents";
    /// Label of the site that has the numbers, and of where they were published.
    fn source_heading() = "Source";
    /// Label of the site's notice.
    fn licence_heading() = "Licence";
    /// No wave has values for the audience.
    fn no_wave() = "no wave of the survey with values";
    /// What made-up numbers are.
    fn illustrative_note() = "The survey’s numbers are illustrative: made up to show how this works.";
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
    fn left_out() = "How we hear those left out";
    /// Head of the column of places.
    fn place_head() = "Place";
    /// Head of the column of challenges.
    fn challenge_head() = "Challenge";
    /// Head of a column of own values.
    fn own_head(measure: Text) = "{measure}, ours";
    /// Head of a column of the survey's values.
    fn survey_head(measure: Text) = "{measure}, survey";
}

/// Of another survey, whose site may be called so.
pub fn foreign(map: &str) -> String {
    if map.is_empty() { foreign_to_unknown() } else { foreign_to(map) }
}

/// The side of own marks in a legend.
pub fn own_side(whose: Whose) -> String {
    match whose {
        Whose::You => your_side(),
        Whose::Group => group_side(),
    }
}

/// How far own values lie from the survey's; `gap` is own less the survey's, in points.
pub fn placed(whose: Whose, challenge: &str, measure: &str, who: &str, gap: f64) -> String {
    let (measure, points) = (&lower(measure), gap.abs());
    match (whose, points < ABOUT, gap > 0.0) {
        (Whose::You, true, _) => you_about(challenge, measure, who),
        (Whose::You, false, true) => you_higher(challenge, points, measure, who),
        (Whose::You, false, false) => you_lower(challenge, points, measure, who),
        (Whose::Group, true, _) => group_about(challenge, measure, who),
        (Whose::Group, false, true) => group_higher(challenge, points, measure, who),
        (Whose::Group, false, false) => group_lower(challenge, points, measure, who),
    }
}

/// There is no own value to hold against the survey.
pub fn own_value_missing(whose: Whose, challenge: &str, measure: &str) -> String {
    match whose {
        Whose::You => you_not_yet(challenge, &lower(measure)),
        Whose::Group => group_not_yet(challenge, &lower(measure)),
    }
}

/// Too few answered.
pub fn survey_too_few(challenge: &str, measure: &str, who: &str) -> String {
    too_few_to_compare(challenge, &lower(measure), who)
}

/// Nothing was published.
pub fn survey_not_published(challenge: &str, measure: &str, who: &str) -> String {
    nothing_to_compare(challenge, &lower(measure), who)
}

/// Own place and the survey's.
pub fn places(whose: Whose, own: usize, survey: f64, wave: &str) -> String {
    match whose {
        Whose::You => your_place(own, survey, wave),
        Whose::Group => group_place(own, survey, wave),
    }
}

/// Own place, where the survey has none.
pub fn survey_has_no_place(whose: Whose, own: usize) -> String {
    match whose {
        Whose::You => your_place_alone(own),
        Whose::Group => group_place_alone(own),
    }
}

/// The question of the plan, as a label.
pub fn plan_question(field: ActionField) -> String {
    match field {
        ActionField::NextStep => next_step(),
        ActionField::Who => who(),
        ActionField::ByWhen => by_when(),
        ActionField::Budget => budget(),
        ActionField::LeftOut => left_out(),
    }
}
