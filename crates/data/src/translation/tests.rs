use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Applied, Checked, Diagnostic, DiagnosticKind, Original, Updated, content, file_name};
use crate::bundle;
use crate::bundle::Severity;

const BUNDLE: &str = r#"{
  "format": 1,
  "site": {"title": "Our map", "tagline": "What we say", "publisher": "Us", "language": "en",
           "about": ["See [this](https://example.org/a), it is *new*."]},
  "measures": [{"id": "urgent", "kind": "percent", "label": "Urgent", "question": "Is it urgent?",
                "sentence": "{audience} say it is urgent in {wave}"}],
  "dimensions": [{"id": "role", "label": "Role", "groups": [{"id": "teacher", "label": "Teachers", "phrase": "teachers"}]}],
  "waves": [{"id": "w1", "label": "Spring", "date": "2020", "status": "illustrative", "everyone": "all", "respondents": "nearly 350"}],
  "groups": [{"name": "Schools", "themes": [{"id": "equity", "name": "Equity", "definition": "Fair \u00e9 shares"}]}],
  "challenges": [{"id": "reading", "name": "Reading", "theme": "equity", "ideas": ["Read \"aloud\"", "Borrow"],
                  "quotes": [{"text": "I read"}], "resources": [{"title": "A guide"}]}]
}"#;

const PATHS: [&str; 21] = [
    "site/title",
    "site/tagline",
    "site/publisher",
    "site/about/0",
    "measures/urgent/label",
    "measures/urgent/question",
    "measures/urgent/sentence",
    "dimensions/role/label",
    "dimensions/role/teacher/label",
    "dimensions/role/teacher/phrase",
    "waves/w1/label",
    "waves/w1/everyone",
    "waves/w1/respondents",
    "groups/0/name",
    "themes/equity/name",
    "themes/equity/definition",
    "challenges/reading/name",
    "challenges/reading/ideas/0",
    "challenges/reading/ideas/1",
    "challenges/reading/quotes/0/text",
    "challenges/reading/resources/0/title",
];

