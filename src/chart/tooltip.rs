//! Notes over the chart: the tooltip of the mark pointed at, and the list of marks that overlap.

use std::sync::Arc;

use data::challenge::ChallengeIx;
use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::messages::{common, controls};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use slim_std::format::css_px;
use viz::geometry::Point;
use viz::item::MarkId;
use viz::scene::{Mark, Scene};

use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler};

/// The tooltip of the mark pointed at. It is hidden from assistive technology, which reads the listbox's options.
#[component]
pub fn Tooltip(
    /// The data set.
    dataset: Arc<Dataset>,
    /// The rows of the chart.
    model: Memo<ChartModel>,
    /// The scene drawn.
    scene: Memo<Scene>,
    /// The mark whose tooltip is shown.
    mark: Memo<Option<MarkId>>,
) -> impl IntoView {
    erased(move || {
        let (scene, model) = (scene.read(), model.read());
        let (_, mark) = scene.mark(mark.get()?)?;
        let row = model.row_of(mark.id)?;
        let name = &dataset.challenge(row.challenge).name;
        Some(
            view! {
                <div class="tooltip" aria-hidden="true" style:inset=inset(mark, &scene)>
                    <strong lang=name.lang()>{name.to_string()}</strong>
                    <span class="tooltip-values">{common::capitalised(&model.values(&dataset, row))}</span>
                    <span class="tooltip-source">{model.provenance(&dataset, row)}</span>
                </div>
            }
            .into_any(),
        )
    })
}

/// The list of overlapping marks to choose from.
#[component]
pub fn OverlapList(
    /// The data set.
    dataset: Arc<Dataset>,
    /// The rows of the chart.
    model: Memo<ChartModel>,
    /// The scene drawn.
    scene: Memo<Scene>,
    /// The overlapping marks; without any, there is no list.
    crowd: RwSignal<Vec<MarkId>>,
    /// Opens the page of a challenge.
    open: Callback<ChallengeIx>,
) -> impl IntoView {
    erased(move || {
        let (scene, model) = (scene.read(), model.read());
        let first = *crowd.read().first()?;
        let (_, mark) = scene.mark(first)?;
        let entry = |id: &MarkId| {
            let row = model.row_of(*id)?;
            let challenge = row.challenge;
            let name = &dataset.challenge(challenge).name;
            let values = model.values(&dataset, row);
            Some(view! {
                <li><button type="button" on:click=erased_handler(move |_: MouseEvent| open.run(challenge))><span lang=name.lang()>{name.to_string()}</span> <span>{values}</span></button></li>
            })
        };
        let entries = crowd.read().iter().filter_map(entry).collect_any();
        Some(view! {
            <div class="tooltip overlap-list" role="group" aria-label=controls::at_this_point() style:inset=inset(mark, &scene)>
                <ul>{entries}</ul>
            </div>
        }.into_any())
    })
}

/// Horizontal distance from a mark's center to the near edge of its note, CSS px.
const OFFSET_X: f64 = 24.0;

/// Returns the vertical distance from a mark's center to its note in CSS px: clear of the focus ring.
fn offset_y(mark: &Mark) -> f64 {
    mark.radius * 1.7 + 6.0
}

/// Returns whether the note is above its mark, because there is no room below.
fn is_above(mark: &Mark, scene: &Scene) -> bool {
    mark.center.y > scene.size.height * 0.7 && scene.size.height > 260.0
}

/// Returns whether a position is between a mark and its note. A pointer that moves to the note must not close it.
pub fn is_between(mark: &Mark, scene: &Scene, at: Point) -> bool {
    let distance = if is_above(mark, scene) { mark.center.y - at.y } else { at.y - mark.center.y };
    // 2 px more, because browsers round the position of the note.
    (0.0..=offset_y(mark) + 2.0).contains(&distance) && (at.x - mark.center.x).abs() <= OFFSET_X
}

/// Returns the CSS `inset` of a note beside its mark, towards the middle of the chart so that it stays on the page.
///
/// It is set as a property, because the site's content security policy forbids `style` attributes.
pub fn inset(mark: &Mark, scene: &Scene) -> String {
    let (x, y, offset_y) = (mark.center.x, mark.center.y, offset_y(mark));
    let auto = || "auto".to_owned();
    let (left, right) = if x > scene.size.width / 2.0 {
        (auto(), css_px((scene.size.width - x - OFFSET_X).max(0.0)))
    } else {
        (css_px((x - OFFSET_X).max(0.0)), auto())
    };
    let (top, bottom) = if is_above(mark, scene) {
        (auto(), css_px(scene.size.height - y + offset_y))
    } else {
        (css_px(y + offset_y), auto())
    };
    format!("{top} {right} {bottom} {left}")
}
