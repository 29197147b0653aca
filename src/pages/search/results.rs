//! The results as nodes: a list of links.

use data::challenge::{ChallengeIx, Lang, Resource, ThemeIx};
use explore::headline::Headline;
use explore::route::{Route, text_id};
use leptos::prelude::GetUntracked;
use search::messages as t;
use search::{Entry, Highlighted, Kind, Part, SearchResults};

use super::SearchContext;
use super::vdom::{Attribute, VNode};
use crate::components::fingerprint::Outline;
use crate::components::shape::MarkOutline;

/// Returns the id of a result's link, by its index in the list.
pub fn id(at: usize) -> String {
    format!("found-{at}")
}

/// Returns the index that an id contains; none for other ids.
pub fn position(id: &str) -> Option<usize> {
    id.strip_prefix("found-")?.parse().ok()
}

/// Returns an entry for each challenge, with the texts found in it below.
pub fn entries(context: &SearchContext, found: &SearchResults) -> Vec<VNode> {
    let mut at = 0;
    let entry = |found: &Entry| {
        let first = at;
        at += 1 + found.parts.len();
        entry(context, found, first)
    };
    found.entries.iter().map(entry).collect()
}

/// Returns the entry of a challenge. Its link has the index `first`; the links of its parts follow.
fn entry(context: &SearchContext, entry: &Entry, first: usize) -> VNode {
    let dataset = &context.dataset;
    let row = dataset.challenge(entry.challenge);
    let index = context.index.get_untracked();
    let long = index.content().of(entry.challenge);
    let href = context.base.href(&Route::challenge(dataset, entry.challenge));
    let theme = context.base.href(&Route::theme(dataset, row.theme));
    let name = link(id(first), href.clone(), &entry.name.lang, marked(&entry.name));
    let head = vec![theme_mark(context, row.theme), VNode::text(" "), name];
    let kind = vec![
        VNode::text(t::kind(Kind::Name) + " · "),
        VNode::element(
            "a",
            with_lang([("href", theme.into()), DIR_AUTO], &entry.theme.lang),
            marked(&entry.theme),
        ),
    ];
    let glyph = context
        .headline
        .as_ref()
        .and_then(|headline| glyph(context, headline, entry.challenge))
        .unwrap_or_else(VNode::empty);
    let about = entry.about.as_ref().map_or_else(VNode::empty, paragraph);
    let part = |(part, at): (&Part, usize)| {
        let resource = (part.kind == Kind::Resource).then(|| &long.resources[part.at]);
        self::part(part, resource, &href, at)
    };
    let parts: Vec<VNode> = entry.parts.iter().zip(first + 1..).map(part).collect();
    let parts = if parts.is_empty() { VNode::empty() } else { VNode::element("ul", [], parts) };
    let more = if entry.more > 0 {
        let text = VNode::text(t::more_texts(entry.more));
        let link = VNode::element("a", [("href", href.into())], [text]);
        VNode::element("p", [CLASS_HINT], [link])
    } else {
        VNode::empty()
    };
    let head = VNode::element("h2", [("class", "marked".into())], head);
    VNode::element("li", [], [head, VNode::element("p", [CLASS_HINT], kind), glyph, about, parts, more])
}

/// Returns the id of a text on the page of its challenge.
fn anchor(part: &Part) -> String {
    let kind = match part.kind {
        Kind::Quote => "quote",
        Kind::Resource => "resource",
        Kind::Idea | Kind::Name | Kind::Theme | Kind::Summary => "idea",
    };
    text_id(kind, part.at)
}

