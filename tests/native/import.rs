//! `challenge-map import` and `challenge-map new`, run as a publisher runs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use challenge_map::{Site, prerender};
use data::bundle::parse;
use data::challenge::{Audience, Cell};
use data::dataset::{Dataset, SeriesKey};
use explore::route::Base;
use serde_json::{Value, json};
use signup::config::Config;
use tempfile::TempDir;

use crate::ROOT;

/// The exports of `tests/exports` that contain the same answers.
const EXPORTS: [&str; 11] = [
    "qualtrics.csv",
    "google-forms.csv",
    "limesurvey.csv",
    "microsoft-forms.xlsx",
    "surveymonkey.csv",
    "typeform.csv",
    "kobotoolbox.csv",
    "odk.csv",
    "redcap.csv",
    "spss.csv",
    "long.csv",
];

fn tool(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_challenge-map")).current_dir(dir).args(args).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// Returns everything that was printed.
fn printed(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat()
}

/// Returns a new site whose minimum of respondents is 3, so that twelve are enough.
fn site() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(code(&tool(dir.path(), &["new", "."])), 0);
    let path = dir.path().join("bundle.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replace("\"minimum_respondents\": 10", "\"minimum_respondents\": 3")).unwrap();
    dir
}

/// Imports a CSV file with a mapping into a new site.
fn import_bytes(mapping: &Value, csv: &[u8]) -> (TempDir, Output) {
    let dir = site();
    fs::write(dir.path().join("m.json"), mapping.to_string()).unwrap();
    fs::write(dir.path().join("a.csv"), csv).unwrap();
    let run = tool(dir.path(), &["import", "--mapping", "m.json", "--into", "bundle.json", "a.csv"]);
    (dir, run)
}

/// Imports one of [`EXPORTS`] with the mapping beside it into a new site.
fn import_export(export: &str) -> (TempDir, Output) {
    let dir = site();
    let file = Path::new(ROOT).join("tests/exports").join(export);
    let mapping = file.with_extension("json");
    let (mapping, file) = (mapping.to_str().unwrap(), file.to_str().unwrap());
    let run = tool(dir.path(), &["import", "--mapping", mapping, "--into", "bundle.json", file]);
    (dir, run)
}

fn dataset(dir: &Path) -> Dataset {
    let text = fs::read_to_string(dir.join("bundle.json")).unwrap();
    parse(&text).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}")).dataset
}

/// Returns the cells of a measure, challenge by challenge.
fn cells(dataset: &Dataset, wave: &str, group: Option<&str>, measure: &str) -> Vec<Cell> {
    let audience = group.map_or(Audience::Everyone, |id| {
        Audience::Group(dataset.groups().find(|ix| dataset.group(*ix).id.as_str() == id).unwrap())
    });
    let (wave, measure) = (dataset.find_wave(wave).unwrap(), dataset.find_measure(measure).unwrap());
    dataset
        .challenges()
        .map(|challenge| dataset.cell(SeriesKey { wave, audience, measure }, challenge))
        .collect()
}

fn known<const N: usize>(values: [(f64, u32); N]) -> Vec<Cell> {
    values.map(|(value, n)| Cell::Known { value, respondents: Some(n) }).to_vec()
}

fn wave(id: &str) -> Value {
    json!({"id": id, "label": id, "date": "2026", "status": "illustrative", "everyone": "people"})
}

/// Returns a mapping with one yes-or-no column.
fn small_mapping() -> Value {
    json!({
        "waves": [wave("w")],
        "measures": {"urgent": {"columns": {"Staff": "staffing"}, "yes": ["yes"], "no": ["no"]}}
    })
}

fn with(mut mapping: Value, field: &str, value: Value) -> Value {
    mapping[field] = value;
    mapping
}

fn staffing(dir: &Path) -> Cell {
    cells(&dataset(dir), "w", None, "urgent")[2]
}

