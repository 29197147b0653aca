//! Downloads of exactly what is shown, with the facts that are needed to quote it.

mod csv;
mod json;
mod sheet;

pub use csv::{BYTE_ORDER_MARK, comment, csv, quoted};
pub use json::json;
pub use sheet::{Format, sheet_in, wrapped};

use data::challenge::{SiteText, ThemeIx};
use data::dataset::Dataset;
use messages::language::Language;

use crate::chart_model::ChartModel;
use crate::messages::{charts, common, files as t};

/// Facts that accompany every exported number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Site and publisher.
    pub title: String,
    /// Takeaway of the chart.
    pub takeaway: String,
    /// Questions, each after the name of its measure.
    pub questions: Vec<String>,
    /// Meanings of the chart's symbols: "○ First on that measure".
    pub key: Vec<String>,
    /// Themes of the chart.
    pub legend: Vec<LegendEntry>,
    /// Wave, with the label of made-up numbers.
    pub wave: String,
    /// Audiences.
    pub who: String,
    /// Number of respondents: one number, or the range over all challenges.
    pub respondents: String,
    /// Addresses of the publication; empty for made-up numbers.
    pub sources: Vec<String>,
    /// License or notice.
    pub notice: String,
    /// URL of this chart.
    pub address: String,
}

/// A theme in the legend of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendEntry {
    /// Index of the shape of its mark.
    pub category: usize,
    /// Index of the colour of its mark.
    pub family: usize,
    /// Name.
    pub name: String,
}

impl Facts {
    /// Returns the facts of a chart at this URL.
    pub fn new(dataset: &Dataset, model: &ChartModel, address: String) -> Self {
        let site = dataset.site();
        let source =
            |wave| dataset.wave(wave).sources.iter().map(|source| source.as_str().to_owned()).collect();
        let cells = model.rows.iter().flat_map(|row| &row.cells);
        let counts = cells.filter_map(|cell| cell.respondents());
        let is_shown = |theme| model.rows.iter().any(|row| dataset.challenge(row.challenge).theme == theme);
        let entry = |theme: ThemeIx| LegendEntry {
            category: theme.get(),
            family: dataset.family(theme),
            name: dataset.theme(theme).name.to_string(),
        };
        let questions = model.questions(dataset).into_iter();
        Self {
            questions: questions.map(|(label, question)| format!("{}: {}", &*label, &*question)).collect(),
            key: model
                .key(dataset)
                .iter()
                .map(|entry| format!("{} {}", entry.symbol.sign(), entry.text))
                .collect(),
            legend: dataset.themes().filter(|theme| is_shown(*theme)).map(entry).collect(),
            title: charts::title(&site.title, &site.publisher),
            takeaway: model.takeaway(dataset),
            wave: model.wave_label(dataset),
            who: model.audience_label(dataset),
            respondents: charts::respondents_range(counts.clone().min(), counts.max()),
            sources: model.wave.map_or_else(Vec::new, source),
            notice: site.notice.to_string(),
            address,
        }
    }

    /// Returns label and value of each known fact, in reading order.
    pub fn lines(&self) -> Vec<(String, String)> {
        let all = [
            (t::title_label(), self.title.clone()),
            (t::takeaway_label(), self.takeaway.clone()),
            (t::wave_label(), self.wave.clone()),
            (t::answers_of_label(), self.who.clone()),
            (t::respondents_label(), self.respondents.clone()),
            (t::source_label(), self.sources.join(" ")),
            (t::license_label(), self.notice.clone()),
            (t::address_label(), self.address.clone()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// Returns a file name for a download: "challenge-map-gap-urgent-sample-2025.csv".
pub fn file_name(dataset: &Dataset, model: &ChartModel, extension: &str) -> String {
    let measure = model.main().map(|(_, series)| dataset.measure(series.measure).id.to_string());
    let wave = model.wave.map(|wave| dataset.wave(wave).id.to_string());
    let parts = [Some("challenge-map".to_owned()), Some(model.view.id().to_owned()), measure, wave];
    format!("{}.{extension}", parts.into_iter().flatten().collect::<Vec<_>>().join("-"))
}

/// Returns the query of a shared link. It has the language `spoken`, unless that is the original bundle's, so
/// that recipients read the chart in the sharer's language.
pub fn shared(query: &str, site: &SiteText, spoken: Language) -> String {
    let is_own = spoken.tag_over(&site.language) == site.language;
    if is_own && !site.translations.contains(&site.language) {
        return query.to_owned();
    }
    let lang = format!("lang={}", spoken.tag());
    if query.is_empty() { lang } else { format!("{query}&{lang}") }
}

/// Returns the HTML that embeds the chart in another page: an `<iframe>`, and a `<script>` that fits its
/// height to its content. All arguments are escaped.
pub fn snippet(takeaway: &str, frame_address: &str, script_address: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"640\" loading=\"lazy\" style=\"border:0\" data-challenge-map></iframe>\n<script src=\"{}\" async></script>",
        escaped(frame_address),
        escaped(takeaway),
        escaped(script_address)
    )
}

/// Returns the note on an absent number; empty for a known one.
fn reason(cell: data::challenge::Cell) -> String {
    match cell {
        data::challenge::Cell::Known { .. } => String::new(),
        data::challenge::Cell::TooFew => common::too_few(),
        data::challenge::Cell::NotPublished => common::not_published(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view_state::ViewState;
    use data::sample::dataset;

    fn facts(query: &str) -> Facts {
        let dataset = dataset();
        let model = ChartModel::new(&dataset, &ViewState::parse(query, &dataset).0);
        Facts::new(&dataset, &model, "https://example.org/explore".to_owned())
    }

    /// Made-up numbers carry the word "illustrative", published ones the address of their source.
    #[test]
    fn facts_label_made_up_numbers_and_name_sources() {
        let facts_of = facts("measure=urgent");
        assert!(facts_of.wave.contains("illustrative") && facts_of.takeaway.contains("illustrative"));
        assert_eq!(facts_of.respondents, "610 to 612");
        let published = facts("wave=spring-2020");
        assert_eq!(published.sources, ["https://e.org/2020"]);
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
    fn a_shared_query_keeps_the_language() {
        let own = dataset().site().clone();
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
        let dataset = dataset();
        let model = ChartModel::new(
            &dataset,
            &ViewState::parse("view=gap&measure=urgent&versus=role/teacher", &dataset).0,
        );
        assert_eq!(file_name(&dataset, &model, "csv"), "challenge-map-gap-urgent-sample-2025.csv");
    }
}
