use data::{bundle, sample as small};
use proptest::prelude::*;
use slim_std::unicode::to_uppercase;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::fold::Folder;
use crate::sample::KEYSTROKES;
use crate::terms::{Near, Terms};

/// Returns a data set of challenges, each with a name and ideas.
fn dataset(challenges: &[(&str, &[&str])]) -> Dataset {
    let row = |(at, (name, ideas)): (usize, &(&str, &[&str]))| {
        let text = |text: &str| serde_json::to_string(text).unwrap();
        let ideas: Vec<String> = ideas.iter().map(|idea| text(idea)).collect();
        format!(r#"{{"id":"c-{at}","name":{},"theme":"t","ideas":[{}]}}"#, text(name), ideas.join(","))
    };
    let rows: Vec<String> = challenges.iter().enumerate().map(row).collect();
    parsed(&sample::document(r#"{"id":"t","name":"Topic"}"#, &rows.join(",")))
}

fn parsed(document: &str) -> Dataset {
    let diagnostics = |diagnostics: Vec<bundle::Diagnostic>| {
        diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    bundle::parse(document).map_err(diagnostics).unwrap().dataset
}

fn find(dataset: &Dataset, query: &str) -> SearchResults {
    Index::new(dataset, dataset.content().clone()).find(dataset, query, 20)
}

/// Returns the names found, best first.
fn names(dataset: &Dataset, query: &str) -> Vec<String> {
    find(dataset, query).entries.into_iter().map(|entry| entry.name.text).collect()
}

/// Returns a text with its matches in brackets.
fn bracketed(marked: &Highlighted) -> String {
    marked
        .pieces()
        .iter()
        .map(|(piece, is_marked)| if *is_marked { format!("[{piece}]") } else { (*piece).to_owned() })
        .collect()
}

fn folded(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    Folder::default().words(text, &mut |word, _| words.push(word.to_owned()));
    words
}

#[test]
fn folding_drops_case_accents_and_vowel_signs() {
    for (text, words) in [
        ("Équité, ÉQUITÉ; e\u{301}quite", "equite equite equite"),
        ("Straße Łódź Øre ﬁn", "strasse lodz ore fin"),
        ("Teachers’ 2nd-grade", "teachers 2nd grade"),
        ("teacher’s Teacher'S l's’ 's rock’sand", "teachers teachers ls s rock sand"),
        ("ΌΣΟΣ όσος", "οσοσ οσοσ"),
        // With vowel signs, lengthened, with forms of alef, yeh and teh marbuta, with Arabic digits.
        ("المُعَلِّم المـعلم", "المعلم المعلم"),
        ("أحمد إحمد آحمد احمد", "احمد احمد احمد احمد"),
        ("مدرسة مستوى ٢٠٢٠", "مدرسه مستوي 2020"),
        ("किताब हिन्दी", "किताब हिनदी"),
        ("学校 ガ", "学 校 カ"),
        ("a👩🏽‍🏫b", "a b"),
        ("— … ’", ""),
    ] {
        assert_eq!(folded(text).join(" "), words, "{text}");
    }
}

#[test]
fn an_entry_has_a_head_and_the_texts_below_it() {
    let dataset = small::dataset();
    let found = find(&dataset, "gap");
    let [entry] = &found.entries[..] else { panic!("{found:?}") };
    assert_eq!(bracketed(&entry.name), "Opportunity [Gap]s");
    assert_eq!(entry.about.as_ref().map(bracketed).as_deref(), Some("[Gap]s."));
    let [part] = &entry.parts[..] else { panic!("{entry:?}") };
    assert_eq!((part.kind, part.at), (Kind::Resource, 0));
    assert_eq!((part.text.text.as_str(), part.beside.text.as_str()), ("A report", "A centre"));
    assert_eq!(part.note.as_ref().map(bracketed).as_deref(), Some("On [gap]s."));
    assert_eq!((found.challenges, found.texts, found.has_all), (1, 1, true));
    // The words of a query may be in different texts of a challenge.
    let found = find(&dataset, "teacher opportunity");
    // None of its resources has them, so that its first is offered.
    let [quote, resource] = &found.entries[0].parts[..] else { panic!("{found:?}") };
    assert_eq!(bracketed(&quote.beside), "High school [teacher]");
    assert_eq!((quote.is_match, resource.is_match, resource.text.text.as_str()), (true, false, "A report"));
    assert_eq!(found.texts, 1);
    for nothing in ["", "  ", "…"] {
        assert_eq!(find(&dataset, nothing), SearchResults::default(), "{nothing:?}");
    }
}

#[test]
fn of_other_resources_one_with_an_address_is_offered() {
    let resources = r#"[{"title":"A talk"},{"title":"A paper","address":"https://example.org/paper"},{"title":"A book","address":"https://example.org/book"}]"#;
    let row =
        format!(r#"{{"id":"c","name":"Trust","theme":"t","ideas":["Open doors"],"resources":{resources}}}"#);
    let dataset = parsed(&sample::document(r#"{"id":"t","name":"Topic"}"#, &row));
    let texts = |query: &str| -> Vec<String> {
        find(&dataset, query).entries.remove(0).parts.into_iter().map(|part| part.text.text).collect()
    };
    assert_eq!(texts("trust"), ["A paper"]);
    assert_eq!(texts("talk"), ["A talk"], "one that matches needs no other");
    assert_eq!(texts("doors"), ["Open doors"], "of what the challenge is about nothing matches");
}

#[test]
fn field_kind_of_match_and_rarity_give_the_order() {
    let all = dataset(&[
        ("Time", &["Staff need trust"]),
        ("Trusted staff", &[]),
        ("Trust", &["Time"]),
        ("Trust and time", &[]),
        ("Staff", &["They trusted nobody, time is short"]),
    ]);
    assert_eq!(names(&all, "trust"), ["Trust", "Trust and time", "Trusted staff", "Time", "Staff"]);
    assert_eq!(names(&all, "time trust"), ["Trust and time", "Time", "Trust", "Staff"]);
    // The rarer word has the higher score, and equal scores keep the author's order.
    let rare = dataset(&[("Common one", &[]), ("Common two", &[]), ("Rare one", &[])]);
    assert_eq!(names(&rare, "common rare"), ["Rare one", "Common one", "Common two"]);
    assert_eq!(names(&rare, "comm"), ["Common one", "Common two"]);
}

#[test]
fn typing_errors_are_corrected_if_no_word_matches() {
    let all =
        dataset(&[("Students", &["student voice"]), ("Math", &[]), ("Transportation", &[]), ("Équité", &[])]);
    for (typed, name) in [
        ("studnet", "Students"),
        ("studemts", "Students"),
        ("mtah", "Math"),
        ("mathe", "Math"),
        ("transprotaton", "Transportation"),
        ("transpprt", "Transportation"), // still being typed
        ("eqiute", "Équité"),
    ] {
        let found = find(&all, typed);
        assert_eq!(found.entries[0].name.text, name, "{typed}");
        assert_eq!(found.edits[0].0, typed);
        assert!(found.has_all && !found.entries[0].name.marks.is_empty(), "{typed}");
    }
    // Words of less than four letters are taken as they are.
    assert_eq!(find(&all, "mxt").entries, []);
    assert_eq!(find(&all, "equite").edits, []);
    assert_eq!(find(&all, "eqiute").edits, [("eqiute".to_owned(), "équité".to_owned())]);
}

#[test]
fn words_without_match_get_suggestions() {
    let all = dataset(&[("Math anxiety", &[]), ("Mental health", &[])]);
    let found = find(&all, "mtah anxeity");
    assert_eq!((found.challenges, found.has_all), (1, true));
    let found = find(&all, "mtah qqqqq");
    assert!(!found.has_all && found.suggestions.is_empty());
    assert_eq!(found.entries[0].name.text, "Math anxiety");
    let found = find(&all, "the mmatth");
    let suggested: Vec<_> = found.suggestions.iter().map(|other| other.query.as_str()).collect();
    assert_eq!((found.challenges, suggested), (0, vec!["the math"]));
    let found = find(&all, "Mmatth!");
    assert_eq!(found.suggestions, [Suggestion { word: "math".into(), query: "math!".into() }]);
}

/// Returns the names found with their matches in brackets, best first.
fn marked_names(dataset: &Dataset, query: &str) -> Vec<String> {
    find(dataset, query).entries.iter().map(|entry| bracketed(&entry.name)).collect()
}

#[test]
fn arabic_words_match_with_and_without_prefixes() {
    let names =
        ["القراءة", "والقراءة معًا", "للطلاب", "طلاب", "أسرع", "مشاركة الأسرة", "المعلمون", "ممارسات المدارس"];
    let challenges: Vec<(&str, &[&str])> = names.iter().map(|name| (*name, &[][..])).collect();
    let all = dataset(&challenges);
    for (typed, found) in [
        ("قراءة", &["[القراءة]", "[والقراءة] معًا"][..]),
        ("قراء", &["[القراءة]", "[والقراءة] معًا"]), // still being typed
        ("القراءة", &["[القراءة]", "[والقراءة] معًا"]),
        ("للقراءة", &["[القراءة]", "[والقراءة] معًا"]),
        // The word itself counts more than one with an article.
        ("طلاب", &["[طلاب]", "[للطلاب]"]),
        ("للطلاب", &["[للطلاب]", "[طلاب]"]),
        ("أسرة", &["مشاركة [الأسرة]"]),
        ("معلم", &["[المعلمون]"]),
        ("مدارس", &["ممارسات [المدارس]"]),
    ] {
        assert_eq!(marked_names(&all, typed), found, "{typed}");
        assert_eq!(find(&all, typed).edits, [], "{typed}");
    }
}

#[test]
fn singular_plural_and_possessive_match_each_other() {
    let all = dataset(&[
        ("The teacher’s time", &[]),
        ("Family nights", &[]),
        ("Teachers", &[]),
        ("Diverse families", &[]),
        ("Teacher's aide", &[]),
        ("Teacher voice", &[]),
        ("Ley escolar, profesor", &[]),
        ("Assessment", &[]),
        ("Serious talk", &[]),
    ]);
    for (typed, found) in [
        ("families", &["Diverse [families]", "[Family] nights"][..]),
        ("family", &["[Family] nights", "Diverse [families]"]),
        ("assessments", &["[Assessment]"]),
        ("profesores", &["Ley escolar, [profesor]"]),
        ("teachers", &["[Teachers]", "The [teacher’s] time", "[Teacher's] aide", "[Teacher] voice"]),
        ("teacher’s", &["[Teachers]", "The [teacher’s] time", "[Teacher's] aide", "[Teacher] voice"]),
        ("TEACHER'S", &["[Teachers]", "The [teacher’s] time", "[Teacher's] aide", "[Teacher] voice"]),
        ("teacher", &["[Teacher]s", "[Teacher] voice", "The [teacher]’s time", "[Teacher]'s aide"]),
    ] {
        assert_eq!(marked_names(&all, typed), found, "{typed}");
    }
}

#[test]
fn plurals_find_singular_names_in_the_sample_bundle() {
    let mut dataset = parsed(include_str!("../../../public/bundle.json"));
    let content = bundle::content::parse(include_str!("../../../public/content.json"), &dataset);
    dataset.join(content.unwrap());
    let place = |query: &str, name: &str| names(&dataset, query).iter().position(|found| found == name);
    assert!(place("teachers", "Teacher Recruitment & Retention").is_some_and(|at| at < 3));
    assert!(place("families", "Increasing & Sustaining Family Engagement").is_some_and(|at| at < 5));
    assert!(place("assessments", "Formative Assessment").is_some_and(|at| at < 5));
    assert_eq!(names(&dataset, "mathematics")[0], "Math");
}

#[test]
fn a_letter_beside_other_words_is_no_prefix() {
    let all = dataset(&[("Student safety", &[]), ("Plan B", &[]), ("学校 safety", &[])]);
    assert_eq!(marked_names(&all, "safety s"), ["Student [safety]", "学校 [safety]"]);
    assert!(find(&all, "safety s").has_all);
    assert_eq!(marked_names(&all, "plan b"), ["[Plan] [B]"]);
    assert_eq!(marked_names(&all, "s"), ["[S]tudent [s]afety", "学校 [s]afety"]);
    // Characters that are whole words do count as missing.
    assert!(!find(&all, "safety 家").has_all);
    assert!(!find(&all, "safety 7").has_all);
}

#[test]
fn short_words_are_not_corrected_to_other_words() {
    let all = dataset(&[("Kinds", &[]), ("Finding", &[]), ("Math", &[])]);
    for typed in ["kids", "bath", "kims", "mth"] {
        assert_eq!(find(&all, typed).entries, [], "{typed}");
    }
    assert_eq!(find(&all, "mtah").edits, [("mtah".to_owned(), "math".to_owned())]);
    // A correction is reported.
    assert_eq!(find(&all, "funding").edits, [("funding".to_owned(), "finding".to_owned())]);
}

#[test]
fn the_longest_known_prefix_matches_last_and_is_reported() {
    let all = dataset(&[("Math", &[]), ("Mat", &[]), ("Transport", &[])]);
    let found = find(&all, "mathematics");
    assert_eq!(bracketed(&found.entries[0].name), "[Math]");
    assert_eq!((found.challenges, found.edits), (1, vec![("mathematics".to_owned(), "math".to_owned())]));
    // Three letters are too short, and a word of the index is not shortened.
    assert_eq!(find(&all, "matriculation").challenges, 0);
    assert_eq!(names(&dataset(&[("Math", &[]), ("Mathematics", &[])]), "mathematics"), ["Mathematics"]);
}

#[test]
fn numbers_and_short_words_get_no_suggestions() {
    let all = dataset(&[("12 50 21st", &[]), ("Math", &[]), ("Mathe2", &[])]);
    for typed in ["10", "2020", "mxt", "mathx2"] {
        assert_eq!(find(&all, typed).suggestions, [], "{typed}");
    }
}

#[test]
fn a_query_is_truncated_to_200_utf16_units() {
    let long = format!("math {}", "é".repeat(300));
    assert_eq!(cut(&long).chars().count(), 200);
    assert_eq!(cut(&"😀".repeat(150)).chars().count(), 100);
    assert_eq!(cut("math"), "math");
    let all = dataset(&[("Math", &[])]);
    assert_eq!(find(&all, &format!("{}math", " ".repeat(196))).challenges, 1);
    assert_eq!(find(&all, &format!("{}math", " ".repeat(200))).challenges, 0);
}

#[test]
fn a_long_text_is_cut_to_an_excerpt_around_the_match() {
    let long = format!("{} needle in hay {}", "straw ".repeat(100), "chaff ".repeat(100));
    let all = dataset(&[("Hay", &[&long])]);
    let found = find(&all, "needle");
    let text = &found.entries[0].parts[0].text;
    assert!(text.text.split(' ').count() <= 40 && text.text.contains("needle in hay"), "{text:?}");
    assert_eq!(text.is_cut, [true, true]);
    assert_eq!(text.pieces().iter().filter(|(_, is_marked)| *is_marked).count(), 1);
}

/// Text in all scripts with folding rules, with marks and signs.
const ANY_SCRIPT: &str = "[a-zA-ZÀ-ÿĀ-ſΑ-ώА-яا-يאבגدे०-९कखगािु्가-힣ぁ-ん学校ⅷﬁ０-９ \u{300}-\u{36f}\u{64b}-\u{652}\u{200d}’.-]{0,24}";

#[test]
fn excerpts_keep_the_language_of_their_text() {
    let long = format!("Before {} tracking {}", "one ".repeat(60), "two ".repeat(60));
    let mut dataset = dataset(&[("Seguimiento", &[long.as_str(), "Tracking de alumnos"])]);
    dataset.mark_language("en", &|text| text == long.trim());
    let found = find(&dataset, "tracking");
    let entry = &found.entries[0];
    assert_eq!((&entry.name.lang, &entry.theme.lang), (&None, &None));
    let langs: Vec<_> =
        entry.parts.iter().map(|part| (part.text.is_cut, part.text.lang.as_deref())).collect();
    assert_eq!(langs, [([true; 2], Some("en")), ([false; 2], None)]);
}

fn near(terms: &[&str], word: &str, most: u8, and_longer: bool) -> Vec<Near> {
    let mut all = Vec::new();
    Terms::new(terms.iter().copied()).near(word, most, and_longer, &mut |near| all.push(near));
    all
}

proptest! {
    #[test]
    fn folding_is_idempotent_and_ignores_unicode_forms(text in ANY_SCRIPT) {
        let words = folded(&text);
        prop_assert_eq!(&folded(&words.join(" ")), &words);
        prop_assert_eq!(&folded(&text.nfc().collect::<String>()), &words);
        prop_assert_eq!(&folded(&text.nfd().collect::<String>()), &words);
    }

    #[test]
    fn folding_ignores_case(text in "[a-zà-öø-ÿά-ώа-я ]{0,24}") {
        prop_assert_eq!(folded(&to_uppercase(&text)), folded(&text));
    }

    #[test]
    fn highlights_end_between_graphemes_and_fold_to_the_query(text in ANY_SCRIPT, at in 0usize..8, cut in 1usize..6) {
        let words = folded(&text);
        prop_assume!(!words.is_empty());
        let typed: String = words[at % words.len()].chars().take(cut).collect();
        // An idea, because names are trimmed when a bundle is read.
        let all = dataset(&[("N", &[&format!("{text} end")])]);
        let found = find(&all, &typed);
        let marked = &found.entries[0].parts[0].text;
        prop_assert!(!marked.marks.is_empty());
        let edges: Vec<usize> = marked.text.grapheme_indices(true).map(|(at, _)| at).chain([marked.text.len()]).collect();
        for mark in &marked.marks {
            prop_assert!(edges.contains(&mark.start) && edges.contains(&mark.end), "{:?}", marked);
            let reads = folded(&marked.text[mark.clone()]).concat();
            prop_assert!(reads.starts_with(&typed), "{reads} {typed}");
        }
        prop_assert_eq!(marked.pieces().iter().map(|(piece, _)| *piece).collect::<String>(), marked.text.clone());
    }

    #[test]
    fn edit_distance_is_symmetric_and_that_of_strsim(a in "[abé]{1,7}", b in "[abé]{1,7}", most in 0u8..3) {
        let edits = |from: &str, to: &str| near(&[to], from, most, false).first().map(|near| near.edits);
        let expected = u8::try_from(strsim::osa_distance(&a, &b)).unwrap();
        prop_assert_eq!(edits(&a, &b), (expected <= most).then_some(expected));
        prop_assert_eq!(edits(&a, &b), edits(&b, &a));
    }

    #[test]
    fn skipped_words_are_not_near(
        words in prop::collection::btree_set("[abc]{1,8}", 1..60), word in "[abc]{1,8}", most in 0u8..3, and_longer: bool,
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let slow = words.iter().enumerate().filter_map(|(term, other)| {
            let whole = strsim::osa_distance(&word, other);
            let by_prefix = (0..=other.len()).map(|end| strsim::osa_distance(&word, &other[..end])).min().unwrap();
            let edits = if and_longer { by_prefix.min(whole) } else { whole };
            let edits = u8::try_from(edits).unwrap();
            (edits <= most).then_some(Near { term, edits, is_longer: and_longer && by_prefix < whole })
        });
        prop_assert_eq!(near(&words, &word, most, and_longer), slow.collect::<Vec<_>>());
    }

    #[test]
    fn no_query_panics(query in ".*") {
        let all = small::dataset();
        let found = find(&all, &query);
        prop_assert!(found.challenges >= found.entries.len());
        let parts = || found.entries.iter().flat_map(|entry| &entry.parts);
        prop_assert!(found.texts >= parts().filter(|part| part.is_match).count());
        prop_assert_eq!(found.entries.is_empty(), found.challenges == 0);
        for entry in &found.entries {
            let resources = entry.parts.iter().filter(|part| part.kind == Kind::Resource);
            let offered: Vec<bool> = resources.map(|part| !part.is_match).collect();
            prop_assert!(offered == [true] || !offered.contains(&true), "offered beside one that matches");
        }
    }

    #[test]
    fn the_order_of_challenges_matters_for_equal_scores_only(
        names in prop::collection::btree_set("(trust|time|staff|math)( (trust|time|staff|math)){0,2}", 1..8),
        query in "(trust|tim|stff|math|ma)( (trust|tim|staff|mat)){0,2}",
    ) {
        let forth: Vec<(&str, &[&str])> = names.iter().map(|name| (name.as_str(), &[][..])).collect();
        let back: Vec<(&str, &[&str])> = forth.iter().rev().copied().collect();
        let scores = |challenges: &[(&str, &[&str])]| {
            let mut scores: Vec<_> =
                find(&dataset(challenges), &query).entries.into_iter().map(|entry| (entry.name.text, entry.score)).collect();
            prop_assert!(scores.is_sorted_by(|a, b| a.1 >= b.1));
            scores.sort();
            Ok(scores)
        };
        prop_assert_eq!(scores(&forth)?, scores(&back)?);
    }
}

/// The cost of a keystroke with 2,000 challenges: at most 6,000 compared prefixes and 170,000 postings.
#[test]
fn a_keystroke_has_a_limited_cost() {
    let dataset = parsed(&sample::bundle(2_000));
    let index = Index::new(&dataset, dataset.content().clone());
    assert_eq!(dataset.challenges().len(), 2_000);
    assert!(index.terms.len() > 10_000, "{}", index.terms.len());
    let mut most = Cost::default();
    for query in KEYSTROKES {
        for end in (1..=query.len()).filter(|end| query.is_char_boundary(*end)) {
            let found = index.find(&dataset, &query[..end], 20);
            most.prefixes = most.prefixes.max(found.work.prefixes);
            most.postings = most.postings.max(found.work.postings);
        }
    }
    assert!(most.prefixes <= 6_000 && most.postings <= 170_000, "{most:?}");
    assert!(most.prefixes > 100 && most.postings > 1_000, "{most:?}");
}