fn translation(texts: &[(&str, &str)]) -> String {
    let rows: Vec<String> =
        texts.iter().map(|(path, words)| format!("{}:{}", json(path), json(words))).collect();
    format!(
        "{{\"challenge_map_translation\":1,\"of\":\"Our map\",\"language\":\"es\",\n\"texts\":{{{}}}}}",
        rows.join(",\n")
    )
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn check(bundle: &str, translation: &str, language: &str) -> Checked {
    super::check(&Original::bundle(bundle), translation, language)
}

fn apply(
    bundle: &str,
    translation: &str,
    language: &str,
    notice: fn(usize, usize, &str) -> String,
) -> Result<Applied, Vec<Diagnostic>> {
    super::apply(&Original::bundle(bundle), translation, language, &notice)
}

fn update(
    bundle: &str,
    old: Option<&str>,
    language: &str,
    confirm: bool,
) -> Result<Updated, Vec<Diagnostic>> {
    super::update(&Original::bundle(bundle), old, language, confirm)
}

fn notice(missing: usize, all: usize, language: &str) -> String {
    format!("{missing} of {all} in {language}.")
}

fn kinds(texts: &[(&str, &str)]) -> Vec<DiagnosticKind> {
    let diagnostics = check(BUNDLE, &translation(texts), "es").diagnostics;
    let kinds = diagnostics.into_iter().map(|diagnostic| diagnostic.kind);
    kinds.filter(|kind| !matches!(kind, DiagnosticKind::Missing { .. })).collect()
}

#[test]
fn untranslated_texts_are_listed_without_markup() {
    let all = apply(BUNDLE, &translation(&[]), "es", notice).unwrap().untranslated;
    assert!(all.contains("See this, it is new."), "markup is removed: {all:?}");
    assert!(all.contains("Fair é shares") && all.contains("Read \"aloud\""));
    assert!(!all.iter().any(|text| text.contains('{')), "sentence templates are never shown");
    let spanish = [
        ("site/title", "Nuestro mapa"),
        ("themes/equity/name", "Equidad"),
        ("challenges/reading/name", "Urgent"),
    ];
    let untranslated = apply(BUNDLE, &translation(&spanish), "es", notice).unwrap().untranslated;
    for translated in ["Our map", "Equity", "Reading"] {
        assert!(all.contains(translated) && !untranslated.contains(translated), "{translated}");
    }
    assert!(
        !untranslated.contains("Urgent"),
        "a text that reads the same in both languages counts as translated"
    );
    assert_eq!(untranslated.len(), all.len() - 4);
}

#[test]
fn untranslated_texts_are_marked_with_their_language() {
    let spanish = [("site/title", "Urgent"), ("challenges/reading/ideas/1", "Pedir *prestado*")];
    let applied = apply(BUNDLE, &translation(&spanish), "es", notice).unwrap();
    let mut dataset = bundle::parse(&applied.document).unwrap().dataset;
    dataset.mark_language("en", &|text| applied.untranslated.contains(text));
    let site = dataset.site();
    assert_eq!(site.title.lang(), None);
    assert_eq!((site.tagline.lang().as_deref(), site.about[0].lang().as_deref()), (Some("en"), Some("en")));
    assert_eq!(site.notice.lang(), None, "the notice is in the page's language");
    let measure = dataset.measure(dataset.find_measure("urgent").unwrap());
    assert_eq!(measure.label.lang(), None, "the same name in both languages is translated");
    assert_eq!(measure.question.lang().as_deref(), Some("en"));
    let challenge = dataset.find_challenge("reading").unwrap();
    assert_eq!(dataset.challenge(challenge).name.lang().as_deref(), Some("en"));
    let ideas: Vec<Option<String>> = dataset
        .long_texts(challenge)
        .ideas
        .iter()
        .map(|idea| idea.text.lang().map(|tag| tag.to_string()))
        .collect();
    assert_eq!(ideas, [Some("en".to_owned()), None]);
}

#[test]
fn every_text_has_a_path_made_of_ids() {
    let Original { title, .. } = Original::bundle(BUNDLE);
    let texts = Original::bundle(BUNDLE).texts();
    let paths: Vec<&str> = texts.iter().map(|text| text.path.as_str()).collect();
    assert_eq!(title, "Our map");
    assert_eq!(paths, PATHS);
    assert_eq!(texts[15].words, "Fair é shares");
    assert_eq!(texts[17].words, "Read \"aloud\"");
}

/// Only the words change; the notice says how many texts are missing.
#[test]
fn a_translated_bundle_has_other_words_and_a_notice() {
    let applied = apply(
        BUNDLE,
        &translation(&[
            ("site/title", "Nuestro mapa"),
            ("themes/equity/name", "Equidad"),
            ("challenges/reading/ideas/1", "Pedir \"prestado\""),
            ("measures/urgent/sentence", "En {wave}, {audience} dicen que es urgente"),
        ]),
        "es",
        notice,
    )
    .unwrap();
    assert_eq!((applied.missing, applied.all), (17, 21));
    let dataset = bundle::parse(&applied.document).unwrap().dataset;
    let site = dataset.site();
    assert_eq!((site.title.as_str(), site.language.as_str()), ("Nuestro mapa", "es"));
    assert_eq!((site.tagline.as_str(), site.notice.as_str()), ("What we say", "17 of 21 in en."));
    let challenge = dataset.find_challenge("reading").unwrap();
    assert_eq!(dataset.challenge(challenge).name, "Reading");
    assert_eq!(dataset.long_texts(challenge).ideas[1].text.plain(), "Pedir \"prestado\"");
}

#[test]
fn ranges_in_right_to_left_text_stay_in_order() {
    let words = [("site/title", "خريطة 2025–26"), ("site/tagline", "من 2-3 – 4")];
    let applied = apply(BUNDLE, &translation(&words).replace("\"es\"", "\"ar\""), "ar", notice).unwrap();
    let dataset = bundle::parse(&applied.document).unwrap().dataset;
    assert_eq!(dataset.site().title, "خريطة 2025\u{200e}–26");
    assert_eq!(
        dataset.site().tagline,
        "من 2-3 – 4",
        "a hyphen is part of a number, a dash between blanks stands alone"
    );
    let spanish = apply(BUNDLE, &translation(&[("site/title", "Mapa 2025–26")]), "es", notice).unwrap();
    assert!(spanish.document.contains("Mapa 2025–26"));
}

/// The bundle's own notice stands after the sentence about missing texts, and alone if none is missing.
#[test]
fn the_bundles_own_notice_comes_last() {
    let with_notice = BUNDLE.replace("\"language\": \"en\"", "\"language\": \"en\", \"notice\": \"Free\"");
    let none = apply(&with_notice, &translation(&[]), "es", notice).unwrap();
    let notice_of =
        |applied: &Applied| bundle::parse(&applied.document).unwrap().dataset.site().notice.clone();
    assert_eq!(notice_of(&none), "22 of 22 in en. Free");
    let all: Vec<(String, String)> =
        Original::bundle(&with_notice).texts().into_iter().map(|text| (text.path, text.words)).collect();
    let all: Vec<(&str, &str)> = all.iter().map(|(path, words)| (path.as_str(), words.as_str())).collect();
    let full = apply(&with_notice, &translation(&all), "es", notice).unwrap();
    assert_eq!((full.missing, notice_of(&full).as_str()), (0, "Free"));
    assert_eq!(check(&with_notice, &translation(&all), "es").diagnostics, []);
}

#[test]
fn an_error_has_a_position_and_leaves_the_original_text() {
    let text = translation(&[("site/title", "Nuestro mapa"), ("themes/equity/nam", "Equidad")]);
    let checked = check(BUNDLE, &text, "es");
    let messages: Vec<String> = checked.diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "themes/equity/nam: the bundle has no text `themes/equity/nam`, did you mean `themes/equity/name`? (line 3, column 21)",
            "20 of 21 texts are not translated and stand as they are: `challenge-map translate` lists them",
        ]
    );
    assert_eq!(checked.diagnostics[1].severity(), Severity::Warning);

    let sentence = "measures/urgent/sentence";
    assert_eq!(kinds(&[(sentence, "{audience}: urgente")]), [DiagnosticKind::PlaceholderLost("wave")]);
    assert_eq!(
        kinds(&[(sentence, "{audience} {wave} {group}")]),
        [DiagnosticKind::Text(bundle::DiagnosticKind::Placeholder("group".to_owned()))]
    );
    assert!(matches!(kinds(&[(sentence, "{audience} {wave} {")])[..], [DiagnosticKind::Text(_)]));
    let original = vec!["https://example.org/a".to_owned()];
    let elsewhere = "Vea [esto](https://example.org/b), es *nuevo*.";
    assert_eq!(kinds(&[("site/about/0", elsewhere)]), [DiagnosticKind::Links { original }]);
    assert_eq!(
        kinds(&[("site/about/0", "Vea [esto](https://example.org/a), es nuevo.")]),
        [DiagnosticKind::Emphasis { found: 0, original: 1 }]
    );
    assert!(matches!(
        kinds(&[("site/about/0", "[x](javascript:alert)")])[..],
        [DiagnosticKind::Text(bundle::DiagnosticKind::Address(_))]
    ));
    assert_eq!(kinds(&[("site/title", "  ")]), [DiagnosticKind::Empty]);
    assert_eq!(
        kinds(&[("site/title", "a\u{202e}b")]),
        [DiagnosticKind::Text(bundle::DiagnosticKind::Deceptive(0x202e))]
    );
    let long = "a".repeat(10_001);
    assert!(matches!(
        kinds(&[("site/title", &long)])[..],
        [DiagnosticKind::Text(bundle::DiagnosticKind::TextTooLong { .. })]
    ));
    let applied = apply(BUNDLE, &translation(&[(sentence, "urgente"), ("site/title", "M")]), "es", notice);
    let applied = applied.unwrap();
    assert!(applied.document.contains("say it is urgent in") && applied.missing == 20);
}

