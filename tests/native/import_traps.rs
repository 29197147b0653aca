//! Exports that lead an importer astray without a word: rows that are no respondents, cells that are no answers, and
//! texts of the mapping that fit nothing. Either the numbers are right, or the tool says what is wrong.

use serde_json::{Value, json};

use crate::import_cases::Import;

/// Returns settings with a measure `urgent`.
fn urgent(question: &Value) -> Value {
    json!({"measures": {"urgent": question}})
}

/// Returns settings with a ranking.
fn priority(question: &Value) -> Value {
    json!({"measures": {"priority": question}})
}

/// Returns a question with one column, where all other texts are no.
fn or_no() -> Value {
    json!({"columns": {"Staff": "staffing"}, "yes": ["yes"], "unlisted": "no"})
}

/// Returns a question with columns A and B of 1 and 0.
fn two_columns() -> Value {
    json!({"columns": {"A": "staffing", "B": "attendance"}, "yes": [1], "no": [0]})
}

#[test]
fn a_header_in_the_middle_is_nobody() {
    for again in ["Id,Staff", "\u{feff}\"Id\",\"Staff\"", " id , STAFF "] {
        let csv = format!("Id,Staff\n1,yes\n2,never\n{again}\n3,yes\n4,yes\n");
        Import::small(&urgent(&or_no()), csv.as_bytes())
            .tells(&["skipped: 1 × the header again", "(row 4)", "wave w: 4 respondents"])
            .has("urgent", "staffing", 75.0);
    }
    // A column of an option is named as the cell of whoever chose it.
    let option = json!({"columns": {"Staff": "staffing"}, "yes": ["Staff"], "no": ["-"]});
    Import::small(&urgent(&option), b"Staff\nStaff\n-\nStaff\n-\n")
        .tells(&[])
        .has("urgent", "staffing", 50.0);
}

