//! What was found, as a list of links.

use super::Searched;
use super::pieces::{Attribute, Piece};
use crate::challenge::{Lang, Resource, ThemeIx};
use crate::route::{Route, text_id};
use crate::search::{Entry, Found, Kind, Marked, Part};
use crate::text::search as words;
use crate::ui::components::shape::Drawn;

/// The id of a result's link, by its position in the list.
pub fn id(at: usize) -> String {
    format!("found-{at}")
}

/// The position that an id stands for; none for any other.
pub fn position(id: &str) -> Option<usize> {
    id.strip_prefix("found-")?.parse().ok()
}

/// An entry for each challenge, with what was found in it beneath.
pub fn entries(searched: &Searched, found: &Found) -> Vec<Piece> {
    let mut at = 0;
    let entry = |found: &Entry| {
        let first = at;
        at += 1 + found.parts.len();
        entry(searched, found, first)
    };
    found.entries.iter().map(entry).collect()
}

/// A challenge, whose link is the one at a position; those of its parts follow.
fn entry(searched: &Searched, entry: &Entry, first: usize) -> Piece {
    let atlas = &searched.atlas;
    let row = atlas.challenge(entry.challenge);
    let href = searched.base.href(&Route::challenge(atlas, entry.challenge));
    let theme = searched.base.href(&Route::theme(atlas, row.theme));
    let name = link(id(first), href.clone(), &entry.name.lang, marked(&entry.name));
    let head = vec![theme_mark(searched, row.theme), Piece::text(" "), name];
    let kind = vec![
        Piece::text(words::kind(Kind::Name) + " · "),
        Piece::element("a", in_lang([("href", theme.into()), AUTO], &entry.theme.lang), marked(&entry.theme)),
    ];
    let about = entry.about.as_ref().map_or_else(Piece::nothing, paragraph);
    let part = |(part, at): (&Part, usize)| {
        let resource = (part.kind == Kind::Resource).then(|| &row.resources[part.at]);
        self::part(part, resource, &href, at)
    };
    let parts: Vec<Piece> = entry.parts.iter().zip(first + 1..).map(part).collect();
    let parts = if parts.is_empty() { Piece::nothing() } else { Piece::element("ul", [], parts) };
    let more = if entry.more > 0 {
        let text = Piece::text(words::more_texts(entry.more));
        let link = Piece::element("a", [("href", href.into())], [text]);
        Piece::element("p", [HINT], [link])
    } else {
        Piece::nothing()
    };
    let head = Piece::element("h2", [("class", "marked".into())], head);
    Piece::element("li", [], [head, Piece::element("p", [HINT], kind), about, parts, more])
}

/// The id that a text has on the page of its challenge.
fn anchor(part: &Part) -> String {
    let kind = match part.kind {
        Kind::Quote => "quote",
        Kind::Resource => "resource",
        Kind::Idea | Kind::Name | Kind::Theme | Kind::Summary => "idea",
    };
    text_id(kind, part.at)
}

/// A text beneath a challenge: a resource leads to where it is, any other to its place on the challenge's page.
fn part(part: &Part, resource: Option<&Resource>, page: &str, at: usize) -> Piece {
    let text = marked(&part.text);
    let text = if part.kind == Kind::Quote { vec![Piece::element("q", [], text)] } else { text };
    let address = resource.and_then(|resource| resource.address.as_ref());
    let link = match address {
        Some(address) => {
            let host = address.host_beside(&part.text.text).map(|host| Piece::text(format!(" ({host})")));
            let rel = ("rel", "external noopener noreferrer".into());
            let attributes = [("id", id(at).into()), ("href", address.as_str().to_owned().into()), AUTO, rel];
            let attributes = in_lang(attributes, &part.text.lang);
            Piece::element("a", attributes, text.into_iter().chain(host).collect::<Vec<_>>())
        }
        None => link(id(at), format!("{page}#{}", anchor(part)), &part.text.lang, text),
    };
    let beside = if part.beside.text.is_empty() {
        Piece::nothing()
    } else {
        let attributes = in_lang([("class", "publisher".into()), AUTO], &part.beside.lang);
        Piece::element("span", attributes, marked(&part.beside))
    };
    let note = part.note.as_ref().map_or_else(Piece::nothing, paragraph);
    let kind = Piece::element("span", [("class", "kind hint".into())], [Piece::text(words::kind(part.kind))]);
    Piece::element("li", [], [kind, Piece::text(" "), link, Piece::text(" "), beside, note])
}

const AUTO: Attribute = ("dir", std::borrow::Cow::Borrowed("auto"));
const HINT: Attribute = ("class", std::borrow::Cow::Borrowed("hint"));

fn link(id: String, href: String, lang: &Lang, text: Vec<Piece>) -> Piece {
    Piece::element("a", in_lang([("id", id.into()), ("href", href.into()), AUTO], lang), text)
}

fn paragraph(text: &Marked) -> Piece {
    Piece::element("p", in_lang([AUTO], &text.lang), marked(text))
}

/// The attributes of an element, and the language of what it says.
fn in_lang<const N: usize>(attributes: [Attribute; N], lang: &Lang) -> Vec<Attribute> {
    let lang = lang.as_ref().map(|lang| ("lang", lang.to_string().into()));
    attributes.into_iter().chain(lang).collect()
}

/// A text with what was found in it marked.
fn marked(text: &Marked) -> Vec<Piece> {
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let mut pieces = Vec::new();
    let mut plain = cut(text.is_cut[0]).to_owned();
    for (piece, is_found) in text.pieces() {
        if is_found {
            // A text before each mark, be it empty: what follows keeps its place.
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
            pieces.push(Piece::element("mark", [], [Piece::text(piece)]));
        } else {
            plain += piece;
        }
    }
    pieces.push(Piece::Text(plain + cut(text.is_cut[1])));
    pieces
}

/// The mark of a theme: see [`crate::ui::components::shape::theme_mark`].
fn theme_mark(searched: &Searched, theme: ThemeIx) -> Piece {
    let Drawn { class, points } = Drawn::of(&searched.atlas, theme);
    let outline = match points {
        Some(points) => Piece::element("polygon", [("points", points.into())], []),
        None => Piece::element("circle", [("cx", "8".into()), ("cy", "8".into()), ("r", "5".into())], []),
    };
    let attributes = [
        ("class", class.into()),
        ("viewBox", "0 0 16 16".into()),
        ("width", "16".into()),
        ("height", "16".into()),
        ("aria-hidden", "true".into()),
    ];
    Piece::element("svg", attributes, [outline])
}
