//! The legend of the chart: its themes, and what its symbols mean.

use data::challenge::ThemeIx;
use explore::chart_model::ChartModel;
use explore::chart_model::key::Symbol;
use explore::messages::controls as t;
use explore::view_state::ViewState;
use leptos::ev;
use leptos::prelude::*;

use super::shape::theme_mark;
use crate::collect_any::CollectAny;
use crate::deferred::Deferred;
use crate::dom;
use crate::erased::{erased, erased_handler, erased_memo};
use crate::placeholder::placeholder;
use crate::site::Site;

/// Returns the themes of the chart as buttons: pointing at one highlights it in the chart (`lit`), a click filters by
/// it. A published page has no buttons.
pub fn legend(
    site: &Site,
    model: Deferred<ChartModel>,
    lit: RwSignal<Option<ThemeIx>>,
    change: Callback<ViewState>,
) -> AnyView {
    let is_interactive = placeholder().is_none();
    let dataset = site.dataset.clone();
    // A memo, so that a button keeps the focus when it is pressed.
    let themes = erased_memo(move || {
        let model = model.read();
        let is_shown =
            |theme: &_| model.rows.iter().any(|row| dataset.challenge(row.challenge).theme == *theme);
        dataset.themes().filter(is_shown).collect::<Vec<_>>()
    });
    let site = site.clone();
    let entries = erased(move || {
        let entry = |theme: &ThemeIx| {
            let theme = *theme;
            let name = &site.dataset.theme(theme).name;
            let content =
                view! { {theme_mark(&site.dataset, theme)} <bdi lang=name.lang()>{name.to_string()}</bdi> };
            if !is_interactive {
                return view! { <li><span class="theme">{content}</span></li> }.into_any();
            }
            let dataset = site.dataset.clone();
            let toggle = erased_handler(move |_: ev::MouseEvent| {
                lit.set(None);
                let now = model.read_untracked();
                change.run(now.state().with(&dataset, |state| {
                    state.theme = Some(theme).filter(|_| state.theme != Some(theme));
                }));
            });
            let pressed = erased(move || (model.read().theme == Some(theme)).to_string());
            // A finger does not hover: it would leave the theme lit.
            let enter = erased_handler(move |event: ev::PointerEvent| {
                if !dom::is_touch(&event) {
                    lit.set(Some(theme));
                }
            });
            let leave = erased_handler(move |_: ev::PointerEvent| lit.set(None));
            let focus = erased_handler(move |event: ev::FocusEvent| {
                if dom::is_focus_visible(&event) {
                    lit.set(Some(theme));
                }
            });
            let blur = erased_handler(move |_: ev::FocusEvent| lit.set(None));
            view! {
                <li>
                    <button type="button" class="theme" aria-pressed=pressed on:click=toggle on:pointerenter=enter on:pointerleave=leave on:focus=focus on:blur=blur>
                        {content}
                    </button>
                </li>
            }
            .into_any()
        };
        themes.read().iter().map(entry).collect_any()
    });
    view! { <ul class="legend" aria-label=t::themes()>{entries}</ul> }.into_any()
}

/// Returns what the symbols of the chart mean, a line each.
pub fn key(site: &Site, model: &ChartModel) -> AnyView {
    let entries = model.key(&site.dataset).into_iter().map(|entry| {
        let drawn = match entry.symbol {
            Symbol::Mark => view! { <circle cx="10" cy="8" r="6" /> }.into_any(),
            Symbol::Stem => view! { <path d="M0 7h12v2H0z" /><circle cx="13" cy="8" r="5" /> }.into_any(),
            Symbol::Band => view! { <path class="faint" d="M1 5h18v6H1z" /> }.into_any(),
            Symbol::Numbered => view! { <circle cx="10" cy="8" r="8" /><path class="digit" d="M8 6l2-2h1v8H9.500V6z" /> }.into_any(),
            Symbol::Small => view! { <circle cx="10" cy="8" r="4" /> }.into_any(),
            Symbol::Ring => view! { <circle class="ring" cx="10" cy="8" r="5" /> }.into_any(),
            Symbol::Line => view! { <path d="M0 12l20-9v2.500l-20 9z" /> }.into_any(),
            Symbol::Pinned => view! { <circle cx="10" cy="8" r="4" /><circle class="ring" cx="10" cy="8" r="7" /> }.into_any(),
        };
        view! { <li><svg class="symbol" viewBox="0 0 20 16" width="20" height="16" aria-hidden="true">{drawn}</svg> <bdi lang=entry.text.lang()>{entry.text.to_string()}</bdi></li> }
    });
    view! { <ul class="key">{entries.collect_any()}</ul> }.into_any()
}
