//! The picture of yours beside the survey's, in which own marks are dragged, and moved by keys.
//!
//! As at `/explore` the canvases are hidden from assistive technology, and a listbox over them
//! carries everything: one stop of the Tab key, whatever is drawn.

mod keys;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::desk::Desk;
use super::lens::axes_of;
use crate::challenge::{ChallengeIx, MeasureKind, Text};
use crate::digits::css_px;
use crate::discuss::scene::{Look, grabbed, value_at};
use crate::discuss::{Compared, Share};
use crate::picture::mark_of;
use crate::text::{self, discuss::page as words};
use crate::ui::components::chart::renderer::CanvasRenderer;
use crate::ui::components::chart::tooltip;
use crate::ui::dom;
use crate::ui::each::Each;
use crate::ui::live::{derived, follow, heard, live};
use crate::viz::geometry::Point;
use crate::viz::paint::Painter;
use crate::viz::palette::Palette;
use crate::viz::scene::Scene;

/// An own mark that a pointer or the keys have taken hold of.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Hold {
    mark: u32,
    /// Its values when it was taken, for who thinks better of it.
    before: [Option<Share>; 2],
    /// From its middle to the pointer, so that it does not jump there; none by keys.
    by: Option<Point>,
}

/// What is drawn and who has it in hand. Copies are the same.
#[derive(Clone, Copy)]
struct Hands {
    desk: Desk,
    look: RwSignal<Look>,
    scene: Memo<Scene>,
    hold: RwSignal<Option<Hold>>,
    /// The rows of the picture when a mark was taken: until it is let go none changes its place.
    order: StoredValue<Vec<ChallengeIx>>,
    /// The mark that the keys stand on.
    active: RwSignal<Option<u32>>,
    hovered: RwSignal<Option<u32>>,
}

impl Hands {
    fn challenge(self, mark: u32) -> Option<ChallengeIx> {
        let beside = self.desk.beside.read_untracked();
        beside.rows.iter().map(|row| row.challenge).find(|challenge| mark_of(*challenge) == mark)
    }

    fn values(self, mark: u32) -> [Option<Share>; 2] {
        let board = self.desk.board.read_untracked();
        let id = self.challenge(mark).map(|ix| self.desk.atlas().challenge(ix).id.clone());
        let at = id.and_then(|id| board.find(id.as_str()));
        at.map_or([None; 2], |at| board.picks()[at].values)
    }

    /// Gives a mark values, where they differ from those it has.
    fn set(self, mark: u32, values: [Option<Share>; 2]) {
        let Some(challenge) = self.challenge(mark) else { return };
        let id = self.desk.atlas().challenge(challenge).id.clone();
        for (axis, (now, then)) in self.values(mark).into_iter().zip(values).enumerate() {
            if now != then {
                self.desk.place(&id, axis, then);
            }
        }
    }

    fn take(self, mark: u32, by: Option<Point>) {
        if let Look::Rows(axis) = self.look.get_untracked() {
            let beside = self.desk.beside.read_untracked();
            self.order.set_value(beside.by_gap(axis).into_iter().map(|row| row.challenge).collect());
        }
        self.active.set(Some(mark));
        self.hold.set(Some(Hold { mark, before: self.values(mark), by }));
    }

    /// Lets go, and with `back` undoes what was moved. Gives the mark.
    fn let_go(self, back: bool) -> Option<u32> {
        let hold = self.hold.get_untracked()?;
        self.hold.set(None);
        if back {
            self.set(hold.mark, hold.before);
        }
        Some(hold.mark)
    }

    /// Moves the mark in hand to a pointer.
    fn drag(self, pointer: Point) {
        let Some(Hold { mark, by: Some(by), .. }) = self.hold.get_untracked() else { return };
        let place = Point::new(pointer.x - by.x, pointer.y - by.y);
        let [across, up] = value_at(&self.scene.read_untracked(), place);
        let mut values = self.values(mark);
        match self.look.get_untracked() {
            Look::Plane => values = [Some(across), Some(up)],
            Look::Rows(axis) | Look::Kept(axis) => values[axis.min(1)] = Some(across),
        }
        self.set(mark, values);
    }
}