#[test]
fn a_file_of_another_map_language_or_version_is_not_used() {
    let good = translation(&[]);
    for (from, to, language) in [
        ("Our map", "Their map", "es"),
        ("\"es\"", "\"fr\"", "es"),
        ("", "", "ar"),
        ("translation\":1", "translation\":2", "es"),
        ("texts", "text", "es"),
        ("{", "", "es"),
    ] {
        let text = good.replacen(from, to, 1);
        assert!(apply(BUNDLE, &text, language, notice).is_err(), "{from} {language}");
    }
    assert!(apply(BUNDLE, "<html>", "es", notice).is_err());
    assert!(apply(BUNDLE, &good, "es", notice).is_ok());
}

#[test]
fn an_update_loses_nothing() {
    let new = update(BUNDLE, None, "es", false).unwrap();
    assert_eq!((new.all, new.translated), (21, 0));
    // A translator writes over what is listed.
    let edited = new.text.replacen("\"Equity\"", "\"Equidad\"", 1);
    let checked = check(BUNDLE, &edited, "es");
    assert_eq!(checked.texts, BTreeMap::from([("themes/equity/name".to_owned(), "Equidad".to_owned())]));
    let kept = update(BUNDLE, Some(&edited), "es", false).unwrap();
    assert_eq!((kept.translated, kept.stale.len(), kept.gone.len()), (1, 0, 0));
    assert_eq!(update(BUNDLE, Some(&kept.text), "es", false).unwrap(), kept);

    // The original changes, of the translated text and of one that is only listed.
    let changed = BUNDLE.replace("\"Equity\"", "\"Equity for all\"").replace("\"Borrow\"", "\"Borrow more\"");
    let updated = update(&changed, Some(&kept.text), "es", false).unwrap();
    assert_eq!((updated.translated, updated.stale.clone()), (1, vec!["themes/equity/name".to_owned()]));
    assert!(updated.text.contains("Borrow more"));
    let confirmed = update(&changed, Some(&updated.text), "es", true).unwrap();
    assert_eq!(update(&changed, Some(&confirmed.text), "es", false).unwrap().stale, [""; 0]);

    // The text goes, and comes back.
    let without = BUNDLE.replace(", \"ideas\": [\"Read \\\"aloud\\\"\", \"Borrow\"]", "");
    let with_idea = kept.text.replacen("\"Borrow\"", "\"Prestar\"", 1);
    let with_idea = update(BUNDLE, Some(&with_idea), "es", false).unwrap();
    let gone = update(&without, Some(&with_idea.text), "es", false).unwrap();
    assert_eq!(gone.gone, ["challenges/reading/ideas/1"]);
    let back = update(BUNDLE, Some(&gone.text), "es", false).unwrap();
    assert_eq!((back.gone.len(), back.translated), (0, 2));
    assert!(back.text.contains("Prestar"));
}

