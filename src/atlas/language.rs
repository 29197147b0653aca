//! Texts that stand in another language than the page.

use std::sync::Arc;

use super::{Atlas, Tables};
use crate::challenge::{Challenge, Lang, Prose, SiteText, Text};

impl Atlas {
    /// Marks texts with the BCP 47 tag of their language: those of which `is_foreign` says so, told as they are
    /// seen, without marks of emphasis and links and without blanks around. What is only ever filled into
    /// a sentence has no mark.
    pub fn mark_language(&mut self, tag: &str, is_foreign: &dyn Fn(&str) -> bool) {
        let tag = Arc::from(tag);
        each(&mut self.tables, &mut |words: &str, lang: &mut Lang| {
            let words = words.trim();
            *lang = (!words.is_empty() && is_foreign(words)).then(|| Arc::clone(&tag));
        });
    }
}

/// A function that is given the words of each text, and the place of their language.
type Visit<'a> = &'a mut dyn FnMut(&str, &mut Lang);

fn text(text: &mut Text, visit: Visit<'_>) {
    let (words, lang) = text.parts_mut();
    visit(words, lang);
}

fn prose<'a>(all: impl IntoIterator<Item = &'a mut Prose>, visit: Visit<'_>) {
    for prose in all {
        visit(&prose.plain(), prose.lang_mut());
    }
}

/// Visits all texts.
fn each(tables: &mut Tables, visit: Visit<'_>) {
    site(&mut tables.site, visit);
    for measure in &mut tables.measures {
        text(&mut measure.label, visit);
        text(&mut measure.question, visit);
    }
    for dimension in &mut tables.dimensions {
        text(&mut dimension.label, visit);
    }
    for group in &mut tables.groups {
        text(&mut group.label, visit);
        text(&mut group.phrase, visit);
    }
    for wave in &mut tables.waves {
        text(&mut wave.label, visit);
        text(&mut wave.everyone, visit);
        prose(&mut wave.method, visit);
    }
    for group in &mut tables.theme_groups {
        text(&mut group.name, visit);
    }
    for theme in &mut tables.themes {
        text(&mut theme.name, visit);
        prose(std::iter::once(&mut theme.definition).chain(&mut theme.introduction), visit);
    }
    for row in &mut tables.challenges {
        challenge(row, visit);
    }
}

fn site(site: &mut SiteText, visit: Visit<'_>) {
    for field in [&mut site.title, &mut site.tagline, &mut site.publisher, &mut site.notice] {
        text(field, visit);
    }
    prose(site.home.iter_mut().chain(&mut site.about), visit);
}

fn challenge(row: &mut Challenge, visit: Visit<'_>) {
    text(&mut row.name, visit);
    let all = std::iter::once(&mut row.summary).chain(&mut row.description);
    prose(all.chain(&mut row.ideas).chain(&mut row.note), visit);
    for quote in &mut row.quotes {
        prose([&mut quote.text], visit);
        quote.speaker.iter_mut().for_each(|speaker| text(speaker, visit));
    }
    for resource in &mut row.resources {
        text(&mut resource.title, visit);
        resource.publisher.iter_mut().for_each(|publisher| text(publisher, visit));
        prose(&mut resource.note, visit);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::sample;

    /// All texts of a data set as they are seen, each with its language.
    fn seen(atlas: &Atlas) -> Vec<(String, Lang)> {
        let mut seen = Vec::new();
        each(&mut atlas.tables.clone(), &mut |words: &str, lang: &mut Lang| {
            seen.push((words.trim().to_owned(), lang.clone()));
        });
        seen
    }

    fn first_challenge(atlas: &Atlas) -> &Challenge {
        &atlas.tables.challenges[0]
    }

    #[test]
    fn prose_is_known_by_what_is_seen_of_it() {
        let mut atlas = sample::atlas();
        let marks = "See [this](https://example.org/a), it is *new*.";
        atlas.tables.challenges[0].summary = Prose::parse(marks).unwrap();
        atlas.tables.challenges[0].note = Prose::parse(" ").ok();
        atlas.mark_language("en-US", &|text| text == "See this, it is new." || text.is_empty());
        let row = first_challenge(&atlas);
        assert_eq!(row.summary.lang().as_deref(), Some("en-US"));
        assert_eq!(row.summary.text().lang().as_deref(), Some("en-US"));
        assert_eq!(row.note.as_ref().unwrap().lang(), None, "nothing is in no language");
        assert_eq!(row.name.lang(), None);
    }

    #[test]
    fn labels_made_of_more_than_a_text_have_no_language() {
        let mut atlas = sample::atlas();
        atlas.mark_language("en", &|_| true);
        let waves = atlas.waves().map(|wave| (wave, crate::text::wave_label(&atlas, wave)));
        for (wave, label) in waves {
            assert_eq!(label.lang().is_none(), atlas.wave(wave).is_illustrative(), "{label}");
        }
        let everyone = crate::text::audience_label(&atlas, crate::challenge::Audience::Everyone);
        assert_eq!(everyone.lang(), None, "the program's own word");
    }

    proptest! {
        #[test]
        fn those_that_are_foreign_are_marked_and_no_others(picked in prop::collection::vec(any::<bool>(), 64)) {
            let mut atlas = sample::atlas();
            let all: BTreeSet<String> = seen(&atlas).into_iter().map(|(words, _)| words).collect();
            let foreign: BTreeSet<&str> =
                all.iter().zip(picked.iter().cycle()).filter(|(_, picked)| **picked).map(|(words, _)| words.as_str()).collect();
            // Whatever was marked before is forgotten.
            atlas.mark_language("fr", &|_| true);
            atlas.mark_language("en", &|words| foreign.contains(words));
            for (words, lang) in seen(&atlas) {
                let is_foreign = foreign.contains(words.as_str()) && !words.is_empty();
                prop_assert_eq!(lang.as_deref(), is_foreign.then_some("en"), "{}", words);
            }
            atlas.mark_language("en", &|_| false);
            prop_assert_eq!(atlas, sample::atlas());
        }
    }
}
