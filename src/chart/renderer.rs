//! The renderer of a chart's canvases: paints scenes in animation frames, and animates from one to the next.
//!
//! At most one animation frame is requested at a time, and none while nothing moves.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use viz::item::MarkId;
use viz::paint::Painter;
use viz::scene::Scene;
use viz::transition::Transition;
use web_sys::HtmlCanvasElement;

use crate::chart::canvas;
use crate::chart::canvas::{BaseLayer, CanvasError, MarkLayer, OverlayLayer, PutPixels};
use crate::dom;

/// Functions that a chart needs after its first picture.
#[derive(Clone, Copy, Debug)]
pub struct ChartFunctions {
    /// [`Transition::new`]
    pub transition: fn(Scene, Scene, f64) -> Transition,
    /// [`canvas::put_pixels`]
    pub put_pixels: PutPixels,
}

impl ChartFunctions {
    /// Returns the functions.
    pub const fn new() -> Self {
        Self { transition: Transition::new, put_pixels: canvas::put_pixels }
    }
}

/// The renderer of a chart, shared by its component and its animation frames.
#[derive(Clone, Default)]
pub struct CanvasRenderer(Rc<RefCell<Option<RenderState>>>);

/// The state of the canvases.
struct RenderState {
    /// Canvases of the base, the marks and the overlay.
    canvases: [HtmlCanvasElement; 3],
    /// Layers of the canvases, in the same order.
    layers: (BaseLayer, MarkLayer, OverlayLayer),
    /// Painter at the device's scale, in its colours.
    painter: Painter,
    /// Transition from the previous scene to the current one.
    transition: Transition,
    /// Part of the scene on the canvases, as its top and height in CSS px; `None` for all of it.
    window: Option<(f64, f64)>,
    /// Mark pointed at.
    pointed: Option<MarkId>,
    /// Lower layers must be painted in the next frame.
    is_stale: bool,
    /// Animation frame requested.
    frame: Option<AnimationFrameRequestHandle>,
}

impl CanvasRenderer {
    /// Shows a scene: animated from the scene visible now; at once with `skip_animation`, after a change of width or
    /// colours, for the first scene, and without `functions`. Dots need these too.
    pub fn show(
        &self,
        canvases: [HtmlCanvasElement; 3],
        painter: Painter,
        scene: Scene,
        skip_animation: bool,
        functions: Option<ChartFunctions>,
    ) {
        let now = dom::now();
        let mut slot = self.0.borrow_mut();
        let visible = slot.as_ref().map(|state| (state.painter, state.transition.at(now)));
        let visible = visible.filter(|(before, visible)| {
            let is_comparable = *before == painter && visible.size.width == scene.size.width;
            !skip_animation && is_comparable && !visible.marks.is_empty()
        });
        let transition = match (visible, functions) {
            (Some((_, visible)), Some(functions)) => (functions.transition)(visible.into_owned(), scene, now),
            _ => Transition::settled(scene),
        };
        let is_animating = !transition.is_over(now);
        let (window, pointed, frame, mut layers) = slot
            .take()
            .map_or_else(Default::default, |state| (state.window, state.pointed, state.frame, state.layers));
        layers.1.set_dots(functions.map(|functions| functions.put_pixels));
        let is_stale = true;
        *slot = Some(RenderState { canvases, layers, painter, transition, window, pointed, is_stale, frame });
        drop(slot);
        // A transition begins with what is seen already: the answer to a click need not wait until that is drawn again.
        self.request_frame(if is_animating { Self::request_paint } else { Self::paint });
    }

    /// Sets the mark pointed at.
    pub fn point(&self, mark: Option<MarkId>) {
        if let Some(state) = self.0.borrow_mut().as_mut() {
            state.pointed = mark;
        }
        self.request_paint();
    }

    /// Sets the part of the scene that the canvases show.
    pub fn set_window(&self, window: Option<(f64, f64)>) {
        if let Some(state) = self.0.borrow_mut().as_mut().filter(|state| state.window != window) {
            state.window = window;
            state.is_stale = true;
        }
        self.request_paint();
    }

    /// Cancels the animation and drops the state.
    pub fn stop(&self) {
        if let Some(frame) = self.0.borrow_mut().take().and_then(|state| state.frame) {
            frame.cancel();
        }
    }

    /// Requests an animation frame that runs `then`, unless one is requested.
    fn request_frame(&self, then: fn(&Self)) {
        let mut slot = self.0.borrow_mut();
        let Some(state) = slot.as_mut().filter(|state| state.frame.is_none()) else { return };
        let renderer = self.clone();
        let on_frame = move || {
            if let Some(state) = renderer.0.borrow_mut().as_mut() {
                state.frame = None;
            }
            then(&renderer);
        };
        state.frame = request_animation_frame_with_handle(on_frame).ok();
    }

    /// Requests an animation frame that paints.
    fn request_paint(&self) {
        self.request_frame(Self::paint);
    }

    /// Paints a frame, and requests the next one while the transition runs.
    fn paint(&self) {
        let now = dom::now();
        let mut slot = self.0.borrow_mut();
        let Some(state) = slot.as_mut() else { return };
        let is_animating = !state.transition.is_over(now);
        let scene = match (state.transition.at(now), state.window) {
            (whole, None) => whole,
            (whole, Some((top, height))) => Cow::Owned(whole.window(top, height)),
        };
        let painter = Painter { scale: state.painter.scale_for(scene.size), ..state.painter };
        let [base_canvas, marks_canvas, overlay_canvas] = &state.canvases;
        let (base, marks, overlay) = &mut state.layers;
        if state.is_stale {
            log_failure(base.draw(&scene, &painter, base_canvas));
            log_failure(marks.draw(&scene, &painter, marks_canvas));
        }
        let focused = state.pointed.and_then(|id| scene.mark(id)).map(|(_, mark)| mark);
        log_failure(overlay.draw(&scene, focused, &painter, overlay_canvas));
        state.is_stale = is_animating;
        drop(slot);
        if is_animating {
            self.request_paint();
        }
    }
}

/// Logs an error of a layer.
fn log_failure(drawn: Result<(), CanvasError>) {
    if let Err(error) = drawn {
        dom::log_details(&format!("the picture could not be drawn: {error}"));
    }
}
