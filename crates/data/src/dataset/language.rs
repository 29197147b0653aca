//! Languages of the texts of a data set.

use std::sync::Arc;

use super::{Content, Dataset, Tables};
use crate::challenge::{Challenge, Lang, LongTexts, Prose, SiteText, Text};

impl Dataset {
    /// Marks the texts that `is_foreign` selects with a BCP 47 tag, and unmarks all others. `is_foreign` gets
    /// each text as readers see it: without markup and surrounding blanks. Texts that are only filled into
    /// sentences have no mark.
    pub fn mark_language(&mut self, tag: &str, is_foreign: &dyn Fn(&str) -> bool) {
        mark(tag, is_foreign, &mut |visit| for_each_text(&mut self.tables, visit));
        Arc::make_mut(&mut self.content).mark_language(tag, is_foreign);
    }
}

impl Content {
    /// Marks the texts that `is_foreign` selects, like [`Dataset::mark_language`].
    pub fn mark_language(&mut self, tag: &str, is_foreign: &dyn Fn(&str) -> bool) {
        mark(tag, is_foreign, &mut |visit| self.challenges.iter_mut().for_each(|row| long_texts(row, visit)));
    }
}

/// Marks the texts that `visit_all` visits.
fn mark(tag: &str, is_foreign: &dyn Fn(&str) -> bool, visit_all: &mut dyn FnMut(Visit<'_>)) {
    let tag = Arc::from(tag);
    visit_all(&mut |words: &str, lang: &mut Lang| {
        let words = words.trim();
        *lang = (!words.is_empty() && is_foreign(words)).then(|| Arc::clone(&tag));
    });
}

/// A visitor of texts: it gets the words of each text, and its language for writing.
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
fn for_each_text(tables: &mut Tables, visit: Visit<'_>) {
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
    for field in
        [&mut site.title, &mut site.tagline, &mut site.publisher, &mut site.notice, &mut site.quotes_heading]
    {
        text(field, visit);
    }
    prose(site.home.iter_mut().chain(&mut site.about), visit);
}

fn challenge(row: &mut Challenge, visit: Visit<'_>) {
    text(&mut row.name, visit);
    prose(std::iter::once(&mut row.summary).chain(&mut row.note), visit);
}

fn long_texts(row: &mut LongTexts, visit: Visit<'_>) {
    prose(&mut row.description, visit);
    for idea in &mut row.ideas {
        prose([&mut idea.text], visit);
        idea.source.iter_mut().for_each(|source| text(&mut source.title, visit));
    }
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

    /// Returns all texts of a data set as readers see them, each with its language.
    fn visible_texts(dataset: &Dataset) -> Vec<(String, Lang)> {
        let mut texts = Vec::new();
        let mut dataset = dataset.clone();
        let mut visit = |words: &str, lang: &mut Lang| texts.push((words.trim().to_owned(), lang.clone()));
        for_each_text(&mut dataset.tables, &mut visit);
        Arc::make_mut(&mut dataset.content).challenges.iter_mut().for_each(|row| long_texts(row, &mut visit));
        texts
    }

    fn first_challenge(dataset: &Dataset) -> &Challenge {
        &dataset.tables.challenges[0]
    }

    #[test]
    fn prose_is_matched_without_its_markup() {
        let mut dataset = sample::dataset();
        let marks = "See [this](https://example.org/a), it is *new*.";
        dataset.tables.challenges[0].summary = Prose::parse(marks).unwrap();
        dataset.tables.challenges[0].note = Prose::parse(" ").ok();
        dataset.mark_language("en-US", &|text| text == "See this, it is new." || text.is_empty());
        let row = first_challenge(&dataset);
        assert_eq!(row.summary.lang().as_deref(), Some("en-US"));
        assert_eq!(row.summary.text().lang().as_deref(), Some("en-US"));
        assert_eq!(row.note.as_ref().unwrap().lang(), None, "nothing is in no language");
        assert_eq!(row.name.lang(), None);
    }

    proptest! {
        #[test]
        fn only_foreign_texts_are_marked(picked in prop::collection::vec(any::<bool>(), 64)) {
            let mut dataset = sample::dataset();
            let all: BTreeSet<String> = visible_texts(&dataset).into_iter().map(|(words, _)| words).collect();
            let foreign: BTreeSet<&str> =
                all.iter().zip(picked.iter().cycle()).filter(|(_, picked)| **picked).map(|(words, _)| words.as_str()).collect();
            // Earlier marks are dropped.
            dataset.mark_language("fr", &|_| true);
            dataset.mark_language("en", &|words| foreign.contains(words));
            for (words, lang) in visible_texts(&dataset) {
                let is_foreign = foreign.contains(words.as_str()) && !words.is_empty();
                prop_assert_eq!(lang.as_deref(), is_foreign.then_some("en"), "{}", words);
            }
            dataset.mark_language("en", &|_| false);
            prop_assert_eq!(dataset, sample::dataset());
        }
    }
}
