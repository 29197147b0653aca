//! Inputs of `tests/cases` that were once misread, and others of their kinds: what `challenge-map import` makes of
//! them, and what it says.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use data::bundle::parse;
use data::challenge::{Audience, Cell};
use data::dataset::SeriesKey;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::ROOT;

/// An import into a folder of its own.
pub struct Import {
    dir: TempDir,
    run: Output,
}

impl Import {
    /// Imports a case of `tests/cases`, with its mapping changed.
    fn case(name: &str, change: impl FnOnce(&mut Value), flags: &[&str]) -> Self {
        let folder = Path::new(ROOT).join("tests/cases").join(name);
        let file = |names: &[&str]| {
            let found = names.iter().map(|name| folder.join(name)).find(|path| path.exists());
            found.unwrap_or_else(|| panic!("{name} has none of {names:?}"))
        };
        let mut mapping: Value =
            serde_json::from_str(&fs::read_to_string(file(&["m.json", "mapping.json"])).unwrap()).unwrap();
        change(&mut mapping);
        let export = file(&["a.csv", "e.csv", "a.xlsx"]);
        let bundle = fs::read_to_string(folder.join("bundle.json")).ok();
        let export_name = export.file_name().unwrap().to_str().unwrap().to_owned();
        Self::of(&mapping, &export_name, &fs::read(export).unwrap(), bundle, flags)
    }

    /// Imports a file into the bundle of `challenge-map new`, or another one.
    pub fn of(mapping: &Value, name: &str, export: &[u8], bundle: Option<String>, flags: &[&str]) -> Self {
        Self::of_files(mapping, &[(name, export)], bundle, flags)
    }

    fn of_files(mapping: &Value, files: &[(&str, &[u8])], bundle: Option<String>, flags: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let tool = |args: &[&str]| {
            let program = env!("CARGO_BIN_EXE_challenge-map");
            Command::new(program).current_dir(dir.path()).args(args).output().unwrap()
        };
        let bundle = bundle.unwrap_or_else(|| {
            tool(&["new", "."]);
            let text = fs::read_to_string(dir.path().join("bundle.json")).unwrap();
            text.replace("\"minimum_respondents\": 10", "\"minimum_respondents\": 2")
        });
        fs::write(dir.path().join("bundle.json"), bundle).unwrap();
        fs::write(dir.path().join("m.json"), mapping.to_string()).unwrap();
        files.iter().for_each(|(name, export)| fs::write(dir.path().join(name), export).unwrap());
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let run =
            tool(&[&["import", "--mapping", "m.json", "--into", "bundle.json"], &*names, flags].concat());
        Self { dir, run }
    }

    /// Imports CSV with one yes-or-no column `Staff` and other settings of the mapping.
    pub fn small(settings: &Value, csv: &[u8]) -> Self {
        Self::small_files(settings, &[("a.csv", csv)])
    }

    /// Imports several CSV files with one yes-or-no column `Staff` and other settings of the mapping.
    pub fn small_files(settings: &Value, files: &[(&str, &[u8])]) -> Self {
        let mut mapping = json!({
            "waves": [{"id": "w", "label": "W", "date": "2026", "status": "illustrative", "everyone": "people"}],
            "measures": {"urgent": {"columns": {"Staff": "staffing"}, "yes": ["yes"], "no": ["no"]}}
        });
        for (name, value) in settings.as_object().unwrap() {
            mapping[name] = value.clone();
        }
        Self::of_files(&mapping, files, None, &[])
    }

