//! The document as the tool writes it, and its JSON Schema.
//!
//! [`super::parse`] reads by hand, to tell every mistake with its place; a test holds the two together:
//! what these types print is parsed, and what the schema refuses the parser refuses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::decode::COMMENT;

/// A challenge bundle, format 1. Text may carry `*emphasis*` and `[links](https://example.org)`, never HTML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Where editors find this schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The version of the format: 1.
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// What the site says of itself.
    pub site: Site,
    /// Cells with fewer respondents read "too few answers".
    #[serde(default)]
    pub minimum_respondents: u32,
    /// What was asked.
    #[schemars(length(min = 1))]
    pub measures: Vec<Measure>,
    /// Ways to cut the respondents.
    #[serde(default)]
    pub dimensions: Vec<Dimension>,
    /// Rounds of the survey.
    pub waves: Vec<Wave>,
    /// Groups of themes, in order.
    pub groups: Vec<ThemeGroup>,
    /// Challenges, in order.
    pub challenges: Vec<Challenge>,
    /// The numbers.
    #[serde(default)]
    pub results: Vec<Results>,
}

/// What the site says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Name of the site.
    #[schemars(length(min = 1))]
    pub title: String,
    /// One line under the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tagline: Option<String>,
    /// Who publishes it.
    #[schemars(length(min = 1))]
    pub publisher: String,
    /// BCP 47 language tag of all text.
    #[schemars(length(min = 1))]
    pub language: String,
    /// BCP 47 tags of languages in which a translation lies beside the bundle: `bundle.es.json` for `es`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = TAG)))]
    pub translations: Vec<String>,
    /// Paragraphs of the home page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub home: Vec<String>,
    /// Paragraphs of the about page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// Licence or notice shown beside downloads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// A question of the survey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Id in addresses.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// A place (1 is first) or a share of respondents (0 to 100).
    pub kind: MeasureKind,
    /// For headings and axes.
    #[schemars(length(min = 1))]
    pub label: String,
    /// The words that were asked.
    #[schemars(length(min = 1))]
    pub question: String,
    /// A sentence with `{audience}`, `{wave}` and `{value}` to fill in.
    #[schemars(regex(pattern = SENTENCE))]
    pub sentence: String,
    /// Whether a greater number is a greater problem.
    #[serde(default = "yes")]
    pub more_is_worse: bool,
}

/// What kind of number a measure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MeasureKind {
    /// A place, 1 is first.
    Rank,
    /// A share of respondents, 0 to 100.
    Percent,
}

/// A way to cut the respondents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Id in addresses.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// For selectors.
    #[schemars(length(min = 1))]
    pub label: String,
    /// The parts.
    #[serde(default)]
    pub groups: Vec<Group>,
}

/// A part of the respondents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Id, unique in its dimension; elsewhere written `dimension/group`.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// For selectors: "Rural".
    #[schemars(length(min = 1))]
    pub label: String,
    /// Inside a sentence: "staff from rural districts".
    #[schemars(length(min = 1))]
    pub phrase: String,
}

/// One round of the survey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    /// Id in addresses.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// For headings: "Spring 2020".
    #[schemars(length(min = 1))]
    pub label: String,
    /// Inside a sentence: "spring 2020"; the label when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// `2020`, `2020-04` or `2020-04-15`: waves are ordered by it.
    #[schemars(regex(pattern = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"))]
    pub date: String,
    /// Real, or made up to show the product.
    pub status: WaveStatus,
    /// What everyone who answered is called in a sentence: "practitioners".
    #[schemars(length(min = 1))]
    pub everyone: String,
    /// How many answered, or words for it; leave out what is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondents: Option<Sample>,
    /// Of a weighted survey, Kish's design effect: intervals are as wide as those of so many times
    /// fewer respondents. 1 when left out.
    #[schemars(range(min = 1, max = 100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design_effect: Option<f64>,
    /// How it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Where it was published; a published wave needs one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = ADDRESS), length(max = 2000)))]
    pub sources: Vec<String>,
}

/// Whether a wave's numbers are real.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WaveStatus {
    /// Real answers, with a source.
    Published,
    /// Made-up answers; every number says so.
    Illustrative,
}

/// How many answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Sample {
    /// Exactly this many.
    Count(u32),
    /// "nearly 350 responses".
    Words(String),
}

/// Themes that stand side by side under one heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThemeGroup {
    /// Heading over the columns.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Themes in order.
    #[serde(default)]
    pub themes: Vec<Theme>,
}

/// A column of the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Id in addresses.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// Name of the theme.
    #[schemars(length(min = 1))]
    pub name: String,
    /// One line: "Challenges related to ...".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// Paragraphs of the theme page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub introduction: Vec<String>,
}