/// Returns a text below its challenge. A resource links to its own address, any other text to its place on the
/// challenge's page.
fn part(part: &Part, resource: Option<&Resource>, page: &str, at: usize) -> VNode {
    let text = marked(&part.text);
    let text = if part.kind == Kind::Quote { vec![VNode::element("q", [], text)] } else { text };
    let address = resource.and_then(|resource| resource.address.as_ref());
    let link = match address {
        Some(address) => {
            let host = address.host_beside(&part.text.text).map(|host| VNode::text(format!(" ({host})")));
            let rel = ("rel", "external noopener noreferrer".into());
            let attributes =
                [("id", id(at).into()), ("href", address.as_str().to_owned().into()), DIR_AUTO, rel];
            let attributes = with_lang(attributes, &part.text.lang);
            VNode::element("a", attributes, text.into_iter().chain(host).collect::<Vec<_>>())
        }
        None => link(id(at), format!("{page}#{}", anchor(part)), &part.text.lang, text),
    };
    let beside = if part.beside.text.is_empty() {
        VNode::empty()
    } else {
        let attributes = with_lang([("class", "publisher".into()), DIR_AUTO], &part.beside.lang);
        VNode::element("span", attributes, marked(&part.beside))
    };
    let note = part.note.as_ref().map_or_else(VNode::empty, paragraph);
    let name = if part.is_match { t::kind(part.kind) } else { t::resource_of_challenge() };
    let kind = VNode::element("span", [("class", "kind hint".into())], [VNode::text(name)]);
    VNode::element("li", [], [kind, VNode::text(" "), link, VNode::text(" "), beside, note])
}

/// `dir="auto"`.
const DIR_AUTO: Attribute = ("dir", std::borrow::Cow::Borrowed("auto"));
/// `class="hint"`.
const CLASS_HINT: Attribute = ("class", std::borrow::Cow::Borrowed("hint"));

/// Returns a link within the site.
fn link(id: String, href: String, lang: &Lang, text: Vec<VNode>) -> VNode {
    VNode::element("a", with_lang([("id", id.into()), ("href", href.into()), DIR_AUTO], lang), text)
}

/// Returns a text as a paragraph.
fn paragraph(text: &Highlighted) -> VNode {
    VNode::element("p", with_lang([DIR_AUTO], &text.lang), marked(text))
}

/// Returns attributes with the language of the element's text.
fn with_lang<const N: usize>(attributes: [Attribute; N], lang: &Lang) -> Vec<Attribute> {
    let lang = lang.as_ref().map(|lang| ("lang", lang.to_string().into()));
    attributes.into_iter().chain(lang).collect()
}

/// Returns a text with the words found in it marked.
fn marked(text: &Highlighted) -> Vec<VNode> {
    let ellipsis = |is_cut: bool| if is_cut { "…" } else { "" };
    let mut nodes = Vec::new();
    let mut plain = ellipsis(text.is_cut[0]).to_owned();
    for (run, is_found) in text.pieces() {
        if is_found {
            // A text node before each mark, even if it is empty, so that later nodes keep their index.
            nodes.push(VNode::Text(std::mem::take(&mut plain)));
            nodes.push(VNode::element("mark", [], [VNode::text(run)]));
        } else {
            plain += run;
        }
    }
    nodes.push(VNode::Text(plain + ellipsis(text.is_cut[1])));
    nodes
}

/// Returns the glyph of a challenge, like [`crate::components::fingerprint::small`].
fn glyph(context: &SearchContext, headline: &Headline, challenge: ChallengeIx) -> Option<VNode> {
    let Outline { class, view_box, size: [width, height], paths } =
        Outline::small(&context.dataset, headline, challenge)?;
    let path = |(class, data): (&'static str, String)| {
        VNode::element("path", [("class", class.into()), ("d", data.into())], [])
    };
    let paths: Vec<VNode> = paths.into_iter().map(path).collect();
    let attributes = [
        ("class", class.into()),
        ("viewBox", view_box.into()),
        ("width", width.into()),
        ("height", height.into()),
        ("role", "img".into()),
        ("aria-label", headline.words(&context.dataset, challenge).into()),
    ];
    Some(VNode::element("svg", attributes, paths))
}

/// Returns the mark of a theme, like [`crate::components::shape::theme_mark`].
fn theme_mark(context: &SearchContext, theme: ThemeIx) -> VNode {
    let MarkOutline { class, points } = MarkOutline::of(&context.dataset, theme);
    let outline = match points {
        Some(points) => VNode::element("polygon", [("points", points.into())], []),
        None => VNode::element("circle", [("cx", "8".into()), ("cy", "8".into()), ("r", "5".into())], []),
    };
    let attributes = [
        ("class", class.into()),
        ("viewBox", "0 0 16 16".into()),
        ("width", "16".into()),
        ("height", "16".into()),
        ("aria-hidden", "true".into()),
    ];
    VNode::element("svg", attributes, [outline])
}
