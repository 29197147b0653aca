//! Marks and dots on a canvas of the browser: pixels from memory in one call.

use std::ops::Range;

use wasm_bindgen::{Clamped, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::paint::Pen;
use super::raster::Raster;
use super::scene::Scene;

/// Draws a scene's marks and dots onto a transparent canvas that lies over the ground's.
///
/// One painter belongs to one canvas: it puts only rows that differ from what it put before.
#[derive(Debug, Default)]
pub struct MarksPainter {
    raster: Raster,
    /// The rows that the canvas shows something in.
    shown: Range<usize>,
}

impl MarksPainter {
    /// A painter for a canvas that shows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Draws marks and dots, without captions, in place of what was there.
    pub fn draw(
        &mut self,
        scene: &Scene,
        pen: &Pen,
        canvas: &HtmlCanvasElement,
        context: &CanvasRenderingContext2d,
    ) -> Result<(), JsValue> {
        self.raster.resize(scene.size, pen.scale);
        let size = (self.raster.width(), self.raster.height());
        if (canvas.width(), canvas.height()) != size {
            canvas.set_width(size.0);
            canvas.set_height(size.1);
            self.shown = 0..0;
        }
        self.raster.marks(&scene.marks, pen.palette);
        self.raster.dots(&scene.dots, pen.palette);
        let drawn = self.raster.drawn_rows();
        let rows = if self.shown.is_empty() {
            drawn.clone()
        } else if drawn.is_empty() {
            self.shown.clone()
        } else {
            drawn.start.min(self.shown.start)..drawn.end.max(self.shown.end)
        };
        self.shown = drawn;
        if rows.is_empty() || size.0 == 0 {
            return Ok(());
        }
        // The browser reads the pixels where they lie in this program's memory: nothing is copied before.
        let pixels = Clamped(self.raster.rows(rows.clone()));
        let image = ImageData::new_with_u8_clamped_array_and_sh(pixels, size.0, rows.len() as u32)?;
        context.put_image_data(&image, 0.0, rows.start as f64)
    }
}
