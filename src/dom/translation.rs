//! Texts that the browser translates.
//!
//! Chrome's translation takes each text node out of the page and puts a `<font>` with other words in its place.
//! leptos and the list of `/search` keep the node that was taken out: what they write into it, insert before it or
//! remove with it would not reach the page. So the node is put back, empty, before its `<font>`, and both are one
//! text from then on: when the program writes or removes the node, the `<font>` is removed, and the browser
//! translates the words that are new.

use js_sys::{Array, WeakSet};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node, Text};

/// A text node of the program, and the element that shows its translation.
struct Translation {
    /// Node of the program; empty while it is translated.
    node: Text,
    /// Element with the translation, after the node.
    font: Element,
    /// Text of the node before it was translated.
    original: String,
    /// The program has written another text.
    is_written: bool,
}

/// Keeps the texts of the page in the program's hands when the browser translates them, until the page is left.
pub fn keep_translated_texts() {
    let Some(body) = document().body() else { return };
    let (mut all, fonts) = (Vec::new(), WeakSet::new());
    let on_change = Closure::<dyn FnMut(Array, MutationObserver)>::new(move |records: Array, observer| {
        follow(&mut all, &fonts, &records);
        // What was changed here is known.
        MutationObserver::take_records(&observer);
    });
    let options = MutationObserverInit::new();
    options.set_subtree(true);
    options.set_child_list(true);
    options.set_character_data(true);
    if let Ok(observer) = MutationObserver::new(on_change.as_ref().unchecked_ref()) {
        observer.observe_with_options(&body, &options).ok();
        on_change.forget();
    }
}

/// Brings the translations up to date with changes of the page. `fonts` has the elements that belong to a text.
fn follow(all: &mut Vec<Translation>, fonts: &WeakSet, records: &Array) {
    let known = all.len();
    for record in records.iter() {
        let record = record.unchecked_into::<MutationRecord>();
        match record.target() {
            Some(target) if target.node_type() == Node::TEXT_NODE => {
                let written = all.iter_mut().find(|text| **text.node == target);
                written.into_iter().for_each(|text| text.is_written = true);
            }
            _ => all.extend(translation(&record, fonts)),
        }
    }
    for text in &all[known..] {
        text.font.before_with_node_1(&text.node).ok();
        if !text.is_written {
            text.node.set_data("");
        }
    }
    all.retain(Translation::holds);
}

/// Returns the translation that a change of the page put in the place of a text.
fn translation(record: &MutationRecord, fonts: &WeakSet) -> Option<Translation> {
    let node = record.removed_nodes().get(0)?.dyn_into::<Text>().ok()?;
    if node.is_connected() || node.length() == 0 {
        return None;
    }
    let beside = [record.added_nodes().get(0), record.previous_sibling(), record.next_sibling()];
    let elements = beside.into_iter().flatten().filter_map(|beside| beside.dyn_into::<Element>().ok());
    let font = elements.filter(|element| element.tag_name() == "FONT").find(|font| !fonts.has(font))?;
    fonts.add(&font);
    Some(Translation { original: node.data(), node, font, is_written: false })
}

impl Translation {
    /// Returns whether the text is still translated; otherwise the page shows it as the program wants it.
    fn holds(&self) -> bool {
        let is_shown = self.node.is_connected();
        if is_shown && !self.font.is_connected() {
            // The browser shows the original again.
            self.node.set_data(&self.original);
            return false;
        }
        if is_shown && !self.is_written {
            return true;
        }
        self.font.remove();
        if let (true, Some(parent)) = (is_shown, self.node.parent_node()) {
            // The browser translates what is added.
            parent.insert_before(&self.node, self.node.next_sibling().as_ref()).ok();
        }
        false
    }
}
