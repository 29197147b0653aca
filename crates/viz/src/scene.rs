//! Scenes: the positioned lines, marks and labels of a chart. Painters, the hit index and the list for
//! screen readers all read the scene.

use crate::dot_series::Dots;
use crate::geometry::{Point, Rect, Size};
use crate::item::{MarkId, Tone};
use crate::palette::ColorRole;
use crate::shape::Shape;

/// Distance in CSS px beyond the edges of a window in which things are drawn: half of the tallest.
const WINDOW_MARGIN: f64 = 40.0;

/// A chart with the position of everything in it, in CSS px.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Scene {
    /// Size of the chart.
    pub size: Size,
    /// The area of the marks; axes and labels are around it.
    pub plot: Rect,
    /// Areas of the heads of lanes, where a page can put buttons; empty in charts without lanes.
    pub heads: Vec<Rect>,
    /// Lines, drawn first.
    pub strokes: Vec<Stroke>,
    /// Second values of items, drawn under the marks: an earlier wave, the other group.
    pub secondary_marks: Vec<SecondaryMark>,
    /// Marks in order: the first rank or the largest value first.
    pub marks: Vec<Mark>,
    /// Many small dots, drawn under the marks; empty in most charts.
    pub dots: Dots,
    /// Labels; like strokes, they belong to the base layer.
    pub labels: Vec<Label>,
}

impl Scene {
    /// Returns the mark with an id, and its position in `marks`.
    pub fn mark(&self, id: MarkId) -> Option<(usize, &Mark)> {
        self.marks.iter().enumerate().find(|(_, mark)| mark.id == id)
    }

    /// Returns a copy of the scene, moved right and down by CSS px.
    pub fn moved(&self, right: f64, down: f64) -> Self {
        let mut scene = self.clone();
        scene.shift(right, down);
        scene
    }

    /// Moves everything right and down by CSS px.
    fn shift(&mut self, right: f64, down: f64) {
        self.move_points(&|at| Point::new(at.x + right, at.y + down));
    }

