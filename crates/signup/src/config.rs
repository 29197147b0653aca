//! Site settings: the file `config.json` beside the site, which is read when a page opens.
//!
//! The publisher writes it, so it is trusted; mistakes in it are reported as diagnostics. The bundle may
//! come from elsewhere, and can't change a setting: least of all the receiver of sign-ups.
//!
//! Invariant: the file holds no secret, because every visitor can read it.

mod address;
mod error_texts;
mod fields;
mod headers;
mod placeholders;
mod read;
mod receiver;
mod rules;
mod secret;
mod target;

pub use address::{Address, AddressError};
pub use placeholders::{EMAIL, EMAIL_MD5, LANGUAGE, OPEN_MS, REVISION, SUBMISSION_ID};
pub use read::{DEFAULT_TIMEOUT_MS, TIMEOUT_MS};
pub use receiver::{
    Choice, Condition, Constant, Encoding, ErrorCause, ErrorLayout, ErrorShape, ErrorText, Extra, Field,
    FieldKind, Header, Method, Receiver, Rule, Scalar, Transport, phrase,
};
pub use target::{Conflict, Pointer, Step, Target, TargetError};

use std::fmt;
use std::sync::Arc;

use data::bundle;
use data::bundle::decode::{COMMENT, Decoder, Node};
use data::bundle::findings::{AnyError, Findings};
use data::bundle::{Diagnostic, DiagnosticKind};
use data::challenge::WebAddress;

/// Size of the longest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 10;

/// Largest number of lists and objects inside each other. Settings have five; comments may have any.
const MAX_DEPTH: usize = 32;

/// Message about a text of invisible characters.
const SHOWS_NOTHING: &str = "the text has only characters that show nothing";

/// Length of the longest message, in characters: most quote the file.
const MAX_MESSAGE_CHARS: usize = 350;

/// Name of the file of the settings, which a bundle can't replace.
const NAME: &str = "config.json";

/// Message about a bundle that can't lie where the settings say.
pub const BUNDLE_NAME: &str = "a bundle on this site is a file of its own whose name ends in .json, \
    of letters, digits and -._~%+";

/// Placeholder in a preset for a value of the publisher.
pub const FILL_IN: &str = "FILL_IN";

/// Settings of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Address of the bundle.
    pub bundle: Address,
    /// Receiver of sign-ups; none if left out or null, which the form says.
    pub signup: Option<Arc<Receiver>>,
    /// Address of the privacy notice that the form links to.
    pub privacy_url: Option<Address>,
    /// Contact of the publisher: a page or `mailto:`.
    pub contact: Option<WebAddress>,
}

impl Default for Config {
    /// Returns the settings of a site without `config.json`: a bundle beside the site, no sign-ups.
    fn default() -> Self {
        Self { bundle: Address::bundle_beside_the_site(), signup: None, privacy_url: None, contact: None }
    }
}

/// Errors in the settings, for a publisher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(Vec<Diagnostic>);

impl ConfigError {
    /// Returns all errors in the order of the file.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.0
    }
}

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

/// Parses `config.json`.
///
/// # Errors
///
/// Returns all errors at once, each with its place in the file.
pub fn parse(source: &str) -> Result<Config, ConfigError> {
    if source.len() > MAX_BYTES {
        let message = format!("the file has {} bytes; at most {MAX_BYTES} are read", source.len());
        return Err(ConfigError(vec![Diagnostic {
            path: String::new(),
            position: None,
            kind: DiagnosticKind::Setting(message),
        }]));
    }
    let mut decoder = Decoder::new(source);
    let root = decoder.root().map_err(|problem| ConfigError(vec![problem]))?;
    report_secrets(&mut decoder, &root, false, 0);
    placeholders::report_unknown(&mut decoder, &root);
    let config = config(&mut decoder, root).unwrap_or_default();
    let problems = decoder.into_problems();
    if problems.is_empty() { Ok(config) } else { Err(ConfigError(problems)) }
}

/// Returns the address of the bundle in `config.json`, which a page needs first; none if it can't be read:
/// [`parse`] has the errors.
pub fn bundle_address(source: &str) -> Option<Address> {
    let mut decoder = Decoder::<AnyError>::of(source);
    let root = decoder.document().ok()?;
    let node = decoder.object(root).and_then(|mut o| o.take("bundle"));
    let found = bundle_file(&mut decoder, node);
    decoder.into_findings().is_none().then(|| found.unwrap_or_else(Address::bundle_beside_the_site))
}

