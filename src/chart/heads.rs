//! The heads of the overview's lanes: buttons over their titles that sort the rows. They stay in sight while a long
//! chart is scrolled.

use std::sync::Arc;

use data::challenge::MeasureIx;
use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::messages::controls as t;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use slim_std::format::css_px;
use viz::geometry::Rect;
use viz::scene::Scene;

use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler};

/// The parameters of the heads.
#[derive(Clone)]
pub struct LaneHeads {
    /// Data set.
    pub dataset: Arc<Dataset>,
    /// Rows of the chart.
    pub model: Memo<ChartModel>,
    /// Scene drawn.
    pub scene: Memo<Scene>,
    /// Sorts the rows by a measure.
    pub sort: Callback<MeasureIx>,
}

/// Returns the heads of lanes; nothing in charts without lanes.
pub fn lane_heads(heads: LaneHeads) -> AnyView {
    let LaneHeads { dataset, model, scene, sort } = heads;
    let heads = move || {
        let (scene, model) = (scene.read(), model.read());
        let first = scene.heads.first()?;
        let sorted = model.main().map(|(at, _)| at);
        let head = |(at, head): (usize, &Rect)| {
            let measure = model.columns.get(at)?.measure;
            let label = &dataset.measure(measure).label;
            Some(view! {
                <button
                    type="button"
                    aria-pressed=(sorted == Some(at)).to_string()
                    aria-label=t::sort_by_measure(label)
                    title=t::sort_by_measure(label)
                    style:left=css_px(head.left)
                    style:width=css_px(head.width())
                    on:click=erased_handler(move |_: MouseEvent| sort.run(measure))
                >
                    <span lang=label.lang()>{label.to_string()}</span>
                </button>
            })
        };
        let heads = scene.heads.iter().enumerate().filter_map(head).collect_any();
        Some(
            view! {
                <div class="lane-heads" style:margin-top=css_px(first.top) style:height=css_px(first.bottom - first.top)>
                    {heads}
                </div>
            }
            .into_any(),
        )
    };
    erased(heads).into_any()
}
