//! What `/discuss` says of boards, groups and plans: sentences beside the survey, what is wrong
//! with a link or a file, the labels of what is taken away.

pub mod page;

use super::explore::difference;
use crate::case::lower;
use crate::challenge::MeasureKind;
use crate::digits;
use crate::discuss::Whose;
use crate::discuss::beside::ABOUT;

/// A board is full.
pub fn full(most: usize) -> String {
    format!("A board holds at most {most} challenges. Remove one before you add another.")
}

// What is wrong with a link or a file.

/// A link without a board.
pub fn no_link() -> String {
    "This is not a link to a board: “#board=” is missing. Copy the whole link again.".to_owned()
}

/// A link of which the end is missing.
pub fn link_cut() -> String {
    "The end of this link is missing. Copy the whole link again, or ask for a file.".to_owned()
}

/// A link with another sign somewhere.
pub fn link_altered() -> String {
    "This link was changed on its way. Copy the whole link again, or ask for a file.".to_owned()
}

/// Longer than any board.
pub fn too_large() -> String {
    "This is larger than any board can be. Check that it is the right link or file.".to_owned()
}

/// No JSON from a place on.
pub fn not_json(line: usize, column: usize) -> String {
    format!(
        "This file is not a board: it cannot be read from line {line}, column {column} on. Ask for it to be saved again."
    )
}

/// JSON of something else.
pub fn no_board() -> String {
    "This is not a board. Choose a file that was saved on this page.".to_owned()
}

/// Of a format that is not known yet.
pub fn newer() -> String {
    "This board was made by a newer version of this page. Reload the page and try again.".to_owned()
}

/// A field that boards do not have, or have once.
pub fn unknown_field(name: &str) -> String {
    format!(
        "This board has a field “{name}” that does not belong there, or is there twice. Ask for the board to be saved again."
    )
}

/// A field that is missing, or holds something else.
pub fn wrong_field(name: &str) -> String {
    format!("The field “{name}” of this board is missing or wrong. Ask for the board to be saved again.")
}

/// Of another survey.
pub fn foreign(map: &str) -> String {
    match map {
        "" => "This board belongs to another survey. Open it on the site where it was made.".to_owned(),
        map => {
            format!("This board belongs to another survey, “{map}”. Open it on the site where it was made.")
        }
    }
}

// What is kept in this browser.

/// The browser keeps nothing.
pub fn not_kept() -> String {
    "This browser did not save the board: it is full, or saving is not allowed. Save the board as a file."
        .to_owned()
}

/// A newer version of the page has written what is kept.
pub fn shelf_newer() -> String {
    "Your boards were saved by a newer version of this page. They are left as they are; reload the page to open them."
        .to_owned()
}

/// Too many boards.
pub fn shelf_full(most: usize) -> String {
    format!(
        "This browser keeps at most {most} boards. Delete one, or save it as a file, before you add another."
    )
}

/// Kept boards that could not be read are set aside.
pub fn set_aside(key: &str) -> String {
    format!(
        "Some boards saved in this browser cannot be read. Nothing was deleted: they are kept under “{key}”."
    )
}

/// The board is not there any more.
pub fn shelf_gone() -> String {
    "This board is no longer saved in this browser. Perhaps it was deleted in another tab.".to_owned()
}

// Own values beside the survey's.

/// Who answers the survey where nobody is known to have.
pub fn survey_everyone() -> String {
    "the survey’s respondents".to_owned()
}

/// The side of own marks in a legend.
pub fn own_side(whose: Whose) -> String {
    match whose {
        Whose::You => "Yours",
        Whose::Group => "Your group’s middle",
    }
    .to_owned()
}

/// How far own values lie from the survey's; `gap` is own less the survey's, in points.
pub fn placed(whose: Whose, challenge: &str, measure: &str, who: &str, gap: f64) -> String {
    let measure = lower(measure);
    if gap.abs() < ABOUT {
        return match whose {
            Whose::You => format!("You place {challenge} about where {who} did in “{measure}”."),
            Whose::Group => {
                format!("Your group’s middle places {challenge} about where {who} did in “{measure}”.")
            }
        };
    }
    let points = difference(MeasureKind::Percent, gap.abs());
    match (whose, gap > 0.0) {
        (Whose::You, true) => {
            format!("You place {challenge} {points} higher in “{measure}” than {who} did.")
        }
        (Whose::You, false) => {
            format!("You place {challenge} {points} lower in “{measure}” than {who} did.")
        }
        (Whose::Group, true) => {
            format!("Your group’s middle places {challenge} {points} higher in “{measure}” than {who} did.")
        }
        (Whose::Group, false) => {
            format!("Your group’s middle places {challenge} {points} lower in “{measure}” than {who} did.")
        }
    }
}

