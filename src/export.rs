//! What a visitor takes away: exactly what is shown, with what must be known to quote it.

mod csv;
mod json;
mod sheet;

pub use csv::csv;
pub(crate) use csv::{comment, quoted};
pub use json::json;
pub use sheet::{sheet, wrapped};

use crate::atlas::Atlas;
use crate::challenge::SiteText;
use crate::language::Language;
use crate::picture::Picture;
use crate::text::{self, explore, files as words};

/// What belongs to every number that leaves the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The site and its publisher.
    pub title: String,
    /// What the picture says.
    pub takeaway: String,
    /// When it was asked, with the word that made-up numbers carry.
    pub wave: String,
    /// Whose answers.
    pub who: String,
    /// How many answered: of each challenge as many, or between so many and so many.
    pub respondents: String,
    /// Where the numbers were published; empty for made-up ones.
    pub sources: Vec<String>,
    /// Licence or notice.
    pub notice: String,
    /// The address that shows this picture.
    pub address: String,
}

impl Facts {
    /// The facts of a picture that stands at an address.
    pub fn new(atlas: &Atlas, picture: &Picture, address: String) -> Self {
        let site = atlas.site();
        let source =
            |wave| atlas.wave(wave).sources.iter().map(|source| source.as_str().to_owned()).collect();
        let cells = picture.rows.iter().flat_map(|row| &row.cells);
        let counts = cells.filter_map(|cell| cell.respondents());
        Self {
            title: explore::title(&site.title, &site.publisher),
            takeaway: picture.takeaway(atlas),
            wave: picture.when(atlas),
            who: picture.who(atlas),
            respondents: explore::respondents_range(counts.clone().min(), counts.max()),
            sources: picture.wave.map_or_else(Vec::new, source),
            notice: site.notice.to_string(),
            address,
        }
    }

    /// Label and value of each fact that is known, in reading order.
    pub fn lines(&self) -> Vec<(String, String)> {
        let all = [
            (words::title_label(), self.title.clone()),
            (words::takeaway_label(), self.takeaway.clone()),
            (words::wave_label(), self.wave.clone()),
            (words::answers_of_label(), self.who.clone()),
            (words::respondents_label(), self.respondents.clone()),
            (words::source_label(), self.sources.join(" ")),
            (words::licence_label(), self.notice.clone()),
            (words::address_label(), self.address.clone()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// A name for a file of this picture: "challenge-map-gap-urgent-sample-2025.csv".
pub fn file_name(atlas: &Atlas, picture: &Picture, extension: &str) -> String {
    let measure = picture.main().map(|(_, cut)| atlas.measure(cut.measure).id.to_string());
    let wave = picture.wave.map(|wave| atlas.wave(wave).id.to_string());
    let parts = [Some("challenge-map".to_owned()), Some(picture.view.id().to_owned()), measure, wave];
    format!("{}.{extension}", parts.into_iter().flatten().collect::<Vec<_>>().join("-"))
}

/// The query of a picture as it is handed to others, who see it in the language it is `spoken` in: that is
/// said where the bundle is in another one, or was before it was translated.
pub fn shared(query: &str, site: &SiteText, spoken: Language) -> String {
    let is_own = spoken.tag_over(&site.language) == site.language;
    if is_own && !site.translations.contains(&site.language) {
        return query.to_owned();
    }
    let lang = format!("lang={}", spoken.tag());
    if query.is_empty() { lang } else { format!("{query}&{lang}") }
}

/// What to put into another page to show this picture there: a frame, and the line that keeps it
/// as tall as what is in it.
pub fn snippet(takeaway: &str, frame_address: &str, script_address: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"640\" loading=\"lazy\" style=\"border:0\" data-challenge-map></iframe>\n<script src=\"{}\" async></script>",
        escaped(frame_address),
        escaped(takeaway),
        escaped(script_address)
    )
}

/// Why a number is not there, as data says it.
fn reason(cell: crate::challenge::Cell) -> String {
    match cell {
        crate::challenge::Cell::Known { .. } => String::new(),
        crate::challenge::Cell::TooFew => text::too_few(),
        crate::challenge::Cell::NotPublished => text::not_published(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::atlas;
    use crate::state::ViewState;

    fn facts(query: &str) -> Facts {
        let atlas = atlas();
        let picture = Picture::new(&atlas, &ViewState::parse(query, &atlas).0);
        Facts::new(&atlas, &picture, "https://example.org/explore".to_owned())
    }

    #[test]
    fn made_up_numbers_carry_their_word_and_published_ones_their_source() {
        let facts_of = facts("measure=urgent");
        assert!(facts_of.wave.contains("illustrative") && facts_of.takeaway.contains("illustrative"));
        assert_eq!(facts_of.respondents, "610 to 612");
        let published = facts("wave=spring-2020");
        assert_eq!(published.sources, ["https://example.org/2020"]);
        assert_eq!(published.respondents, "not published");
    }

    #[test]
    fn a_snippet_can_not_break_out_of_its_attributes() {
        let frame = "https://example.org/embed?view=gap&x=y";
        let snippet = snippet("\"><script>", frame, "https://example.org/embed.js");
        assert_eq!(snippet.matches("<script").count(), 1, "{snippet}");
        assert!(snippet.contains("view=gap&amp;x=y"));
    }

    #[test]
    fn what_is_shared_keeps_the_language_it_was_read_in() {
        let own = atlas().site().clone();
        assert_eq!(shared("view=gap", &own, Language::English), "view=gap");
        assert_eq!(shared("", &own, Language::Arabic), "lang=ar", "the bundle has no Arabic");
        assert_eq!(shared("view=gap", &own, Language::Spanish), "view=gap&lang=es");
        let translations = vec!["es".to_owned(), "ar".to_owned()];
        let translated = SiteText { language: "ar".to_owned(), translations, ..own.clone() };
        assert_eq!(shared("", &translated, Language::Arabic), "lang=ar", "the bundle was in English");
        let other = SiteText { language: "fr".to_owned(), ..own };
        assert_eq!(shared("", &other, Language::English), "", "whoever follows the link hears English too");
    }

    #[test]
    fn files_are_named_after_what_they_hold() {
        let atlas = atlas();
        let picture =
            Picture::new(&atlas, &ViewState::parse("view=gap&measure=urgent&versus=role/teacher", &atlas).0);
        assert_eq!(file_name(&atlas, &picture, "csv"), "challenge-map-gap-urgent-sample-2025.csv");
    }
}
