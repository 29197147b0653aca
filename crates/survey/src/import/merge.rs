//! Merging of counted waves into a bundle. All other text of the bundle stays as its author wrote it.

use data::bundle::wire::Results;
use data::bundle::{json, stated_minimum};

use super::aggregate::Counted;
use super::mapping::{Mapping, Measure};
use super::names::Names;
use super::results::Outcome;

/// Returns the bundle with the waves of `mapping` and their results. Earlier results of the same waves and
/// measures are replaced. Comments, order and layout of all other parts stay.
///
/// A bundle that states no minimum of respondents gets the one that the results were made with.
///
/// `source` must be a valid bundle. Returns `None` if it is not, or if a column can't be written.
pub fn merge(
    source: &str,
    mapping: &Mapping,
    names: &Names,
    counted: &Counted,
    outcome: &Outcome,
) -> Option<String> {
    let source = source.trim();
    let top = json::object(source)?;
    let waves = waves(json::list(json::field(&top, "waves")?)?, mapping, counted)?;
    let old = match json::field(&top, "results") {
        Some(raw) if raw != "null" => json::list(raw)?,
        _ => Vec::new(),
    };
    let measures = measures(mapping, names);
    let kept = old.into_iter().filter(|raw| !is_replaced(raw, mapping, &measures)).map(str::to_owned);
    let new: Result<Vec<String>, _> = outcome.results.iter().map(serde_json::to_string::<Results>).collect();
    let results: Vec<String> = kept.chain(new.ok()?).collect();
    let with_waves = with_field(source, "waves", &lines(&waves))?;
    let text = with_field(&with_waves, "results", &lines(&results))?;
    let text = match stated_minimum(source) {
        Some(_) => text,
        None => with_field(&text, "minimum_respondents", &outcome.minimum.to_string())?,
    };
    Some(format!("{text}\n"))
}

/// Returns the waves of the bundle. New ones replace those with the same id, or follow at the end.
fn waves(old: Vec<&str>, mapping: &Mapping, counted: &Counted) -> Option<Vec<String>> {
    let mut waves: Vec<String> = old.into_iter().map(str::to_owned).collect();
    for (at, wave) in mapping.waves.iter().enumerate() {
        let there = waves.iter().position(|raw| text_field(raw, "id").as_deref() == Some(&wave.id));
        let raw = match (&wave.json, there) {
            (Some(json), _) => json.clone(),
            (None, Some(there)) => waves[there].clone(),
            (None, None) => return None,
        };
        let raw = with_field(&raw, "respondents", &counted.tallies.sheets(at).to_string())?;
        let raw = match counted.tallies.design_effect(at) {
            Some(effect) => with_field(&raw, "design_effect", &effect.to_string())?,
            None if json::field(&json::object(&raw)?, "design_effect").is_some() => {
                with_field(&raw, "design_effect", "1")?
            }
            None => raw,
        };
        match there {
            Some(there) => waves[there] = raw,
            None => waves.push(raw),
        }
    }
    Some(waves)
}

/// Returns the measures that the mapping counts, and the one that it ranks by.
pub(super) fn measures<'n>(mapping: &Mapping, names: &'n Names) -> Vec<&'n str> {
    let asked = mapping.questions.iter().map(|question| match question.measure {
        Measure::Share(share) => &names.shares[share],
        Measure::Places { rank, .. } => &names.ranks[rank],
    });
    let ranked = mapping.rank.iter().map(|rule| &names.ranks[rule.measure]);
    asked.chain(ranked).map(|row| row.id.as_str()).collect()
}

fn is_replaced(raw: &str, mapping: &Mapping, measures: &[&str]) -> bool {
    let (wave, measure) = (text_field(raw, "wave"), text_field(raw, "measure"));
    mapping.wave_ids().any(|id| wave.as_deref() == Some(id))
        && measures.iter().any(|id| measure.as_deref() == Some(id))
}

fn text_field(raw: &str, name: &str) -> Option<String> {
    let fields = json::object(raw)?;
    json::text(json::field(&fields, name)?).map(std::borrow::Cow::into_owned)
}

/// Returns a list with one entry per line.
fn lines(entries: &[String]) -> String {
    if entries.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", entries.join(",\n")) }
}

/// Returns a JSON object with a field set, at its place or at the end.
fn with_field(object: &str, name: &str, value: &str) -> Option<String> {
    let fields = json::object(object)?;
    if let Some(old) = json::field(&fields, name) {
        // The value borrows from the object, so its address gives its position.
        let start = (old.as_ptr() as usize).checked_sub(object.as_ptr() as usize)?;
        return Some(format!("{}{value}{}", object.get(..start)?, object.get(start + old.len()..)?));
    }
    let body = object.strip_suffix('}')?.trim_end();
    let layout = &object[body.len()..object.len() - 1];
    let comma = if fields.is_empty() { "" } else { "," };
    let before = if layout.contains('\n') { "\n  " } else { "" };
    Some(format!("{body}{comma}{before}\"{name}\": {value}{layout}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn a_field_is_set_where_it_stands_or_at_the_end() {
        assert_eq!(with_field("{}", "a", "1").unwrap(), "{\"a\": 1}");
        assert_eq!(with_field("{ \"a\" : [2] , \"b\":3}", "a", "1").unwrap(), "{ \"a\" : 1 , \"b\":3}");
        assert_eq!(with_field("{\n  \"b\": 3\n}", "a", "1").unwrap(), "{\n  \"b\": 3,\n  \"a\": 1\n}");
        assert_eq!(with_field("[]", "a", "1"), None);
    }

    proptest! {
        #[test]
        fn every_other_field_is_kept(
            fields in prop::collection::btree_map("[a-d\"\\\\]{1,3}", "[a-z{}\\[\\],:\"\\\\ ]{0,6}", 0..5),
            name in "[a-d]{1,2}",
            pretty in any::<bool>(),
        ) {
            let object = json!(fields);
            let text = if pretty { serde_json::to_string_pretty(&object) } else { serde_json::to_string(&object) };
            let made = with_field(&text.unwrap(), &name, "[7]").unwrap();
            let mut expected = object;
            expected[&name] = json!([7]);
            prop_assert_eq!(serde_json::from_str::<Value>(&made).unwrap(), expected);
        }
    }
}
