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

    /// The same scene as in a mirror that stands on its vertical middle: what was at the left is at
    /// the right, texts still read. Twice is not at all.
    ///
    /// Made once a scene, so that painters, hits and steps of the keyboard need not know of it.
    pub fn mirrored(mut self) -> Self {
        let width = self.size.width;
        let over = |at: &mut Point| at.x = width - at.x;
        let across = |rect: &mut Rect| (rect.left, rect.right) = (width - rect.right, width - rect.left);
        across(&mut self.plot);
        for stroke in &mut self.strokes {
            over(&mut stroke.from);
            over(&mut stroke.to);
        }
        self.echoes.iter_mut().for_each(|echo| over(&mut echo.center));
        for mark in &mut self.marks {
            over(&mut mark.center);
            mark.zone.iter_mut().for_each(across);
        }
        for words in &mut self.words {
            over(&mut words.at);
            words.align = words.align.opposite();
        }
        self.dots.places.iter_mut().for_each(|[x, _]| *x = width as f32 - *x);
        self
    }

    /// Returns whether the base layer, which lies under the marks, is the same in both.
    pub fn has_base_of(&self, other: &Self) -> bool {
        self.size == other.size
            && self.strokes == other.strokes
            && self.echoes == other.echoes
            && self.words == other.words
    }

    /// The base layer, which lies under the marks, alone.
    pub fn base(&self) -> Self {
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

impl Align {
    /// The same point seen in a mirror.
    fn opposite(self) -> Self {
        match self {
            Self::Start => Self::End,
            Self::Middle => Self::Middle,
            Self::End => Self::Start,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viz::dots::Run;
    use crate::viz::geometry::Size;
    use crate::viz::hit::HitIndex;
    use proptest::prelude::*;

    /// Whole px, so that a sum and its way back are the same number.
    fn point() -> impl Strategy<Value = Point> {
        (0u16..900, 0u16..600).prop_map(|(x, y)| Point::new(f64::from(x), f64::from(y)))
    }

    fn rect() -> impl Strategy<Value = Rect> {
        (point(), point())
            .prop_map(|(a, b)| Rect::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y)))
    }

    fn mark(id: u32, center: Point, zone: Option<Rect>) -> Mark {
        let (shape, tone) = (Shape::Circle, Tone::Plain);
        Mark { id, center, radius: 7.0, shape, family: 0, tone, caption: String::new(), zone }
    }

    fn words(at: Point, align: Align) -> Words {
        Words { at, align, text: "Math".to_owned(), size: 12.0, bold: false, ink: Ink::Text, of: None }
    }

    fn scene() -> impl Strategy<Value = Scene> {
        let align = prop_oneof![Just(Align::Start), Just(Align::Middle), Just(Align::End)];
        let places = || prop::collection::vec(point(), 0..9);
        (
            rect(),
            prop::collection::vec((point(), point()), 0..9),
            places(),
            prop::collection::vec((point(), prop::option::of(rect())), 0..9),
            prop::collection::vec((point(), align), 0..9),
            places(),
        )
            .prop_map(|(plot, strokes, echoes, marks, words_at, dots)| Scene {
                size: Size { width: 900.0, height: 600.0 },
                plot,
                strokes: strokes
                    .into_iter()
                    .map(|(from, to)| Stroke { from, to, width: 1.0, ink: Ink::Grid, of: None })
                    .collect(),
                echoes: echoes
                    .into_iter()
                    .map(|center| Echo { of: None, center, radius: 5.0, ink: Ink::Text, filled: false })
                    .collect(),
                marks: marks.into_iter().zip(0..).map(|((at, zone), id)| mark(id, at, zone)).collect(),
                words: words_at.into_iter().map(|(at, align)| words(at, align)).collect(),
                dots: Dots {
                    radius: 2.0,
                    runs: vec![Run { id: 0, family: None, filled: dots.len(), hollow: 0 }],
                    places: dots.iter().map(|at| [at.x as f32, at.y as f32]).collect(),
                },
            })
    }

    proptest! {
        #[test]
        fn a_mirror_in_a_mirror_shows_the_scene(scene in scene()) {
            prop_assert_eq!(scene.clone().mirrored().mirrored(), scene);
        }

        #[test]
        fn a_pointer_means_what_it_means_on_the_other_side(scene in scene(), at in point()) {
            // Of marks as near the earlier one is meant, and of zones too: the same in both.
            let there = Point::new(900.0 - at.x, at.y);
            let mirrored = scene.clone().mirrored();
            let (one, other) = (HitIndex::new(&scene), HitIndex::new(&mirrored));
            prop_assert_eq!(one.at(&scene, at), other.at(&mirrored, there));
        }
    }

    #[test]
    fn all_that_stood_at_the_left_stands_at_the_right_and_words_keep_their_room() {
        let corner = Rect::new(0.0, 0.0, 90.0, 20.0);
        let scene = Scene {
            size: Size { width: 300.0, height: 100.0 },
            plot: Rect::new(40.0, 10.0, 290.0, 90.0),
            marks: vec![mark(1, Point::new(50.0, 30.0), Some(corner))],
            words: vec![words(Point::new(60.0, 30.0), Align::Start)],
            ..Scene::default()
        }
        .mirrored();
        assert_eq!(scene.plot, Rect::new(10.0, 10.0, 260.0, 90.0));
        assert_eq!(scene.marks[0].center, Point::new(250.0, 30.0));
        assert_eq!(scene.marks[0].zone, Some(Rect::new(210.0, 0.0, 300.0, 20.0)));
        assert_eq!((scene.words[0].at.x, scene.words[0].align), (240.0, Align::End));
    }
}
