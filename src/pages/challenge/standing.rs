//! The numbers of a challenge for everyone or a group that the visitor chooses: the headline with its glyph, stat cards,
//! and the place of the challenge among all. The choice stays in the address, and so does that of a chart that the
//! visitor comes from.

use std::sync::Arc;

use data::challenge::{Audience, Cell, ChallengeIx, MeasureKind, Stat};
use data::dataset::{Dataset, SeriesKey};
use explore::headline::{Headline, Standing};
use explore::messages::common;
use explore::route::Route;
use explore::view_state::ViewState;
use explore::view_state::control::Control;
use leptos::prelude::*;

use crate::collect_any::CollectAny;
use crate::components::controls::Select;
use crate::components::{fingerprint, stat};
use crate::deferred::Deferred;
use crate::erased::{Erased, erased, erased_memo};
use crate::messages::pages as t;
use crate::router::{NavigateOptions, use_location, use_navigate};
use crate::site::Site;

/// The audience and the wave of the address, and the numbers that they select. Copies share them.
#[derive(Clone, Copy)]
pub struct Filter {
    /// State with the audience and the wave.
    state: Memo<ViewState>,
    /// Numbers; `None` if the data set has none.
    headline: Memo<Option<Headline>>,
    /// Navigates to another audience.
    change: Callback<ViewState>,
}

