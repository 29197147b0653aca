//! The JSON of a bundle as the tool writes it.

use serde::Serialize;

use super::{Bundle, Content, Respondents, Results, Value};

impl Bundle {
    /// Returns the document for `bundle.json`: fields in reading order and one row per line, so that diffs
    /// are readable.
    ///
    /// # Errors
    /// Returns an error if `serde_json` can't serialize a value. These types cause none.
    pub fn print(&self) -> Result<String, serde_json::Error> {
        let mut fields = schema_field(self.schema.as_deref())?;
        fields.push(field("format", &self.format)?);
        fields.push(field("site", &self.site)?);
        fields.push(field("minimum_respondents", &self.minimum_respondents)?);
        fields.push(rows("measures", &self.measures)?);
        fields.push(rows("dimensions", &self.dimensions)?);
        fields.push(rows("waves", &self.waves)?);
        fields.push(rows("groups", &self.groups)?);
        fields.push(rows("challenges", &self.challenges)?);
        fields.push(rows("results", &self.results)?);
        Ok(document(&fields))
    }
}

impl Content {
    /// Returns the document for `content.json`, one challenge per line.
    ///
    /// # Errors
    /// Returns an error if `serde_json` can't serialize a value. These types cause none.
    pub fn print(&self) -> Result<String, serde_json::Error> {
        let mut fields = schema_field(self.schema.as_deref())?;
        fields.push(field("challenge_map_content", &self.challenge_map_content)?);
        fields.push(field("of", &self.of)?);
        fields.push(rows("challenges", &self.challenges)?);
        Ok(document(&fields))
    }
}

/// Returns the first field of a document for editors; none without a schema.
fn schema_field(schema: Option<&str>) -> Result<Vec<String>, serde_json::Error> {
    schema.map(|schema| field("$schema", &schema)).into_iter().collect()
}

/// Returns a document of fields, one a line.
fn document(fields: &[String]) -> String {
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}

impl Results {
    /// Returns the same results in fewer bytes. They must be complete: one entry for each of `challenges`,
    /// the ids in order.
    ///
    /// A column with few values lists the ids of its challenges; numbers of respondents that are all the same
    /// become one number.
    pub fn compact(self, challenges: &[&str]) -> Self {
        let rows: Vec<usize> = (0..self.values.len()).filter(|at| self.values[*at].is_some()).collect();
        let (null_len, id_len) = (4, |at: usize| challenges.get(at).map_or(0, |id| id.len()));
        let named: usize = rows.iter().map(|at| id_len(*at) + "\"\",".len()).sum();
        let saved = (self.values.len() - rows.len()) * (null_len + ",".len());
        let by_name = named + "\"challenges\":[],".len() < saved;
        let kept = |at: &usize| !by_name || self.values[*at].is_some();
        let kept: Vec<usize> = (0..self.values.len()).filter(kept).collect();
        let respondents = self.respondents.map(|respondents| match respondents {
            Respondents::Each(n) => Respondents::Each(n),
            Respondents::ByChallenge(counts) => {
                let count = |at: &usize| counts.get(*at).copied().unwrap_or(0);
                let numbers = rows.iter().filter(|at| matches!(self.values[**at], Some(Value::Number(_))));
                let mut different: Vec<u32> = numbers.map(count).collect();
                different.dedup();
                match different[..] {
                    [n] => Respondents::Each(n),
                    _ => Respondents::ByChallenge(kept.iter().map(count).collect()),
                }
            }
        });
        let id = |at: &usize| challenges.get(*at).map(|id| (*id).to_owned());
        Self {
            challenges: by_name.then(|| kept.iter().filter_map(id).collect()),
            respondents,
            values: kept.iter().map(|at| self.values[*at]).collect(),
            ..self
        }
    }
}

fn field(name: &str, value: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(format!("\"{name}\":{}", serde_json::to_string(value)?))
}

fn rows(name: &str, rows: &[impl Serialize]) -> Result<String, serde_json::Error> {
    let rows: Result<Vec<String>, _> = rows.iter().map(serde_json::to_string).collect();
    Ok(format!("\"{name}\":[\n{}\n]", rows?.join(",\n")))
}
