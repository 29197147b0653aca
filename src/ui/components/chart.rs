//! The interactive picture: two canvases (the scene, and the focus above it) under a listbox
//! that carries everything for keyboard and screen reader.
//!
//! The chart is one tab stop. Its options are the rows of the picture in the picture's order;
//! the canvases are hidden from assistive technology, because the options say all they show.

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use plotters_canvas::CanvasBackend;

use crate::atlas::Atlas;
use crate::challenge::ChallengeIx;
use crate::picture::Picture;
use crate::ui::dom::{self, TextMeter};
use crate::ui::each::Each;
use crate::viz::geometry::Size;
use crate::viz::hit::{HitIndex, Step, step};
use crate::viz::paint::{Painted, Pen};
use crate::viz::palette::Palette;
use crate::viz::scene::Scene;

/// The picture, drawn and reachable.
#[component]
pub fn Chart(
    /// The data set.
    atlas: Arc<Atlas>,
    /// What to draw.
    #[prop(into)]
    picture: Signal<Picture>,
    /// The challenge that the address puts in focus.
    #[prop(into)]
    focus: Signal<Option<ChallengeIx>>,
    /// What the picture is called: its takeaway.
    #[prop(into)]
    name: Signal<String>,
    /// Called with the challenge that was clicked, or chosen with Enter.
    #[prop(into)]
    on_open: Callback<ChallengeIx>,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let width = dom::use_width(frame);
    let meter = StoredValue::new_local(TextMeter::default());
    let scene = {
        let atlas = atlas.clone();
        Memo::new(move |_| {
            let width = width.get();
            if width == 0.0 {
                return Scene::default();
            }
            let measure = |text: &str, size: f64, bold: bool| {
                let mut measured = 0.0;
                meter.update_value(|meter| measured = meter.width(text, size, bold));
                measured
            };
            picture.read().scene(&atlas, width, &measure)
        })
    };
    let index = Memo::new_with_compare(move |_| Arc::new(HitIndex::new(&scene.read())), |_, _| true);

    // The focused mark stays while the picture still has it; the pointer's is told apart.
    let active = RwSignal::new(None::<u32>);
    let hovered = RwSignal::new(None::<u32>);
    let has_keys = RwSignal::new(false);
    let dismissed = RwSignal::new(false);
    let asked = move || focus.get().map(|challenge| challenge.get() as u32);
    let current = Memo::new(move |_| {
        let shown = |id: &u32| picture.read().challenge_of(*id).is_some();
        active.get().filter(shown).or_else(|| asked().filter(shown))
    });
    let pointed = Memo::new(move |_| {
        let by_key = current.get().filter(|_| has_keys.get() || active.get().is_none());
        hovered.get().filter(|id| scene.read().mark(*id).is_some()).or(by_key)
    });

    let open = move |id: u32| {
        if let Some(challenge) = picture.read_untracked().challenge_of(id) {
            on_open.run(challenge);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
        let to = match event.key().as_str() {
            _ if !plain => return,
            "ArrowRight" => Step::Next,
            "ArrowLeft" => Step::Previous,
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "Home" => Step::First,
            "End" => Step::Last,
            "PageUp" => Step::BackTen,
            "PageDown" => Step::OnTen,
            "Enter" | " " => {
                event.prevent_default();
                return current.get_untracked().into_iter().for_each(open);
            }
            "Escape" => {
                hovered.set(None);
                return dismissed.set(true);
            }
            _ => return,
        };
        event.prevent_default();
        dismissed.set(false);
        hovered.set(None);
        active.set(step(&scene.read_untracked(), current.get_untracked(), to));
    };
    let on_focus = move |_| {
        has_keys.set(true);
        dismissed.set(false);
        if current.get_untracked().is_none() {
            active.set(step(&scene.read_untracked(), None, Step::First));
        }
    };
    let hit = move |event: &web_sys::MouseEvent| {
        let element = frame.get_untracked()?;
        let place = dom::place_in(&element, event);
        index.read_untracked().at(&scene.read_untracked(), place)
    };
    let on_move = move |event: ev::PointerEvent| {
        let found = hit(&event);
        if found != hovered.get_untracked() {
            dismissed.set(false);
            hovered.set(found);
        }
    };
    let on_click = move |event: ev::MouseEvent| {
        let Some(found) = hit(&event) else { return hovered.set(None) };
        // A finger has no hover: its first tap shows what a second one opens.
        let by_touch =
            event.dyn_ref::<web_sys::PointerEvent>().is_some_and(|event| event.pointer_type() == "touch");
        let first_tap = by_touch && active.get_untracked() != Some(found);
        active.set(Some(found));
        if first_tap { hovered.set(Some(found)) } else { open(found) }
    };

    let (base, above) = (NodeRef::<html::Canvas>::new(), NodeRef::<html::Canvas>::new());
    let ratio = dom::use_device_pixel_ratio();
    let dark = dom::use_media("(prefers-color-scheme: dark)");
    let pen = move || Pen {
        scale: ratio.get(),
        font_scale: 1.0,
        palette: if dark.get() { Palette::Dark } else { Palette::Light },
    };
    paint_layer(
        base,
        move || (scene.read().size, pen(), scene.get()),
        |scene, pen, backend| pen.scene(scene, backend),
    );
    // Moves of the pointer repaint this layer only.
    let marked = move || {
        let scene = scene.read();
        let mark = pointed.get().and_then(|id| scene.mark(id)).map(|(_, mark)| mark.clone());
        (scene.size, pen(), mark)
    };
    paint_layer(above, marked, |mark, pen, backend| {
        mark.as_ref().map_or(Ok(()), |mark| pen.focus(mark, backend))
    });

    let css_size = move || scene.read().size;
    let option_id = |id: u32| format!("mark-{id}");
    let spoken = atlas.clone();
    let options = move || {
        let picture = picture.read();
        let option = |(at, row): (usize, &crate::picture::Row)| {
            let id = row.challenge.get() as u32;
            let selected = move || (current.get() == Some(id)).to_string();
            view! { <div role="option" id=option_id(id) aria-selected=selected>{picture.spoken(&spoken, at)}</div> }
        };
        picture.rows.iter().enumerate().map(option).each()
    };
    view! {
        <div
            class="chart"
            node_ref=frame
            style:height=move || px(css_size().height)
            on:pointermove=on_move
            on:pointerleave=move |_| hovered.set(None)
            on:click=on_click
        >
            <canvas node_ref=base aria-hidden="true" style:width=move || px(css_size().width) style:height=move || px(css_size().height)></canvas>
            <canvas node_ref=above aria-hidden="true" style:width=move || px(css_size().width) style:height=move || px(css_size().height)></canvas>
            <div
                class="chart-keys"
                role="listbox"
                tabindex="0"
                aria-label=name
                aria-describedby="chart-help"
                aria-activedescendant=move || current.get().map(option_id)
                on:keydown=on_key
                on:focus=on_focus
                on:blur=move |_| has_keys.set(false)
            >
                <div class="sr-only">{options}</div>
            </div>
            <Tooltip atlas=atlas picture=picture scene=scene mark=Signal::derive(move || pointed.get().filter(|_| !dismissed.get())) />
        </div>
        <p id="chart-help" class="chart-help">
            "Arrow keys move from challenge to challenge, Home and End go to the first and the last, Enter opens the page, Escape hides the note."
        </p>
    }
}

fn px(length: f64) -> String {
    format!("{length}px")
}

/// Repaints a canvas in the next frame after what it shows has changed: once for many changes.
fn paint_layer<T: 'static>(
    node: NodeRef<html::Canvas>,
    source: impl Fn() -> (Size, Pen, T) + 'static,
    paint: impl Fn(&T, &Pen, &mut CanvasBackend) -> Painted<CanvasBackend> + Copy + 'static,
) {
    Effect::new(move |pending: Option<Option<AnimationFrameRequestHandle>>| {
        if let Some(frame) = pending.flatten() {
            frame.cancel();
        }
        let (size, pen, what) = source();
        let canvas = node.get()?;
        let draw = move || {
            let (width, height) =
                ((size.width * pen.scale).round() as u32, (size.height * pen.scale).round() as u32);
            if (canvas.width(), canvas.height()) != (width, height) {
                canvas.set_width(width);
                canvas.set_height(height);
            } else if let Some(context) = dom::context_2d(&canvas) {
                context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
            }
            let painted =
                CanvasBackend::with_canvas_object(canvas).map(|mut backend| paint(&what, &pen, &mut backend));
            if let Some(Err(error)) = painted {
                dom::log_details(&format!("the picture could not be drawn: {error}"));
            }
        };
        request_animation_frame_with_handle(draw).ok()
    });
}

