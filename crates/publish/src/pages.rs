//! The pages of a site: addresses, titles, descriptions, files.

use std::collections::BTreeSet;

use challenge_map::messages::{frame, published as t};
use data::challenge::{ChallengeIx, Prose, ThemeIx};
use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::messages::{common, controls};
use explore::route;
use explore::route::Route;
use explore::view_state::ViewState;

use crate::NOT_FOUND;
use crate::headers::{OG_IMAGE, OG_IMAGES};

/// The greatest length of a description in characters, which search engines show.
pub const DESCRIPTION: usize = 160;

/// Returns a text cut at a word, so that it has at most `most` characters including the ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let fits: String = text.chars().take(most.saturating_sub(1)).collect();
    // A partial word is left out, unless it is the only one.
    let next = text[fits.len()..].starts_with(' ');
    let whole =
        if next { fits.as_str() } else { fits.rsplit_once(' ').map_or(fits.as_str(), |(words, _)| words) };
    format!("{}…", whole.trim_end_matches([' ', ',', ';', ':', '.', '–']))
}

/// A kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The start page, a map of all challenges.
    Home,
    /// The chart.
    Explore,
    /// The page for groups that discuss and plan.
    Discuss,
    /// The search page.
    Search,
    /// The about page.
    About,
    /// The page of a theme.
    Theme(ThemeIx),
    /// The page of a challenge.
    Challenge(ChallengeIx),
    /// The chart alone, for frames of other sites.
    Embed,
    /// The page for an unknown address.
    NotFound,
}

/// A page to be written.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The kind of page.
    pub kind: Kind,
    /// The address; for [`Kind::NotFound`] one that no page has.
    pub route: Route<'a>,
    /// The heading.
    pub heading: String,
    /// The title in the browser's tab, different on every page.
    pub title: String,
    /// A text of at most [`DESCRIPTION`] characters, different on every page.
    pub description: String,
    /// The text alternative of its og:image.
    pub og_image_alt: String,
}

impl<'a> Page<'a> {
    /// Returns all pages: the start page first, the others in document order.
    pub fn all(dataset: &'a Dataset) -> Vec<Self> {
        let kinds = [Kind::Home, Kind::Explore, Kind::Discuss, Kind::About].into_iter();
        let kinds =
            kinds.chain(dataset.themes().map(Kind::Theme)).chain(dataset.challenges().map(Kind::Challenge));
        let takeaway = takeaway(dataset);
        let mut pages: Vec<Self> = kinds
            .chain([Kind::Search, Kind::Embed, Kind::NotFound])
            .map(|kind| Self::new(dataset, kind, &takeaway))
            .collect();
        // Names may be equal, but titles and descriptions must differ.
        let (mut titles, mut descriptions) = (BTreeSet::new(), BTreeSet::new());
        for page in &mut pages {
            if !titles.insert(page.title.clone()) {
                page.title = format!("{} ({})", page.title, page.route.path());
                titles.insert(page.title.clone());
            }
            if !descriptions.insert(page.description.clone()) {
                let long = format!("{} ({}): {}", page.heading, page.route.path(), page.description);
                page.description = cut(&long, DESCRIPTION);
                descriptions.insert(page.description.clone());
            }
        }
        pages
    }

    fn new(dataset: &'a Dataset, kind: Kind, takeaway: &str) -> Self {
        let site = dataset.site();
        let (route, heading, text) = content(dataset, kind, takeaway);
        let description = match text.trim() {
            "" => t::bare_description(&heading, &site.title),
            text => cut(text, DESCRIPTION),
        };
        let title = match kind {
            Kind::Home => site.title.to_string(),
            Kind::Embed => route::title(&t::embed_title(&heading), &site.title),
            _ => route::title(&heading, &site.title),
        };
        let og_image_alt = og_image_alt(dataset, kind, &heading, takeaway);
        Self { kind, route, heading, title, description, og_image_alt }
    }

    /// Returns true if the page is in the sitemap and open to search engines.
    pub fn is_listed(&self) -> bool {
        !matches!(self.kind, Kind::Search | Kind::Embed | Kind::NotFound)
    }

