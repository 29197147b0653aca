//! Chart models of the small sample bundle.

use data::sample::dataset;
use proptest::prelude::*;
use viz::item::estimate_width;

use super::*;
use crate::messages::charts::Waves;

fn model(query: &str) -> (Dataset, ChartModel) {
    let dataset = dataset();
    let (state, _) = ViewState::parse(query, &dataset);
    let model = ChartModel::new(&dataset, &state);
    (dataset, model)
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
        let (dataset, model) = model(query);
        assert_eq!(model.rows.len() + model.absent.len(), dataset.challenges().len(), "{query}");
        let scene = model.scene(&dataset, 800.0, &estimate_width);
        let drawn: Vec<_> = scene.marks.iter().map(|mark| model.challenge_of(mark.id)).collect();
        assert_eq!(drawn, model.rows.iter().map(|row| Some(row.challenge)).collect::<Vec<_>>(), "{query}");
    }
}

#[test]
fn too_few_answers_are_listed_and_not_drawn() {
    let (dataset, model) = model("measure=urgent&group=role/teacher");
    let gaps = dataset.find_challenge("opportunity-gaps").unwrap();
    assert_eq!(model.absent, [(gaps, Cell::TooFew)]);
}

#[test]
fn a_spoken_row_has_name_value_place_and_source() {
    let (dataset, model) = model("measure=urgent");
    assert_eq!(
        model.accessible_name(&dataset, 0),
        "Literacy: urgent 70%, 95% interval 67 to 74%, 1 of 3, Educators, Sample 2025 (illustrative), 611 answered"
    );
}

#[test]
fn takeaways_name_the_first_and_say_when_numbers_are_made_up() {
    let takeaway = |query| {
        let (dataset, model) = model(query);
        model.takeaway(&dataset)
    };
    assert_eq!(
        takeaway("wave=spring-2020"),
        "Opportunity Gaps has the highest published rank among practitioners: #3 in spring 2020."
    );
    assert_eq!(
        takeaway("measure=urgent&group=role/teacher"),
        "71% of 214 teachers answered “urgent” for Literacy, more than for any other in the 2025 sample \
         (illustrative numbers)."
    );
    assert_eq!(
        takeaway("view=pair"),
        "Literacy scores highest on both combined: widespread 64%, urgent 70%, among educators in the 2025 sample \
         (illustrative numbers)."
    );
    assert_eq!(takeaway("group=role/leader"), "No wave has values of “Priority” for district leaders.");
}

/// Takeaways say who, how much, and whether the difference may be chance.
#[test]
fn takeaways_of_gap_answers_and_change() {
    let takeaway = |query| {
        let (dataset, model) = model(query);
        model.takeaway(&dataset)
    };
    assert_eq!(
        takeaway("view=gap&measure=urgent&versus=role/teacher"),
        "The widest gap is on Math: 38% of teachers and 35% of educators answered “urgent”, 3 points apart in the 2025 \
         sample (illustrative numbers); the 95% intervals overlap."
    );
    assert_eq!(
        takeaway("view=answers&measure=urgent&group=role/teacher"),
        "Each dot is one answer: 71% of 214 teachers answered “urgent” for Literacy, more than for any other \
         in the 2025 sample (illustrative numbers)."
    );
    assert_eq!(
        takeaway("view=change&measure=urgent"),
        "There is no change to show yet: “Urgent” for educators is known in one wave only, the 2025 sample \
         (illustrative numbers)."
    );
    assert_eq!(takeaway("view=gap"), "No wave has values of “Priority” for teachers and district leaders.");
    assert_eq!(
        takeaway("measure=urgent&theme=equity"),
        "70% of 611 educators answered “urgent” for Literacy, more than for any other in the 2025 sample \
         (illustrative numbers). Opportunity Gaps leads Equity, #2 of 3."
    );
}

