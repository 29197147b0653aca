//! The document of the content file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bundle, Challenge, Idea, Quote, Resource, SLUG};
use crate::bundle::content;

/// The long texts of a bundle, format 1: the file that its `site.content` names. Text may carry `*emphasis*` and
/// `[links](https://example.org)`, never HTML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Address of this schema, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Version of the format: 1.
    #[schemars(range(min = 1, max = 1))]
    pub challenge_map_content: u32,
    /// Fingerprint of the challenges of the bundle that it belongs to; `challenge-map check` says which.
    pub of: String,
    /// Long texts by challenge, in any order. Challenges without any may be left out.
    pub challenges: Vec<LongTexts>,
}

/// The long texts of a challenge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LongTexts {
    /// Id of the challenge.
    #[schemars(regex(pattern = SLUG), length(max = 80))]
    pub id: String,
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
}

impl Bundle {
    /// Takes the long texts out of the bundle, for a content file that its `site.content` is to name.
    pub fn take_content(&mut self) -> Content {
        let take = |row: &mut Challenge| LongTexts {
            id: row.id.clone(),
            description: std::mem::take(&mut row.description),
            ideas: std::mem::take(&mut row.ideas),
            quotes: std::mem::take(&mut row.quotes),
            resources: std::mem::take(&mut row.resources),
        };
        let rows: Vec<LongTexts> = self.challenges.iter_mut().map(take).collect();
        Content {
            schema: None,
            challenge_map_content: content::FORMAT,
            of: content::fingerprint(self.challenges.iter().map(|row| row.id.as_str())),
            challenges: rows.into_iter().filter(LongTexts::has_any).collect(),
        }
    }
}

impl LongTexts {
    fn has_any(&self) -> bool {
        !(self.description.is_empty()
            && self.ideas.is_empty()
            && self.quotes.is_empty()
            && self.resources.is_empty())
    }
}
