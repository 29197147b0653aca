//! Images for link previews (`og:image`), 1200 × 630 px.
//!
//! Each image shows a part of the chart of `/explore`, drawn by the same painter.

mod face;
mod bitmap;
mod charts;

use data::challenge::{Cell, ChallengeIx, ThemeIx};
use data::dataset::{Dataset, SeriesKey};
use explore::chart_model::{ChartModel, mark_of};
use explore::messages::{charts as t, common};
use messages::language::Direction;
use messages::locale::current_locale;
use viz::geometry::Point;
use viz::item::{MarkId, Tone, shortened};
use viz::paint::Painter;
use viz::palette::{ColorRole, FAMILY_COUNT, Palette, Rgb};
use viz::scene::Scene;
use viz::shape::Shape;

use bitmap::Bitmap;
use charts::Charts;
use face::{Faces, Style};

pub use charts::Subject;

/// Width of an image in px.
pub const WIDTH: u32 = 1200;
/// Height of an image in px.
pub const HEIGHT: u32 = 630;

/// Width of the left part, which holds the text, in px.
const TEXT_WIDTH: f64 = 736.0;
/// Free space around text, in px.
const MARGIN: f64 = 64.0;
/// The chart's left edge and width in px, and its scale: image px per CSS px.
const CHART: (u32, u32, f64) = (776, 384, 1.2);
/// The chart's top edge and greatest height in px.
const CHART_TOP: u32 = 128;
const CHART_HEIGHT: u32 = HEIGHT - CHART_TOP - 24;

/// Colors `--raised`, `--badge-paper` and `--badge-text` of `public/style.css`.
const RAISED: Rgb = (0xf6, 0xf2, 0xeb);
const BADGE: (Rgb, Rgb) = ((0xfb, 0xe7, 0xc6), (0x6b, 0x43, 0x00));

/// A renderer of the images of one dataset.
pub struct OgImages<'a> {
    dataset: &'a Dataset,
    faces: Faces,
    charts: Charts,
}

impl<'a> OgImages<'a> {
    /// Returns a renderer, or `None` if the typefaces can't be parsed.
    pub fn new(dataset: &'a Dataset) -> Option<Self> {
        Some(Self { dataset, faces: Faces::new()?, charts: Charts::new(dataset) })
    }

    /// Returns true if the typefaces have the letters of a subject's title. Other text is left out of its image.
    pub fn has_letters(&self, subject: Subject<'_>) -> bool {
        self.faces.covers(self.name(subject).0, Style::Display)
    }

