use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::route::Base;
use crate::search::{sample, tests::KEYSTROKES};
use crate::ui::search::{AT_ONCE, Searched, results};

/// A document in memory, which counts how often it is touched.
#[derive(Default)]
struct Memory {
    touched: usize,
}

/// A text or an element of it.
#[derive(Default)]
struct Node {
    name: &'static str,
    text: RefCell<String>,
    attributes: RefCell<Vec<Attribute>>,
    inside: RefCell<Vec<Handle>>,
    parent: RefCell<Weak<Self>>,
}

type Handle = Rc<Node>;

/// The place of a node in its parent.
fn place(node: &Handle) -> (Handle, usize) {
    let parent = node.parent.borrow().upgrade().unwrap();
    let at = parent.inside.borrow().iter().position(|other| Rc::ptr_eq(other, node)).unwrap();
    (parent, at)
}

impl Surface for Memory {
    type Node = Handle;

    fn text(&mut self, text: &str) -> Handle {
        self.touched += 1;
        Rc::new(Node { text: RefCell::new(text.to_owned()), ..Node::default() })
    }

    fn element(&mut self, name: &'static str) -> Handle {
        self.touched += 1;
        Rc::new(Node { name, ..Node::default() })
    }

    fn set_text(&mut self, node: &Handle, text: &str) {
        self.touched += 1;
        *node.text.borrow_mut() = text.to_owned();
    }

    fn set_attribute(&mut self, node: &Handle, attribute: &Attribute) {
        self.touched += 1;
        let mut attributes = node.attributes.borrow_mut();
        attributes.retain(|(name, _)| *name != attribute.0);
        attributes.push(attribute.clone());
    }

    fn remove_attribute(&mut self, node: &Handle, name: &'static str) {
        self.touched += 1;
        node.attributes.borrow_mut().retain(|(own, _)| *own != name);
    }

    fn append(&mut self, parent: &Handle, node: &Handle) {
        self.touched += 1;
        *node.parent.borrow_mut() = Rc::downgrade(parent);
        parent.inside.borrow_mut().push(Rc::clone(node));
    }

    fn replace(&mut self, old: &Handle, new: &Handle) {
        self.touched += 1;
        let (parent, at) = place(old);
        *new.parent.borrow_mut() = Rc::downgrade(&parent);
        parent.inside.borrow_mut()[at] = Rc::clone(new);
    }

    fn remove(&mut self, node: &Handle) {
        self.touched += 1;
        let (parent, at) = place(node);
        parent.inside.borrow_mut().remove(at);
    }
}

/// What stands in an element, as it would be read again.
fn inside(node: &Handle) -> Vec<Piece> {
    let read = |node: &Handle| {
        if node.name.is_empty() {
            return Piece::text(node.text.borrow().as_str());
        }
        let mut attributes = node.attributes.borrow().clone();
        attributes.sort();
        Piece::element(node.name, attributes, inside(node))
    };
    node.inside.borrow().iter().map(read).collect()
}

fn list() -> Handle {
    Rc::new(Node { name: "ol", ..Node::default() })
}

fn any_pieces() -> impl Strategy<Value = Vec<Piece>> {
    let text = "[ab]{0,2}".prop_map(Piece::Text);
    let attribute = |name: &'static str| prop::option::of("[xy]".prop_map(move |value| (name, value.into())));
    let attributes = (attribute("class"), attribute("href"))
        .prop_map(|(one, other)| one.into_iter().chain(other).collect::<Vec<Attribute>>());
    let name = prop::sample::select(vec!["p", "a", "mark"]);
    let piece = text.prop_recursive(3, 24, 4, move |inner| {
        let pieces = prop::collection::vec(inner, 0..4);
        (name.clone(), attributes.clone(), pieces)
            .prop_map(|(name, attributes, pieces)| Piece::element(name, attributes, pieces))
    });
    prop::collection::vec(piece, 0..4)
}

/// How many nodes and attributes pieces are made of.
fn size(pieces: &[Piece]) -> usize {
    let of = |piece: &Piece| match piece {
        Piece::Text(_) => 1,
        Piece::Element(Element { attributes, pieces, .. }) => 1 + attributes.len() + size(pieces),
    };
    pieces.iter().map(of).sum()
}

proptest! {
    #[test]
    fn whatever_was_shown_what_is_wanted_is_shown(steps in prop::collection::vec(any_pieces(), 1..5)) {
        let (mut memory, place, mut shown) = (Memory::default(), list(), Vec::new());
        for wanted in steps {
            let before = size(&inside(&place));
            memory.touched = 0;
            show(&mut memory, &place, &mut shown, wanted.clone());
            prop_assert_eq!(inside(&place), wanted.clone());
            // Each piece is made and put in its place at most once, and each old one taken away.
            prop_assert!(memory.touched <= 2 * size(&wanted) + before);
            memory.touched = 0;
            show(&mut memory, &place, &mut shown, wanted);
            prop_assert_eq!(memory.touched, 0, "what is the same is left alone");
        }
    }
}

#[test]
fn a_keystroke_at_2000_challenges_touches_90_nodes_and_attributes_at_an_average_and_700_at_most() {
    let atlas = crate::bundle::parse(&sample::bundle(2_000)).ok().unwrap().atlas;
    let index = crate::search::Index::new(&atlas);
    let searched = Searched { atlas: Arc::new(atlas), index, base: Base::of("/") };
    let mut touched = Vec::new();
    for query in KEYSTROKES {
        let (mut memory, place, mut shown) = (Memory::default(), list(), Vec::new());
        for end in (1..=query.len()).filter(|end| query.is_char_boundary(*end)) {
            memory.touched = 0;
            let found = searched.index.find(&searched.atlas, &query[..end], AT_ONCE);
            show(&mut memory, &place, &mut shown, results::entries(&searched, &found));
            assert_eq!(place.inside.borrow().len(), found.entries.len());
            touched.push(memory.touched);
        }
    }
    let (most, sum) = (touched.iter().max().unwrap(), touched.iter().sum::<usize>());
    assert!(*most <= 700 && sum <= 90 * touched.len(), "{most} at most, {sum} in all: {touched:?}");
    assert!(*most > 100, "{most}: the list follows what is typed");
}
