//! The picture of `/explore` as files: drawn for windows of several widths, in both shades.

use super::{Files, Plan};
use crate::picture::Picture;
use crate::state::ViewState;
use crate::ui::still::{Drawing, Still};
use crate::viz::item::estimate;
use crate::viz::paint;
use crate::viz::palette::Palette;

/// The narrowest window a drawing is for, and the drawing's own width, in CSS px: what
/// `public/style.css` leaves of such a window for a picture (`.wide`, `--gap`). Its height is
/// that of the running picture, which changes with the kind of layout only; between two steps
/// a drawing stands at its left.
const WIDTHS: [(u32, u32); 9] = [
    (0, 288),
    (360, 328),
    (412, 380),
    (480, 448),
    (596, 560),
    (768, 721),
    (900, 846),
    (1067, 1003),
    (1216, 1152),
];

/// Adds the drawings, and gives what pages need to show them.
pub fn add(plan: &Plan, files: &mut Files) -> Still {
    let picture = Picture::new(&plan.atlas, &ViewState::new(&plan.atlas));
    let drawings = WIDTHS.iter().filter_map(|(from, width)| {
        let scene = picture.scene(&plan.atlas, f64::from(*width), &estimate);
        if scene.size.height < 1.0 {
            return None;
        }
        let mut addresses = Vec::new();
        for (palette, shade) in [(Palette::Light, "light"), (Palette::Dark, "dark")] {
            let file = format!("pictures/explore-{width}-{shade}.svg");
            addresses.push(plan.base.file(&file));
            files.put(file, paint::svg(&scene, palette).ok()?);
        }
        let addresses = addresses.try_into().ok()?;
        Some(Drawing { from: *from, width: *width, height: scene.size.height.round() as u32, addresses })
    });
    Still { drawings: drawings.collect() }
}
