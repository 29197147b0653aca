//! Notes over the chart: the tooltip of the mark pointed at, and the list of marks that overlap.

use std::sync::Arc;

use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::messages::{common, controls};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use slim_std::format::css_px;
use viz::frame::USUAL_TEXT;
use viz::geometry::Point;
use viz::item::MarkId;
use viz::scene::{Mark, Scene};

use super::marks::ChartCallbacks;
use super::selection::{Entry, NoteRoom, Selection};
use crate::collect_any::CollectAny;
use crate::dom;
use crate::erased::{erased, erased_handler};

/// The parameters of the notes over a chart.
#[derive(Clone)]
pub struct NotesView {
    /// Data set.
    pub dataset: Arc<Dataset>,
    /// Rows of the chart.
    pub model: Memo<ChartModel>,
    /// Scene drawn.
    pub scene: Memo<Scene>,
    /// Mark whose tooltip is shown.
    pub noted: Memo<Option<MarkId>>,
    /// Overlapping marks to choose from; without any, there is no list.
    pub crowd: RwSignal<Vec<MarkId>>,
    /// Selection, whose hovered mark an entry of the list sets.
    pub selection: Selection,
    /// Actions of the buttons.
    pub callbacks: ChartCallbacks,
}

/// Returns the notes: the tooltip or the list of overlapping marks.
pub fn notes_view(view: NotesView) -> AnyView {
    let overlaps = view.clone();
    view! {
        {erased(move || tooltip(&view))}
        {erased(move || overlap_list(&overlaps))}
    }
    .into_any()
}

/// Returns the tooltip of the mark pointed at, with buttons that open and pin its challenge. The texts are hidden from
/// assistive technology, which reads the listbox's options. The buttons are no tab stops and take no focus: the chart
/// is one tab stop, and in it Enter opens a mark.
fn tooltip(view: &NotesView) -> Option<AnyView> {
    let NotesView { dataset, callbacks, .. } = view;
    let (scene, model, callbacks) = (view.scene.read(), view.model.read(), *callbacks);
    let (_, mark) = scene.mark(view.noted.get()?)?;
    let Selection { hovered, entry, .. } = view.selection;
    let is_hovered = hovered.get() == Some(mark.id);
    let (place, room) = match is_hovered.then(|| entry.get()) {
        Some(entry) => (anchor(mark, entry), entry.room),
        None => (mark.clone(), NoteRoom::ENDLESS),
    };
    let row = model.row_of(mark.id)?;
    let name = &dataset.challenge(row.challenge).name;
    let challenge = row.challenge;
    let is_pinned = model.pins.contains(&challenge);
    let pin_text = if is_pinned { controls::pinned() } else { controls::pin() };
    let keep_focus = erased_handler(|event: MouseEvent| event.prevent_default());
    Some(
        view! {
            <div class="tooltip" style:inset=inset(&place, &scene, room) on:mousedown=keep_focus>
                <strong aria-hidden="true" lang=name.lang()>{name.to_string()}</strong>
                <span class="tooltip-values" aria-hidden="true">{common::capitalised(&model.values(dataset, row))}</span>
                <span class="tooltip-source" aria-hidden="true">{model.provenance(dataset, row)}</span>
                <div class="tooltip-actions">
                    <button type="button" tabindex="-1" aria-label=controls::open_page(name) on:click=erased_handler(move |_: MouseEvent| callbacks.open.run(challenge))>{controls::open()}</button>
                    <button type="button" tabindex="-1" aria-pressed=is_pinned.to_string() aria-label=controls::pin_name(is_pinned, name) on:click=erased_handler(move |_: MouseEvent| callbacks.pin.run(challenge))>{pin_text}</button>
                </div>
            </div>
        }
        .into_any(),
    )
}

/// Returns the list of overlapping marks to choose from.
fn overlap_list(view: &NotesView) -> Option<AnyView> {
    let NotesView { dataset, callbacks, crowd, selection, .. } = view;
    let (scene, model) = (view.scene.read(), view.model.read());
    let (open, crowd, hovered) = (callbacks.open, *crowd, selection.hovered);
    let first = *crowd.read().first()?;
    let (_, mark) = scene.mark(first)?;
    let entry = |id: &MarkId| {
        let row = model.row_of(*id)?;
        let challenge = row.challenge;
        let name = &dataset.challenge(challenge).name;
        let values = model.values(dataset, row);
        let id = *id;
        // A tap shows the note of the mark, which has a button that opens it.
        let choose = erased_handler(move |event: MouseEvent| {
            if !dom::is_touch(&event) {
                return open.run(challenge);
            }
            crowd.set(Vec::new());
            hovered.set(Some(id));
        });
        Some(view! {
            <li><button type="button" on:click=choose><span lang=name.lang()>{name.to_string()}</span> <span>{values}</span></button></li>
        })
    };
    let entries = crowd.read().iter().filter_map(entry).collect_any();
    Some(view! {
        <div class="tooltip overlap-list" role="group" aria-label=controls::at_this_point() style:inset=inset(mark, &scene, selection.entry.read_untracked().room)>
            <ul>{entries}</ul>
        </div>
    }.into_any())
}