    pub fn printed(&self) -> String {
        [&self.run.stdout, &self.run.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
    }

    /// Checks that everything is told and that the bundle was written.
    #[track_caller]
    pub fn tells(self, parts: &[&str]) -> Self {
        assert!(self.run.status.success(), "{}", self.printed());
        self.says(parts)
    }

    /// Checks that nothing was written, and that everything is told.
    #[track_caller]
    pub fn refuses(self, parts: &[&str]) -> Self {
        assert!(!self.run.status.success(), "{}", self.printed());
        self.says(parts)
    }

    #[track_caller]
    fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.printed().contains(part), "`{part}` in: {}", self.printed());
        }
        self
    }

    /// Returns a value of the bundle, of everyone or of a group.
    pub fn value(&self, measure: &str, challenge: &str, group: Option<&str>) -> Option<f64> {
        let text = fs::read_to_string(self.dir.path().join("bundle.json")).unwrap();
        let dataset = parse(&text).unwrap_or_else(|problems| panic!("{problems:#?}")).dataset;
        let audience = group.map_or(Audience::Everyone, |id| {
            Audience::Group(dataset.groups().find(|ix| dataset.group(*ix).id.as_str() == id).unwrap())
        });
        let (wave, measure) = (dataset.find_wave("w").unwrap(), dataset.find_measure(measure).unwrap());
        let challenge =
            dataset.challenges().find(|ix| dataset.challenge(*ix).id.as_str() == challenge).unwrap();
        match dataset.cell(SeriesKey { wave, audience, measure }, challenge) {
            Cell::Known { value, .. } => Some(value),
            Cell::TooFew | Cell::NotPublished => None,
        }
    }

    #[track_caller]
    pub fn has(self, measure: &str, challenge: &str, value: f64) -> Self {
        assert_eq!(self.value(measure, challenge, None), Some(value), "{}", self.printed());
        self
    }
}

fn case(name: &str) -> Import {
    Import::case(name, |_| {}, &[])
}

#[test]
fn an_old_encoding_is_found_by_the_texts_of_the_mapping() {
    case("csv-arabic-windows")
        .tells(&["read as windows-1256, which is a guess"])
        .has("urgent", "staffing", 50.0);
    let named = |mapping: &mut Value| mapping["encoding"] = json!("cp1256");
    Import::case("csv-arabic-windows", named, &[]).tells(&["windows-1256"]).has("urgent", "staffing", 50.0);
    let wrong = |mapping: &mut Value| mapping["encoding"] = json!("cp9999");
    Import::case("csv-arabic-windows", wrong, &[]).refuses(&["there is no encoding `cp9999`"]);
}

#[test]
fn cells_that_a_spreadsheet_dropped_are_empty() {
    case("excel-dropped-trailing-cells")
        .tells(&["8 × 2 cells where the header has 3: the rest is read as empty", "wave w: 9 respondents"])
        .has("urgent", "staffing", 55.6);
    // A short row with a text that is not known was rather torn by a line break.
    Import::small(&json!({}), b"A,Staff,B\n1,yes,x\n2,no,x\n3,yes,x\n4,no,x\n5,yes,x\n6,a line\n")
        .tells(&["skipped: 1 × 2 cells where the header has 3; a quotation mark, a delimiter or a line may be lost"])
        .has("urgent", "staffing", 60.0);
}

#[test]
fn rows_that_a_line_break_tore_are_not_counted() {
    let whole = "1,yes,a,b,c\n2,no,a,b,c\n";
    let csv = format!("N,Staff,A,B,C\n{whole}{whole}{whole}7,yes,a line\nx,no,c\n{whole}");
    Import::small(&json!({}), csv.as_bytes())
        .tells(&["skipped: 2 × 3 cells where the header has 5; a quotation mark", "wave w: 8 respondents"])
        .has("urgent", "staffing", 50.0);
}

#[test]
fn characters_that_an_encoding_lacks_are_told() {
    let settings = json!({"encoding": "utf-8", "tool": "plain"});
    Import::small(&settings, b"Staff,N\nyes,caf\xe9\nno,b\nyes,c\n")
        .tells(&["can't be read in this encoding: 1 character"]);
}

#[test]
fn codes_may_be_written_with_decimals() {
    let measure = json!({"urgent": {"columns": {"Staff": "staffing"}, "yes": [4, 5], "no": [1, 2, 3]}});
    let settings = json!({"measures": measure, "where": {"column": "Test", "is_not": 1}, "finished": "Done"});
    Import::small(
        &settings,
        b"Staff;Test;Done\n4.0;0.0;1.0\n5,00;0;1\n2.0;0;1\n1.0;0;1,0\n5;1.0;1\n5;1,00;1\n5;0;0.0\n",
    )
    .tells(&["2 × left out by the condition on `Test`", "1 × not finished"])
    .has("urgent", "staffing", 50.0);
}