#[test]
fn every_tool_exports_the_same_results() {
    for export in EXPORTS {
        let (dir, run) = import_export(export);
        assert_eq!(code(&run), 0, "{export}: {}", printed(&run));
        assert!(printed(&run).contains("wave spring-2026: 12 respondents\n"), "{export}: {}", printed(&run));
        let dataset = dataset(dir.path());
        let of = |group, measure| cells(&dataset, "spring-2026", group, measure);
        // Counted by hand (and by another program) from the twelve respondents.
        let widespread = [(58.3, 12), (36.4, 11), (41.7, 12), (36.4, 11)];
        assert_eq!(of(None, "widespread"), known(widespread), "{export}");
        let urgent = [(33.3, 12), (58.3, 12), (50.0, 12), (58.3, 12)];
        assert_eq!(of(None, "urgent"), known(urgent), "{export}");
        assert_eq!(of(None, "priority"), known([(2.0, 11), (3.0, 11), (4.0, 11), (1.0, 11)]), "{export}");
        // One respondent has another role: if teachers and leaders were published, that one would be revealed.
        assert_eq!(of(Some("school-leader"), "urgent"), [Cell::TooFew; 4], "{export}");
        let teachers = [(28.6, 7), (57.1, 7), (57.1, 7), (71.4, 7)];
        assert_eq!(of(Some("teacher"), "urgent"), known(teachers), "{export}");
        assert_eq!(of(Some("urban"), "urgent"), [Cell::NotPublished; 4], "{export}: not asked");
    }
}

#[test]
fn personal_data_never_comes_out() {
    for export in EXPORTS {
        let (dir, run) = import_export(export);
        let out = printed(&run) + &fs::read_to_string(dir.path().join("bundle.json")).unwrap();
        for personal in ["sample@example.org", "203.0.113.", "Cleo", "R_0", "47.6", "2026-04-0"] {
            assert!(!out.contains(personal), "{export}: {personal}");
        }
    }
    let csv = b"Staff,Email\nyes,ann@example.org\nyes,ben@example.org\nno,cy@example.org\n";
    for mapping in [
        with(small_mapping(), "dimensions", json!({"role": "Email"})),
        with(
            small_mapping(),
            "measures",
            json!({"urgent": {"columns": {"Email": "staffing"}, "yes": ["a"], "no": ["b"]}}),
        ),
    ] {
        let (_, run) = import_bytes(&mapping, csv);
        assert_eq!(code(&run), 1);
        assert!(printed(&run).contains("the column `Email` says who somebody is"), "{}", printed(&run));
        assert!(!printed(&run).contains("@example"), "{}", printed(&run));
    }
    // Addresses in other columns are not printed either.
    let (_, run) = import_bytes(&small_mapping(), b"Staff\nann@example.org\nyes\nyes\nno\nno\n");
    assert_eq!(code(&run), 0);
    assert!(printed(&run).contains("`(a value with @)` is no known answer to urgent"), "{}", printed(&run));
}

#[test]
fn skipped_rows_are_reported() {
    let dir = site();
    let exports = Path::new(ROOT).join("tests/exports");
    let (mapping, file) = (exports.join("qualtrics.json"), exports.join("qualtrics.csv"));
    let (mapping, file) = (mapping.to_str().unwrap(), file.to_str().unwrap());
    let run = tool(dir.path(), &["import", "--mapping", mapping, "--into", "bundle.json", "--dry-run", file]);
    assert_eq!(
        printed(&run),
        "qualtrics.csv: UTF-8, commas between columns, header in row 1\n\
         qualtrics.csv: `ResponseId` tells respondents apart\n\
         qualtrics.csv: `Status` marks previews, tests and spam\n\
         qualtrics.csv: `DistributionChannel` marks previews, tests and spam\n\
         qualtrics.csv: `Finished` tells who finished\n\
         15 rows read, 3 skipped\n  \
         skipped: 1 × previews, tests or spam (row 4)\n  \
         skipped: 1 × not finished (row 10)\n  \
         skipped: 1 × the same respondent answered it in an earlier row (row 18)\n\
         wave spring-2026: 12 respondents\n\
         24 values, and 12 withheld: fewer than 3 answers (`minimum_respondents`), or they would give such numbers away\n  \
         wave spring-2026: no group of role: 1 person; to hide them, 12 values of role/school-leader (4 people) \
         withheld too: count them in a group, or leave their rows out\n  \
         wave spring-2026: no rank in `priority` for role/school-leader: some of their numbers are withheld, \
         and the others would move up\n\
         not set against each other: spring-2026 of this import, and example-2026 in the bundle; where one holds \
         answers of another, a withheld number may follow from both: import them together, with `pooled`\n\
         nothing was written: this was a dry run\n"
    );
    assert!(dataset(dir.path()).find_wave("spring-2026").is_none());
}

