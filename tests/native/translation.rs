//! The sample's translations, compared with the sample: updating them changes nothing.

use data::bundle::{Severity, parse};
use data::translation::{apply, file_name, judge, update};

use crate::ROOT;

fn read(file: &str) -> String {
    std::fs::read_to_string(format!("{}/public/{file}", ROOT)).unwrap()
}

#[test]
fn the_sample_s_translations_are_up_to_date_and_make_bundles_that_can_be_shown() {
    let bundle = read("bundle.json");
    let languages = parse(&bundle).unwrap().dataset.site().translations.clone();
    assert_eq!(languages, ["es", "ar"]);
    for language in languages {
        let translation = read(&file_name("bundle.json", &language));
        let judged = judge(&bundle, &translation, &language);
        let wrong: Vec<_> =
            judged.problems.iter().filter(|problem| problem.severity() == Severity::Error).collect();
        assert!(wrong.is_empty() && judged.stale.is_empty(), "{language}: {wrong:#?} {:?}", judged.stale);
        let updated = update(&bundle, Some(&translation), &language, false).unwrap();
        assert!(
            updated.text == translation,
            "out of date; run: challenge-map translate public/bundle.json --to {language}"
        );
        let made = apply(&bundle, &translation, &language, |_, _, _| "Some are missing.".to_owned()).unwrap();
        let parsed = parse(&made.bundle).unwrap();
        assert_eq!(parsed.dataset.site().language, language);
        assert!(parsed.dataset.site().notice.starts_with("Some are missing."));
        assert_eq!(parsed.warnings, []);
    }
}

/// The texts that a visitor sees first are translated: names of all rows, questions and the home page.
#[test]
fn the_sample_s_names_and_questions_are_translated() {
    let bundle = read("bundle.json");
    for language in ["es", "ar"] {
        let judged = judge(&bundle, &read(&file_name("bundle.json", language)), language);
        let all = judge(&bundle, &update(&bundle, None, language, false).unwrap().text, language).all;
        assert!(judged.words.len() * 2 > all);
        for path in [
            "site/title",
            "site/home/1",
            "measures/urgent/sentence",
            "themes/equity/definition",
            "challenges/literacy/name",
        ] {
            assert!(judged.words.contains_key(path), "{language}: {path}");
        }
    }
}
