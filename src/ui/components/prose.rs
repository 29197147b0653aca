//! Author's text.

use leptos::prelude::*;

use crate::challenge::{Prose, Span, WebAddress};
use crate::language::Direction;
use crate::text::words::spoken;
use crate::ui::each::Each;
use crate::viz::bidi::runs_back;

/// The pieces of a text, for inside a paragraph or a list entry.
pub fn inline(prose: &Prose) -> impl IntoView + use<> {
    let piece = |span: &Span| match span {
        Span::Text(text) => text.clone().into_any(),
        Span::Emphasis(text) => view! { <em>{text.clone()}</em> }.into_any(),
        Span::Link { label, address } => link(label, address).into_any(),
    };
    prose.spans().iter().map(piece).each()
}

/// Which way a text of the data runs, for `dir`: as its first letter does. A text of a page from right to
/// left that begins with a name in Latin letters runs as the page.
pub fn direction(text: &str) -> &'static str {
    let page = spoken().language.direction();
    if page == Direction::Rtl && runs_back(text) { page.name() } else { "auto" }
}

/// Paragraphs.
pub fn paragraphs(all: &[Prose]) -> impl IntoView + use<> {
    let paragraph =
        |prose: &Prose| view! { <p lang=prose.lang() dir=direction(&prose.plain())>{inline(prose)}</p> };
    all.iter().map(paragraph).each()
}

/// A link that leaves the site; it neither tells where from nor lets the other page reach back.
/// One that may be taken for another shows its host.
pub fn link(label: &str, address: &WebAddress) -> impl IntoView + use<> {
    let host = address.host_beside(label).map_or_else(String::new, |host| format!(" ({host})"));
    let text = format!("{label}{host}");
    view! { <a href=address.as_str().to_owned() rel="external noopener noreferrer" dir="auto">{text}</a> }
}

/// Where facts come from: links that show their addresses, since several may lead to one host.
pub fn sources(all: &[WebAddress]) -> impl IntoView + use<> {
    let entry = |address: &WebAddress| view! { <li>{link(address.label(), address)}</li> };
    let entries = all.iter().map(entry).each();
    (!all.is_empty()).then(|| view! { <ul class="sources">{entries}</ul> })
}
