//! From the document to an [`Atlas`], or to every problem at once.

mod content;
mod results;
mod survey;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use survey::wave;

use super::decode::{Decoder, Node, Object};
use super::findings::{Findings, Whether};
use super::ids::Ids;
use super::problem::{Fault, Problem, Severity};
use super::{EVERYONE, FORMAT};
use crate::atlas::{Atlas, Tables};
use crate::challenge::{Audience, ChallengeIx, GroupIx, MeasureKind, SiteText, Text};

/// A bundle that can be shown.
pub struct Parsed {
    /// The data set.
    pub atlas: Atlas,
    /// What its author will want to know.
    pub warnings: Vec<Problem>,
}

/// Reads a document. Errors hold every problem found, warnings included, in document order.
pub fn parse(source: &str) -> Result<Parsed, Vec<Problem>> {
    let mut decoder = Decoder::new(source);
    let root = decoder.root().map_err(|problem| vec![problem])?;
    let tables = tables(&mut decoder, root);
    let problems = decoder.into_problems();
    match tables {
        Some(tables) if problems.iter().all(|p| p.severity() == Severity::Warning) => {
            Ok(Parsed { atlas: Atlas::new(tables), warnings: problems })
        }
        _ => Err(problems),
    }
}

/// Reads a document that [`parse`] can read; of any other it only says that it can't be shown.
pub fn read(source: &str) -> Option<Atlas> {
    let mut decoder = Decoder::<Whether>::of(source);
    let root = decoder.document().ok()?;
    let tables = tables(&mut decoder, root)?;
    decoder.into_findings().is_none().then(|| Atlas::new(tables))
}

/// The ids that later parts of the document refer to.
#[derive(Default)]
struct Known {
    themes: Ids,
    challenges: Ids,
    waves: Ids,
    measures: Ids,
    kinds: Vec<MeasureKind>,
    /// `dimension/group`.
    groups: Ids,
}

fn tables<'a, F: Findings>(d: &mut Decoder<'a, F>, root: Node<'a, F::Path>) -> Option<Tables> {
    let mut top = d.object(root)?;
    if !format_is_ours(d, &mut top) {
        return None; // of another version every other complaint would be noise
    }
    if let Some(schema) = top.take("$schema") {
        d.text(&schema); // what editors read to help authors
    }
    let mut known = Known::default();
    let site = site(d, &mut top);
    let minimum_respondents = top
        .take("minimum_respondents")
        .and_then(|node| d.scalar(&node, "a whole number of respondents, 0 or more"))
        .unwrap_or(0);
    let measures = survey::measures(d, &mut top, &mut known);
    let (dimensions, groups) = survey::dimensions(d, &mut top, &mut known);
    let waves = survey::waves(d, &mut top, &mut known);
    let (theme_groups, mut themes) = content::themes(d, &mut top, &mut known);
    let challenges = content::challenges(d, &mut top, &mut known);
    for (ix, challenge) in challenges.iter().enumerate() {
        if let Some(theme) = themes.get_mut(challenge.theme.get()) {
            theme.challenges.push(ChallengeIx::new(ix));
        }
    }
    let results = results::results(d, &mut top, &known, minimum_respondents);
    d.finish(top);
    Some(Tables {
        site,
        theme_groups,
        themes,
        challenges,
        waves,
        measures,
        dimensions,
        groups,
        minimum_respondents,
        results,
    })
}

fn format_is_ours<'a, F: Findings>(d: &mut Decoder<'a, F>, top: &mut Object<'a, F::Path>) -> bool {
    let Some(node) = d.require(top, "format") else { return false };
    let ours = d.peek::<u32>(&node) == Some(FORMAT);
    if !ours {
        d.report(&node, || Fault::Format { found: node.excerpt() });
    }
    ours
}

fn site<'a, F: Findings>(d: &mut Decoder<'a, F>, top: &mut Object<'a, F::Path>) -> SiteText {
    let object = d.require(top, "site").and_then(|node| d.object(node));
    let Some(mut o) = object else {
        return SiteText {
            title: Text::default(),
            tagline: Text::default(),
            publisher: Text::default(),
            language: String::new(),
            translations: Vec::new(),
            home: Vec::new(),
            about: Vec::new(),
            notice: Text::default(),
        };
    };
    let site = SiteText {
        title: d.words(&mut o, "title").into(),
        tagline: d.optional_text(&mut o, "tagline").unwrap_or_default().into(),
        publisher: d.words(&mut o, "publisher").into(),
        language: d.words(&mut o, "language"),
        translations: translations(d, &mut o),
        home: d.paragraphs(&mut o, "home"),
        about: d.paragraphs(&mut o, "about"),
        notice: d.optional_text(&mut o, "notice").unwrap_or_default().into(),
    };
    d.finish(o);
    site
}

/// Whether a text may name a language, and with it a file beside the bundle: letters and digits in subtags
/// (RFC 5646, section 2.1).
pub fn is_tag(text: &str) -> bool {
    let is_subtag =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text.split('-').count() <= 4 && text.split('-').all(is_subtag)
}

fn translations<'a, F: Findings>(d: &mut Decoder<'a, F>, o: &mut Object<'a, F::Path>) -> Vec<String> {
    let mut tags = Vec::new();
    for node in d.entries(o, "translations") {
        match d.peek::<String>(&node) {
            Some(tag) if is_tag(&tag) => tags.push(tag),
            _ => d.expected(&node, "a language tag like \"es\" or \"pt-BR\""),
        }
    }
    tags
}

/// `everyone` or `dimension/group`.
fn audience<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    node: &Node<'a, F::Path>,
    known: &Known,
) -> Option<Audience> {
    if d.peek::<String>(node).as_deref() == Some(EVERYONE) {
        return Some(Audience::Everyone);
    }
    d.reference(node, "group", &known.groups).map(|ix| Audience::Group(GroupIx::new(ix)))
}
