//! Rows and cells that count or do not where the file itself has to tell, and the fields of the mapping that say
//! otherwise.

use serde_json::json;

use crate::import_cases::Import;

#[test]
fn who_has_not_finished_is_known_in_other_languages() {
    let finished = json!({"finished": "Fertig"});
    Import::small(&finished, "Fertig,Staff\nJa,yes\nJa,yes\nNein,no\nJa,no\nNein,no\n".as_bytes())
        .tells(&["2 × not finished", "wave w: 3 respondents"])
        .has("urgent", "staffing", 66.7);
    Import::small(&finished, b"Fertig,Staff\nJa,yes\nJa,yes\nNope,no\nJa,no\nNope,no\n").refuses(&[
        "2 × `Nope` does not say whether somebody finished (a condition in `where` can, instead of `finished`",
        "2 of 5 rows can't be read",
    ]);
    let instead = json!({"where": {"column": "Fertig", "is_not": "Nope"}});
    Import::small(&instead, b"Fertig,Staff\nJa,yes\nJa,yes\nNope,no\nJa,no\nNope,no\n")
        .tells(&["wave w: 3 respondents"])
        .has("urgent", "staffing", 66.7);
    let redcap = json!({"tool": "redcap"});
    for (yes, no) in [("Completo", "Incompleto"), ("2", "0"), ("Unverified", "Incomplete")] {
        let csv = format!("record_id,f_complete,Staff\n1,{yes},yes\n2,{yes},no\n3,{no},no\n4,{no},no\n");
        Import::small(&redcap, csv.as_bytes())
            .tells(&["2 × not finished", "wave w: 2 respondents"])
            .has("urgent", "staffing", 50.0);
    }
    Import::small(&redcap, b"record_id,f_complete,Staff\n1,Kesz,yes\n2,Kesz,no\n3,Nincs,no\n")
        .refuses(&["`Kesz` does not say whether somebody finished", "\"incomplete\": \"count\""]);
}

