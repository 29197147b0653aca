//! Tests of the warnings about numbers, on a bundle of two waves and one dimension.

use data::bundle::parse;

use crate::lint;

/// Returns the warnings about a bundle with these results, without their positions.
fn warnings(head: &str, results: &[&str]) -> Vec<String> {
    let source = format!(
        r#"{{"format": 1, {head}
"site": {{"title": "T", "tagline": "L", "publisher": "P", "language": "en", "home": ["H"], "about": ["A"]}},
"measures": [{{"id": "m", "kind": "percent", "label": "M", "question": "Q?", "sentence": "S"}}],
"dimensions": [{{"id": "d", "label": "D", "groups": [
{{"id": "n", "label": "N", "phrase": "n"}}, {{"id": "s", "label": "S", "phrase": "s"}}, {{"id": "t", "label": "T", "phrase": "t"}}]}}],
"waves": [{}],
"groups": [{{"name": "G", "themes": [{{"id": "t", "name": "T", "definition": "D"}}]}}],
"challenges": [{{"id": "a", "name": "A", "theme": "t", "summary": "S", "description": ["D"]}},
{{"id": "b", "name": "B", "theme": "t", "summary": "S", "description": ["D"]}}],
"results": [{}]}}"#,
        ["w", "v", "both"].map(wave).join(", "),
        results.join(",\n")
    );
    let dataset = parse(&source).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}")).dataset;
    let found = lint(&source, &dataset, None).into_iter().map(|one| format!("{}: {}", one.path, one.warning));
    found
        .filter(|warning| !warning.contains("no result belongs") && !warning.contains("will be empty"))
        .collect()
}

fn wave(id: &str) -> String {
    format!(
        r#"{{"id": "{id}", "label": "{id}", "date": "2026", "status": "illustrative", "everyone": "people", "method": "M"}}"#
    )
}

/// Returns the only warning about results with a minimum of 10; empty if there is none.
fn warning(results: &[&str]) -> String {
    let found = warnings("\"minimum_respondents\": 10,", results);
    assert!(found.len() < 2, "{found:#?}");
    found.into_iter().next().unwrap_or_default()
}

const EVERYONE: &str = r#"{"wave": "w", "measure": "m", "respondents": 100, "values": [40, 50]}"#;

fn group(id: &str, respondents: &str, values: &str) -> String {
    format!(
        r#"{{"wave": "w", "measure": "m", "audience": "d/{id}", "respondents": {respondents}, "values": [{values}]}}"#
    )
}

#[test]
fn a_bundle_without_a_minimum_is_told() {
    assert!(warnings("", &[EVERYONE])[0].contains("there is no `minimum_respondents`"));
    assert!(warnings("\"minimum_respondents\": null,", &[EVERYONE])[0].contains("no `minimum_respondents`"));
    assert_eq!(warnings("\"minimum_respondents\": 0,", &[EVERYONE]), [""; 0]);
}

#[test]
fn shares_of_at_most_one_are_taken_for_fractions() {
    let found = warning(&[r#"{"wave": "w", "measure": "m", "respondents": 90, "values": [0.4, 1]}"#]);
    assert!(found.starts_with("results[0]: every share of `m` in this wave is at most 1"), "{found}");
    assert_eq!(warning(&[r#"{"wave": "w", "measure": "m", "respondents": 90, "values": [0.4, 1.1]}"#]), "");
    assert_eq!(warning(&[r#"{"wave": "w", "measure": "m", "respondents": 90, "values": [0, 1]}"#]), "");
}

#[test]
fn a_group_larger_than_everyone_is_told() {
    let found = warning(&[EVERYONE, &group("n", "[90, 101]", "40, 50")]);
    assert!(found.starts_with("results[1]: `d/n` has 101 respondents"), "{found}");
    assert_eq!(warning(&[EVERYONE, &group("n", "[90, 100]", "40, 50")]), "");
}

#[test]
fn groups_that_do_not_add_up_to_everyone_are_told() {
    let of = |n: &str, s: &str, t: &str| {
        warning(&[EVERYONE, &group("n", "60", n), &group("s", "30", s), &group("t", "10", t)])
    };
    // 40 and 50 of 100: 30 and 36, 10 and 12, 0 and 2.
    assert_eq!(of("50, 60", "33.3, 40", "0, 20"), "");
    let found = of("50, 60", "63.3, 40", "0, 20");
    assert!(
        found.starts_with("results[0]: the groups of `d` are everyone, but the share of everyone"),
        "{found}"
    );
    assert!(found.contains("(1 challenges)"), "{found}");
    let found = warning(&[EVERYONE, &group("n", "60", "40, 50"), &group("s", "50", "40, 50")]);
    assert!(
        found.starts_with("results[0]: the groups of `d` have 110 answers together, and everyone has 100"),
        "{found}"
    );
    assert_eq!(
        warning(&[EVERYONE, &group("n", "60", "90, 90"), &group("s", "30", "90, 90")]),
        "",
        "some are in none"
    );
}

#[test]
fn a_withheld_group_that_is_what_is_left_is_told() {
    let (n, few) = (group("n", "55", "40, 50"), |id| group(id, "0", "\"few\", \"few\""));
    let found = warning(&[EVERYONE, &n, &few("s"), &group("t", "40", "40, 50")]);
    assert!(found.starts_with("results[2]: `d/s` is withheld"), "{found}");
    assert!(found.contains("is 5 people") && found.contains("(2 challenges)"), "{found}");
    // Two that are withheld together are too few as well.
    let found = warning(&[EVERYONE, &group("n", "95", "40, 50"), &few("s"), &few("t")]);
    assert!(found.contains("`d/s, d/t` is withheld") && found.contains("is 5 people"), "{found}");
    assert_eq!(warning(&[EVERYONE, &n, &few("s"), &few("t")]), "", "45 people");
    assert_eq!(warning(&[EVERYONE, &n, &few("s")]), "", "nobody knows how many others there are");
}

#[test]
fn withheld_groups_that_almost_all_agree_are_told() {
    let few = |id| group(id, "0", "\"few\", \"few\"");
    // 40 and 50 of 100 less 39 and 30 of 60.
    let found = warning(&[EVERYONE, &group("n", "60", "65.1, 50"), &few("s"), &few("t")]);
    assert!(found.contains("40 people of whom all, or all but one, said the same (1 challenges)"), "{found}");
}

#[test]
fn a_wave_that_pools_two_others_is_told() {
    let of = |wave: &str, n: u32| {
        format!(r#"{{"wave": "{wave}", "measure": "m", "respondents": {n}, "values": [40, 50]}}"#)
    };
    let few = group("s", "0", "\"few\", \"few\"");
    let found = warning(&[&of("w", 30), &of("v", 40), &of("both", 70), &few]);
    assert!(found.starts_with("waves[2]: this wave has as many answers as `w` and `v` together"), "{found}");
    assert_eq!(warning(&[&of("w", 30), &of("v", 40), &of("both", 71), &few]), "");
    assert_eq!(warning(&[&of("w", 30), &of("v", 40), &of("both", 70)]), "", "nothing is withheld");
}
