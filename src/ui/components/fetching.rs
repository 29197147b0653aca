//! How the fetching of a program stands, for whoever waits for what it shows.

use leptos::ev;
use leptos::prelude::*;

use crate::text::frame as words;
use crate::ui::live::{heard, live};

/// How fetching a program stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetching {
    /// It is on its way.
    UnderWay,
    /// It is there.
    Done,
    /// It did not come.
    Failed,
    /// It is on its way once more.
    Again,
}

/// The same in words, of which there are two, for on its way and not come; with a button that asks `again`.
///
/// The button stays while it is asked for: it has the focus.
pub fn fetching(
    stands: RwSignal<Fetching>,
    [under_way, failed]: [fn() -> String; 2],
    again: impl Fn() + Clone + Send + 'static,
) -> AnyView {
    let told = move || match stands.get() {
        Fetching::UnderWay | Fetching::Again => under_way(),
        Fetching::Done => String::new(),
        Fetching::Failed => failed(),
    };
    let button = move || {
        let again = again.clone();
        let ask = move |_: ev::MouseEvent| {
            stands.set(Fetching::Again);
            again();
        };
        matches!(stands.get(), Fetching::Failed | Fetching::Again).then(
            || view! { <button type="button" class="button" on:click=heard(ask)>{words::try_again()}</button> },
        )
    };
    view! {
        <div>
            <p class="fetching" role="status">{live(told)}</p>
            {live(button)}
        </div>
    }
    .into_any()
}
