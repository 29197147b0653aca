//! Site settings: `config.json`, which lies beside the site and is read when the page opens.
//!
//! Whoever deploys the site writes it, so it is trusted, but slips are told in words. The
//! bundle may come from elsewhere and can say nothing of what stands here: least of all where
//! sign-ups go.
//!
//! Invariant: no secret can be needed here, because every visitor can read the file.

mod address;

pub use address::{Address, AddressError};

use std::fmt;

use crate::bundle::decode::{Decoder, Node};
use crate::bundle::{Fault, Problem};

/// How long a sign-up may take before its outcome counts as unknown, in milliseconds.
pub const DEFAULT_TIMEOUT_MS: u32 = 10_000;

/// What `timeout_ms` may be: under a second fails on slow networks, over a minute nobody waits.
pub const TIMEOUT_MS: std::ops::RangeInclusive<u32> = 1_000..=60_000;

/// What a deployment decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where the bundle is.
    pub bundle: Address,
    /// Who receives sign-ups; none when left out or null, and the form says so.
    pub signup: Option<Receiver>,
    /// The privacy notice that the form links to.
    pub privacy_url: Option<Address>,
}

/// Who receives sign-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// Where a sign-up is sent.
    pub action: Address,
    /// How long to wait for the answer, in milliseconds; within [`TIMEOUT_MS`].
    pub timeout_ms: u32,
}

impl Default for Config {
    /// What holds when there is no `config.json`: a bundle beside the site, no sign-ups.
    fn default() -> Self {
        Self { bundle: Address::bundle_beside_the_site(), signup: None, privacy_url: None }
    }
}

/// Why the settings can't be used, in words for a publisher: everything that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(Vec<Problem>);

impl std::error::Error for ConfigError {}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            let line_break = if at > 0 { "\n" } else { "" };
            write!(f, "{line_break}config.json: {problem}")?;
        }
        Ok(())
    }
}

/// Reads `config.json`.
pub fn parse(source: &str) -> Result<Config, ConfigError> {
    let mut decoder = Decoder::new(source);
    let root = decoder.root().map_err(|problem| ConfigError(vec![problem]))?;
    let config = config(&mut decoder, root).unwrap_or_default();
    let problems = decoder.into_problems();
    if problems.is_empty() { Ok(config) } else { Err(ConfigError(problems)) }
}

fn config<'a>(d: &mut Decoder<'a>, root: Node<'a>) -> Option<Config> {
    let mut o = d.object(root)?;
    let config = Config {
        bundle: address(d, o.take("bundle")).unwrap_or_else(Address::bundle_beside_the_site),
        signup: o.take("signup").and_then(|node| receiver(d, node)),
        privacy_url: address(d, o.take("privacy_url")),
    };
    d.finish(o);
    Some(config)
}

fn receiver<'a>(d: &mut Decoder<'a>, node: Node<'a>) -> Option<Receiver> {
    let mut o = d.object(node)?;
    let action = d.require(&mut o, "action");
    let action = address(d, action);
    let timeout_ms = o.take("timeout_ms").map_or(Some(DEFAULT_TIMEOUT_MS), |node| timeout_ms(d, &node));
    d.finish(o);
    Some(Receiver { action: action?, timeout_ms: timeout_ms? })
}

fn address<'a>(d: &mut Decoder<'a>, node: Option<Node<'a>>) -> Option<Address> {
    let node = node?;
    let text: String = d.scalar(&node, "text")?;
    Address::parse(&text).map_err(|error| d.report(&node, Fault::Setting(error.to_string()))).ok()
}

fn timeout_ms<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<u32> {
    let ms = d.scalar(node, "a whole number of milliseconds")?;
    if TIMEOUT_MS.contains(&ms) {
        return Some(ms);
    }
    let (least, most) = TIMEOUT_MS.into_inner();
    d.report(node, Fault::Setting(format!("{ms} is not between {least} and {most} milliseconds")));
    None
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
            ("", "config.json: the file is empty"),
            (
                "<!doctype html>",
                "config.json: this is a web page, not JSON; the address may be wrong, or the host answers every address with its start page",
            ),
            ("{", "config.json: this is not valid JSON: EOF while parsing an object (line 1, column 1)"),
            ("{} x", "config.json: this is not valid JSON: trailing characters (line 1, column 4)"),
            ("[]", "config.json: expected an object, found [] (line 1, column 1)"),
            ("{\"bundle\": 1}", "config.json: bundle: expected text, found 1 (line 1, column 12)"),
            (
                "{\n  \"singup\": null\n}",
                "config.json: unknown field `singup`, did you mean `signup`? (line 2, column 13)",
            ),
            ("{\"signup\": {}}", "config.json: signup: the field `action` is missing (line 1, column 12)"),
            (
                "{\"signup\": {\n\"action\": \"http://example.org/\"}}",
                "config.json: signup.action: `http://example.org/` is not encrypted: use https:// (http:// is for this machine only) (line 2, column 11)",
            ),
            (
                "{\"signup\": {\"action\": \"a\", \"timeout_ms\": 10}, \"privacy_url\": 7}",
                "config.json: signup.timeout_ms: 10 is not between 1000 and 60000 milliseconds (line 1, column 42)\n\
                 config.json: privacy_url: expected text, found 7 (line 1, column 62)",
            ),
        ] {
            assert_eq!(parse(source).unwrap_err().to_string(), words, "{source}");
        }
    }
}