#[test]
fn rows_that_do_not_meet_the_conditions_are_left_out_and_told() {
    let csv =
        "Staff,Consent,Kind\nyes,I agree,a\nno,I AGREE,b\nyes,,a\nno,no,a\nno,I agree,test\nyes,I agree,c\n";
    let conditions = json!([
        {"column": "Consent", "is": "I agree"},
        {"column": "Kind", "one_of": ["a", "b", "d"]}
    ]);
    Import::small(&json!({"where": conditions}), csv.as_bytes())
        .tells(&[
            "2 × left out by the condition on `Consent`",
            "2 × left out by the condition on `Kind`",
            "never given: `d`",
        ])
        .has("urgent", "staffing", 50.0);
    let empty = json!({"column": "Consent", "is_not": ""});
    Import::small(&json!({"where": empty}), csv.as_bytes()).tells(&["wave w: 5 respondents"]);
    let wrong = json!({"column": "Consent", "is": "a", "is_not": "b"});
    Import::small(&json!({"where": wrong}), csv.as_bytes())
        .refuses(&["a condition has one of `is`, `is_not` and `one_of`"]);
    let missing = json!({"column": "Konsent", "is": "a"});
    Import::small(&json!({"where": missing}), csv.as_bytes())
        .refuses(&["has no column `Konsent`, did you mean `Consent`?"]);
}

#[test]
fn a_rule_without_its_column_is_an_error() {
    let ids = "{\"ImportId\":\"QID1\"}";
    let quoted = format!("\"{}\"", ids.replace('"', "\"\""));
    let csv = format!("ResponseId,Staff\nid,q\nx,{quoted}\nR_1,yes\nR_2,no\n");
    Import::small(&json!({"tool": "qualtrics"}), csv.as_bytes())
        .refuses(&["no column `Finished` tells who finished", "no column `Status` marks previews"]);
    let told = json!({"tool": "qualtrics", "incomplete": "count", "previews": "count"});
    Import::small(&told, csv.as_bytes()).tells(&[]).has("urgent", "staffing", 50.0);
    for (tool, column) in [("typeform", "`Submit Date (UTC)`"), ("redcap", "`…_complete`")] {
        Import::small(&json!({"tool": tool}), b"Staff,a_complete,b_complete\nyes,2,2\nno,2,0\n")
            .refuses(&[column]);
    }
    let named = json!({"tool": "redcap", "finished": "b_complete"});
    Import::small(&named, b"Staff,a_complete,b_complete\nyes,2,2\nno,2,2\nno,2,0\n")
        .tells(&["1 × not finished"])
        .has("urgent", "staffing", 50.0);
}

#[test]
fn too_much_that_is_not_understood_writes_nothing() {
    let csv = b"Staff\nyes\nno\nmaybe\nyes\n";
    let refused = Import::small(&json!({}), csv).refuses(&[
        "1 of 4 answers to urgent are not understood (25 %)",
        "at most 20 % may be",
        "--max-unread",
        "nothing was written",
    ]);
    let text = fs::read_to_string(refused.dir.path().join("bundle.json")).unwrap();
    assert!(parse(&text).unwrap().dataset.find_wave("w").is_none());
    // Empty cells and rows that a rule leaves out do not count.
    Import::small(&json!({"where": {"column": "T", "is": "a"}}), b"Staff,T\nyes,a\nno,a\n,a\n?,b\n?,b\n,a\n")
        .tells(&[]);
}

#[test]
fn other_texts_may_be_named_as_a_whole() {
    let column =
        json!({"columns": {"Staff": "staffing"}, "yes": ["yes"], "no": ["no"], "unlisted": "missing"});
    Import::small(&json!({"measures": {"urgent": column}}), b"Staff\nyes\nno\nmaybe\nyes\nwho knows\n")
        .tells(&[])
        .has("urgent", "staffing", 66.7);
    let ticks = json!({"column": "Staff", "choices": {"A": "staffing", "B": "attendance"}, "unlisted": null});
    Import::small(
        &json!({"measures": {"urgent": ticks}}),
        b"Staff\nA\n\"A, B\"\nlunch\n\"B, noise, dust\"\n",
    )
    .tells(&["wave w: 4 respondents"])
    .has("urgent", "staffing", 50.0);
    let groups = json!({"role": {"column": "R", "groups": {"T": "teacher"}, "unlisted": "school-leader"}});
    let group =
        Import::small(&json!({"dimensions": groups}), b"Staff,R\nyes,T\nno,T\nyes,x\nyes,y\nyes,\nno,\n")
            .tells(&[]);
    assert_eq!(group.value("urgent", "staffing", Some("school-leader")), Some(100.0));
}

