//! The long texts of a data set.

use crate::challenge::{ChallengeIx, LongTexts};

/// The long texts of all challenges. They may come later than the data set that they belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// One entry per challenge in the order of the data set; those after the last have no long texts.
    pub(super) challenges: Vec<LongTexts>,
}

/// Long texts of a challenge that has none.
static NONE: LongTexts =
    LongTexts { description: Vec::new(), ideas: Vec::new(), quotes: Vec::new(), resources: Vec::new() };

impl Content {
    /// Returns the content of these long texts, one per challenge in the order of the data set.
    pub(crate) fn new(challenges: Vec<LongTexts>) -> Self {
        Self { challenges }
    }

    /// Returns the long texts of a challenge.
    pub fn of(&self, challenge: ChallengeIx) -> &LongTexts {
        self.challenges.get(challenge.get()).unwrap_or(&NONE)
    }
}
