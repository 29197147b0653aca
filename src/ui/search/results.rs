//! What was found, as a list of links.

use leptos::prelude::*;

use super::Searched;
use crate::challenge::Resource;
use crate::route::Route;
use crate::search::{Entry, Found, Kind, Marked, Part};
use crate::text::search as words;
use crate::ui::components::shape::theme_mark;
use crate::ui::each::Each;

/// The id of a result's link, by its position in the list.
pub fn id(at: usize) -> String {
    format!("found-{at}")
}

/// The position that an id stands for; none for any other.
pub fn position(id: &str) -> Option<usize> {
    id.strip_prefix("found-")?.parse().ok()
}

/// An entry for each challenge, with what was found in it beneath.
pub fn entries(searched: &Searched, found: &Found) -> Vec<AnyView> {
    let mut at = 0;
    let entry = |found: &Entry| {
        let first = at;
        at += 1 + found.parts.len();
        entry(searched, found, first)
    };
    found.entries.iter().map(entry).collect()
}

/// A challenge, whose link is the one at a position; those of its parts follow.
fn entry(searched: &Searched, entry: &Entry, first: usize) -> AnyView {
    let atlas = &searched.atlas;
    let row = atlas.challenge(entry.challenge);
    let href = searched.base.href(&Route::challenge(atlas, entry.challenge));
    let theme = searched.base.href(&Route::theme(atlas, row.theme));
    let about = entry.about.as_ref().map(|about| view! { <p dir="auto">{marked(about)}</p> });
    let part = |(part, at): (&Part, usize)| {
        let resource = (part.kind == Kind::Resource).then(|| &row.resources[part.at]);
        self::part(part, resource, href.clone(), at)
    };
    let parts = entry.parts.iter().zip(first + 1..).map(part).each();
    let parts = (!parts.is_empty()).then(|| view! { <ul>{parts}</ul> });
    let more = (entry.more > 0).then(|| {
        view! { <p class="hint"><a href=href.clone()>{words::more_texts(entry.more)}</a></p> }
    });
    view! {
        <li>
            <h2 class="marked">{theme_mark(atlas, row.theme)} <a id=id(first) href=href.clone() dir="auto">{marked(&entry.name)}</a></h2>
            <p class="hint">{words::kind(Kind::Name)} " · " <a href=theme dir="auto">{marked(&entry.theme)}</a></p>
            {about}
            {parts}
            {more}
        </li>
    }
    .into_any()
}

/// A text beneath a challenge: a resource leads to where it is, any other to the challenge's page.
fn part(part: &Part, resource: Option<&Resource>, page: String, at: usize) -> AnyView {
    let text = marked(&part.text);
    let text = if part.kind == Kind::Quote { view! { <q>{text}</q> }.into_any() } else { text.into_any() };
    let address = resource.and_then(|resource| resource.address.as_ref());
    let link = match address {
        Some(address) => {
            let host = address.host_beside(&part.text.text).map(|host| format!(" ({host})"));
            let href = address.as_str().to_owned();
            view! { <a id=id(at) href=href rel="external noopener noreferrer" dir="auto">{text} {host}</a> }
                .into_any()
        }
        None => view! { <a id=id(at) href=page dir="auto">{text}</a> }.into_any(),
    };
    let beside = (!part.beside.text.is_empty())
        .then(|| view! { <span class="publisher" dir="auto">{marked(&part.beside)}</span> });
    let note = part.note.as_ref().map(|note| view! { <p dir="auto">{marked(note)}</p> });
    view! { <li><span class="kind hint">{words::kind(part.kind)}</span> {link} {beside} {note}</li> }
        .into_any()
}

/// A text with what was found in it marked.
fn marked(text: &Marked) -> Vec<AnyView> {
    let cut = |is_cut: bool| is_cut.then(|| "…".into_any());
    let pieces = text.pieces().into_iter().map(|(piece, is_found)| {
        let piece = piece.to_owned();
        if is_found { view! { <mark>{piece}</mark> }.into_any() } else { piece.into_any() }
    });
    cut(text.is_cut[0]).into_iter().chain(pieces).chain(cut(text.is_cut[1])).collect()
}
