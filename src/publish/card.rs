//! Cards: what a page looks like where its link is shared. 1200 × 630 px, as those who show them ask for.
//!
//! The picture on a card is a part of the scene that `/explore` shows, by the same painter.

mod face;
mod ink;

use crate::atlas::{Atlas, Cut};
use crate::challenge::{Cell, ChallengeIx, ThemeIx};
use crate::picture::{Picture, mark_of};
use crate::state::ViewState;
use crate::text::{self, explore as words};
use crate::viz::geometry::Point;
use crate::viz::item::{Tone, shortened};
use crate::viz::paint::Painter;
use crate::viz::palette::{FAMILIES, Palette, Rgb};
use crate::viz::scene::{Ink, Scene};
use crate::viz::shape::Shape;

use face::{Faces, Style};
use ink::Sheet;

/// Width in px.
pub const WIDTH: u32 = 1200;
/// Height in px.
pub const HEIGHT: u32 = 630;

/// The left part, with the words.
const WORDS: f64 = 736.0;
/// What is left free around words.
const MARGIN: f64 = 64.0;
/// The picture's left edge and width in px, and how many px a CSS px of it is.
const PICTURE: (u32, u32, f64) = (776, 384, 1.2);
/// Where the picture begins, and how tall it may be.
const PICTURE_TOP: u32 = 128;
const PICTURE_HEIGHT: u32 = HEIGHT - PICTURE_TOP - 24;

/// `--raised`, `--badge-paper` and `--badge-text` of `public/style.css`.
const RAISED: Rgb = (0xf6, 0xf2, 0xeb);
const BADGE: (Rgb, Rgb) = ((0xfb, 0xe7, 0xc6), (0x6b, 0x43, 0x00));

/// What a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// A page of the whole site: its title, and a sentence under it.
    Site(&'a str, &'a str),
    /// A theme.
    Theme(ThemeIx),
    /// A challenge.
    Challenge(ChallengeIx),
}

/// Draws cards of one data set.
pub struct Cards<'a> {
    atlas: &'a Atlas,
    faces: Faces,
}

impl<'a> Cards<'a> {
    /// Cards of an atlas; none if the typefaces can't be read.
    pub fn new(atlas: &'a Atlas) -> Option<Self> {
        Some(Self { atlas, faces: Faces::new()? })
    }

    /// A card as PNG.
    pub fn png(&self, subject: Subject<'_>) -> Option<Vec<u8>> {
        let ink = |ink| Palette::Light.rgb(ink);
        let mut sheet = Sheet::new(WIDTH, HEIGHT, ink(Ink::Paper), &self.faces)?;
        let picture = Picture::new(self.atlas, &state(self.atlas, subject));
        let drawn = self.draw(&mut sheet, &picture, subject);
        let room = if drawn { WORDS } else { f64::from(WIDTH) };
        sheet.plate(0.0, 0.0, room, f64::from(HEIGHT), 0.0, RAISED);
        let (title, theme) = match subject {
            Subject::Site(title, _) => (title, None),
            Subject::Theme(theme) => (self.atlas.theme(theme).name.as_str(), Some(theme)),
            Subject::Challenge(challenge) => {
                let row = self.atlas.challenge(challenge);
                (row.name.as_str(), Some(row.theme))
            }
        };
        self.brand(&mut sheet, title);
        let mut top = 172.0;
        if let Some(theme) = theme {
            let name =
                matches!(subject, Subject::Challenge(_)).then(|| self.atlas.theme(theme).name.as_str());
            self.mark(&mut sheet, theme, name, top, room);
            top += 44.0;
        }
        let below = self.title(&mut sheet, title, top, room);
        self.foot(&mut sheet, subject, &picture, below, room);
        sheet.png()
    }

