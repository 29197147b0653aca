//! Positions of values by their JSON paths: for diagnostics that are found after the bundle was read.

use std::collections::{BTreeMap, BTreeSet};

use super::decode::{Decoder, Node};
use super::diagnostic::Position;

/// Returns the positions of these paths; paths that the document does not have are left out. Of a duplicate
/// field the last one counts.
pub fn positions(source: &str, paths: &BTreeSet<&str>) -> BTreeMap<String, Position> {
    let mut found = Vec::new();
    if let Ok(root) = Decoder::new(source).root() {
        search(&root, source, paths, &mut found);
    }
    found.sort_unstable();
    let (mut position, mut counted_to) = (Position::START, 0);
    let positions = found.into_iter().map(|(offset, path)| {
        position = position.after(source.get(counted_to..offset).unwrap_or_default());
        counted_to = offset;
        (path, position)
    });
    positions.collect()
}

/// Descends into the values on the way to a wanted path.
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
