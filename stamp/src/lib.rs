//! Many small shapes into memory, antialiased: the inner loops of the picture's painter.
//!
//! A shape is worked out once, as a [`Stamp`], and once more in its colours, [`Tinted`]; a [`Layer`]
//! then takes hundreds of thousands of those. They are given front to back: each goes under what is there, and pixels that are
//! opaque already are passed over 64 at a time, so that a crowd costs hardly more than a layer
//! full of pixels. Every length is in device px; this crate knows nothing of pictures.

mod coverage;
mod shape;
mod tint;
mod layer;

pub use layer::Layer;
pub use shape::{Corner, Stamp, disc};
pub use tint::{Rgb, Tinted};
