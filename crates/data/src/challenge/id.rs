//! Ids in URLs, and positions of rows in a [`Dataset`](crate::dataset::Dataset).

use std::fmt;

/// An id in URLs: `a-z`, `0-9` and single inner hyphens, 1 to 80 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(Box<str>);

impl Slug {
    /// Maximum length, in characters.
    pub const MAX_LEN: usize = 80;

    /// Returns the slug; `None` if `text` does not have the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_valid_part = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        (text.len() <= Self::MAX_LEN && text.split('-').all(is_valid_part)).then(|| Self(text.into()))
    }

    /// Returns a placeholder for an id that a parser could not read. It never leaves
    /// [`crate::bundle::parse()`], which rejects such a bundle.
    pub fn stand_in() -> Self {
        Self("unreadable".into())
    }

    /// Returns the slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Declares position types of a [`Dataset`](crate::dataset::Dataset): one per table, so that they can't be
/// mixed up.
macro_rules! index_types {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// Returns the position `index` of a table. Positions beyond `u32` become `u32::MAX`; tables are
            /// limited to far fewer rows.
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Returns the position as a number, from 0.
            pub fn get(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

index_types! {
    /// Position of a theme in its data set.
    ThemeIx,
    /// Position of a challenge in its data set.
    ChallengeIx,
    /// Position of a wave in its data set.
    WaveIx,
    /// Position of a measure in its data set.
    MeasureIx,
    /// Position of a dimension in its data set.
    DimensionIx,
    /// Position of a group in its data set.
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