#[test]
fn weights_make_shares_and_heads_are_counted() {
    let mapping = with(small_mapping(), "weight", json!("W"));
    let (dir, run) = import_bytes(&mapping, "Staff;W\nyes;3\nno;0,5\nno;0,5\nyes;\nno;-1\n".as_bytes());
    assert_eq!(code(&run), 0, "{}", printed(&run));
    assert_eq!(staffing(dir.path()), Cell::Known { value: 75.0, respondents: Some(3) });
    assert!(
        printed(&run).contains("as precise as 1 unweighted respondents (design effect 1.79)"),
        "{}",
        printed(&run)
    );
    assert!(printed(&run).contains("`-1` is no weight"), "{}", printed(&run));
    let dataset = dataset(dir.path());
    let cut = SeriesKey {
        wave: dataset.find_wave("w").unwrap(),
        audience: Audience::Everyone,
        measure: dataset.find_measure("urgent").unwrap(),
    };
    let shown = explore::chart_model::interval(&dataset, cut, staffing(dir.path())).unwrap();
    let narrow = survey::wilson(75.0, 3).unwrap();
    assert!(shown.low < narrow.low && shown.high > narrow.high, "{shown:?} is wider than {narrow:?}");
}

#[test]
fn a_column_tells_several_waves_apart() {
    let mapping = with(small_mapping(), "waves", json!([wave("w"), wave("v")]));
    let csv = b"Year,Staff\n2025,yes\n2025,yes\n2025,no\n2026,no\n2026,no\n2026,no\n1999,yes\n";
    let (_, run) = import_bytes(&mapping, csv);
    assert_eq!(code(&run), 1);
    assert!(printed(&run).contains("`wave` must name the column"), "{}", printed(&run));
    let mapping = with(mapping, "wave", json!({"column": "Year", "values": {"2025": "w", "2026": "v"}}));
    let (dir, run) = import_bytes(&mapping, csv);
    assert_eq!(code(&run), 0, "{}", printed(&run));
    assert!(printed(&run).contains("1 × `1999` is no wave of the mapping (row 8)"), "{}", printed(&run));
    assert_eq!(staffing(dir.path()), Cell::Known { value: 66.7, respondents: Some(3) });
    let v = cells(&dataset(dir.path()), "v", None, "urgent")[2];
    assert_eq!(v, Cell::Known { value: 0.0, respondents: Some(3) });
}

#[test]
fn importing_again_replaces_only_the_results() {
    let (dir, run) = import_bytes(&small_mapping(), b"Staff\nyes\nyes\nno\n");
    assert_eq!(code(&run), 0, "{}", printed(&run));
    let path = dir.path().join("bundle.json");
    let once = fs::read_to_string(&path).unwrap();
    let import = ["import", "--mapping", "m.json", "--into", "bundle.json", "a.csv"];
    assert_eq!(code(&tool(dir.path(), &import)), 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), once);
    fs::write(dir.path().join("a.csv"), "Staff\nno\nno\nno\nno\n").unwrap();
    assert_eq!(code(&tool(dir.path(), &import)), 0);
    assert_eq!(staffing(dir.path()), Cell::Known { value: 0.0, respondents: Some(4) });
    let fresh = site();
    let before = fs::read_to_string(fresh.path().join("bundle.json")).unwrap();
    let (head, _) = before.split_once("\"waves\"").unwrap();
    assert!(head.contains("\"//\"") && once.starts_with(head), "comments and layout are kept");
    assert!(!dir.path().join("bundle.json.part").exists());
}

