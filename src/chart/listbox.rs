//! The listbox over a chart: one tab stop with an option for each mark. Assistive technology reads it in place of
//! the canvases, and each option lies over its mark: that is where a screen reader draws its frame, and where voice
//! and switch control click.

use leptos::ev;
use leptos::prelude::*;
use slim_std::format::css_px;
use viz::hit::target;
use viz::item::MarkId;
use viz::scene::Scene;

use crate::collect_any::CollectAny;
use crate::deferred::Deferred;
use crate::erased::{erased, erased_handler};

/// The parameters of a chart's listbox.
pub struct Listbox {
    /// Id of the element.
    pub id: &'static str,
    /// Prefix of the ids of options.
    pub option: &'static str,
    /// Id of the text that explains the keys.
    pub help: &'static str,
    /// Scene with the marks.
    pub scene: Deferred<Scene>,
    /// Accessible name: the chart's takeaway.
    pub name: Memo<String>,
    /// Options in the order of the keys: a mark and its full description.
    pub options: Box<dyn Fn() -> Vec<(MarkId, String)> + Send>,
    /// Option that the keys are at.
    pub current: Memo<Option<MarkId>>,
    /// Chooses a mark that assistive technology activates. A pointer goes through the options to the chart, which knows
    /// what is at a point.
    pub choose: Callback<MarkId>,
    /// Handler of `keydown`.
    pub on_key: Box<dyn FnMut(ev::KeyboardEvent)>,
    /// Handler of `focus`.
    pub on_focus: Box<dyn FnMut(ev::FocusEvent)>,
    /// Handler of `blur`.
    pub on_blur: Box<dyn FnMut(ev::FocusEvent)>,
}

/// Returns the listbox.
pub fn listbox(parameters: Listbox) -> AnyView {
    let Listbox { id, option, help, scene, name, options, current, choose, on_key, on_focus, on_blur } =
        parameters;
    let option_id = move |mark: MarkId| format!("{option}-{mark}");
    let entries = erased(move || {
        let entry = |(mark, description)| {
            let selected = erased(move || (current.get() == Some(mark)).to_string());
            let inset = erased(move || inset(&scene.read(), mark));
            let on_click = erased_handler(move |event: ev::MouseEvent| {
                event.stop_propagation();
                choose.run(mark);
            });
            view! {
                <div role="option" id=option_id(mark) aria-selected=selected style:inset=inset on:click=on_click>
                    {description}
                </div>
            }
        };
        options().into_iter().map(entry).collect_any()
    });
    view! {
        <div
            id=id
            class="chart-keys"
            role="listbox"
            tabindex="0"
            aria-label=erased(move || name.get())
            aria-describedby=help
            aria-activedescendant=erased(move || current.get().map(option_id))
            on:keydown=on_key
            on:focus=on_focus
            on:blur=on_blur
        >
            {entries}
        </div>
    }
    .into_any()
}

/// Returns the CSS `inset` of the option of a mark: the box in which a pointer hits it.
fn inset(scene: &Scene, mark: MarkId) -> String {
    let Some((_, mark)) = scene.mark(mark) else { return String::new() };
    let (target, size) = (target(mark), scene.size);
    let edges = [target.top, size.width - target.right, size.height - target.bottom, target.left];
    edges.map(|edge| css_px(edge.max(0.0))).join(" ")
}
