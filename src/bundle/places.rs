//! Where in a document a path leads: for what is said of a bundle after it was read.

use std::collections::{BTreeMap, BTreeSet};

use super::decode::{Decoder, Node};
use super::problem::Position;

/// The places of these paths, as far as the document has them. Of a field given twice it is the last.
pub fn positions(source: &str, paths: &BTreeSet<&str>) -> BTreeMap<String, Position> {
    let mut found = Vec::new();
    if let Ok(root) = Decoder::new(source).root() {
        search(&root, source, paths, &mut found);
    }
    found.sort_unstable();
    let (mut place, mut swept) = (Position::START, 0);
    let placed = found.into_iter().map(|(offset, path)| {
        place = place.after(source.get(swept..offset).unwrap_or_default());
        swept = offset;
        (path, place)
    });
    placed.collect()
}

/// Goes down where a wanted path leads.
fn search(node: &Node<'_>, source: &str, paths: &BTreeSet<&str>, found: &mut Vec<(usize, String)>) {
    if paths.contains(node.path.as_str()) {
        found.push((node.offset(source), node.path.clone()));
    }
    let fields = node.fields().map(|fields| fields.into_iter().map(|(_, field)| field).collect());
    let inner: Vec<Node<'_>> = fields.or_else(|| node.entries()).unwrap_or_default();
    for child in inner {
        let mut longer = paths.range(child.path.as_str()..);
        if longer.next().is_some_and(|path| path.starts_with(child.path.as_str())) {
            search(&child, source, paths, found);
        }
    }
}
