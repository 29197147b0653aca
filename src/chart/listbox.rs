//! The listbox over a chart: one tab stop with an option for each mark. Assistive technology reads it in place of
//! the canvases.

use leptos::ev;
use leptos::prelude::*;
use viz::item::MarkId;

use crate::collect_any::CollectAny;
use crate::erased::erased;

/// The parameters of a chart's listbox.
pub struct Listbox {
    /// Id of the element.
    pub id: &'static str,
    /// Prefix of the ids of options.
    pub option: &'static str,
    /// Id of the text that explains the keys.
    pub help: &'static str,
    /// Accessible name: the chart's takeaway.
    pub name: Memo<String>,
    /// Options in the order of the keys: a mark and its full description.
    pub options: Box<dyn Fn() -> Vec<(MarkId, String)> + Send>,
    /// Option that the keys are at.
    pub current: Memo<Option<MarkId>>,
    /// Handler of `keydown`.
    pub on_key: Box<dyn FnMut(ev::KeyboardEvent)>,
    /// Handler of `focus`.
    pub on_focus: Box<dyn FnMut(ev::FocusEvent)>,
    /// Handler of `blur`.
    pub on_blur: Box<dyn FnMut(ev::FocusEvent)>,
}

/// Returns the listbox.
pub fn listbox(parameters: Listbox) -> AnyView {
    let Listbox { id, option, help, name, options, current, on_key, on_focus, on_blur } = parameters;
    let option_id = move |mark: MarkId| format!("{option}-{mark}");
    let entries = erased(move || {
        let entry = |(mark, description)| {
            let selected = erased(move || (current.get() == Some(mark)).to_string());
            view! { <div role="option" id=option_id(mark) aria-selected=selected>{description}</div> }
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
            <div class="sr-only">{entries}</div>
        </div>
    }
    .into_any()
}