    /// Moves every point, to where `moved` says.
    fn move_points(&mut self, moved: &dyn Fn(Point) -> Point) {
        let move_point = |at: &mut Point| *at = moved(*at);
        let move_rect = |rect: &mut Rect| {
            let (a, b) = (moved(Point::new(rect.left, rect.top)), moved(Point::new(rect.right, rect.bottom)));
            *rect = Rect::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y));
        };
        let Self { size: _, plot, heads, strokes, secondary_marks, marks, dots, labels } = self;
        move_rect(plot);
        heads.iter_mut().for_each(move_rect);
        for stroke in strokes {
            move_point(&mut stroke.from);
            move_point(&mut stroke.to);
        }
        secondary_marks.iter_mut().for_each(|mark| move_point(&mut mark.center));
        for mark in marks {
            move_point(&mut mark.center);
            mark.zone.iter_mut().for_each(move_rect);
        }
        labels.iter_mut().for_each(|label| move_point(&mut label.at));
        for place in &mut dots.places {
            let Point { x, y } = moved(Point::new(place[0].into(), place[1].into()));
            *place = [x as f32, y as f32];
        }
    }

    /// Returns the part of the scene from `top` on, `height` CSS px high, as a scene of its own: what a canvas shows
    /// that is not as tall as the scene. What crosses its edges is kept whole.
    pub fn window(&self, top: f64, height: f64) -> Self {
        let is_near = |from: f64, to: f64| {
            from.max(to) >= top - WINDOW_MARGIN && from.min(to) <= top + height + WINDOW_MARGIN
        };
        let mut scene = Self {
            size: Size { height, ..self.size },
            strokes: self
                .strokes
                .iter()
                .filter(|stroke| is_near(stroke.from.y, stroke.to.y))
                .cloned()
                .collect(),
            secondary_marks: self
                .secondary_marks
                .iter()
                .filter(|mark| is_near(mark.center.y, mark.center.y))
                .cloned()
                .collect(),
            marks: self.marks.iter().filter(|mark| is_near(mark.center.y, mark.center.y)).cloned().collect(),
            labels: self.labels.iter().filter(|label| is_near(label.at.y, label.at.y)).cloned().collect(),
            dots: self.dots.clone(),
            ..Self::default()
        };
        scene.shift(0.0, -top);
        scene
    }

    /// Returns the scene reflected about its vertical centre line, for right-to-left languages. Text is
    /// moved, not reflected. Mirroring twice gives the original scene.
    ///
    /// Called once per scene, so that painters, hit tests and keyboard navigation need no special case.
    pub fn mirrored(mut self) -> Self {
        let width = self.size.width;
        self.move_points(&|at| Point::new(width - at.x, at.y));
        self.labels.iter_mut().for_each(|label| label.align = label.align.opposite());
        self
    }

    /// Returns the scene enlarged by `factor`: positions, lines, marks and texts.
    pub fn scaled(mut self, factor: f64) -> Self {
        self.move_points(&|at| Point::new(at.x * factor, at.y * factor));
        let Self { size, strokes, secondary_marks, marks, dots, labels, .. } = &mut self;
        let scale = |length: &mut f64| *length *= factor;
        [&mut size.width, &mut size.height, &mut dots.radius].into_iter().for_each(scale);
        strokes.iter_mut().for_each(|stroke| scale(&mut stroke.width));
        secondary_marks.iter_mut().for_each(|mark| scale(&mut mark.radius));
        marks.iter_mut().for_each(|mark| scale(&mut mark.radius));
        labels.iter_mut().for_each(|label| scale(&mut label.size));
        self
    }

    /// Returns the scene with its marks faded, and what belongs to them, but for pinned ones and those for which
    /// `is_lit` returns true. Nothing moves.
    pub fn highlighted(mut self, is_lit: &dyn Fn(MarkId) -> bool) -> Self {
        let is_dark = |mark: &&mut Mark| mark.tone != Tone::Pinned && !is_lit(mark.id);
        let mut dark = Vec::new();
        for mark in self.marks.iter_mut().filter(is_dark) {
            mark.tone = Tone::Faded;
            dark.push(mark.id);
        }
        let is_dark = |owner: Option<MarkId>| owner.is_some_and(|id| dark.contains(&id));
        for stroke in self.strokes.iter_mut().filter(|stroke| is_dark(stroke.owner)) {
            stroke.color = ColorRole::Faded;
        }
        for secondary_mark in self.secondary_marks.iter_mut().filter(|mark| is_dark(mark.owner)) {
            secondary_mark.color = ColorRole::Faded;
        }
        for label in self.labels.iter_mut().filter(|label| is_dark(label.owner)) {
            label.color = ColorRole::Muted;
        }
        for run in self.dots.runs.iter_mut().filter(|run| dark.contains(&run.id)) {
            run.family = None;
        }
        self
    }

    /// Returns true if both scenes have the same base layer: everything that is drawn under the marks.
    pub fn has_base_of(&self, other: &Self) -> bool {
        self.size == other.size
            && self.strokes == other.strokes
            && self.secondary_marks == other.secondary_marks
            && self.labels == other.labels
    }

    /// Returns a scene with only the base layer: everything that is drawn under the marks.
    pub fn base(&self) -> Self {
        let Self { size, plot, heads, strokes, secondary_marks, labels, marks: _, dots: _ } = self;
        Self {
            size: *size,
            plot: *plot,
            heads: heads.clone(),
            strokes: strokes.clone(),
            secondary_marks: secondary_marks.clone(),
            labels: labels.clone(),
            ..Self::default()
        }
    }

    /// Returns the marks whose bodies, with a margin of 2 CSS px, contain a point, in order. A pointer
    /// cannot choose between them.
    pub fn marks_at(&self, point: Point) -> Vec<MarkId> {
        let found = self.marks.iter().filter(|mark| mark.center.distance(point) <= mark.radius + 2.0);
        found.map(|mark| mark.id).collect()
    }
}

