//! Warnings about texts and links: length, scripts, markup and targets.

use data::bundle::closest;
use data::challenge::{Challenge, LongTexts, Prose, Span, WebAddress};
use data::dataset::Dataset;
use explore::route;
use explore::route::Route;
use unicode_security::MixedScript;

use crate::example::{is_example_host, is_example_text};
use crate::{Diagnostics, Hint, Warning};

/// A kind of text, which decides its sensible length.
#[derive(Clone, Copy)]
enum TextKind {
    Name,
    Label,
    Line,
    Summary,
    Paragraph,
}

impl TextKind {
    /// Returns the name in messages, and the greatest sensible length in characters: a name fits two lines of a
    /// card, a label a selector, a line a heading, a summary a card, a paragraph one screen of a phone.
    fn sensible(self) -> (&'static str, usize) {
        match self {
            Self::Name => ("a name", 100),
            Self::Label => ("a label", 40),
            Self::Line => ("a line", 200),
            Self::Summary => ("a summary", 320),
            Self::Paragraph => ("a paragraph", 1_500),
        }
    }

    /// Returns true if readers tell rows apart by this text.
    fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Label)
    }
}

/// Adds the warnings about texts and links.
pub fn check(dataset: &Dataset, site_url: Option<&WebAddress>, diagnostics: &mut Diagnostics) {
    TextChecker { dataset, own: own(site_url), diagnostics }.all();
}

/// Adds the warnings about the long texts of a challenge and their links.
pub fn long_texts(
    dataset: &Dataset,
    row: &LongTexts,
    path: &str,
    site_url: Option<&WebAddress>,
    diagnostics: &mut Diagnostics,
) {
    TextChecker { dataset, own: own(site_url), diagnostics }.long_texts(path, row);
}

/// Returns the site's address without a slash at its end.
fn own(site_url: Option<&WebAddress>) -> Option<&str> {
    site_url.map(|url| url.as_str().trim_end_matches('/'))
}

struct TextChecker<'a> {
    dataset: &'a Dataset,
    /// The site's address without a slash at its end.
    own: Option<&'a str>,
    diagnostics: &'a mut Diagnostics,
}

