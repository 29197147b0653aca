//! The interactive chart: canvases, and over them a listbox for keyboard and screen reader.
//!
//! The modules are hooks, some of which the discussion page uses too: [`layers`] lays out and paints, [`listbox`]
//! makes the marks accessible, [`pointer`], [`keyboard`] and [`notes`] change a [`selection`].

pub mod canvas;
pub(crate) mod renderer;
pub(crate) mod layers;
pub(crate) mod selection;
pub(crate) mod listbox;
pub(crate) mod tooltip;
mod marks;
mod notes;
pub(crate) mod heads;
mod pointer;
mod keyboard;
mod svg;
mod paper;

use std::sync::Arc;

use data::challenge::{ChallengeIx, ThemeIx};
use data::dataset::Dataset;
use explore::chart_model::{ChartModel, FocusStop, mark_of};
use explore::messages::controls;
use leptos::html;
use leptos::prelude::*;
use slim_std::format::css_px;
use viz::item::{MarkId, Measure};
use viz::scene::Scene;

use crate::deferred::Deferred;
use crate::erased::{erased, erased_memo};
use heads::LaneHeads;
use keyboard::{KeyboardNav, UseKeyboardNav, use_keyboard_nav};
use layers::{CanvasLayers, use_canvas_layers, use_scene};
use listbox::{Listbox, listbox};
pub use marks::ChartCallbacks;
use marks::Marks;
use notes::Notes;
use paper::paper;
use pointer::{Pointer, UsePointer, use_pointer};
use renderer::ChartFunctions;
use selection::Selection;
use tooltip::NotesView;

/// The code of a chart beyond its first picture, which is in a lazy part.
pub trait LazyChart: Copy + Send + Sync + 'static {
    /// Returns the scene of a chart; empty while it can't be drawn.
    fn scene(self, model: &ChartModel, dataset: &Dataset, width: f64, measure: Measure<'_>) -> Scene;

    /// Returns the functions of the canvases, once they are there.
    fn chart_functions(self) -> Option<ChartFunctions>;

    /// Returns the heads of the overview's lanes, once they are there.
    fn lane_heads(self, heads: LaneHeads) -> Option<AnyView>;

    /// Returns the notes over a chart, once they are there.
    fn notes(self, view: NotesView) -> Option<AnyView>;
}

/// The chart at `/explore`.
#[component]
pub fn Chart<V: LazyChart>(
    /// The data set.
    dataset: Arc<Dataset>,
    /// The rows to draw, and how.
    model: Memo<ChartModel>,
    /// The challenge that the address selects.
    focus: Memo<Option<ChallengeIx>>,
    /// The accessible name: the takeaway.
    name: Memo<String>,
    /// Layouts, transitions, heads and notes.
    views: V,
    /// The theme that is highlighted for now.
    lit: RwSignal<Option<ThemeIx>>,
    /// The actions of keys and clicks.
    callbacks: ChartCallbacks,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let scene_dataset = dataset.clone();
    let layout = move |width: f64, measure: Measure<'_>| {
        let model = model.read();
        let scene = views.scene(&model, &scene_dataset, width, measure);
        match lit.get() {
            Some(theme) => scene.highlighted(&|mark| model.theme_of(&scene_dataset, mark) == Some(theme)),
            None => scene,
        }
    };
    let on_paper = paper(Box::new(layout.clone()));
    let scene = use_scene(frame, Box::new(layout));
    let stops_dataset = dataset.clone();
    let stops = erased_memo(move || model.read().focus_stops(&stops_dataset));
    // At once, so that assistive technology finds the option that keys lead to; only their boxes may follow later.
    let options = move || stops.read().iter().map(|stop| (stop.mark, stop.label.clone())).collect();
    let selection = Selection::new();
    let UseMarks { current, pointed } = use_marks(selection, scene, stops, focus);
    let notes = Notes::new(pointed);
    notes.close_from_outside(frame, selection);
    let noted = erased_memo(move || notes.noted());

    let heads = LaneHeads { dataset: dataset.clone(), model, scene, sort: callbacks.sort };
    let marks = Marks { model, stops, callbacks };
    let UseKeyboardNav { on_key, on_focus, on_blur } =
        use_keyboard_nav(KeyboardNav { frame, scene, marks, current, selection, notes });
    let UsePointer { on_move, on_leave, on_click } =
        use_pointer(Pointer { frame, scene, marks, selection, notes });
    let keys = Listbox {
        id: "chart-keys",
        option: "mark",
        help: "chart-help",
        scene: Deferred::new(scene),
        name,
        options: Box::new(options),
        current,
        choose: Callback::new(move |mark| marks.choose(mark)),
        on_key,
        on_focus,
        on_blur,
    };
    view! {
        <div
            class="chart"
            node_ref=frame
            style:height=erased(move || css_px(scene.read().size.height))
            on:pointermove=on_move
            on:pointerleave=on_leave
            on:click=on_click
        >
            {use_canvas_layers(CanvasLayers {
                frame,
                scene,
                pointed,
                skips_animation: Box::new(|| false),
                functions: Box::new(move || views.chart_functions()),
            })}
            {erased(move || views.lane_heads(heads.clone()))}
            {listbox(keys)}
            {on_paper}
            {erased(move || views.notes(NotesView {
                dataset: dataset.clone(),
                model,
                scene,
                noted,
                crowd: notes.crowd,
                selection,
                callbacks,
            }))}
        </div>
        <p id="chart-help" class="chart-help">{controls::chart_help()}</p>
    }
}

/// The marks that a visitor is at.
struct UseMarks {
    /// Mark that the keys are at.
    current: Memo<Option<MarkId>>,
    /// Mark that is drawn as focused: the pointer's, or else that of the keys.
    pointed: Memo<Option<MarkId>>,
}

/// Returns the selected marks that the chart has. Before any selection, that is the mark of `focus`.
fn use_marks(
    selection: Selection,
    scene: Memo<Scene>,
    stops: Memo<Vec<FocusStop>>,
    focus: Memo<Option<ChallengeIx>>,
) -> UseMarks {
    let Selection { active, hovered, has_keys, .. } = selection;
    let is_stop = move |id: &MarkId| stops.read().iter().any(|stop| stop.mark == *id);
    let current = erased_memo(move || {
        active.get().filter(is_stop).or_else(|| focus.get().map(mark_of).filter(is_stop))
    });
    let pointed = erased_memo(move || {
        let by_key = current.get().filter(|_| has_keys.get() || active.get().is_none());
        hovered.get().filter(|id| scene.read().mark(*id).is_some()).or(by_key)
    });
    UseMarks { current, pointed }
}
