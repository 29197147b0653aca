//! The pixels that stamps are put on.

use std::ops::Range;

use crate::Tinted;

/// Pixels, transparent at first, and which of them hold anything or are opaque.
#[derive(Debug, Default)]
pub struct Layer {
    width: usize,
    height: usize,
    /// Red, green, blue and opacity, not multiplied, row by row: as a canvas takes them.
    pixels: Vec<[u8; 4]>,
    /// A bit a pixel: opaque, nothing under it can show. Each row has a word before it and one
    /// after it that count as opaque, so that what hangs over a side needs no case of its own.
    opaque: Vec<u64>,
    /// Likewise a bit a pixel: holds anything, so what comes under it has to be mixed with it.
    held: Vec<u64>,
    /// The rows that may hold anything but transparent pixels.
    touched: Range<usize>,
}

impl Layer {
    /// Makes the layer so large, and transparent.
    pub fn resize(&mut self, width: usize, height: usize) {
        let pixels = width * height;
        *self = Self { width, height, pixels: vec![[0; 4]; pixels], ..Self::default() };
        self.opaque = vec![0; self.words() * height];
        self.held = vec![0; self.words() * height];
        self.reset(0..height);
    }

    /// Makes every pixel transparent.
    pub fn clear(&mut self) {
        let rows = std::mem::take(&mut self.touched);
        self.pixels[rows.start * self.width..rows.end * self.width].fill([0; 4]);
        self.reset(rows);
    }

    /// Pixels from left to right.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The rows that may hold anything but transparent pixels.
    pub fn touched(&self) -> Range<usize> {
        self.touched.clone()
    }

    /// Red, green, blue and opacity of every pixel of some rows. Rows that are not there are left out.
    pub fn rows(&self, rows: Range<usize>) -> &[u8] {
        let end = rows.end.min(self.height);
        self.pixels[rows.start.min(end) * self.width..end * self.width].as_flattened()
    }

    /// Puts a stamp under what is there, with its origin at the upper left corner of pixel (`x`, `y`).
    pub fn put_under(&mut self, stamp: &Tinted, x: i32, y: i32) {
        let top = y.saturating_add(stamp.top);
        let first = top.clamp(0, self.height as i32);
        let end = top.saturating_add(stamp.height as i32).clamp(first, self.height as i32);
        if first == end {
            return;
        }
        let words = self.words();
        let stamp_words = stamp.width.div_ceil(64);
        let rows = first as usize..end as usize;
        let mut drawn = false;
        for column in 0..stamp_words {
            // Bits from the start of a row's words, the one before it included.
            let bit = x.saturating_add(stamp.left).saturating_add(64 * (column as i32 + 1));
            let (word, shift) = ((bit >> 6) as usize, bit & 63);
            if bit < 0 || word + 1 >= words {
                continue;
            }
            for row in rows.clone() {
                let stamp_row = row.wrapping_sub(top as usize);
                let at = row * words + word;
                let under = |bits: &[u64]| bits[at] >> shift | bits[at + 1] << 1 << (63 - shift);
                let word = stamp_row * stamp_words + column;
                let open = stamp.touched[word] & !under(&self.opaque);
                if open == 0 {
                    continue;
                }
                drawn = true;
                let mixed = open & under(&self.held);
                let source = &stamp.pixels[stamp_row * stamp.width + 64 * column..];
                // `bit` may stand before the row; the bits that are open do not.
                let target = (row * self.width).wrapping_add(bit as usize).wrapping_sub(64);
                self.copy(open & !mixed, source, target);
                self.mix(mixed, source, target);
                let mut set = |bits: fn(&mut Self) -> &mut Vec<u64>, new: u64| {
                    let bits = bits(self);
                    bits[at] |= new << shift;
                    bits[at + 1] |= new >> 1 >> (63 - shift);
                };
                set(|layer| &mut layer.held, open);
                set(|layer| &mut layer.opaque, open & stamp.solid[word]);
            }
        }
        if drawn {
            let touched = &self.touched;
            let (start, end) = (rows.start, rows.end);
            self.touched =
                if touched.is_empty() { start..end } else { touched.start.min(start)..touched.end.max(end) };
        }
    }