/// A place within a theme is a rank that the chart shows, never a place by size of change or gap.
#[test]
fn a_finding_about_a_theme_has_the_number_of_its_view() {
    let finding = |query: &str| {
        let (dataset, model) = model(query);
        let whole = model.takeaway_with(&dataset, Waves::Beside);
        whole.rsplit_once(". ").map_or(whole.clone(), |(_, last)| last.to_owned())
    };
    assert_eq!(finding("measure=urgent&theme=equity"), "Opportunity Gaps leads Equity, #2 of 3.");
    assert_eq!(finding("view=ranking&wave=spring-2020&theme=equity"), "Opportunity Gaps leads Equity, #3.");
    let gap = "view=gap&measure=urgent&versus=role/teacher";
    assert_eq!(
        finding(&format!("{gap}&theme=learning")),
        "Math has the widest gap within Student Learning, 3 points."
    );
    assert_eq!(finding(&format!("{gap}&theme=equity")), "No challenge in Equity has a published value here.");
    assert_eq!(
        finding("view=pair&theme=equity"),
        "Literacy scores highest on both combined: widespread 64%, urgent 70%, among educators."
    );
}

/// A takeaway with its wave beside it is the same sentence without the wave.
#[test]
fn a_takeaway_with_its_wave_beside_it_does_not_name_it() {
    for (query, expected) in [
        ("", "Opportunity Gaps has the highest published rank on priority (#3), say practitioners."),
        ("wave=spring-2020", "Opportunity Gaps has the highest published rank among practitioners: #3."),
        (
            "view=pair",
            "Literacy scores highest on both combined: widespread 64%, urgent 70%, among educators.",
        ),
        (
            "view=gap&measure=urgent&versus=role/teacher",
            "The widest gap is on Math: 38% of teachers and 35% of educators answered “urgent”, 3 points apart; the \
             95% intervals overlap.",
        ),
        (
            "measure=urgent&theme=equity",
            "70% of 611 educators answered “urgent” for Literacy, more than for any other. Opportunity Gaps \
             leads Equity, #2 of 3.",
        ),
    ] {
        let (dataset, model) = model(query);
        assert_eq!(model.takeaway_with(&dataset, Waves::Beside), expected, "{query}");
    }
}

/// Exactly one heading of the table is that of its order.
#[test]
fn table_columns_are_headed_by_what_sorts_them() {
    use crate::view_state::Column;
    for (query, rank) in [
        ("measure=urgent", Some("Rank (Urgent)")),
        ("view=pair", Some("Rank (Priority)")),
        ("wave=spring-2020", None),
        ("view=table&wave=spring-2020", None),
        ("view=gap&measure=urgent&versus=role/teacher", Some("Rank (Urgent)")),
    ] {
        let (dataset, model) = model(query);
        let head = model.has_rank_column(&dataset).then(|| model.rank_label(&dataset));
        assert_eq!(head.as_deref(), rank, "{query}");
        let is_order = |at: &usize| model.value_column(&dataset, *at) == Column::Place;
        let values = (0..model.columns.len()).filter(is_order).count();
        let difference = usize::from(model.difference_label().is_some());
        let own = usize::from(rank.is_some() && difference == 0);
        assert_eq!(values + difference + own, 1, "{query}");
    }
}

#[test]
fn the_key_explains_what_the_chart_has() {
    use crate::chart_model::key::Symbol;
    let symbols = |query| {
        let (dataset, model) = model(query);
        model.key(&dataset).into_iter().map(|entry| entry.symbol).collect::<Vec<_>>()
    };
    assert_eq!(symbols("measure=urgent"), [Symbol::Stem, Symbol::Band]);
    assert_eq!(symbols("measure=urgent&pins=math"), [Symbol::Stem, Symbol::Band, Symbol::Pinned]);
    assert_eq!(symbols("wave=spring-2020"), [Symbol::Mark]);
    assert_eq!(symbols("view=pair"), [Symbol::Small]);
    assert_eq!(symbols("view=answers&measure=urgent"), [Symbol::Small, Symbol::Ring]);
    assert_eq!(
        symbols("view=gap&measure=urgent&versus=role/teacher"),
        [Symbol::Mark, Symbol::Ring, Symbol::Band]
    );
    assert_eq!(symbols("view=table&measure=urgent"), []);
    assert_eq!(symbols("group=role/leader"), [], "nothing is drawn");
    let complete = [(
        "[\"opportunity-gaps\", \"math\"], \"values\": [3, 8]",
        "[\"opportunity-gaps\", \"math\"], \"values\": [1, 2]",
    )];
    let (dataset, model) = model_of("wave=spring-2020", &complete);
    assert_eq!(model.key(&dataset), [], "no rank is missing");
}