#[test]
fn every_mistake_of_a_mapping_is_a_line_with_its_place() {
    let mapping = "{\n \"tol\": 1,\n \"tool\": \"qualtrix\",\n \"waves\": [\"w9\", {\"id\": \"w\", \"lable\": \"W\"}],\n \"dimensions\": {\"rol\": \"Role\", \"role\": {\"column\": \"Rolle\", \"groups\": {\"T\": \"techer\"}}},\n \"measures\": {\n  \"urgnt\": {},\n  \"urgent\": {\"columns\": {\"Staff\": \"stafing\"}, \"yes\": [\"a\"], \"no\": [\"A\"]},\n  \"widespread\": {\"column\": \"Staff\"}\n },\n \"rank\": {\"measure\": \"priority\", \"mean_of\": [\"widespread\", \"urgent\"], \"ties\": \"none\"}\n}";
    let dir = site();
    fs::write(dir.path().join("m.json"), mapping).unwrap();
    fs::write(dir.path().join("a.csv"), "Role,Staff\nT,a\n").unwrap();
    let before = fs::read(dir.path().join("bundle.json")).unwrap();
    let run = tool(dir.path(), &["import", "--mapping", "m.json", "--into", "bundle.json", "a.csv"]);
    assert_eq!(code(&run), 1);
    let out = printed(&run);
    for line in [
        "m.json:2:9: error: unknown field `tol`, did you mean `tool`?",
        "m.json:3:10: error: tool: `tool` is one of plain, qualtrics",
        "m.json:4:12: error: waves[0]: there is no wave `w9`",
        "waves[1]: unknown field `lable`, did you mean `label`?",
        "dimensions.rol: there is no dimension `rol`, did you mean `role`?",
        "dimensions.role.column: a.csv has no column `Rolle`, did you mean `Role`?",
        "dimensions.role.groups.T: there is no group `techer`, did you mean `teacher`?",
        "m.json:7:12: error: measures.urgnt: there is no measure `urgnt`, did you mean `urgent`?",
        "measures.urgent.columns.Staff: there is no challenge `stafing`, did you mean `staffing`?",
        "measures.urgent.no[0]: `A` is already said to be an answer",
        "measures.widespread.column: one column for all challenges needs `choices`",
        "rank.ties: `ties` is one of gap, dense, not `none`",
        "challenge-map: nothing was written",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    assert_eq!(fs::read(dir.path().join("bundle.json")).unwrap(), before);
}

#[test]
fn broken_files_are_told_and_nothing_is_written() {
    for (csv, status, line) in [
        (&b""[..], 2, "a.csv: the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", 2, "a.csv: this is neither CSV nor a workbook (.xlsx)"),
        (b"Staff\n", 1, "a wave without answers can't be published"),
        (b"Staff\nja\nnein\n", 1, "`ja` is no known answer to urgent"),
        (b"Other\nyes\n", 1, "a.csv has no column `Staff`"),
        (b"Staff,Staff\nyes,no\n", 1, "a.csv has 2 columns `Staff`: rename the one that is meant"),
        (b"Staff,B\nyes\nno,1,2\n", 1, "1 × 3 cells where the header has 2"),
        (b"Staff,B\nyes\nno,1,2\n", 1, "1 of 2 rows can't be read (50 %)"),
        (b"Staff\n{\"ImportId\":\"QID1\"}\nyes\n", 1, "say \"tool\": \"qualtrics\""),
    ] {
        let (dir, run) = import_bytes(&small_mapping(), csv);
        assert_eq!(code(&run), status, "{line}: {}", printed(&run));
        assert!(printed(&run).contains(line), "{line}: {}", printed(&run));
        assert!(dataset(dir.path()).find_wave("w").is_none(), "{line}");
    }
    let huge = format!("Staff\nyes\nyes\nno\n\"{}\"\n", "x".repeat(200_000));
    let (_, run) = import_bytes(&small_mapping(), huge.as_bytes());
    assert!(printed(&run).contains("1 × a cell too long for an answer"), "{}", printed(&run));
    assert!(printed(&run).len() < 1_000);
    let dir = site();
    fs::write(dir.path().join("m.json"), small_mapping().to_string()).unwrap();
    fs::write(dir.path().join("a.csv"), "Staff\nyes\n").unwrap();
    let twice = ["import", "--mapping", "m.json", "--into", "bundle.json", "a.csv", "a.csv"];
    assert!(printed(&tool(dir.path(), &twice)).contains("each answer would count twice"));
    let none = ["import", "--mapping", "m.json", "--into", "bundle.json", "none.csv"];
    assert!(printed(&tool(dir.path(), &none)).contains("there is no file none.csv"));
}

#[test]
fn every_encoding_and_delimiter_of_a_spreadsheet_gives_the_same() {
    let text = "Röle\tStaff\r\nx\tyes\r\ny\tYES\r\nz\tno\r\n";
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let european = text.replace('\t', ";");
    let excel = format!("sep=;\r\n{european}");
    let with_mark = format!("\u{FEFF}{}", text.replace('\t', ","));
    for csv in
        [utf16.as_slice(), windows.as_slice(), european.as_bytes(), excel.as_bytes(), with_mark.as_bytes()]
    {
        let (dir, run) = import_bytes(&with(small_mapping(), "respondent", json!("Röle")), csv);
        assert_eq!(code(&run), 0, "{}", printed(&run));
        assert_eq!(staffing(dir.path()), Cell::Known { value: 66.7, respondents: Some(3) });
    }
}

#[test]
fn a_workbook_may_hold_truths_numbers_dates_and_errors() {
    let dir = site();
    let file = Path::new(ROOT).join("tests/exports/kinds.xlsx");
    let mapping = |sheet: &str| {
        json!({
            "sheet": sheet, "waves": [wave("w")], "weight": "Weight",
            "measures": {
                "urgent": {"columns": {"Agree?": "staffing"}, "yes": [true], "no": [false]},
                "widespread": {"columns": {"Score": "staffing"}, "yes": [4, 5], "no": [1, 2, 3]}
            }
        })
    };
    let run = |sheet: &str| {
        fs::write(dir.path().join("m.json"), mapping(sheet).to_string()).unwrap();
        let file = file.to_str().unwrap();
        tool(dir.path(), &["import", "--mapping", "m.json", "--into", "bundle.json", file])
    };
    let wrong = run("Answer");
    assert!(printed(&wrong).contains("no sheet `Answer`; it has Notes, Answers"), "{}", printed(&wrong));
    let right = run("Answers");
    assert_eq!(code(&right), 0, "{}", printed(&right));
    assert_eq!(staffing(dir.path()), Cell::Known { value: 50.0, respondents: Some(4) });
    let scores = cells(&dataset(dir.path()), "w", None, "widespread")[2];
    assert_eq!(scores, Cell::Known { value: 50.0, respondents: Some(4) });
}

#[test]
fn results_of_other_challenges_are_told_with_the_way_on() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(code(&tool(dir.path(), &["new", "."])), 0);
    let bundle = dir.path().join("bundle.json");
    let text = fs::read_to_string(&bundle).unwrap();
    let bus = "\"challenges\": [{ \"id\": \"buses\", \"name\": \"Buses\", \"theme\": \"conditions\" },";
    let more = text.replacen("\"challenges\": [", bus, 1);
    assert!(more.len() > text.len());
    fs::write(&bundle, more).unwrap();
    let import = ["import", "--mapping", "mapping.json", "--into", "bundle.json", "answers.csv"];
    let run = tool(dir.path(), &import);
    assert_eq!(code(&run), 1, "{}", printed(&run));
    assert!(printed(&run).contains("empty the list (\"results\": []) and import again"), "{}", printed(&run));
}