/// One challenge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Challenge {
    /// Id in addresses.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// Name of the challenge.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Id of its theme.
    pub theme: String,
    /// One or two sentences for cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Paragraphs of "The challenge".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub description: Vec<String>,
    /// Bullets of "Ideas from the field".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ideas: Vec<String>,
    /// "In the words of district staff".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// Further reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// Which numbers "Challenge stats" shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stats: Vec<Stat>,
    /// Where the facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = ADDRESS), length(max = 2000)))]
    pub sources: Vec<String>,
    /// A remark on the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Somebody's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The words, without quotation marks.
    pub text: String,
    /// Who said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Id of the wave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wave: Option<String>,
}

/// Something to read elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Its title.
    #[schemars(length(min = 1))]
    pub title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where it is: `https:`, `http:` or `mailto:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = ADDRESS), length(max = 2000))]
    pub address: Option<String>,
    /// One line on what it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A number the challenge page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stat {
    /// Id of the measure.
    pub measure: String,
    /// `everyone` (when left out) or `dimension/group`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
}

/// The values of one wave, audience and measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Results {
    /// Id of the wave.
    pub wave: String,
    /// Id of the measure.
    pub measure: String,
    /// `everyone` (when left out) or `dimension/group`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Which challenges `values` are for; all in order when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenges: Option<Vec<String>>,
    /// How many answered: one number, or one a value; leave out what is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondents: Option<Respondents>,
    /// A number, null (not published) or "few" (fewer answers than the minimum).
    pub values: Vec<Option<Value>>,
}

/// How many stand behind the values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Respondents {
    /// The same for every value.
    Each(u32),
    /// One a value.
    ByChallenge(Vec<u32>),
}

/// A value that is there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// A rank or a percent.
    #[serde(serialize_with = "shortest")]
    Number(f64),
    /// Fewer answers than the minimum.
    Absent(Absent),
}

/// Why a value is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Absent {
    /// Fewer answers than the minimum.
    Few,
}

/// A sentence whose placeholders are all known.
const SENTENCE: &str = r"^([^{]|\{(audience|wave|value)\})*$";

/// What may name a file beside the bundle.
const TAG: &str = "^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,3}$";

/// What [`crate::challenge::WebAddress`] accepts, hidden characters apart.
const ADDRESS: &str = r"^(https?://[A-Za-z0-9._:\[\]-]+([/?#][^\s\\]*)?|mailto:[^\s\\]*@[^\s\\]*)$";

/// What [`crate::challenge::Slug`] accepts.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

fn yes() -> bool {
    true
}

impl Bundle {
    /// The document as it is written to `bundle.json`: fields in reading order and a line a row,
    /// so that changes can be read.
    pub fn print(&self) -> Result<String, serde_json::Error> {
        let mut fields = Vec::new();
        if let Some(schema) = &self.schema {
            fields.push(field("$schema", schema)?);
        }
        fields.push(field("format", &self.format)?);
        fields.push(field("site", &self.site)?);
        fields.push(field("minimum_respondents", &self.minimum_respondents)?);
        fields.push(rows("measures", &self.measures)?);
        fields.push(rows("dimensions", &self.dimensions)?);
        fields.push(rows("waves", &self.waves)?);
        fields.push(rows("groups", &self.groups)?);
        fields.push(rows("challenges", &self.challenges)?);
        fields.push(rows("results", &self.results)?);
        Ok(format!("{{\n{}\n}}\n", fields.join(",\n")))
    }
}

impl Results {
    /// The same results in fewer bytes. They must be complete: an entry for each of `challenges`, ids in order.
    ///
    /// A column that few challenges have a value in names those; respondents that are the same for all
    /// values become one number.
    pub fn compact(self, challenges: &[&str]) -> Self {
        let rows: Vec<usize> = (0..self.values.len()).filter(|at| self.values[*at].is_some()).collect();
        let (nulls, names) = (4, |at: usize| challenges.get(at).map_or(0, |id| id.len()));
        let named: usize = rows.iter().map(|at| names(*at) + "\"\",".len()).sum();
        let saved = (self.values.len() - rows.len()) * (nulls + ",".len());
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

/// Whole numbers without ".0": ranks and round shares are most of a bundle.
fn shortest<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let whole = *number as i32; // percents and ranks are far smaller; what is cut off fails the comparison
    if f64::from(whole) == *number {
        serializer.serialize_i32(whole)
    } else {
        serializer.serialize_f64(*number)
    }
}

/// The JSON Schema of the format.
pub fn schema() -> serde_json::Value {
    let mut schema = super::schema::tightened(schemars::schema_for!(Bundle).to_value());
    allow_comments(&mut schema);
    schema
}

/// Lets every object of the format hold a comment.
fn allow_comments(schema: &mut serde_json::Value) {
    match schema {
        serde_json::Value::Object(fields) => {
            let is_object = fields.contains_key("additionalProperties");
            if let Some(serde_json::Value::Object(properties)) =
                fields.get_mut("properties").filter(|_| is_object)
            {
                let comment =
                    serde_json::json!({"description": "A comment of the author's: nobody reads it."});
                properties.insert(COMMENT.to_owned(), comment);
            }
            fields.values_mut().for_each(allow_comments);
        }
        serde_json::Value::Array(entries) => entries.iter_mut().for_each(allow_comments),
        _ => {}
    }
}