#[test]
fn sums_below_the_answers_are_nobody() {
    let rows = "Id,A,B\n1,1,0\n2,0,1\n3,1,0\n4,0,0\n";
    for (last, said) in [
        ("Total,2,1", "sums or means, headed `Total`"),
        ("Moyenne :,0,0", "sums or means, headed `Moyenne :`"),
        (",2,1", "the last row, with the sums of those above it"),
    ] {
        Import::small(&urgent(&two_columns()), format!("{rows}{last}\n").as_bytes())
            .tells(&[said, "wave w: 4 respondents"])
            .has("urgent", "staffing", 50.0)
            .has("urgent", "attendance", 25.0);
    }
    let places = json!({"columns": {"A": "staffing", "B": "attendance"}});
    Import::small(&priority(&places), b"Id,A,B\n1,1,2\n2,2,1\n3,1,2\n4,2,1\nMean,2,1\n")
        .tells(&["wave w: 4 respondents"])
        .has("priority", "staffing", 1.0);
    // An answer may be called so.
    let answer = json!({"columns": {"Staff": "staffing"}, "yes": ["Total"], "no": ["no"]});
    Import::small(&urgent(&answer), b"Staff\nTotal\nno\nno\nTotal\n")
        .tells(&[])
        .has("urgent", "staffing", 50.0);
    let medium = b"Prioridad,Staff\nMedia,yes\nAlta,no\nMedia,yes\nMedia,yes\n";
    Import::small(&json!({}), medium).tells(&["wave w: 4 respondents"]).has("urgent", "staffing", 75.0);
    Import::small(&urgent(&two_columns()), b"A,B\n0,0\n1,0\n0,0\n1,0\n")
        .tells(&["wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
}

#[test]
fn notes_below_the_answers_are_nobody() {
    let rows = "Id,Staff,Other\n1,yes,0\n2,never,1\n3,yes,0\n4,never,1\n";
    for (notes, number) in [
        ("1 = not at all\n2 = very\n", 2),
        ("Legend:,,\n1,not at all\n2,very,\n", 3),
        (",n = 120\n", 1),
        (",Fuente: encuesta propia, 2026, con permiso\n", 1),
        ("Note,Answers were collected in May\n\n\nالمصدر,استبيان\n", 2),
        (",5,\n,\"No, never\",\n", 2),
        ("Legend,,\nyes,urgent,\nnever,not urgent,\n", 3),
        ("Total,2,2\n,n = 4,\n", 1),
    ] {
        for gap in ["\n", ",,\n\n"] {
            let said = format!("skipped: {number} × a note below the answers");
            Import::small(&urgent(&or_no()), format!("{rows}{gap}{notes}").as_bytes())
                .tells(&[&said, "(\"notes_below\": \"count\" counts such rows)", "wave w: 4 respondents"])
                .has("urgent", "staffing", 50.0);
        }
    }
    let codebook: String = (1..=150).map(|code| format!(",code {code},\n")).collect();
    Import::small(&urgent(&or_no()), format!("{rows}\n{codebook}").as_bytes())
        .tells(&["skipped: 150 × a note below the answers", "wave w: 4 respondents"]);
    let mut counted = urgent(&or_no());
    counted["notes_below"] = json!("count");
    Import::small(&counted, format!("{rows}\n,n = 120\n").as_bytes())
        .tells(&["wave w: 5 respondents"])
        .has("urgent", "staffing", 40.0);
}

/// Notes may stand directly below the answers. What has the form of a note is nobody, and told by its rows.
#[test]
fn notes_directly_below_the_answers_are_nobody() {
    let rows = "Staff,Id,Other\nyes,1,0\nnever,2,1\nyes,3,0\nnever,4,1\n";
    for (notes, told) in [
        ("5 = very urgent,,\n", "1 × a note below the answers"),
        ("5 = very urgent,4 = urgent,\nn = 120,,\n", "(rows 6, 7)"),
        ("Legend:,,\n1,not at all,\n2,very,\n", "(rows 6, 7, 8)"),
        ("المصدر: استبيان,,\n", "(row 6)"),
        ("Source: own survey\n© 2026\n", "(rows 6, 7)"),
        ("5 = very,,\n\nn = 4,,\n", "(rows 6, 8)"),
    ] {
        Import::small(&urgent(&or_no()), format!("{rows}{notes}").as_bytes())
            .tells(&[told, "(\"notes_below\": \"count\" counts such rows)", "wave w: 4 respondents"])
            .has("urgent", "staffing", 50.0);
    }
    Import::small(&urgent(&or_no()), b"Staff\nyes\nnever\nyes\n5 = very urgent\n4 = urgent\n")
        .tells(&["2 × a note below the answers", "wave w: 3 respondents"]);
    Import::small(&urgent(&two_columns()), b"A,B\n1,0\n0,1\n1,0\n0,0\nCodes:,\n1,urgent\n0,not urgent\n")
        .tells(&["3 × a note below the answers", "wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
}

/// A row that may be an answer or a note counts and is told, and the mapping decides.
#[test]
fn rows_that_may_be_notes_count_and_are_told() {
    let rows = "Id,Staff,Other\n1,yes,0\n2,never,1\n3,yes,0\n4,never,1\n";
    let decided = |settings: &Value, csv: &str, counted: u32, left: u32| {
        for (says, number) in [(None, counted), (Some("count"), counted), (Some("skip"), left)] {
            let mut settings = settings.clone();
            says.into_iter().for_each(|says| settings["notes_below"] = json!(says));
            let import =
                Import::small(&settings, csv.as_bytes()).tells(&[&format!("wave w: {number} respondents")]);
            let told = import.printed().contains("below the answers, and counted: \"notes_below\": \"skip\"");
            assert_eq!(told, says.is_none(), "{}", import.printed());
        }
    };
    decided(&urgent(&or_no()), &format!("{rows}1,not at all,\n2,very,\n"), 6, 4);
    decided(&urgent(&or_no()), &format!("{rows},Thank you for your help,\n"), 5, 4);
    let digits = "1,0\n0,1\n1,0\n0,0\n".repeat(3);
    decided(&urgent(&two_columns()), &format!("A,B\n{digits}1,very urgent\n0,not urgent\n"), 14, 12);
}

/// Sums directly below the answers are those of [`sums_below_the_answers_are_nobody`], and notes may follow them.
#[test]
fn sums_are_no_notes() {
    let rows = "Id,A,B\n1,1,0\n2,0,1\n3,1,0\n4,0,0\n";
    for last in ["Total,2,\n", "Total,2,1\nn = 4,,\n", "Total,2,1\nSource: own survey,,\n"] {
        let import = Import::small(&urgent(&two_columns()), format!("{rows}{last}").as_bytes())
            .tells(&["sums or means, headed `Total`", "wave w: 4 respondents"])
            .has("urgent", "staffing", 50.0);
        assert!(!import.printed().contains("below the answers, and counted"), "{}", import.printed());
    }
}

/// Free text, comments and times of real answers are no notes, wherever they stand.
#[test]
fn last_answers_are_no_notes() {
    for (head, last) in [
        ("Id,Staff,Other\n1,yes,0\n2,never,1\n3,yes,0\n", "4,sometimes,1\n"),
        ("Id,Staff,Other\n1,yes,\n2,never,\n3,yes,\n", "4,yes,A comment\n"),
        (
            "Time,Staff\n2026-01-01 10:00:00,yes\n2026-01-01 10:01:00,never\n2026-01-01 10:02:00,yes\n",
            "2026-01-01 10:03:00,perhaps\n",
        ),
        ("Staff,Other\nOther: noise,1\nnever,2\nyes,3\n", "Other: dust,\n"),
        ("Staff,Other\nyes,1\nnever,2\nyes,3\n", "yes,\n"),
        ("Staff,Other\na = b,1\nnever,2\nyes,3\n", "c = d,4\n"),
    ] {
        let import = Import::small(&urgent(&or_no()), format!("{head}{last}").as_bytes())
            .tells(&["wave w: 4 respondents", " 0 skipped"]);
        assert!(
            !import.printed().contains("below the answers") || last == "Other: dust,\n",
            "{}",
            import.printed()
        );
    }
}

#[test]
fn answers_below_an_empty_row_count() {
    let rows = "Id,Staff\n1,yes\n2,never\n3,yes\n";
    for more in ["\n4,never\n", "\n4,yes\n5,sometimes\n6,never\n", "\n,yes\n"] {
        let number = 2 + more.lines().count();
        Import::small(&urgent(&or_no()), format!("{rows}{more}").as_bytes())
            .tells(&[&format!("wave w: {number} respondents"), " 0 skipped"]);
    }
    // Empty rows between all others divide nothing.
    Import::small(&urgent(&or_no()), b"Staff\n\nyes\n\nyes\n\nsometimes\n\nperhaps\n")
        .tells(&["wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
}

#[test]
fn notes_below_codes_and_places_are_nobody() {
    let digits = "A,B\n1,0\n0,1\n1,0\n0,0\n";
    let settings = urgent(&two_columns());
    Import::small(&settings, format!("{digits}\n1,very urgent\n0,not urgent\n").as_bytes())
        .tells(&["2 × a note below the answers", "wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
    // Sums are still those of the last row of answers.
    Import::small(&settings, format!("{digits}2,1\n\nn = 4\n").as_bytes())
        .tells(&["the last row, with the sums of those above it", "1 × a note below the answers"])
        .tells(&["wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
    let places = json!({"columns": {"A": "staffing", "B": "attendance"}});
    Import::small(&priority(&places), b"A,B\n1,2\n2,1\n1,2\n\n1 = first,\n2 = second,\n")
        .tells(&["2 × a note below the answers", "wave w: 3 respondents"])
        .has("priority", "staffing", 1.0);
    // Neither notes nor a gap hide a second row of the header.
    for below in ["1,yes\n2,never\n3,yes\n\nLegend:,\n", "\n1,yes\n2,never\n3,yes\n"] {
        let csv = format!("Id,Staff\nResponse,Is staffing urgent?\n{below}");
        Import::small(&urgent(&or_no()), csv.as_bytes()).refuses(&["looks like a second row of the header"]);
    }
}

#[test]
fn the_error_of_a_formula_is_no_answer() {
    let csv = "Staff,R\nyes,T\nnever,T\nyes,x\nnever,x\n#N/A,T\nyes,#REF!\n";
    let role = json!({"role": {"column": "R", "groups": {"T": "teacher"}, "unlisted": "school-leader"}});
    let import = Import::small(&json!({"measures": {"urgent": or_no()}, "dimensions": role}), csv.as_bytes())
        .tells(&["`#N/A` is no known answer to urgent", "`#REF!` is no known role"]);
    assert_eq!(import.value("urgent", "staffing", None), Some(60.0));
    let ticks = json!({"column": "Q", "choices": {"A": "staffing"}, "unlisted": null});
    Import::small(&urgent(&ticks), b"Q\nA\nA\nlunch\nlunch\nA\n#VALUE!\n")
        .tells(&["`#VALUE!` is no known answer", "wave w: 5 respondents"])
        .has("urgent", "staffing", 60.0);
    let where_ = json!({"where": {"column": "State", "is_not": "rejected"}});
    Import::small(&where_, b"State,Staff\nok,yes\nok,no\n#NAME?,no\nrejected,no\nok,no\nok,yes\n")
        .tells(&["`#NAME?` is the error of a formula: the condition can't be told"])
        .has("urgent", "staffing", 50.0);
    Import::small(&json!({"respondent": "P"}), b"P,Staff\n#REF!,yes\n#REF!,no\n1,no\n")
        .tells(&["wave w: 3 respondents"])
        .has("urgent", "staffing", 33.3);
}

#[test]
fn a_lost_quotation_mark_is_told_with_the_rows_that_it_hides() {
    let lost =
        "Role,Staff,Comment\nT,yes,\"bad\nT,no,x\nT,no,\nL,no,\nL,yes,\"fine\"\nT,yes,\nT,yes,\nL,no,\n";
    Import::small(&json!({}), lost.as_bytes()).refuses(&[
        "8 rows read, 5 skipped",
        "5 × a cell holds lines that read like rows of answers: a quotation mark may be lost (rows 2)",
        "5 of 8 rows can't be read",
    ]);
    // Lines and commas of a comment are none.
    let whole = "Role,Staff,Comment\nT,yes,\"bad,\nthough, well, not so\"\nT,no,x\nL,yes,\nL,yes,\n";
    Import::small(&json!({}), whole.as_bytes())
        .tells(&["4 rows read, 0 skipped"])
        .has("urgent", "staffing", 75.0);
}

#[test]
fn a_row_with_more_cells_than_others_is_not_read() {
    // Quotation marks are escaped by a stroke here, as CSV does not.
    let csv = "Comment,More,A,B,C\n\"said \\\"no, thanks\\\"\",,1,0,\n";
    let rows = "x,,0,1,\n".repeat(5);
    Import::small(&urgent(&two_columns()), format!("{csv}{rows}").as_bytes())
        .tells(&["1 × 6 cells where the header has 5", "wave w: 5 respondents"])
        .has("urgent", "staffing", 0.0);
    // Delimiters at the end of all rows are no fault.
    Import::small(&urgent(&two_columns()), b"A,B\n1,0,,\n0,0,,\n").tells(&[]).has("urgent", "staffing", 50.0);
}

#[test]
fn how_far_somebody_came_is_not_whether_they_finished() {
    let finished = json!({"finished": "Progress"});
    Import::small(&finished, b"Progress,Staff\n100,yes\n45,no\n100,no\n20%,no\n")
        .refuses(&["`45` does not say whether somebody finished", "`20%` does not say"]);
    Import::small(&finished, b"Progress,Staff\n2,yes\n1,no\n0,no\n").tells(&["1 × not finished"]);
}

#[test]
fn many_rows_of_one_respondent_are_told() {
    let csv = "Email,Staff\na@example.org,yes\nn/a,no\nn/a,no\nN/A,no\nn/a,yes\nb@example.org,yes\n";
    Import::small(&json!({"respondent": "Email"}), csv.as_bytes())
        .tells(&["the respondent `n/a` has 4 rows, of which one counts", "wave w: 3 respondents"]);
    let nobody = json!({"respondent": {"column": "Email", "nobody": ["n/a"]}});
    let import = Import::small(&nobody, csv.as_bytes())
        .tells(&["wave w: 6 respondents"])
        .has("urgent", "staffing", 50.0);
    assert!(!import.printed().contains("of which one counts"), "{}", import.printed());
}

#[test]
fn two_surveys_may_have_the_same_numbers() {
    let (one, other): (&[u8], &[u8]) = (b"ID,Staff\n1,yes\n2,no\n3,yes\n", b"ID,Staff\n1,no\n2,no\n3,no\n");
    let files = [("a.csv", one), ("b.csv", other)];
    Import::small_files(&json!({"tool": "microsoft-forms"}), &files)
        .refuses(&["2 × the number of a row in another file, and other answers", "\"files\": \"differ\""]);
    let differ = json!({"tool": "microsoft-forms", "respondent": {"column": "ID", "files": "differ"}});
    Import::small_files(&differ, &files).tells(&["wave w: 6 respondents"]).has("urgent", "staffing", 33.3);
    // A later export of the same survey has the same rows, and more.
    let later: &[u8] = b"ID,Staff\n1,yes\n2,no\n3,yes\n4,no\n";
    Import::small_files(&json!({"tool": "microsoft-forms"}), &[("a.csv", one), ("b.csv", later)])
        .tells(&["3 × the same respondent", "wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
    Import::small_files(&json!({}), &[("a.csv", one), ("b.csv", later)])
        .tells(&["b.csv: 3 of 4 rows stand in an earlier file too, and count twice"]);
}

#[test]
fn a_second_header_row_without_options_is_asked_about() {
    let csv = b"Respondent ID,Role,Staff\n11,T,yes\n12,T,no\n13,L,no\n";
    Import::small(&json!({"tool": "surveymonkey"}), csv)
        .refuses(&["the second row of the header holds answers, not options", "\"header_rows\": 1"]);
    Import::small(&json!({"tool": "surveymonkey", "header_rows": 1}), csv).tells(&["wave w: 3 respondents"]);
    // The same where the mapping does not list what the first respondent said.
    let mut settings = urgent(&or_no());
    settings["tool"] = json!("surveymonkey");
    Import::small(&settings, b"Respondent ID,Role,Staff\n11,T,never\n12,T,yes\n13,L,yes\n")
        .refuses(&["the second row of the header holds answers, not options", "\"header_rows\": 1"]);
}

#[test]
fn something_else_that_was_ranked_keeps_its_place() {
    // The places of A are 1 and 4, those of B 4 and 3: without X and Y, A would be 1 and 2, and B 2 and 1.
    let cell = json!({"column": "Q", "separator": ";", "choices": {"A": "staffing", "B": "attendance", "X": null, "Y": null}});
    Import::small(&priority(&cell), b"Q\nA;X;Y;B\nX;Y;B;A\n")
        .tells(&[])
        .has("priority", "staffing", 1.0)
        .has("priority", "attendance", 2.0);
    // Of five things X, A and B were placed; C has the mean of 4 and 5.
    let columns = json!({
        "columns": {"A": "staffing", "B": "attendance", "C": "internet-at-home", "X": null, "Y": null},
        "unranked": "rest"
    });
    Import::small(&priority(&columns), b"A,B,C,X,Y\n2,3,,1,\n2,3,,1,\n")
        .tells(&[])
        .has("priority", "attendance", 2.0)
        .has("priority", "internet-at-home", 3.0);
    let twice = json!({"columns": {"A": "staffing", "B": "attendance", "X": null}});
    Import::small(&priority(&twice), b"A,B,X\n1,2,1\n2,1,3\n")
        .refuses(&["one respondent has given a place twice"]);
}

#[test]
fn a_skipped_question_is_no_no() {
    // ODK Central writes 0 into the columns of options where nothing was answered.
    let mut odk =
        urgent(&json!({"columns": {"q/a": "staffing", "q/b": "attendance"}, "yes": [1], "no": [0]}));
    odk["tool"] = json!("odk");
    odk["measures"]["widespread"] = json!({"columns": {"o": "staffing"}, "yes": ["yes"], "no": ["no"]});
    Import::small(&odk, b"KEY,q,q/a,q/b,o\nu1,a,1,0,yes\nu2,b,0,1,yes\nu3,,0,0,no\n")
        .tells(&["wave w: 3 respondents"])
        .has("urgent", "staffing", 50.0)
        .has("widespread", "staffing", 66.7);
    // REDCap does so too, and nothing tells it.
    let csv = b"record_id,q___1,q___2,f_complete\n1,1,0,2\n2,0,1,2\n3,0,0,2\n";
    let redcap = |nothing: Option<&str>| {
        let mut question =
            json!({"columns": {"q___1": "staffing", "q___2": "attendance"}, "yes": [1], "no": [0]});
        if let Some(nothing) = nothing {
            question["nothing_ticked"] = json!(nothing);
        }
        let mut settings = urgent(&question);
        settings["tool"] = json!("redcap");
        Import::small(&settings, csv)
    };
    let said = "1 × urgent: no option is ticked, which counts as no to each";
    redcap(None).tells(&[said, "\"nothing_ticked\": \"missing\""]).has("urgent", "staffing", 33.3);
    assert!(!redcap(Some("no")).tells(&[]).has("urgent", "staffing", 33.3).printed().contains(said));
    redcap(Some("missing")).tells(&["wave w: 2 respondents"]).has("urgent", "staffing", 50.0);
}

/// Somebody who chose nothing may have skipped the question: an empty cell is told, and the mapping decides.
#[test]
fn nothing_chosen_of_several_is_told() {
    let in_cell = json!({"column": "Q", "choices": {"A": "staffing", "B": "attendance"}});
    let columns =
        json!({"columns": {"QA": "staffing", "QB": "attendance"}, "yes": ["A", "B"], "empty": "no"});
    let cases = [
        (in_cell, "Id,Q,Other\n1,A,yes\n2,,no\n3,B,yes\n4,,\n5,,yes\n"),
        (columns, "Id,QA,QB,Other\n1,A,,yes\n2,,,no\n3,,B,yes\n4,,,\n5,,,yes\n"),
    ];
    for (question, csv) in cases {
        for (says, share, is_told) in
            [(None, 50.0, true), (Some("missing"), 50.0, false), (Some("no"), 25.0, false)]
        {
            let mut settings = urgent(&question);
            settings["measures"]["widespread"] =
                json!({"columns": {"Other": "staffing"}, "yes": ["yes"], "no": ["no"]});
            says.into_iter().for_each(|says| settings["measures"]["urgent"]["nothing_ticked"] = json!(says));
            let import = Import::small(&settings, csv.as_bytes())
                .tells(&["no answer to any question of the mapping (row 5)", "wave w: 4 respondents"])
                .has("urgent", "staffing", share);
            let told = "2 × urgent: nothing is chosen, which counts as missing (\"nothing_ticked\": \"no\"";
            assert_eq!(import.printed().contains(told), is_told, "{}", import.printed());
            assert_eq!(import.printed().contains("(rows 3, 6)"), is_told, "{}", import.printed());
        }
    }
}

#[test]
fn fields_without_effect_are_refused() {
    for (field, value) in [("empty", json!("no")), ("missing", json!(["Don't know"])), ("yes", json!(["A"]))]
    {
        let mut question = json!({"column": "Q", "choices": {"A": "staffing"}});
        question[field] = value;
        Import::small(&urgent(&question), b"Q\nA\nA\n")
            .refuses(&[&format!("`{field}` does not go with `choices`"), "an empty cell is missing"]);
    }
    let separator = json!({"columns": {"Staff": "staffing"}, "yes": ["yes"], "no": ["no"], "separator": ";"});
    Import::small(&urgent(&separator), b"Staff\nyes\nno\n")
        .refuses(&["`separator` stands between `choices`"]);
}

#[test]
fn what_a_mapping_lists_in_vain_is_told() {
    let ticks = json!({"column": "Q", "choices": {"Reading & writing": "reading-and-writing", "Staff": "staffing"}, "unlisted": null});
    let role = json!({"role": {"column": "R", "groups": {"Techer": "teacher"}, "unlisted": "school-leader"}});
    let mut settings = urgent(&ticks);
    settings["dimensions"] = role;
    let csv = "Q,R\nReading and writing,Lecturer\nReading and writing,Lecturer\nStaff,Parent\nmy own words,Parent\n";
    let import = Import::small(&settings, csv.as_bytes()).tells(&[
        "never given: `Reading & writing`",
        "never given: `Techer`",
        "not listed: 2 × `reading and writing` is not listed, and is what `unlisted` of urgent says (rows 2, 3)",
        "not listed: 2 × `Lecturer` is not listed, and is what `unlisted` of role says",
        "not listed: 1 other texts, each of which occurs once",
    ]);
    assert!(!import.printed().contains("my own words"), "free text is not repeated: {}", import.printed());
    Import::small(&urgent(&or_no()), b"Staff\nyes\nyes!\nyes!\nno\n")
        .tells(&["2 × `yes!` is not listed, and is what `unlisted` of urgent says"]);
}

#[test]
fn choices_with_another_separator_are_told() {
    let ticks = |separator: Option<&str>| {
        let mut question = json!({"column": "Q", "choices": {"A and B": "reading-and-writing", "Staff": "staffing"}, "unlisted": null});
        if let Some(separator) = separator {
            question["separator"] = json!(separator);
        }
        Import::small(&urgent(&question), b"Q\n\"A and B\nStaff\"\nStaff\nA and B\nlunch\n")
    };
    ticks(None).refuses(&[
        "urgent: `a and b staff` is several choices, with another sign between them",
        "1 of 4 answers to urgent",
    ]);
    ticks(Some(" ")).tells(&["wave w: 4 respondents"]).has("urgent", "staffing", 50.0);
}

#[test]
fn a_condition_on_a_number_may_have_decimals() {
    let settings = json!({
        "respondent": "P",
        "long": {"column": "Ch", "challenges": {"s": "staffing"}},
        "measures": {"urgent": {"column": "Ans", "when": {"column": "Qn", "is": 1}, "yes": ["yes"], "no": ["no"]}}
    });
    Import::small(&settings, b"P,Ch,Qn,Ans\n1,s,1.0,yes\n2,s,\"1,0\",no\n3,s,2.0,no\n")
        .tells(&["wave w: 2 respondents"])
        .has("urgent", "staffing", 50.0);
}

#[test]
fn people_who_are_counted_twice_in_a_pool_are_told() {
    let wave = |id: &str| json!({"id": id, "label": id, "date": "2026", "status": "illustrative", "everyone": "all"});
    let settings = json!({
        "waves": [wave("y1"), wave("y2"), wave("w")],
        "pooled": {"w": ["y1", "y2"]},
        "wave": {"column": "Y", "values": {"1": "y1", "2": "y2"}},
        "respondent": "P"
    });
    let csv = b"P,Y,Staff\na,1,yes\nb,1,no\na,2,yes\nc,2,yes\n";
    Import::small(&settings, csv)
        .tells(&["wave w: 1 of its respondents answered in more than one of the waves that it pools"]);
}

#[test]
fn answers_in_the_second_row_of_a_header_are_refused() {
    let staff = json!({"columns": {"Staff": "staffing"}, "yes": ["yes"], "no": ["no"]});
    let rows = "T,yes\nT,yes\nT,yes\nT,no\nT,no\nT,no\nT,no\nT,no\nT,no\nT,no\n";
    let csv = format!("Role,Staff\n{rows}");
    for setting in [json!({"tool": "surveymonkey"}), json!({"header_rows": 2})] {
        let mut settings = urgent(&staff);
        settings.as_object_mut().unwrap().extend(setting.as_object().unwrap().clone());
        Import::small(&settings, csv.as_bytes()).refuses(&[
            "the second row of the header has the answer `yes` in the column `Staff`",
            "\"header_rows\": 1",
        ]);
        settings["header_rows"] = json!(1);
        Import::small(&settings, csv.as_bytes())
            .tells(&["wave w: 10 respondents"])
            .has("urgent", "staffing", 30.0);
    }
    // Options stand there in the exports of SurveyMonkey, and the cells of who chose one have the same text.
    let options = json!({"columns": {"Urgent? [yes]": "staffing", "Urgent? [no]": "attendance"}, "yes": ["yes", "no"], "empty": "no"});
    let mut settings = urgent(&options);
    settings["header_rows"] = json!(2);
    Import::small(&settings, b"Id,Urgent?,\n,yes,no\n1,yes,\n2,,no\n3,yes,no\n4,yes,\n")
        .tells(&["wave w: 4 respondents"])
        .has("urgent", "staffing", 75.0);
}

#[test]
fn a_first_row_like_a_header_is_refused_if_all_texts_count() {
    let q = json!({"columns": {"Q1": "staffing"}, "yes": ["yes"], "unlisted": "no"});
    let people = "1,yes\n2,never\n3,yes\n4,never\n";
    let csv = format!("ID,Q1\nResponse,Is staffing urgent?\n{people}");
    Import::small(&urgent(&q), csv.as_bytes())
        .refuses(&["row 2 (`Response`, `Is staffing urgent?`) looks like a second row of the header"]);
    let with = |rows: u32| {
        let mut settings = urgent(&q);
        settings["header_rows"] = json!(rows);
        settings
    };
    Import::small(&with(2), csv.as_bytes()).tells(&["wave w: 4 respondents"]).has("urgent", "staffing", 50.0);
    Import::small(&with(1), csv.as_bytes()).tells(&["wave w: 5 respondents"]).has("urgent", "staffing", 40.0);
    let two = json!({"columns": {"Q1": "staffing", "Q2": "attendance"}, "yes": ["yes"], "unlisted": "no"});
    Import::small(&urgent(&two), b"Id,Q1,Q2\n,Option A,Option B\n1,yes,never\n2,never,yes\n3,yes,never\n")
        .refuses(&["looks like a second row of the header"]);
    // Somebody whose answer nobody else gave.
    Import::small(&urgent(&q), b"ID,Q1\n1,perhaps\n2,yes\n3,yes\n4,never\n")
        .tells(&["wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
}

#[test]
fn things_that_are_no_challenge_have_places_like_others() {
    let ranking = |csv: &str, more: &Value| {
        let mut places = json!({"columns": {"A": "staffing", "B": "attendance", "C": null},
            "places": {"Top": 1, "Second": 2, "Last": 3}});
        for (name, value) in more.as_object().unwrap() {
            places[name] = value.clone();
        }
        Import::small(&priority(&places), csv.as_bytes())
    };
    // The mean of the places that are left depends on what else has a place.
    let rest = json!({"unranked": "rest"});
    let words = ranking("A,B,C\nSecond,,Top\nSecond,,Top\n", &rest);
    let digits = ranking("A,B,C\n2,,1\n2,,1\n", &rest);
    for challenge in ["staffing", "attendance"] {
        assert_eq!(words.value("priority", challenge, None), digits.value("priority", challenge, None));
    }
    for repeated in ["A,B,C\nTop,Last,Top\nTop,Last,Top\n", "A,B,C\n1,3,1\n1,3,1\n"] {
        ranking(repeated, &json!({})).refuses(&["has given a place twice"]);
    }
    for (nothing, said) in [("9", "is no place"), ("best", "gives no place")] {
        let csv = format!("A,B,C\n1,2,{nothing}\n2,1,{nothing}\n");
        ranking(&csv, &json!({})).refuses(&[&format!("`{nothing}` {said}")]);
    }
    let twice = json!({"places": {"Top": 1, "top": 3}});
    ranking("A,B,C\nTop,2,3\n", &twice).refuses(&["`top` is there twice"]);
}

#[test]
fn marks_that_an_eye_cannot_see_tell_no_one_apart() {
    let staff = json!({"columns": {"Staff": "staffing"}, "yes": ["yes"], "no": ["no"]});
    let mut settings = urgent(&staff);
    settings["respondent"] = json!("Id");
    for mark in ['\u{2800}', '\u{FFF9}', '\u{1D173}', '\u{3164}', '\u{200B}'] {
        let csv = format!("Id,Staff\nann,yes\nann{mark},yes\nbob,n{mark}o\ncleo,no\n");
        Import::small(&settings, csv.as_bytes())
            .tells(&["wave w: 3 respondents"])
            .has("urgent", "staffing", 33.3);
    }
}