#[test]
fn a_choice_that_equals_two_others_is_told() {
    let ticks = json!({
        "column": "Q",
        "choices": {"Reading": "reading-and-writing", "Staff": "staffing", "Reading, Staff": "attendance"}
    });
    let csv = b"Q\nReading\n\"Reading, Staff\"\nStaff\nStaff\nReading\nReading\nReading\nStaff\n";
    let settings = json!({"measures": {"urgent": ticks}});
    Import::small(&settings, csv).refuses(&["`Reading, Staff` can be read as choices in more than one way"]);
    let more = [&csv[..], &b"Staff\n".repeat(9)].concat();
    Import::small(&settings, &more).tells(&["in more than one way"]).has(
        "urgent",
        "reading-and-writing",
        25.0,
    );
}

#[test]
fn personal_columns_are_known_in_other_languages() {
    for name in ["Correo electrónico", "CORREO ELECTRÓNICO", "Prénom", "البريد الإلكتروني", "_submitted_by"]
    {
        let csv = format!("{name},Staff\nann,yes\nbo,no\n");
        Import::small(&json!({"dimensions": {"role": name}}), csv.as_bytes())
            .refuses(&["says who somebody is"]);
    }
}

#[test]
fn a_group_with_a_withheld_share_has_no_ranks() {
    let import = case("pub-rank-partial").tells(&["no rank in `rank` for sex/men, sex/women"]);
    for challenge in ["c1", "c2", "c3"] {
        assert_eq!(import.value("rank", challenge, Some("men")), None);
    }
    import.has("rank", "c2", 1.0).has("rank", "c1", 2.0);
}

#[test]
fn who_has_not_finished_is_known_or_asked_for() {
    case("limesurvey-spanish-headings")
        .tells(&["`Fecha de envío` tells who finished", "3 × not finished"])
        .has("urgent", "staffing", 66.7);
    let csv = "id,Fertig am,Staff\n1,x,yes\n2,x,no\n3,,no\n".as_bytes();
    Import::small(&json!({"tool": "limesurvey"}), csv).refuses(&[
        "no column `submitdate`",
        "\"finished\": \"…\"",
        "\"incomplete\": \"count\"",
    ]);
    Import::small(&json!({"tool": "limesurvey", "finished": "Fertig am"}), csv)
        .tells(&["1 × not finished"])
        .has("urgent", "staffing", 50.0);
    Import::small(&json!({"tool": "limesurvey", "incomplete": "count"}), csv)
        .tells(&[])
        .has("urgent", "staffing", 33.3);
}

#[test]
fn codes_before_the_texts_of_headings_name_columns() {
    let head = "id. Antwort ID,submitdate. Datum Abgeschickt,Q1[SQ1]. Wie dringend? [Personal],token. Code";
    let rows = "1,2026-04-01,yes,a\n2,,no,b\n3,2026-04-01,no,c\n";
    let csv = format!("{head}\n{rows}");
    let with = |column: &str| json!({"tool": "limesurvey", "measures": {"urgent": {"columns": {column: "staffing"}, "yes": ["yes"], "no": ["no"]}}});
    for column in ["Q1[SQ1]", "Q1[SQ1]. Wie dringend? [Personal]"] {
        Import::small(&with(column), csv.as_bytes())
            .tells(&["`submitdate. Datum Abgeschickt` tells who finished", "1 × not finished"])
            .tells(&["`id. Antwort ID` tells respondents apart"])
            .has("urgent", "staffing", 50.0);
    }
    Import::small(&with("token"), csv.as_bytes()).refuses(&["the column `token` says who somebody is"]);
    // With two separators it is open what is a code.
    let open = csv.replace("Code", "Code,lastpage: Letzte Seite");
    Import::small(&with("Q1[SQ1]"), open.as_bytes())
        .refuses(&["no column `Q1[SQ1]`, did you mean", "\"finished\": \"…\""]);
    let twice = csv.replace("token. Code", "Q1[SQ1]. Anders");
    Import::small(&with("Q1[SQ1]"), twice.as_bytes()).refuses(&["has 2 columns `Q1[SQ1]`: rename"]);
}

