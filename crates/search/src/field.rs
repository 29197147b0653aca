//! Fields: the searchable texts of a challenge.

use std::borrow::Cow;

use data::challenge::{ChallengeIx, Prose, Text};
use data::dataset::{Content, Dataset};

/// The kind of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The challenge's name.
    Name,
    /// The name of its theme.
    Theme,
    /// The summary and the description.
    Summary,
    /// An idea from the field.
    Idea,
    /// A quote and its speaker.
    Quote,
    /// A resource: title, publisher and note.
    Resource,
}

impl Kind {
    /// The kinds that form the head of a result. Every challenge has one field of each; all other fields are
    /// listed below the head.
    pub(super) const HEAD: [Self; 3] = [Self::Name, Self::Theme, Self::Summary];

    /// Returns the weight of a word in fields of this kind.
    pub(super) fn weight(self) -> u32 {
        match self {
            Self::Name => 12,
            Self::Theme => 5,
            Self::Summary => 3,
            Self::Idea | Self::Quote | Self::Resource => 2,
        }
    }
}

/// A field of a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// The challenge.
    pub challenge: ChallengeIx,
    /// The kind.
    pub kind: Kind,
    /// Its position among the challenge's texts of that kind.
    pub at: usize,
}

impl Field {
    /// Returns all fields of a data set and its long texts, challenge by challenge in the author's order.
    pub fn all(dataset: &Dataset, content: &Content) -> Vec<Self> {
        let mut all = Vec::new();
        for challenge in dataset.challenges() {
            let long = content.of(challenge);
            let rest = [
                (Kind::Idea, long.ideas.len()),
                (Kind::Quote, long.quotes.len()),
                (Kind::Resource, long.resources.len()),
            ];
            for (kind, count) in Kind::HEAD.map(|kind| (kind, 1)).into_iter().chain(rest) {
                all.extend((0..count).map(|at| Self { challenge, kind, at }));
            }
        }
        all
    }

    /// Returns the texts of the field: of a quote the text and the speaker, of a resource title, publisher
    /// and note. A missing text is empty.
    pub fn texts<'t>(self, dataset: &'t Dataset, content: &'t Content) -> Vec<Cow<'t, Text>> {
        fn plain_text(prose: &Prose) -> Cow<'_, Text> {
            Cow::Owned(prose.text())
        }
        fn or_empty(text: Option<&Text>) -> Cow<'_, Text> {
            text.map_or_else(|| Cow::Owned(Text::default()), Cow::Borrowed)
        }
        let (record, long) = (dataset.challenge(self.challenge), content.of(self.challenge));
        match self.kind {
            Kind::Name => vec![Cow::Borrowed(&record.name)],
            Kind::Theme => vec![Cow::Borrowed(&dataset.theme(record.theme).name)],
            Kind::Summary => {
                std::iter::once(&record.summary).chain(&long.description).map(plain_text).collect()
            }
            Kind::Idea => vec![plain_text(&long.ideas[self.at].text)],
            Kind::Quote => {
                let quote = &long.quotes[self.at];
                vec![plain_text(&quote.text), or_empty(quote.speaker.as_ref())]
            }
            Kind::Resource => {
                let resource = &long.resources[self.at];
                let note = resource.note.as_ref().map_or_else(|| or_empty(None), plain_text);
                vec![Cow::Borrowed(&resource.title), or_empty(resource.publisher.as_ref()), note]
            }
        }
    }
}
