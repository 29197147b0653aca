//! Texts and links: how long, of which letters, and where to.

use unicode_security::MixedScript;

use super::{Hint, Notes, Warning};
use crate::atlas::Atlas;
use crate::bundle::closest;
use crate::challenge::{Challenge, Prose, Span, WebAddress};
use crate::route::{self, Route};

/// Where a text stands, which says how long it may well be.
#[derive(Clone, Copy)]
enum Place {
    Name,
    Label,
    Line,
    Summary,
    Paragraph,
}

impl Place {
    /// What messages call it, and how many characters fit well: a name in two lines of a card, a label in
    /// a selector, a line under a heading, a summary in a card, a paragraph in one screen of a phone.
    fn sensible(self) -> (&'static str, usize) {
        match self {
            Self::Name => ("a name", 100),
            Self::Label => ("a label", 40),
            Self::Line => ("a line", 200),
            Self::Summary => ("a summary", 320),
            Self::Paragraph => ("a paragraph", 1_500),
        }
    }

    /// Whether readers tell rows apart by it.
    fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Label)
    }
}

pub fn look(atlas: &Atlas, site_url: Option<&WebAddress>, notes: &mut Notes) {
    let own = site_url.map(|url| url.as_str().trim_end_matches('/'));
    Look { atlas, own, notes }.all();
}

struct Look<'a> {
    atlas: &'a Atlas,
    /// Where the site will be, without a slash at the end.
    own: Option<&'a str>,
    notes: &'a mut Notes,
}