#[test]
fn free_text_is_never_a_tick() {
    Import::case("other-text-ticks-a-choice", |_| {}, &["--max-unread", "19"])
        .refuses(&["1 of 5 answers to urgent are not understood"]);
    case("other-text-ticks-a-choice")
        .tells(&["mixed cell: `nothing about pupils, attendance, or the like` begins with a text that is not listed"])
        .has("urgent", "attendance", 0.0)
        .has("urgent", "reading-and-writing", 75.0);
    let listed = |mapping: &mut Value| {
        mapping["measures"]["urgent"]["choices"]["Nothing about pupils, attendance, or the like"] =
            json!(null);
    };
    Import::case("other-text-ticks-a-choice", listed, &[]).tells(&[]).has("urgent", "attendance", 0.0);
}

#[test]
fn places_may_be_in_words() {
    case("places-with-words")
        .tells(&["places are read from words: `Opción 1` as 1"])
        .has("priority", "reading-and-writing", 1.0)
        .has("priority", "internet-at-home", 4.0);
    let places = |mapping: &mut Value| {
        mapping["measures"]["priority"]["places"] =
            json!({"Opción 1": 4, "Opción 2": 3, "Opción 3": 2, "Opción 4": 1});
    };
    let named = Import::case("places-with-words", places, &[]).has("priority", "internet-at-home", 1.0);
    assert!(!named.printed().contains("places are read from words"), "{}", named.printed());
}

#[test]
fn a_rating_is_no_ranking() {
    case("pub-rating-as-rank").refuses(&[
        "is no place from 1 to 3",
        "is it a rating?",
        "answers to rank are not understood",
    ]);
    let ranking = |csv: &str, settings: Value| {
        let mut places = json!({"columns": {"A": "staffing", "B": "attendance", "C": "internet-at-home"}});
        for (name, value) in settings.as_object().unwrap() {
            places[name] = value.clone();
        }
        Import::small(&json!({"measures": {"priority": places}}), csv.as_bytes())
    };
    let repeated = "A,B,C\n1,1,2\n1,2,3\n3,2,1\n1,1,1\n";
    ranking(repeated, json!({})).refuses(&["2 × priority: one respondent has given a place twice", "(50 %)"]);
    ranking(repeated, json!({"repeated": "count"}))
        .tells(&["wave w: 4 respondents"])
        .has("priority", "staffing", 1.0);
    // Somebody ranked five things, of which three are challenges here.
    let five = "A,B,C,D,E\n5,1,4,2,3\n4,1,5,3,2\n";
    ranking(five, json!({})).refuses(&["`5` is no place from 1 to 3"]);
    let others = json!({"columns": {"A": "staffing", "B": "attendance", "C": "internet-at-home", "D": null, "E": null}});
    ranking(five, others).tells(&[]).has("priority", "attendance", 1.0);
}

#[test]
fn none_of_these_may_have_a_column_of_its_own() {
    case("pub-split-none").tells(&[]).has("m", "a", 50.0);
}

#[test]
fn a_second_header_row_is_asked_about() {
    case("pub-surveymonkey-header").refuses(&["second header row", "\"header_rows\": 2"]);
    let options =
        json!({"measures": {"urgent": {"columns": {"Urgent? [A]": "staffing"}, "yes": [1], "no": [0]}}});
    Import::small(&options, b"Staff,Urgent?\nx,A\nyes,1\nno,0\n").refuses(&[
        "has no column `Urgent? [A]`",
        "if the row below holds the options, say \"header_rows\": 2",
    ]);
    let tool = |mapping: &mut Value| {
        mapping["tool"] = json!("surveymonkey");
        mapping["measures"]["m"] =
            json!({"columns": {"Urgent? [A]": "a", "Urgent? [B]": "b"}, "yes": ["A", "B"], "empty": "no"});
    };
    let import = Import::case("pub-surveymonkey-header", tool, &[])
        .tells(&["header in rows 1 to 2", "28 rows read, 0 skipped"])
        .has("m", "b", 89.3);
    // All 28 said yes, and with that of everyone the answers of three people would be told.
    assert_eq!(import.value("m", "a", None), None);
}

#[test]
fn letter_case_does_not_tell_respondents_apart() {
    case("respondent-letter-case")
        .tells(&["2 × the same respondent in other letters", "wave w: 3 respondents"])
        .has("urgent", "staffing", 33.3);
    let differ =
        |mapping: &mut Value| mapping["respondent"] = json!({"column": "Email", "letters": "differ"});
    Import::case("respondent-letter-case", differ, &[]).tells(&["wave w: 5 respondents"]);
}