    /// The part of the scene where the subject is, under what it shows. Tells whether there is one.
    fn draw<'s>(&'s self, sheet: &mut Sheet<'s>, picture: &Picture, subject: Subject<'_>) -> bool {
        let (left, width, scale) = PICTURE;
        let measure = |text: &str, size: f64, bold: bool| {
            self.faces.width(text, size, if bold { Style::Bold } else { Style::Text })
        };
        let mut scene = picture.scene(self.atlas, f64::from(width) / scale, &measure);
        if scene.marks.is_empty() {
            return false;
        }
        if let Subject::Challenge(challenge) = subject {
            stand_out(&mut scene, mark_of(challenge));
        }
        let paper = Palette::Light.paper();
        let tall = (scene.size.height * scale).ceil() as u32;
        let Some(mut own) = Sheet::new(width, tall, paper, &self.faces) else { return false };
        let painter = Painter { scale, units: 1.0, font_scale: 1.0, palette: Palette::Light };
        // Drawing on a sheet cannot fail.
        painter.base(&scene, &mut own).and_then(|()| painter.marks(&scene.marks, &mut own)).ok();
        let is_own = |id: u32| match subject {
            Subject::Site(..) => false,
            Subject::Theme(theme) => {
                picture.challenge_of(id).is_some_and(|ix| self.atlas.challenge(ix).theme == theme)
            }
            Subject::Challenge(challenge) => id == mark_of(challenge),
        };
        let middle = scene.marks.iter().find(|mark| is_own(mark.id)).map_or(0.0, |mark| mark.center.y);
        let skip = (middle * scale - f64::from(PICTURE_HEIGHT) / 2.0).max(0.0) as u32;
        let skip = skip.min(tall.saturating_sub(PICTURE_HEIGHT));
        sheet.lay(&own, left, PICTURE_TOP, skip, PICTURE_HEIGHT, paper);
        let caption = self.lines(&picture.caption(self.atlas), 19.0, Style::Bold, f64::from(width));
        let first = 104.0 - 26.0 * (caption.len().min(2).saturating_sub(1)) as f64;
        let covered = caption.iter().all(|line| self.faces.covers(line, Style::Bold));
        for (at, line) in caption.iter().take(2).enumerate().filter(|_| covered) {
            let at = (f64::from(left), first + 26.0 * at as f64);
            sheet.write(line, 19.0, Style::Bold, at, Palette::Light.rgb(Ink::Muted));
        }
        true
    }

    /// The site's sign, and its name unless that is what the card is called.
    fn brand(&self, sheet: &mut Sheet<'_>, called: &str) {
        let family = |at| Palette::Light.rgb(Ink::Family(at));
        sheet.disc(MARGIN + 9.0, 93.0, 8.0, family(1));
        sheet.disc(MARGIN + 27.0, 79.0, 11.0, family(0));
        let title = &self.atlas.site().title;
        if title != called && self.faces.covers(title, Style::Bold) {
            let title = self.fitting(title, 27.0, Style::Bold, WORDS - 2.0 * MARGIN - 56.0);
            sheet.write(&title, 27.0, Style::Bold, (MARGIN + 56.0, 96.0), Palette::Light.rgb(Ink::Text));
        }
    }

    /// The shape of a theme, and its name where that is not the card's title.
    fn mark(&self, sheet: &mut Sheet<'_>, theme: ThemeIx, name: Option<&str>, top: f64, room: f64) {
        let color = Palette::Light.rgb(Ink::Family(self.atlas.family(theme) % FAMILIES));
        let center = Point::new(MARGIN + 14.0, top + 4.0);
        let corners = Shape::of(theme.get()).corners(center, 12.0);
        match corners.is_empty() {
            true => sheet.disc(center.x, center.y, 12.0, color),
            false => sheet.polygon(corners.into_iter().map(|corner| (corner.x, corner.y)), color),
        }
        if let Some(name) = name.filter(|name| self.faces.covers(name, Style::Bold)) {
            let name = self.fitting(name, 25.0, Style::Bold, room - 2.0 * MARGIN - 42.0);
            sheet.write(&name, 25.0, Style::Bold, (MARGIN + 42.0, top + 13.0), color);
        }
    }

    /// The title, as large as it fits; gives where it ends.
    fn title(&self, sheet: &mut Sheet<'_>, title: &str, top: f64, room: f64) -> f64 {
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
            sheet.write(&line, size, Style::Display, (MARGIN - 2.0, foot), Palette::Light.rgb(Ink::Text));
        }
        foot
    }

    /// What stands at the foot: the number with its sentence, or what the page is about.
    fn foot(&self, sheet: &mut Sheet<'_>, subject: Subject<'_>, picture: &Picture, below: f64, room: f64) {
        let illustrative = picture.wave.filter(|wave| self.atlas.wave(*wave).is_illustrative());
        let color = |ink| Palette::Light.rgb(ink);
        let number = match subject {
            Subject::Challenge(challenge) => self.number(picture, challenge),
            _ => None,
        };
        let sentence = match (subject, &number) {
            (Subject::Site(_, sentence), _) => sentence.to_owned(),
            (Subject::Theme(theme), _) => self.atlas.theme(theme).definition.plain(),
            (_, Some((_, sentence))) => sentence.clone(),
            (Subject::Challenge(challenge), None) => self.atlas.challenge(challenge).summary.plain(),
        };
        let mut left = MARGIN;
        let foot = f64::from(HEIGHT) - 64.0;
        if let Some((value, _)) = &number {
            let size = if value.chars().count() > 8 { 44.0 } else { 76.0 };
            sheet.write(value, size, Style::Display, (left - 3.0, foot), color(Ink::Text));
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
            sheet.write(&line, 25.0, Style::Text, (left, first + 34.0 * at as f64), color(Ink::Text));
        }
        if illustrative.is_some() {
            let badge = words::badge();
            let width = self.faces.width(&badge, 19.0, Style::Bold) + 24.0;
            let top = (first - 74.0).min(foot - 116.0).max(below + 14.0);
            sheet.plate(MARGIN, top, width, 34.0, 6.0, BADGE.0);
            sheet.write(&badge, 19.0, Style::Bold, (MARGIN + 12.0, top + 24.0), BADGE.1);
        }
    }

    /// The value that the picture shows of a challenge, and the sentence it stands for.
    fn number(&self, picture: &Picture, challenge: ChallengeIx) -> Option<(String, String)> {
        let (at, cut): (usize, Cut) = picture.main()?;
        let row = picture.rows.iter().find(|row| row.challenge == challenge)?;
        let cell: Cell = *row.cells.get(at)?;
        let kind = self.atlas.measure(cut.measure).kind;
        Some((text::value(kind, cell), text::sentence(self.atlas, cut, cell)))
    }

    /// A text as lines no wider than `room`, but for single words that are.
    fn lines(&self, text: &str, size: f64, style: Style, room: f64) -> Vec<String> {
        crate::export::wrapped(text, room, &|line| self.faces.width(line, size, style))
    }

    fn fitting(&self, text: &str, size: f64, style: Style, room: f64) -> String {
        shortened(text, room, size, false, &|text, size, _| self.faces.width(text, size, style))
    }
}

/// What the picture on a card looks at.
fn state(atlas: &Atlas, subject: Subject<'_>) -> ViewState {
    match subject {
        Subject::Site(..) => ViewState::new(atlas),
        Subject::Theme(theme) => {
            // Where its first one is.
            let first = atlas.theme_ranking(theme).into_iter().next();
            let state = first.map_or_else(|| ViewState::new(atlas), |first| ViewState::showing(atlas, first));
            ViewState { theme: Some(theme), focus: None, ..state }
        }
        Subject::Challenge(challenge) => {
            ViewState { pins: vec![challenge], ..ViewState::showing(atlas, challenge) }
        }
    }
}

/// Lets all marks but one stand back.
fn stand_out(scene: &mut Scene, own: u32) {
    for mark in scene.marks.iter_mut().filter(|mark| mark.id != own) {
        mark.tone = Tone::Faded;
    }
    for words in scene.words.iter_mut().filter(|words| words.of.is_some_and(|of| of != own)) {
        words.ink = Ink::Muted;
    }
    for stroke in scene.strokes.iter_mut().filter(|stroke| stroke.of.is_some_and(|of| of != own)) {
        stroke.ink = Ink::Grid;
    }
}
