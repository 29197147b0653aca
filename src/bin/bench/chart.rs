//! A chart of two measures with the axes that every entrant of the benchmark draws.

use challenge_map::bundle;
use challenge_map::viz::canvas::{BaseLayer, MarkLayer, OverlayLayer};
use challenge_map::viz::dots::{Dots, Run};
use challenge_map::viz::geometry::{Point, Rect, Size};
use challenge_map::viz::hit::HitIndex;
use challenge_map::viz::item::Tone;
use challenge_map::viz::paint::Painter;
use challenge_map::viz::palette::{FAMILIES, Palette};
use challenge_map::viz::scale::{Linear, ticks};
use challenge_map::viz::scene::{Align, Ink, Mark, Scene, Stroke, Words};
use challenge_map::viz::shape::Shape;
use challenge_map::viz::transition::{DURATION, Transition};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// As in `tests/bench/data.mjs`.
const SIZE: Size = Size { width: 960.0, height: 600.0 };
const PLOT: Rect = Rect { left: 50.0, top: 20.0, right: 940.0, bottom: 560.0 };
const RADIUS: f64 = 4.0;
/// More marks than this, of which no page has as many, are drawn as pixels from memory.
const MOST_BY_CANVAS: usize = 1_000;

/// Three canvases, one over the other: axes, marks, and the mark pointed at.
#[wasm_bindgen]
pub struct Chart {
    canvases: [HtmlCanvasElement; 3],
    layers: (BaseLayer, MarkLayer, OverlayLayer),
    painter: Painter,
    transition: Transition,
    /// In ms of the transition.
    now: f64,
    index: HitIndex,
    hovered: Option<u32>,
}

#[wasm_bindgen]
impl Chart {
    /// A chart on three canvases at a scale (device px a CSS px).
    #[wasm_bindgen(constructor)]
    pub fn new(
        base: HtmlCanvasElement,
        marks: HtmlCanvasElement,
        overlay: HtmlCanvasElement,
        scale: f64,
    ) -> Self {
        Self {
            canvases: [base, marks, overlay],
            layers: Default::default(),
            painter: Painter::for_canvas(scale, Palette::Light),
            transition: Transition::still(Scene::default()),
            now: 0.0,
            index: HitIndex::default(),
            hovered: None,
        }
    }

    /// Draws axes and a mark for each pair of values, the most important first, and makes the index.
    pub fn draw(&mut self, xs: &[f64], ys: &[f64], families: &[u8]) {
        self.transition = Transition::still(of_marks(xs, ys, families));
        self.paint();
        self.index = HitIndex::new(&self.transition.at(self.now));
    }

    /// Draws axes and a dot for each pair of values.
    pub fn draw_dots(&mut self, xs: &[f64], ys: &[f64], families: &[u8]) {
        self.transition = Transition::still(of_dots(xs, ys, families));
        self.paint();
    }

    /// Where marks go from what is seen now.
    pub fn aim(&mut self, xs: &[f64], ys: &[f64], families: &[u8]) {
        self.go(of_marks(xs, ys, families));
    }

    /// Where dots go from what is seen now.
    pub fn aim_dots(&mut self, xs: &[f64], ys: &[f64], families: &[u8]) {
        self.go(of_dots(xs, ys, families));
    }

    /// Draws what is seen at a part of the time of the way, 0 to 1: base and marks, as the site does.
    pub fn frame(&mut self, time: f64) {
        self.now = time * DURATION;
        self.paint();
    }

    /// Where a mark or dot is now, in CSS px: x and y.
    pub fn place_of(&self, at: usize) -> Vec<f64> {
        let scene = self.transition.at(self.now);
        let mark = scene.marks.get(at).map(|mark| vec![mark.center.x, mark.center.y]);
        let dot = || Some(scene.dots.places.get(at)?.iter().copied().map(f64::from).collect());
        mark.or_else(dot).unwrap_or_default()
    }

