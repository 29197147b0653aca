//! Site settings: `config.json`, which lies beside the site and is read when the page opens.
//!
//! Whoever deploys the site writes it, so it is trusted, but slips are told in words. The
//! bundle may come from elsewhere and can say nothing of what stands here: least of all where
//! sign-ups go.
//!
//! Invariant: no secret can be needed here, because every visitor can read the file.

mod address;
mod fields;
mod read;
mod receiver;
mod rules;
mod secret;
mod target;

pub use address::{Address, AddressError};
pub use read::{DEFAULT_TIMEOUT_MS, TIMEOUT_MS};
pub use receiver::{
    Choice, Condition, Constant, Encoding, ErrorShape, Errors, Extra, Field, FieldKind, Header, LANGUAGE,
    Method, OPEN_MS, Receiver, Rule, SUBMISSION_ID, Scalar, Transport,
};
pub use target::{Clash, Pointer, Step, Target, TargetError};

use std::fmt;
use std::sync::Arc;

use crate::bundle::decode::{COMMENT, Decoder, Node};
use crate::bundle::findings::{Findings, Whether};
use crate::bundle::{self, Fault, Problem};
use crate::challenge::WebAddress;

/// The longest file read, in bytes.
pub const MAX_BYTES: usize = 64 << 10;

/// The most lists and objects inside each other; settings have five, and remarks may hold any.
const MAX_DEPTH: usize = 32;

/// The longest message, in characters: most repeat what stands in the file.
const MAX_TOLD: usize = 500;

/// What stands in a preset where a publisher's own value belongs.
pub const FILL_IN: &str = "FILL_IN";

/// What a deployment decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where the bundle is.
    pub bundle: Address,
    /// Who receives sign-ups; none when left out or null, and the form says so.
    pub signup: Option<Arc<Receiver>>,
    /// The privacy notice that the form links to.
    pub privacy_url: Option<Address>,
    /// How the publisher is reached without the form: a page or `mailto:`.
    pub contact: Option<WebAddress>,
}

impl Default for Config {
    /// What holds when there is no `config.json`: a bundle beside the site, no sign-ups.
    fn default() -> Self {
        Self { bundle: Address::bundle_beside_the_site(), signup: None, privacy_url: None, contact: None }
    }
}

/// Why the settings can't be used, in words for a publisher: everything that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError(Vec<Problem>);

impl ConfigError {
    /// What is wrong, in the order of the file.
    pub fn problems(&self) -> &[Problem] {
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

/// Reads `config.json`.
pub fn parse(source: &str) -> Result<Config, ConfigError> {
    if source.len() > MAX_BYTES {
        let told = format!("the file has {} bytes; at most {MAX_BYTES} are read", source.len());
        return Err(ConfigError(vec![Problem {
            path: String::new(),
            position: None,
            fault: Fault::Setting(told),
        }]));
    }
    let mut decoder = Decoder::new(source);
    let root = decoder.root().map_err(|problem| ConfigError(vec![problem]))?;
    report_secrets(&mut decoder, &root, false, 0);
    let config = config(&mut decoder, root).unwrap_or_default();
    let problems = decoder.into_problems();
    if problems.is_empty() { Ok(config) } else { Err(ConfigError(problems)) }
}

/// Reads of `config.json` where the bundle is, and nothing else: what a page needs to begin.
/// None if that can't be read: [`parse`] tells why.
pub fn bundle_address(source: &str) -> Option<Address> {
    let mut decoder = Decoder::<Whether>::of(source);
    let root = decoder.document().ok()?;
    let node = decoder.object(root).and_then(|mut o| o.take("bundle"));
    let found = address(&mut decoder, node);
    decoder.into_findings().is_none().then(|| found.unwrap_or_else(Address::bundle_beside_the_site))
}

fn config<'a>(d: &mut Decoder<'a>, root: Node<'a>) -> Option<Config> {
    let mut o = d.object(root)?;
    let config = Config {
        bundle: {
            let node = o.take("bundle");
            address(d, node).unwrap_or_else(Address::bundle_beside_the_site)
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
    Address::parse(&text).map_err(|error| d.report(&node, || told(&error.to_string()))).ok()
}

fn contact<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Option<WebAddress> {
    let text: String = d.scalar(node, "text")?;
    let address = WebAddress::parse(&text);
    if address.is_none() {
        setting(d, node, "this is not an address to link to: it must begin with https:// or mailto:");
    }
    address
}

fn setting<'a>(d: &mut Decoder<'a>, node: &Node<'a>, fault: &str) {
    d.report(node, || told(fault));
}

fn told(fault: &str) -> Fault {
    Fault::Setting(bundle::told(fault, MAX_TOLD))
}

/// Looks for what must not be in a public file, and for what a preset left to be filled in. The
/// text itself is not repeated: problems are shown in logs and consoles.
fn report_secrets<'a>(d: &mut Decoder<'a>, node: &Node<'a>, in_comment: bool, depth: usize) {
    if depth > MAX_DEPTH {
        setting(d, node, "this is nested too deeply to be read");
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
        let told = format!(
            "this looks like {what}, and every visitor can read this file: withdraw it at the service, and use an address for the public"
        );
        setting(d, node, &told);
    }
    if !in_comment && text.contains(FILL_IN) {
        setting(d, node, "a value of your own belongs where FILL_IN stands");
    }
}

#[cfg(test)]
mod tests;
