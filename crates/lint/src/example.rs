//! The texts and addresses that a site of `challenge-map new` begins with, and that are to be replaced.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use data::bundle;
use data::challenge::Prose;
use data::dataset::Dataset;

/// The bundle that `challenge-map new` writes.
const STARTER: &str = include_str!("../../../seeds/starter/bundle.json");

/// The second-level domains that are reserved for examples (RFC 2606, section 3).
const DOMAINS: [&str; 3] = ["example.com", "example.net", "example.org"];

static TEXTS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    bundle::parse(STARTER).map_or_else(|_| BTreeSet::new(), |parsed| texts(&parsed.dataset))
});

/// Returns true for a text of the example. Names of challenges, themes, groups and measures are none: a real site may have
/// the same.
pub fn is_example_text(text: &str) -> bool {
    TEXTS.contains(text)
}

/// Returns true for a host that is reserved for examples.
pub fn is_example_host(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    DOMAINS
        .iter()
        .any(|domain| host.strip_suffix(domain).is_some_and(|left| left.is_empty() || left.ends_with('.')))
}

/// Returns the texts of a bundle that hold for no other.
fn texts(dataset: &Dataset) -> BTreeSet<String> {
    let site = dataset.site();
    let mut texts =
        BTreeSet::from([&site.title, &site.tagline, &site.publisher, &site.notice].map(ToString::to_string));
    let mut prose: Vec<&Prose> = site.home.iter().chain(&site.about).collect();
    for ix in dataset.waves() {
        texts.insert(dataset.wave(ix).label.to_string());
        prose.extend(&dataset.wave(ix).method);
    }
    for ix in dataset.themes() {
        prose.push(&dataset.theme(ix).definition);
        prose.extend(&dataset.theme(ix).introduction);
    }
    for ix in dataset.challenges() {
        prose.push(&dataset.challenge(ix).summary);
        let row = dataset.long_texts(ix);
        prose.extend(&row.description);
        prose.extend(row.ideas.iter().map(|idea| &idea.text));
        prose.extend(row.quotes.iter().map(|quote| &quote.text));
        for resource in &row.resources {
            texts.insert(resource.title.to_string());
            texts.extend(resource.publisher.iter().map(ToString::to_string));
        }
    }
    texts.extend(prose.into_iter().map(|prose| prose.plain().to_string()));
    texts.remove("");
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_has_texts_of_its_own() {
        for text in [
            "Our community",
            "Our Challenge Map",
            "Example 2026",
            "Who published it",
            "Not every family can get online.",
        ] {
            assert!(is_example_text(text), "{text}");
        }
        for text in ["", "Attendance", "Teachers", "Learning", "Urgent", "educators"] {
            assert!(!is_example_text(text), "{text}");
        }
    }

    #[test]
    fn hosts_for_examples_are_known() {
        for host in ["example.org", "EXAMPLE.com", "www.example.net"] {
            assert!(is_example_host(host), "{host}");
        }
        for host in ["e.org", "myexample.org", "example.org.uk", "map.example"] {
            assert!(!is_example_host(host), "{host}");
        }
    }
}
