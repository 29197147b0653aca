//! Every address of the site as a page of HTML, from the components that the browser runs.

use std::collections::BTreeSet;

use super::card::{Cards, Subject};
use super::headers::{CARD, CARDS};
use super::meta::{self, DESCRIPTION, cut};
use super::template::{Parts, Template, TemplateError};
use super::{Files, NOT_FOUND, Plan, feed, picture};
use crate::atlas::Atlas;
use crate::challenge::{ChallengeIx, Prose, ThemeIx};
use crate::locale;
use crate::picture::Picture;
use crate::route::{self, Route};
use crate::state::ViewState;
use crate::text::words::{spoken, with};
use crate::text::{self, controls, frame, published as words};
use crate::ui::{Site, render, still::Still};

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The map.
    Home,
    /// The visualization.
    Explore,
    /// What a group plots and plans.
    Discuss,
    /// Finding words.
    Search,
    /// Purpose, method, data.
    About,
    /// A theme.
    Theme(ThemeIx),
    /// A challenge.
    Challenge(ChallengeIx),
    /// The visualization alone, for frames.
    Embed,
    /// There is no page.
    NotFound,
}

/// A page to be written.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// Which one.
    pub kind: Kind,
    /// Its address; of [`Kind::NotFound`], one that nothing stands at.
    pub route: Route<'a>,
    /// Its name, as its heading has it.
    pub heading: String,
    /// What stands in the browser's tab. No two are alike.
    pub title: String,
    /// At most [`DESCRIPTION`] characters. No two are alike.
    pub description: String,
    /// What its card says, for those who do not see it.
    pub card_words: String,
}

impl<'a> Page<'a> {
    /// All pages: the map first, then as they stand there.
    pub fn all(atlas: &'a Atlas) -> Vec<Self> {
        let kinds = [Kind::Home, Kind::Explore, Kind::Discuss, Kind::About].into_iter();
        let kinds =
            kinds.chain(atlas.themes().map(Kind::Theme)).chain(atlas.challenges().map(Kind::Challenge));
        let mut pages: Vec<Self> = kinds
            .chain([Kind::Search, Kind::Embed, Kind::NotFound])
            .map(|kind| Self::new(atlas, kind))
            .collect();
        // Names may be shared; what is listed must tell pages apart.
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

    fn new(atlas: &'a Atlas, kind: Kind) -> Self {
        let site = atlas.site();
        let plain = |all: &[Prose]| all.iter().map(Prose::plain).collect::<Vec<_>>().join(" ");
        let picture = || Picture::new(atlas, &ViewState::new(atlas));
        let (route, heading, text) = match kind {
            Kind::Home => (
                Route::Home,
                site.title.to_string(),
                format!("{}. {}", site.tagline.trim_end_matches('.'), plain(&site.home)),
            ),
            Kind::Explore => {
                let text = format!("{} {}", picture().takeaway(atlas), controls::lead());
                (Route::Explore(""), controls::heading(), text)
            }
            Kind::Discuss => (Route::Discuss, frame::discuss(), frame::discuss_lead()),
            Kind::Search => (Route::Search(""), frame::search(), words::search_description(&site.title)),
            Kind::About => (Route::About, frame::about(), plain(&site.about)),
            Kind::Theme(theme) => {
                let row = atlas.theme(theme);
                let text = format!("{} {}", row.definition.plain(), plain(&row.introduction));
                (Route::theme(atlas, theme), row.name.to_string(), text)
            }
            Kind::Challenge(challenge) => {
                let row = atlas.challenge(challenge);
                let rank =
                    atlas.published_rank(challenge).map(|(cut, cell)| text::sentence(atlas, cut, cell));
                let summary = match row.summary.spans().is_empty() {
                    true => plain(&row.description),
                    false => row.summary.plain(),
                };
                let text = format!("{summary} {}", rank.unwrap_or_default());
                (Route::challenge(atlas, challenge), row.name.to_string(), text)
            }
            Kind::Embed => {
                (Route::Embed(""), controls::heading(), words::embed_description(&picture().takeaway(atlas)))
            }
            Kind::NotFound => {
                (Route::Theme("404"), frame::not_found(), words::not_found_description(&site.title))
            }
        };
        let description = match text.trim() {
            "" => words::bare_description(&heading, &site.title),
            text => cut(text, DESCRIPTION),
        };
        let title = match kind {
            Kind::Home => site.title.to_string(),
            Kind::Embed => route::title(&words::embed_title(&heading), &site.title),
            _ => route::title(&heading, &site.title),
        };
        let card_words = match kind {
            Kind::Challenge(challenge) => {
                let shown = Picture::new(atlas, &ViewState::showing(atlas, challenge));
                let row = shown.rows.iter().find(|row| row.challenge == challenge);
                row.map_or_else(
                    || heading.clone(),
                    |row| {
                        words::card_of_challenge(
                            &heading,
                            &shown.values(atlas, row),
                            &shown.provenance(atlas, row),
                        )
                    },
                )
            }
            _ => words::card(&heading, &picture().takeaway(atlas)),
        };
        Self { kind, route, heading, title, description, card_words }
    }

    /// Whether it is to be found: in the sitemap and by search engines.
    pub fn is_listed(&self) -> bool {
        !matches!(self.kind, Kind::Search | Kind::Embed | Kind::NotFound)
    }

    /// The file it is written to. Addresses have no slash at their end; a host that sends
    /// `/equity` on to `/equity/`, as GitHub Pages does, has the same file there, and links are
    /// whole paths, so that they lead on from either.
    pub fn file(&self) -> String {
        match self.kind {
            Kind::Home => "index.html".to_owned(),
            Kind::NotFound => NOT_FOUND.to_owned(),
            _ => format!("{}/index.html", self.route.path().trim_start_matches('/')),
        }
    }

    /// The file of its card; none where nobody shares it.
    pub fn card_file(&self) -> Option<String> {
        let path = self.route.path();
        match self.kind {
            Kind::Home => Some(CARD.to_owned()),
            _ if self.is_listed() => Some(format!("{CARDS}{}.png", path.trim_start_matches('/'))),
            _ => None,
        }
    }

    fn subject(&self, atlas: &'a Atlas, takeaway: &'a str) -> Subject<'_> {
        match self.kind {
            Kind::Theme(theme) => Subject::Theme(theme),
            Kind::Challenge(challenge) => Subject::Challenge(challenge),
            Kind::Explore => Subject::Site(&self.heading, takeaway),
            _ => Subject::Site(&self.heading, &atlas.site().tagline),
        }
    }
}

