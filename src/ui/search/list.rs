//! The list of results in the document.

use leptos::prelude::document;
use web_sys::{Element, Node};

use super::pieces::{Attribute, Piece, Shown, Surface, show};
use wasm_bindgen::JsCast;

/// Names of the elements that pictures are made of.
const OF_PICTURES: [&str; 3] = ["svg", "circle", "polygon"];
const PICTURES: &str = "http://www.w3.org/2000/svg";

/// What a list shows.
#[derive(Default)]
pub struct List(Vec<Shown<Option<Node>>>);

impl List {
    /// Shows pieces inside `place`, which nobody else may fill.
    pub fn show(&mut self, place: &Element, pieces: Vec<Piece>) {
        show(&mut Document, &Some(place.clone().into()), &mut self.0, pieces);
    }
}

/// The document. A node is none that it would not make, which is for names that are none.
struct Document;

impl Surface for Document {
    type Node = Option<Node>;

    fn text(&mut self, text: &str) -> Option<Node> {
        Some(document().create_text_node(text).into())
    }

    fn element(&mut self, name: &'static str) -> Option<Node> {
        let made = if OF_PICTURES.contains(&name) {
            document().create_element_ns(Some(PICTURES), name)
        } else {
            document().create_element(name)
        };
        made.ok().map(Into::into)
    }

    fn set_text(&mut self, node: &Option<Node>, text: &str) {
        if let Some(node) = node {
            node.set_node_value(Some(text));
        }
    }

    fn set_attribute(&mut self, node: &Option<Node>, (name, value): &Attribute) {
        if let Some(element) = element(node) {
            element.set_attribute(name, value).ok();
        }
    }

    fn remove_attribute(&mut self, node: &Option<Node>, name: &'static str) {
        if let Some(element) = element(node) {
            element.remove_attribute(name).ok();
        }
    }

    fn append(&mut self, parent: &Option<Node>, node: &Option<Node>) {
        if let (Some(parent), Some(node)) = (parent, node) {
            parent.append_child(node).ok();
        }
    }

    fn replace(&mut self, old: &Option<Node>, new: &Option<Node>) {
        if let (Some(old), Some(new)) = (old, new)
            && let Some(parent) = old.parent_node()
        {
            parent.replace_child(new, old).ok();
        }
    }

    fn remove(&mut self, node: &Option<Node>) {
        if let Some(node) = node
            && let Some(parent) = node.parent_node()
        {
            parent.remove_child(node).ok();
        }
    }
}

fn element(node: &Option<Node>) -> Option<&Element> {
    node.as_ref()?.dyn_ref()
}