/// Axes without a mark say nothing, and their scale would be made up.
#[test]
fn a_chart_without_rows_has_no_frame() {
    let (dataset, model) = model("view=answers&wave=spring-2020&measure=priority");
    assert!(model.rows.is_empty());
    for query in ["view=change", "view=gap&wave=spring-2020", "wave=spring-2020&view=pair"] {
        let (state, _) = ViewState::parse(query, &dataset);
        let model = ChartModel::new(&dataset, &state);
        let scene = model.scene(&dataset, 800.0, &estimate_width);
        assert_eq!(model.rows.is_empty(), scene.strokes.is_empty() && scene.labels.is_empty(), "{query}");
    }
    assert_eq!(model.scene(&dataset, 800.0, &estimate_width), viz::scene::Scene::default());
}

/// Returns the sample with parts replaced, and its chart.
fn model_of(query: &str, changes: &[(&str, &str)]) -> (Dataset, ChartModel) {
    let mut document = data::sample::DOCUMENT.to_owned();
    for (from, to) in changes {
        assert!(document.contains(from), "{from}");
        document = document.replace(from, to);
    }
    let dataset = data::bundle::parse(&document).unwrap_or_else(|problems| panic!("{problems:?}")).dataset;
    let model = ChartModel::new(&dataset, &ViewState::parse(query, &dataset).0);
    (dataset, model)
}

/// Returns the takeaway and the label of the absent challenges of the sample with parts replaced.
fn words_of(query: &str, changes: &[(&str, &str)]) -> (String, Option<String>) {
    let (dataset, model) = model_of(query, changes);
    (model.takeaway(&dataset), model.absent_label(&dataset))
}

/// The earlier wave is named without the label of made-up numbers, which the later one has.
#[test]
fn the_takeaway_of_a_change_names_both_waves_or_none() {
    let earlier = [
        (
            "\"waves\": [",
            "\"waves\": [{\"id\": \"sample-2024\", \"label\": \"Sample 2024\", \"phrase\": \"the 2024 sample\", \
             \"date\": \"2024-03\", \"status\": \"illustrative\", \"everyone\": \"educators\", \"method\": \"Made up.\"},",
        ),
        (
            "\"results\": [",
            "\"results\": [{\"wave\": \"sample-2024\", \"measure\": \"urgent\", \"values\": [30, 60, 66]},",
        ),
    ];
    let (dataset, model) = model_of("view=change&measure=urgent&wave=sample-2025", &earlier);
    let with = |waves| model.takeaway_with(&dataset, waves);
    assert_eq!(
        with(Waves::Named),
        "Literacy rose furthest in “urgent” among educators: from 60% in the 2024 sample to 70% in the 2025 sample \
         (illustrative numbers), 10 points."
    );
    assert_eq!(
        with(Waves::Beside),
        "Literacy rose furthest in “urgent” among educators: from 60% to 70%, 10 points."
    );
}

/// Challenges that share the first place share the headline.
#[test]
fn takeaways_name_all_that_share_the_first_place() {
    let (takeaway, _) = words_of("measure=urgent", &[("[35.1, 70.4, 66.6]", "[70.4, 70.4, 66.6]")]);
    assert_eq!(
        takeaway,
        "70% of educators answered “urgent” for Math and Literacy, more than for any other in the 2025 \
         sample (illustrative numbers)."
    );
}

#[test]
fn the_overviews_headline_begins_with_names() {
    let ranked = [
        ("\"spring-2020\", \"measure\": \"priority\"", "\"sample-2025\", \"measure\": \"priority\""),
        (
            "[\"opportunity-gaps\", \"math\"], \"values\": [3, 8]",
            "[\"literacy\", \"math\"], \"values\": [1, 2]",
        ),
        ("\"values\": [41.2, 63.5, 58]", "\"challenges\": [\"math\", \"literacy\"], \"values\": [65, 63.5]"),
        (
            "[610, 611, 612], \"values\": [35.1, 70.4, 66.6]",
            "[610, 611], \"challenges\": [\"math\", \"literacy\"], \"values\": [35.1, 70.4]",
        ),
    ];
    assert_eq!(
        words_of("", &ranked),
        (
            "Literacy leads on priority and urgent (70%); Math leads on widespread (65%), say educators in the 2025 \
             sample (illustrative numbers)."
                .to_owned(),
            Some("1 has no answers in this wave".to_owned())
        )
    );
    let invented = words_of("view=ranking&measure=widespread", &ranked).1;
    assert_eq!(
        invented.as_deref(),
        Some("1 has no answers in this wave"),
        "of invented numbers none are published"
    );
}

