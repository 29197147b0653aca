//! The chart on paper: drawn when the page is printed, at the widths of paper, as SVG in light colours.

use leptos::html;
use leptos::prelude::*;
use viz::bands::{bands, head_and_rows};
use viz::item::Measure;
use viz::scene::Scene;

use super::svg;
use crate::dom;

/// Paper that is upright, and paper that lies across: the width of the chart on A4 and Letter, and the height up to
/// which the chart is one part, in CSS px. The style sheet fits the chart to the sheet.
const SHEETS: [(f64, f64); 2] = [(680.0, 700.0), (960.0, 640.0)];
/// Minimum height in CSS px of a part of a longer chart, which may go on at the top of the next sheet.
const MIN_BAND: f64 = 100.0;

/// Returns the chart that is printed in place of the canvases, once for each orientation of the paper; empty until
/// then.
pub fn paper(layout: Box<dyn Fn(f64, Measure<'_>) -> Scene>) -> AnyView {
    let frames = [(); 2].map(|()| NodeRef::<html::Div>::new());
    let measure = dom::text_measure();
    let draw = move |is_printed: bool| {
        for (frame, (width, max_height)) in frames.into_iter().zip(SHEETS) {
            let Some(frame) = frame.get() else { continue };
            frame.set_text_content(None);
            if is_printed {
                show(&frame, &layout(width, &measure), max_height);
            }
        }
    };
    dom::watch_printing(draw);
    let [upright, across] = frames;
    view! {
        <div class="paper upright" aria-hidden="true" node_ref=upright></div>
        <div class="paper across" aria-hidden="true" node_ref=across></div>
    }
    .into_any()
}

/// Draws a chart into a frame: whole, or if it is higher than `max_height` CSS px as a table of its parts, whose head,
/// with title and axes, is on every sheet.
fn show(frame: &web_sys::Element, scene: &Scene, max_height: f64) {
    if scene.size.height <= max_height {
        return append(frame, scene, "");
    }
    let rows = match head_and_rows(scene) {
        Some([head, rows]) => {
            append(frame, &head, "paper-head");
            rows
        }
        None => scene.clone(),
    };
    bands(&rows, MIN_BAND).iter().for_each(|band| append(frame, band, "paper-row"));
}

/// Appends a part of a chart to a frame. A part that the browser can't make is left out.
fn append(frame: &web_sys::Element, part: &Scene, class: &str) {
    if let (Ok(cell), Ok(drawn)) = (document().create_element("div"), svg::element(part)) {
        cell.set_class_name(class);
        cell.append_child(&drawn).ok();
        frame.append_child(&cell).ok();
    }
}