/// Adds all pages, with the files that belong to them: the picture, cards, sitemap and feed. They speak the
/// bundle's language, as far as the program does.
pub fn add(plan: &Plan, files: &mut Files) -> Result<(), TemplateError> {
    with(locale::speech(plan.language()), || add_spoken(plan, files))
}

fn add_spoken(plan: &Plan, files: &mut Files) -> Result<(), TemplateError> {
    let built = String::from_utf8_lossy(files.get("index.html").unwrap_or_default()).into_owned();
    let template = Template::parse(&built, &plan.base)?;
    let atlas = &plan.atlas;
    let still = picture::add(plan, files);
    let pages = Page::all(atlas);
    let site = Site {
        atlas: plan.atlas.clone(),
        base: plan.base.clone(),
        bundle: plan.config.bundle.clone(),
        settings: None,
    };
    for page in &pages {
        files.put(page.file(), html(plan, &template, &site, page, still.clone()));
    }
    let takeaway = Picture::new(atlas, &ViewState::new(atlas)).takeaway(atlas);
    let cards = Cards::new(atlas);
    for page in &pages {
        let drawn = cards.as_ref().and_then(|cards| cards.png(page.subject(atlas, &takeaway)));
        if let (Some(file), Some(png)) = (page.card_file(), drawn.filter(|_| page.is_listed())) {
            files.put(file, png);
        }
    }
    feed::add(plan, &pages, files);
    Ok(())
}

fn html(plan: &Plan, template: &Template, site: &Site, page: &Page<'_>, still: Still) -> String {
    let body = render::published(site, &plan.base.href(&page.route), still);
    let head = meta::head(plan, page);
    let language = &plan.atlas.site().language;
    let direction = spoken().language.direction().name();
    template.page(Parts { language, direction, title: &page.title, head: &head, body: &body })
}
