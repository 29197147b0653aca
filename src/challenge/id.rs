//! Ids that stand in addresses, and positions in an [`Atlas`](crate::atlas::Atlas).

use std::fmt;

/// An ASCII id that stands in addresses: `a-z`, `0-9` and single inner hyphens, 1 to 80 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(Box<str>);

impl Slug {
    /// The longest slug allowed, in characters.
    pub const MAX_LEN: usize = 80;

    /// Checks `text` and keeps it, or says nothing can be made of it.
    pub fn parse(text: &str) -> Option<Self> {
        let part_ok = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        (text.len() <= Self::MAX_LEN && text.split('-').all(part_ok)).then(|| Self(text.into()))
    }

    /// What a reader of a broken bundle puts where it could not read an id.
    /// It never leaves [`crate::bundle::parse`], which refuses such a bundle.
    pub(crate) fn stand_in() -> Self {
        Self("unreadable".into())
    }

    /// The slug as it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Declares positions in an [`Atlas`](crate::atlas::Atlas), one type a table so that they can't be mixed up.
macro_rules! index_types {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The position `index` of a table. Tables are limited to far fewer rows than `u32` counts.
            pub(crate) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The position as a number, from 0.
            pub fn get(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

index_types! {
    /// A theme's position in the atlas.
    ThemeIx,
    /// A challenge's position in the atlas.
    ChallengeIx,
    /// A wave's position in the atlas.
    WaveIx,
    /// A measure's position in the atlas.
    MeasureIx,
    /// A dimension's position in the atlas.
    DimensionIx,
    /// A group's position in the atlas.
    GroupIx,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lower_case_words_joined_by_single_hyphens() {
        for good in ["math", "21st-century-skills-assessment", "special-education-2"] {
            assert_eq!(Slug::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "-a", "a-", "a--b", "Math", "math stem", "é", "a/b", &"a".repeat(81)] {
            assert!(Slug::parse(bad).is_none(), "{bad:?}");
        }
    }
}
