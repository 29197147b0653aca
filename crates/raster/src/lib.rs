//! A software rasterizer for many small antialiased shapes.
//!
//! A shape is rasterized once, to a [`CoverageMask`], and coloured once, to a [`Sprite`]. Hundreds of
//! thousands of sprites can then be drawn into a [`PixelBuffer`]. They are drawn front to back: each goes
//! under what is there already, and opaque pixels are skipped 64 at a time, so that overlapping shapes
//! cost little. Lengths are in device px. Architecture invariant: this crate knows nothing about charts.

mod coverage;
mod coverage_mask;
mod sprite;
mod pixel_buffer;

pub use coverage_mask::{Corner, CoverageMask, disc};
pub use pixel_buffer::PixelBuffer;
pub use sprite::{Rgb, Sprite};