/// A straight line.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// The start.
    pub from: Point,
    /// The end.
    pub to: Point,
    /// Line width in CSS px.
    pub width: f64,
    /// Colour.
    pub color: ColorRole,
    /// The mark it belongs to and moves with.
    pub owner: Option<MarkId>,
}

/// The second value of an item, drawn as a ring.
#[derive(Clone, Debug, PartialEq)]
pub struct SecondaryMark {
    /// The mark it belongs to and moves with; none in a legend.
    pub owner: Option<MarkId>,
    /// Centre.
    pub center: Point,
    /// Outer radius in CSS px.
    pub radius: f64,
    /// Colour of the ring.
    pub color: ColorRole,
    /// True for a disc instead of a ring: the symbol for a mark in a legend.
    pub filled: bool,
}

/// The horizontal alignment of a text: the part of it that is at its anchor. Left and right are those
/// of the screen, also in right-to-left languages.
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
    /// Returns the alignment in the mirrored scene.
    fn opposite(self) -> Self {
        match self {
            Self::Start => Self::End,
            Self::Middle => Self::Middle,
            Self::End => Self::Start,
        }
    }
}

/// A line of text, vertically centred on its anchor.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The anchor point.
    pub at: Point,
    /// The horizontal alignment at the anchor.
    pub align: Align,
    /// The text.
    pub text: String,
    /// Font size in CSS px.
    pub size: f64,
    /// True for bold text.
    pub bold: bool,
    /// Colour.
    pub color: ColorRole,
    /// The mark it belongs to and moves with.
    pub owner: Option<MarkId>,
    /// Opacity, 0 to 1: below 1 only while it fades, on the way from one scene to the next.
    pub opacity: f64,
}

/// The symbol of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The id of its item.
    pub id: MarkId,
    /// Centre.
    pub center: Point,
    /// Radius in CSS px.
    pub radius: f64,
    /// The shape of its category.
    pub shape: Shape,
    /// The index of the colour of its family.
    pub family: usize,
    /// The emphasis.
    pub tone: Tone,
    /// A short text on the mark: its rank, or empty.
    pub caption: String,
    /// An area that also belongs to the mark for the pointer: its row.
    pub zone: Option<Rect>,
}

impl Mark {
    /// Returns the colour of its body.
    pub fn color(&self) -> ColorRole {
        match self.tone {
            Tone::Faded => ColorRole::Faded,
            Tone::Plain | Tone::Pinned => ColorRole::Family(self.family),
        }
    }

    /// Returns the radius of the ring around a pinned mark, in CSS px.
    pub fn ring_radius(&self) -> f64 {
        self.radius * 1.4 + 3.0
    }

    /// Returns the radius of all that is drawn of it, in CSS px: the ring of a pinned mark included.
    pub fn outer_radius(&self) -> f64 {
        if self.tone == Tone::Pinned { self.ring_radius() + 1.0 } else { self.radius }
    }
}

