//! Made-up surveys with one question about one challenge.

use std::collections::BTreeMap;

use proptest::prelude::*;
use survey::{Answer, Form, Sheet, Tallies};

/// The shape of a survey.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Four districts in two regions.
    Nested,
    /// Four districts in two regions; some people name only one of them, or a district of the other region.
    Ragged,
    /// Two dimensions of two and three groups, which some people leave out.
    Crossed,
    /// Two waves of two groups, and a third that pools them.
    Pooled,
    /// The same as [`Kind::Ragged`], with a ranking instead of a share.
    Ranked,
    /// Six districts in three regions, roles and ages.
    Large,
    /// Three waves of two dimensions, and a fourth that pools two of them.
    LargePooled,
}

impl Kind {
    fn is_ranking(self) -> bool {
        self == Self::Ranked
    }
}

/// The answers of one combination of a wave and groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Inner {
    pub wave: usize,
    pub groups: Vec<Option<usize>>,
    pub answered: u32,
    pub yes: u32,
}

/// A survey as its combinations.
#[derive(Clone, Debug)]
pub struct Survey {
    kind: Kind,
    inner: Vec<Inner>,
}

impl Survey {
    pub fn form(&self) -> Form {
        let (waves, groups) = match self.kind {
            Kind::Nested | Kind::Ragged | Kind::Ranked => (1, vec![4, 2]),
            Kind::Crossed => (1, vec![2, 3]),
            Kind::Pooled => (3, vec![2]),
            Kind::Large => (1, vec![6, 3, 4, 3]),
            Kind::LargePooled => (4, vec![4, 3]),
        };
        Form { waves, groups, measures: usize::from(!self.is_ranking()), challenges: 1 }
    }

    /// Returns for each wave those that it pools.
    fn pools(&self) -> Vec<Vec<usize>> {
        match self.kind {
            Kind::Pooled => vec![vec![], vec![], vec![0, 1]],
            Kind::LargePooled => vec![vec![], vec![], vec![], vec![0, 2]],
            _ => Vec::new(),
        }
    }

    /// Returns true if challenges are ranked: places say nothing like yes and no.
    pub fn is_ranking(&self) -> bool {
        self.kind.is_ranking()
    }

    pub fn inner(&self) -> &[Inner] {
        &self.inner
    }

    /// Returns true if people of one wave are counted in another.
    pub fn counts_in(&self, own: usize, wave: usize) -> bool {
        own == wave || self.pools().get(wave).is_some_and(|pooled| pooled.contains(&own))
    }

    /// Returns true if a dimension has a wave in which only one group has answers.
    pub fn has_lone_group(&self, dimension: usize) -> bool {
        (0..self.form().waves).any(|wave| {
            let own = self.inner.iter().filter(|cell| self.counts_in(cell.wave, wave));
            let mut groups: Vec<usize> = own.filter_map(|cell| cell.groups[dimension]).collect();
            groups.sort_unstable();
            groups.dedup();
            groups.len() == 1
        })
    }

    pub fn tallies(&self) -> Tallies {
        let form = self.form();
        let mut tallies = Tallies::with_pools(form.clone(), self.pools());
        for cell in &self.inner {
            for number in 0..cell.answered {
                let answer = if number < cell.yes { Answer::Yes } else { Answer::No };
                let mut sheet = Sheet { groups: cell.groups.clone(), ..form.blank(cell.wave) };
                match self.is_ranking() {
                    true => sheet.places = vec![Some(2)],
                    false => sheet.answers = vec![vec![answer]],
                }
                tallies.add(&sheet).expect("a sheet of the form");
            }
        }
        tallies
    }
}

/// A wave, and a group or none of each dimension.
type Place = (usize, Vec<Option<usize>>);

/// Returns the wave and groups of a person from random numbers.
fn place(kind: Kind, dice: [u8; 4]) -> Place {
    let roll = |at: usize, sides: u8| usize::from(dice[at] % sides);
    // Low numbers are more frequent, so that some groups are small.
    let skewed = |at: usize, sides: usize| (roll(at, 16) * roll(at, 16) * sides / 226).min(sides - 1);
    let or_none = |group: usize, groups: usize| (group < groups).then_some(group);
    match kind {
        Kind::Nested => {
            let district = skewed(0, 4);
            (0, vec![Some(district), Some(district / 2)])
        }
        Kind::Ragged | Kind::Ranked => {
            let district = skewed(0, 4);
            let region = if roll(2, 12) == 0 { 2 } else { district / 2 };
            let named = if roll(1, 7) == 0 { 4 } else { district };
            (0, vec![or_none(named, 4), or_none(if roll(3, 20) == 0 { 1 - district / 2 } else { region }, 2)])
        }
        Kind::Crossed => (0, vec![or_none(skewed(0, 3), 2), or_none(skewed(1, 4), 3)]),
        Kind::Pooled => (roll(0, 2), vec![or_none(skewed(1, 3), 2)]),
        Kind::Large => {
            let district = skewed(0, 7);
            let region = or_none(district, 6).map(|district| district / 2);
            (0, vec![or_none(district, 6), region, Some(skewed(1, 4)), or_none(skewed(2, 4), 3)])
        }
        Kind::LargePooled => (roll(0, 3), vec![Some(skewed(1, 4)), or_none(skewed(2, 4), 3)]),
    }
}

prop_compose! {
    /// Returns surveys of at most so many people.
    pub fn survey(kind: Kind, people: usize)(
        dice in prop::collection::vec(prop::array::uniform4(any::<u8>()), people / 3..=people),
        // Almost nobody, half or almost everybody says yes.
        likely in prop_oneof![Just(0_u8), Just(20), Just(128), Just(240), Just(255)],
        said in prop::collection::vec(any::<u8>(), people),
    ) -> Survey {
        let mut cells: BTreeMap<Place, (u32, u32)> = BTreeMap::new();
        for (dice, said) in dice.into_iter().zip(said) {
            let cell = cells.entry(place(kind, dice)).or_default();
            cell.0 += 1;
            cell.1 += u32::from(said < likely);
        }
        let inner = |((wave, groups), (answered, yes))| Inner {
            wave,
            groups,
            answered,
            yes: if kind.is_ranking() { answered } else { yes },
        };
        Survey { kind, inner: cells.into_iter().map(inner).collect() }
    }
}
