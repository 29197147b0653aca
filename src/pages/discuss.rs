//! The discussion page, where a group plots its own priorities: a lazy part. [`discuss`] decides what a board may
//! contain, and how boards are shared, merged and stored.

mod boards;
mod board_editor;
mod files;
mod group;
mod guide;
mod share;
mod incoming;
mod survey_filter;
mod order;
mod picker;
mod plan;
mod plot_chart;
mod rows;
mod sheet;

use std::sync::Arc;

use discuss::board::can_plot;
use discuss::messages::page as t;
use discuss::scene::PlotKind;
use explore::route::Base;
use leptos::prelude::*;

use crate::collect_any::CollectAny;
use crate::site::Site;
use board_editor::BoardEditor;
use guide::Step;

/// Returns the content of the page.
pub fn page(site: &Site) -> AnyView {
    let editor = if can_plot(&site.dataset) {
        BoardEditor::new(Arc::clone(&site.dataset), site.base.clone())
    } else {
        None
    };
    editor.map_or_else(|| guide_alone(&site.base), steps)
}

/// Returns the content of the published page, which works without script.
#[cfg(not(target_arch = "wasm32"))]
pub fn prerendered(site: &Site) -> AnyView {
    guide::prerendered(&site.base)
}

/// Returns the guide without its tools, for a survey that can't be plotted.
fn guide_alone(base: &Base) -> AnyView {
    let tool = |step: Step| if step == Step::Look { guide::look_links(base) } else { ().into_any() };
    view! {
        <p class="note">{t::nothing_to_plot()}</p>
        <div class="discuss">{guide::agenda(base)} {Step::ALL.map(|step| guide::section(step, tool(step))).into_iter().collect_any()}</div>
    }
    .into_any()
}

/// Returns the guide with the tool of each step.
fn steps(editor: BoardEditor) -> AnyView {
    editor.watch();
    editor.watch_address();
    let plot_kind = RwSignal::new(PlotKind::Plane);
    let base = editor.base();
    let section = |step: Step| {
        let tool = match step {
            Step::Look => guide::look_links(&base),
            Step::Plot => plot_tool(editor, plot_kind),
            Step::Order => view! { {group::group(editor)} {order::order(editor)} }.into_any(),
            Step::Act => plan::plan(editor),
            Step::Voices => sheet::sheet(editor),
        };
        guide::section(step, tool)
    };
    view! {
        <div class="discuss">
            {incoming::incoming(editor)}
            {guide::agenda(&base)}
            {Step::ALL.map(section).into_iter().collect_any()}
        </div>
        {sheet::printout(editor)}
    }
    .into_any()
}

/// Returns the tool of the step "plot": boards, picker, rows, chart, gaps, sharing.
fn plot_tool(editor: BoardEditor, plot_kind: RwSignal<PlotKind>) -> AnyView {
    view! {
        {boards::boards(editor)}
        {picker::picker(editor)}
        <div class="workbench">
            <div class="workbench-rows">{rows::rows(editor)}</div>
            <div class="workbench-chart">
                {survey_filter::filter(editor)}
                <figure aria-labelledby="plot-title">
                    {survey_filter::caption(editor, plot_kind)}
                    {plot_chart::plot_chart(editor, plot_kind)}
                    {survey_filter::sources(editor)}
                </figure>
            </div>
        </div>
        {survey_filter::gaps(editor)}
        {share::share(editor)}
    }
    .into_any()
}