impl TextChecker<'_> {
    fn all(&mut self) {
        let dataset = self.dataset;
        let site = dataset.site();
        self.text("site.title", TextKind::Name, &site.title);
        self.text("site.tagline", TextKind::Line, &site.tagline);
        self.text("site.publisher", TextKind::Name, &site.publisher);
        self.text("site.notice", TextKind::Paragraph, &site.notice);
        self.text("site.quotes_heading", TextKind::Name, &site.quotes_heading);
        self.paragraphs("site.home", &site.home);
        self.paragraphs("site.about", &site.about);
        for ix in dataset.measures() {
            let (row, path) = (dataset.measure(ix), format!("measures[{}]", ix.get()));
            self.text(&format!("{path}.label"), TextKind::Label, &row.label);
            self.text(&format!("{path}.question"), TextKind::Line, &row.question);
            self.text(&format!("{path}.sentence"), TextKind::Line, &row.sentence);
        }
        for dimension in dataset.dimensions() {
            let (row, path) = (dataset.dimension(dimension), format!("dimensions[{}]", dimension.get()));
            self.text(&format!("{path}.label"), TextKind::Label, &row.label);
            for (at, ix) in row.groups.iter().enumerate() {
                let (row, path) = (dataset.group(*ix), format!("{path}.groups[{at}]"));
                self.text(&format!("{path}.label"), TextKind::Label, &row.label);
                self.text(&format!("{path}.phrase"), TextKind::Name, &row.phrase);
            }
        }
        for ix in dataset.waves() {
            let (row, path) = (dataset.wave(ix), format!("waves[{}]", ix.get()));
            self.text(&format!("{path}.label"), TextKind::Label, &row.label);
            self.text(&format!("{path}.everyone"), TextKind::Name, &row.everyone);
            self.prose(&format!("{path}.method"), TextKind::Paragraph, row.method.as_ref());
            self.addresses(&format!("{path}.sources"), &row.sources);
        }
        for (at, group) in dataset.theme_groups().iter().enumerate() {
            self.text(&format!("groups[{at}].name"), TextKind::Name, &group.name);
            for (theme, ix) in group.themes.iter().enumerate() {
                let (row, path) = (dataset.theme(*ix), format!("groups[{at}].themes[{theme}]"));
                self.text(&format!("{path}.name"), TextKind::Name, &row.name);
                self.prose(&format!("{path}.definition"), TextKind::Line, Some(&row.definition));
                self.paragraphs(&format!("{path}.introduction"), &row.introduction);
            }
        }
        for ix in dataset.challenges() {
            self.challenge(&format!("challenges[{}]", ix.get()), dataset.challenge(ix));
        }
    }

    fn challenge(&mut self, path: &str, row: &Challenge) {
        self.text(&format!("{path}.name"), TextKind::Name, &row.name);
        self.prose(&format!("{path}.summary"), TextKind::Summary, Some(&row.summary));
        self.addresses(&format!("{path}.sources"), &row.sources);
        self.prose(&format!("{path}.note"), TextKind::Summary, row.note.as_ref());
    }

    fn long_texts(&mut self, path: &str, row: &LongTexts) {
        self.paragraphs(&format!("{path}.description"), &row.description);
        for (at, idea) in row.ideas.iter().enumerate() {
            let path = format!("{path}.ideas[{at}]");
            self.prose(&path, TextKind::Paragraph, Some(&idea.text));
            let Some(source) = &idea.source else { continue };
            self.text(&format!("{path}.source.title"), TextKind::Line, &source.title);
            if let Some(address) = &source.address {
                self.link(&format!("{path}.source.address"), &source.title, address);
            }
        }
        for (at, quote) in row.quotes.iter().enumerate() {
            let path = format!("{path}.quotes[{at}]");
            self.prose(&format!("{path}.text"), TextKind::Paragraph, Some(&quote.text));
            self.text(
                &format!("{path}.speaker"),
                TextKind::Name,
                quote.speaker.as_deref().unwrap_or_default(),
            );
        }
        for (at, resource) in row.resources.iter().enumerate() {
            let path = format!("{path}.resources[{at}]");
            let publisher = resource.publisher.as_deref().unwrap_or_default();
            self.text(&format!("{path}.title"), TextKind::Line, &resource.title);
            self.text(&format!("{path}.publisher"), TextKind::Name, publisher);
            self.prose(&format!("{path}.note"), TextKind::Summary, resource.note.as_ref());
            if let Some(address) = &resource.address {
                self.link(&format!("{path}.address"), &resource.title, address);
            }
        }
    }

    fn paragraphs(&mut self, path: &str, all: &[Prose]) {
        for (at, prose) in all.iter().enumerate() {
            self.prose(&format!("{path}[{at}]"), TextKind::Paragraph, Some(prose));
        }
    }

    fn prose(&mut self, path: &str, place: TextKind, prose: Option<&Prose>) {
        let Some(prose) = prose else { return };
        self.text(path, place, &prose.plain());
        for span in prose.spans() {
            match span {
                Span::Text(text) => {
                    if let Some(markup) = markup(text) {
                        self.diagnostics.add(path, Warning::Markup(markup));
                    }
                }
                Span::Emphasis(_) => {}
                Span::Link { label, address } => self.link(path, label, address),
            }
        }
    }

    fn text(&mut self, path: &str, place: TextKind, text: &str) {
        let (name, sensible) = place.sensible();
        if is_example_text(text) {
            self.diagnostics.add(path, Warning::ExampleText(text.to_owned()));
        }
        let found = text.chars().count();
        if found > sensible {
            self.diagnostics.add(path, Warning::LongText { place: name, found, sensible });
        }
        if let Some(hidden) = text.chars().find(|letter| is_invisible(*letter)) {
            self.diagnostics.add(path, Warning::Invisible(hidden as u32));
        }
        let mixed =
            || text.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_single_script());
        if let Some(word) = place.is_name().then(mixed).flatten() {
            self.diagnostics.add(path, Warning::MixedScripts(word.to_owned()));
        }
    }

    /// Checks links that show their own address.
    fn addresses(&mut self, path: &str, all: &[WebAddress]) {
        for (at, address) in all.iter().enumerate() {
            self.link(&format!("{path}[{at}]"), address.label(), address);
        }
    }

    fn link(&mut self, path: &str, label: &str, address: &WebAddress) {
        let host = address.host().to_ascii_lowercase();
        if is_example_host(&host) {
            self.diagnostics.add(path, Warning::ExampleAddress(host.clone()));
        }
        if host.split('.').any(|part| part.starts_with("xn--")) {
            self.diagnostics.add(path, Warning::OtherScriptHost(host));
        } else if address.host_beside(label).is_some() {
            self.diagnostics.add(path, Warning::MisleadingLabel { label: label.to_owned(), host });
        }
        let inside = self.own.and_then(|own| address.as_str().strip_prefix(own));
        if let Some(inside) = inside.filter(|inside| inside.is_empty() || inside.starts_with(['/', '?', '#']))
        {
            self.own_page(path, address, inside);
        }
    }

    /// Warns if the site has no such page.
    fn own_page(&mut self, path: &str, address: &WebAddress, inside: &str) {
        let page = inside.split(['?', '#']).next().unwrap_or_default();
        let dataset = self.dataset;
        let themes = || dataset.themes().map(|ix| Route::theme(dataset, ix).path());
        let challenges = || dataset.challenges().map(|ix| Route::challenge(dataset, ix).path());
        let is_there = match Route::parse(page) {
            // A file, which only the host knows.
            _ if page.rsplit('/').next().is_some_and(|name| name.contains('.')) => true,
            None => false,
            Some(Route::Theme(theme)) => dataset.find_theme(theme).is_some(),
            Some(Route::Challenge(theme, challenge)) => {
                route::find_challenge(dataset, theme, challenge).is_some()
            }
            Some(_) => true,
        };
        if !is_there {
            let pages: Vec<String> = themes().chain(challenges()).collect();
            let hint = closest(page, pages.iter().map(String::as_str));
            self.diagnostics.add(path, Warning::DeadLink(address.to_string(), Hint(hint)));
        }
    }
}

/// Returns true for characters that take no room and are probably pasted by mistake. Joiners and direction
/// marks (U+200C to U+200F) are left out, because some scripts need them.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// Returns the start of a text that reads as HTML or as a broken link, at most 20 characters.
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
