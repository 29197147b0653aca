//! The content file: the long texts of a bundle in a document of their own (format 1), so that pages without them
//! need not fetch them.
//!
//! It names the bundle that it belongs to by a [`fingerprint`] of its challenges' ids.

use super::decode::{Decoder, Node, Object};
use super::diagnostic::{Diagnostic, DiagnosticKind, TOLD_NAME, told};
use super::findings::{AnyError, Findings};
use super::ids::{Ids, hash};
use super::parse::long_texts;
#[cfg(not(target_arch = "wasm32"))]
use crate::challenge::ChallengeIx;
use crate::challenge::LongTexts;
use crate::dataset::{Content, Dataset};

/// Version of the content file's format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// Maximum length of the name of a content file, in bytes.
pub(super) const MAX_FILE_NAME: usize = 80;

/// Reason that a content file can't be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It belongs to another bundle, or to another version of this one.
    OtherBundle,
    /// It has errors.
    Invalid,
}

/// Parses the content file of a bundle.
///
/// # Errors
/// Returns every diagnostic in document order.
pub fn parse(source: &str, bundle: &Dataset) -> Result<Content, Vec<Diagnostic>> {
    let mut decoder = Decoder::new(source);
    let root = decoder.root().map_err(|diagnostic| vec![diagnostic])?;
    let decoded = content(&mut decoder, root, bundle);
    let diagnostics = decoder.into_problems();
    decoded.map(|decoded| decoded.content).filter(|_| diagnostics.is_empty()).ok_or(diagnostics)
}

/// Returns the content of a valid file. Smaller and faster than [`parse()`], because it collects no messages.
///
/// # Errors
/// Returns an error if [`parse()`] would, and tells a file of another bundle from one with errors.
pub fn read(source: &str, bundle: &Dataset) -> Result<Content, Unusable> {
    let mut decoder = Decoder::<AnyError>::of(source);
    let root = decoder.document().map_err(|_untold| Unusable::Invalid)?;
    match content(&mut decoder, root, bundle) {
        Some(decoded) if decoded.is_of_other_bundle => Err(Unusable::OtherBundle),
        Some(decoded) if decoder.into_findings().is_none() => Ok(decoded.content),
        _ => Err(Unusable::Invalid),
    }
}

struct Decoded {
    content: Content,
    is_of_other_bundle: bool,
}

fn content<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    root: Node<'a, F::Path>,
    bundle: &Dataset,
) -> Option<Decoded> {
    let mut top = d.object(root)?;
    let version = d.require(&mut top, "challenge_map_content")?;
    if d.peek::<u32>(&version) != Some(FORMAT) {
        d.report(&version, || DiagnosticKind::ContentFormat { found: version.excerpt() });
        return None; // diagnostics of another version's document would be noise
    }
    if let Some(schema) = top.take("$schema") {
        d.text(&schema); // only editors read it
    }
    let is_of_other_bundle = is_of_other_bundle(d, &mut top, bundle);
    let content = rows(d, &mut top, bundle);
    d.finish(top);
    Some(Decoded { content, is_of_other_bundle })
}

/// Returns whether the file says that it belongs to another bundle, and reports it.
fn is_of_other_bundle<'a, F: Findings>(
    d: &mut Decoder<'a, F>,
    top: &mut Object<'a, F::Path>,
    bundle: &Dataset,
) -> bool {
    let Some(node) = d.require(top, "of") else { return false };
    let Some(found) = d.scalar::<String>(&node, "the fingerprint of a bundle, like \"3c68bc1f\"") else {
        return false;
    };
    let expected = fingerprint(bundle.challenges().map(|ix| bundle.challenge(ix).id.as_str()));
    let is_other = found != expected;
    if is_other {
        d.report(&node, || DiagnosticKind::OtherBundle { found: told(&found, TOLD_NAME), expected });
    }
    is_other
}

