//! Merging of counted waves into a bundle. All other text of the bundle stays as its author wrote it.

use data::bundle::wire::Results;
use data::bundle::{json, stated_minimum};

use super::aggregate::Counted;
use super::mapping::{Mapping, Measure};
use super::names::Names;
use super::results::Outcome;

mod indent;

use indent::{Indent, before_first, line_end};

/// Returns the bundle with the waves of `mapping` and their results. Earlier results of the same waves and
/// measures are replaced. Comments and order stay, and so does the layout of all but these two lists, which are indented
/// as the rest of the bundle.
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
    let indent = Indent::of(source);
    let with_waves = with_field(source, "waves", &indent.list(&waves))?;
    let text = with_field(&with_waves, "results", &indent.list(&results))?;
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

/// Returns a JSON object with a field set, at its place or at the end, where it is indented as the first one.
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
    let first = before_first(object);
    let before = match (first.rfind('\n'), layout.contains('\n')) {
        _ if fields.is_empty() => String::new(),
        (Some(at), _) => format!("{}{}", line_end(first), &first[at + 1..]),
        (None, true) => format!("{}  ", line_end(layout)),
        (None, false) => " ".to_owned(),
    };
    Some(format!("{body}{comma}{before}\"{name}\": {value}{layout}}}"))
}

#[cfg(test)]
mod tests;
