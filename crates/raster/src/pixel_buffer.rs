//! The image that sprites are drawn on.

use std::ops::Range;

use crate::Sprite;

/// An image, transparent at first, with bitmaps of the pixels that are drawn and that are opaque.
#[derive(Debug, Default)]
pub struct PixelBuffer {
    width: usize,
    height: usize,
    /// Red, green, blue and alpha, not premultiplied, row by row: the format of `ImageData`.
    pixels: Vec<[u8; 4]>,
    /// Bitmap of opaque pixels: nothing is drawn under them. Each row has one word before and one after
    /// its pixels that count as opaque, so that clipping at the sides needs no special case.
    opaque: Vec<u64>,
    /// Bitmap of pixels that are not transparent: what is drawn under them must be blended.
    drawn: Vec<u64>,
    /// The rows that may have drawn pixels.
    dirty_rows: Range<usize>,
}

impl PixelBuffer {
    /// Sets the size in px and makes every pixel transparent.
    pub fn resize(&mut self, width: usize, height: usize) {
        let pixels = width * height;
        *self = Self { width, height, pixels: vec![[0; 4]; pixels], ..Self::default() };
        self.opaque = vec![0; self.words_per_row() * height];
        self.drawn = vec![0; self.words_per_row() * height];
        self.reset(0..height);
    }

    /// Makes every pixel transparent.
    pub fn clear(&mut self) {
        let rows = std::mem::take(&mut self.dirty_rows);
        self.pixels[rows.start * self.width..rows.end * self.width].fill([0; 4]);
        self.reset(rows);
    }

    /// Returns the width in px.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns the height in px.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Returns the rows that may have drawn pixels; all other rows are transparent.
    pub fn dirty_rows(&self) -> Range<usize> {
        self.dirty_rows.clone()
    }

    /// Returns red, green, blue and alpha of every pixel of some rows; rows below the image are left out.
    pub fn rows(&self, rows: Range<usize>) -> &[u8] {
        let end = rows.end.min(self.height);
        self.pixels[rows.start.min(end) * self.width..end * self.width].as_flattened()
    }

    /// Draws a sprite under everything drawn before, with its origin at the upper left corner of the pixel
    /// (`x`, `y`). What is outside the image is clipped.
    pub fn draw_under(&mut self, sprite: &Sprite, x: i32, y: i32) {
        let top = y.saturating_add(sprite.top);
        let first = top.clamp(0, self.height as i32);
        let end = top.saturating_add(sprite.height as i32).clamp(first, self.height as i32);
        if first == end {
            return;
        }
        let words = self.words_per_row();
        let sprite_words = sprite.width.div_ceil(64);
        let rows = first as usize..end as usize;
        let mut is_changed = false;
        for column in 0..sprite_words {
            // Counted from the start of the words of a row, including the word before its pixels.
            let bit = x.saturating_add(sprite.left).saturating_add(64 * (column as i32 + 1));
            let (word, shift) = ((bit >> 6) as usize, bit & 63);
            if bit < 0 || word + 1 >= words {
                continue;
            }
            for row in rows.clone() {
                let sprite_row = row.wrapping_sub(top as usize);
                let at = row * words + word;
                let under = |bits: &[u64]| bits[at] >> shift | bits[at + 1] << 1 << (63 - shift);
                let word = sprite_row * sprite_words + column;
                let open = sprite.visible[word] & !under(&self.opaque);
                if open == 0 {
                    continue;
                }
                is_changed = true;
                let blended = open & under(&self.drawn);
                let source = &sprite.pixels[sprite_row * sprite.width + 64 * column..];
                // `bit` may be before the row; open bits are not.
                let target = (row * self.width).wrapping_add(bit as usize).wrapping_sub(64);
                self.copy(open & !blended, source, target);
                self.blend(blended, source, target);
                let mut set = |bits: fn(&mut Self) -> &mut Vec<u64>, new: u64| {
                    let bits = bits(self);
                    bits[at] |= new << shift;
                    bits[at + 1] |= new >> 1 >> (63 - shift);
                };
                set(|buffer| &mut buffer.drawn, open);
                set(|buffer| &mut buffer.opaque, open & sprite.opaque[word]);
            }
        }
        if is_changed {
            let dirty_rows = &self.dirty_rows;
            let (start, end) = (rows.start, rows.end);
            self.dirty_rows = if dirty_rows.is_empty() {
                start..end
            } else {
                dirty_rows.start.min(start)..dirty_rows.end.max(end)
            };
        }
    }

    /// Copies the pixels that are set in `free` to transparent pixels, run by run.
    fn copy(&mut self, mut free: u64, source: &[[u8; 4]], target: usize) {
        while free != 0 {
            let start = free.trailing_zeros() as usize;
            let length = (!(free >> start)).trailing_zeros() as usize;
            let from = &source[start..start + length];
            let to = &mut self.pixels[target.wrapping_add(start)..][..length];
            for (to, from) in to.iter_mut().zip(from) {
                // The same as `*to = *from`, for which the compiler makes a call per run: 11 per mark.
                *to = (u32::from_ne_bytes(*to) | u32::from_ne_bytes(*from)).to_ne_bytes();
            }
            free &= u64::MAX.checked_shl((start + length) as u32).unwrap_or(0);
        }
    }

