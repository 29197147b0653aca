//! The folder of authored content.
//!
//! It holds `site.json`, `measures.json`, `dimensions.json`, `waves.json`, `groups.json` and, for each theme of
//! the groups, `challenges/<theme>.json`. Fields have the names of the bundle. `results.json` holds published
//! ranks, each with its source.

use std::path::Path;

use data::bundle::{FORMAT, wire};
use serde::Deserialize;

use super::{BundleError, read_json};
use crate::import::minimum;

/// `site.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    minimum_respondents: Option<u32>,
    site: wire::Site,
}

/// An entry of `results.json`: the published ranks of one wave.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranking {
    wave: String,
    measure: String,
    ranks: Vec<Rank>,
}

/// A published rank.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rank {
    challenge: String,
    rank: u32,
    /// The web address of the source. The bundle has no field for it: the wave and the challenge list it.
    source: String,
}

/// Returns the bundle without answer sheets.
///
/// # Errors
///
/// Returns the first error of the files.
pub fn read_content(dir: &Path) -> Result<wire::Bundle, BundleError> {
    let Front { minimum_respondents, site } = read_json(&dir.join("site.json"))?;
    let groups: Vec<wire::ThemeGroup> = read_json(&dir.join("groups.json"))?;
    let mut made = wire::Bundle {
        schema: None,
        format: FORMAT,
        site,
        minimum_respondents: minimum(minimum_respondents, "site.json")?,
        measures: read_json(&dir.join("measures.json"))?,
        dimensions: read_json(&dir.join("dimensions.json"))?,
        waves: read_json(&dir.join("waves.json"))?,
        challenges: challenges(dir, &groups)?,
        groups,
        results: Vec::new(),
    };
    let path = dir.join("results.json");
    let rankings: Vec<Ranking> = read_json(&path)?;
    for ranking in rankings {
        let column =
            column(&made, ranking).map_err(|message| BundleError::Content { path: path.clone(), message })?;
        made.results.push(column);
    }
    Ok(made)
}

/// Returns the challenges of each theme in the order of the groups. A file without a theme is an error.
fn challenges(dir: &Path, groups: &[wire::ThemeGroup]) -> Result<Vec<wire::Challenge>, BundleError> {
    let dir = dir.join("challenges");
    let themes: Vec<&str> = groups.iter().flat_map(|group| &group.themes).map(|t| t.id.as_str()).collect();
    let mut all = Vec::new();
    for theme in &themes {
        let path = dir.join(format!("{theme}.json"));
        let rows: Vec<wire::Challenge> = read_json(&path)?;
        if let Some(stray) = rows.iter().find(|row| row.theme != *theme) {
            let message = format!("the challenge `{}` says it is of the theme `{}`", stray.id, stray.theme);
            return Err(BundleError::Content { path, message });
        }
        all.extend(rows);
    }
    let io = |source| BundleError::Io { path: dir.clone(), source };
    for entry in std::fs::read_dir(&dir).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let json = path.extension().is_some_and(|extension| extension == "json");
        let known =
            path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| themes.contains(&stem));
        if json && !known {
            let message = "groups.json has no theme of this name".to_owned();
            return Err(BundleError::Content { path, message });
        }
    }
    Ok(all)
}

/// Returns a ranking as a column of results. The wave and the challenges must list its sources.
fn column(made: &wire::Bundle, ranking: Ranking) -> Result<wire::Results, String> {
    let Ranking { wave, measure, ranks } = ranking;
    let wave_row =
        made.waves.iter().find(|row| row.id == wave).ok_or(format!("there is no wave `{wave}`"))?;
    let mut values = vec![None; made.challenges.len()];
    for Rank { challenge, rank, source } in ranks {
        let at = made.challenges.iter().position(|row| row.id == challenge);
        let at = at.ok_or(format!("there is no challenge `{challenge}`"))?;
        if !wave_row.sources.contains(&source) {
            return Err(format!(
                "the source of `{challenge}`, {source}, is not listed with the wave `{wave}`"
            ));
        }
        if !made.challenges[at].sources.contains(&source) {
            return Err(format!(
                "the challenge `{challenge}` does not list the source of its rank, {source}"
            ));
        }
        if values[at].replace(wire::Value::Number(f64::from(rank))).is_some() {
            return Err(format!("`{challenge}` is ranked twice in the wave `{wave}`"));
        }
    }
    let full = wire::Results { wave, measure, audience: None, challenges: None, respondents: None, values };
    let ids: Vec<&str> = made.challenges.iter().map(|row| row.id.as_str()).collect();
    Ok(full.compact(&ids))
}
