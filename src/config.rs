//! Site settings: `config.json`, which lies beside the site and is read when the page opens.
//!
//! Whoever deploys the site writes it, so it is trusted, but slips are told in words. The
//! bundle may come from elsewhere and can say nothing of what stands here: least of all where
//! sign-ups go.
//!
//! Invariant: no secret can be needed here, because every visitor can read the file.

mod address;

pub use address::{Address, AddressError};

use serde::{Deserialize, Deserializer, de};

/// How long a sign-up may take before its outcome counts as unknown, in milliseconds.
pub const DEFAULT_TIMEOUT_MS: u32 = 10_000;

/// What `timeout_ms` may be: under a second fails on slow networks, over a minute nobody waits.
pub const TIMEOUT_MS: std::ops::RangeInclusive<u32> = 1_000..=60_000;

/// What a deployment decides.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where the bundle is.
    pub bundle: Address,
    /// Who receives sign-ups; none when left out or null, and the form says so.
    pub signup: Option<Receiver>,
    /// The privacy notice that the form links to.
    pub privacy_url: Option<Address>,
}

/// Who receives sign-ups.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receiver {
    /// Where a sign-up is sent.
    pub action: Address,
    /// How long to wait for the answer, in milliseconds; within [`TIMEOUT_MS`].
    #[serde(default = "default_timeout_ms", deserialize_with = "timeout_ms")]
    pub timeout_ms: u32,
}

impl Default for Config {
    /// What holds when there is no `config.json`: a bundle beside the site, no sign-ups.
    fn default() -> Self {
        Self { bundle: Address::bundle_beside_the_site(), signup: None, privacy_url: None }
    }
}

/// Why the settings can't be used, in words for a publisher.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Nothing there.
    #[error("config.json is empty")]
    Empty,
    /// A web page where the settings should be.
    #[error("config.json is a web page, not JSON; the host may answer every address with its start page")]
    Html,
    /// Not JSON at all.
    #[error("config.json is not valid JSON: {what} (line {line}, column {column})")]
    Syntax {
        /// What the JSON reader met.
        what: String,
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
    },
    /// A field with a value it can't have, or one that is unknown or missing.
    #[error("config.json{}: {what} (line {line}, column {column})", at_field(.path))]
    Field {
        /// JSON path, e.g. `signup.action`; empty for the document itself.
        path: String,
        /// What is wrong.
        what: String,
        /// From 1.
        line: usize,
        /// From 1, in bytes; where reading stopped, which is at or just behind the value.
        column: usize,
    },
}

/// Reads `config.json`.
pub fn parse(source: &str) -> Result<Config, ConfigError> {
    let start = source.trim_start();
    if start.is_empty() {
        return Err(ConfigError::Empty);
    }
    if start.starts_with('<') {
        return Err(ConfigError::Html);
    }
    let mut json = serde_json::Deserializer::from_str(source);
    let config = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        in_words(if path == "." { String::new() } else { path }, error.inner())
    })?;
    json.end().map_err(|error| in_words(String::new(), &error))?;
    Ok(config)
}

fn in_words(path: String, error: &serde_json::Error) -> ConfigError {
    let whole = error.to_string();
    // serde_json ends its message with the place, which is told apart here.
    let what = whole.rfind(" at line ").map_or(whole.as_str(), |end| &whole[..end]).to_owned();
    let (line, column) = (error.line(), error.column().max(1));
    if error.is_data() {
        ConfigError::Field { path, what, line, column }
    } else {
        ConfigError::Syntax { what, line, column }
    }
}

fn at_field(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(", {path}") }
}

fn default_timeout_ms() -> u32 {
    DEFAULT_TIMEOUT_MS
}

fn timeout_ms<'de, D: Deserializer<'de>>(json: D) -> Result<u32, D::Error> {
    let ms = u32::deserialize(json)?;
    if TIMEOUT_MS.contains(&ms) {
        return Ok(ms);
    }
    let (least, most) = TIMEOUT_MS.into_inner();
    Err(de::Error::custom(format!("{ms} is not between {least} and {most} milliseconds")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_in_the_repository_are_read() {
        let config = parse(include_str!("../public/config.json")).unwrap();
        assert_eq!(config.bundle.as_str(), "bundle.json");
        let receiver = config.signup.unwrap();
        assert_eq!((receiver.action.as_str(), receiver.timeout_ms), ("api/signups", 10_000));
        assert_eq!(config.privacy_url, None);
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        assert_eq!(parse("{}").unwrap(), Config::default());
        assert_eq!(parse(r#"{"signup": null}"#).unwrap().signup, None);
        let receiver = parse(r#"{"signup": {"action": "https://example.org/x"}}"#).unwrap().signup.unwrap();
        assert_eq!(receiver.timeout_ms, DEFAULT_TIMEOUT_MS);
    }

    #[test]
    fn slips_are_told_with_field_and_line() {
        for (source, words) in [
            ("", "config.json is empty"),
            (
                "<!doctype html>",
                "config.json is a web page, not JSON; the host may answer every address with its start page",
            ),
            ("{", "config.json is not valid JSON: EOF while parsing an object (line 1, column 1)"),
            ("{} x", "config.json is not valid JSON: trailing characters (line 1, column 4)"),
            (
                "{\"bundle\": 1}",
                "config.json, bundle: invalid type: integer `1`, expected a string (line 1, column 12)",
            ),
            (
                "{\n  \"singup\": null\n}",
                "config.json, singup: unknown field `singup`, expected one of `bundle`, `signup`, `privacy_url` (line 2, column 10)",
            ),
            ("{\"signup\": {}}", "config.json, signup: missing field `action` (line 1, column 13)"),
            (
                "{\"signup\": {\n\"action\": \"http://example.org/\"}}",
                "config.json, signup.action: `http://example.org/` is not encrypted: use https:// (http:// is for this machine only) (line 2, column 32)",
            ),
            (
                "{\"signup\": {\"action\": \"a\", \"timeout_ms\": 10}}",
                "config.json, signup.timeout_ms: 10 is not between 1000 and 60000 milliseconds (line 1, column 44)",
            ),
        ] {
            assert_eq!(parse(source).unwrap_err().to_string(), words, "{source}");
        }
    }
}