#[test]
fn somebody_whose_answers_are_words_is_no_sum() {
    Import::small(&json!({}), b"Place,Staff\nMedia,yes\nOther,no\nBig,no\nSmall,yes\n")
        .tells(&["4 rows read, 0 skipped", "wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
    let named = json!({"respondent": "Name"});
    Import::small(&named, b"Name,Staff\nNombre,yes\nCount,yes\nAnn,no\nBob,no\n")
        .tells(&["wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
    // Several words in one cell are words too.
    let ticks =
        json!({"measures": {"urgent": {"column": "Q", "choices": {"A": "staffing", "B": "attendance"}}}});
    Import::small(&ticks, b"Name,Q\nTotal,\"A,B\"\nAnn,A\nBob,B\nCid,B\n")
        .tells(&["wave w: 4 respondents"])
        .has("urgent", "staffing", 50.0);
    // Words that the mapping does not list are none.
    let unlisted =
        json!({"measures": {"urgent": {"columns": {"Staff": "staffing"}, "yes": ["yes"], "unlisted": "no"}}});
    Import::small(&unlisted, b"Name,Staff\nAnn,yes\nBob,never\nTotal,half\n")
        .tells(&["sums or means, headed `Total`", "wave w: 2 respondents"]);
}

#[test]
fn the_mapping_says_that_rows_like_sums_and_headers_count() {
    let digits = json!({"columns": {"Staff": "staffing"}, "yes": [1], "no": [0]});
    let summaries = |count: &str| json!({"summaries": count, "measures": {"urgent": digits}});
    let csv = b"Name,Staff\nNombre,1\nCount,1\nAnn,0\nBob,0\n";
    Import::small(&summaries("skip"), csv)
        .tells(&[
            "sums or means, headed `Nombre` (\"summaries\": \"count\" counts such rows)",
            "wave w: 2 respondents",
        ])
        .has("urgent", "staffing", 0.0);
    Import::small(&summaries("count"), csv).tells(&["wave w: 4 respondents"]).has("urgent", "staffing", 50.0);
    let rating = b"Name,Staff\nAnn,1\nBob,1\n,2\n";
    let two = |count: &str| {
        json!({"summaries": count, "measures": {
            "urgent": {"columns": {"Staff": "staffing"}, "yes": [2], "no": [1]}
        }})
    };
    Import::small(&two("skip"), rating)
        .tells(&["the last row, with the sums of those above it (\"summaries\": \"count\" counts it)"]);
    Import::small(&two("count"), rating).tells(&["wave w: 3 respondents"]).has("urgent", "staffing", 33.3);
    let header = |count: &str| {
        json!({"repeated_header": count, "measures": {
            "urgent": {"columns": {"Staff": "staffing"}, "yes": ["yes"], "unlisted": "no"}
        }})
    };
    let again = b"Staff\nyes\nStaff\nyes\nnever\n";
    Import::small(&header("skip"), again)
        .tells(&["the header again (\"repeated_header\": \"count\" counts it)"])
        .has("urgent", "staffing", 66.7);
    Import::small(&header("count"), again).tells(&[]).has("urgent", "staffing", 50.0);
}

#[test]
fn the_mapping_says_that_short_rows_count() {
    let short = |count: &str| json!({"short_rows": count});
    // Two rows that have six cells together look like one of five.
    let csv = b"Id,Staff,A,B,C\n1,yes,,,\n2,no,a\n3,yes,b\n4,no,,,\n5,no,,,\n6,yes,,,\n";
    Import::small(&short("skip"), csv).refuses(&[
        "2 × 3 cells where the header has 5",
        "(\"short_rows\": \"count\" counts such rows)",
        "2 of 6 rows can't be read",
    ]);
    Import::small(&short("count"), csv)
        .tells(&["wave w: 6 respondents", "2 × 3 cells where the header has 5: the rest is read as empty"])
        .has("urgent", "staffing", 50.0);
}

#[test]
fn the_column_that_marks_previews_is_told_or_named() {
    let qualtrics = |settings: &str| {
        let mut settings: serde_json::Value = serde_json::from_str(settings).unwrap();
        settings["tool"] = json!("qualtrics");
        settings
    };
    let ids = "\"{\"\"ImportId\"\":\"\"QID1\"\"}\"";
    let csv = |status: &str| {
        format!(
            "ResponseId,Finished,{status},Staff\nid,f,s,q\nx,x,x,{ids}\nR_1,1,0,yes\nR_2,1,1,no\nR_3,1,0,no\n"
        )
    };
    Import::small(&qualtrics("{}"), csv("Status").as_bytes())
        .tells(&["`Status` marks previews, tests and spam", "1 × previews, tests or spam"])
        .has("urgent", "staffing", 50.0);
    Import::small(&qualtrics("{}"), csv("Estado").as_bytes())
        .refuses(&["no column `Status` marks previews", "\"preview_column\": \"…\""]);
    let named = Import::small(&qualtrics("{\"preview_column\": \"Estado\"}"), csv("Estado").as_bytes())
        .tells(&["1 × previews, tests or spam"])
        .has("urgent", "staffing", 50.0);
    assert!(!named.printed().contains("marks previews"), "{}", named.printed());
    Import::small(&json!({"preview_column": "Kind"}), b"Kind,Staff\nTest,no\n,yes\nReal,no\n")
        .tells(&["1 × previews, tests or spam"])
        .has("urgent", "staffing", 50.0);
}

#[test]
fn a_refused_column_comes_with_a_way_out() {
    Import::small(&json!({"dimensions": {"role": "Nom"}}), b"Nom,Staff\nteacher,yes\nteacher,no\n")
        .refuses(&["the column `Nom` says who somebody is", "if its name only says so, rename the column"]);
    let question = json!({"columns": {"役割": "staffing"}, "yes": ["はい"], "no": ["いいえ"]});
    let japanese = json!({"measures": {"urgent": question}});
    let mail = b"\x1B$BLr3d\x1B(B\n\x1B$B$O$$\x1B(B\n\x1B$B$$$$$(\x1B(B\n";
    Import::small(&japanese, mail)
        .tells(&["read as ISO-2022-JP, which is a guess"])
        .has("urgent", "staffing", 50.0);
    Import::small(&japanese, b"+X3lScg-\n+MG8wRA-\n").refuses(&[
        "has no column `役割`",
        "if letters of the file are read as others, say its \"encoding\"",
    ]);
    Import::small(&japanese, b"R\xF4le\nyes\n")
        .refuses(&["has no column `役割`", "which is a guess; \"encoding\" in the mapping names another"]);
}
