//! Requirements of accessibility that can be checked without a browser. A test is named after the
//! requirement it checks: `a11y_NN_…` here and beside the code, `a11y_NN …` in `tests/e2e/specs/`.

use std::collections::BTreeSet;
use std::path::Path;

use data::bundle::parse;
use data::challenge::{Audience, Cell, WaveIx};
use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::export;
use explore::export::Facts;
use explore::messages::{charts as t, common, controls, files};
use explore::view_state::{Column, Sort, View, ViewState};
use viz::frame::SMALL;
use viz::item::estimate_width;
use viz::shape::Shape;

use crate::ROOT;
use crate::public_sample::dataset;

/// Number of requirements.
const REQUIREMENTS: usize = 30;

fn read(source: &str) -> Dataset {
    parse(source).unwrap_or_else(|problems| panic!("{problems:#?}")).dataset
}

/// Returns a small bundle, with a cell that too few respondents answered.
fn sample() -> Dataset {
    read(include_str!("../../crates/data/src/sample.json"))
}

/// Returns a bundle of `count` challenges in two themes.
fn large(count: usize) -> Dataset {
    let challenge = |at: usize| {
        let theme = if at.is_multiple_of(3) { "equity" } else { "learning" };
        format!(r#"{{"id":"c-{at}","name":"Challenge {at}","theme":"{theme}"}}"#)
    };
    let challenges: Vec<String> = (0..count).map(challenge).collect();
    let values: Vec<String> = (0..count).map(|at| format!("{}", at * 97 % 100)).collect();
    read(&format!(
        r#"{{"format":1,"site":{{"title":"T","publisher":"P","language":"en"}},
        "measures":[{{"id":"urgent","kind":"percent","label":"Urgent","question":"Is it?","sentence":"{{audience}} say so"}}],
        "waves":[{{"id":"w","label":"W","date":"2025","status":"illustrative","everyone":"educators"}}],
        "groups":[{{"name":"G","themes":[{{"id":"learning","name":"Learning"}},{{"id":"equity","name":"Equity"}}]}}],
        "challenges":[{}],
        "results":[{{"wave":"w","measure":"urgent","respondents":100,"values":[{}]}}]}}"#,
        challenges.join(","),
        values.join(",")
    ))
}

fn picture(dataset: &Dataset, query: &str) -> ChartModel {
    let (state, notes) = ViewState::parse(query, dataset);
    assert!(notes.is_empty(), "{query}: {notes:?}");
    ChartModel::new(dataset, &state)
}

/// Returns every combination of view, measure, wave and audience, with themes, pins and orders in turn.
fn all_states(dataset: &Dataset) -> Vec<ViewState> {
    let audiences: Vec<Audience> =
        std::iter::once(Audience::Everyone).chain(dataset.groups().map(Audience::Group)).collect();
    let waves: Vec<Option<WaveIx>> = std::iter::once(None).chain(dataset.waves().map(Some)).collect();
    let themes: Vec<_> = std::iter::once(None).chain(dataset.themes().map(Some)).collect();
    let columns = [Column::Place, Column::Challenge, Column::Theme, Column::Value(0), Column::Answers];
    let measures: Vec<_> = dataset.measures().collect();
    let mut states = Vec::new();
    for view in View::ALL {
        for (at, measure) in measures.iter().enumerate() {
            for wave in &waves {
                for audience in &audiences {
                    let turn = states.len();
                    states.push(ViewState {
                        view,
                        measure: *measure,
                        pair: (*measure, measures[(at + 1 + turn % 2) % measures.len()]),
                        wave: *wave,
                        audience: *audience,
                        theme: themes[turn % themes.len()],
                        pins: dataset.challenges().skip(turn % 40).take(turn % 5).collect(),
                        sort: Sort { column: columns[turn % columns.len()], descending: turn % 2 == 1 },
                        ..ViewState::new(dataset)
                    });
                }
            }
        }
    }
    states
}

