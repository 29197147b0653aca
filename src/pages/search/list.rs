//! The list of results, rendered by the virtual DOM.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::vdom::{Attribute, Dom, Rendered, VNode, patch_children};

/// Names of SVG elements, which need their own namespace.
const SVG_ELEMENTS: [&str; 4] = ["svg", "circle", "path", "polygon"];
const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// The rendered children of a list.
#[derive(Default)]
pub struct ResultList(Vec<Rendered<Option<Node>>>);

impl ResultList {
    /// Renders nodes inside `parent`, which nothing else may change.
    pub fn render(&mut self, parent: &Element, children: Vec<VNode>) {
        patch_children(&mut BrowserDom, &Some(parent.clone().into()), &mut self.0, children);
    }
}

/// The browser's DOM. A node is none if the browser refuses to create it, as for an invalid name.
struct BrowserDom;

impl Dom for BrowserDom {
    type Node = Option<Node>;

    fn text(&mut self, text: &str) -> Option<Node> {
        Some(document().create_text_node(text).into())
    }

    fn element(&mut self, name: &'static str) -> Option<Node> {
        let created = if SVG_ELEMENTS.contains(&name) {
            document().create_element_ns(Some(SVG_NAMESPACE), name)
        } else {
            document().create_element(name)
        };
        created.ok().map(Into::into)
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

/// Returns a node as an element.
fn element(node: &Option<Node>) -> Option<&Element> {
    node.as_ref()?.dyn_ref()
}