/// Returns a mark as its note is placed: one with a row at the pointer, which may be far from it, others as they are.
pub fn anchor(mark: &Mark, entry: Entry) -> Mark {
    let center = if mark.zone.is_some() { Point::new(entry.x, mark.center.y) } else { mark.center };
    Mark { center, ..mark.clone() }
}

/// Horizontal distance from a mark's center to the near edge of its note, CSS px.
const OFFSET_X: f64 = 24.0;
/// Width that every note has at least, CSS px.
const MIN_WIDTH: f64 = 180.0;
/// Height of a note with all its lines, CSS px, with text of the usual size.
const HEIGHT: f64 = 180.0;

/// Returns the height of a note with all its lines in CSS px, in the text size of the page.
pub fn height() -> f64 {
    HEIGHT * dom::text_size() / USUAL_TEXT
}

/// Returns the vertical distance from a mark's center to its note in CSS px: clear of the focus ring, and of the zone
/// in which the mark is pointed at, so that no note comes between a pointer and its mark.
fn offset_y(mark: &Mark, is_above: bool) -> f64 {
    let center = mark.center.y;
    let zone = mark.zone.map(|zone| if is_above { center - zone.top } else { zone.bottom - center });
    (mark.radius * 1.7 + 6.0).max(zone.unwrap_or(0.0))
}

/// Returns whether the note is above its mark: where there is no room below in the chart, or less than above in the
/// window.
fn is_above(mark: &Mark, scene: &Scene, room: NoteRoom) -> bool {
    let NoteRoom { top, bottom, note_height } = room;
    let y = mark.center.y;
    let is_low = y > scene.size.height * 0.7 && scene.size.height > 260.0;
    let (above, below) = (y - top - offset_y(mark, true), bottom - y - offset_y(mark, false));
    if is_low { above >= note_height.min(below) } else { below < note_height.min(above) }
}

/// Returns whether the pointer, where it is now in a row, would come to its note above or below it.
pub fn is_beside(entry: Entry, scene: &Scene, at: Point) -> bool {
    let along = if is_leftward(entry.x, scene) { entry.x - at.x } else { at.x - entry.x };
    (-OFFSET_X..=MIN_WIDTH - OFFSET_X).contains(&along)
}

/// Returns whether a note extends to the left, towards the middle of the chart.
fn is_leftward(x: f64, scene: &Scene) -> bool {
    x > scene.size.width / 2.0
}

/// Returns whether a position is between a mark and its note. A pointer that moves to the note must not close it.
pub fn is_between(mark: &Mark, scene: &Scene, entry: Entry, at: Point) -> bool {
    let is_above = is_above(mark, scene, entry.room);
    let distance = if is_above { mark.center.y - at.y } else { at.y - mark.center.y };
    // 2 px more, because browsers round the position of the note.
    (0.0..=offset_y(mark, is_above) + 2.0).contains(&distance) && (at.x - mark.center.x).abs() <= OFFSET_X
}

/// Returns the CSS `inset` of a note beside its mark, towards the middle of the chart so that it stays on the page.
///
/// It is set as a property, because the site's content security policy forbids `style` attributes.
pub fn inset(mark: &Mark, scene: &Scene, room: NoteRoom) -> String {
    let is_above = is_above(mark, scene, room);
    let (x, y, offset_y) = (mark.center.x, mark.center.y, offset_y(mark, is_above));
    let auto = || "auto".to_owned();
    let (left, right) = if is_leftward(x, scene) {
        (auto(), css_px((scene.size.width - x - OFFSET_X).max(0.0)))
    } else {
        (css_px((x - OFFSET_X).max(0.0)), auto())
    };
    let (top, bottom) = if is_above {
        (auto(), css_px(scene.size.height - y + offset_y))
    } else {
        (css_px(y + offset_y), auto())
    };
    format!("{top} {right} {bottom} {left}")
}
