//! The canvases: paints scenes in animation frames, and moves from one to the next.
//!
//! There is at most one frame asked for, and none while nothing moves.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::ui::dom;
use crate::viz::canvas::{CanvasBackend, GroundPainter, MarksPainter, fit};
use crate::viz::paint::{Painted, Pen};
use crate::viz::scene::Scene;
use crate::viz::transition::Transition;

/// The canvases of a chart.
#[derive(Clone, Default)]
pub struct Stage(Rc<RefCell<Option<Play>>>);

/// What is on.
struct Play {
    /// What lies under the marks, the marks, and the focus above them.
    layers: [HtmlCanvasElement; 3],
    painters: (GroundPainter, MarksPainter),
    pen: Pen,
    transition: Transition,
    /// The mark pointed at.
    pointed: Option<u32>,
    /// Whether the lower layers are to be painted in the next frame.
    is_stale: bool,
    frame: Option<AnimationFrameRequestHandle>,
}

impl Stage {
    /// Shows a scene: moves there from what is seen now, or at once if `still`, after a change of
    /// size or colours, and at first.
    pub fn show(&self, layers: [HtmlCanvasElement; 3], pen: Pen, scene: Scene, still: bool) {
        let now = dom::now();
        let mut play = self.0.borrow_mut();
        let seen = play.as_ref().map(|play| (play.pen, play.transition.at(now)));
        let seen = seen.filter(|(before, seen)| {
            let alike = *before == pen && seen.size.width == scene.size.width;
            !still && alike && !seen.marks.is_empty()
        });
        let transition = match seen {
            Some((_, seen)) => Transition::new(seen.into_owned(), scene, now),
            None => Transition::still(scene),
        };
        let (pointed, frame, painters) =
            play.take().map_or_else(Default::default, |play| (play.pointed, play.frame, play.painters));
        *play = Some(Play { layers, painters, pen, transition, pointed, is_stale: true, frame });
        drop(play);
        self.ask_for_a_frame();
    }

    /// Shows which mark is pointed at.
    pub fn point(&self, mark: Option<u32>) {
        if let Some(play) = self.0.borrow_mut().as_mut() {
            play.pointed = mark;
        }
        self.ask_for_a_frame();
    }

    /// Paints no more.
    pub fn stop(&self) {
        if let Some(frame) = self.0.borrow_mut().take().and_then(|play| play.frame) {
            frame.cancel();
        }
    }

    fn ask_for_a_frame(&self) {
        let mut play = self.0.borrow_mut();
        let Some(play) = play.as_mut().filter(|play| play.frame.is_none()) else { return };
        let stage = self.clone();
        play.frame = request_animation_frame_with_handle(move || stage.paint()).ok();
    }

    fn paint(&self) {
        let now = dom::now();
        let mut held = self.0.borrow_mut();
        let Some(play) = held.as_mut() else { return };
        play.frame = None;
        let goes_on = !play.transition.is_over(now);
        let scene = play.transition.at(now);
        let pen = Pen { scale: play.pen.scale_for(scene.size), ..play.pen };
        let [ground, marks, above] = &play.layers;
        if play.is_stale {
            let (ground_painter, marks_painter) = &mut play.painters;
            tell(ground_painter.draw(&scene, &pen, ground));
            paint_marks(marks_painter, marks, &scene, &pen);
        }
        paint_focus(above, &scene, &pen, play.pointed);
        play.is_stale = goes_on;
        drop(held);
        if goes_on {
            self.ask_for_a_frame();
        }
    }
}

/// Paints the mark pointed at in place of the one before.
fn paint_focus(canvas: &HtmlCanvasElement, scene: &Scene, pen: &Pen, pointed: Option<u32>) {
    if !fit(canvas, scene.size, pen)
        && let Some(context) = dom::context_2d(canvas)
    {
        context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    }
    let mark = pointed.and_then(|id| scene.mark(id));
    if let (Some((_, mark)), Some(mut backend)) = (mark, CanvasBackend::of(canvas)) {
        tell(pen.focus(scene, mark, &mut backend));
    }
}

/// Puts marks and dots on their canvas as pixels, and what is written on them as text.
fn paint_marks(painter: &mut MarksPainter, canvas: &HtmlCanvasElement, scene: &Scene, pen: &Pen) {
    let Some(context) = dom::context_2d(canvas) else { return };
    if painter.draw(scene, pen, canvas, &context).is_err() {
        dom::log_details("the marks could not be drawn");
    }
    if let Some(mut backend) = CanvasBackend::of(canvas) {
        tell(pen.over(&scene.marks, &mut backend));
    }
}

fn tell(painted: Painted<CanvasBackend>) {
    if let Err(error) = painted {
        dom::log_details(&format!("the picture could not be drawn: {error}"));
    }
}