fn rows<'a, F: Findings>(d: &mut Decoder<'a, F>, top: &mut Object<'a, F::Path>, bundle: &Dataset) -> Content {
    let ids_of = |ids: &mut dyn Iterator<Item = &str>| {
        let mut known = Ids::default();
        ids.for_each(|id| _ = known.add(id.to_owned()));
        known
    };
    let known = ids_of(&mut bundle.challenges().map(|ix| bundle.challenge(ix).id.as_str()));
    let waves = ids_of(&mut bundle.waves().map(|ix| bundle.wave(ix).id.as_str()));
    let mut rows = vec![None; known.len()];
    let nodes = d.require(top, "challenges").map(|node| d.list(&node)).unwrap_or_default();
    for node in nodes {
        let Some(mut o) = d.object(node) else { continue };
        let id = d.require(&mut o, "id");
        let row = id.as_ref().and_then(|id| d.reference(id, "challenge", &known));
        let texts = long_texts(d, &mut o, &waves);
        d.finish(o);
        let earlier = row.and_then(|row| rows.get_mut(row)).and_then(|row| row.replace(texts));
        if let (Some(_), Some(id)) = (earlier, id) {
            let told_id = told(&d.peek::<String>(&id).unwrap_or_default(), TOLD_NAME);
            d.report(&id, || DiagnosticKind::DuplicateId { kind: "challenge", id: told_id });
        }
    }
    Content::new(rows.into_iter().map(Option::<LongTexts>::unwrap_or_default).collect())
}

/// Returns the challenges of a valid content file, in document order.
#[cfg(not(target_arch = "wasm32"))]
pub fn challenges(source: &str, bundle: &Dataset) -> Vec<ChallengeIx> {
    fn field<'a>(node: &Node<'a>, name: &str) -> Option<Node<'a>> {
        node.fields()?.into_iter().find(|(field, _)| field == name).map(|(_, node)| node)
    }
    let root = Decoder::new(source).root().ok();
    let rows = root.and_then(|root| field(&root, "challenges")?.entries()).unwrap_or_default();
    let id = |row: &Node<'_>| super::json::text(field(row, "id")?.raw()).map(std::borrow::Cow::into_owned);
    rows.iter().filter_map(|row| bundle.find_challenge(&id(row)?)).collect()
}

/// Returns the fingerprint of a bundle, 8 hexadecimal digits, from the ids of its challenges in any order. Another
/// set of ids has the same one with a chance of 1 in 4 billion.
pub fn fingerprint<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    format!("{:08x}", ids.fold(0_u32, |sum, id| sum.wrapping_add(hash(id))))
}

/// Returns whether a text is the name of a content file: letters, digits, `-` and `_`, then `.json`.
pub fn is_file_name(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let stem = text.strip_suffix(".json").unwrap_or_default();
    !stem.is_empty() && text.len() <= MAX_FILE_NAME && stem.bytes().all(is_plain)
}

