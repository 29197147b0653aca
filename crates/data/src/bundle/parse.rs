//! The parser of bundles: from the document to a [`Dataset`] or to every diagnostic at once.

mod content;
mod long_texts;
mod results;
mod survey;

#[cfg(not(target_arch = "wasm32"))]
pub use survey::wave;

pub(super) use long_texts::long_texts;

use super::content::is_file_name;
use super::decode::{Decoder, Node, Object};
use super::diagnostic::{Diagnostic, DiagnosticKind, Severity};
use super::findings::{AnyError, Findings};
use super::ids::Ids;
use super::{EVERYONE, FORMAT};
use crate::challenge::{Audience, ChallengeIx, GroupIx, MeasureKind, SiteText};
use crate::dataset::{Content, Dataset, MAX_HEADLINE, Tables};

/// A valid bundle.
pub struct Parsed {
    /// The data set.
    pub dataset: Dataset,
    /// Diagnostics that do not keep the bundle from being shown.
    pub warnings: Vec<Diagnostic>,
}

/// Parses a bundle.
///
/// ```
/// use data::bundle::parse;
///
/// let source = r#"{
///     "format": 1,
///     "site": {"title": "Our map", "publisher": "Us", "language": "en"},
///     "measures": [{"id": "urgent", "kind": "percent", "label": "Urgent", "question": "Is it?", "sentence": "{value}"}],
///     "waves": [], "groups": [], "challenges": []
/// }"#;
/// let dataset = parse(source).ok().unwrap().dataset;
/// assert_eq!(dataset.site().title, "Our map");
///
/// let diagnostics = parse(&source.replace("\"publisher\"", "\"publishers\"")).err().unwrap();
/// assert_eq!(diagnostics[0].to_string(), "site: the field `publisher` is missing (line 3, column 13)");
/// ```
///
/// # Errors
/// Returns every diagnostic in document order, warnings included, if at least one is an error.
pub fn parse(source: &str) -> Result<Parsed, Vec<Diagnostic>> {
    let mut decoder = Decoder::new(source);
    let root = decoder.root().map_err(|diagnostic| vec![diagnostic])?;
    let tables = tables(&mut decoder, root);
    let diagnostics = decoder.into_problems();
    match tables {
        Some((tables, content))
            if diagnostics.iter().all(|diagnostic| diagnostic.severity() == Severity::Warning) =>
        {
            Ok(Parsed { dataset: Dataset::new(tables, content), warnings: diagnostics })
        }
        _ => Err(diagnostics),
    }
}

/// Returns the data set of a valid bundle; `None` if [`parse()`] would return an error. Smaller and faster than
/// [`parse()`], because it collects no messages.
pub fn read(source: &str) -> Option<Dataset> {
    let mut decoder = Decoder::<AnyError>::of(source);
    let root = decoder.document().ok()?;
    let (tables, content) = tables(&mut decoder, root)?;
    decoder.into_findings().is_none().then(|| Dataset::new(tables, content))
}

/// Ids that later parts of the document refer to.
#[derive(Default)]
struct Known {
    themes: Ids,
    challenges: Ids,
    waves: Ids,
    measures: Ids,
    kinds: Vec<MeasureKind>,
    /// Ids of groups, written `dimension/group`.
    groups: Ids,
}

/// The site's texts, and a list that refers to later parts of the document.
struct Site<'a, P> {
    text: SiteText,
    /// Entries of `headline`.
    headline: Vec<Node<'a, P>>,
}

fn tables<'a, F: Findings>(d: &mut Decoder<'a, F>, root: Node<'a, F::Path>) -> Option<(Tables, Content)> {
    let mut top = d.object(root)?;
    if !is_supported_format(d, &mut top) {
        return None; // diagnostics of another version's document would be noise
    }
    if let Some(schema) = top.take("$schema") {
        d.text(&schema); // only editors read it
    }
    let mut known = Known::default();
    let Site { text: site, headline } = site(d, &mut top);
    let minimum_respondents = top
        .take("minimum_respondents")
        .and_then(|node| d.scalar(&node, "a whole number of respondents, 0 or more"))
        .unwrap_or(0);
    let measures = survey::measures(d, &mut top, &mut known);
    let headline = survey::headline(d, headline, &known);
    let (dimensions, groups) = survey::dimensions(d, &mut top, &mut known);
    let waves = survey::waves(d, &mut top, &mut known);
    let (theme_groups, mut themes) = content::themes(d, &mut top, &mut known);
    let (challenges, content) = content::challenges(d, &mut top, &mut known, site.content.as_deref());
    for (ix, challenge) in challenges.iter().enumerate() {
        if let Some(theme) = themes.get_mut(challenge.theme.get()) {
            theme.challenges.push(ChallengeIx::new(ix));
        }
    }
    let results = results::results(d, &mut top, &known, minimum_respondents);
    d.finish(top);
    let tables = Tables {
        site,
        theme_groups,
        themes,
        challenges,
        waves,
        measures,
        dimensions,
        groups,
        minimum_respondents,
        headline,
        results,
    };
    Some((tables, content))
}

fn is_supported_format<'a, F: Findings>(d: &mut Decoder<'a, F>, top: &mut Object<'a, F::Path>) -> bool {
    let Some(node) = d.require(top, "format") else { return false };
    let is_supported = d.peek::<u32>(&node) == Some(FORMAT);
    if !is_supported {
        d.report(&node, || DiagnosticKind::Format { found: node.excerpt() });
    }
    is_supported
}

fn site<'a, F: Findings>(d: &mut Decoder<'a, F>, top: &mut Object<'a, F::Path>) -> Site<'a, F::Path> {
    let object = d.require(top, "site").and_then(|node| d.object(node));
    let Some(mut o) = object else {
        return Site { text: SiteText::default(), headline: Vec::new() };
    };
    let text = SiteText {
        title: d.words(&mut o, "title").into(),
        tagline: d.optional_text(&mut o, "tagline").unwrap_or_default().into(),
        publisher: d.words(&mut o, "publisher").into(),
        language: d.words(&mut o, "language"),
        translations: translations(d, &mut o),
        home: d.paragraphs(&mut o, "home"),
        about: d.paragraphs(&mut o, "about"),
        notice: d.optional_text(&mut o, "notice").unwrap_or_default().into(),
        quotes_heading: d.optional_text(&mut o, "quotes_heading").unwrap_or_default().into(),
        content: o.take("content").and_then(|node| content_file(d, &node)),
    };
    let headline = d.entries_of(&mut o, "headline", MAX_HEADLINE);
    d.finish(o);
    Site { text, headline }
}

/// Returns whether a text has the form of a language tag: one to four subtags of one to eight letters and
/// digits (RFC 5646, section 2.1). Such a tag is safe in a file name.
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

/// Decodes the name of the file with the long texts.
fn content_file<'a, F: Findings>(d: &mut Decoder<'a, F>, node: &Node<'a, F::Path>) -> Option<String> {
    let name = d.peek::<String>(node).filter(|name| is_file_name(name));
    if name.is_none() {
        d.expected(node, "the name of a file beside the bundle, like \"content.json\"");
    }
    name
}

/// Decodes an audience: `everyone` or `dimension/group`.
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
