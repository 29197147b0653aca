//! A part of a page as pieces, and how what is shown becomes another such part with few steps.
//!
//! The list of results is another one with every key, and most of its pieces stay what they were: a
//! link, a paragraph, a text in it. leptos takes every attribute of an element off and sets it again,
//! which took half of a keystroke; here only what differs is touched.

use std::borrow::Cow;

/// A text or an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A text.
    Text(String),
    /// An element with what is in it.
    Element(Element),
}

/// An attribute's name and value.
pub type Attribute = (&'static str, Cow<'static, str>);

/// An element: its name, its attributes, what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    name: &'static str,
    attributes: Vec<Attribute>,
    pieces: Vec<Piece>,
}

impl Piece {
    /// An element.
    pub fn element(
        name: &'static str,
        attributes: impl Into<Vec<Attribute>>,
        pieces: impl Into<Vec<Self>>,
    ) -> Self {
        Self::Element(Element { name, attributes: attributes.into(), pieces: pieces.into() })
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// What stands where there is nothing, so that pieces behind it keep their places.
    pub fn nothing() -> Self {
        Self::Text(String::new())
    }
}

/// Where pieces are shown: the document, or a test's.
pub trait Surface {
    /// What stands there for a piece.
    type Node;
    /// Makes a text.
    fn text(&mut self, text: &str) -> Self::Node;
    /// Makes an element without attributes and pieces.
    fn element(&mut self, name: &'static str) -> Self::Node;
    /// Changes a text.
    fn set_text(&mut self, node: &Self::Node, text: &str);
    /// Gives an element an attribute.
    fn set_attribute(&mut self, node: &Self::Node, attribute: &Attribute);
    /// Takes an attribute off an element.
    fn remove_attribute(&mut self, node: &Self::Node, name: &'static str);
    /// Puts a node behind all others of an element.
    fn append(&mut self, parent: &Self::Node, node: &Self::Node);
    /// Puts a node in the place of another.
    fn replace(&mut self, old: &Self::Node, new: &Self::Node);
    /// Takes a node away.
    fn remove(&mut self, node: &Self::Node);
}

/// A piece that is shown, with its node.
#[derive(Debug)]
pub struct Shown<N> {
    node: N,
    what: What<N>,
}

#[derive(Debug)]
enum What<N> {
    Text(String),
    Element { name: &'static str, attributes: Vec<Attribute>, pieces: Vec<Shown<N>> },
}

/// Shows `wanted` inside `parent` in place of what is shown there, piece by piece.
pub fn show<S: Surface>(
    surface: &mut S,
    parent: &S::Node,
    shown: &mut Vec<Shown<S::Node>>,
    wanted: Vec<Piece>,
) {
    while shown.len() > wanted.len() {
        if let Some(surplus) = shown.pop() {
            surface.remove(&surplus.node);
        }
    }
    for (at, piece) in wanted.into_iter().enumerate() {
        match shown.get_mut(at) {
            Some(there) => there.become_piece(surface, piece),
            None => {
                let new = build(surface, piece);
                surface.append(parent, &new.node);
                shown.push(new);
            }
        }
    }
}

impl<N> Shown<N> {
    fn become_piece<S: Surface<Node = N>>(&mut self, surface: &mut S, wanted: Piece) {
        match (&mut self.what, wanted) {
            (What::Text(shown), Piece::Text(text)) => {
                if *shown != text {
                    surface.set_text(&self.node, &text);
                    *shown = text;
                }
            }
            (What::Element { name, attributes, pieces }, Piece::Element(wanted)) if *name == wanted.name => {
                for (name, _) in attributes.iter().filter(|(name, _)| wanted.lacks(name)) {
                    surface.remove_attribute(&self.node, name);
                }
                for attribute in wanted.attributes.iter().filter(|wanted| !attributes.contains(wanted)) {
                    surface.set_attribute(&self.node, attribute);
                }
                *attributes = wanted.attributes;
                show(surface, &self.node, pieces, wanted.pieces);
            }
            (_, wanted) => {
                let new = build(surface, wanted);
                surface.replace(&self.node, &new.node);
                *self = new;
            }
        }
    }
}

impl Element {
    fn lacks(&self, name: &str) -> bool {
        self.attributes.iter().all(|(own, _)| *own != name)
    }
}

/// Makes what stands nowhere yet.
fn build<S: Surface>(surface: &mut S, piece: Piece) -> Shown<S::Node> {
    match piece {
        Piece::Text(text) => Shown { node: surface.text(&text), what: What::Text(text) },
        Piece::Element(Element { name, attributes, pieces: wanted }) => {
            let node = surface.element(name);
            for attribute in &attributes {
                surface.set_attribute(&node, attribute);
            }
            let mut pieces = Vec::with_capacity(wanted.len());
            show(surface, &node, &mut pieces, wanted);
            Shown { node, what: What::Element { name, attributes, pieces } }
        }
    }
}

#[cfg(test)]
mod tests;
