//! SVG files of the chart of `/explore`, for several window widths, in light and dark.

use challenge_map::placeholder::{Drawing, DrawingPart, Placeholder};
use explore::chart_model::ChartModel;
use explore::view_state::ViewState;
use viz::bands::top_and_rest;
use viz::item::estimate_width;
use viz::paint;
use viz::palette::Palette;
use viz::scene::Scene;

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

/// Least height of a drawing's first part, in CSS px: what a screen shows at first. Browsers draw it sooner than the whole
/// drawing (`tests/bench/first-picture.mjs` measures the first picture).
const TOP: f64 = 480.0;

/// Adds the drawings, and returns their list for pages.
pub fn add(plan: &Plan, files: &mut Files) -> Placeholder {
    let chart = ChartModel::new(&plan.dataset, &ViewState::new(&plan.dataset));
    let scenes = WIDTHS.map(|(_, width)| chart.scene(&plan.dataset, f64::from(width), &estimate_width));
    // A page has as many images whatever the window's width.
    let are_long = scenes.iter().all(|scene| top_and_rest(scene, TOP).len() == 2);
    let drawings = WIDTHS.iter().zip(scenes).filter(|(_, scene)| scene.size.height >= 1.0);
    let drawings = drawings.filter_map(|((from, width), scene)| {
        let parts = if are_long { top_and_rest(&scene, TOP) } else { vec![scene] };
        let parts = parts.iter().zip(["", "-rest"]);
        let parts = parts.map(|(part, name)| add_part(plan, files, part, &format!("explore-{width}{name}")));
        Some(Drawing { from: *from, width: *width, parts: parts.collect::<Option<_>>()? })
    });
    Placeholder { drawings: drawings.collect() }
}

/// Adds a part of a drawing in light and in dark colours. Returns none if it can't be drawn.
fn add_part(plan: &Plan, files: &mut Files, scene: &Scene, name: &str) -> Option<DrawingPart> {
    let mut add = |palette, shade| {
        let file = format!("pictures/{name}-{shade}.svg");
        let address = plan.base.file(&file);
        files.insert(file, paint::svg(scene, palette).ok()?);
        Some(address)
    };
    let addresses = [add(Palette::Light, "light")?, add(Palette::Dark, "dark")?];
    Some(DrawingPart { height: scene.size.height.round() as u32, addresses })
}
