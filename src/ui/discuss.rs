//! A group plots its own priorities: the discussion page, a lazy part. What a board
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

use crate::discuss::board::can_plot;
use crate::discuss::scene::Look;
use crate::route::Base;
use crate::text::discuss::page as words;
use crate::ui::each::Each;
use crate::ui::site::Site;
use desk::Desk;
use guide::Step;

/// Returns the content of the page.
pub fn page(site: &Site) -> AnyView {
    let desk =
        if can_plot(&site.atlas) { Desk::new(Arc::clone(&site.atlas), site.base.clone()) } else { None };
    desk.map_or_else(|| guide_alone(&site.base), steps)
}

/// What the page shows that nobody runs.
#[cfg(not(target_arch = "wasm32"))]
pub fn prerendered(site: &Site) -> AnyView {
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
fn steps(desk: Desk) -> AnyView {
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
