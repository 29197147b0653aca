//! A small virtual DOM: nodes as values, and a patch that turns the rendered nodes into others with few DOM calls.
//!
//! The list of results changes with every key, but most of its nodes stay the same. leptos removes every attribute
//! of an element and sets it again, which took half of the time of a keystroke; this patch touches only what differs.

use std::borrow::Cow;

/// A text node or an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VNode {
    /// Text node.
    Text(String),
    /// Element with its children.
    Element(Element),
}

/// The name and value of an attribute.
pub type Attribute = (&'static str, Cow<'static, str>);

/// An element: its name, attributes and children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    name: &'static str,
    attributes: Vec<Attribute>,
    children: Vec<VNode>,
}

impl VNode {
    /// Returns an element.
    pub fn element(
        name: &'static str,
        attributes: impl Into<Vec<Attribute>>,
        children: impl Into<Vec<Self>>,
    ) -> Self {
        Self::Element(Element { name, attributes: attributes.into(), children: children.into() })
    }

    /// Returns a text node.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Returns an empty text node: a placeholder, so that the nodes after it keep their index.
    pub fn empty() -> Self {
        Self::Text(String::new())
    }
}

/// The DOM operations of a patch, on the document or on a test's DOM in memory.
pub trait Dom {
    /// Node of this DOM.
    type Node;
    /// Creates a text node.
    fn text(&mut self, text: &str) -> Self::Node;
    /// Creates an element without attributes and children.
    fn element(&mut self, name: &'static str) -> Self::Node;
    /// Changes the text of a text node.
    fn set_text(&mut self, node: &Self::Node, text: &str);
    /// Sets an attribute of an element.
    fn set_attribute(&mut self, node: &Self::Node, attribute: &Attribute);
    /// Removes an attribute of an element.
    fn remove_attribute(&mut self, node: &Self::Node, name: &'static str);
    /// Appends a node to the children of an element.
    fn append(&mut self, parent: &Self::Node, node: &Self::Node);
    /// Replaces a node by another.
    fn replace(&mut self, old: &Self::Node, new: &Self::Node);
    /// Removes a node from its parent.
    fn remove(&mut self, node: &Self::Node);
}

/// A rendered node: its DOM node, and its last value.
#[derive(Debug)]
pub struct Rendered<N> {
    node: N,
    content: Content<N>,
}

/// The last value of a rendered node.
#[derive(Debug)]
enum Content<N> {
    Text(String),
    Element { name: &'static str, attributes: Vec<Attribute>, children: Vec<Rendered<N>> },
}

/// Patches the children of `parent`, which are `rendered`, to `wanted`, index by index.
pub fn patch_children<S: Dom>(
    dom: &mut S,
    parent: &S::Node,
    rendered: &mut Vec<Rendered<S::Node>>,
    wanted: Vec<VNode>,
) {
    while rendered.len() > wanted.len() {
        if let Some(surplus) = rendered.pop() {
            dom.remove(&surplus.node);
        }
    }
    for (at, child) in wanted.into_iter().enumerate() {
        match rendered.get_mut(at) {
            Some(existing) => existing.patch(dom, child),
            None => {
                let new = create(dom, child);
                dom.append(parent, &new.node);
                rendered.push(new);
            }
        }
    }
}

impl<N> Rendered<N> {
    /// Patches a node to `wanted`, and replaces it if the element's name or the kind of node differs.
    fn patch<S: Dom<Node = N>>(&mut self, dom: &mut S, wanted: VNode) {
        match (&mut self.content, wanted) {
            (Content::Text(rendered), VNode::Text(text)) => {
                if *rendered != text {
                    dom.set_text(&self.node, &text);
                    *rendered = text;
                }
            }
            (Content::Element { name, attributes, children }, VNode::Element(wanted))
                if *name == wanted.name =>
            {
                for (name, _) in attributes.iter().filter(|(name, _)| wanted.lacks(name)) {
                    dom.remove_attribute(&self.node, name);
                }
                for attribute in wanted.attributes.iter().filter(|wanted| !attributes.contains(wanted)) {
                    dom.set_attribute(&self.node, attribute);
                }
                *attributes = wanted.attributes;
                patch_children(dom, &self.node, children, wanted.children);
            }
            (_, wanted) => {
                let new = create(dom, wanted);
                dom.replace(&self.node, &new.node);
                *self = new;
            }
        }
    }
}

impl Element {
    /// Returns whether the element has no attribute of a name.
    fn lacks(&self, name: &str) -> bool {
        self.attributes.iter().all(|(own, _)| *own != name)
    }
}

/// Creates the DOM nodes of a value.
fn create<S: Dom>(dom: &mut S, node: VNode) -> Rendered<S::Node> {
    match node {
        VNode::Text(text) => Rendered { node: dom.text(&text), content: Content::Text(text) },
        VNode::Element(Element { name, attributes, children: wanted }) => {
            let node = dom.element(name);
            for attribute in &attributes {
                dom.set_attribute(&node, attribute);
            }
            let mut children = Vec::with_capacity(wanted.len());
            patch_children(dom, &node, &mut children, wanted);
            Rendered { node, content: Content::Element { name, attributes, children } }
        }
    }
}

#[cfg(test)]
mod tests;