/// Requirement 5: up to 200 marks are reached one by one; more are reached through their themes.
#[test]
fn a11y_05_more_than_200_marks_are_reached_through_their_themes() {
    let few = large(200);
    assert_eq!(picture(&few, "").focus_stops(&few).len(), 200);
    let many = large(201);
    let stops = picture(&many, "").focus_stops(&many);
    assert_eq!(stops.len(), 2);
    assert!(stops[1].label.starts_with("Equity: 67 challenges, first Challenge "), "{}", stops[1].label);
    assert!(stops[1].label.ends_with(". Press Enter to show them."));
    let inside = picture(&many, "theme=equity").focus_stops(&many);
    assert_eq!(inside.len(), 67);
    assert_eq!(inside[0].mark, stops[1].mark, "the mark that had the keys keeps them");
    assert!(inside.iter().all(|stop| stop.theme.is_none()));
}

/// Requirement 12: name, value with its unit, place and number of places, group, wave, number of respondents.
#[test]
fn a11y_12_a_mark_is_spoken_in_the_order_a_listener_needs() {
    let dataset = dataset();
    for query in
        ["measure=urgent", "view=pair&group=role/teacher", "view=answers&measure=urgent&group=level/high"]
    {
        let picture = picture(&dataset, query);
        let who = common::audience(&dataset, picture.wave.unwrap(), picture.audience);
        for (at, row) in picture.rows.iter().enumerate() {
            let spoken = picture.accessible_name(&dataset, at);
            let n = row.cells[0].respondents().unwrap();
            let parts = [
                dataset.challenge(row.challenge).name.to_string(),
                picture.value_text(&dataset, row, 0),
                format!("{} of {}", at + 1, picture.rows.len()),
                format!(", {}, ", common::capitalised(who)),
                common::wave_label(&dataset, picture.wave.unwrap()).to_string(),
                format!("{} answered", common::count(n)),
            ];
            let mut rest = spoken.as_str();
            for part in parts {
                let (_, after) =
                    rest.split_once(&part).unwrap_or_else(|| panic!("{spoken}: no “{part}” in order"));
                rest = after;
            }
            assert!(
                spoken.contains('%')
                    && spoken.contains(&*common::wave_label(&dataset, picture.wave.unwrap()))
            );
            assert!(!spoken.contains('.'), "no long fractions: {spoken}");
        }
    }
}

/// Requirement 13: no text of a picture is under 12 px.
#[test]
fn a11y_13_no_text_in_a_picture_is_under_12_px() {
    let dataset = dataset();
    for state in all_states(&dataset).iter().step_by(7) {
        for width in [288.0, 960.0] {
            let scene = ChartModel::new(&dataset, state).scene(&dataset, width, &estimate_width);
            for label in &scene.labels {
                assert!(label.size >= SMALL, "{}: {}", state.query(&dataset), label.text);
            }
        }
    }
    let many = large(1_000);
    for view in View::ALL {
        let state = ViewState { view, ..ViewState::new(&many) };
        let scene = ChartModel::new(&many, &state).scene(&many, 288.0, &estimate_width);
        assert!(scene.labels.iter().all(|label| label.size >= SMALL), "{view:?}");
    }
}

/// Requirement 14: themes of one color differ in shape.
#[test]
fn a11y_14_themes_of_one_colour_have_different_shapes() {
    use viz::palette::FAMILY_COUNT;
    let dataset = dataset();
    let looks: BTreeSet<(usize, String)> = dataset
        .themes()
        .map(|theme| (dataset.family(theme) % FAMILY_COUNT, format!("{:?}", Shape::of(theme.get()))))
        .collect();
    assert_eq!(looks.len(), dataset.themes().len());
    let shapes: BTreeSet<&String> = looks.iter().map(|(_, shape)| shape).collect();
    assert_eq!(shapes.len(), looks.len(), "in grey they differ too");
}