/// The views, the picture, and how to use it.
pub fn picture(desk: Desk, look: RwSignal<Look>) -> AnyView {
    let atlas = desk.atlas();
    let frame = NodeRef::<html::Div>::new();
    let width = dom::use_width(frame);
    let measure = dom::text_measure();
    let hold = RwSignal::new(None::<Hold>);
    let is_held = derived(move || hold.get().is_some());
    let order = StoredValue::new(Vec::new());
    let scene = derived(move || {
        let width = width.get();
        if width == 0.0 {
            return Scene::default();
        }
        let beside = desk.beside.read();
        match look.get() {
            Look::Rows(axis) if is_held.get() => {
                let kept = order.with_value(|order| beside.in_order(order));
                kept.scene(&atlas, Look::Kept(axis), width, &measure)
            }
            look => beside.scene(&atlas, look, width, &measure),
        }
    });
    let hands =
        Hands { desk, look, scene, hold, order, active: RwSignal::new(None), hovered: RwSignal::new(None) };
    let Hands { active, hovered, .. } = hands;
    let has_keys = RwSignal::new(false);
    let pointed = derived(move || {
        let held = hold.get().map(|hold| hold.mark);
        let by_key = active.get().filter(|_| has_keys.get());
        held.or(hovered.get()).or(by_key).filter(|id| scene.read().mark(*id).is_some())
    });
    let place =
        move |event: &web_sys::MouseEvent| frame.get_untracked().map(|frame| dom::place_in(&frame, event));
    let on_down = move |event: ev::PointerEvent| {
        let Some(at) = place(&event).filter(|_| event.button() == 0) else { return };
        let scene = scene.read_untracked();
        let Some((_, mark)) = grabbed(&scene, at).and_then(|id| scene.mark(id)) else { return };
        let by = Point::new(at.x - mark.center.x, at.y - mark.center.y);
        let mark = mark.id;
        drop(scene);
        hands.take(mark, Some(by));
        if let Some(frame) = frame.get_untracked() {
            frame.set_pointer_capture(event.pointer_id()).ok();
        }
    };
    let on_move = move |event: ev::PointerEvent| {
        let Some(at) = place(&event) else { return };
        if hold.get_untracked().is_some() {
            return hands.drag(at);
        }
        let found = grabbed(&scene.read_untracked(), at);
        if found != hovered.get_untracked() {
            hovered.set(found);
        }
    };
    let let_go = move |back: bool| {
        if hold.get_untracked().is_some_and(|hold| hold.by.is_some()) {
            hands.let_go(back);
        }
    };

    let canvases = [(); 3].map(|()| NodeRef::<html::Canvas>::new());
    let ratio = dom::use_device_pixel_ratio();
    let dark = dom::use_media("(prefers-color-scheme: dark)");
    let calm = dom::use_media("(prefers-reduced-motion: reduce)");
    let renderer = StoredValue::new_local(CanvasRenderer::default());
    let shown = StoredValue::new(None);
    follow(move || {
        let [Some(base), Some(marks), Some(overlay)] = canvases.map(|canvas| canvas.get()) else { return };
        let palette = if dark.get() { Palette::Dark } else { Palette::Light };
        let painter = Painter::for_canvas(ratio.get(), palette);
        // What a hand moves follows it at once; another look, wave or group is gone over to.
        let face = Some((look.get(), desk.board.read_untracked().lens().clone()));
        let is_moved = shown.with_value(|before| *before == face);
        shown.set_value(face);
        let still = is_moved || calm.get_untracked();
        renderer.with_value(|renderer| renderer.show([base, marks, overlay], painter, scene.get(), still));
    });
    follow(move || {
        let id = pointed.get();
        renderer.with_value(|renderer| renderer.point(id));
    });
    // A drag keeps the focus where it was.
    let escape = window_event_listener(ev::keydown, move |event| {
        if dom::is_of_keyboard(&event) && event.key() == "Escape" {
            let_go(true);
        }
    });
    on_cleanup(move || {
        escape.remove();
        renderer.try_with_value(CanvasRenderer::stop);
    });

    let layer = move |node: NodeRef<html::Canvas>| {
        let width = live(move || css_px(scene.read().size.width));
        let height = live(move || css_px(scene.read().size.height));
        view! { <canvas node_ref=node dir="ltr" aria-hidden="true" style:width=width style:height=height></canvas> }
            .into_any()
    };
    // A finger on a mark moves it; beside one it scrolls the page.
    let grip = move |id: u32| {
        let inset = live(move || {
            let scene = scene.read();
            let center = scene.mark(id).map(|(_, mark)| mark.center).unwrap_or_default();
            format!("{} auto auto {}", css_px(center.y), css_px(center.x))
        });
        view! { <span class="grip" style:inset=inset aria-hidden="true"></span> }
    };
    let marks = derived(move || scene.read().marks.iter().map(|mark| mark.id).collect::<Vec<_>>());
    let is_empty = derived(move || marks.read().is_empty());
    let chart = view! {
        <div
            class="chart plotting"
            class:holding=live(move || hold.get().is_some())
            node_ref=frame
            style:height=live(move || css_px(scene.read().size.height))
            on:pointerdown=heard(on_down)
            on:pointermove=heard(on_move)
            on:pointerup=heard(move |_: ev::PointerEvent| let_go(false))
            on:pointercancel=heard(move |_: ev::PointerEvent| let_go(true))
            on:pointerleave=heard(move |_: ev::PointerEvent| hovered.set(None))
        >
            {canvases.into_iter().map(layer).each()}
            {keys::listbox(hands, has_keys)}
            <For each=move || marks.get() key=|id| *id children=grip />
            {note(hands, pointed)}
        </div>
        <p id="plot-help" class="chart-help">{words::picture_help()}</p>
    };
    view! {
        {looks(desk, look)}
        {live(move || is_empty.get().then(|| {
            let has_half = desk.takeaway(axes_of(Look::Plane)).is_some();
            view! { <p class="nothing">{if has_half { words::half_placed() } else { words::nothing_placed() }}</p> }
        }))}
        {chart}
    }
    .into_any()
}