    /// Returns the title of a subject's image, and the theme whose shape is beside it.
    fn name<'s>(&'s self, subject: Subject<'s>) -> (&'s str, Option<ThemeIx>) {
        match subject {
            Subject::Site(title, _) => (title, None),
            Subject::Theme(theme) => (self.dataset.theme(theme).name.as_str(), Some(theme)),
            Subject::Challenge(challenge) => {
                let row = self.dataset.challenge(challenge);
                (row.name.as_str(), Some(row.theme))
            }
        }
    }

    /// Returns an image as PNG, in the current locale, or `None` if it can't be encoded. In a language that runs from
    /// right to left the chart is on the left.
    pub fn png(&self, subject: Subject<'_>) -> Option<Vec<u8>> {
        let is_mirrored = current_locale().language.direction() == Direction::Rtl;
        let mut bitmap = Bitmap::mirrored(WIDTH, HEIGHT, Palette::Light.paper(), &self.faces, is_mirrored)?;
        let chart = self.charts.of(self.dataset, subject)?;
        let drawn = self.draw(&mut bitmap, &chart, subject);
        let room = if drawn { TEXT_WIDTH } else { f64::from(WIDTH) };
        bitmap.fill_rect(0.0, 0.0, room, f64::from(HEIGHT), 0.0, RAISED);
        let (title, theme) = self.name(subject);
        self.brand(&mut bitmap, title);
        let mut top = 172.0;
        if let Some(theme) = theme {
            let name =
                matches!(subject, Subject::Challenge(_)).then(|| self.dataset.theme(theme).name.as_str());
            self.mark(&mut bitmap, theme, name, top, room);
            top += 44.0;
        }
        let below = self.title(&mut bitmap, title, top, room);
        self.foot(&mut bitmap, subject, &chart, below, room);
        bitmap.png()
    }

    /// Draws the part of the chart that shows the subject, below its caption. Returns false if the chart is
    /// empty.
    fn draw<'s>(&'s self, bitmap: &mut Bitmap<'s>, chart: &ChartModel, subject: Subject<'_>) -> bool {
        let (left, width, scale) = CHART;
        let measure = |text: &str, size: f64, bold: bool| {
            self.faces.width(text, size, if bold { Style::Bold } else { Style::Text })
        };
        let mut scene = chart.scene(self.dataset, f64::from(width) / scale, &measure);
        if scene.marks.is_empty() {
            return false;
        }
        if let Subject::Challenge(challenge) = subject {
            stand_out(&mut scene, mark_of(challenge));
        }
        let paper = Palette::Light.paper();
        let tall = (scene.size.height * scale).ceil() as u32;
        let is_own = |id: MarkId| match subject {
            Subject::Site(..) => false,
            Subject::Theme(theme) => {
                chart.challenge_of(id).is_some_and(|ix| self.dataset.challenge(ix).theme == theme)
            }
            Subject::Challenge(challenge) => id == mark_of(challenge),
        };
        let middle = scene.marks.iter().find(|mark| is_own(mark.id)).map_or(0.0, |mark| mark.center.y);
        let skip = (middle * scale - f64::from(CHART_HEIGHT) / 2.0).max(0.0) as u32;
        let skip = skip.min(tall.saturating_sub(CHART_HEIGHT));
        let height = CHART_HEIGHT.min(tall - skip);
        let Some(mut part) = Bitmap::new(width, height, paper, &self.faces) else { return false };
        let scene = scene.window(f64::from(skip) / scale, f64::from(height) / scale);
        let painter = Painter { scale, units: 1.0, font_scale: 1.0, palette: Palette::Light };
        // Drawing on a bitmap cannot fail.
        painter.base(&scene, &mut part).and_then(|()| painter.marks(&scene.marks, &mut part)).ok();
        bitmap.copy(&part, left, CHART_TOP, [skip > 0, skip + height < tall], paper);
        let caption = self.lines(&chart.caption(self.dataset), 19.0, Style::Bold, f64::from(width));
        let first = 104.0 - 26.0 * (caption.len().min(2).saturating_sub(1)) as f64;
        let covered = caption.iter().all(|line| self.faces.covers(line, Style::Bold));
        for (at, line) in caption.iter().take(2).enumerate().filter(|_| covered) {
            let at = (f64::from(left), first + 26.0 * at as f64);
            bitmap.write(line, 19.0, Style::Bold, at, Palette::Light.rgb(ColorRole::Muted));
        }
        true
    }

    /// Draws the site's logo, and its name unless the title says it.
    fn brand(&self, bitmap: &mut Bitmap<'_>, called: &str) {
        let family = |at| Palette::Light.rgb(ColorRole::Family(at));
        bitmap.fill_circle(MARGIN + 9.0, 93.0, 8.0, family(1));
        bitmap.fill_circle(MARGIN + 27.0, 79.0, 11.0, family(0));
        let title = &self.dataset.site().title;
        if title != called && self.faces.covers(title, Style::Bold) {
            let title = self.fitting(title, 27.0, Style::Bold, TEXT_WIDTH - 2.0 * MARGIN - 56.0);
            bitmap.write(
                &title,
                27.0,
                Style::Bold,
                (MARGIN + 56.0, 96.0),
                Palette::Light.rgb(ColorRole::Text),
            );
        }
    }

    /// Draws a theme's shape, and its name if there is one.
    fn mark(&self, bitmap: &mut Bitmap<'_>, theme: ThemeIx, name: Option<&str>, top: f64, room: f64) {
        let color = Palette::Light.rgb(ColorRole::Family(self.dataset.family(theme) % FAMILY_COUNT));
        let center = Point::new(MARGIN + 14.0, top + 4.0);
        let corners = Shape::of(theme.get()).corners(center, 12.0);
        match corners.is_empty() {
            true => bitmap.fill_circle(center.x, center.y, 12.0, color),
            false => bitmap.fill_polygon_px(corners.into_iter().map(|corner| (corner.x, corner.y)), color),
        }
        if let Some(name) = name.filter(|name| self.faces.covers(name, Style::Bold)) {
            let name = self.fitting(name, 25.0, Style::Bold, room - 2.0 * MARGIN - 42.0);
            bitmap.write(&name, 25.0, Style::Bold, (MARGIN + 42.0, top + 13.0), color);
        }
    }

    /// Draws the title as large as it fits. Returns its lower edge in px.
    fn title(&self, bitmap: &mut Bitmap<'_>, title: &str, top: f64, room: f64) -> f64 {
        if !self.faces.covers(title, Style::Display) {
            return top;
        }
        let room = room - 2.0 * MARGIN;
        let fits = |size: f64| {
            let lines = self.lines(title, size, Style::Display, room);
            let wide = lines.iter().any(|line| self.faces.width(line, size, Style::Display) > room);
            (!wide && lines.len() as f64 * size <= 236.0).then_some((size, lines))
        };
        let sizes = [84.0, 72.0, 62.0, 54.0, 46.0, 38.0];
        let (size, lines) = sizes.into_iter().find_map(fits).unwrap_or_else(|| {
            (38.0, self.lines(title, 38.0, Style::Display, room).into_iter().take(5).collect())
        });
        let mut foot = top;
        for line in lines {
            foot += size * if foot == top { 0.86 } else { 1.06 };
            let line = self.fitting(&line, size, Style::Display, room);
            bitmap.write(
                &line,
                size,
                Style::Display,
                (MARGIN - 2.0, foot),
                Palette::Light.rgb(ColorRole::Text),
            );
        }
        foot
    }

    /// Draws the lower part: the number with its sentence, or a sentence about the page.
    fn foot(&self, bitmap: &mut Bitmap<'_>, subject: Subject<'_>, chart: &ChartModel, below: f64, room: f64) {
        let illustrative = chart.wave.filter(|wave| self.dataset.wave(*wave).is_illustrative());
        let color = |role| Palette::Light.rgb(role);
        let number = match subject {
            Subject::Challenge(challenge) => self.number(chart, challenge),
            _ => None,
        };
        let sentence = match (subject, &number) {
            (Subject::Site(_, sentence), _) => sentence.to_owned(),
            (Subject::Theme(theme), _) => self.dataset.theme(theme).definition.plain(),
            (_, Some((_, sentence))) => sentence.clone(),
            (Subject::Challenge(challenge), None) => self.dataset.challenge(challenge).summary.plain(),
        };
        let mut left = MARGIN;
        let foot = f64::from(HEIGHT) - 64.0;
        if let Some((value, _)) = &number {
            let size = if value.chars().count() > 8 { 44.0 } else { 76.0 };
            bitmap.write(value, size, Style::Display, (left - 3.0, foot), color(ColorRole::Text));
            left += self.faces.width(value, size, Style::Display) + 28.0;
        }
        let width = room - MARGIN - left;
        let mut lines = self.lines(&sentence, 25.0, Style::Text, width);
        let most = (((foot - below - 40.0) / 34.0).max(1.0) as usize).min(3);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        if lines.iter().any(|line| !self.faces.covers(line, Style::Text)) {
            lines.clear();
        }
        let first = foot - 34.0 * lines.len().saturating_sub(1) as f64;
        for (at, line) in lines.iter().enumerate() {
            let line = self.fitting(line, 25.0, Style::Text, width);
            bitmap.write(&line, 25.0, Style::Text, (left, first + 34.0 * at as f64), color(ColorRole::Text));
        }
        if illustrative.is_some() {
            let badge = t::badge();
            let width = self.faces.width(&badge, 19.0, Style::Bold) + 24.0;
            let top = (first - 74.0).min(foot - 116.0).max(below + 14.0);
            bitmap.fill_rect(MARGIN, top, width, 34.0, 6.0, BADGE.0);
            bitmap.write(&badge, 19.0, Style::Bold, (MARGIN + 12.0, top + 24.0), BADGE.1);
        }
    }

    /// Returns the value of a challenge in the chart, and the sentence that explains it.
    fn number(&self, chart: &ChartModel, challenge: ChallengeIx) -> Option<(String, String)> {
        let (at, cut): (usize, SeriesKey) = chart.main()?;
        let row = chart.rows.iter().find(|row| row.challenge == challenge)?;
        let cell: Cell = *row.cells.get(at)?;
        let kind = self.dataset.measure(cut.measure).kind;
        Some((common::value(kind, cell), common::sentence(self.dataset, cut, cell)))
    }

    /// Returns a text as lines no wider than `room` px. A single word may be wider.
    fn lines(&self, text: &str, size: f64, style: Style, room: f64) -> Vec<String> {
        explore::export::wrapped(text, room, &|line| self.faces.width(line, size, style))
    }

    fn fitting(&self, text: &str, size: f64, style: Style, room: f64) -> String {
        shortened(text, room, size, false, &|text, size, _| self.faces.width(text, size, style))
    }
}

/// Fades all marks except one.
fn stand_out(scene: &mut Scene, own: MarkId) {
    for mark in scene.marks.iter_mut().filter(|mark| mark.id != own) {
        mark.tone = Tone::Faded;
    }
    for label in scene.labels.iter_mut().filter(|label| label.owner.is_some_and(|owner| owner != own)) {
        label.color = ColorRole::Muted;
    }
    for stroke in scene.strokes.iter_mut().filter(|stroke| stroke.owner.is_some_and(|owner| owner != own)) {
        stroke.color = ColorRole::Grid;
    }
}
