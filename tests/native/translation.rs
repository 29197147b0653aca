//! The sample's translations, compared with the sample: updating them changes nothing.

use data::bundle::{Severity, parse};
use data::translation::{Original, apply, check, file_name, update};

use crate::ROOT;

fn read(file: &str) -> String {
    std::fs::read_to_string(format!("{}/public/{file}", ROOT)).unwrap()
}

#[test]
fn sample_translations_are_up_to_date_and_apply() {
    let bundle = read("bundle.json");
    let original = Original::bundle(&bundle);
    let languages = parse(&bundle).unwrap().dataset.site().translations.clone();
    assert_eq!(languages, ["es", "ar"]);
    for language in languages {
        let translation = read(&file_name("bundle.json", &language));
        let checked = check(&original, &translation, &language);
        let wrong: Vec<_> =
            checked.diagnostics.iter().filter(|problem| problem.severity() == Severity::Error).collect();
        assert!(wrong.is_empty() && checked.stale.is_empty(), "{language}: {wrong:#?} {:?}", checked.stale);
        let updated = update(&original, Some(&translation), &language, false).unwrap();
        assert!(
            updated.text == translation,
            "out of date; run: challenge-map translate public/bundle.json --to {language}"
        );
        let applied = |translation: &str| {
            let made =
                apply(&original, translation, &language, &|_, _, _| "Some are missing.".to_owned()).unwrap();
            let parsed = parse(&made.document).unwrap();
            assert_eq!(
                (parsed.dataset.site().language.as_str(), &parsed.warnings[..]),
                (&language[..], &[][..])
            );
            parsed.dataset.site().notice.to_string()
        };
        assert!(!applied(&translation).contains("Some are missing."), "all of the bundle is translated");
        let mut shorter: serde_json::Value = serde_json::from_str(&translation).unwrap();
        shorter["texts"].as_object_mut().unwrap().remove("challenges/math/name").unwrap();
        assert!(applied(&shorter.to_string()).starts_with("Some are missing."));
    }
}

/// The texts that a visitor sees first are translated: names of all rows, questions and the home page.
#[test]
fn the_sample_s_names_and_questions_are_translated() {
    let bundle = read("bundle.json");
    let original = Original::bundle(&bundle);
    for language in ["es", "ar"] {
        let checked = check(&original, &read(&file_name("bundle.json", language)), language);
        let all = check(&original, &update(&original, None, language, false).unwrap().text, language).all;
        assert!(checked.texts.len() * 2 > all);
        for path in [
            "site/title",
            "site/home/1",
            "measures/urgent/sentence",
            "themes/equity/definition",
            "challenges/literacy/name",
        ] {
            assert!(checked.texts.contains_key(path), "{language}: {path}");
        }
    }
}
