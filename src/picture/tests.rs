//! Pictures of the small sample bundle.

use super::*;
use crate::sample::atlas;
use crate::viz::item::estimate;
use proptest::prelude::*;

fn picture(query: &str) -> (Atlas, Picture) {
    let atlas = atlas();
    let (state, _) = ViewState::parse(query, &atlas);
    let picture = Picture::new(&atlas, &state);
    (atlas, picture)
}

#[test]
fn every_challenge_is_either_drawn_or_listed_as_absent() {
    for query in [
        "",
        "measure=urgent",
        "view=pair",
        "view=pair&group=role/teacher",
        "group=role/leader",
        "view=change&measure=urgent",
        "view=gap&measure=urgent",
        "view=gap&measure=urgent&versus=role/teacher",
        "view=answers",
    ] {
        let (atlas, picture) = picture(query);
        assert_eq!(picture.rows.len() + picture.absent.len(), atlas.challenges().len(), "{query}");
        let scene = picture.scene(&atlas, 800.0, &estimate);
        let drawn: Vec<_> = scene.marks.iter().map(|mark| picture.challenge_of(mark.id)).collect();
        assert_eq!(drawn, picture.rows.iter().map(|row| Some(row.challenge)).collect::<Vec<_>>(), "{query}");
    }
}

#[test]
fn too_few_answers_are_listed_and_not_drawn() {
    let (atlas, picture) = picture("measure=urgent&group=role/teacher");
    let gaps = atlas.find_challenge("opportunity-gaps").unwrap();
    assert_eq!(picture.absent, [(gaps, Cell::TooFew)]);
}

#[test]
fn a_row_is_spoken_as_name_value_place_and_who_answered() {
    let (atlas, picture) = picture("measure=urgent");
    assert_eq!(
        picture.spoken(&atlas, 0),
        "Literacy: urgent 70\u{a0}%, 95\u{a0}% interval 67 to 74\u{a0}%, 1 of 3, Educators, Sample 2025 (illustrative), 611 answered"
    );
}

#[test]
fn takeaways_name_the_first_and_say_when_numbers_are_made_up() {
    let say = |query| {
        let (atlas, picture) = picture(query);
        picture.takeaway(&atlas)
    };
    assert_eq!(
        say("wave=spring-2020"),
        "Of the published ranks, practitioners put “Opportunity Gaps” highest, at #3, in spring 2020."
    );
    assert_eq!(
        say("measure=urgent&group=role/teacher"),
        "Teachers answer “urgent” most often for Literacy: 71\u{a0}% of 214 in the 2025 sample (illustrative numbers)."
    );
    assert_eq!(
        say("view=pair"),
        "For educators, Literacy is the highest on widespread and urgent together: widespread 64\u{a0}%, urgent 70\u{a0}% in the 2025 sample (illustrative numbers)."
    );
    assert_eq!(say("group=role/leader"), "No wave has values of “Priority” for district leaders.");
}

#[test]
fn takeaways_of_gap_answers_and_change_say_who_how_much_and_how_sure() {
    let say = |query| {
        let (atlas, picture) = picture(query);
        picture.takeaway(&atlas)
    };
    assert_eq!(
        say("view=gap&measure=urgent&versus=role/teacher"),
        "The widest gap is Math: teachers answer “urgent” 3 points more often than educators, 38\u{a0}% against \
         35\u{a0}% in the 2025 sample (illustrative numbers); the 95\u{a0}% intervals overlap."
    );
    assert_eq!(
        say("view=answers&measure=urgent&group=role/teacher"),
        "Each dot is one answer: 71\u{a0}% of 214 teachers say “urgent” of Literacy, more than of any other \
         challenge, in the 2025 sample (illustrative numbers)."
    );
    assert_eq!(
        say("view=change&measure=urgent"),
        "“Urgent” for educators is known for one wave only, the 2025 sample (illustrative numbers): there is no \
         change to show yet."
    );
    assert_eq!(say("view=gap"), "No wave has values of “Priority” for teachers and district leaders.");
    assert_eq!(
        say("measure=urgent&theme=equity"),
        "Educators answer “urgent” most often for Literacy: 70\u{a0}% of 611 in the 2025 sample (illustrative \
         numbers). In Equity, Opportunity Gaps comes first, 2 of 3 shown."
    );
}

