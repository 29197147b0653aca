//! What can be found: the texts of a challenge.

use std::borrow::Cow;

use crate::atlas::Atlas;
use crate::challenge::{ChallengeIx, Prose, Text};

/// What kind of text something was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The challenge's name.
    Name,
    /// The name of its theme.
    Theme,
    /// Its summary and description.
    Summary,
    /// An idea from the field.
    Idea,
    /// Somebody's words, with who said them.
    Quote,
    /// Something to read elsewhere: title, publisher, note.
    Resource,
}

impl Kind {
    /// What stands at the head of a result, once in every challenge; all others stand beneath it.
    pub(super) const HEADS: [Self; 3] = [Self::Name, Self::Theme, Self::Summary];

    /// How much a word counts here, against other kinds.
    pub(super) fn weight(self) -> u32 {
        match self {
            Self::Name => 12,
            Self::Theme => 5,
            Self::Summary => 3,
            Self::Idea | Self::Quote | Self::Resource => 2,
        }
    }
}

/// A text of a challenge that is found as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The challenge it belongs to.
    pub challenge: ChallengeIx,
    /// What it is.
    pub kind: Kind,
    /// Its position among the challenge's texts of that kind.
    pub at: usize,
}

impl Passage {
    /// All of an atlas, challenge by challenge in author's order.
    pub fn all(atlas: &Atlas) -> Vec<Self> {
        let mut all = Vec::new();
        for challenge in atlas.challenges() {
            let row = atlas.challenge(challenge);
            let rest = [
                (Kind::Idea, row.ideas.len()),
                (Kind::Quote, row.quotes.len()),
                (Kind::Resource, row.resources.len()),
            ];
            for (kind, count) in Kind::HEADS.map(|kind| (kind, 1)).into_iter().chain(rest) {
                all.extend((0..count).map(|at| Self { challenge, kind, at }));
            }
        }
        all
    }

    /// What it says, in reading order: of a quote the words and the speaker, of a resource its title,
    /// its publisher and its note. What is left out is empty.
    pub fn texts(self, atlas: &Atlas) -> Vec<Cow<'_, Text>> {
        fn plain(prose: &Prose) -> Cow<'_, Text> {
            Cow::Owned(prose.text())
        }
        fn given(text: Option<&Text>) -> Cow<'_, Text> {
            text.map_or_else(|| Cow::Owned(Text::default()), Cow::Borrowed)
        }
        let row = atlas.challenge(self.challenge);
        match self.kind {
            Kind::Name => vec![Cow::Borrowed(&row.name)],
            Kind::Theme => vec![Cow::Borrowed(&atlas.theme(row.theme).name)],
            Kind::Summary => std::iter::once(&row.summary).chain(&row.description).map(plain).collect(),
            Kind::Idea => vec![plain(&row.ideas[self.at])],
            Kind::Quote => {
                let quote = &row.quotes[self.at];
                vec![plain(&quote.text), given(quote.speaker.as_ref())]
            }
            Kind::Resource => {
                let resource = &row.resources[self.at];
                let note = resource.note.as_ref().map_or_else(|| given(None), plain);
                vec![Cow::Borrowed(&resource.title), given(resource.publisher.as_ref()), note]
            }
        }
    }
}