impl Look<'_> {
    fn all(&mut self) {
        let atlas = self.atlas;
        let site = atlas.site();
        self.text("site.title", Place::Name, &site.title);
        self.text("site.tagline", Place::Line, &site.tagline);
        self.text("site.publisher", Place::Name, &site.publisher);
        self.text("site.notice", Place::Paragraph, &site.notice);
        self.paragraphs("site.home", &site.home);
        self.paragraphs("site.about", &site.about);
        for ix in atlas.measures() {
            let (row, path) = (atlas.measure(ix), format!("measures[{}]", ix.get()));
            self.text(&format!("{path}.label"), Place::Label, &row.label);
            self.text(&format!("{path}.question"), Place::Line, &row.question);
            self.text(&format!("{path}.sentence"), Place::Line, &row.sentence);
        }
        for dimension in atlas.dimensions() {
            let (row, path) = (atlas.dimension(dimension), format!("dimensions[{}]", dimension.get()));
            self.text(&format!("{path}.label"), Place::Label, &row.label);
            for (at, ix) in row.groups.iter().enumerate() {
                let (row, path) = (atlas.group(*ix), format!("{path}.groups[{at}]"));
                self.text(&format!("{path}.label"), Place::Label, &row.label);
                self.text(&format!("{path}.phrase"), Place::Name, &row.phrase);
            }
        }
        for ix in atlas.waves() {
            let (row, path) = (atlas.wave(ix), format!("waves[{}]", ix.get()));
            self.text(&format!("{path}.label"), Place::Label, &row.label);
            self.text(&format!("{path}.everyone"), Place::Name, &row.everyone);
            self.prose(&format!("{path}.method"), Place::Paragraph, row.method.as_ref());
            self.addresses(&format!("{path}.sources"), &row.sources);
        }
        for (at, group) in atlas.theme_groups().iter().enumerate() {
            self.text(&format!("groups[{at}].name"), Place::Name, &group.name);
            for (theme, ix) in group.themes.iter().enumerate() {
                let (row, path) = (atlas.theme(*ix), format!("groups[{at}].themes[{theme}]"));
                self.text(&format!("{path}.name"), Place::Name, &row.name);
                self.prose(&format!("{path}.definition"), Place::Line, Some(&row.definition));
                self.paragraphs(&format!("{path}.introduction"), &row.introduction);
            }
        }
        for ix in atlas.challenges() {
            self.challenge(&format!("challenges[{}]", ix.get()), atlas.challenge(ix));
        }
    }

    fn challenge(&mut self, path: &str, row: &Challenge) {
        self.text(&format!("{path}.name"), Place::Name, &row.name);
        self.prose(&format!("{path}.summary"), Place::Summary, Some(&row.summary));
        self.paragraphs(&format!("{path}.description"), &row.description);
        self.paragraphs(&format!("{path}.ideas"), &row.ideas);
        for (at, quote) in row.quotes.iter().enumerate() {
            let path = format!("{path}.quotes[{at}]");
            self.prose(&format!("{path}.text"), Place::Paragraph, Some(&quote.text));
            self.text(&format!("{path}.speaker"), Place::Name, quote.speaker.as_deref().unwrap_or_default());
        }
        for (at, resource) in row.resources.iter().enumerate() {
            let path = format!("{path}.resources[{at}]");
            let publisher = resource.publisher.as_deref().unwrap_or_default();
            self.text(&format!("{path}.title"), Place::Line, &resource.title);
            self.text(&format!("{path}.publisher"), Place::Name, publisher);
            self.prose(&format!("{path}.note"), Place::Summary, resource.note.as_ref());
            if let Some(address) = &resource.address {
                self.link(&format!("{path}.address"), &resource.title, address);
            }
        }
        self.addresses(&format!("{path}.sources"), &row.sources);
        self.prose(&format!("{path}.note"), Place::Summary, row.note.as_ref());
    }

    fn paragraphs(&mut self, path: &str, all: &[Prose]) {
        for (at, prose) in all.iter().enumerate() {
            self.prose(&format!("{path}[{at}]"), Place::Paragraph, Some(prose));
        }
    }

    fn prose(&mut self, path: &str, place: Place, prose: Option<&Prose>) {
        let Some(prose) = prose else { return };
        self.text(path, place, &prose.plain());
        for span in prose.spans() {
            match span {
                Span::Text(text) => {
                    if let Some(markup) = markup(text) {
                        self.notes.add(path, Warning::Markup(markup));
                    }
                }
                Span::Emphasis(_) => {}
                Span::Link { label, address } => self.link(path, label, address),
            }
        }
    }

    fn text(&mut self, path: &str, place: Place, text: &str) {
        let (name, sensible) = place.sensible();
        let found = text.chars().count();
        if found > sensible {
            self.notes.add(path, Warning::LongText { place: name, found, sensible });
        }
        if let Some(hidden) = text.chars().find(|letter| is_invisible(*letter)) {
            self.notes.add(path, Warning::Invisible(hidden as u32));
        }
        let mixed =
            || text.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_single_script());
        if let Some(word) = place.is_name().then(mixed).flatten() {
            self.notes.add(path, Warning::MixedScripts(word.to_owned()));
        }
    }

    /// Links that show their own address.
    fn addresses(&mut self, path: &str, all: &[WebAddress]) {
        for (at, address) in all.iter().enumerate() {
            self.link(&format!("{path}[{at}]"), address.label(), address);
        }
    }

    fn link(&mut self, path: &str, label: &str, address: &WebAddress) {
        let host = address.host().to_ascii_lowercase();
        if host.split('.').any(|part| part.starts_with("xn--")) {
            self.notes.add(path, Warning::OtherScriptHost(host));
        } else if address.host_beside(label).is_some() {
            self.notes.add(path, Warning::MisleadingLabel { label: label.to_owned(), host });
        }
        let inside = self.own.and_then(|own| address.as_str().strip_prefix(own));
        if let Some(inside) = inside.filter(|inside| inside.is_empty() || inside.starts_with(['/', '?', '#']))
        {
            self.own_page(path, address, inside);
        }
    }

    /// Whether a page of this site is there.
    fn own_page(&mut self, path: &str, address: &WebAddress, inside: &str) {
        let page = inside.split(['?', '#']).next().unwrap_or_default();
        let atlas = self.atlas;
        let themes = || atlas.themes().map(|ix| Route::theme(atlas, ix).path());
        let challenges = || atlas.challenges().map(|ix| Route::challenge(atlas, ix).path());
        let is_there = match Route::parse(page) {
            // A file: whether it lies there is the host's to say.
            _ if page.rsplit('/').next().is_some_and(|name| name.contains('.')) => true,
            None => false,
            Some(Route::Theme(theme)) => atlas.find_theme(theme).is_some(),
            Some(Route::Challenge(theme, challenge)) => {
                route::find_challenge(atlas, theme, challenge).is_some()
            }
            Some(_) => true,
        };
        if !is_there {
            let pages: Vec<String> = themes().chain(challenges()).collect();
            let hint = closest(page, pages.iter().map(String::as_str));
            self.notes.add(path, Warning::DeadLink(address.to_string(), Hint(hint)));
        }
    }
}

/// Characters that take no room and mean nothing where they are pasted by mistake. Those that join or
/// part letters, or turn their direction, are words' own in some scripts (U+200C to U+200F).
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// What reads as HTML or as a link gone wrong, shortened.
fn markup(text: &str) -> Option<String> {
    let starts = |rest: &str| {
        let mut letters = rest.chars();
        match letters.next() {
            Some('<') => {
                letters.next().is_some_and(|next| next.is_ascii_alphabetic() || next == '/' || next == '!')
            }
            Some('&') => {
                let name = rest[1..].split(';').next().unwrap_or_default();
                rest.len() > name.len() + 1 && is_entity(name)
            }
            Some(']') => letters.next() == Some('('),
            _ => false,
        }
    };
    let at = text.char_indices().map(|(at, _)| at).find(|at| starts(&text[*at..]))?;
    Some(text[at..].chars().take(20).collect())
}

fn is_entity(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    (2..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
}