    /// Returns the path of the page's file. Addresses have no slash at their end. Hosts that redirect `/equity`
    /// to `/equity/`, as GitHub Pages does, find the same file there.
    pub fn file(&self) -> String {
        match self.kind {
            Kind::Home => "index.html".to_owned(),
            Kind::NotFound => NOT_FOUND.to_owned(),
            _ => format!("{}/index.html", self.route.path().trim_start_matches('/')),
        }
    }

    /// Returns the path of the page's og:image, or `None` for pages that nobody shares.
    pub fn og_image_file(&self) -> Option<String> {
        let path = self.route.path();
        match self.kind {
            Kind::Home => Some(OG_IMAGE.to_owned()),
            _ if self.is_listed() => Some(format!("{OG_IMAGES}{}.png", path.trim_start_matches('/'))),
            _ => None,
        }
    }
}

/// Returns the address of a page, its heading, and the text that its description is cut from.
fn content<'a>(dataset: &'a Dataset, kind: Kind, takeaway: &str) -> (Route<'a>, String, String) {
    let site = dataset.site();
    match kind {
        Kind::Home => {
            let text = format!("{}. {}", site.tagline.trim_end_matches('.'), plain(&site.home));
            (Route::Home, site.title.to_string(), text)
        }
        Kind::Explore => {
            let text = format!("{takeaway} {}", controls::lead());
            (Route::Explore(""), controls::heading(), text)
        }
        Kind::Discuss => (Route::Discuss, frame::discuss(), frame::discuss_lead()),
        Kind::Search => (Route::Search(""), frame::search(), t::search_description(&site.title)),
        Kind::About => (Route::About, frame::about(), plain(&site.about)),
        Kind::Theme(theme) => {
            let row = dataset.theme(theme);
            let text = format!("{} {}", row.definition.plain(), plain(&row.introduction));
            (Route::theme(dataset, theme), row.name.to_string(), text)
        }
        Kind::Challenge(challenge) => {
            let row = dataset.challenge(challenge);
            let rank =
                dataset.published_rank(challenge).map(|(cut, cell)| common::sentence(dataset, cut, cell));
            let summary = match row.summary.spans().is_empty() {
                true => plain(&dataset.long_texts(challenge).description),
                false => row.summary.plain(),
            };
            let text = format!("{summary} {}", rank.unwrap_or_default());
            (Route::challenge(dataset, challenge), row.name.to_string(), text)
        }
        Kind::Embed => (Route::Embed(""), controls::heading(), t::embed_description(takeaway)),
        Kind::NotFound => (Route::Theme("404"), frame::not_found(), t::not_found_description(&site.title)),
    }
}

/// Returns the text alternative of a page's og:image.
fn og_image_alt(dataset: &Dataset, kind: Kind, heading: &str, takeaway: &str) -> String {
    let Kind::Challenge(challenge) = kind else { return t::card(heading, takeaway) };
    let chart = ChartModel::of_one(dataset, &ViewState::showing(dataset, challenge), challenge);
    match chart.rows.first() {
        Some(row) => {
            t::card_of_challenge(heading, &chart.values(dataset, row), &chart.provenance(dataset, row))
        }
        None => heading.to_owned(),
    }
}

/// Returns the sentence that sums up the published numbers of the chart of `/explore`.
pub fn takeaway(dataset: &Dataset) -> String {
    ChartModel::new(dataset, &ViewState::published(dataset)).takeaway(dataset)
}

fn plain(paragraphs: &[Prose]) -> String {
    paragraphs.iter().map(Prose::plain).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cut_ends_at_a_word() {
        assert_eq!(cut("One two three", 13), "One two three");
        assert_eq!(cut("One two three", 12), "One two…");
        assert_eq!(cut("One two, three", 9), "One two…");
        assert_eq!(cut("One  two\nthree", 8), "One two…");
        assert_eq!(cut("Donaudampfschiff", 6), "Donau…");
    }

    proptest! {
        #[test]
        fn a_cut_never_is_too_long_and_begins_as_the_text(text in "\\PC{0,60}", most in 2..40usize) {
            let short = cut(&text, most);
            prop_assert!(short.chars().count() <= most);
            let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert!(folded.starts_with(short.trim_end_matches('…')));
        }
    }
}