impl Filter {
    /// Returns the filter of the address of a challenge's page.
    pub fn of_address(site: &Site, challenge: ChallengeIx) -> Self {
        let search = use_location().search;
        let dataset = Arc::clone(&site.dataset);
        let state = erased_memo(move || ViewState::parse_filter(&search.read(), &dataset));
        let dataset = Arc::clone(&site.dataset);
        let headline = erased_memo(move || Headline::of(&dataset, &state.read()));
        let (site, navigate) = (site.clone(), use_navigate());
        let change = Callback::new(move |next: ViewState| {
            let href = site.base.filtered_href(&site.dataset, challenge, &next);
            navigate(&href, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        });
        Self { state, headline, change }
    }

    /// Returns the address of the chart that shows the challenge, for the same audience.
    pub fn explore_href(self, site: &Site, challenge: ChallengeIx) -> Erased<String> {
        let site = site.clone();
        erased(move || {
            let dataset = &site.dataset;
            let state = self.state.read();
            let query = match state.audience {
                Audience::Everyone => ViewState::showing(dataset, challenge),
                _ => ViewState { focus: Some(challenge), ..state.clone() },
            };
            site.href(&Route::Explore(&query.query(dataset)))
        })
    }

    /// Returns a view of the numbers that follows the address; empty without numbers.
    fn view(self, view: impl Fn(&Headline) -> Option<AnyView> + Send + 'static) -> AnyView {
        erased(move || self.headline.read().as_ref().and_then(&view)).into_any()
    }
}

/// Returns the glyph with its numbers, and the choice of a group if any has numbers; empty without numbers.
pub fn headline(site: &Site, challenge: ChallengeIx, filter: Filter) -> AnyView {
    let dataset = Arc::clone(&site.dataset);
    let is_known = |audience| {
        let state = ViewState { audience, ..ViewState::new(&dataset) };
        Headline::of(&dataset, &state).is_some_and(|headline| headline.has_values(&dataset, challenge))
    };
    let has_groups = dataset.groups().map(Audience::Group).any(is_known);
    let select = has_groups
        .then(|| view! { <Select control=Control::Audience state=filter.state shown=Deferred::new(filter.state) change=filter.change /> });
    let numbers = filter.view(move |headline| {
        let view = view! {
            <p class="provenance">{fingerprint::badge(&dataset, headline)} " " <bdi>{headline.provenance(&dataset)}</bdi></p>
            {fingerprint::large(&dataset, headline, challenge)}
        };
        (has_groups || headline.has_values(&dataset, challenge)).then(|| view.into_any())
    });
    view! { <div class="profile">{numbers}{select}</div> }.into_any()
}

/// Returns the section of stat cards: the headline measures, then the other numbers that the author chose; none
/// without either.
pub fn stats(site: &Site, challenge: ChallengeIx, filter: Filter) -> AnyView {
    let dataset = Arc::clone(&site.dataset);
    filter.view(move |headline| {
        let own = headline.series.iter().filter(|_| headline.has_values(&dataset, challenge));
        let cards =
            own.map(|series| stat::card_of(&dataset, challenge, *series, dataset.cell(*series, challenge)));
        let is_shown = |stat: &&Stat| {
            // The numbers of a chosen group stand in the place of everyone's.
            let is_own = |series: &SeriesKey| {
                series.measure == stat.measure
                    && (series.audience == stat.audience || stat.audience == Audience::Everyone)
            };
            !(headline.has_values(&dataset, challenge) && headline.series.iter().any(is_own))
        };
        let others = dataset.challenge(challenge).stats.iter().filter(is_shown);
        let others = others.filter_map(|other| stat::card(&dataset, challenge, *other));
        let cards: Vec<AnyView> = cards.chain(others).collect();
        (!cards.is_empty()).then(|| {
            view! {
                <section class="wide-band">
                    <div class="narrow">
                        <h2>{t::stats()}</h2>
                        <ul class="stats">{cards}</ul>
                    </div>
                </section>
            }
            .into_any()
        })
    })
}

/// Returns the section with the place of the challenge among all, for each headline measure that it has a value of; none
/// without any.
pub fn among_all(site: &Site, challenge: ChallengeIx, filter: Filter) -> AnyView {
    let site = site.clone();
    filter.view(move |headline| {
        let dataset = &site.dataset;
        let standings = headline.series.iter().filter_map(|series| {
            let standing = headline.standing(dataset, *series, challenge)?;
            Some(place(&site, headline, *series, challenge, standing, &filter.state.read()))
        });
        let standings = standings.collect_any();
        (!standings.is_empty()).then(|| {
            view! {
                <section class="narrow">
                    <h2>{t::among_all()}</h2>
                    <p class="provenance">{stat::badge(dataset, headline.wave)} <bdi>{headline.provenance(dataset)}</bdi></p>
                    <ul class="standings">{standings}</ul>
                </section>
            }
            .into_any()
        })
    })
}

/// Returns the place by one measure: in words, as a strip, and with links to the neighbors in the ranking.
fn place(
    site: &Site,
    headline: &Headline,
    series: SeriesKey,
    challenge: ChallengeIx,
    standing: Standing,
    state: &ViewState,
) -> AnyView {
    let dataset = &site.dataset;
    let Standing { place, total, neighbors, strip } = standing;
    let [left, right] = headline.ends(dataset, series);
    let links = neighbors.into_iter().zip([t::next_above, t::next_below]);
    let links = links.filter_map(|(neighbor, label)| {
        let (other, cell) = neighbor?;
        let name = &dataset.challenge(other).name;
        let value = common::value(dataset.measure(series.measure).kind, cell);
        let href = site.base.filtered_href(dataset, other, state);
        Some(view! {
            <li><span class="hint">{label()}</span> " " <a href=href lang=name.lang() dir="auto">{name.to_string()}</a> " " <span class="hint">{value}</span></li>
        })
    });
    view! {
        <li>
            <p dir="auto">{place_words(dataset, series, dataset.cell(series, challenge), place, total)}</p>
            {fingerprint::strip(dataset, challenge, strip)}
            <p class="ends" aria-hidden="true"><span>{left}</span><span>{right}</span></p>
            <ul class="neighbors">{links.collect_any()}</ul>
        </li>
    }
    .into_any()
}

/// Returns the place by one measure in words. Published ranks may have gaps, so there is no place among the known ones.
fn place_words(dataset: &Dataset, series: SeriesKey, cell: Cell, place: usize, total: usize) -> String {
    let measure = dataset.measure(series.measure);
    let value = common::value(measure.kind, cell);
    match measure.kind {
        MeasureKind::Rank => t::stands_by_rank(&measure.label, &value, total as u32),
        MeasureKind::Percent => t::stands(&measure.label, &value, place as u32, total as u32),
    }
}
