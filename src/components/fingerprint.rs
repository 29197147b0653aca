//! Fingerprints: the headline values of a challenge as one small glyph. [`explore::headline`] decides what they show,
//! [`viz::fingerprint`] where it is.

use data::challenge::{ChallengeIx, ThemeIx};
use data::dataset::{Dataset, SeriesKey};
use explore::headline::Headline;
use explore::messages::common;
use leptos::prelude::*;
use slim_std::format::one_decimal;
use viz::fingerprint::{Glyph, Measurements};
use viz::geometry::Size;
use viz::palette::FAMILY_COUNT;

use super::illustrative;
use crate::collect_any::CollectAny;
use crate::messages::pages as t;

/// A glyph as an SVG element: its attributes, and its paths with the class of each.
pub struct Outline {
    /// CSS class, which sets the color of the theme.
    pub class: String,
    /// View box.
    pub view_box: String,
    /// Width and height in CSS px.
    pub size: [String; 2],
    /// Class and data of each path, from the back to the front.
    pub paths: Vec<(&'static str, String)>,
}

impl Outline {
    /// Returns the outline of a drawing of a theme's challenge. Empty paths are left out.
    fn new(
        dataset: &Dataset,
        theme: ThemeIx,
        kind: &str,
        size: Size,
        paths: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Self {
        let class = format!("glyph {kind} family-{}", dataset.family(theme) % FAMILY_COUNT);
        let size = [size.width, size.height].map(one_decimal);
        let paths = paths.into_iter().filter(|(_, data)| !data.is_empty()).collect();
        Self { class, view_box: format!("0 0 {} {}", size[0], size[1]), size, paths }
    }

    /// Returns the outline of a glyph.
    fn of(dataset: &Dataset, challenge: ChallengeIx, kind: &str, glyph: Glyph) -> Self {
        let paths = [
            ("ruler", glyph.rulers),
            ("interval", glyph.intervals),
            ("join", glyph.join),
            ("known", glyph.known),
            ("unknown", glyph.unknown),
        ];
        Self::new(dataset, dataset.challenge(challenge).theme, kind, glyph.size, paths)
    }

    /// Returns the outline of a challenge's glyph in a list; none without a value.
    pub fn small(dataset: &Dataset, headline: &Headline, challenge: ChallengeIx) -> Option<Self> {
        if !headline.has_values(dataset, challenge) {
            return None;
        }
        let mut glyph = headline.glyph(dataset, challenge, Measurements::SMALL);
        glyph.intervals.clear(); // too small to be read
        Some(Self::of(dataset, challenge, "small-glyph", glyph))
    }

    /// Returns the outline as an SVG element: an image with `words`, or decoration without.
    fn view(self, words: Option<String>) -> AnyView {
        let Self { class, view_box, size: [width, height], paths } = self;
        let paths =
            paths.into_iter().map(|(class, data)| view! { <path class=class d=data /> }).collect_any();
        let role = words.is_some().then_some("img");
        let hidden = words.is_none().then_some("true");
        view! { <svg class=class viewBox=view_box width=width height=height role=role aria-label=words aria-hidden=hidden>{paths}</svg> }
            .into_any()
    }
}

/// Returns the glyph of a challenge for lists, with its values in words; none without a value.
pub fn small(dataset: &Dataset, headline: &Headline, challenge: ChallengeIx) -> Option<AnyView> {
    let outline = Outline::small(dataset, headline, challenge)?;
    Some(outline.view(Some(headline.words(dataset, challenge))))
}

/// Returns the explanation of the glyphs of a list: what they show, and of which wave.
pub fn key_words(dataset: &Dataset, headline: &Headline) -> String {
    t::fingerprint_key(&headline.measures(dataset), &common::wave_label(dataset, headline.wave))
}

/// Returns the explanation of the glyphs of a page, after the badge of made-up numbers. A page has one.
pub fn key(dataset: &Dataset, headline: &Headline) -> AnyView {
    view! { <p class="glyph-key" dir="auto">{badge(dataset, headline)} " " {key_words(dataset, headline)}</p> }
        .into_any()
}

/// Returns the badge that explains itself, if the headline is made up.
pub fn badge(dataset: &Dataset, headline: &Headline) -> AnyView {
    headline.is_illustrative(dataset).then(illustrative::badge).into_any()
}

/// Returns the glyph of a challenge beside its labels and numbers.
pub fn large(dataset: &Dataset, headline: &Headline, challenge: ChallengeIx) -> AnyView {
    let outline = Outline::of(
        dataset,
        challenge,
        "large-glyph",
        headline.glyph(dataset, challenge, Measurements::LARGE),
    );
    let row = |series: &SeriesKey| {
        let measure = dataset.measure(series.measure);
        let cell = dataset.cell(*series, challenge);
        let class = if cell.value().is_some() { "lane-value" } else { "lane-value missing" };
        let label = &measure.label;
        view! {
            <div>
                <dt lang=label.lang() dir="auto">{label.to_string()}</dt>
                <dd class=class>{common::value(measure.kind, cell)}</dd>
            </div>
        }
    };
    let rows = headline.series.iter().map(row).collect_any();
    view! { <div class="fingerprint">{outline.view(None)}<dl>{rows}</dl></div> }.into_any()
}

/// Returns the glyph of one series, without words.
pub fn single(dataset: &Dataset, headline: &Headline, series: SeriesKey, challenge: ChallengeIx) -> AnyView {
    let glyph = headline.single(dataset, series, challenge);
    Outline::of(dataset, challenge, "single-glyph", glyph).view(None)
}

/// Returns the strip of all values of a series with the mark of a challenge, without words.
pub fn strip(dataset: &Dataset, challenge: ChallengeIx, strip: viz::fingerprint::Strip) -> AnyView {
    let paths = [("ruler", strip.ruler), ("tick", strip.ticks), ("known", strip.own)];
    let theme = dataset.challenge(challenge).theme;
    Outline::new(dataset, theme, "strip", strip.size, paths).view(None)
}
