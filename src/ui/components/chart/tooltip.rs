//! Notes over the picture: what is known of the mark pointed at, and the list of marks that lie
//! over each other.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::atlas::Atlas;
use crate::challenge::ChallengeIx;
use crate::digits::css_px;
use crate::picture::Picture;
use crate::text;
use crate::ui::each::Each;
use crate::ui::live::{heard, live};
use crate::viz::geometry::Point;
use crate::viz::scene::{Mark, Scene};

/// What is known of the mark pointed at. Assistive technology hears the same from the options.
#[component]
pub fn Tooltip(
    atlas: Arc<Atlas>,
    picture: Memo<Picture>,
    scene: Memo<Scene>,
    mark: Memo<Option<u32>>,
) -> impl IntoView {
    live(move || {
        let (scene, picture) = (scene.read(), picture.read());
        let (_, mark) = scene.mark(mark.get()?)?;
        let row = picture.row_of(mark.id)?;
        let name = &atlas.challenge(row.challenge).name;
        Some(
            view! {
                <div class="tooltip" aria-hidden="true" style:inset=beside(mark, &scene)>
                    <strong lang=name.lang()>{name.to_string()}</strong>
                    <span class="tooltip-values">{text::capitalised(&picture.values(&atlas, row))}</span>
                    <span class="tooltip-source">{picture.provenance(&atlas, row)}</span>
                </div>
            }
            .into_any(),
        )
    })
}

/// The marks under a pointer that can't tell them apart, as a list to choose from.
#[component]
pub fn Crowd(
    atlas: Arc<Atlas>,
    picture: Memo<Picture>,
    scene: Memo<Scene>,
    crowd: RwSignal<Vec<u32>>,
    open: Callback<ChallengeIx>,
) -> impl IntoView {
    live(move || {
        let (scene, picture) = (scene.read(), picture.read());
        let first = *crowd.read().first()?;
        let (_, mark) = scene.mark(first)?;
        let entry = |id: &u32| {
            let row = picture.row_of(*id)?;
            let challenge = row.challenge;
            let name = &atlas.challenge(challenge).name;
            let values = picture.values(&atlas, row);
            Some(view! {
                <li><button type="button" on:click=heard(move |_: MouseEvent| open.run(challenge))><span lang=name.lang()>{name.to_string()}</span> <span>{values}</span></button></li>
            })
        };
        let entries = crowd.read().iter().filter_map(entry).each();
        Some(view! {
            <div class="tooltip crowd" role="group" aria-label=text::controls::at_this_point() style:inset=beside(mark, &scene)>
                <ul>{entries}</ul>
            </div>
        }.into_any())
    })
}

/// How far to the side of a mark its note begins.
const ASIDE: f64 = 24.0;

/// How far over or under a mark its note stands: clear of the ring around a mark that has the focus.
fn gap(mark: &Mark) -> f64 {
    mark.radius * 1.7 + 6.0
}

/// Whether the note of a mark stands over it, because there is no room under it.
fn stands_over(mark: &Mark, scene: &Scene) -> bool {
    mark.center.y > scene.size.height * 0.7 && scene.size.height > 260.0
}

/// Whether a pointer is between a mark and its note: on its way there it must not lose the note.
pub fn is_on_the_way(mark: &Mark, scene: &Scene, at: Point) -> bool {
    let away = if stands_over(mark, scene) { mark.center.y - at.y } else { at.y - mark.center.y };
    // Browsers place the note to the px, and a slit must not be left.
    (0.0..=gap(mark) + 2.0).contains(&away) && (at.x - mark.center.x).abs() <= ASIDE
}

/// Beside a mark, towards the middle of the picture, because a note must not leave the page: the
/// distances from the edges of the picture. A property of its own, since the site's policy for
/// content forbids whole `style` attributes.
pub fn beside(mark: &Mark, scene: &Scene) -> String {
    let (x, y, gap) = (mark.center.x, mark.center.y, gap(mark));
    let auto = || "auto".to_owned();
    let (left, right) = if x > scene.size.width / 2.0 {
        (auto(), css_px((scene.size.width - x - ASIDE).max(0.0)))
    } else {
        (css_px((x - ASIDE).max(0.0)), auto())
    };
    let (top, bottom) = if stands_over(mark, scene) {
        (auto(), css_px(scene.size.height - y + gap))
    } else {
        (css_px(y + gap), auto())
    };
    format!("{top} {right} {bottom} {left}")
}