#[test]
fn absent_challenges_are_counted_in_the_terms_of_the_chart() {
    let label = |query| words_of(query, &[]).1.unwrap_or_default();
    assert_eq!(label("wave=spring-2020"), "1 of 3 has no published rank");
    assert_eq!(label("measure=urgent&group=role/teacher"), "1 of 3 has no published share");
    assert_eq!(label("measure=urgent"), "");
}

#[test]
fn dots_are_drawn_from_the_counts() {
    let (dataset, model) = model("view=answers&measure=urgent&group=role/teacher");
    let dots = model.scene(&dataset, 800.0, &estimate_width).dots;
    let literacy = dataset.find_challenge("literacy").unwrap();
    let run = dots.runs.iter().find(|run| run.id == mark_of(literacy)).unwrap();
    assert_eq!((run.filled, run.hollow), (152, 62));
    assert_eq!(dots.places.len(), 428);
}

/// The table has every measure, and unknown values are last in both directions.
#[test]
fn the_table_sorts_unknown_values_last() {
    let names = |query| {
        let (dataset, model) = model(query);
        let name = |row: &Row| dataset.challenge(row.challenge).name.clone();
        model.table_rows(&dataset).into_iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(names("view=table&measure=urgent"), ["Literacy", "Opportunity Gaps", "Math"]);
    assert_eq!(names("view=table&measure=urgent&sort=challenge"), ["Literacy", "Math", "Opportunity Gaps"]);
    assert_eq!(names("view=table&measure=urgent&sort=-value-2"), ["Literacy", "Opportunity Gaps", "Math"]);
    assert_eq!(
        names("view=table&measure=urgent&group=role/teacher&sort=value-1"),
        ["Math", "Literacy", "Opportunity Gaps"]
    );
    let (_, model) = model("view=table");
    assert_eq!(model.columns.len(), 3);
}

#[test]
fn pinned_rows_are_emphasized_and_other_themes_faded() {
    use viz::item::Tone;
    let (dataset, model) = model("measure=urgent&theme=equity&pins=math");
    let scene = model.scene(&dataset, 800.0, &estimate_width);
    let tone = |id: &str| scene.mark(mark_of(dataset.find_challenge(id).unwrap())).unwrap().1.tone;
    assert_eq!(
        [tone("math"), tone("literacy"), tone("opportunity-gaps")],
        [Tone::Pinned, Tone::Faded, Tone::Plain]
    );
    assert!(
        model.accessible_name(&dataset, 2).starts_with("Math, compared: "),
        "{}",
        model.accessible_name(&dataset, 2)
    );
}

proptest! {
    /// Requirement: a difference is that of the values beside it.
    #[test]
    fn differences_agree_with_the_values_shown(now in 0.0..=100.0f64, then in 0.0..=100.0f64) {
        use crate::messages::charts::{difference, points, under_one_point};
        let said = difference(MeasureKind::Percent, shown_difference(MeasureKind::Percent, now, then).abs());
        let shown = (now.round() - then.round()).abs();
        let expected = if shown == 0.0 && now != then { under_one_point() } else { points(shown) };
        prop_assert_eq!(said, expected, "{} {}", now, then);
    }

    /// Requirement 24: every query has a chart and a takeaway, and nothing panics.
    #[test]
    fn a11y_24_any_query_draws_a_chart(parts in prop::collection::vec(part(), 0..8), width in 200.0..1500.0f64) {
        let dataset = dataset();
        let query = parts.join("&");
        let (state, _) = ViewState::parse(&query, &dataset);
        let model = ChartModel::new(&dataset, &state);
        prop_assert!(!model.takeaway(&dataset).is_empty());
        prop_assert_eq!(model.rows.len() + model.absent.len(), dataset.challenges().len());
        let scene = model.scene(&dataset, width, &estimate_width);
        let drawn = if model.view == View::Table { 0 } else { model.rows.len() };
        prop_assert_eq!(scene.marks.len(), drawn, "{}", query);
        for mark in &scene.marks {
            prop_assert!(mark.center.x.is_finite() && mark.center.y.is_finite());
        }
    }
}

/// Returns parts of queries: mostly known ones, sometimes arbitrary ones.
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
