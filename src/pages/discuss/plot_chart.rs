//! The chart of the board's values beside the survey's. Own marks are moved by pointer and keys.
//!
//! As at `/explore`, the canvases are hidden from assistive technology, which reads a listbox over them: one tab
//! stop for all marks.

mod drag;
mod keys;

use data::challenge::{ChallengeIx, MeasureKind, Text};
use discuss::Compared;
use discuss::messages::page as t;
use discuss::scene::{PlotKind, grabbed};
use explore::chart_model::mark_of;
use explore::messages::common;
use leptos::prelude::*;
use leptos::{ev, html};
use slim_std::format::css_px;
use viz::geometry::Point;
use viz::item::{MarkId, Measure};
use viz::scene::Scene;

use super::board_editor::BoardEditor;
use super::survey_filter::axes_of;
use crate::chart::layers::{CanvasLayers, use_canvas_layers, use_scene};
use crate::chart::renderer::ChartFunctions;
use crate::chart::selection::{NoteRoom, Selection};
use crate::chart::tooltip;
use crate::collect_any::CollectAny;
use crate::dom;
use crate::erased::{erased, erased_handler, erased_memo};
use drag::{Drag, DragController};

/// Returns the choice of charts, the chart and its help text.
pub fn plot_chart(editor: BoardEditor, plot_kind: RwSignal<PlotKind>) -> AnyView {
    let frame = NodeRef::<html::Div>::new();
    let (drag, order) = (RwSignal::new(None::<Drag>), StoredValue::new(Vec::new()));
    let scene = use_own_scene(editor, plot_kind, frame, drag, order);
    let controller = DragController { editor, plot_kind, scene, drag, order, selection: Selection::new() };
    let Selection { active, hovered, has_keys, .. } = controller.selection;
    let pointed = erased_memo(move || {
        let dragged = drag.get().map(|drag| drag.mark);
        let by_key = active.get().filter(|_| has_keys.get());
        dragged.or(hovered.get()).or(by_key).filter(|id| scene.read().mark(*id).is_some())
    });
    // While a mark is moved, the chart follows at once; a change of chart, wave or audience is animated.
    let last = StoredValue::new(None);
    let skips_animation = move || {
        let now = Some((plot_kind.get(), editor.board.read_untracked().filter().clone()));
        let is_same = last.with_value(|before| *before == now);
        last.set_value(now);
        is_same
    };
    let layers = CanvasLayers {
        frame,
        scene,
        pointed,
        skips_animation: Box::new(skips_animation),
        functions: Box::new(|| Some(ChartFunctions::new())),
    };
    let UseDrag { on_down, on_move, on_up, on_cancel, on_leave } = use_drag(controller, frame);
    let marks = erased_memo(move || scene.read().marks.iter().map(|mark| mark.id).collect::<Vec<_>>());
    let is_empty = erased_memo(move || marks.read().is_empty());
    let chart = view! {
        <div
            class="chart editor"
            class:dragging=erased(move || drag.get().is_some())
            node_ref=frame
            style:height=erased(move || css_px(scene.read().size.height))
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=on_cancel
            on:pointerleave=on_leave
        >
            {use_canvas_layers(layers)}
            {erased(move || (!is_empty.get()).then(|| keys::own_listbox(controller)))}
            <For each=move || marks.get() key=|id| *id children=move |id| touch_target(scene, id) />
            {mark_tooltip(controller, pointed)}
        </div>
        <p id="plot-help" class="chart-help">{t::picture_help()}</p>
    };
    view! {
        {plot_kind_buttons(editor, plot_kind)}
        {erased(move || is_empty.get().then(|| {
            let has_half_placed = editor.takeaway(axes_of(PlotKind::Plane)).is_some();
            view! { <p class="nothing">{if has_half_placed { t::half_placed() } else { t::nothing_placed() }}</p> }
        }))}
        {chart}
    }
    .into_any()
}

/// Returns the chart of own marks beside the survey's. While a mark is dragged, rows keep their order.
fn use_own_scene(
    editor: BoardEditor,
    plot_kind: RwSignal<PlotKind>,
    frame: NodeRef<html::Div>,
    drag: RwSignal<Option<Drag>>,
    order: StoredValue<Vec<ChallengeIx>>,
) -> Memo<Scene> {
    let dataset = editor.dataset();
    let is_dragged = erased_memo(move || drag.get().is_some());
    let layout = move |width: f64, measure: Measure<'_>| {
        let comparison = editor.comparison.read();
        match plot_kind.get() {
            PlotKind::Rows(axis) if is_dragged.get() => {
                let ordered = order.with_value(|order| comparison.in_order(order));
                ordered.scene(&dataset, PlotKind::Kept(axis), width, measure)
            }
            plot_kind => comparison.scene(&dataset, plot_kind, width, measure),
        }
    };
    use_scene(frame, Box::new(layout))
}

/// The pointer handlers that drag marks.
struct UseDrag {
    /// Handler of `pointerdown`.
    on_down: Box<dyn FnMut(ev::PointerEvent)>,
    /// Handler of `pointermove`.
    on_move: Box<dyn FnMut(ev::PointerEvent)>,
    /// Handler of `pointerup`.
    on_up: Box<dyn FnMut(ev::PointerEvent)>,
    /// Handler of `pointercancel`.
    on_cancel: Box<dyn FnMut(ev::PointerEvent)>,
    /// Handler of `pointerleave`.
    on_leave: Box<dyn FnMut(ev::PointerEvent)>,
}

