//! What to draw, already placed: the one thing that every painter, the hit index and the
//! list beside the canvas read.

use super::dots::Dots;
use super::geometry::{Point, Rect, Size};
use super::item::Tone;
use super::shape::Shape;

/// A picture, placed to the px.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Scene {
    /// How large.
    pub size: Size,
    /// Where the marks are; axes and labels stand around it.
    pub plot: Rect,
    /// Lines, drawn first.
    pub strokes: Vec<Stroke>,
    /// Second places of marks, under them: an earlier wave, the other group.
    pub echoes: Vec<Echo>,
    /// Marks in order: the first place or the greatest value first.
    pub marks: Vec<Mark>,
    /// Many small dots under the marks; none in most pictures.
    pub dots: Dots,
    /// Texts, drawn last.
    pub words: Vec<Words>,
}

impl Scene {
    /// The mark of a thing, and its position in the order.
    pub fn mark(&self, id: u32) -> Option<(usize, &Mark)> {
        self.marks.iter().enumerate().find(|(_, mark)| mark.id == id)
    }

    /// The same scene, moved to the right and down.
    pub fn moved(&self, right: f64, down: f64) -> Self {
        let by = |at: Point| Point::new(at.x + right, at.y + down);
        let mut scene = self.clone();
        scene.strokes.iter_mut().for_each(|stroke| {
            (stroke.from, stroke.to) = (by(stroke.from), by(stroke.to));
        });
        scene.echoes.iter_mut().for_each(|echo| echo.center = by(echo.center));
        scene.marks.iter_mut().for_each(|mark| mark.center = by(mark.center));
        scene.words.iter_mut().for_each(|words| words.at = by(words.at));
        scene.dots.places.iter_mut().for_each(|[x, y]| {
            (*x, *y) = (*x + right as f32, *y + down as f32);
        });
        scene
    }

    /// Whether what lies under the marks is the same in both.
    pub fn is_on_ground_of(&self, other: &Self) -> bool {
        self.size == other.size
            && self.strokes == other.strokes
            && self.echoes == other.echoes
            && self.words == other.words
    }

    /// What lies under the marks, alone.
    pub fn ground(&self) -> Self {
        let Self { size, plot, strokes, echoes, words, marks: _, dots: _ } = self;
        Self {
            size: *size,
            plot: *plot,
            strokes: strokes.clone(),
            echoes: echoes.clone(),
            words: words.clone(),
            ..Self::default()
        }
    }

    /// The marks that lie over each other at a place, in order: those whose bodies hold it. A
    /// pointer can't tell them apart.
    pub fn crowd(&self, point: Point) -> Vec<u32> {
        let under = self.marks.iter().filter(|mark| mark.center.distance(point) <= mark.radius + 2.0);
        under.map(|mark| mark.id).collect()
    }
}

/// A colour by what it is for; a palette says which one that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Text to read.
    Text,
    /// Text to consult: ticks, notes.
    Muted,
    /// What stands back, yet is to be seen: faded marks, intervals.
    Faded,
    /// The lines of the grid.
    Grid,
    /// Axis lines and stems.
    Axis,
    /// What goes around a mark, and on it.
    Paper,
    /// The colour of a family of marks.
    Family(usize),
}

/// A straight line.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// One end.
    pub from: Point,
    /// The other.
    pub to: Point,
    /// Width of the pen.
    pub width: f64,
    /// Colour.
    pub ink: Ink,
    /// The mark it belongs to, with which it moves.
    pub of: Option<u32>,
}

/// A second place of a mark: a ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Echo {
    /// Whose, with which it moves; nobody's in a legend.
    pub of: Option<u32>,
    /// Where.
    pub center: Point,
    /// How large.
    pub radius: f64,
    /// The colour of its ring.
    pub ink: Ink,
    /// Whether the ring is filled, as the one that stands for a mark in a legend.
    pub filled: bool,
}

/// Which point of a text stands at its place, across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A line of text, centred on its place from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Its place.
    pub at: Point,
    /// Which point of it stands there.
    pub align: Align,
    /// What it says.
    pub text: String,
    /// Font size.
    pub size: f64,
    /// Heavier than usual.
    pub bold: bool,
    /// Colour.
    pub ink: Ink,
    /// The mark it belongs to, with which it moves.
    pub of: Option<u32>,
}

/// One thing, as drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The id of its item.
    pub id: u32,
    /// Where.
    pub center: Point,
    /// How large.
    pub radius: f64,
    /// Its category's shape.
    pub shape: Shape,
    /// Its family's colour.
    pub family: usize,
    /// How it stands out.
    pub tone: Tone,
    /// A short text on it: the place.
    pub caption: String,
    /// Where else a pointer means it: its row.
    pub zone: Option<Rect>,
}

impl Mark {
    /// The colour of its body.
    pub fn ink(&self) -> Ink {
        match self.tone {
            Tone::Faded => Ink::Faded,
            Tone::Plain | Tone::Pinned => Ink::Family(self.family),
        }
    }
}