#[test]
fn dots_are_drawn_from_the_counts() {
    let (atlas, picture) = picture("view=answers&measure=urgent&group=role/teacher");
    let dots = picture.scene(&atlas, 800.0, &estimate).dots;
    let literacy = atlas.find_challenge("literacy").unwrap();
    let run = dots.runs.iter().find(|run| run.id == mark_of(literacy)).unwrap();
    assert_eq!((run.filled, run.hollow), (152, 62));
    assert_eq!(dots.places.len(), 428);
}

#[test]
fn the_table_has_every_measure_and_sorts_with_unknown_values_last() {
    let names = |query| {
        let (atlas, picture) = picture(query);
        let name = |row: &Row| atlas.challenge(row.challenge).name.clone();
        picture.table_rows(&atlas).into_iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(names("view=table&measure=urgent"), ["Literacy", "Opportunity Gaps", "Math"]);
    assert_eq!(names("view=table&measure=urgent&sort=challenge"), ["Literacy", "Math", "Opportunity Gaps"]);
    assert_eq!(names("view=table&measure=urgent&sort=-value-2"), ["Literacy", "Opportunity Gaps", "Math"]);
    assert_eq!(
        names("view=table&measure=urgent&group=role/teacher&sort=value-1"),
        ["Math", "Literacy", "Opportunity Gaps"]
    );
    let (_, picture) = picture("view=table");
    assert_eq!(picture.columns.len(), 3);
}

#[test]
fn a_pinned_challenge_has_a_ring_and_one_of_another_theme_stands_back() {
    use crate::viz::item::Tone;
    let (atlas, picture) = picture("measure=urgent&theme=equity&pins=math");
    let scene = picture.scene(&atlas, 800.0, &estimate);
    let tone = |id: &str| scene.mark(mark_of(atlas.find_challenge(id).unwrap())).unwrap().1.tone;
    assert_eq!(
        [tone("math"), tone("literacy"), tone("opportunity-gaps")],
        [Tone::Pinned, Tone::Faded, Tone::Plain]
    );
    assert!(picture.spoken(&atlas, 2).starts_with("Math, compared: "), "{}", picture.spoken(&atlas, 2));
}

proptest! {
    /// Requirement 24: whatever the query, there is a picture, a sentence over it, and no panic.
    #[test]
    fn a11y_24_any_query_draws_a_chart(parts in prop::collection::vec(part(), 0..8), width in 200.0..1500.0f64) {
        let atlas = atlas();
        let query = parts.join("&");
        let (state, _) = ViewState::parse(&query, &atlas);
        let picture = Picture::new(&atlas, &state);
        prop_assert!(!picture.takeaway(&atlas).is_empty());
        prop_assert_eq!(picture.rows.len() + picture.absent.len(), atlas.challenges().len());
        let scene = picture.scene(&atlas, width, &estimate);
        let drawn = if picture.view == View::Table { 0 } else { picture.rows.len() };
        prop_assert_eq!(scene.marks.len(), drawn, "{}", query);
        for mark in &scene.marks {
            prop_assert!(mark.center.x.is_finite() && mark.center.y.is_finite());
        }
    }
}

/// A part of a query: mostly sense, sometimes not.
fn part() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "view=ranking",
        "view=pair",
        "view=change",
        "view=gap",
        "view=answers",
        "view=table",
        "measure=urgent",
        "measure=priority",
        "x=urgent",
        "y=priority",
        "wave=spring-2020",
        "wave=sample-2025",
        "group=role/teacher",
        "group=role/leader",
        "versus=role/teacher",
        "versus=everyone",
        "theme=equity",
        "pins=math,literacy",
        "focus=math",
        "sort=-answers",
        "sort=value-9",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "[a-z]{1,8}=\\PC{0,12}"]
}