#[test]
fn the_delimiter_is_found_and_told_or_named() {
    case("semicolons-with-commas-in-header")
        .tells(&["semicolons between columns"])
        .has("widespread", "reading-and-writing", 50.0)
        .has("widespread", "attendance", 100.0);
    let commas = |mapping: &mut Value| mapping["delimiter"] = json!(",");
    Import::case("semicolons-with-commas-in-header", commas, &[])
        .refuses(&["commas between columns", "has no column"]);
}

#[test]
fn unicode_forms_do_not_tell_answers_apart() {
    case("text-decomposed-accents").tells(&[]).has("urgent", "staffing", 60.0);
}

#[test]
fn rows_above_the_header_are_told() {
    case("title-row-above-header")
        .tells(&["header in row 3 (above it, not read: 1 row)"])
        .has("urgent", "staffing", 66.7);
    let first = |mapping: &mut Value| mapping["header_row"] = json!(1);
    Import::case("title-row-above-header", first, &[])
        .refuses(&["the header in row 1 has no name for column B, and row 3 has `Staff` there"]);
}

#[test]
fn the_decimal_sign_of_weights_is_told_or_named() {
    case("weight-thousands").refuses(&["the weight `1,000` is ambiguous", "\"decimal\": \".\""]);
    let point = |mapping: &mut Value| mapping["decimal"] = json!(".");
    Import::case("weight-thousands", point, &[]).tells(&[]).has("urgent", "staffing", 50.0);
    let comma = |mapping: &mut Value| mapping["decimal"] = json!(",");
    Import::case("weight-thousands", comma, &[]).tells(&[]).has("urgent", "staffing", 33.4);
}

#[test]
fn a_formula_without_its_result_is_told() {
    case("xlsx-formula-without-value")
        .refuses(&["3 cells of mapped columns have a formula", "the first is C3"]);
    let other = |mapping: &mut Value| {
        mapping["measures"]["urgent"]["columns"] = json!({"Other": "attendance"});
    };
    Import::case("xlsx-formula-without-value", other, &[]).tells(&[]).has("urgent", "attendance", 0.0);
}

#[test]
fn the_first_sheet_that_is_not_hidden_is_read() {
    case("xlsx-hidden-first-sheet")
        .tells(&["sheet `Answers` (not `Pilot (old)`)"])
        .has("urgent", "staffing", 80.0);
    let named = |mapping: &mut Value| mapping["sheet"] = json!("Pilot (old)");
    Import::case("xlsx-hidden-first-sheet", named, &[])
        .tells(&["sheet `Pilot (old)`, which is hidden"])
        .has("urgent", "staffing", 20.0);
}

#[test]
fn a_sheet_of_codes_is_no_sheet_of_answers() {
    case("xlsx-codes-first").refuses(&[
        "the sheet `Codes` reads like a list of codes and not like answers",
        "Say \"sheet\": \"…\" in the mapping; the others are Answers",
    ]);
    let sheet = |name: &'static str| move |mapping: &mut Value| mapping["sheet"] = json!(name);
    Import::case("xlsx-codes-first", sheet("Answers"), &[])
        .tells(&["wave w: 4 respondents"])
        .has("urgent", "staffing", 75.0);
    Import::case("xlsx-codes-first", sheet("Codes"), &[]).tells(&["sheet `Codes` (not `Answers`)"]);
    // The column of the mapping may be the other one, and with both there are no labels.
    let other =
        |mapping: &mut Value| mapping["measures"]["urgent"]["columns"] = json!({"Meaning": "staffing"});
    Import::case("xlsx-codes-first", other, &[]).refuses(&["reads like a list of codes"]);
    let both = |mapping: &mut Value| mapping["respondent"] = json!("Meaning");
    Import::case("xlsx-codes-first", both, &[]).tells(&["wave w: 2 respondents"]);
}

#[test]
fn the_value_of_merged_cells_holds_for_each() {
    let import = case("xlsx-merged-group").tells(&["2 areas of merged cells: the value holds"]);
    assert_eq!(import.value("urgent", "staffing", Some("teacher")), Some(100.0));
    assert_eq!(import.value("urgent", "staffing", Some("school-leader")), Some(0.0));
}
