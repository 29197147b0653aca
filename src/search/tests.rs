use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::fold::Folder;
use super::terms::{Near, Terms};
use super::*;
use crate::case::upper;
use crate::{bundle, sample as small};

/// An atlas of challenges: name and ideas.
fn atlas(challenges: &[(&str, &[&str])]) -> Atlas {
    let row = |(at, (name, ideas)): (usize, &(&str, &[&str]))| {
        let text = |text: &str| serde_json::to_string(text).unwrap();
        let ideas: Vec<String> = ideas.iter().map(|idea| text(idea)).collect();
        format!(r#"{{"id":"c-{at}","name":{},"theme":"t","ideas":[{}]}}"#, text(name), ideas.join(","))
    };
    let rows: Vec<String> = challenges.iter().enumerate().map(row).collect();
    parsed(&sample::document(r#"{"id":"t","name":"Topic"}"#, &rows.join(",")))
}

fn parsed(document: &str) -> Atlas {
    let problems =
        |problems: Vec<bundle::Problem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    bundle::parse(document).map_err(problems).unwrap().atlas
}

fn find(atlas: &Atlas, query: &str) -> Found {
    Index::new(atlas).find(atlas, query, 20)
}

/// The names found, best first.
fn names(atlas: &Atlas, query: &str) -> Vec<String> {
    find(atlas, query).entries.into_iter().map(|entry| entry.name.text).collect()
}

/// A text with its marks in brackets.
fn bracketed(marked: &Marked) -> String {
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
fn words_are_compared_without_case_accents_and_vowel_signs() {
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
fn a_challenge_comes_first_and_what_was_found_in_it_beneath() {
    let atlas = small::atlas();
    let found = find(&atlas, "gap");
    let [entry] = &found.entries[..] else { panic!("{found:?}") };
    assert_eq!(bracketed(&entry.name), "Opportunity [Gap]s");
    assert_eq!(entry.about.as_ref().map(bracketed).as_deref(), Some("[Gap]s."));
    let [part] = &entry.parts[..] else { panic!("{entry:?}") };
    assert_eq!((part.kind, part.at), (Kind::Resource, 0));
    assert_eq!((part.text.text.as_str(), part.beside.text.as_str()), ("A report", "A centre"));
    assert_eq!(part.note.as_ref().map(bracketed).as_deref(), Some("On [gap]s."));
    assert_eq!((found.challenges, found.results, found.has_all), (1, 2, true));
    // Words of one search may stand in different texts of a challenge.
    let found = find(&atlas, "teacher opportunity");
    assert_eq!(found.entries[0].parts.len(), 1);
    assert_eq!(bracketed(&found.entries[0].parts[0].beside), "High school [teacher]");
    for nothing in ["", "  ", "…"] {
        assert_eq!(find(&atlas, nothing), Found::default(), "{nothing:?}");
    }
}

#[test]
fn where_a_word_stands_how_it_matches_and_how_rare_it_is_give_the_order() {
    let all = atlas(&[
        ("Time", &["Staff need trust"]),
        ("Trusted staff", &[]),
        ("Trust", &["Time"]),
        ("Trust and time", &[]),
        ("Staff", &["They trusted nobody, time is short"]),
    ]);
    assert_eq!(names(&all, "trust"), ["Trust", "Trust and time", "Trusted staff", "Time", "Staff"]);
    assert_eq!(names(&all, "time trust"), ["Trust and time", "Time", "Trust", "Staff"]);
    // The rarer word counts more, and equals keep author's order.
    let rare = atlas(&[("Common one", &[]), ("Common two", &[]), ("Rare one", &[])]);
    assert_eq!(names(&rare, "common rare"), ["Rare one", "Common one", "Common two"]);
    assert_eq!(names(&rare, "comm"), ["Common one", "Common two"]);
}

#[test]
fn slips_are_forgiven_where_the_word_itself_is_nowhere() {
    let all =
        atlas(&[("Students", &["student voice"]), ("Math", &[]), ("Transportation", &[]), ("Équité", &[])]);
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
        assert_eq!(found.slips[0].0, typed);
        assert!(found.has_all && !found.entries[0].name.marks.is_empty(), "{typed}");
    }
    // Words of less than four letters are taken as they are.
    assert_eq!(find(&all, "mxt").entries, []);
    assert_eq!(find(&all, "equite").slips, []);
    assert_eq!(find(&all, "eqiute").slips, [("eqiute".to_owned(), "équité".to_owned())]);
}

#[test]
fn what_nobody_wrote_is_told_with_words_near_to_it() {
    let all = atlas(&[("Math anxiety", &[]), ("Mental health", &[])]);
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

/// What is marked in the names found, best first.
fn marked_names(atlas: &Atlas, query: &str) -> Vec<String> {
    find(atlas, query).entries.iter().map(|entry| bracketed(&entry.name)).collect()
}

#[test]
fn arabic_words_are_found_without_and_with_what_is_joined_to_them() {
    let names =
        ["القراءة", "والقراءة معًا", "للطلاب", "طلاب", "أسرع", "مشاركة الأسرة", "المعلمون", "ممارسات المدارس"];
    let challenges: Vec<(&str, &[&str])> = names.iter().map(|name| (*name, &[][..])).collect();
    let all = atlas(&challenges);
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
        assert_eq!(find(&all, typed).slips, [], "{typed}");
    }
}

#[test]
fn one_and_many_and_whose_are_one_word() {
    let all = atlas(&[
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
fn plurals_lead_to_the_sample_s_challenges_of_one() {
    let atlas = parsed(include_str!("../../public/bundle.json"));
    let place = |query: &str, name: &str| names(&atlas, query).iter().position(|found| found == name);
    assert!(place("teachers", "Teacher Recruitment & Retention").is_some_and(|at| at < 3));
    assert!(place("families", "Increasing & Sustaining Family Engagement").is_some_and(|at| at < 5));
    assert!(place("assessments", "Formative Assessment").is_some_and(|at| at < 5));
    assert_eq!(names(&atlas, "mathematics")[0], "Math");
}

#[test]
fn a_letter_beside_other_words_begins_none() {
    let all = atlas(&[("Student safety", &[]), ("Plan B", &[]), ("学校 safety", &[])]);
    assert_eq!(marked_names(&all, "safety s"), ["Student [safety]", "学校 [safety]"]);
    assert!(find(&all, "safety s").has_all);
    assert_eq!(marked_names(&all, "plan b"), ["[Plan] [B]"]);
    assert_eq!(marked_names(&all, "s"), ["[S]tudent [s]afety", "学校 [s]afety"]);
    // Characters that are words are missed.
    assert!(!find(&all, "safety 家").has_all);
    assert!(!find(&all, "safety 7").has_all);
}

#[test]
fn short_words_are_not_taken_for_others() {
    let all = atlas(&[("Kinds", &[]), ("Finding", &[]), ("Math", &[])]);
    for typed in ["kids", "bath", "kims", "mth"] {
        assert_eq!(find(&all, typed).entries, [], "{typed}");
    }
    assert_eq!(find(&all, "mtah").slips, [("mtah".to_owned(), "math".to_owned())]);
    // What is taken for another is told.
    assert_eq!(find(&all, "funding").slips, [("funding".to_owned(), "finding".to_owned())]);
}

#[test]
fn the_beginning_of_a_word_that_is_nowhere_is_found_last_and_told() {
    let all = atlas(&[("Math", &[]), ("Mat", &[]), ("Transport", &[])]);
    let found = find(&all, "mathematics");
    assert_eq!(bracketed(&found.entries[0].name), "[Math]");
    assert_eq!((found.challenges, found.slips), (1, vec![("mathematics".to_owned(), "math".to_owned())]));
    // Three letters are no beginning, and what is somewhere is not cut.
    assert_eq!(find(&all, "matriculation").challenges, 0);
    assert_eq!(names(&atlas(&[("Math", &[]), ("Mathematics", &[])]), "mathematics"), ["Mathematics"]);
}

#[test]
fn nothing_is_offered_for_numbers_and_words_under_four_letters() {
    let all = atlas(&[("12 50 21st", &[]), ("Math", &[]), ("Mathe2", &[])]);
    for typed in ["10", "2020", "mxt", "mathx2"] {
        assert_eq!(find(&all, typed).suggestions, [], "{typed}");
    }
}

#[test]
fn at_most_200_units_of_what_is_asked_for_are_searched_for() {
    let long = format!("math {}", "é".repeat(300));
    assert_eq!(cut(&long).chars().count(), 200);
    assert_eq!(cut(&"😀".repeat(150)).chars().count(), 100);
    assert_eq!(cut("math"), "math");
    let all = atlas(&[("Math", &[])]);
    assert_eq!(find(&all, &format!("{}math", " ".repeat(196))).challenges, 1);
    assert_eq!(find(&all, &format!("{}math", " ".repeat(200))).challenges, 0);
}

#[test]
fn a_long_text_is_shown_around_what_was_found() {
    let long = format!("{} needle in hay {}", "straw ".repeat(100), "chaff ".repeat(100));
    let all = atlas(&[("Hay", &[&long])]);
    let found = find(&all, "needle");
    let text = &found.entries[0].parts[0].text;
    assert!(text.text.split(' ').count() <= 40 && text.text.contains("needle in hay"), "{text:?}");
    assert_eq!(text.is_cut, [true, true]);
    assert_eq!(text.pieces().iter().filter(|(_, is_marked)| *is_marked).count(), 1);
}

/// Some text of the scripts that are folded, with marks and signs.
const ANY_SCRIPT: &str = "[a-zA-ZÀ-ÿĀ-ſΑ-ώА-яا-يאבגدे०-९कखगािु्가-힣ぁ-ん学校ⅷﬁ０-９ \u{300}-\u{36f}\u{64b}-\u{652}\u{200d}’.-]{0,24}";

#[test]
fn what_is_shown_of_a_text_is_in_the_text_s_language() {
    let long = format!("Before {} tracking {}", "one ".repeat(60), "two ".repeat(60));
    let mut atlas = atlas(&[("Seguimiento", &[long.as_str(), "Tracking de alumnos"])]);
    atlas.mark_language("en", &|text| text == long.trim());
    let found = find(&atlas, "tracking");
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
    fn folding_twice_is_folding_once_and_forms_of_a_letter_are_one(text in ANY_SCRIPT) {
        let words = folded(&text);
        prop_assert_eq!(&folded(&words.join(" ")), &words);
        prop_assert_eq!(&folded(&text.nfc().collect::<String>()), &words);
        prop_assert_eq!(&folded(&text.nfd().collect::<String>()), &words);
    }

    #[test]
    fn capital_letters_are_the_same(text in "[a-zà-öø-ÿά-ώа-я ]{0,24}") {
        prop_assert_eq!(folded(&upper(&text)), folded(&text));
    }

    #[test]
    fn marks_lie_between_letters_and_read_as_what_was_typed(text in ANY_SCRIPT, at in 0usize..8, cut in 1usize..6) {
        let words = folded(&text);
        prop_assume!(!words.is_empty());
        let typed: String = words[at % words.len()].chars().take(cut).collect();
        // Names are shortened at their ends when a bundle is read.
        let all = atlas(&[("N", &[&format!("{text} end")])]);
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
    fn slips_are_as_many_from_either_side(a in "[abé]{1,7}", b in "[abé]{1,7}", most in 0u8..3) {
        let slips = |from: &str, to: &str| near(&[to], from, most, false).first().map(|near| near.slips);
        let expected = u8::try_from(strsim::osa_distance(&a, &b)).unwrap();
        prop_assert_eq!(slips(&a, &b), (expected <= most).then_some(expected));
        prop_assert_eq!(slips(&a, &b), slips(&b, &a));
    }

    #[test]
    fn what_is_passed_over_is_not_near(
        words in prop::collection::btree_set("[abc]{1,8}", 1..60), word in "[abc]{1,8}", most in 0u8..3, and_longer: bool,
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let slow = words.iter().enumerate().filter_map(|(term, other)| {
            let whole = strsim::osa_distance(&word, other);
            let begun = (0..=other.len()).map(|end| strsim::osa_distance(&word, &other[..end])).min().unwrap();
            let slips = if and_longer { begun.min(whole) } else { whole };
            let slips = u8::try_from(slips).unwrap();
            (slips <= most).then_some(Near { term, slips, is_longer: and_longer && begun < whole })
        });
        prop_assert_eq!(near(&words, &word, most, and_longer), slow.collect::<Vec<_>>());
    }

    #[test]
    fn no_query_does_harm(query in ".*") {
        let all = small::atlas();
        let found = find(&all, &query);
        prop_assert!(found.results >= found.challenges && found.challenges >= found.entries.len());
        prop_assert_eq!(found.entries.is_empty(), found.challenges == 0);
    }

    #[test]
    fn the_order_of_challenges_decides_among_equals_only(
        names in prop::collection::btree_set("(trust|time|staff|math)( (trust|time|staff|math)){0,2}", 1..8),
        query in "(trust|tim|stff|math|ma)( (trust|tim|staff|mat)){0,2}",
    ) {
        let forth: Vec<(&str, &[&str])> = names.iter().map(|name| (name.as_str(), &[][..])).collect();
        let back: Vec<(&str, &[&str])> = forth.iter().rev().copied().collect();
        let scores = |challenges: &[(&str, &[&str])]| {
            let mut scores: Vec<_> =
                find(&atlas(challenges), &query).entries.into_iter().map(|entry| (entry.name.text, entry.score)).collect();
            prop_assert!(scores.is_sorted_by(|a, b| a.1 >= b.1));
            scores.sort();
            Ok(scores)
        };
        prop_assert_eq!(scores(&forth)?, scores(&back)?);
    }
}

#[test]
fn a_keystroke_at_2000_challenges_compares_at_most_6000_beginnings_and_counts_at_most_170000_places() {
    let atlas = parsed(&sample::bundle(2_000));
    let index = Index::new(&atlas);
    assert_eq!(atlas.challenges().len(), 2_000);
    assert!(index.terms.len() > 10_000, "{}", index.terms.len());
    let mut most = Work::default();
    for query in KEYSTROKES {
        for end in (1..=query.len()).filter(|end| query.is_char_boundary(*end)) {
            let found = index.find(&atlas, &query[..end], 20);
            most.beginnings = most.beginnings.max(found.work.beginnings);
            most.postings = most.postings.max(found.work.postings);
        }
    }
    assert!(most.beginnings <= 6_000 && most.postings <= 170_000, "{most:?}");
    assert!(most.beginnings > 100 && most.postings > 1_000, "{most:?}");
}

/// Typed letter by letter: words that are there, with slips, and that are nowhere.
pub const KEYSTROKES: [&str; 8] = [
    "students",
    "mental health",
    "the studnets",
    "transprotation",
    "grapermen xyzzyxyzzy",
    "s",
    "communciation of famlies",
    "équité",
];