/// Returns the handlers, and makes Escape cancel a drag.
fn use_drag(controller: DragController, frame: NodeRef<html::Div>) -> UseDrag {
    let DragController { scene, drag, selection: Selection { hovered, .. }, .. } = controller;
    let position = move |event: &web_sys::MouseEvent| {
        frame.get_untracked().map(|frame| dom::pointer_position(&frame, event))
    };
    let on_down = move |event: ev::PointerEvent| {
        let Some(at) = position(&event).filter(|_| event.button() == 0) else { return };
        let scene = scene.read_untracked();
        let Some((_, mark)) = grabbed(&scene, at).and_then(|id| scene.mark(id)) else { return };
        let offset = Point::new(at.x - mark.center.x, at.y - mark.center.y);
        let mark = mark.id;
        drop(scene);
        controller.begin(mark, Some(offset));
        if let Some(frame) = frame.get_untracked() {
            frame.set_pointer_capture(event.pointer_id()).ok();
        }
    };
    let on_move = move |event: ev::PointerEvent| {
        let Some(at) = position(&event) else { return };
        if drag.get_untracked().is_some() {
            return controller.move_to(at);
        }
        let found = grabbed(&scene.read_untracked(), at);
        if found != hovered.get_untracked() {
            hovered.set(found);
        }
    };
    let end_drag = move |is_canceled: bool| {
        if drag.get_untracked().is_some_and(|drag| !drag.is_by_keys()) {
            controller.end(is_canceled);
        }
    };
    // On the window, because the focus may be anywhere during a drag.
    let on_keydown = window_event_listener(ev::keydown, move |event| {
        if dom::is_keyboard_event(&event) && event.key() == "Escape" {
            end_drag(true);
        }
    });
    on_cleanup(move || on_keydown.remove());
    UseDrag {
        on_down: Box::new(on_down),
        on_move: Box::new(on_move),
        on_up: Box::new(move |_| end_drag(false)),
        on_cancel: Box::new(move |_| end_drag(true)),
        on_leave: Box::new(move |_| hovered.set(None)),
    }
}

/// Returns the touch target of a mark: a touch on it moves the mark; a touch elsewhere scrolls the page.
fn touch_target(scene: Memo<Scene>, id: MarkId) -> AnyView {
    let inset = erased(move || {
        let scene = scene.read();
        let center = scene.mark(id).map(|(_, mark)| mark.center).unwrap_or_default();
        format!("{} auto auto {}", css_px(center.y), css_px(center.x))
    });
    view! { <span class="drag-handle" style:inset=inset aria-hidden="true"></span> }.into_any()
}

/// Returns the buttons that choose the chart: both axes, or one of them.
fn plot_kind_buttons(editor: BoardEditor, plot_kind: RwSignal<PlotKind>) -> AnyView {
    let label = |axis: usize| editor.axis_label(axis);
    let views = [
        (PlotKind::Plane, t::view_both().into()),
        (PlotKind::Rows(0), label(0)),
        (PlotKind::Rows(1), label(1)),
    ];
    let button = |(kind, name): (PlotKind, Text)| {
        view! {
            <button
                type="button"
                lang=name.lang()
                aria-pressed=erased(move || (plot_kind.get() == kind).to_string())
                on:click=erased_handler(move |_: ev::MouseEvent| plot_kind.set(kind))
            >
                {name.to_string()}
            </button>
        }
    };
    view! {
        <div class="views" role="group" aria-label=t::picture_views()>{views.into_iter().map(button).collect_any()}</div>
    }
    .into_any()
}

/// Returns the description of a mark for the listbox: its own values.
fn mark_description(editor: BoardEditor, row: &Compared) -> String {
    let dataset = editor.dataset();
    let label = |axis: usize| editor.axis_label(axis);
    let own = |axis: usize| row.own[axis].map_or_else(t::not_placed, common::percent);
    let name = &dataset.challenge(row.challenge).name;
    t::mark(name, &label(0), &own(0), &label(1), &own(1))
}

/// Returns the survey's values of a mark's challenge in words.
fn survey_description(editor: BoardEditor, row: &Compared) -> String {
    let dataset = editor.dataset();
    let label = |axis: usize| editor.axis_label(axis);
    let value = |axis: usize| common::value(MeasureKind::Percent, row.survey[axis]);
    let who = common::capitalised(&editor.comparison.read().audience_label(&dataset));
    t::mark_survey(&who, &label(0), &value(0), &label(1), &value(1))
}

/// Returns the tooltip of the mark pointed at.
fn mark_tooltip(controller: DragController, pointed: Memo<Option<MarkId>>) -> AnyView {
    let DragController { editor, scene, .. } = controller;
    let content = erased(move || {
        let scene = scene.read();
        let (_, mark) = scene.mark(pointed.get()?)?;
        let comparison = editor.comparison.read();
        let row: Compared = comparison.rows.iter().find(|row| mark_of(row.challenge) == mark.id)?.clone();
        drop(comparison);
        let name = editor.dataset().challenge(row.challenge).name.clone();
        Some(view! {
            <div class="tooltip" aria-hidden="true" style:inset=tooltip::inset(mark, &scene, NoteRoom::ENDLESS)>
                <strong lang=name.lang() dir="auto">{name.to_string()}</strong>
                <span>{mark_description(editor, &row)}</span>
                <span class="tooltip-source">{survey_description(editor, &row)}</span>
            </div>
        })
    });
    view! { {content} }.into_any()
}
