//! A group plots its own priorities: what the program `discuss` shows on its page. What a board
//! may hold, how it is handed over, merged and kept is decided by [`crate::discuss`].

mod boards;
mod desk;
mod files;
mod guide;
mod hand_over;
mod incoming;
mod lens;
mod order;
mod picker;
mod picture;
mod plan;
mod rows;
mod sheet;
mod together;

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::bundle;
use crate::discuss::board::can_plot;
use crate::discuss::scene::Look;
use crate::route::Base;
use crate::text::discuss::page as words;
use crate::ui::each::Each;
use crate::ui::shown;
#[cfg(not(target_arch = "wasm32"))]
use crate::ui::site::Site;
use desk::Desk;
use guide::Step;

/// Shows the page inside `place`. `bundle` is the text of the data set, `base` where the site lives.
pub fn mount(place: HtmlElement, bundle: &str, base: &str) {
    let Some(atlas) = bundle::read(bundle) else { return };
    let (atlas, base) = (Arc::new(atlas), Base::of(base));
    shown::show(place, move || {
        let desk = if can_plot(&atlas) { Desk::new(atlas, base.clone()) } else { None };
        desk.map_or_else(|| guide_alone(&base), page)
    });
}

/// What the page shows that nobody runs.
#[cfg(not(target_arch = "wasm32"))]
pub fn still(site: &Site) -> AnyView {
    guide::still(&site.base)
}

/// The guide without its tools, for a survey of which nothing can be plotted.
fn guide_alone(base: &Base) -> AnyView {
    let tool = |part: Step| if part == Step::Look { guide::where_to_look(base) } else { ().into_any() };
    view! {
        <p class="note">{words::nothing_to_plot()}</p>
        <div class="discuss">{guide::agenda(base)} {Step::ALL.map(|part| guide::step(part, tool(part))).into_iter().each()}</div>
    }
    .into_any()
}

/// The guide, each step with what it is done with.
fn page(desk: Desk) -> AnyView {
    desk.watch();
    desk.watch_address();
    let look = RwSignal::new(Look::Plane);
    let base = desk.base();
    let step = |part: Step| {
        let tool = match part {
            Step::Look => guide::where_to_look(&base),
            Step::Plot => plot(desk, look),
            Step::Order => view! { {together::together(desk)} {order::order(desk)} }.into_any(),
            Step::Act => plan::plan(desk),
            Step::Voices => sheet::take_along(desk),
        };
        guide::step(part, tool)
    };
    view! {
        <div class="discuss">
            {incoming::incoming(desk)}
            {guide::agenda(&base)}
            {Step::ALL.map(step).into_iter().each()}
        </div>
        {sheet::paper(desk)}
    }
    .into_any()
}

/// Choosing, placing, the picture, and what comes of it.
fn plot(desk: Desk, look: RwSignal<Look>) -> AnyView {
    view! {
        {boards::boards(desk)}
        {picker::picker(desk)}
        <div class="workbench">
            <div class="workbench-rows">{rows::rows(desk)}</div>
            <div class="workbench-picture">
                {lens::lens(desk)}
                <figure aria-labelledby="plot-title">
                    {lens::caption(desk, look)}
                    {picture::picture(desk, look)}
                    {lens::sources(desk)}
                </figure>
            </div>
        </div>
        {lens::gaps(desk)}
        {hand_over::hand_over(desk)}
    }
    .into_any()
}