fn config<'a>(d: &mut Decoder<'a>, root: Node<'a>) -> Option<Config> {
    let mut o = d.object(root)?;
    let config = Config {
        bundle: {
            let node = o.take("bundle");
            bundle_file(d, node).unwrap_or_else(Address::bundle_beside_the_site)
        },
        signup: o.take("signup").and_then(|node| read::receiver(d, node)).map(Arc::new),
        privacy_url: {
            let node = o.take("privacy_url");
            address(d, node)
        },
        contact: o.take("contact").and_then(|node| contact(d, &node)),
    };
    d.finish(o);
    Some(config)
}

fn address<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Option<Node<'a, F::Path>>) -> Option<Address> {
    let node = node?;
    let text: String = d.scalar(&node, "text")?;
    Address::parse(&text).map_err(|error| d.report(&node, || diagnostic(&error.to_string()))).ok()
}

/// Returns the address of the bundle. On this site its path goes into the rules of hosts, where a `*` would stand
/// for all files.
fn bundle_file<'a, F: Findings>(d: &mut Decoder<'a, F>, node: Option<Node<'a, F::Path>>) -> Option<Address> {
    let node = node?;
    let address = address(d, Some(node.clone()))?;
    let is_here = address.origin().is_none();
    let path = address.as_str().split('?').next().unwrap_or_default();
    if is_here && !is_data_file(path) {
        d.report(&node, || diagnostic(BUNDLE_NAME));
        return None;
    }
    Some(address)
}

/// Returns whether a file on this site may be the bundle.
pub fn is_data_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_plain = |c: char| c.is_alphanumeric() || "-._~/%+".contains(c);
    // Hosts read an address decoded: `conf%69g.json` is the settings too.
    let decoded: Vec<u8> = percent_encoding::percent_decode_str(path).collect();
    let is_settings = decoded.rsplit(|byte| *byte == b'/').next() == Some(NAME.as_bytes());
    path.chars().all(is_plain)
        && name.strip_suffix(".json").is_some_and(|stem| !stem.is_empty())
        && !is_settings
}

fn contact<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<WebAddress> {
    let text: String = d.scalar(node, "text")?;
    let address = WebAddress::parse(&text);
    if address.is_none() {
        report(
            d,
            node,
            "this is not an address to link to: it must begin with https:// or mailto:, without line breaks, also encoded ones",
        );
    }
    address
}

fn report<'a>(d: &mut Decoder<'a>, node: &Node<'a>, message: &str) {
    d.report(node, || diagnostic(message));
}

fn diagnostic(message: &str) -> DiagnosticKind {
    DiagnosticKind::Setting(bundle::told(message, MAX_MESSAGE_CHARS))
}

/// Reports secrets, which must not be in a public file, and placeholders of a preset. The text itself is not
/// quoted, because diagnostics are shown in logs and consoles.
fn report_secrets<'a>(d: &mut Decoder<'a>, node: &Node<'a>, in_comment: bool, depth: usize) {
    if depth > MAX_DEPTH {
        report(d, node, "this is nested too deeply to be read");
    } else if let Some(fields) = node.fields() {
        for (name, node) in fields {
            let in_comment = in_comment || name == COMMENT;
            report_secret(d, &node, &name, in_comment);
            report_secrets(d, &node, in_comment, depth + 1);
        }
    } else if let Some(entries) = node.entries() {
        entries.iter().for_each(|node| report_secrets(d, node, in_comment, depth + 1));
    } else {
        report_secret(d, node, node.raw(), in_comment);
    }
}

fn report_secret<'a>(d: &mut Decoder<'a>, node: &Node<'a>, text: &str, in_comment: bool) {
    if let Some(what) = secret::secret(text) {
        let message = format!(
            "this looks like {what}, and every visitor can read this file: withdraw it at the service, and use an address for the public"
        );
        report(d, node, &message);
    }
    if !in_comment && text.contains(FILL_IN) {
        report(d, node, "a value of your own belongs where FILL_IN stands");
    }
}

#[cfg(test)]
mod tests;
