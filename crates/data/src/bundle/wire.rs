//! The types of the document that the tool writes and the JSON Schema is generated from. Their doc comments
//! are the schema's descriptions, which editors show to authors.
//!
//! [`super::parse()`] does not use these types, because it reports every error with its position. A test
//! compares the two: what these types print is parsed, and what the schema rejects the parser rejects.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

mod content;
mod print;

pub use super::schema::{content_schema, schema};
pub use content::{Content, LongTexts};

/// A challenge bundle, format 1. Text may carry `*emphasis*` and `[links](https://example.org)`, never HTML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Address of this schema, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Version of the format: 1.
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// Texts about the site.
    pub site: Site,
    /// Minimum number of respondents: cells with fewer read "too few answers".
    #[serde(default)]
    pub minimum_respondents: u32,
    /// Measures: the questions of the survey.
    #[schemars(length(min = 1))]
    pub measures: Vec<Measure>,
    /// Ways to divide the respondents into groups.
    #[serde(default)]
    pub dimensions: Vec<Dimension>,
    /// Waves: the rounds of the survey.
    pub waves: Vec<Wave>,
    /// Groups of themes, in order.
    pub groups: Vec<ThemeGroup>,
    /// Challenges, in order.
    pub challenges: Vec<Challenge>,
    /// Results: the numbers.
    #[serde(default)]
    pub results: Vec<Results>,
}

/// Texts about the site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Name of the site.
    #[schemars(length(min = 1))]
    pub title: String,
    /// One line under the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tagline: Option<String>,
    /// Name of the publisher.
    #[schemars(length(min = 1))]
    pub publisher: String,
    /// BCP 47 language tag of all text.
    #[schemars(length(min = 1))]
    pub language: String,
    /// BCP 47 tags of the languages that a translation file lies beside the bundle for: `bundle.es.json` for
    /// `es`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = TAG)))]
    pub translations: Vec<String>,
    /// Ids of up to three measures that sum up a challenge, in order: the lanes of the overview. The first three
    /// measures when left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 3), inner(regex(pattern = SLUG), length(max = 80)), extend("uniqueItems" = true))]
    pub headline: Vec<String>,
    /// Paragraphs of the home page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub home: Vec<String>,
    /// Paragraphs of the about page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// Licence or notice, shown beside downloads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// Heading of quotes, e.g. "In the words of district staff"; the program's own when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quotes_heading: Option<String>,
    /// Name of a file beside the bundle that holds description, ideas, quotes and resources of all challenges,
    /// so that pages without them need not fetch them; when left out, they stand in the bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = CONTENT_FILE), length(max = 80))]
    pub content: Option<String>,
}

/// A question of the survey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Id in URLs.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// Kind of number: a place (1 is first) or a share of respondents (0 to 100).
    pub kind: MeasureKind,
    /// Label in headings and on axes.
    #[schemars(length(min = 1))]
    pub label: String,
    /// Wording of the question.
    #[schemars(length(min = 1))]
    pub question: String,
    /// Sentence template with the placeholders `{audience}`, `{wave}` and `{value}`.
    #[schemars(regex(pattern = SENTENCE))]
    pub sentence: String,
    /// True if a greater number is a greater problem; false for progress. True when left out.
    #[serde(default = "yes")]
    pub more_is_worse: bool,
}

/// Kind of number that a measure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MeasureKind {
    /// A place among the challenges; 1 is first.
    Rank,
    /// A share of respondents in percent, 0 to 100.
    Percent,
}

/// A way to divide the respondents: by role, by level, by context.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Id in URLs.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// Label in selectors.
    #[schemars(length(min = 1))]
    pub label: String,
    /// Groups of the dimension.
    #[serde(default)]
    pub groups: Vec<Group>,
}

/// A group of respondents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Id, unique in its dimension; elsewhere written `dimension/group`.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// Label in selectors: "Rural".
    #[schemars(length(min = 1))]
    pub label: String,
    /// Phrase inside a sentence: "staff from rural districts".
    #[schemars(length(min = 1))]
    pub phrase: String,
}

/// One round of the survey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    /// Id in URLs.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// Label in headings: "Spring 2020".
    #[schemars(length(min = 1))]
    pub label: String,
    /// Phrase inside a sentence: "spring 2020"; the label when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// Date: `2020`, `2020-04` or `2020-04-15`. Waves are ordered by it.
    #[schemars(regex(pattern = DATE))]
    pub date: String,
    /// Status: published (real) or illustrative (made up).
    pub status: WaveStatus,
    /// Name of all respondents in a sentence: "practitioners".
    #[schemars(length(min = 1))]
    pub everyone: String,
    /// Number of respondents, or a phrase for it; leave it out if it is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondents: Option<Sample>,
    /// Kish's design effect of a weighted survey, 1 to 100: confidence intervals are computed with the number
    /// of respondents divided by it. 1 when left out.
    #[schemars(range(min = 1, max = 100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design_effect: Option<f64>,
    /// Description of the method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Addresses of the publication; a published wave needs at least one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = ADDRESS), length(max = 2000)))]
    pub sources: Vec<String>,
}

