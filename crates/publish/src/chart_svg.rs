//! SVG files of the chart of `/explore`, for several window widths, in light and dark.

use challenge_map::placeholder::{Drawing, Placeholder};
use explore::chart_model::ChartModel;
use explore::view_state::ViewState;
use viz::item::estimate_width;
use viz::paint;
use viz::palette::Palette;

use crate::{Files, Plan};

/// Pairs of the narrowest window that a drawing is for and the drawing's own width, in CSS px. The widths
/// follow `public/style.css` (`.wide`, `--gap`). A drawing is as high as the running chart.
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

/// Adds the drawings, and returns their list for pages.
pub fn add(plan: &Plan, files: &mut Files) -> Placeholder {
    let chart = ChartModel::new(&plan.dataset, &ViewState::new(&plan.dataset));
    let drawings = WIDTHS.iter().filter_map(|(from, width)| {
        let scene = chart.scene(&plan.dataset, f64::from(*width), &estimate_width);
        if scene.size.height < 1.0 {
            return None;
        }
        let mut addresses = Vec::new();
        for (palette, shade) in [(Palette::Light, "light"), (Palette::Dark, "dark")] {
            let file = format!("pictures/explore-{width}-{shade}.svg");
            addresses.push(plan.base.file(&file));
            files.insert(file, paint::svg(&scene, palette).ok()?);
        }
        let addresses = addresses.try_into().ok()?;
        Some(Drawing { from: *from, width: *width, height: scene.size.height.round() as u32, addresses })
    });
    Placeholder { drawings: drawings.collect() }
}
