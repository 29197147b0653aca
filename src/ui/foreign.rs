//! Texts that stand in another language than their page: each is marked with it, so that it is read aloud as what it is
//! (WCAG 2.2, 3.1.2). The program `translate` does this beside the page, which knows nothing of it.
//!
//! An element is marked if all that it says is such a text, or an excerpt of one. What stands within a sentence or a label is not.

use std::collections::BTreeSet;

use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node};

/// Marks these texts with the tag of their language, wherever they stand and will stand on this page.
pub fn mark(texts: BTreeSet<String>, language: String) -> Result<(), JsValue> {
    let Some(body) = document().body() else { return Ok(()) };
    let bytes = texts.iter().map(String::len).sum();
    let foreign = Foreign { texts, bytes, language };
    foreign.visit(&body);
    let on_change = move |records: Array| {
        for record in records.iter() {
            let record: MutationRecord = record.unchecked_into();
            if let Some(text) = record.target().filter(|node| node.node_type() == Node::TEXT_NODE) {
                foreign.visit(&text);
            }
            let added = record.added_nodes();
            for node in (0..added.length()).filter_map(|at| added.item(at)) {
                foreign.visit(&node);
            }
        }
    };
    let on_change = Closure::<dyn FnMut(Array)>::new(on_change).into_js_value();
    let watched = MutationObserverInit::new();
    watched.set_child_list(true);
    watched.set_character_data(true);
    watched.set_subtree(true);
    MutationObserver::new(on_change.unchecked_ref())?.observe_with_options(&body, &watched)
}

/// In how many bytes of texts excerpts are looked for at the most: the search shows some with each key that is pressed, and
/// has milliseconds for it.
const MOST: usize = 100_000;

struct Foreign {
    texts: BTreeSet<String>,
    bytes: usize,
    language: String,
}

impl Foreign {
    /// Judges what holds the texts in and below a node.
    fn visit(&self, node: &Node) {
        if node.node_type() == Node::TEXT_NODE {
            // Emphasis and links of a paragraph are elements of their own.
            let around = node.parent_element();
            let above = around.as_ref().and_then(|element| element.parent_element());
            [around, above].iter().flatten().for_each(|element| self.judge(element));
        }
        let mut next = node.first_child();
        while let Some(child) = next {
            self.visit(&child);
            next = child.next_sibling();
        }
    }

    /// Whether this is one of the texts, or what is shown of one between signs that more stands there.
    fn has(&self, text: &str) -> bool {
        let part = text.trim_matches(['…', ' ']);
        let is_part = part.len() < text.len() && part.len() > 12 && self.bytes <= MOST;
        self.texts.contains(text) || is_part && self.texts.iter().any(|whole| whole.contains(part))
    }

    fn judge(&self, element: &Element) {
        if self.has(element.text_content().unwrap_or_default().trim()) {
            element.set_attribute("lang", &self.language).ok();
        } else if element.get_attribute("lang").is_some_and(|lang| lang == self.language)
            // The names of languages are in their own.
            && !element.has_attribute("data-language")
        {
            element.remove_attribute("lang").ok();
        }
    }
}
