//! A scatter plot with the axes that every library in the benchmark draws.

use challenge_map::chart::canvas::{self, BaseLayer, MarkLayer, OverlayLayer};
use data::bundle;
use viz::dot_series::{DotSeries, Dots};
use viz::geometry::{Point, Rect, Size};
use viz::hit::HitIndex;
use viz::item::{MarkId, Tone};
use viz::paint::Painter;
use viz::palette::{ColorRole, FAMILY_COUNT, Palette};
use viz::scale::{Linear, ticks};
use viz::scene::{Align, Label, Mark, Scene, Stroke};
use viz::shape::Shape;
use viz::transition::{DURATION, Transition};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Size in CSS px; the same as in `tests/bench/data.mjs`.
const SIZE: Size = Size { width: 960.0, height: 600.0 };
const PLOT: Rect = Rect { left: 50.0, top: 20.0, right: 940.0, bottom: 560.0 };
const RADIUS: f64 = 4.0;
/// The largest number of marks that the canvas API draws; more marks, which no page has, are rasterized in
/// memory.
const MAX_CANVAS_MARKS: usize = 1_000;

/// A chart on three stacked canvases: axes, marks, and the hovered mark.
#[wasm_bindgen]
pub struct Chart {
    canvases: [HtmlCanvasElement; 3],
    layers: (BaseLayer, MarkLayer, OverlayLayer),
    painter: Painter,
    transition: Transition,
    /// The time in ms since the start of the transition.
    now: f64,
    index: HitIndex,
    hovered: Option<MarkId>,
}

#[wasm_bindgen]
impl Chart {
    /// Returns an empty chart on three canvases; `scale` is in device px per CSS px.
    #[wasm_bindgen(constructor)]
    pub fn new(
        base: HtmlCanvasElement,
        marks: HtmlCanvasElement,
        overlay: HtmlCanvasElement,
        scale: f64,
    ) -> Self {
        Self {
            canvases: [base, marks, overlay],
            layers: (BaseLayer::default(), MarkLayer::with_dots(), OverlayLayer::default()),
            painter: canvas::painter(scale, Palette::Light),
            transition: Transition::settled(Scene::default()),
            now: 0.0,
            index: HitIndex::default(),
            hovered: None,
        }
    }

    /// Draws axes and a mark for each pair of values (percent, 0 to 100), the most important first, and
    /// builds the hit index.
    pub fn draw(&mut self, xs: &[f64], ys: &[f64], families: &[u8]) {
        self.transition = Transition::settled(mark_scene(xs, ys, families));
        self.paint();
        self.index = HitIndex::new(&self.transition.at(self.now));
    }

    /// Draws axes and a dot for each pair of values (percent, 0 to 100).
    pub fn draw_dots(&mut self, xs: &[f64], ys: &[f64], families: &[u8]) {
        self.transition = Transition::settled(dot_scene(xs, ys, families));
        self.paint();
    }

    /// Starts a transition from the current scene to marks at these values.
    pub fn aim(&mut self, xs: &[f64], ys: &[f64], families: &[u8]) {
        self.start_transition(mark_scene(xs, ys, families));
    }

    /// Starts a transition from the current scene to dots at these values.
    pub fn aim_dots(&mut self, xs: &[f64], ys: &[f64], families: &[u8]) {
        self.start_transition(dot_scene(xs, ys, families));
    }

    /// Draws base and marks as the site does, at a share of the duration of the transition, 0 to 1.
    pub fn frame(&mut self, time: f64) {
        self.now = time * DURATION;
        self.paint();
    }

    /// Returns the current x and y of a mark or dot in CSS px; empty if there is none.
    pub fn place_of(&self, at: usize) -> Vec<f64> {
        let scene = self.transition.at(self.now);
        let mark = scene.marks.get(at).map(|mark| vec![mark.center.x, mark.center.y]);
        let dot = || Some(scene.dots.places.get(at)?.iter().copied().map(f64::from).collect());
        mark.or_else(dot).unwrap_or_default()
    }

    /// Returns the id of the mark that a pointer at `x`, `y` (CSS px) hits; -1 for none.
    pub fn find(&self, x: f64, y: f64) -> i32 {
        self.index.at(&self.transition.at(self.now), Point::new(x, y)).map_or(-1, |id| id.get() as i32)
    }

