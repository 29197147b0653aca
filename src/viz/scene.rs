//! What to draw, already placed: the one thing that every painter, the hit index and the
//! list beside the canvas read.

use super::dots::Dots;
use super::geometry::{Point, Rect, Size};
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
}

/// A colour by what it is for; a palette says which one that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Text to read.
    Text,
    /// Text to consult: ticks, notes.
    Muted,
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
    /// A short text on it: the place.
    pub caption: String,
    /// Where else a pointer means it: its row.
    pub zone: Option<Rect>,
}
