//! Requirements of accessibility that can be held without a browser. A test is named after the
//! requirement it holds, `a11y_NN_…` here and beside the code, `a11y_NN …` in `tests/e2e/specs/`.

use std::collections::BTreeSet;
use std::path::Path;

use challenge_map::atlas::Atlas;
use challenge_map::bundle::parse;
use challenge_map::challenge::{Audience, Cell, WaveIx};
use challenge_map::export::{self, Facts};
use challenge_map::picture::Picture;
use challenge_map::state::{Column, Sort, View, ViewState};
use challenge_map::text::{self, controls, explore as words, files};
use challenge_map::viz::frame::SMALL;
use challenge_map::viz::item::estimate;
use challenge_map::viz::shape::Shape;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// How many requirements there are.
const REQUIREMENTS: usize = 30;

fn read(source: &str) -> Atlas {
    parse(source).unwrap_or_else(|problems| panic!("{problems:#?}")).atlas
}

/// The published bundle.
fn atlas() -> Atlas {
    read(&std::fs::read_to_string(Path::new(ROOT).join("public/bundle.json")).unwrap())
}

/// A small one, with a cell that too few answered.
fn sample() -> Atlas {
    read(include_str!("../../src/sample.json"))
}

/// One of `count` challenges in two themes.
fn large(count: usize) -> Atlas {
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

fn picture(atlas: &Atlas, query: &str) -> Picture {
    let (state, notes) = ViewState::parse(query, atlas);
    assert!(notes.is_empty(), "{query}: {notes:?}");
    Picture::new(atlas, &state)
}

/// Every combination of view, measure, wave and audience, with themes, pins and orders in turn.
fn all_states(atlas: &Atlas) -> Vec<ViewState> {
    let audiences: Vec<Audience> =
        std::iter::once(Audience::Everyone).chain(atlas.groups().map(Audience::Group)).collect();
    let waves: Vec<Option<WaveIx>> = std::iter::once(None).chain(atlas.waves().map(Some)).collect();
    let themes: Vec<_> = std::iter::once(None).chain(atlas.themes().map(Some)).collect();
    let columns = [Column::Place, Column::Challenge, Column::Theme, Column::Value(0), Column::Answers];
    let measures: Vec<_> = atlas.measures().collect();
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
                        pins: atlas.challenges().skip(turn % 40).take(turn % 5).collect(),
                        sort: Sort { column: columns[turn % columns.len()], descending: turn % 2 == 1 },
                        ..ViewState::new(atlas)
                    });
                }
            }
        }
    }
    states
}

/// Requirement 5: 200 marks are walked through; more are reached through their themes.
#[test]
fn a11y_05_more_than_200_marks_are_reached_through_their_themes() {
    let few = large(200);
    assert_eq!(picture(&few, "").stops(&few).len(), 200);
    let many = large(201);
    let stops = picture(&many, "").stops(&many);
    assert_eq!(stops.len(), 2);
    assert!(stops[1].words.starts_with("Equity: 67 challenges, first Challenge "), "{}", stops[1].words);
    assert!(stops[1].words.ends_with(". Enter shows them."));
    let inside = picture(&many, "theme=equity").stops(&many);
    assert_eq!(inside.len(), 67);
    assert_eq!(inside[0].mark, stops[1].mark, "the mark that had the keys keeps them");
    assert!(inside.iter().all(|stop| stop.theme.is_none()));
}

/// Requirement 12: name, value with its unit, place among how many, group, wave, how many answered.
#[test]
fn a11y_12_a_mark_is_spoken_in_the_order_a_listener_needs() {
    let atlas = atlas();
    for query in
        ["measure=urgent", "view=pair&group=role/teacher", "view=answers&measure=urgent&group=level/high"]
    {
        let picture = picture(&atlas, query);
        let who = text::audience(&atlas, picture.wave.unwrap(), picture.audience);
        for (at, row) in picture.rows.iter().enumerate() {
            let spoken = picture.spoken(&atlas, at);
            let n = row.cells[0].respondents().unwrap();
            let parts = [
                atlas.challenge(row.challenge).name.to_string(),
                picture.wording(&atlas, row, 0),
                format!("{} of {}", at + 1, picture.rows.len()),
                format!(", {}, ", text::capitalised(who)),
                text::wave_label(&atlas, picture.wave.unwrap()).to_string(),
                format!("{} answered", text::count(n)),
            ];
            let mut rest = spoken.as_str();
            for part in parts {
                let (_, after) =
                    rest.split_once(&part).unwrap_or_else(|| panic!("{spoken}: no “{part}” in order"));
                rest = after;
            }
            assert!(
                spoken.contains('%') && spoken.contains(&*text::wave_label(&atlas, picture.wave.unwrap()))
            );
            assert!(!spoken.contains('.'), "no long fractions: {spoken}");
        }
    }
}

