//! Answers that an import does not understand, or only seems to: what stops it, and what it tells.

use serde_json::{Value, json};

use crate::import_cases::Import;

/// Returns settings with one measure.
fn measure(id: &str, measure: Value) -> Value {
    json!({"measures": {id: measure}})
}

/// In one column of four half of the answers are not known: that is too much, however good the others are.
#[test]
fn every_column_of_a_question_has_to_be_understood() {
    let columns = json!({
        "columns": {"A": "staffing", "B": "attendance", "C": "internet-at-home", "D": "reading-and-writing"},
        "yes": ["yes"], "no": ["no"]
    });
    let import = |csv: &str| Import::small(&measure("urgent", columns.clone()), csv.as_bytes());
    let half = format!("A,B,C,D\n{}", "yes,no,yes,no\nnope,no,yes,no\n".repeat(10));
    let refused = import(&half).refuses(&[
        "10 of 20 answers to urgent in the column `A` are not understood (50 %)",
        "nothing was written",
    ]);
    assert!(!refused.printed().contains("answers to urgent are not"), "12.5 %: {}", refused.printed());
    // One odd cell of a column is no reason, though it is more than 20 % of it.
    import("A,B,C,D\nnope,no,yes,no\nyes,no,yes,no\nno,no,yes,no\n").tells(&["`nope` is no known answer"]);
    // What the whole question is told of is not told of its columns again.
    let all = import("A,B,C,D\nx,x,x,x\nyes,x,x,yes\n").refuses(&["6 of 8 answers to urgent are not"]);
    assert!(!all.printed().contains("in the column"), "{}", all.printed());
}

#[test]
fn every_challenge_of_a_long_export_has_to_be_understood() {
    let settings = json!({
        "respondent": "who",
        "long": {"column": "Ch", "challenges": {"s": "staffing", "a": "attendance", "i": "internet-at-home"}},
        "measures": {"urgent": {"column": "Answer", "yes": ["yes"], "no": ["no"]}}
    });
    let rows = |who: u32| {
        let staffing = if who.is_multiple_of(2) { "nope" } else { "yes" };
        format!("{who},s,{staffing}\n{who},a,no\n{who},i,yes\n")
    };
    let csv = format!("who,Ch,Answer\n{}", (0..10).map(rows).collect::<String>());
    Import::small(&settings, csv.as_bytes())
        .refuses(&["5 of 10 answers to urgent about staffing are not understood (50 %)"]);
}

#[test]
fn a_challenge_has_one_place_in_a_ranking() {
    let choices = json!({"A": "staffing", "B": "attendance"});
    let cell = json!({"column": "R", "separator": ";", "choices": choices});
    let columns = json!({"columns": {"R1": 1, "R2": 2, "R3": 3}, "choices": choices});
    let in_cell = "R\nA;A;B\nB;B;A\nA;B;A\nA;B\nA;B\n";
    let in_columns = "R1,R2,R3\nA,A,B\nB,B,A\nA,B,A\nA,B,\nA,B,\n";
    for (ranking, csv) in [(cell, in_cell), (columns, in_columns)] {
        Import::small(&measure("priority", ranking.clone()), csv.as_bytes())
            .refuses(&["3 × priority: one respondent has given a place twice, or one challenge two"]);
        let mut counted = ranking;
        counted["repeated"] = json!("count");
        // The first place of a challenge holds: A has 1, 3, 1, 1 and 1, B has 3, 1, 2, 2 and 2.
        Import::small(&measure("priority", counted), csv.as_bytes())
            .tells(&["wave w: 5 respondents"])
            .has("priority", "staffing", 1.0);
    }
}

/// A ranking of three challenges has three places, however many the bundle has.
#[test]
fn places_of_a_long_export_are_those_of_its_challenges() {
    let settings = |challenges: &Value| {
        json!({
            "respondent": "who",
            "long": {"column": "Ch", "challenges": challenges},
            "measures": {"priority": {"column": "Place"}}
        })
    };
    let good = "1,s,1\n1,a,2\n1,i,3\n".to_owned() + "2,s,1\n2,a,2\n2,i,3\n";
    let csv = format!("who,Ch,Place\n{good}3,s,1\n3,a,2\n3,i,4\n");
    let three = json!({"s": "staffing", "S (new)": "staffing", "a": "attendance", "i": "internet-at-home"});
    Import::small(&settings(&three), csv.as_bytes()).tells(&["1 × priority: `4` is no place from 1 to 3"]);
    // A challenge under its id needs no entry, and is one of them.
    let by_id = csv.replace("3,i,4", "3,i,4\n4,reading-and-writing,4");
    let import = Import::small(&settings(&three), by_id.as_bytes()).tells(&[]);
    assert!(!import.printed().contains("is no place"), "{}", import.printed());
    let mut four = three;
    four["other"] = json!(null);
    let import = Import::small(&settings(&four), csv.as_bytes()).tells(&[]);
    assert!(!import.printed().contains("is no place"), "{}", import.printed());
}

#[test]
fn a_text_that_gives_no_place_is_told_with_the_setting_for_it() {
    let ranking = json!({"columns": {"A": "staffing", "B": "attendance"}});
    let csv = "A,B\n1,2\n2,1\n1,2\n1,2\n1,top\n";
    Import::small(&measure("priority", ranking), csv.as_bytes())
        .tells(&["1 × priority: `top` gives no place: counted as missing (\"places\" of the measure says"]);
}

/// A choice in a Cyrillic letter prints like the Latin one of the mapping: the report says what the eye can't see.
#[test]
fn texts_that_only_look_like_those_of_the_mapping_are_told() {
    let cells = json!({"column": "R", "choices": {"A": "staffing", "B": "attendance"}});
    let csv = format!("R\n{}\u{430}\n", "A\nB\n".repeat(5));
    Import::small(&measure("urgent", cells), csv.as_bytes()).tells(&[
        "is no known answer to urgent",
        "(it looks like `A` of the mapping, with U+0430 where that has U+0041)",
    ]);
    let csv = format!("Staff\n{}Y\u{415}S\n", "yes\nno\n".repeat(5));
    Import::small(&json!({}), csv.as_bytes())
        .tells(&["(it looks like `yes` of the mapping, with U+0415 where that has U+0065)"]);
    let role = json!({"dimensions": {"role": {"column": "Role", "groups": {"معلم كبير": "teacher"}}}});
    let csv = format!("Staff,Role\n{}no,معلم کبیر\n", "yes,معلم كبير\n".repeat(5));
    Import::small(&role, csv.as_bytes()).tells(&["with U+06A9 where that has U+0643"]);
    // Free text that looks like nothing of the mapping is told as ever.
    let other =
        Import::small(&json!({}), b"Staff\nyes\nno\nyes\nno\nmaybe\n").tells(&["`maybe` is no known"]);
    assert!(!other.printed().contains("looks like"), "{}", other.printed());
}