/// What is known of the mark pointed at. Assistive technology hears the same from the options.
#[component]
fn Tooltip(
    atlas: Arc<Atlas>,
    #[prop(into)] picture: Signal<Picture>,
    #[prop(into)] scene: Signal<Scene>,
    #[prop(into)] mark: Signal<Option<u32>>,
) -> impl IntoView {
    move || {
        let (scene, picture) = (scene.read(), picture.read());
        let (_, mark) = scene.mark(mark.get()?)?;
        let challenge = picture.challenge_of(mark.id)?;
        let row = picture.rows.iter().find(|row| row.challenge == challenge)?;
        let right_half = mark.center.x > scene.size.width / 2.0;
        let low = mark.center.y > scene.size.height * 0.7 && scene.size.height > 260.0;
        let (x, y, gap) = (mark.center.x, mark.center.y, mark.radius + 12.0);
        Some(view! {
            <div
                class="tooltip"
                aria-hidden="true"
                style:left=(!right_half).then(|| px((x - 24.0).max(0.0)))
                style:right=right_half.then(|| px((scene.size.width - x - 24.0).max(0.0)))
                style:top=(!low).then(|| px(y + gap))
                style:bottom=low.then(|| px(scene.size.height - y + gap))
            >
                <strong>{atlas.challenge(challenge).name.clone()}</strong>
                <span class="tooltip-values">{crate::text::capitalised(&picture.values(&atlas, row))}</span>
                <span class="tooltip-source">{picture.provenance(&atlas, row)}</span>
            </div>
        })
    }
}