/// Requirement 22: the table beside a picture has exactly the rows drawn, in every state;
/// so has the downloaded file.
#[test]
fn a11y_22_table_rows_are_the_marks_drawn() {
    let dataset = dataset();
    let states = all_states(&dataset);
    let mut drawn_somewhere = 0;
    for state in &states {
        let picture = ChartModel::new(&dataset, state);
        let table: Vec<_> = picture.table_rows(&dataset).iter().map(|row| row.challenge).collect();
        let in_table: BTreeSet<_> = table.iter().copied().collect();
        assert_eq!(in_table.len(), table.len(), "no row twice: {}", state.query(&dataset));
        if state.view != View::Table {
            let scene = picture.scene(&dataset, 960.0, &estimate_width);
            let drawn: BTreeSet<_> =
                scene.marks.iter().map(|mark| picture.challenge_of(mark.id).unwrap()).collect();
            assert_eq!(drawn, in_table, "{}", state.query(&dataset));
            drawn_somewhere += drawn.len();
        }
        let facts = Facts::new(&dataset, &picture, String::new());
        let csv = export::csv(&dataset, &picture, &facts);
        let lines = csv
            .lines()
            .filter(|line| !line.trim_start_matches(export::BYTE_ORDER_MARK).starts_with('#'))
            .count();
        let cells = (picture.rows.len() + picture.absent.len()) * picture.columns.len();
        assert_eq!(lines, 1 + cells, "{}", state.query(&dataset));
    }
    assert!(drawn_somewhere > 10_000, "{drawn_somewhere}: nothing was compared");
}

/// Requirement 23: the content of the pair view is also available as a ranked list, with the same numbers.
#[test]
fn a11y_23_the_ranking_has_the_numbers_of_the_pair() {
    let dataset = dataset();
    let mut compared = 0;
    for state in all_states(&dataset).into_iter().filter(|state| state.view == View::Pair) {
        let pair = ChartModel::new(&dataset, &state);
        let Some(wave) = pair.wave else { continue };
        for (column, measure) in [state.pair.0, state.pair.1].into_iter().enumerate() {
            let list = ViewState { view: View::Ranking, measure, wave: Some(wave), ..state.clone() };
            let ranking = ChartModel::new(&dataset, &list);
            for row in &pair.rows {
                let same = ranking.rows.iter().find(|other| other.challenge == row.challenge).unwrap();
                assert_eq!(same.cells[0], row.cells[column]);
                compared += 1;
            }
            let amounts: Vec<f64> = ranking.rows.iter().filter_map(|row| row.cells[0].value()).collect();
            assert!(amounts.is_sorted() || amounts.iter().rev().is_sorted(), "ranked");
        }
    }
    assert!(compared > 1_000);
}

/// Returns the number of syllables of an English word: its groups of vowels without a silent e at the end.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let word = word.strip_suffix('e').filter(|stem| !stem.ends_with('l')).unwrap_or(&word);
    let vowel = |letter: char| "aeiouy".contains(letter);
    let mut before = false;
    let mut count = 0;
    for letter in word.chars() {
        count += usize::from(vowel(letter) && !before);
        before = vowel(letter);
    }
    count.max(1)
}

/// Returns the Flesch–Kincaid grade of a text.
fn grade(text: &str) -> f64 {
    let is_word = |part: &&str| part.chars().any(char::is_alphanumeric);
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '’')).filter(is_word).collect();
    let sentences = text.matches(['.', ':', ';', '?']).count().max(1);
    let count = words.len() as f64;
    let spoken: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * count / sentences as f64 + 11.8 * spoken as f64 / count - 15.59
}

/// Returns the takeaway of a picture with short names in place of the data's: names and labels are not the
/// program's words.
fn takeaway_without_data(dataset: &Dataset, state: &ViewState) -> String {
    let mut says = ChartModel::new(dataset, state).takeaway(dataset);
    let mut replace = |name: &str, short: &str| {
        says = says.replace(name, short);
        says = says.replace(&common::capitalised(name), &common::capitalised(short));
    };
    dataset.challenges().for_each(|ix| replace(&dataset.challenge(ix).name, "Reading"));
    dataset.themes().for_each(|ix| replace(&dataset.theme(ix).name, "Learning"));
    dataset.groups().for_each(|ix| replace(&dataset.group(ix).phrase, "teachers"));
    for wave in dataset.waves() {
        replace(&dataset.wave(wave).phrase, "spring");
        replace(&dataset.wave(wave).everyone, "teachers");
    }
    dataset.measures().for_each(|ix| replace(&dataset.measure(ix).label.to_lowercase(), "urgent"));
    says
}