/// There is no own value to hold against the survey.
pub fn own_value_missing(whose: Whose, challenge: &str, measure: &str) -> String {
    let measure = lower(measure);
    match whose {
        Whose::You => format!("You have not placed {challenge} in “{measure}” yet."),
        Whose::Group => format!("Nobody in your group has placed {challenge} in “{measure}” yet."),
    }
}

/// The same beside a row of the picture.
pub fn no_own_value() -> String {
    "not placed yet".to_owned()
}

/// Too few answered.
pub fn survey_too_few(challenge: &str, measure: &str, who: &str) -> String {
    let measure = lower(measure);
    format!(
        "For {challenge} in “{measure}” the survey has too few answers from {who}, so there is nothing to compare."
    )
}

/// Nothing was published.
pub fn survey_not_published(challenge: &str, measure: &str, who: &str) -> String {
    let measure = lower(measure);
    format!(
        "For {challenge} in “{measure}” no value from {who} was published, so there is nothing to compare."
    )
}

/// Own place and the survey's.
pub fn places(whose: Whose, challenge: &str, own: usize, survey: f64, wave: &str) -> String {
    let survey = digits::whole(survey);
    match whose {
        Whose::You => format!("{challenge}: your #{own}, the survey’s #{survey} in {wave}."),
        Whose::Group => format!("{challenge}: your group’s #{own}, the survey’s #{survey} in {wave}."),
    }
}

/// Own place, where the survey has none.
pub fn survey_has_no_place(whose: Whose, challenge: &str, own: usize) -> String {
    match whose {
        Whose::You => format!("{challenge}: your #{own}; the survey’s place is not published."),
        Whose::Group => format!("{challenge}: your group’s #{own}; the survey’s place is not published."),
    }
}

// What is taken away.

/// The title of a board without one.
pub fn untitled() -> String {
    "Our priorities".to_owned()
}

/// Whose board it is.
pub fn made_by(by: &str) -> String {
    format!("By {by}")
}

/// Label of the survey's wave.
pub fn wave_heading() -> String {
    "Held against".to_owned()
}

/// Label of those who answered.
pub fn answers_heading() -> String {
    "Answers of".to_owned()
}

/// Label of the number of answers.
pub fn respondents_heading() -> String {
    "Respondents".to_owned()
}

/// Label of the survey's source.
pub fn source_heading() -> String {
    "Source".to_owned()
}

/// Label of the site's notice.
pub fn licence_heading() -> String {
    "Licence".to_owned()
}

/// No wave has values for the audience.
pub fn no_wave() -> String {
    "no wave of the survey with values".to_owned()
}

/// What made-up numbers are.
pub fn illustrative_note() -> String {
    "The survey’s numbers are illustrative: made up to show how this works.".to_owned()
}

/// Heading of the list of priorities.
pub fn priorities_heading() -> String {
    "Priorities".to_owned()
}

/// Heading of the action plan.
pub fn plan_heading() -> String {
    "Action plan".to_owned()
}

/// The question of the plan, as a label.
pub fn plan_question(field: crate::discuss::ActionField) -> String {
    use crate::discuss::ActionField;
    match field {
        ActionField::NextStep => "Next step",
        ActionField::Who => "Who",
        ActionField::ByWhen => "By when",
        ActionField::Budget => "Budget",
        ActionField::LeftOut => "How we hear those left out",
    }
    .to_owned()
}

/// Head of the column of places.
pub fn place_head() -> String {
    "Place".to_owned()
}

/// Head of the column of challenges.
pub fn challenge_head() -> String {
    "Challenge".to_owned()
}

/// Head of a column of own values.
pub fn own_head(measure: &str) -> String {
    format!("{measure}, ours")
}

/// Head of a column of the survey's values.
pub fn survey_head(measure: &str) -> String {
    format!("{measure}, survey")
}
