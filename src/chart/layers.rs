//! The scene of a chart and its canvases, for every chart of the site.

use leptos::html;
use leptos::prelude::*;
use slim_std::format::css_px;
use viz::frame::text_scale;
use viz::item::{MarkId, Measure};
use viz::palette::Palette;
use viz::scene::Scene;

use super::canvas;
use super::renderer::{CanvasRenderer, ChartFunctions};
use crate::collect_any::CollectAny;
use crate::dom;
use crate::erased::{erased, erased_effect, erased_memo};

/// Returns the scene that `layout` makes for the width of `frame` (CSS px), enlarged for visitors who read larger text,
/// and updated with the width and the signals that `layout` reads. It is empty while the frame has no width: in native
/// rendering and before the first layout.
pub fn use_scene(
    frame: NodeRef<html::Div>,
    layout: Box<dyn Fn(f64, Measure<'_>) -> Scene + Send + Sync>,
) -> Memo<Scene> {
    let width = dom::use_width(frame);
    let measure = dom::text_measure();
    erased_memo(move || match width.get() {
        0.0 => Scene::default(),
        width => {
            let scale = text_scale(dom::text_size(), width);
            layout(width / scale, &measure).scaled(scale)
        }
    })
}

/// The arguments of [`use_canvas_layers`].
pub struct CanvasLayers {
    /// Element around the canvases.
    pub frame: NodeRef<html::Div>,
    /// Scene to show.
    pub scene: Memo<Scene>,
    /// Mark pointed at.
    pub pointed: Memo<Option<MarkId>>,
    /// Returns true while a new scene is shown at once, as while a mark is dragged.
    pub skips_animation: Box<dyn Fn() -> bool>,
    /// Returns the functions of the chart, once they are there.
    pub functions: Box<dyn Fn() -> Option<ChartFunctions>>,
}

/// Returns the three canvases of a chart: base, marks, and an overlay with the mark pointed at. A picture that is
/// larger than browsers allow a canvas is drawn by the part of `frame` that is near the screen.
///
/// A new scene is animated, unless `skips_animation` says otherwise or the visitor prefers reduced motion. The
/// canvases are hidden from assistive technology, which reads the listbox.
pub fn use_canvas_layers(layers: CanvasLayers) -> AnyView {
    let CanvasLayers { frame, scene, pointed, skips_animation, functions } = layers;
    let canvases = [(); 3].map(|()| NodeRef::<html::Canvas>::new());
    let ratio = dom::use_device_pixel_ratio();
    let dark = dom::use_media("(prefers-color-scheme: dark)");
    let less_motion = dom::use_media("(prefers-reduced-motion: reduce)");
    let renderer = StoredValue::new_local(CanvasRenderer::default());
    erased_effect(move || {
        let [Some(base), Some(marks), Some(overlay)] = canvases.map(|canvas| canvas.get()) else { return };
        let palette = if dark.get() { Palette::Dark } else { Palette::Light };
        let painter = canvas::painter(ratio.get(), palette);
        let skip = skips_animation() || less_motion.get_untracked();
        renderer.with_value(|renderer| {
            renderer.show([base, marks, overlay], painter, scene.get(), skip, functions());
        });
    });
    let near = dom::use_near_screen(frame);
    let part = erased_memo(move || {
        let size = scene.read().size;
        let painter = canvas::painter(ratio.get(), Palette::Light);
        if painter.scale_for(size) >= painter.scale {
            return None;
        }
        let (top, height) = near.get();
        Some((top.clamp(0.0, (size.height - height).max(0.0)), height.min(size.height)))
    });
    erased_effect(move || {
        let part = part.get();
        scene.track();
        renderer.with_value(|renderer| renderer.set_window(part));
    });
    // A move of the pointer repaints the overlay only.
    erased_effect(move || {
        let id = pointed.get();
        renderer.with_value(|renderer| renderer.point(id));
    });
    on_cleanup(move || {
        renderer.try_with_value(CanvasRenderer::stop);
    });
    let layer = move |node: NodeRef<html::Canvas>| {
        let width = erased(move || css_px(scene.read().size.width));
        let height =
            erased(move || css_px(part.get().map_or_else(|| scene.read().size.height, |(_, height)| height)));
        let top = erased(move || css_px(part.get().map_or(0.0, |(top, _)| top)));
        view! { <canvas node_ref=node dir="ltr" aria-hidden="true" style:width=width style:height=height style:top=top></canvas> }
            .into_any()
    };
    canvases.into_iter().map(layer).collect_any().into_any()
}