/// Requirement 27: the program's texts can be read after nine years of school.
#[test]
fn a11y_27_instructions_and_summaries_read_at_grade_nine() {
    assert!(grade("The cat sat on the mat.") < 1.0);
    assert!(
        grade("Organizational considerations necessitate comprehensive administrative documentation.") > 20.0
    );
    let dataset = dataset();
    let mut passages = Vec::new();
    for view in View::ALL {
        let states = all_states(&dataset).into_iter().filter(|state| state.view == view);
        let told: BTreeSet<String> = states.map(|state| takeaway_without_data(&dataset, &state)).collect();
        assert!(told.len() > 3, "{view:?}");
        passages.push((view.id(), told.into_iter().collect::<Vec<_>>().join(" ")));
    }
    let sentences =
        [controls::chart_help(), controls::lead(), files::copied(), files::not_copied(), files::not_saved()];
    let told = sentences
        .into_iter()
        .chain([common::minimum(10_u32), t::beyond(400_u32, 600_u32), t::no_groups()])
        .chain(View::ALL.map(controls::view_question));
    passages.push(("instructions", told.collect::<Vec<_>>().join(" ")));
    for (of, passage) in passages {
        let grade = grade(&passage);
        assert!(grade <= 9.0, "{of}: grade {grade:.1}: {}", passage.chars().take(1_500).collect::<String>());
    }
}

/// Requirement 28: in place of a number from too few answers, the program says "too few answers" everywhere.
#[test]
fn a11y_28_too_few_answers_are_called_so_everywhere() {
    let dataset = sample();
    let gaps = dataset.find_challenge("opportunity-gaps").unwrap();
    let few = picture(&dataset, "measure=urgent&group=role/teacher");
    assert_eq!(few.absent, [(gaps, Cell::TooFew)], "listed under the picture, not drawn");
    let said = t::announcement(few.rows.len(), 1, 3, &few.takeaway(&dataset));
    assert!(said.starts_with("2 challenges. 71% of 214 teachers"), "{said}");
    assert!(said.ends_with(" 1 of 3 challenges has too few answers."), "{said}");
    let facts = Facts::new(&dataset, &few, String::new());
    let csv = export::csv(&dataset, &few, &facts);
    let line = csv.lines().find(|line| line.starts_with("opportunity-gaps")).unwrap();
    assert!(line.ends_with("urgent,,,,,too few answers"), "{line}");
    assert!(export::json(&dataset, &few, &facts).contains("\"note\":\"too few answers\""));

    let table = picture(&dataset, "view=table&group=role/teacher&measure=widespread");
    let row = table.rows.iter().find(|row| row.challenge == gaps).unwrap();
    let value_texts: Vec<_> = (0..3).map(|at| table.value_text(&dataset, row, at)).collect();
    assert_eq!(value_texts, ["61%", "not published", "too few answers"]);
    assert!(table.accessible_name(&dataset, 0).contains("answered"), "how many answered is said");
}

/// Returns the files of a folder and of the folders in it.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let skip = |path: &Path| path.ends_with("node_modules") || path.ends_with("golden");
    entries
        .filter(|path| !skip(path))
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

#[test]
fn every_requirement_has_a_test() {
    let sources: Vec<String> = ["src", "crates", "tests"]
        .iter()
        .flat_map(|folder| files(&Path::new(ROOT).join(folder)))
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs" || kind == "mjs"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let has = |number: usize| {
        let in_rust = format!("fn a11y_{number:02}_");
        let in_browser = ["'", "`"].map(|quote| format!("test({quote}a11y_{number:02} "));
        sources
            .iter()
            .any(|text| text.contains(&in_rust) || in_browser.iter().any(|title| text.contains(title)))
    };
    let without: Vec<usize> = (1..=REQUIREMENTS).filter(|number| !has(*number)).collect();
    assert!(without.is_empty(), "no test is named after the requirements {without:?}");
    assert!(!has(REQUIREMENTS + 1), "requirement {} is new: count it", REQUIREMENTS + 1);
}