/// Requirement 13: no text of a picture is under 12 px.
#[test]
fn a11y_13_no_text_in_a_picture_is_under_12_px() {
    let atlas = atlas();
    for state in all_states(&atlas).iter().step_by(7) {
        for width in [288.0, 960.0] {
            let scene = Picture::new(&atlas, state).scene(&atlas, width, &estimate);
            for words in &scene.words {
                assert!(words.size >= SMALL, "{}: {}", state.query(&atlas), words.text);
            }
        }
    }
    let many = large(1_000);
    for view in View::ALL {
        let state = ViewState { view, ..ViewState::new(&many) };
        let scene = Picture::new(&many, &state).scene(&many, 288.0, &estimate);
        assert!(scene.words.iter().all(|words| words.size >= SMALL), "{view:?}");
    }
}

/// Requirement 14: themes of one colour differ in shape.
#[test]
fn a11y_14_themes_of_one_colour_have_different_shapes() {
    use challenge_map::viz::palette::FAMILIES;
    let atlas = atlas();
    let looks: BTreeSet<(usize, String)> = atlas
        .themes()
        .map(|theme| (atlas.family(theme) % FAMILIES, format!("{:?}", Shape::of(theme.get()))))
        .collect();
    assert_eq!(looks.len(), atlas.themes().len());
    let shapes: BTreeSet<&String> = looks.iter().map(|(_, shape)| shape).collect();
    assert_eq!(shapes.len(), looks.len(), "in grey they differ too");
}

/// Requirement 22: the table beside a picture has exactly the rows drawn, whatever is asked for;
/// so has the file.
#[test]
fn a11y_22_table_rows_are_the_marks_drawn() {
    let atlas = atlas();
    let states = all_states(&atlas);
    let mut drawn_somewhere = 0;
    for state in &states {
        let picture = Picture::new(&atlas, state);
        let table: Vec<_> = picture.table_rows(&atlas).iter().map(|row| row.challenge).collect();
        let in_table: BTreeSet<_> = table.iter().copied().collect();
        assert_eq!(in_table.len(), table.len(), "no row twice: {}", state.query(&atlas));
        if state.view != View::Table {
            let scene = picture.scene(&atlas, 960.0, &estimate);
            let drawn: BTreeSet<_> =
                scene.marks.iter().map(|mark| picture.challenge_of(mark.id).unwrap()).collect();
            assert_eq!(drawn, in_table, "{}", state.query(&atlas));
            drawn_somewhere += drawn.len();
        }
        let facts = Facts::new(&atlas, &picture, String::new());
        let csv = export::csv(&atlas, &picture, &facts);
        let lines = csv.lines().filter(|line| !line.starts_with('#')).count();
        let cells = (picture.rows.len() + picture.absent.len()) * picture.columns.len();
        assert_eq!(lines, 1 + cells, "{}", state.query(&atlas));
    }
    assert!(drawn_somewhere > 10_000, "{drawn_somewhere}: nothing was compared");
}

