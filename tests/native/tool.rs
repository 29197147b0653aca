//! The commands `bundle`, `check`, `check-config`, `config`, `schema` and `survey`, run as an author runs them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use data::bundle::wire;
use serde_json::Value;

use crate::ROOT;

/// Runs the tool in the folder of the package.
fn tool(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_challenge-map"));
    command.current_dir(ROOT).args(args).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Copies a folder, so that a test may change the copy.
fn copy(from: &str, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(Path::new(ROOT).join(from)).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(entry.path().to_str().unwrap(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn replace(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(old), "{} holds {old}", path.display());
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

#[test]
fn the_published_bundle_is_up_to_date() {
    let run = tool(&["bundle", "--check"]);
    assert_eq!(code(&run), 0, "{}", err(&run));
}

#[test]
fn the_answer_sheets_are_those_of_the_seed() {
    let dir = tempfile::tempdir().unwrap();
    let to = dir.path().to_str().unwrap();
    assert_eq!(code(&tool(&["survey", "--out", to])), 0);
    let mut size = 0;
    for name in ["sample-2024.csv", "sample-2025.csv"] {
        let kept = fs::read(Path::new(ROOT).join("seeds/sample-survey").join(name)).unwrap();
        assert!(kept == fs::read(dir.path().join(name)).unwrap(), "{name}: run `challenge-map survey`");
        size += kept.len();
    }
    assert!(size < 1_500_000, "{size} bytes");
    tool(&["survey", "--out", to, "--seed", "7"]);
    let other = fs::read(dir.path().join("sample-2024.csv")).unwrap();
    assert_ne!(other, fs::read(Path::new(ROOT).join("seeds/sample-survey/sample-2024.csv")).unwrap());
}

#[test]
fn an_outdated_bundle_is_told_with_the_command_to_run() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("bundle.json");
    let path = file.to_str().unwrap();
    for before in [None, Some("{}")] {
        before.into_iter().for_each(|text| fs::write(&file, text).unwrap());
        let run = tool(&["bundle", "--check", "--out", path]);
        assert_eq!(code(&run), 1);
        assert_eq!(
            err(&run),
            format!("{path} is out of date; make it again with: challenge-map bundle --out {path}\n")
        );
    }
    assert_eq!(code(&tool(&["bundle", "--out", path])), 0);
    assert_eq!(code(&tool(&["bundle", "--check", "--out", path])), 0);
    assert_eq!(code(&tool(&["bundle", "--check", "--without-answers", "--out", path])), 1);
}

#[test]
fn mistakes_in_answer_sheets_are_told_with_file_row_and_column() {
    for (old, new, told) in [
        ("\nw,teacher,", "\nx,teacher,", "sheets.csv: row 2, column `wave`: survey.json has no wave `x`"),
        ("\nw,teacher,", "\nw,techer,", "sheets.csv: row 2, column `role`: there is no group `techer`"),
        (",yes", ",1", ""),
        (
            "urgent:math",
            "urgent:maths",
            "sheets.csv: row 1, column `urgent:maths`: there is no challenge of this name",
        ),
        (
            "urgent:math",
            "priority:math",
            "sheets.csv: row 1, column `priority:math`: there is no percent measure",
        ),
        ("urgent:math", "urgent", "sheets.csv: row 1, column `urgent`: neither `wave`, nor a dimension"),
        ("urgent:math", "role", "sheets.csv: row 1, column `role`: this column is there twice"),
        ("wave,", "urgent:literacy,", "sheets.csv: row 1, column `wave`: this column is missing"),
        ("", "", "sheets.csv: row 3, column `urgent:math`: expected 1, 0 or nothing, found `yes`"),
        (",yes", ",1,1", "sheets.csv: row 3: 4 columns, but the first row has 3"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let wave =
            r#"{"id": "w", "label": "W", "date": "2024", "status": "illustrative", "everyone": "people"}"#;
        fs::write(dir.path().join("survey.json"), format!(r#"{{"waves": [{wave}]}}"#)).unwrap();
        let sheets = "wave,role,urgent:math\nw,teacher,1\nw,,yes\n".replacen(old, new, 1);
        fs::write(dir.path().join("sheets.csv"), sheets).unwrap();
        let made = dir.path().join("bundle.json");
        let run =
            tool(&["bundle", "--answers", dir.path().to_str().unwrap(), "--out", made.to_str().unwrap()]);
        assert!(err(&run).contains(told), "{told}: {}", err(&run));
        assert_eq!(code(&run), if told.is_empty() { 0 } else { 2 }, "{told}");
        assert_eq!(made.exists(), told.is_empty(), "nothing is written after a mistake");
    }
}

/// The minimum by which `bundle` withholds is told where nothing states it, and where it withholds nothing.
#[test]
fn a_bundle_without_a_minimum_takes_ten_and_zero_is_told() {
    for (stated, written, told, hidden) in [
        ("", 10, "site.json has no `minimum_respondents`: 10 is taken, and written into the bundle", true),
        (
            "\"minimum_respondents\": 0,",
            0,
            "WARNING: `minimum_respondents` is 0, so nothing is withheld: a group of one person shows what that person said",
            false,
        ),
        ("\"minimum_respondents\": 3,", 3, "", true),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (seeds, answers) = (dir.path().join("seeds"), dir.path().join("answers"));
        copy("seeds/challenge-map", &seeds);
        replace(&seeds.join("site.json"), "\"minimum_respondents\": 10,", stated);
        fs::create_dir(&answers).unwrap();
        let wave =
            r#"{"id": "w", "label": "W", "date": "2024", "status": "illustrative", "everyone": "people"}"#;
        fs::write(answers.join("survey.json"), format!(r#"{{"waves": [{wave}]}}"#)).unwrap();
        fs::write(answers.join("sheets.csv"), "wave,role,urgent:math\nw,teacher,1\nw,,0\n").unwrap();
        let made = dir.path().join("bundle.json");
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        let run = tool(&[
            "bundle",
            "--seed-dir",
            &path(&seeds),
            "--answers",
            &path(&answers),
            "--out",
            &path(&made),
        ]);
        assert_eq!(code(&run), 0, "{}", err(&run));
        let said = out(&run) + &err(&run);
        assert!(said.contains(told), "{said}");
        assert_eq!(said.contains("minimum_respondents"), !told.is_empty(), "{said}");
        let bundle: Value = serde_json::from_str(&fs::read_to_string(&made).unwrap()).unwrap();
        assert_eq!(bundle["minimum_respondents"], written);
        let results = bundle["results"].as_array().unwrap();
        let values = results.iter().filter(|row| row["wave"] == "w").map(|row| row["values"].to_string());
        assert_eq!(values.collect::<String>().contains("few"), hidden, "{said}");
    }
}

#[test]
fn mistakes_in_the_plan_of_a_survey_are_told() {
    for (old, new, told) in [
        ("\"priority\"", "\"urgent\"", "survey.json: rank.measure: there is no rank measure `urgent`"),
        ("\"widespread\"", "\"wide\"", "survey.json: rank.mean_of: there is no percent measure `wide`"),
        ("\"mean_of\"", "\"sum_of\"", "survey.json:24:12: unknown field `sum_of`"),
        (
            "\"sample-2025\"",
            "\"sample-2026\"",
            "sample-2025.csv: row 2, column `wave`: survey.json has no wave",
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        copy("seeds/sample-survey", dir.path());
        replace(&dir.path().join("survey.json"), old, new);
        let run = tool(&["bundle", "--check", "--answers", dir.path().to_str().unwrap()]);
        assert!(err(&run).contains(told), "{told}: {}", err(&run));
        assert_eq!(code(&run), 2);
    }
    let dir = tempfile::tempdir().unwrap();
    copy("seeds/sample-survey", dir.path());
    fs::remove_file(dir.path().join("sample-2025.csv")).unwrap();
    let run = tool(&["bundle", "--check", "--answers", dir.path().to_str().unwrap()]);
    assert!(err(&run).contains("survey.json: the wave `sample-2025` has no answer sheet"), "{}", err(&run));
}

#[test]
fn mistakes_in_the_content_are_told_with_their_file() {
    for (file, old, new, told) in [
        ("waves.json", "\"label\"", "\"lable\"", "waves.json:4:11: unknown field `lable`"),
        (
            "results.json",
            "mental-health-trauma",
            "mental-health",
            "results.json: there is no challenge `mental-health`",
        ),
        ("results.json", "https://", "http://", "is not listed with the wave `spring-2019`"),
        ("groups.json", "\"equity\"", "\"fairness\"", "challenges/fairness.json: No such file"),
        (
            "challenges/equity.json",
            "\"theme\": \"equity\"",
            "\"theme\": \"math\"",
            "equity.json: the challenge",
        ),
        ("challenges/assessment.json", "\"measure\": \"urgent\"", "\"measure\": \"urgnt\"", "(challenge `"),
        (
            "site.json",
            "\"publisher\": \"",
            "\"publisher\": \"\u{202E}",
            "site.publisher: the text holds a hidden",
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        copy("seeds/challenge-map", dir.path());
        replace(&dir.path().join(file), old, new);
        let made = dir.path().join("bundle.json");
        let (seeds, to) = (dir.path().to_str().unwrap(), made.to_str().unwrap());
        let run = tool(&["bundle", "--seed-dir", seeds, "--out", to]);
        assert!(err(&run).contains(told), "{told}: {}", err(&run));
        assert_eq!(code(&run), 2);
        assert!(!made.exists(), "nothing is written after a mistake");
    }
}

#[test]
fn a_good_bundle_is_counted() {
    let run = tool(&["check", "public/bundle.json"]);
    assert_eq!(code(&run), 0);
    let told = out(&run);
    let total = "public/bundle.json: no errors, 2 warnings: 45 challenges, 10 themes, 5 waves, 5 measures, 9 groups\n";
    let (warnings, translations) = told.split_once(total).unwrap_or_else(|| panic!("{told}"));
    for language in ["es", "ar"] {
        let line = format!("public/bundle.{language}.json: no problems: ");
        assert!(translations.contains(&line), "{told}");
    }
    // What the record does not say: how many answered, where a resource is now, who spoke.
    let silent = ["there is no `respondents`", "there is no `address`", "the quote has neither"];
    assert!(warnings.lines().all(|line| silent.iter().any(|said| line.contains(said))), "{warnings}");
}

#[test]
fn every_problem_of_a_bundle_is_a_line_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("b.json");
    let name = file.to_str().unwrap();
    fs::write(&file, "{\"format\": 1,\n \"site\": {\"titel\": \"T\", \"publisher\": \"P\", \"language\": \"en\"},\n \"measures\": [], \"waves\": 3, \"groups\": []}").unwrap();
    let run = tool(&["check", name]);
    assert_eq!(code(&run), 1);
    let expected = [
        "1:1: error: the field `challenges` is missing",
        "2:10: error: site: the field `title` is missing",
        "2:20: error: site: unknown field `titel`, did you mean `title`?",
        "3:14: error: measures: expected a list of at least one measure, found []",
        "3:27: error: waves: expected a list, found 3",
    ];
    let lines = expected.map(|line| format!("{name}:{line}\n")).concat();
    assert_eq!(out(&run), format!("{lines}{name}: 5 errors, no warnings\n"));
}

/// Writes a valid bundle with two warnings: a word in two scripts, and a link to a missing page. Returns its path.
fn warned_of(dir: &Path) -> String {
    let small = Path::new(ROOT).join("tests/corpus/bundle/small.json");
    let text = fs::read_to_string(small).unwrap();
    let file = dir.join("b.json");
    // Its translations are not here.
    let text = text.replacen("\"translations\": [\"es\", \"pt-BR\"], ", "", 1);
    let mixed = text.replacen("\"name\": \"A\"", "\"name\": \"M\u{430}th\"", 1);
    let text = mixed.replacen(
        "\"note\": \"N\", \"seen\"",
        "\"note\": \"[us](https://map.example/theme/nobody)\", \"seen\"",
        1,
    );
    assert_ne!(text, mixed, "the note of the sample has changed");
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn warnings_are_told_apart_from_errors_and_fail_only_when_asked() {
    let dir = tempfile::tempdir().unwrap();
    let file = warned_of(dir.path());
    let run = tool(&["check", &file]);
    assert_eq!(code(&run), 0, "{}", out(&run));
    assert!(
        out(&run).contains(": warning: challenges[0].name: the word `M\u{430}th` mixes letters"),
        "{}",
        out(&run)
    );
    assert!(out(&run).contains("no errors, "), "{}", out(&run));
    assert!(!out(&run).contains("no such page"), "the site's address is not known: {}", out(&run));
    assert_eq!(code(&tool(&["check", "--strict", &file])), 1);
    let run = tool(&["check", "--site-url", "https://map.example/", &file]);
    assert!(
        out(&run).contains("`https://map.example/theme/nobody` is an address of this site"),
        "{}",
        out(&run)
    );
    assert_eq!(code(&tool(&["check", "--site-url", "map.example", &file])), 2, "clap says what is wrong");
}

#[test]
fn editors_and_ci_read_problems_as_json() {
    let dir = tempfile::tempdir().unwrap();
    let file = warned_of(dir.path());
    let bad = dir.path().join("bad.json");
    fs::write(&bad, "{\"format\": 1,\n \"sites\": 2}").unwrap();
    let run = tool(&["check", "--format", "json", &file, bad.to_str().unwrap()]);
    assert_eq!(code(&run), 1);
    let rows: Vec<Value> = serde_json::from_str(&out(&run)).unwrap();
    let unknown = rows.iter().find(|row| row["line"] == 2).unwrap();
    assert_eq!(unknown["severity"], "error");
    assert_eq!(unknown["column"], 11);
    assert_eq!(unknown["message"], "unknown field `sites`, did you mean `site`?");
    assert_eq!(unknown["file"], bad.to_str().unwrap());
    assert!(
        rows.iter().any(|row| row["severity"] == "warning" && row["path"] == "challenges[0].name"),
        "{rows:#?}"
    );
}

#[test]
fn values_that_give_answers_away_are_a_warning() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("b.json");
    let path = Path::new(ROOT).join("public/bundle.json");
    let mut bundle: wire::Bundle = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    bundle.minimum_respondents = 150;
    bundle.site.translations.clear();
    bundle.site.content = None;
    fs::write(&file, bundle.print().unwrap()).unwrap();
    let run = tool(&["check", file.to_str().unwrap()]);
    assert_eq!(code(&run), 0);
    assert!(out(&run).contains(": warning: results["), "{}", out(&run));
    assert!(out(&run).contains("no errors, "), "{}", out(&run));
}

#[test]
fn a_file_that_can_not_be_read_is_a_sentence() {
    let run = tool(&["check", "no-such-file.json", "public/bundle.json"]);
    assert_eq!(code(&run), 2);
    assert_eq!(err(&run), "challenge-map: there is no file no-such-file.json\n");
    assert!(out(&run).contains("no errors"), "the other file is still checked");
    assert!(err(&tool(&["check", "src"])).contains("src is a folder"));
    assert_eq!(code(&tool(&["check"])), 2, "clap says what is missing");
}

#[test]
fn the_schema_is_printed_as_json() {
    let run = tool(&["schema"]);
    assert_eq!(code(&run), 0);
    assert_eq!(serde_json::from_str::<Value>(&out(&run)).unwrap(), wire::schema());
}

#[test]
fn settings_for_a_service_are_written_filled_in_and_checked() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("config.json");
    let path = file.to_str().unwrap();
    let run = tool(&["config", "init", "hubspot", "--out", path]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    assert!(out(&run).contains("Fill in: FILL_IN_form_guid, FILL_IN_portal_id\n"), "{}", out(&run));
    assert!(out(&run).contains("Confirmed: in its documentation."), "{}", out(&run));

    let run = tool(&["check-config", path]);
    assert_eq!(code(&run), 1);
    assert!(
        out(&run).contains("config.json:11:15: error: signup.action: a value of your own"),
        "{}",
        out(&run)
    );

    replace(&file, "FILL_IN_portal_id", "62515");
    replace(&file, "FILL_IN_form_guid", "78c2891f-ebdd-44c0-bd94-15c012bbbfbf");
    let run = tool(&["check-config", path]);
    assert_eq!(code(&run), 0, "{}", out(&run));
    assert!(out(&run).contains("must list https://api.hsforms.com in connect-src"), "{}", out(&run));
    assert!(out(&run).contains("nothing is sent again by itself"), "{}", out(&run));

    let run = tool(&["config", "init", "kit", "--out", path]);
    assert_eq!(code(&run), 2);
    assert!(err(&run).contains("is there already: replace it with --force"), "{}", err(&run));
    let run = tool(&["config", "init", "kit", "--out", path, "--force"]);
    assert!(out(&run).contains("UNVERIFIED: what it answers when it refuses"), "{}", out(&run));
    assert!(fs::read_to_string(&file).unwrap().contains("app.convertkit.com"));
}

#[test]
fn a_secret_in_the_settings_is_told_without_repeating_it() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("config.json");
    let key = format!("xkeysib-{}", "0123456789abcdef".repeat(2));
    fs::write(&file, format!("{{\n  \"signup\": {{\"action\": \"https://x.example/?key={key}\"}}\n}}"))
        .unwrap();
    let run = tool(&["check-config", file.to_str().unwrap()]);
    assert_eq!(code(&run), 1);
    assert!(
        out(&run).contains(":2:24: error: signup.action: this looks like a Brevo API key"),
        "{}",
        out(&run)
    );
    assert!(!out(&run).contains(&key));
}

#[test]
fn every_service_is_listed_with_what_is_not_confirmed() {
    let run = tool(&["config", "list"]);
    assert_eq!(out(&run).lines().count(), 16);
    assert!(
        out(&run).contains("kit           Kit (ConvertKit): a form. UNVERIFIED in part.\n"),
        "{}",
        out(&run)
    );
    assert_eq!(code(&tool(&["config", "init", "hubspt", "--out", "-"])), 2);
    assert_eq!(code(&tool(&["check-config", "none.json"])), 2);
    assert_eq!(code(&tool(&["check-config"])), 0, "the settings of the repository");
}