#[test]
fn the_file_lies_beside_the_bundle() {
    for (bundle, file) in [
        ("bundle.json", "bundle.es.json"),
        ("/map/data/b.json", "/map/data/b.es.json"),
        ("https://example.org/a.b/data", "https://example.org/a.b/data.es"),
        ("bundle.json?v=1.2", "bundle.es.json?v=1.2"),
    ] {
        assert_eq!(file_name(bundle, "es"), file);
    }
}

proptest! {
    #[test]
    fn any_translation_makes_a_valid_bundle(
        words in prop::collection::vec("\\PC{0,12}|[{}*\\[\\]()a-z:/ ]{0,12}", 21),
    ) {
        let rows: Vec<(&str, &str)> = PATHS.iter().copied().zip(words.iter().map(String::as_str)).collect();
        let applied = apply(BUNDLE, &translation(&rows), "es", notice).unwrap();
        prop_assert!(bundle::parse(&applied.document).is_ok(), "{}", applied.document);
        prop_assert!(applied.missing <= applied.all);
    }

    #[test]
    fn no_text_is_too_wild_for_a_translation(text in "\\PC{0,200}") {
        let _ = check(BUNDLE, &text, "es");
        let _ = check(&text, &translation(&[]), "es");
    }
}

/// A bundle and its content file, for translations of the latter.
const SHORT: &str = r#"{
  "format": 1,
  "site": {"title": "Our map", "publisher": "Us", "language": "en", "content": "content.json"},
  "measures": [{"id": "urgent", "kind": "percent", "label": "U", "question": "Q", "sentence": "{audience} {wave}"}],
  "waves": [], "groups": [{"name": "G", "themes": [{"id": "equity", "name": "Equity"}]}],
  "challenges": [{"id": "reading", "name": "Reading", "theme": "equity"}]
}"#;

fn long() -> String {
    let of = bundle::content::fingerprint(["reading"].into_iter());
    format!(
        r#"{{"challenge_map_content": 1, "of": "{of}", "challenges": [{{"id": "reading", "description": ["One"], "ideas":
        ["Read aloud", {{"text": "Borrow", "source": {{"title": "A study", "address": "https://example.org/"}}}}]}}]}}"#
    )
}

#[test]
fn content_has_the_paths_and_the_title_of_its_bundle() {
    let (title, source) = (Original::bundle(SHORT).title, long());
    let original = Original::content(&source, title);
    let paths: Vec<String> = original.texts().into_iter().map(|text| text.path).collect();
    let ideas = ["challenges/reading/ideas/0", "challenges/reading/ideas/1"];
    assert_eq!(paths, ["challenges/reading/description/0", ideas[0], ideas[1]]);
    let new = super::update(&original, None, "es", false).unwrap();
    assert_eq!(super::check(&original, &new.text, "es").all, 3);
    let other = Original { title: "Another map".to_owned(), ..original };
    let found = super::check(&other, &new.text, "es").diagnostics;
    assert!(found.iter().any(|found| matches!(found.kind, DiagnosticKind::Of { .. })), "{found:?}");
}

#[test]
fn translated_content_marks_what_is_not_translated() {
    let (dataset, source) = (bundle::parse(SHORT).unwrap().dataset, long());
    let spanish =
        translation(&[("challenges/reading/ideas/1", "Pedir"), ("challenges/reading/description/0", "Uno")]);
    let original = Original::content(&source, "Our map");
    let made = content(&original, &dataset, &spanish, ["es", "en"]).unwrap();
    let texts = made.of(dataset.find_challenge("reading").unwrap());
    assert_eq!((texts.description[0].plain(), texts.description[0].lang()), ("Uno".to_owned(), None));
    assert_eq!(texts.ideas[0].text.lang().as_deref(), Some("en"));
    assert_eq!((texts.ideas[1].text.plain(), texts.ideas[1].text.lang()), ("Pedir".to_owned(), None));
    let source = texts.ideas[1].source.as_ref().unwrap();
    assert_eq!(source.title.lang().as_deref(), Some("en"), "documents keep their titles");
    assert!(content(&Original::content(&source.title, "Our map"), &dataset, &spanish, ["es", "en"]).is_err());
}
