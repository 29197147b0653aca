//! Formatted text of the data.

use data::challenge::{Prose, Span, WebAddress};
use leptos::prelude::*;
use messages::language::Direction;
use messages::locale::current_locale;
use viz::bidi::runs_back;

use crate::collect_any::CollectAny;
use crate::messages::pages;

/// Returns the spans of a text, for the inside of a paragraph or a list entry.
pub fn inline(prose: &Prose) -> impl IntoView + use<> {
    let piece = |span: &Span| match span {
        Span::Text(text) => text.clone().into_any(),
        Span::Emphasis(text) => view! { <em>{text.clone()}</em> }.into_any(),
        Span::Link { label, address } => link(label, address).into_any(),
    };
    prose.spans().iter().map(piece).collect_any()
}

/// Returns the value of `dir` for a text of the data: `auto`, which follows its first letter; `rtl` on a
/// right-to-left page for a text that only begins with a name in Latin letters.
pub fn direction(text: &str) -> &'static str {
    let page = current_locale().language.direction();
    if page == Direction::Rtl && runs_back(text) { page.name() } else { "auto" }
}

/// Returns texts as paragraphs.
pub fn paragraphs(all: &[Prose]) -> impl IntoView + use<> {
    let paragraph =
        |prose: &Prose| view! { <p lang=prose.lang() dir=direction(&prose.plain())>{inline(prose)}</p> };
    all.iter().map(paragraph).collect_any()
}

/// Returns a link to another site, without referrer and opener. A label that could pass for another address is
/// followed by the host.
pub fn link(label: &str, address: &WebAddress) -> impl IntoView + use<> {
    let host = address.host_beside(label).map_or_else(String::new, |host| format!(" ({host})"));
    let text = format!("{label}{host}");
    view! { <a href=address.as_str().to_owned() rel="external noopener noreferrer" dir="auto">{text}</a> }
}

/// Returns a list of sources. Links show their whole addresses, since several may have one host.
pub fn sources(all: &[WebAddress]) -> impl IntoView + use<> {
    let entry = |address: &WebAddress| view! { <li>{link(address.label(), address)}</li> };
    let entries = all.iter().map(entry).collect_any();
    (!all.is_empty()).then(|| view! { <ul class="sources">{entries}</ul> })
}

/// Returns a list of sources below the word "Sources", for places without a heading of their own.
pub fn named_sources(all: &[WebAddress]) -> impl IntoView + use<> {
    let list = sources(all);
    (!all.is_empty()).then(|| view! { <p><strong>{pages::sources()}</strong></p> {list} })
}