/// Returns the marks from the front to the back: faded ones are behind all others.
pub fn front_to_back(marks: &[Mark]) -> Vec<&Mark> {
    let is_faded = |mark: &&Mark| mark.tone == Tone::Faded;
    let (faded, others): (Vec<&Mark>, Vec<&Mark>) = marks.iter().partition(is_faded);
    others.into_iter().chain(faded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dot_series::DotSeries;
    use crate::geometry::Size;
    use crate::hit::HitIndex;
    use proptest::prelude::*;

    #[test]
    fn faded_marks_are_behind_and_pinned_ones_have_a_ring() {
        let mark = |id: u32, tone: Tone| Mark {
            id: MarkId::new(id),
            center: Point::default(),
            radius: 10.0,
            shape: Shape::of(0),
            family: 0,
            tone,
            caption: String::new(),
            zone: None,
        };
        let marks = [mark(1, Tone::Faded), mark(2, Tone::Plain), mark(3, Tone::Faded), mark(4, Tone::Pinned)];
        let order: Vec<MarkId> = front_to_back(&marks).iter().map(|mark| mark.id).collect();
        assert_eq!(order, [2, 4, 1, 3].map(MarkId::new));
        assert_eq!(marks[1].outer_radius(), 10.0);
        assert_eq!(marks[3].outer_radius(), 18.0);
    }

    /// Points in whole px, so that adding and subtracting are exact.
    fn point() -> impl Strategy<Value = Point> {
        (0u16..900, 0u16..600).prop_map(|(x, y)| Point::new(f64::from(x), f64::from(y)))
    }

    fn rect() -> impl Strategy<Value = Rect> {
        (point(), point())
            .prop_map(|(a, b)| Rect::new(a.x.min(b.x), a.y.min(b.y), a.x.max(b.x), a.y.max(b.y)))
    }

    fn mark(id: u32, center: Point, zone: Option<Rect>) -> Mark {
        let (shape, tone) = (Shape::Circle, Tone::Plain);
        Mark {
            id: MarkId::new(id),
            center,
            radius: 7.0,
            shape,
            family: 0,
            tone,
            caption: String::new(),
            zone,
        }
    }

    fn label(at: Point, align: Align) -> Label {
        Label {
            at,
            align,
            text: "Math".to_owned(),
            size: 12.0,
            bold: false,
            color: ColorRole::Text,
            owner: None,
            opacity: 1.0,
        }
    }

    fn scene() -> impl Strategy<Value = Scene> {
        let align = prop_oneof![Just(Align::Start), Just(Align::Middle), Just(Align::End)];
        let points = || prop::collection::vec(point(), 0..9);
        (
            rect(),
            prop::collection::vec((point(), point()), 0..9),
            points(),
            prop::collection::vec((point(), prop::option::of(rect())), 0..9),
            prop::collection::vec((point(), align), 0..9),
            points(),
        )
            .prop_map(|(plot, strokes, secondary_marks, marks, labels, dots)| Scene {
                size: Size { width: 900.0, height: 600.0 },
                plot,
                heads: vec![plot],
                strokes: strokes
                    .into_iter()
                    .map(|(from, to)| Stroke { from, to, width: 1.0, color: ColorRole::Grid, owner: None })
                    .collect(),
                secondary_marks: secondary_marks
                    .into_iter()
                    .map(|center| SecondaryMark {
                        owner: None,
                        center,
                        radius: 5.0,
                        color: ColorRole::Text,
                        filled: false,
                    })
                    .collect(),
                marks: marks.into_iter().zip(0..).map(|((at, zone), id)| mark(id, at, zone)).collect(),
                labels: labels.into_iter().map(|(at, align)| label(at, align)).collect(),
                dots: Dots {
                    radius: 2.0,
                    runs: vec![DotSeries { id: MarkId::new(0), family: None, filled: dots.len(), hollow: 0 }],
                    places: dots.iter().map(|at| [at.x as f32, at.y as f32]).collect(),
                },
            })
    }

    proptest! {
        #[test]
        fn mirroring_twice_gives_the_scene(scene in scene()) {
            prop_assert_eq!(scene.clone().mirrored().mirrored(), scene);
        }

        /// Windows that follow each other show every mark and label, where they are in the whole.
        #[test]
        fn windows_show_all_of_a_scene(scene in scene(), height in 60.0..300.0f64) {
            let tops = (0..).map(|at| f64::from(at) * height).take_while(|top| *top < 600.0);
            let windows: Vec<(f64, Scene)> = tops.map(|top| (top, scene.window(top, height))).collect();
            for mark in &scene.marks {
                let (top, window) = windows.iter().rfind(|(top, _)| *top <= mark.center.y).unwrap();
                let (_, found) = window.mark(mark.id).unwrap();
                prop_assert!(found.center.distance(Point::new(mark.center.x, mark.center.y - top)) < 1e-9);
            }
            let shown: usize = windows.iter().map(|(_, window)| window.labels.len()).sum();
            prop_assert!(shown >= scene.labels.len());
            for (_, window) in &windows {
                let margin = -WINDOW_MARGIN..=height + WINDOW_MARGIN;
                prop_assert!(window.labels.iter().all(|label| margin.contains(&label.at.y)), "no more than is near");
            }
        }

        /// Halving is exact, so that nothing is left out and nothing scaled twice.
        #[test]
        fn a_scene_doubled_and_halved_is_the_scene(scene in scene()) {
            let doubled = scene.clone().scaled(2.0);
            prop_assert_eq!(doubled.size, Size { width: 1_800.0, height: 1_200.0 });
            for (large, mark) in doubled.marks.iter().zip(&scene.marks) {
                prop_assert_eq!(large.center, Point::new(mark.center.x * 2.0, mark.center.y * 2.0));
                prop_assert_eq!(large.radius, 14.0);
            }
            prop_assert!(doubled.labels.iter().all(|label| label.size == 24.0));
            prop_assert!(doubled.strokes.iter().all(|stroke| stroke.width == 2.0));
            prop_assert_eq!(doubled.scaled(0.5), scene);
        }

        #[test]
        fn a_mirrored_pointer_hits_the_same_mark(scene in scene(), at in point()) {
            // Of equally near marks and of overlapping zones the first is hit, in both scenes.
            let mirrored_at = Point::new(900.0 - at.x, at.y);
            let mirrored = scene.clone().mirrored();
            let (one, other) = (HitIndex::new(&scene), HitIndex::new(&mirrored));
            prop_assert_eq!(one.at(&scene, at), other.at(&mirrored, mirrored_at));
        }
    }

    #[test]
    fn highlighting_fades_the_others_and_moves_nothing() {
        let own = |id, x| Label { owner: Some(MarkId::new(id)), ..label(Point::new(x, 9.0), Align::Start) };
        let scene = Scene {
            marks: [1, 2].map(|id| mark(id, Point::new(f64::from(id) * 40.0, 30.0), None)).to_vec(),
            labels: vec![own(1, 5.0), own(2, 90.0), label(Point::default(), Align::End)],
            ..Scene::default()
        };
        let lit = scene.clone().highlighted(&|id| id == 2);
        assert_eq!(lit.marks.iter().map(|mark| mark.tone).collect::<Vec<_>>(), [Tone::Faded, Tone::Plain]);
        let colors: Vec<ColorRole> = lit.labels.iter().map(|label| label.color).collect();
        assert_eq!(colors, [ColorRole::Muted, ColorRole::Text, ColorRole::Text]);
        let centers = |scene: &Scene| scene.marks.iter().map(|mark| mark.center).collect::<Vec<_>>();
        assert_eq!(centers(&lit), centers(&scene));
        assert_eq!(scene.clone().highlighted(&|_| true), scene);
    }

    #[test]
    fn mirroring_moves_marks_and_zones_and_flips_alignment() {
        let corner = Rect::new(0.0, 0.0, 90.0, 20.0);
        let scene = Scene {
            size: Size { width: 300.0, height: 100.0 },
            plot: Rect::new(40.0, 10.0, 290.0, 90.0),
            marks: vec![mark(1, Point::new(50.0, 30.0), Some(corner))],
            labels: vec![label(Point::new(60.0, 30.0), Align::Start)],
            ..Scene::default()
        }
        .mirrored();
        assert_eq!(scene.plot, Rect::new(10.0, 10.0, 260.0, 90.0));
        assert_eq!(scene.marks[0].center, Point::new(250.0, 30.0));
        assert_eq!(scene.marks[0].zone, Some(Rect::new(210.0, 0.0, 300.0, 20.0)));
        assert_eq!((scene.labels[0].at.x, scene.labels[0].align), (240.0, Align::End));
    }
}
