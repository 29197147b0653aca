//! Withheld numbers, and what is told of them, as a publisher sees it: the folders `tests/cases/pub-*`, and pooled waves.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::ROOT;

fn tool(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_challenge-map")).current_dir(dir).args(args).output().unwrap()
}

/// Returns everything that was printed by a run that succeeded.
fn printed(output: &Output) -> String {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert!(output.status.success(), "{}", text.concat());
    text.concat()
}

fn case(name: &str) -> PathBuf {
    Path::new(ROOT).join("tests/cases").join(name)
}

/// A bundle that was made, and what was said about it.
struct Made {
    dir: TempDir,
    said: String,
    bundle: Value,
}

/// Imports a CSV file into a bundle.
fn import(bundle: &str, mapping: &str, csv: &str) -> Made {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [("bundle.json", bundle), ("mapping.json", mapping), ("e.csv", csv)] {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let run = tool(dir.path(), &["import", "--mapping", "mapping.json", "--into", "bundle.json", "e.csv"]);
    let said = printed(&run);
    let bundle = serde_json::from_str(&fs::read_to_string(dir.path().join("bundle.json")).unwrap()).unwrap();
    Made { dir, said, bundle }
}

fn import_case(name: &str) -> Made {
    let read = |file| fs::read_to_string(case(name).join(file)).unwrap();
    import(&read("bundle.json"), &read("mapping.json"), &read("e.csv"))
}

impl Made {
    /// Returns the values of a series; of everyone without an audience.
    fn values(&self, wave: &str, measure: &str, audience: &str) -> Value {
        let results = self.bundle["results"].as_array().unwrap();
        let is_found = |row: &&Value| {
            let own = row["audience"].as_str().unwrap_or_default();
            row["wave"] == wave && row["measure"] == measure && own == audience
        };
        results.iter().find(is_found).map_or(Value::Null, |row| row["values"].clone())
    }

    fn withheld(&self, wave: &str, measure: &str, audience: &str) -> bool {
        self.values(wave, measure, audience) == json!(["few"])
    }
}

#[test]
fn a_district_does_not_follow_from_its_region() {
    let made = import_case("pub-nested-dimensions");
    let hidden = ["district/a", "district/b", "district/c", "district/d", "region/n", "region/s"]
        .map(|audience| made.withheld("w", "m", audience));
    // Region n less district b would be district a.
    assert_eq!(hidden, [true, true, false, false, false, false]);
    assert!(made.said.contains("nested: each `district` lies in one `region`"), "{}", made.said);
    assert!(
        made.said.contains(
            "wave w: district/a: 4 people, 1 value withheld as too few; to hide them, 1 value of district/b (30 people) withheld too: merge it with district/b (30 people), or leave its rows out (`where`)"
        ),
        "{}",
        made.said
    );
}

/// Districts make their region but for one person, who did not name a district: the difference is what that one said.
#[test]
fn nobody_is_a_region_less_its_districts() {
    let read = |file| fs::read_to_string(case("pub-nested-dimensions").join(file)).unwrap();
    let mut csv = "district,region,q\n".to_owned();
    for (district, region, people) in
        [("a", "n", 20), ("b", "n", 30), ("c", "s", 12), ("d", "s", 25), ("", "n", 1), ("", "s", 11)]
    {
        (0..people).for_each(|at| csv += &format!("{district},{region},{}\n", (at + 1) % 2));
    }
    let made = import(&read("bundle.json"), &read("mapping.json"), &csv);
    let hidden = ["district/a", "district/b", "district/c", "district/d", "region/n", "region/s"]
        .map(|audience| made.withheld("w", "m", audience));
    assert_eq!(hidden, [true, false, false, false, false, false], "{}", made.said);
    assert!(
        made.said.contains(
            "wave w: in only one of region/n and its groups of district: 1 person; to hide them, 1 value of district/a (20 people) withheld too: give them both groups, or leave their rows out"
        ),
        "{}",
        made.said
    );
}

/// The advice on a small group helps: with it applied, nothing is withheld.
#[test]
fn the_advice_on_a_small_group_helps() {
    let bundle = fs::read_to_string(case("pub-no-minimum").join("bundle.json")).unwrap();
    let bundle = bundle.replacen(
        "\"groups\": [",
        "\"groups\": [{\"id\": \"c\", \"label\": \"C\", \"phrase\": \"c\"}, ",
        1,
    );
    let csv = |people: [(&str, usize); 3]| {
        let rows = people.map(|(group, people)| format!("{group},1\n{group},0\n").repeat(people / 2));
        format!("d,q\n{}", rows.concat())
    };
    let mapping = |groups: Value, condition: Option<Value>| {
        let mut mapping = pooled();
        mapping["waves"] = json!([mapping["waves"][0]]);
        mapping["dimensions"]["d"] = json!({"column": "d", "groups": groups});
        mapping.as_object_mut().unwrap().retain(|field, _| !["wave", "pooled"].contains(&field.as_str()));
        condition.into_iter().for_each(|condition| mapping["where"] = condition);
        mapping.to_string()
    };
    let all = json!({"women": "a", "men": "b", "not said": "c"});
    let people = csv([("not said", 8), ("women", 92), ("men", 120)]);
    let made = import(&bundle, &mapping(all.clone(), None), &people);
    assert!(
        made.said.contains(
            "d/c: 8 people, 1 value withheld as too few; to hide them, 1 value of d/a (92 people) withheld too: merge it with d/a (92 people), or leave its rows out (`where`)"
        ),
        "{}",
        made.said
    );
    let merged = json!({"women": "a", "men": "b", "not said": "a"});
    let left_out = json!({"column": "d", "is_not": "not said"});
    for (groups, condition, women) in [(merged, None, 100), (all, Some(left_out), 92)] {
        let made = import(&bundle, &mapping(groups, condition), &people);
        assert!(!made.said.contains("to hide them"), "{women}: {}", made.said);
        assert_eq!(made.values("y25", "m", "d/a"), json!([50]), "{women}: {}", made.said);
        assert!(made.said.contains("0 skipped") == (women == 100), "{women}: {}", made.said);
    }
    // No other group is large enough.
    let few = csv([("not said", 6), ("women", 6), ("men", 8)]);
    let made = import(&bundle, &mapping(json!({"women": "a", "men": "b", "not said": "c"}), None), &few);
    assert!(!made.said.contains("merge it with d/"), "{}", made.said);
}

/// A group that fewer people told one measure than another is named with both numbers, and with the same range elsewhere.
#[test]
fn numbers_of_people_are_told_with_their_measures() {
    let bundle = fs::read_to_string(case("pub-no-minimum").join("bundle.json")).unwrap();
    let measure = |id: &str| {
        format!(
            "{{\"id\": \"{id}\", \"kind\": \"percent\", \"label\": \"{id}\", \"question\": \"q\", \"sentence\": \"{{audience}} m\"}}"
        )
    };
    let bundle = bundle.replacen("\"measures\": [", &format!("\"measures\": [{}, ", measure("n")), 1);
    let mut mapping = pooled();
    mapping["waves"] = json!([mapping["waves"][0]]);
    mapping.as_object_mut().unwrap().retain(|field, _| !["wave", "pooled"].contains(&field.as_str()));
    mapping["measures"]["n"] = json!({"columns": {"r": "c"}, "yes": [1], "no": [0]});
    // Of group a 12 answer one question and 9 the other, of group b 40 and 6.
    let mut csv = "d,q,r\n".to_owned();
    for (group, people, first, second) in [("a", 12, 12, 9), ("b", 40, 40, 6)] {
        for at in 0..people {
            let answer = |most: usize| if at < most { (at % 2).to_string() } else { String::new() };
            csv += &format!("{group},{},{}\n", answer(first), answer(second));
        }
    }
    let made = import(&bundle, &mapping.to_string(), &csv);
    for line in [
        "wave y25: d/a: 9 people in n, 12 in m, 1 value withheld as too few",
        "wave y25: d/b: 6 people in n, 40 in m, 1 value withheld as too few",
    ] {
        assert!(made.said.contains(line), "{}", made.said);
    }
    let sum = "4 values, and 2 withheld: fewer than 10 answers (`minimum_respondents`), or they would give such numbers away";
    assert!(made.said.contains(sum), "{}", made.said);
}

#[test]
fn one_odd_answer_hides_nobody() {
    let made = import_case("pub-near-unanimous");
    // Groups a and b are 15 people with 1 yes; a and c are 43 with 20.
    let hidden = ["d/a", "d/b", "d/c"].map(|audience| made.withheld("w", "m", audience));
    assert_eq!(hidden, [true, false, true]);
    assert!(made.said.contains("only a narrow range was left"), "{}", made.said);
}

#[test]
fn without_a_minimum_ten_is_taken_and_written() {
    let made = import_case("pub-no-minimum");
    assert!(made.said.contains("the bundle has no `minimum_respondents`: 10 is taken"), "{}", made.said);
    assert_eq!(made.bundle["minimum_respondents"], 10);
    assert!(made.withheld("w", "m", "d/a") && made.withheld("w", "m", "d/b"));
    let before = case("pub-no-minimum").join("bundle.json");
    let check = |file: &Path| printed(&tool(file.parent().unwrap(), &["check", file.to_str().unwrap()]));
    assert!(check(&before).contains("warning: there is no `minimum_respondents`"));
    assert!(!check(&made.dir.path().join("bundle.json")).contains("minimum_respondents"));
}

#[test]
fn a_minimum_of_zero_is_told_loudly() {
    let read = |file| fs::read_to_string(case("pub-no-minimum").join(file)).unwrap();
    for least in [0, 1] {
        let stated = format!("\"format\": 1, \"minimum_respondents\": {least},");
        let bundle = read("bundle.json").replacen("\"format\": 1,", &stated, 1);
        let made = import(&bundle, &read("mapping.json"), &read("e.csv"));
        let told = format!("WARNING: `minimum_respondents` is {least}, so nothing is withheld");
        assert!(made.said.contains(&told), "{}", made.said);
        assert_eq!(made.values("w", "m", "d/a"), json!([100]));
    }
}

#[test]
fn a_group_has_no_rank_over_a_list_with_gaps() {
    let made = import_case("pub-rank-partial");
    assert_eq!(made.values("w", "m", "sex/men"), json!([40, "few", 10]));
    let ranks = made.values("w", "rank", "sex/men");
    assert!(ranks.as_array().unwrap().iter().all(|rank| !rank.is_number()), "{ranks}");
    assert_eq!(made.values("w", "rank", ""), json!([2, 1, 3]));
    assert!(made.said.contains("no rank in `rank` for sex/men, sex/women"), "{}", made.said);
    assert!(made.said.contains("no group of sex: 3 people; to hide them"), "{}", made.said);
}

#[test]
fn numbers_by_hand_that_can_not_be_meant_are_told() {
    let dir = case("pub-hand-numbers");
    for (file, said) in [
        ("bundle.json", "every share of `m` in this wave is at most 1"),
        ("bundle2.json", "`d/n` has 400 respondents, which is more than all of the wave, 100"),
        ("bundle3.json", "`d/s` is withheld, but everyone less the published groups is 5 people"),
    ] {
        let found = printed(&tool(&dir, &["check", file]));
        assert!(found.contains(said), "{file}: {found}");
    }
}

/// Returns a mapping of two waves and a third that pools them.
fn pooled() -> Value {
    let wave = |id: &str| json!({"id": id, "label": id, "date": "2026", "status": "illustrative", "everyone": "all"});
    json!({
        "waves": [wave("y25"), wave("y26"), wave("both")],
        "pooled": {"both": ["y25", "y26"]},
        "wave": {"column": "year", "values": {"2025": "y25", "2026": "y26"}},
        "dimensions": {"d": "d"},
        "measures": {"m": {"columns": {"q": "c"}, "yes": [1], "no": [0]}}
    })
}

#[test]
fn a_pooled_wave_gives_nothing_away() {
    // In 2025 group a has 4 people; with 2026 it has 34.
    let mut csv = "year,d,q\n".to_owned();
    for (year, group, people) in [(2025, "a", 4), (2025, "b", 40), (2026, "a", 30), (2026, "b", 50)] {
        (0..people).for_each(|at| csv += &format!("{year},{group},{}\n", at % 2));
    }
    let bundle = fs::read_to_string(case("pub-no-minimum").join("bundle.json")).unwrap();
    let made = import(&bundle, &pooled().to_string(), &csv);
    assert!(made.said.contains("wave both: 124 respondents"), "{}", made.said);
    assert_eq!(made.values("both", "m", ""), json!([50]));
    assert!(made.withheld("y25", "m", "d/a") && made.withheld("y25", "m", "d/b"));
    let is_hidden = |wave, group| made.withheld(wave, "m", group);
    assert!(is_hidden("both", "d/a") || is_hidden("y26", "d/a"), "their difference is group a of 2025");
    assert!(is_hidden("both", "d/b") || is_hidden("y26", "d/b"), "or all others less group b");
    let bad = [json!({"both": ["y25"]}), json!({"both": ["both", "y25"]}), json!({"all": ["y25", "y26"]})];
    for pools in bad {
        let mut mapping = pooled();
        mapping["pooled"] = pools.clone();
        fs::write(made.dir.path().join("mapping.json"), mapping.to_string()).unwrap();
        let args = ["import", "--mapping", "mapping.json", "--into", "bundle.json", "e.csv"];
        assert_eq!(tool(made.dir.path(), &args).status.code(), Some(1), "{pools}");
    }
}

/// Waves that are imported one by one are not set against each other, and the publisher is told which.
#[test]
fn waves_of_other_imports_are_told() {
    let bundle = fs::read_to_string(case("pub-no-minimum").join("bundle.json")).unwrap();
    let csv = format!("d,q\n{}", "a,1\nb,0\n".repeat(20));
    let mapping = |wave: usize| {
        let mut mapping = pooled();
        mapping["waves"] = json!([mapping["waves"][wave]]);
        mapping.as_object_mut().unwrap().retain(|field, _| !["wave", "pooled"].contains(&field.as_str()));
        mapping.to_string()
    };
    let first = import(&bundle, &mapping(0), &csv);
    assert!(!first.said.contains("set against"), "{}", first.said);
    let said = |wave| {
        fs::write(first.dir.path().join("mapping.json"), mapping(wave)).unwrap();
        let args = ["import", "--mapping", "mapping.json", "--into", "bundle.json", "e.csv"];
        printed(&tool(first.dir.path(), &args))
    };
    assert!(!said(0).contains("set against"), "the same wave again");
    let second = said(1);
    assert!(
        second.contains("not set against each other: y26 of this import, and y25 in the bundle;"),
        "{second}"
    );
    assert!(second.contains("import them together, with `pooled`"), "{second}");
}

#[test]
fn other_encodings_are_told_with_their_place() {
    let dir = tempfile::tempdir().unwrap();
    let utf16 = "{\"format\": 1}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (bytes, said) in [
        (
            b"{\n \"title\": \"Caf\xe9\"}".to_vec(),
            "b.json:2:15: the byte E9 is not UTF-8 (é in Latin-1 and Windows-1252)",
        ),
        ([vec![0xFF, 0xFE], utf16.clone()].concat(), "b.json:1:1: the file is UTF-16"),
        (utf16, "b.json:1:1: the file is UTF-16"),
    ] {
        fs::write(dir.path().join("b.json"), bytes).unwrap();
        let run = tool(dir.path(), &["check", "b.json"]);
        assert_eq!(run.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&run.stderr).contains(said), "{run:?}");
    }
}

#[test]
fn a_wave_is_suggested_by_its_year() {
    let text = fs::read_to_string(case("pub-hand-numbers").join("bundle2.json")).unwrap();
    let text =
        text.replace("\"id\": \"w\"", "\"id\": \"y26\"").replace("\"wave\": \"w\"", "\"wave\": \"2026\"");
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("b.json"), text).unwrap();
    let run = tool(dir.path(), &["check", "b.json"]);
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.contains("there is no wave `2026`, did you mean `y26`?"), "{said}");
}