/// Returns the path or URL of the content file of a bundle: `data/content.json` for `data/bundle.json`.
pub fn beside(bundle: &str, name: &str) -> String {
    let end = bundle.find(['?', '#']).unwrap_or(bundle.len());
    let (path, rest) = bundle.split_at(end);
    let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
    format!("{folder}{name}{rest}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::wire;
    use super::*;
    use crate::bundle;
    use crate::sample;

    const NAMED: &str = ",\"content\":\"content.json\"";

    /// Returns a document as a bundle and its content file.
    fn split_of(document: &str) -> (String, String) {
        let mut made: wire::Bundle = serde_json::from_str(document).unwrap();
        let content = made.take_content();
        made.site.content = Some("content.json".to_owned());
        (made.print().unwrap(), content.print().unwrap())
    }

    /// Returns the sample as a bundle and its content file.
    fn split() -> (String, String) {
        split_of(sample::DOCUMENT)
    }

    fn told(content: &str) -> Vec<String> {
        let dataset = bundle::parse(&split().0).unwrap().dataset;
        let diagnostics = parse(content, &dataset).err().unwrap_or_default();
        diagnostics.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_bundle_with_a_content_file_has_no_long_texts() {
        let dataset = bundle::parse(&split().0).unwrap().dataset;
        assert_eq!(dataset.site().content.as_deref(), Some("content.json"));
        for challenge in dataset.challenges() {
            assert_eq!(*dataset.long_texts(challenge), LongTexts::default());
        }
    }

    proptest! {
        #[test]
        fn a_bundle_joined_to_its_content_is_the_whole_bundle(left_out in prop::collection::vec(any::<[bool; 4]>(), 3)) {
            let mut document: serde_json::Value = serde_json::from_str(sample::DOCUMENT).unwrap();
            for (row, left_out) in document["challenges"].as_array_mut().unwrap().iter_mut().zip(left_out) {
                for (name, _) in ["description", "ideas", "quotes", "resources"].iter().zip(left_out).filter(|it| it.1) {
                    row.as_object_mut().unwrap().remove(*name);
                }
            }
            let whole = bundle::parse(&document.to_string()).unwrap().dataset;
            let (short, content) = split_of(&document.to_string());
            prop_assert!(short.contains(NAMED));
            let mut joined = bundle::parse(&short.replace(NAMED, "")).unwrap().dataset;
            let long = parse(&content, &joined).unwrap();
            prop_assert_eq!(read(&content, &joined), Ok(long.clone()));
            joined.join(long);
            prop_assert_eq!(joined, whole);
        }
    }

    #[test]
    fn content_of_another_bundle_is_told() {
        let (short, content) = split();
        let more = short.replace("\"id\":\"math\"", "\"id\":\"maths\"").replace("\"math\"", "\"maths\"");
        let dataset = bundle::parse(&more).unwrap().dataset;
        let kinds: Vec<DiagnosticKind> =
            parse(&content, &dataset).unwrap_err().into_iter().map(|found| found.kind).collect();
        assert!(matches!(&kinds[..], [DiagnosticKind::OtherBundle { .. }]), "{kinds:?}");
        assert_eq!(read(&content, &dataset), Err(Unusable::OtherBundle));
        // The order of challenges does not matter.
        let ids = |ids: &[&'static str]| fingerprint(ids.iter().copied());
        assert_eq!(ids(&["a", "b"]), ids(&["b", "a"]));
        assert_ne!(ids(&["a", "b"]), ids(&["a", "c"]));
    }

    #[test]
    fn problems_of_content_have_path_line_and_column() {
        let (_, good) = split();
        assert_eq!(told(&good), [""; 0]);
        let with = |old: &str, new: &str| {
            assert!(good.contains(old), "{old}: {good}");
            told(&good.replacen(old, new, 1))
        };
        assert_eq!(
            with("\"challenge_map_content\":1", "\"challenge_map_content\":2"),
            [
                "challenge_map_content: this program reads content of format 1, the file says 2 (line 2, column 25)"
            ]
        );
        assert_eq!(
            with("\"id\":\"literacy\"", "\"id\":\"literaci\""),
            [
                "challenges[0].id: there is no challenge `literaci`, did you mean `literacy`? (line 5, column 7)"
            ]
        );
        assert_eq!(
            with("\"id\":\"opportunity-gaps\"", "\"id\":\"literacy\""),
            ["challenges[1].id: there is another challenge with the id `literacy` (line 6, column 7)"]
        );
        assert_eq!(
            with(
                "\"One district *tried*.\"",
                "{\"text\":\"T\",\"source\":{\"title\":\"S\",\"seen\":\"2026\"}}, 7, {}"
            ),
            [
                "challenges[1].ideas[0].source.seen: expected a month: \"2026-11\", found \"2026\" (line 6, column 100)",
                "challenges[1].ideas[1]: expected text, or an object with `text` and `source`, found 7 (line 6, column 110)",
                "challenges[1].ideas[2]: the field `text` is missing (line 6, column 113)",
            ]
        );
        assert!(told("<!doctype html>")[0].starts_with("this is a web page, not JSON"));
    }

    #[test]
    fn long_texts_stand_in_one_place() {
        let named =
            sample::DOCUMENT.replace("\"language\": \"en\"", "\"language\": \"en\", \"content\": \"c.json\"");
        let told: Vec<String> =
            bundle::parse(&named).err().unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 5, "{told:#?}");
        assert_eq!(
            told[0],
            "challenges[1].description: `site.content` says that long texts stand in `c.json`: move this there (line 37, column 80)"
        );
    }

    #[test]
    fn a_content_file_lies_beside_its_bundle() {
        for good in ["content.json", "long-texts_2.json"] {
            assert!(is_file_name(good), "{good}");
        }
        let long = format!("{}.json", "a".repeat(MAX_FILE_NAME));
        for bad in
            ["", ".json", "content", "a/b.json", "../a.json", "a.b.json", "content.js", "é.json", &long]
        {
            assert!(!is_file_name(bad), "{bad}");
        }
        for (bundle, beside_it) in [
            ("bundle.json", "c.json"),
            ("/data/bundle.json", "/data/c.json"),
            ("https://a.example/b.json?v=1/2", "https://a.example/c.json?v=1/2"),
        ] {
            assert_eq!(beside(bundle, "c.json"), beside_it);
        }
    }
}