    /// The mark that a pointer means, -1 for none.
    pub fn find(&self, x: f64, y: f64) -> i32 {
        self.index.at(&self.transition.at(self.now), Point::new(x, y)).map_or(-1, |id| id as i32)
    }

    /// The same, shown.
    pub fn hover(&mut self, x: f64, y: f64) -> i32 {
        let scene = self.transition.at(self.now);
        let found = self.index.at(&scene, Point::new(x, y));
        if found != self.hovered {
            self.hovered = found;
            // The benchmark's ids are positions.
            let mark = found.and_then(|id| scene.marks.get(id as usize));
            self.layers.2.draw(&scene, mark, &self.painter, &self.canvases[2]).ok();
        }
        found.map_or(-1, |id| id as i32)
    }

    fn go(&mut self, to: Scene) {
        let seen = self.transition.at(self.now).into_owned();
        self.transition = Transition::new(seen, to, 0.0);
        self.now = 0.0;
    }

    fn paint(&mut self) {
        let scene = self.transition.at(self.now);
        let (base, marks, _) = &mut self.layers;
        base.draw(&scene, &self.painter, &self.canvases[0]).ok();
        let is_large = scene.marks.len() > MOST_BY_CANVAS;
        let draw = if is_large { MarkLayer::draw_rasterized } else { MarkLayer::draw };
        draw(marks, &scene, &self.painter, &self.canvases[1]).ok();
    }
}

/// How many challenges a bundle has, if it can be shown.
#[wasm_bindgen]
pub fn parse(text: &str) -> Option<usize> {
    bundle::read(text).map(|atlas| atlas.challenges().len())
}

fn scales() -> (Linear, Linear) {
    (Linear::new((0.0, 100.0), (PLOT.left, PLOT.right)), Linear::new((0.0, 100.0), (PLOT.bottom, PLOT.top)))
}

fn axes() -> Scene {
    let mut scene = Scene { size: SIZE, plot: PLOT, ..Scene::default() };
    let (x, y) = scales();
    let line = |from, to| Stroke { from, to, width: 1.0, ink: Ink::Grid, of: None };
    let note = |at, align, value: f64| Words {
        at,
        align,
        text: format!("{value:.0}\u{a0}%"),
        size: 12.0,
        bold: false,
        ink: Ink::Muted,
        of: None,
    };
    for value in ticks(0.0, 100.0, 25.0) {
        let (across, down) = (x.px(value), y.px(value));
        scene.strokes.push(line(Point::new(across, PLOT.top), Point::new(across, PLOT.bottom)));
        scene.strokes.push(line(Point::new(PLOT.left, down), Point::new(PLOT.right, down)));
        scene.words.push(note(Point::new(across, PLOT.bottom + 16.0), Align::Middle, value));
        scene.words.push(note(Point::new(PLOT.left - 10.0, down), Align::End, value));
    }
    scene
}

/// Axes, and a mark for each pair of values, the most important first.
fn of_marks(xs: &[f64], ys: &[f64], families: &[u8]) -> Scene {
    let mut scene = axes();
    let (x, y) = scales();
    let values = xs.iter().zip(ys).zip(families).zip(0..);
    scene.marks.extend(values.map(|(((xv, yv), family), id)| Mark {
        id,
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

/// Axes, and dots: a run a family, within it in the order of the data.
fn of_dots(xs: &[f64], ys: &[f64], families: &[u8]) -> Scene {
    let (x, y) = scales();
    let mut dots = Dots { radius: RADIUS, ..Dots::default() };
    dots.places.reserve(xs.len());
    for family in 0..FAMILIES {
        let before = dots.places.len();
        let own = xs.iter().zip(ys).zip(families).filter(|(_, of)| usize::from(**of) == family);
        dots.places.extend(own.map(|((xv, yv), _)| [x.px(*xv) as f32, y.px(*yv) as f32]));
        let filled = dots.places.len() - before;
        dots.runs.push(Run { id: family as u32, family: Some(family), filled, hollow: 0 });
    }
    Scene { dots, ..axes() }
}