/// Requirement 23: what the pair shows can be had as a ranked list, with the same numbers.
#[test]
fn a11y_23_the_ranking_has_the_numbers_of_the_pair() {
    let atlas = atlas();
    let mut compared = 0;
    for state in all_states(&atlas).into_iter().filter(|state| state.view == View::Pair) {
        let pair = Picture::new(&atlas, &state);
        let Some(wave) = pair.wave else { continue };
        for (column, measure) in [state.pair.0, state.pair.1].into_iter().enumerate() {
            let list = ViewState { view: View::Ranking, measure, wave: Some(wave), ..state.clone() };
            let ranking = Picture::new(&atlas, &list);
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

/// Syllables of an English word by its groups of vowels; a silent e at the end does not count.
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

/// The Flesch–Kincaid grade of a text.
fn grade(text: &str) -> f64 {
    let is_word = |part: &&str| part.chars().any(char::is_alphanumeric);
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '’')).filter(is_word).collect();
    let sentences = text.matches(['.', ':', ';', '?']).count().max(1);
    let count = words.len() as f64;
    let spoken: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * count / sentences as f64 + 11.8 * spoken as f64 / count - 15.59
}

/// What a picture says, with a short name for each of the data's: names and labels are not the
/// program's words.
fn takeaway_without_data(atlas: &Atlas, state: &ViewState) -> String {
    let mut says = Picture::new(atlas, state).takeaway(atlas);
    let mut replace = |name: &str, short: &str| {
        says = says.replace(name, short);
        says = says.replace(&text::capitalised(name), &text::capitalised(short));
    };
    atlas.challenges().for_each(|ix| replace(&atlas.challenge(ix).name, "Reading"));
    atlas.themes().for_each(|ix| replace(&atlas.theme(ix).name, "Learning"));
    atlas.groups().for_each(|ix| replace(&atlas.group(ix).phrase, "teachers"));
    for wave in atlas.waves() {
        replace(&atlas.wave(wave).phrase, "spring");
        replace(&atlas.wave(wave).everyone, "teachers");
    }
    atlas.measures().for_each(|ix| replace(&atlas.measure(ix).label.to_lowercase(), "urgent"));
    says
}

/// Requirement 27: what the program says can be read after nine years of school.
#[test]
fn a11y_27_instructions_and_summaries_read_at_grade_nine() {
    assert!(grade("The cat sat on the mat.") < 1.0);
    assert!(
        grade("Organizational considerations necessitate comprehensive administrative documentation.") > 20.0
    );
    let atlas = atlas();
    let mut passages = Vec::new();
    for view in View::ALL {
        let states = all_states(&atlas).into_iter().filter(|state| state.view == view);
        let told: BTreeSet<String> = states.map(|state| takeaway_without_data(&atlas, &state)).collect();
        assert!(told.len() > 3, "{view:?}");
        passages.push((view.id(), told.into_iter().collect::<Vec<_>>().join(" ")));
    }
    let sentences =
        [controls::chart_help(), controls::lead(), files::copied(), files::not_copied(), files::not_saved()];
    let told = sentences
        .into_iter()
        .chain([text::minimum(10_u32), words::beyond(400_u32, 600_u32), words::no_groups()])
        .chain(View::ALL.map(controls::view_question));
    passages.push(("instructions", told.collect::<Vec<_>>().join(" ")));
    for (of, passage) in passages {
        let grade = grade(&passage);
        assert!(grade <= 9.0, "{of}: grade {grade:.1}: {}", passage.chars().take(1_500).collect::<String>());
    }
}

/// Requirement 28: a number that too few answered is called so wherever it would stand.
#[test]
fn a11y_28_too_few_answers_are_called_so_everywhere() {
    let atlas = sample();
    let gaps = atlas.find_challenge("opportunity-gaps").unwrap();
    let few = picture(&atlas, "measure=urgent&group=role/teacher");
    assert_eq!(few.absent, [(gaps, Cell::TooFew)], "listed under the picture, not drawn");
    let said = words::announcement(few.rows.len(), 1, 3, &few.takeaway(&atlas));
    assert!(said.starts_with("2 challenges. Teachers"), "{said}");
    assert!(said.ends_with(" 1 of 3 challenges has too few answers."), "{said}");
    let facts = Facts::new(&atlas, &few, String::new());
    let csv = export::csv(&atlas, &few, &facts);
    let line = csv.lines().find(|line| line.starts_with("opportunity-gaps")).unwrap();
    assert!(line.ends_with("urgent,,,,,too few answers"), "{line}");
    assert!(export::json(&atlas, &few, &facts).contains("\"note\":\"too few answers\""));

    let table = picture(&atlas, "view=table&group=role/teacher&measure=widespread");
    let row = table.rows.iter().find(|row| row.challenge == gaps).unwrap();
    let wordings: Vec<_> = (0..3).map(|at| table.wording(&atlas, row, at)).collect();
    assert_eq!(wordings, ["61\u{a0}%", "not published", "too few answers"]);
    assert!(table.spoken(&atlas, 0).contains("answered"), "how many answered is said");
}

/// The files of a folder and of those in it.
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
    let sources: Vec<String> = ["src", "tests"]
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