    /// Puts the pixels that are set in `free` where nothing lies, run by run.
    fn copy(&mut self, mut free: u64, source: &[[u8; 4]], target: usize) {
        while free != 0 {
            let start = free.trailing_zeros() as usize;
            let length = (!(free >> start)).trailing_zeros() as usize;
            let from = &source[start..start + length];
            let to = &mut self.pixels[target.wrapping_add(start)..][..length];
            for (to, from) in to.iter_mut().zip(from) {
                // The same as `*to = *from`, of which the compiler makes a call a run: 11 runs a mark.
                *to = (u32::from_ne_bytes(*to) | u32::from_ne_bytes(*from)).to_ne_bytes();
            }
            free &= u64::MAX.checked_shl((start + length) as u32).unwrap_or(0);
        }
    }

    /// Slides the pixels that are set in `mixed` under what lies there.
    fn mix(&mut self, mut mixed: u64, source: &[[u8; 4]], target: usize) {
        while mixed != 0 {
            let at = mixed.trailing_zeros() as usize;
            mixed &= mixed - 1;
            let pixel = &mut self.pixels[target.wrapping_add(at)];
            *pixel = under(*pixel, source[at]);
        }
    }

    fn words(&self) -> usize {
        self.width.div_ceil(64) + 2
    }

    /// Counts what is no pixel as opaque, and every pixel as holding nothing.
    fn reset(&mut self, rows: Range<usize>) {
        let words = self.words();
        let (whole, rest) = (self.width / 64, self.width % 64);
        self.held[rows.start * words..rows.end * words].fill(0);
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

/// A pixel that holds something, with another one slid under it.
fn under(pixel: [u8; 4], below: [u8; 4]) -> [u8; 4] {
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
    use crate::{Rgb, Stamp, disc};

    const RED: Rgb = [255, 0, 0];
    const BLUE: Rgb = [0, 0, 255];

    fn layer(width: usize, height: usize) -> Layer {
        let mut layer = Layer::default();
        layer.resize(width, height);
        layer
    }

    fn pixel(layer: &Layer, x: usize, y: usize) -> [u8; 4] {
        layer.pixels[y * layer.width + x]
    }

    fn dot(radius: f32, color: Rgb) -> Tinted {
        Tinted::new(&Stamp::new(&[&disc([0.5, 0.5], radius)], &[]), color, color)
    }

    #[test]
    fn the_first_lies_on_top() {
        let mut layer = layer(20, 20);
        layer.put_under(&dot(4.0, RED), 10, 10);
        layer.put_under(&dot(6.0, BLUE), 10, 10);
        assert_eq!(pixel(&layer, 10, 10), [255, 0, 0, 255]);
        assert_eq!(pixel(&layer, 15, 10), [0, 0, 255, 255]);
        assert_eq!(pixel(&layer, 0, 0), [0; 4]);
        // Where the two meet, no paper shines through.
        assert!(
            (4..17).all(|x| pixel(&layer, x, 10)[3] > 100) && (6..15).all(|x| pixel(&layer, x, 10)[3] == 255)
        );
    }

    #[test]
    fn a_stamp_over_a_side_is_cut_off() {
        // Widths around a word's, and a stamp wider than a word.
        for width in [1, 63, 64, 65, 130] {
            for radius in [3.0, 50.0] {
                let stamp = dot(radius, RED);
                for x in -80..width as i32 + 80 {
                    let (mut cut, mut whole) = (layer(width, 8), layer(width + 400, 8));
                    cut.put_under(&stamp, x, 4);
                    whole.put_under(&stamp, x + 200, 4);
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
    fn clearing_leaves_nothing() {
        let mut layer = layer(70, 40);
        layer.put_under(&dot(4.0, RED), 66, 12);
        assert!(layer.touched().contains(&12) && !layer.touched().contains(&30));
        layer.clear();
        assert!(layer.rows(0..40).iter().all(|byte| *byte == 0) && layer.touched().is_empty());
        layer.put_under(&dot(4.0, BLUE), 66, 12);
        assert_eq!(pixel(&layer, 66, 12), [0, 0, 255, 255]);
    }

    #[test]
    fn far_away_is_nowhere() {
        let mut layer = layer(10, 10);
        for at in [i32::MIN, -1000, 1000, i32::MAX] {
            layer.put_under(&dot(3.0, RED), at, 5);
            layer.put_under(&dot(3.0, RED), 5, at);
        }
        assert!(layer.touched().is_empty());
        assert_eq!(layer.rows(5..400).len(), 200);
    }
}
