//! Which rows and cells of an export count where the file itself has to tell, and which field of the mapping says
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
