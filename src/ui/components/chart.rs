//! The interactive picture: canvases under a listbox that carries everything for keyboard and
//! screen reader.
//!
//! The chart is one tab stop. Its options are the stops of the picture in the picture's order;
//! the canvases are hidden from assistive technology, because the options say all they show.

pub mod renderer;
pub mod tooltip;

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use crate::atlas::Atlas;
use crate::challenge::{ChallengeIx, ThemeIx};
use crate::digits::css_px;
use crate::language::Direction;
use crate::picture::{Picture, mark_of};
use crate::text::words::spoken;
use crate::text::{controls, explore as words};
use crate::ui::dom;
use crate::ui::each::Each;
use crate::ui::live::{derived, follow, heard, live};
use crate::viz::geometry::Point;
use crate::viz::hit::HitIndex;
use crate::viz::paint::Painter;
use crate::viz::palette::Palette;
use crate::viz::scene::Scene;
use crate::viz::step::{Step, step};
use renderer::CanvasRenderer;
use tooltip::{Crowd, Tooltip};

/// What a visitor can do with a mark.
#[derive(Clone, Copy)]
pub struct Deeds {
    /// Opens the page of a challenge.
    pub open: Callback<ChallengeIx>,
    /// Shows the challenges of a theme.
    pub enter: Callback<ThemeIx>,
    /// Says something to assistive technology.
    pub say: Callback<String>,
}