    /// Returns the same as [`find`](Self::find), and draws the mark as hovered.
    pub fn hover(&mut self, x: f64, y: f64) -> i32 {
        let scene = self.transition.at(self.now);
        let found = self.index.at(&scene, Point::new(x, y));
        if found != self.hovered {
            self.hovered = found;
            // The ids of the benchmark are positions.
            let mark = found.and_then(|id| scene.marks.get(id.get() as usize));
            self.layers.2.draw(&scene, mark, &self.painter, &self.canvases[2]).ok();
        }
        found.map_or(-1, |id| id.get() as i32)
    }

    fn start_transition(&mut self, to: Scene) {
        let current = self.transition.at(self.now).into_owned();
        self.transition = Transition::new(current, to, 0.0);
        self.now = 0.0;
    }

    fn paint(&mut self) {
        let scene = self.transition.at(self.now);
        let (base, marks, _) = &mut self.layers;
        base.draw(&scene, &self.painter, &self.canvases[0]).ok();
        let is_large = scene.marks.len() > MAX_CANVAS_MARKS;
        let draw = if is_large { MarkLayer::draw_rasterized } else { MarkLayer::draw };
        draw(marks, &scene, &self.painter, &self.canvases[1]).ok();
    }
}

/// Returns the number of challenges of a bundle; none if it is invalid.
#[wasm_bindgen]
pub fn parse(text: &str) -> Option<usize> {
    bundle::read(text).map(|dataset| dataset.challenges().len())
}

/// Returns the x and the y scale.
fn scales() -> (Linear, Linear) {
    (Linear::new((0.0, 100.0), (PLOT.left, PLOT.right)), Linear::new((0.0, 100.0), (PLOT.bottom, PLOT.top)))
}

/// Returns a scene with grid lines and tick labels only.
fn axes() -> Scene {
    let mut scene = Scene { size: SIZE, plot: PLOT, ..Scene::default() };
    let (x, y) = scales();
    let line = |from, to| Stroke { from, to, width: 1.0, color: ColorRole::Grid, owner: None };
    let tick_label = |at, align, value: f64| Label {
        at,
        align,
        text: format!("{value:.0}\u{a0}%"),
        size: 12.0,
        bold: false,
        color: ColorRole::Muted,
        owner: None,
        opacity: 1.0,
    };
    for value in ticks(0.0, 100.0, 25.0) {
        let (tick_x, tick_y) = (x.px(value), y.px(value));
        scene.strokes.push(line(Point::new(tick_x, PLOT.top), Point::new(tick_x, PLOT.bottom)));
        scene.strokes.push(line(Point::new(PLOT.left, tick_y), Point::new(PLOT.right, tick_y)));
        scene.labels.push(tick_label(Point::new(tick_x, PLOT.bottom + 16.0), Align::Middle, value));
        scene.labels.push(tick_label(Point::new(PLOT.left - 10.0, tick_y), Align::End, value));
    }
    scene
}

/// Returns a scene with axes and a mark for each pair of values, the most important first.
fn mark_scene(xs: &[f64], ys: &[f64], families: &[u8]) -> Scene {
    let mut scene = axes();
    let (x, y) = scales();
    let values = xs.iter().zip(ys).zip(families).zip(0..);
    scene.marks.extend(values.map(|(((xv, yv), family), id)| Mark {
        id: MarkId::new(id),
        center: Point::new(x.px(*xv), y.px(*yv)),
        radius: RADIUS,
        shape: Shape::Circle,
        family: usize::from(*family),
        tone: Tone::Plain,
        caption: String::new(),
        zone: None,
    }));
    scene
}

/// Returns a scene with axes and dots: a series per family, in the order of the data.
fn dot_scene(xs: &[f64], ys: &[f64], families: &[u8]) -> Scene {
    let (x, y) = scales();
    let mut dots = Dots { radius: RADIUS, ..Dots::default() };
    dots.places.reserve(xs.len());
    for family in 0..FAMILY_COUNT {
        let before = dots.places.len();
        let own = xs.iter().zip(ys).zip(families).filter(|(_, of)| usize::from(**of) == family);
        dots.places.extend(own.map(|((xv, yv), _)| [x.px(*xv) as f32, y.px(*yv) as f32]));
        let filled = dots.places.len() - before;
        dots.runs.push(DotSeries { id: MarkId::new(family as u32), family: Some(family), filled, hollow: 0 });
    }
    Scene { dots, ..axes() }
}
