//! The part of `/explore` beyond its first picture: a lazy part, fetched when a visitor begins to use the page.
//!
//! The page opens with the overview, which is laid out without this part. The other views, the table, transitions,
//! heads of lanes that sort, notes on marks, and what is below a chart with a theme or pinned challenges need it.

use std::sync::{Arc, OnceLock};

use data::dataset::Dataset;
use explore::chart_model::ChartModel;
use explore::controls;
use explore::controls::{ActiveFilter, Found, active_filters};
use explore::messages;
use explore::messages::charts::Waves;
use explore::view_state::{View, ViewState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use viz::item::Measure;
use viz::scene::Scene;

use crate::chart::LazyChart;
use crate::chart::heads::{LaneHeads, lane_heads};
use crate::chart::renderer::ChartFunctions;
use crate::chart::tooltip::{NotesView, notes_view};
use crate::components::controls::{Finding, LazyControls};
use crate::components::{chosen, table};
use crate::deferred::Deferred;
use crate::lazy::{NotLoaded, lazy};
use crate::site::Site;

lazy! {
    in views: fn load_functions() -> ViewFunctions { ViewFunctions::new() }

    in views:
    /// Returns the table of a chart, which follows it.
    pub fn open_table(site: Site, model: Deferred<ChartModel>, change: Callback<ViewState>, is_whole: bool) -> AnyView {
        table::table(site, model, change, is_whole)
    }

    in views:
    /// Looks up a challenge by its name: [`controls::find`].
    fn find(dataset: Arc<Dataset>, state: ViewState, typed: String) -> Found {
        controls::find(&dataset, &state, &typed)
    }
}

/// Functions of the part that have to answer at once. The main program has only pointers to them, so their code, most
/// of the part's 37 KiB of brotli, is no part of a first visit.
#[derive(Clone, Copy, Debug)]
struct ViewFunctions {
    /// [`ChartModel::scene`]
    scene: fn(&ChartModel, &Dataset, f64, Measure<'_>) -> Scene,
    /// [`ChartModel::takeaway_with`]
    takeaway: fn(&ChartModel, &Dataset, Waves) -> String,
    /// [`ChartFunctions::new`]
    chart: ChartFunctions,
    /// [`lane_heads`]
    heads: fn(LaneHeads) -> AnyView,
    /// [`notes_view`]
    notes: fn(NotesView) -> AnyView,
    /// [`chosen::chips`]
    chips: fn(&Site, &ViewState, &[ActiveFilter], Callback<ViewState>) -> Option<AnyView>,
    /// [`chosen::compared`]
    compared: ListOfChosen,
    /// [`chosen::of_theme`]
    of_theme: ListOfChosen,
}

/// Makes a list of challenges; none if it were empty.
type ListOfChosen = fn(&Site, &ChartModel, Callback<ViewState>) -> Option<AnyView>;

impl ViewFunctions {
    const fn new() -> Self {
        Self {
            scene: ChartModel::scene,
            takeaway: ChartModel::takeaway_with,
            chart: ChartFunctions::new(),
            heads: lane_heads,
            notes: notes_view,
            chips: chosen::chips,
            compared: chosen::compared,
            of_theme: chosen::of_theme,
        }
    }
}

static LOADED: OnceLock<ViewFunctions> = OnceLock::new();

/// Returns the functions if the part is loaded; always in a program that is not split.
fn loaded() -> Option<ViewFunctions> {
    if cfg!(all(feature = "split", target_arch = "wasm32")) {
        LOADED.get().copied()
    } else {
        Some(ViewFunctions::new())
    }
}

/// Loads the part, so that [`Views::new`] has it.
pub async fn preload() -> Result<(), NotLoaded> {
    let functions = load_functions().await?;
    LOADED.get_or_init(|| functions);
    Ok(())
}

/// Returns whether the page of a state needs the part at once.
pub fn needs_part(dataset: &Dataset, state: &ViewState) -> bool {
    let has_note = state.focus.is_some();
    let has_chosen = !state.pins.is_empty() || !active_filters(dataset, state).is_empty();
    state.view != View::Overview || has_note || has_chosen
}

/// The part as a page sees it: there, or not yet.
#[derive(Clone, Copy, Debug)]
pub struct Views(RwSignal<Option<ViewFunctions>>);

impl Views {
    /// Returns the part, not yet there unless it was loaded before.
    pub fn new() -> Self {
        Self(RwSignal::new(loaded()))
    }

    /// Loads the part.
    ///
    /// # Errors
    /// [`NotLoaded`]; the next call tries again.
    pub async fn load(self) -> Result<(), NotLoaded> {
        preload().await?;
        self.0.try_set(loaded());
        Ok(())
    }

    /// Begins to load the part, unless it is there. An error is shown once a view needs it.
    pub fn prefetch(self) {
        if self.0.read_untracked().is_none() {
            spawn_local(async move { _ = self.load().await });
        }
    }

    /// Returns whether a chart of the view can be drawn now.
    pub fn can_draw(self, view: View) -> bool {
        view == View::Overview || self.0.read().is_some()
    }

    /// Returns the takeaway of a chart, as [`ChartModel::takeaway_with`] does; the question of the view while it can't
    /// be drawn.
    pub fn takeaway(self, model: &ChartModel, dataset: &Dataset, waves: Waves) -> String {
        match self.0.get() {
            _ if model.state().view == View::Overview => model.overview_takeaway(dataset, waves),
            Some(functions) => (functions.takeaway)(model, dataset, waves),
            None => messages::controls::view_question(model.state().view),
        }
    }

    /// Returns the pinned challenges with their values, if there are any; none yet without the part.
    pub fn compared(self, site: &Site, model: &ChartModel, change: Callback<ViewState>) -> Option<AnyView> {
        (self.0.get()?.compared)(site, model, change)
    }

    /// Returns the challenges of the chosen theme, if there is one; none yet without the part.
    pub fn of_theme(self, site: &Site, model: &ChartModel, change: Callback<ViewState>) -> Option<AnyView> {
        (self.0.get()?.of_theme)(site, model, change)
    }
}

impl LazyChart for Views {
    fn scene(self, model: &ChartModel, dataset: &Dataset, width: f64, measure: Measure<'_>) -> Scene {
        match self.0.get() {
            _ if model.state().view == View::Overview => model.overview_scene(dataset, width, measure),
            Some(functions) => (functions.scene)(model, dataset, width, measure),
            None => Scene::default(),
        }
    }

    fn chart_functions(self) -> Option<ChartFunctions> {
        self.0.get_untracked().map(|functions| functions.chart)
    }

    fn lane_heads(self, heads: LaneHeads) -> Option<AnyView> {
        self.0.get().map(|functions| (functions.heads)(heads))
    }

    fn notes(self, view: NotesView) -> Option<AnyView> {
        self.0.get().map(|functions| (functions.notes)(view))
    }
}

impl LazyControls for Views {
    fn chips(
        self,
        site: &Site,
        state: &ViewState,
        filters: &[ActiveFilter],
        change: Callback<ViewState>,
    ) -> Option<AnyView> {
        (self.0.get()?.chips)(site, state, filters, change)
    }

    fn find(self, dataset: Arc<Dataset>, state: ViewState, typed: String) -> Finding {
        Box::pin(async move { find(dataset, state, typed).await.ok() })
    }
}
