use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use explore::route::Base;
use leptos::prelude::ArcRwSignal;
use proptest::prelude::*;
use search::sample;
use search::sample::KEYSTROKES;

use super::*;
use crate::content::SiteContent;
use crate::pages::search::{LISTED_WHILE_TYPING, SearchContext, results};

/// A DOM in memory, which counts the operations on it.
#[derive(Default)]
struct Memory {
    operations: usize,
}

/// A text node or an element of it; a text node has no name.
#[derive(Default)]
struct Node {
    name: &'static str,
    text: RefCell<String>,
    attributes: RefCell<Vec<Attribute>>,
    children: RefCell<Vec<Handle>>,
    parent: RefCell<Weak<Self>>,
}

type Handle = Rc<Node>;

/// Returns the parent of a node, and the node's index in it.
fn parent_and_index(node: &Handle) -> (Handle, usize) {
    let parent = node.parent.borrow().upgrade().unwrap();
    let at = parent.children.borrow().iter().position(|other| Rc::ptr_eq(other, node)).unwrap();
    (parent, at)
}

impl Dom for Memory {
    type Node = Handle;

    fn text(&mut self, text: &str) -> Handle {
        self.operations += 1;
        Rc::new(Node { text: RefCell::new(text.to_owned()), ..Node::default() })
    }

    fn element(&mut self, name: &'static str) -> Handle {
        self.operations += 1;
        Rc::new(Node { name, ..Node::default() })
    }

    fn set_text(&mut self, node: &Handle, text: &str) {
        self.operations += 1;
        *node.text.borrow_mut() = text.to_owned();
    }

    fn set_attribute(&mut self, node: &Handle, attribute: &Attribute) {
        self.operations += 1;
        let mut attributes = node.attributes.borrow_mut();
        attributes.retain(|(name, _)| *name != attribute.0);
        attributes.push(attribute.clone());
    }

    fn remove_attribute(&mut self, node: &Handle, name: &'static str) {
        self.operations += 1;
        node.attributes.borrow_mut().retain(|(own, _)| *own != name);
    }

    fn append(&mut self, parent: &Handle, node: &Handle) {
        self.operations += 1;
        *node.parent.borrow_mut() = Rc::downgrade(parent);
        parent.children.borrow_mut().push(Rc::clone(node));
    }

    fn replace(&mut self, old: &Handle, new: &Handle) {
        self.operations += 1;
        let (parent, at) = parent_and_index(old);
        *new.parent.borrow_mut() = Rc::downgrade(&parent);
        parent.children.borrow_mut()[at] = Rc::clone(new);
    }

    fn remove(&mut self, node: &Handle) {
        self.operations += 1;
        let (parent, at) = parent_and_index(node);
        parent.children.borrow_mut().remove(at);
    }
}

/// Returns the children of an element as values.
fn children(node: &Handle) -> Vec<VNode> {
    let read = |node: &Handle| {
        if node.name.is_empty() {
            return VNode::text(node.text.borrow().as_str());
        }
        let mut attributes = node.attributes.borrow().clone();
        attributes.sort();
        VNode::element(node.name, attributes, children(node))
    };
    node.children.borrow().iter().map(read).collect()
}

/// Returns an empty list element.
fn list() -> Handle {
    Rc::new(Node { name: "ol", ..Node::default() })
}

/// Returns a strategy for lists of nodes, three levels deep.
fn any_nodes() -> impl Strategy<Value = Vec<VNode>> {
    let text = "[ab]{0,2}".prop_map(VNode::Text);
    let attribute = |name: &'static str| prop::option::of("[xy]".prop_map(move |value| (name, value.into())));
    let attributes = (attribute("class"), attribute("href"))
        .prop_map(|(one, other)| one.into_iter().chain(other).collect::<Vec<Attribute>>());
    let name = prop::sample::select(vec!["p", "a", "mark"]);
    let node = text.prop_recursive(3, 24, 4, move |inner| {
        let children = prop::collection::vec(inner, 0..4);
        (name.clone(), attributes.clone(), children)
            .prop_map(|(name, attributes, children)| VNode::element(name, attributes, children))
    });
    prop::collection::vec(node, 0..4)
}

/// Returns the number of nodes and attributes of values.
fn size(children: &[VNode]) -> usize {
    let of = |node: &VNode| match node {
        VNode::Text(_) => 1,
        VNode::Element(Element { attributes, children, .. }) => 1 + attributes.len() + size(children),
    };
    children.iter().map(of).sum()
}

proptest! {
    #[test]
    fn a_patch_renders_the_wanted_nodes(steps in prop::collection::vec(any_nodes(), 1..5)) {
        let (mut memory, parent, mut rendered) = (Memory::default(), list(), Vec::new());
        for wanted in steps {
            let before = size(&children(&parent));
            memory.operations = 0;
            patch_children(&mut memory, &parent, &mut rendered, wanted.clone());
            prop_assert_eq!(children(&parent), wanted.clone());
            // Each node is created and inserted at most once, and each old one removed.
            prop_assert!(memory.operations <= 2 * size(&wanted) + before);
            memory.operations = 0;
            patch_children(&mut memory, &parent, &mut rendered, wanted);
            prop_assert_eq!(memory.operations, 0, "equal nodes are not touched");
        }
    }
}

// With 2,000 challenges, a keystroke takes 90 DOM operations on average and 700 at most.
#[test]
fn a_keystroke_takes_few_dom_operations() {
    let dataset = data::bundle::parse(&sample::bundle(2_000)).ok().unwrap().dataset;
    let index = Arc::new(search::Index::new(&dataset, dataset.content().clone()));
    let context = SearchContext {
        content: SiteContent::of(&dataset),
        headline: explore::headline::Headline::opening(&dataset),
        dataset: Arc::new(dataset),
        index: ArcRwSignal::new(Arc::clone(&index)),
        base: Base::of("/"),
    };
    let mut operations = Vec::new();
    for query in KEYSTROKES {
        let (mut memory, parent, mut rendered) = (Memory::default(), list(), Vec::new());
        for end in (1..=query.len()).filter(|end| query.is_char_boundary(*end)) {
            memory.operations = 0;
            let found = index.find(&context.dataset, &query[..end], LISTED_WHILE_TYPING);
            patch_children(&mut memory, &parent, &mut rendered, results::entries(&context, &found));
            assert_eq!(parent.children.borrow().len(), found.entries.len());
            operations.push(memory.operations);
        }
    }
    let (most, sum) = (operations.iter().max().unwrap(), operations.iter().sum::<usize>());
    assert!(*most <= 700 && sum <= 90 * operations.len(), "{most} at most, {sum} in all: {operations:?}");
    assert!(*most > 100, "{most}: the list follows the query");
}