    /// Blends the pixels that are set in `blended` under those of the image.
    fn blend(&mut self, mut blended: u64, source: &[[u8; 4]], target: usize) {
        while blended != 0 {
            let at = blended.trailing_zeros() as usize;
            blended &= blended - 1;
            let pixel = &mut self.pixels[target.wrapping_add(at)];
            *pixel = blend_under(*pixel, source[at]);
        }
    }

    fn words_per_row(&self) -> usize {
        self.width.div_ceil(64) + 2
    }

    /// Resets the bitmaps of some rows: padding is opaque, every pixel transparent.
    fn reset(&mut self, rows: Range<usize>) {
        let words = self.words_per_row();
        let (whole, rest) = (self.width / 64, self.width % 64);
        self.drawn[rows.start * words..rows.end * words].fill(0);
        for row in self.opaque[rows.start * words..rows.end * words].chunks_exact_mut(words) {
            row[0] = u64::MAX;
            row[1..=whole].fill(0);
            row[whole + 1..].fill(u64::MAX);
            if rest > 0 {
                row[whole + 1] <<= rest;
            }
        }
    }
}

/// Returns a pixel that is not transparent, composited over the pixel `below` (Porter and Duff 1984,
/// "over").
fn blend_under(pixel: [u8; 4], below: [u8; 4]) -> [u8; 4] {
    let above = u32::from(pixel[3]);
    let share = (u32::from(below[3]) * (255 - above) + 127) / 255;
    let sum = above + share;
    let part =
        |at: usize| ((u32::from(pixel[at]) * above + u32::from(below[at]) * share + sum / 2) / sum) as u8;
    [part(0), part(1), part(2), sum as u8]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CoverageMask, Rgb, disc};

    const RED: Rgb = [255, 0, 0];
    const BLUE: Rgb = [0, 0, 255];

    fn buffer(width: usize, height: usize) -> PixelBuffer {
        let mut buffer = PixelBuffer::default();
        buffer.resize(width, height);
        buffer
    }

    fn pixel(buffer: &PixelBuffer, x: usize, y: usize) -> [u8; 4] {
        buffer.pixels[y * buffer.width + x]
    }

    fn dot(radius: f32, color: Rgb) -> Sprite {
        Sprite::new(&CoverageMask::new(&[&disc([0.5, 0.5], radius)], &[]), color, color)
    }

    #[test]
    fn the_first_sprite_is_on_top() {
        let mut buffer = buffer(20, 20);
        buffer.draw_under(&dot(4.0, RED), 10, 10);
        buffer.draw_under(&dot(6.0, BLUE), 10, 10);
        assert_eq!(pixel(&buffer, 10, 10), [255, 0, 0, 255]);
        assert_eq!(pixel(&buffer, 15, 10), [0, 0, 255, 255]);
        assert_eq!(pixel(&buffer, 0, 0), [0; 4]);
        // At their common edge the background does not show through.
        assert!(
            (4..17).all(|x| pixel(&buffer, x, 10)[3] > 100)
                && (6..15).all(|x| pixel(&buffer, x, 10)[3] == 255)
        );
    }

    #[test]
    fn a_sprite_is_clipped_at_the_sides() {
        // Widths around that of a word, and a sprite wider than a word.
        for width in [1, 63, 64, 65, 130] {
            for radius in [3.0, 50.0] {
                let sprite = dot(radius, RED);
                for x in -80..width as i32 + 80 {
                    let (mut cut, mut whole) = (buffer(width, 8), buffer(width + 400, 8));
                    cut.draw_under(&sprite, x, 4);
                    whole.draw_under(&sprite, x + 200, 4);
                    for (column, y) in (0..width).flat_map(|column| (0..8).map(move |y| (column, y))) {
                        assert_eq!(
                            pixel(&cut, column, y),
                            pixel(&whole, column + 200, y),
                            "{width} {radius} {x}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn clearing_makes_all_pixels_transparent() {
        let mut buffer = buffer(70, 40);
        buffer.draw_under(&dot(4.0, RED), 66, 12);
        assert!(buffer.dirty_rows().contains(&12) && !buffer.dirty_rows().contains(&30));
        buffer.clear();
        assert!(buffer.rows(0..40).iter().all(|byte| *byte == 0) && buffer.dirty_rows().is_empty());
        buffer.draw_under(&dot(4.0, BLUE), 66, 12);
        assert_eq!(pixel(&buffer, 66, 12), [0, 0, 255, 255]);
    }

    #[test]
    fn sprites_far_outside_change_nothing() {
        let mut buffer = buffer(10, 10);
        for at in [i32::MIN, -1000, 1000, i32::MAX] {
            buffer.draw_under(&dot(3.0, RED), at, 5);
            buffer.draw_under(&dot(3.0, RED), 5, at);
        }
        assert!(buffer.dirty_rows().is_empty());
        assert_eq!(buffer.rows(5..400).len(), 200);
    }
}