/// The picture, drawn and reachable.
#[component]
pub fn Chart(
    /// The data set.
    atlas: Arc<Atlas>,
    /// What to draw.
    picture: Memo<Picture>,
    /// The challenge that the address puts in focus.
    focus: Memo<Option<ChallengeIx>>,
    /// What the picture is called: its takeaway.
    name: Memo<String>,
    /// What happens on Enter, on a click, at the ends.
    deeds: Deeds,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let width = dom::use_width(frame);
    let measure = dom::text_measure();
    let drawn = atlas.clone();
    let scene = derived(move || {
        let width = width.get();
        if width == 0.0 {
            return Scene::default();
        }
        picture.read().scene(&drawn, width, &measure)
    });
    let index = Memo::new_with_compare(move |_| Arc::new(HitIndex::new(&scene.read())), |_, _| true);
    let told = atlas.clone();
    let stops = derived(move || picture.read().stops(&told));

    // The focused mark stays while the picture still has it; the pointer's is told apart.
    let active = RwSignal::new(None::<u32>);
    let hovered = RwSignal::new(None::<u32>);
    let has_keys = RwSignal::new(false);
    let dismissed = RwSignal::new(false);
    let crowd = RwSignal::new(Vec::<u32>::new());
    let is_stop = move |id: &u32| stops.read().iter().any(|stop| stop.mark == *id);
    let current =
        derived(move || active.get().filter(is_stop).or_else(|| focus.get().map(mark_of).filter(is_stop)));
    let pointed = derived(move || {
        let by_key = current.get().filter(|_| has_keys.get() || active.get().is_none());
        hovered.get().filter(|id| scene.read().mark(*id).is_some()).or(by_key)
    });

    let open = move |id: u32| {
        if let Some(challenge) = picture.read_untracked().challenge_of(id) {
            deeds.open.run(challenge);
        }
    };
    let choose = move |id: u32| {
        let theme = stops.read_untracked().iter().find(|stop| stop.mark == id).and_then(|stop| stop.theme);
        match theme {
            Some(theme) => deeds.enter.run(theme),
            None => open(id),
        }
    };
    // A long picture is longer than the screen, and the mark that has the keys must be seen.
    let reveal = move || {
        let scene = scene.read_untracked();
        let mark = current.get_untracked().and_then(|id| scene.mark(id));
        if let (Some((_, mark)), Some(frame)) = (mark, frame.get_untracked()) {
            dom::reveal(&frame, mark.center.y);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
        if !plain {
            return;
        }
        let key = event.key();
        let to = match key.as_str() {
            "Enter" | " " => {
                event.prevent_default();
                return current.get_untracked().into_iter().for_each(choose);
            }
            // The first Escape hides the note (below), the next one leaves the picture.
            "Escape" if pointed.get_untracked().is_none() || dismissed.get_untracked() => {
                return dom::blur(&event);
            }
            key => Step::of_key(key, spoken().language.direction() == Direction::Rtl),
        };
        let Some(to) = to else { return };
        event.prevent_default();
        dismissed.set(false);
        hovered.set(None);
        crowd.set(Vec::new());
        let order: Vec<u32> = stops.read_untracked().iter().map(|stop| stop.mark).collect();
        let before = current.get_untracked();
        let now = step(&order, &scene.read_untracked(), before, to);
        // There is no silent wrap: at an end a step stays, and says so.
        let stayed = before.is_some() && now == before;
        let said =
            if stayed { words::end(now == order.first().copied(), order.len()) } else { String::new() };
        deeds.say.run(said);
        active.set(now);
        reveal();
    };
    let on_focus = move |event: ev::FocusEvent| {
        has_keys.set(true);
        dismissed.set(false);
        if current.get_untracked().is_none() {
            active.set(stops.read_untracked().first().map(|stop| stop.mark));
        }
        // A pointer is where it is already.
        let by_key = |element: &web_sys::Element| element.matches(":focus-visible").unwrap_or(false);
        if dom::heard_by(&event).is_some_and(|element| by_key(&element)) {
            reveal();
        }
    };
    // In an effect, for a page that is made as text has no window.
    follow(move || {
        // Escape hides the note from wherever the focus is: a note can be in the way of a mouse user too.
        let escape = window_event_listener(ev::keydown, move |event| {
            if dom::is_of_keyboard(&event) && event.key() == "Escape" {
                hovered.try_set(None);
                dismissed.try_set(true);
                crowd.try_set(Vec::new());
            }
        });
        // A finger leaves no mark: what its tap has opened is closed by a tap elsewhere.
        let elsewhere = window_event_listener(ev::pointerdown, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            let inside =
                frame.try_get_untracked().flatten().is_some_and(|frame| frame.contains(target.as_ref()));
            if !inside {
                hovered.try_set(None);
                crowd.try_set(Vec::new());
                if event.pointer_type() == "touch" {
                    active.try_set(None); // the next tap on it tells again
                }
            }
        });
        on_cleanup(move || {
            escape.remove();
            elsewhere.remove();
        });
    });

    let place = move |event: &web_sys::MouseEvent| {
        // Over a note the pointer reads; it does not mean what lies under the note.
        let on_note = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|element| element.closest(".tooltip").ok().flatten().is_some());
        let frame = frame.get_untracked().filter(|_| !on_note)?;
        Some(dom::place_in(&frame, event))
    };
    let hit = move |at: Point| {
        let scene = scene.read_untracked();
        let held = hovered.get_untracked().filter(|id| {
            let on_the_way = |mark| tooltip::is_on_the_way(mark, &scene, at);
            scene.mark(*id).is_some_and(|(_, mark)| on_the_way(mark))
                && scene.crowd(at).iter().all(|other| other == id)
        });
        held.or_else(|| index.read_untracked().at(&scene, at))
    };
    let on_move = move |event: ev::PointerEvent| {
        let Some(at) = place(&event) else { return };
        let found = hit(at);
        if found != hovered.get_untracked() {
            dismissed.set(false);
            hovered.set(found);
        }
    };
    let on_click = move |event: ev::MouseEvent| {
        let Some(at) = place(&event) else { return };
        let together = scene.read_untracked().crowd(at);
        let Some(found) = hit(at) else {
            crowd.set(Vec::new());
            return hovered.set(None);
        };
        if together.len() > 1 {
            hovered.set(None);
            return crowd.set(together);
        }
        // A finger has no hover: its first tap shows what a second one opens.
        let by_touch =
            event.dyn_ref::<web_sys::PointerEvent>().is_some_and(|event| event.pointer_type() == "touch");
        let first_tap = by_touch && active.get_untracked() != Some(found);
        active.set(Some(found));
        crowd.set(Vec::new());
        if first_tap { hovered.set(Some(found)) } else { open(found) }
    };

    let canvases = [(); 3].map(|()| NodeRef::<html::Canvas>::new());
    let ratio = dom::use_device_pixel_ratio();
    let dark = dom::use_media("(prefers-color-scheme: dark)");
    let still = dom::use_media("(prefers-reduced-motion: reduce)");
    let renderer = StoredValue::new_local(CanvasRenderer::default());
    follow(move || {
        let [Some(base), Some(marks), Some(overlay)] = canvases.map(|canvas| canvas.get()) else { return };
        let palette = if dark.get() { Palette::Dark } else { Palette::Light };
        let painter = Painter::for_canvas(ratio.get(), palette);
        let still = still.get_untracked();
        renderer.with_value(|renderer| renderer.show([base, marks, overlay], painter, scene.get(), still));
    });
    // Moves of the pointer repaint the upper layer only.
    follow(move || {
        let id = pointed.get();
        renderer.with_value(|renderer| renderer.point(id));
    });
    on_cleanup(move || {
        renderer.try_with_value(CanvasRenderer::stop);
    });

    let css_size = move || scene.read().size;
    let option_id = |id: u32| format!("mark-{id}");
    let options = live(move || {
        let option = |stop: &crate::picture::Stop| {
            let id = stop.mark;
            let selected = live(move || (current.get() == Some(id)).to_string());
            view! { <div role="option" id=option_id(id) aria-selected=selected>{stop.words.clone()}</div> }
        };
        stops.read().iter().map(option).each()
    });
    let noted = derived(move || pointed.get().filter(|_| !dismissed.get() && crowd.read().is_empty()));
    let layer = move |node: NodeRef<html::Canvas>| {
        let (width, height) =
            (live(move || css_px(css_size().width)), live(move || css_px(css_size().height)));
        view! { <canvas node_ref=node dir="ltr" aria-hidden="true" style:width=width style:height=height></canvas> }
            .into_any()
    };
    view! {
        <div
            class="chart"
            node_ref=frame
            style:height=live(move || css_px(css_size().height))
            on:pointermove=heard(on_move)
            on:pointerleave=heard(move |_: ev::PointerEvent| hovered.set(None))
            on:click=heard(on_click)
        >
            {canvases.into_iter().map(layer).each()}
            <div
                id="chart-keys"
                class="chart-keys"
                role="listbox"
                tabindex="0"
                aria-label=live(move || name.get())
                aria-describedby="chart-help"
                aria-activedescendant=live(move || current.get().map(option_id))
                on:keydown=heard(on_key)
                on:focus=heard(on_focus)
                on:blur=heard(move |_: ev::FocusEvent| has_keys.set(false))
            >
                <div class="sr-only">{options}</div>
            </div>
            <Tooltip atlas=atlas.clone() picture=picture scene=scene mark=noted />
            <Crowd atlas=atlas picture=picture scene=scene crowd=crowd open=deeds.open />
        </div>
        <p id="chart-help" class="chart-help">{controls::chart_help()}</p>
    }
}
