//! A shape in its colours.

use crate::Stamp;

/// Red, green and blue, 0 to 255 each (sRGB).
pub type Rgb = [u8; 3];

/// A stamp in two colours: what a layer shows where nothing else lies. Most pixels of most marks
/// are just that, so they are mixed once and then copied: 10,000 marks take two thirds of the time
/// that mixing them anew takes, and half of it at 2 device px a CSS px.
#[derive(Clone, Debug)]
pub struct Tinted {
    /// The box, as the stamp's.
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Which pixels hold anything: rows of whole words, the leftmost pixel in the lowest bit.
    pub(crate) touched: Vec<u64>,
    /// Which are opaque.
    pub(crate) solid: Vec<u64>,
    /// Red, green, blue and opacity, not multiplied; all 0 where nothing is touched.
    pub(crate) pixels: Vec<[u8; 4]>,
}

impl Tinted {
    /// A stamp with its body and the edge around it in these colours.
    pub fn new(stamp: &Stamp, body: Rgb, edge: Rgb) -> Self {
        let pixel = |&[opacity, share]: &[u8; 2]| {
            let [red, green, blue] = mixed(body, edge, share);
            if opacity == 0 { [0; 4] } else { [red, green, blue, opacity] }
        };
        let words = |holds: fn(u8) -> bool| -> Vec<u64> {
            let word = |part: &[[u8; 2]]| {
                part.iter().rev().fold(0, |bits, [opacity, _]| bits << 1 | u64::from(holds(*opacity)))
            };
            stamp.pixels.chunks(stamp.width.max(1)).flat_map(|row| row.chunks(64).map(word)).collect()
        };
        Self {
            left: stamp.left,
            top: stamp.top,
            width: stamp.width,
            height: stamp.height,
            touched: words(|opacity| opacity > 0),
            solid: words(|opacity| opacity == 255),
            pixels: stamp.pixels.iter().map(pixel).collect(),
        }
    }
}

/// `share` of 255 parts of `a`, the rest `b`.
fn mixed(a: Rgb, b: Rgb, share: u8) -> Rgb {
    let share = u32::from(share);
    let part = |at: usize| ((u32::from(a[at]) * share + u32::from(b[at]) * (255 - share) + 127) / 255) as u8;
    [part(0), part(1), part(2)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disc;

    #[test]
    fn the_middle_is_the_body_the_rim_the_edge_and_outside_is_nothing() {
        let (body, edge) = ([200, 10, 30], [255, 250, 245]);
        let stamp = Stamp::new(&[&disc([0.5, 0.5], 40.0)], &disc([0.5, 0.5], 44.0));
        let tinted = Tinted::new(&stamp, body, edge);
        let row = tinted.height / 2;
        let at = |x: usize| tinted.pixels[row * tinted.width + x];
        assert_eq!(at(tinted.width / 2), [200, 10, 30, 255]);
        assert_eq!(at(2), [255, 250, 245, 255]);
        assert_eq!(tinted.pixels[0], [0; 4]);
        // Wider than a word, so two words a row.
        assert_eq!(tinted.touched.len(), 2 * tinted.height);
        let count = |words: &[u64]| words.iter().map(|word| word.count_ones() as usize).sum::<usize>();
        let with = |least: u8| tinted.pixels.iter().filter(|pixel| pixel[3] >= least).count();
        assert_eq!((count(&tinted.touched), count(&tinted.solid)), (with(1), with(255)));
    }
}