/// Status of a wave: real numbers or made-up ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WaveStatus {
    /// Real answers, with a source.
    Published,
    /// Made-up answers; every number is labelled as such.
    Illustrative,
}

/// Number of respondents of a wave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Sample {
    /// The exact number.
    Count(u32),
    /// A phrase: "nearly 350 responses".
    Words(String),
}

/// A group of themes under one heading.
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
    /// Id in URLs.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// Name of the theme.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Definition in one line: "Challenges related to ...".
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
    /// Id in URLs.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
    /// Name of the challenge.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Id of its theme.
    pub theme: String,
    /// Summary for cards: one or two sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Paragraphs of "The challenge".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub description: Vec<String>,
    /// List items of "Ideas from the field".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ideas: Vec<Idea>,
    /// Quotes of "In their own words".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// Resources for further reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// Numbers that "Challenge stats" shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stats: Vec<Stat>,
    /// Sources of the facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(regex(pattern = ADDRESS), length(max = 2000)))]
    pub sources: Vec<String>,
    /// Editorial note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An idea from the field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Idea {
    /// Text of the idea.
    Text(String),
    /// The idea with its source.
    Sourced(SourcedIdea),
}

/// An idea with its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcedIdea {
    /// Text of the idea.
    pub text: String,
    /// Document that it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// A document that an idea was taken from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title of the document, in the language that it is written in.
    #[schemars(length(min = 1))]
    pub title: String,
    /// Address: `https:`, `http:` or `mailto:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = ADDRESS), length(max = 2000))]
    pub address: Option<String>,
    /// Month in which the address was last seen, if it could not be verified since: `2026-11`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = MONTH))]
    pub seen: Option<String>,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Text without quotation marks.
    pub text: String,
    /// Speaker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Id of the wave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wave: Option<String>,
}

/// A resource for further reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Title of the resource.
    #[schemars(length(min = 1))]
    pub title: String,
    /// Publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Address: `https:`, `http:` or `mailto:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = ADDRESS), length(max = 2000))]
    pub address: Option<String>,
    /// Description in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Month in which the address was last seen, if it could not be verified since: `2026-11`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = MONTH))]
    pub seen: Option<String>,
}

/// A number that the challenge page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stat {
    /// Id of the measure.
    pub measure: String,
    /// Audience: `everyone` (when left out) or `dimension/group`.
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
    /// Audience: `everyone` (when left out) or `dimension/group`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Ids of the challenges that `values` are for; all challenges in order when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenges: Option<Vec<String>>,
    /// Number of respondents: one number for all values, or one per value; leave it out if it is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondents: Option<Respondents>,
    /// Values: a number, null (not published) or "few" (fewer respondents than the minimum).
    pub values: Vec<Option<Value>>,
}

/// Numbers of respondents of the values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Respondents {
    /// One number for all values.
    Each(u32),
    /// One number per value.
    ByChallenge(Vec<u32>),
}

/// A value that is not null.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// A rank or a percent.
    #[serde(serialize_with = "shortest")]
    Number(f64),
    /// Fewer respondents than the minimum.
    Absent(Absent),
}

/// Reason why a value is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Absent {
    /// Fewer respondents than the minimum.
    Few,
}

/// Pattern of sentences whose placeholders are all known.
const SENTENCE: &str = r"^([^{]|\{(audience|wave|value)\})*$";

/// Pattern of language tags, which are part of file names.
const TAG: &str = "^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,3}$";

/// Pattern of what [`super::content::is_file_name`] accepts.
const CONTENT_FILE: &str = r"^[A-Za-z0-9_-]+\.json$";

/// Pattern of the dates of the calendar, with or without day and month.
const DATE: &str = concat!(
    "^(?!0000)([0-9]{4}(-(0[1-9]|1[0-2]))?",
    "|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
    "|[0-9]{4}-(0[13-9]|1[0-2])-(29|30)",
    "|[0-9]{4}-(0[13578]|1[02])-31",
    // Leap years: every fourth, but of the centuries only every fourth.
    "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$",
);

/// Pattern of what [`crate::challenge::Month`] accepts.
const MONTH: &str = "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])$";

/// Pattern of what [`crate::challenge::WebAddress`] accepts; it does not check for deceptive characters, and
/// of encoded text only that it has no line break or control character.
const ADDRESS: &str = concat!(
    r"^(?!mailto:.*%([Cc]2%[89]|[Ee]2%80%[Aa][89]))(https?://([A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f.:]+\])",
    "(:0*([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?",
    r"([/?#][^\s\\]*)?",
    r"|mailto:([^\s\\%@]|%([2-689A-Fa-f][0-9A-Fa-f]|7[0-9A-Ea-e]))*@",
    r"([^\s\\%]|%([2-689A-Fa-f][0-9A-Fa-f]|7[0-9A-Ea-e]))*)$",
);

/// Pattern of what [`crate::challenge::Slug`] accepts.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

fn yes() -> bool {
    true
}

/// Serializes whole numbers without ".0": ranks and round shares are most of a bundle.
fn shortest<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let whole = *number as i32; // saturates; percents and ranks are far smaller, and others fail the comparison
    if f64::from(whole) == *number {
        serializer.serialize_i32(whole)
    } else {
        serializer.serialize_f64(*number)
    }
}
