//! Parser of the waves of a mapping: which there are, which pool others, and which column tells them apart.

use std::collections::BTreeSet;

use data::bundle::decode::{Node, Object};
use data::bundle::ids::Ids;
use data::bundle::{DiagnosticKind, parse};

use super::Reader;
use crate::import::mapping::{Values, Wave};
use crate::import::names::Named;

impl<'a> Reader<'_, 'a> {
    /// Parses the waves, and the column that tells them apart.
    pub(super) fn wave(&mut self, o: &mut Object<'a>) -> (Vec<Wave>, Option<Values>) {
        let waves = self.waves(o);
        let rows: Vec<Named> =
            waves.iter().map(|wave| Named { id: wave.id.clone(), label: wave.id.clone() }).collect();
        let column = o.take("wave");
        if waves.len() > 1 && column.is_none() {
            self.report(
                &o.node(),
                "there are several waves: `wave` must name the column that tells them apart",
            );
        }
        let wave = column.and_then(|node| self.values(node, "values", &rows, "wave"));
        (waves, wave)
    }

    /// Parses waves, which are objects as in the bundle or ids of waves in the bundle.
    fn waves(&mut self, o: &mut Object<'a>) -> Vec<Wave> {
        let Some(node) = self.d.require(o, "waves") else { return Vec::new() };
        let entries = self.d.list(&node);
        if entries.is_empty() {
            self.report(&node, "name at least one wave that the answers are of");
        }
        let (mut ids, mut there) = (Ids::default(), Ids::default());
        for id in &self.names.waves {
            there.add(id.clone());
        }
        let mut waves = Vec::new();
        for entry in entries {
            if let Some(id) = self.d.peek::<String>(&entry) {
                if self.d.reference(&entry, "wave", &there).is_some() && !ids.add(id.clone()) {
                    self.d.report(&entry, || DiagnosticKind::DuplicateId { kind: "wave", id: id.clone() });
                }
                waves.push(Wave { id, json: None });
            } else if let Some(wave) = parse::wave(self.d, entry.clone(), &mut ids) {
                waves.push(Wave { id: wave.id.to_string(), json: Some(entry.raw().to_owned()) });
            }
        }
        waves
    }

    /// Parses for each wave the waves that it pools: an object from its id to theirs.
    pub(super) fn pools(&mut self, node: &Node<'a>, waves: &[Wave]) -> Vec<Vec<usize>> {
        let mut ids = Ids::default();
        waves.iter().for_each(|wave| {
            ids.add(wave.id.clone());
        });
        let mut pools = vec![Vec::new(); waves.len()];
        let entries = self.d.named(node);
        let pooling: Vec<Option<usize>> = entries.iter().map(|(id, _)| ids.get(id)).collect();
        for ((id, node), wave) in entries.into_iter().zip(&pooling) {
            let Some(wave) = *wave else {
                self.d.unknown_id(&node, "wave", &id, ids.names());
                continue;
            };
            let sources = self.d.list(&node);
            let sources: Vec<usize> =
                sources.iter().filter_map(|source| self.d.reference(source, "wave", &ids)).collect();
            let is_own = |at: &usize| !pooling.contains(&Some(*at));
            if BTreeSet::from_iter(&sources).len() < 2 || !sources.iter().all(is_own) {
                self.report(
                    &node,
                    "name at least two waves of this mapping, which pool no others themselves",
                );
            }
            pools[wave] = sources;
        }
        pools
    }
}
