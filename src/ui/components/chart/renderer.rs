//! The renderer of a chart's canvases: paints scenes in animation frames, and moves from one to the next.
//!
//! There is at most one frame asked for, and none while nothing moves.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::ui::dom;
use crate::viz::canvas::{BaseLayer, CanvasError, MarkLayer, OverlayLayer};
use crate::viz::paint::Painter;
use crate::viz::scene::Scene;
use crate::viz::transition::Transition;

/// The renderer of a chart, which its component and its animation frames share.
#[derive(Clone, Default)]
pub struct CanvasRenderer(Rc<RefCell<Option<RenderState>>>);

/// State of the picture: what is shown, and what was asked for.
struct RenderState {
    /// Of the base, of the marks, and of the overlay.
    canvases: [HtmlCanvasElement; 3],
    layers: (BaseLayer, MarkLayer, OverlayLayer),
    painter: Painter,
    transition: Transition,
    /// The mark pointed at.
    pointed: Option<u32>,
    /// Set while the lower layers are to be painted in the next frame.
    is_stale: bool,
    frame: Option<AnimationFrameRequestHandle>,
}

impl CanvasRenderer {
    /// Shows a scene: moves there from what is seen now, or at once if `still`, after a change of
    /// size or colours, and at first.
    pub fn show(&self, canvases: [HtmlCanvasElement; 3], painter: Painter, scene: Scene, still: bool) {
        let now = dom::now();
        let mut held = self.0.borrow_mut();
        let seen = held.as_ref().map(|state| (state.painter, state.transition.at(now)));
        let seen = seen.filter(|(before, seen)| {
            let alike = *before == painter && seen.size.width == scene.size.width;
            !still && alike && !seen.marks.is_empty()
        });
        let transition = match seen {
            Some((_, seen)) => Transition::new(seen.into_owned(), scene, now),
            None => Transition::still(scene),
        };
        let (pointed, frame, layers) =
            held.take().map_or_else(Default::default, |state| (state.pointed, state.frame, state.layers));
        *held = Some(RenderState { canvases, layers, painter, transition, pointed, is_stale: true, frame });
        drop(held);
        self.ask_for_a_frame();
    }

    /// Shows which mark is pointed at.
    pub fn point(&self, mark: Option<u32>) {
        if let Some(state) = self.0.borrow_mut().as_mut() {
            state.pointed = mark;
        }
        self.ask_for_a_frame();
    }

    /// Paints no more.
    pub fn stop(&self) {
        if let Some(frame) = self.0.borrow_mut().take().and_then(|state| state.frame) {
            frame.cancel();
        }
    }

    fn ask_for_a_frame(&self) {
        let mut held = self.0.borrow_mut();
        let Some(state) = held.as_mut().filter(|state| state.frame.is_none()) else { return };
        let renderer = self.clone();
        state.frame = request_animation_frame_with_handle(move || renderer.paint()).ok();
    }

    fn paint(&self) {
        let now = dom::now();
        let mut held = self.0.borrow_mut();
        let Some(state) = held.as_mut() else { return };
        state.frame = None;
        let goes_on = !state.transition.is_over(now);
        let scene = state.transition.at(now);
        let painter = Painter { scale: state.painter.scale_for(scene.size), ..state.painter };
        let [base_canvas, marks_canvas, overlay_canvas] = &state.canvases;
        let (base, marks, overlay) = &mut state.layers;
        if state.is_stale {
            log_failure(base.draw(&scene, &painter, base_canvas));
            log_failure(marks.draw(&scene, &painter, marks_canvas));
        }
        let focused = state.pointed.and_then(|id| scene.mark(id)).map(|(_, mark)| mark);
        log_failure(overlay.draw(&scene, focused, &painter, overlay_canvas));
        state.is_stale = goes_on;
        drop(held);
        if goes_on {
            self.ask_for_a_frame();
        }
    }
}

fn log_failure(drawn: Result<(), CanvasError>) {
    if let Err(error) = drawn {
        dom::log_details(&format!("the picture could not be drawn: {error}"));
    }
}