/// Which picture: both axes, or one of them.
fn looks(desk: Desk, look: RwSignal<Look>) -> AnyView {
    let label = |axis: usize| desk.axis_label(axis);
    let views =
        [(Look::Plane, words::view_both().into()), (Look::Rows(0), label(0)), (Look::Rows(1), label(1))];
    let button = |(own, name): (Look, Text)| {
        view! {
            <button
                type="button"
                lang=name.lang()
                aria-pressed=live(move || (look.get() == own).to_string())
                on:click=heard(move |_: ev::MouseEvent| look.set(own))
            >
                {name.to_string()}
            </button>
        }
    };
    view! {
        <div class="views" role="group" aria-label=words::picture_views()>{views.into_iter().map(button).each()}</div>
    }
    .into_any()
}

/// A mark in words, as the listbox says it.
fn mark_words(desk: Desk, row: &Compared) -> String {
    let atlas = desk.atlas();
    let label = |axis: usize| desk.axis_label(axis);
    let own = |axis: usize| row.own[axis].map_or_else(words::not_placed, text::percent);
    let name = &atlas.challenge(row.challenge).name;
    words::mark(name, &label(0), &own(0), &label(1), &own(1))
}

/// The survey's values of the same.
fn survey_words(desk: Desk, row: &Compared) -> String {
    let atlas = desk.atlas();
    let label = |axis: usize| desk.axis_label(axis);
    let value = |axis: usize| text::value(MeasureKind::Percent, row.survey[axis]);
    let who = text::capitalised(&desk.beside.read().who(&atlas));
    words::mark_survey(&who, &label(0), &value(0), &label(1), &value(1))
}

/// What is known of the mark pointed at.
fn note(hands: Hands, pointed: Memo<Option<u32>>) -> AnyView {
    let Hands { desk, scene, .. } = hands;
    let part = live(move || {
        let scene = scene.read();
        let (_, mark) = scene.mark(pointed.get()?)?;
        let beside = desk.beside.read();
        let row: Compared = beside.rows.iter().find(|row| mark_of(row.challenge) == mark.id)?.clone();
        drop(beside);
        let name = desk.atlas().challenge(row.challenge).name.clone();
        Some(view! {
            <div class="tooltip" aria-hidden="true" style:inset=tooltip::beside(mark, &scene)>
                <strong lang=name.lang() dir="auto">{name.to_string()}</strong>
                <span>{mark_words(desk, &row)}</span>
                <span class="tooltip-source">{survey_words(desk, &row)}</span>
            </div>
        })
    });
    view! { {part} }.into_any()
}