#[test]
fn a_fresh_site_shows_its_challenges_and_numbers() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(code(&tool(dir.path(), &["new", "."])), 0);
    let site = Site::new(Arc::new(dataset(dir.path())), Base::of("/"), Config::default().bundle);
    for (path, told) in [
        ("/", "Our Challenge Map"),
        ("/learning", "Reading and Writing"),
        ("/conditions/staffing", "<p class=\"stat-value\">78%</p>"),
        ("/explore", "Example 2026 (illustrative)"),
    ] {
        let page = prerender::page(&site, path);
        assert!(page.contains(told), "{path}: {page}");
        assert!(!page.contains("This field") && !page.contains("Only id, name"), "comments are not shown");
    }
}

#[test]
fn a_fresh_site_is_good_explains_itself_and_replaces_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let run = tool(dir.path(), &["new", "our-map"]);
    assert_eq!(code(&run), 0, "{}", printed(&run));
    let site = dir.path().join("our-map");
    let check = tool(&site, &["check", "bundle.json"]);
    assert_eq!(code(&check), 0);
    let said = printed(&check);
    let (last, warnings) =
        said.lines().collect::<Vec<_>>().split_last().map(|(last, all)| (*last, all.to_vec())).unwrap();
    let counts = "4 challenges, 2 themes, 1 wave, 3 measures, 4 groups";
    assert_eq!(last, format!("bundle.json: no errors, {} warnings: {counts}", warnings.len()));
    let is_of_example = |line: &&str| {
        line.contains("of the example that `challenge-map new` writes")
            || line.contains("address for examples")
    };
    assert!(!warnings.is_empty() && warnings.iter().all(is_of_example), "{said}");
    for left in ["`Our community`", "`Our Challenge Map`", "`Example 2026`", "example.org is an address"] {
        assert!(said.contains(left), "{left}: {said}");
    }
    assert_eq!(code(&tool(&site, &["check-config", "config.json"])), 0);
    let text = fs::read_to_string(site.join("bundle.json")).unwrap();
    let schema = jsonschema::validator_for(&data::bundle::wire::schema()).unwrap();
    assert!(schema.is_valid(&serde_json::from_str(&text).unwrap()), "comments are in the schema");
    // The numbers of the bundle are those of the answers.
    let run = tool(&site, &["import", "--mapping", "mapping.json", "--into", "bundle.json", "answers.csv"]);
    assert_eq!(code(&run), 0, "{}", printed(&run));
    assert_eq!(fs::read_to_string(site.join("bundle.json")).unwrap(), text);
    let again = tool(dir.path(), &["new", "our-map"]);
    assert_eq!(code(&again), 2);
    assert!(printed(&again).contains("our-map is not empty"), "{}", printed(&again));
    let file: PathBuf = dir.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(printed(&tool(dir.path(), &["new", "file"])).contains("file is a file, not a folder"));
}
