//! Views of lazy parts: their place, words while the part is on its way, and a button where it did not come.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::ev;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use crate::text::frame as words;
use crate::ui::dom;
use crate::ui::lazy::NotLoaded;
use crate::ui::live::{heard, live};

/// A view that a lazy part makes: at once where the part is there already, else words for `[on its way, did not
/// come]` until it is. `arrived` is called once a view that was late stands on the page.
///
/// Not `Suspense`, which takes the button away while it is asked for once more, and the focus with it.
pub fn lazy_view<F>(
    load: impl Fn() -> F + Clone + Send + 'static,
    told: [fn() -> String; 2],
    arrived: fn(),
) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let mut first = Box::pin(load());
    let polled = first.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    if let Poll::Ready(Ok(view)) = polled {
        return view;
    }
    let loaded = RwSignal::new_local(None::<AnyView>);
    let stands = RwSignal::new(if polled.is_ready() { Fetching::Failed } else { Fetching::UnderWay });
    // The view belongs to the owner of its place, as if it had been there at once, and not to that of the button.
    let owner = Owner::current().unwrap_or_default();
    let fetch = move |load: Pin<Box<F>>| {
        let load = owner.with(|| ScopedFuture::new_untracked(load));
        spawn_local(async move {
            let view = load.await;
            let is_waited_for = view.is_ok() && stands.try_get_untracked() == Some(Fetching::Again);
            let place = is_waited_for.then(|| dom::around_focus(".fetching")).flatten();
            stands.try_set(if view.is_ok() { Fetching::Done } else { Fetching::Failed });
            if loaded.try_set(view.ok()).is_none() {
                request_animation_frame(move || {
                    arrived();
                    // Who asked once more, with a button that is gone, goes on with the first of what came.
                    place.inspect(dom::focus_first_in);
                });
            }
        });
    };
    if polled.is_pending() {
        fetch(first);
    }
    let view = move || {
        loaded.track();
        loaded.write_untracked().take()
    };
    view! {
        {fetching(stands, told, move || fetch(Box::pin(load())))}
        {view}
    }
    .into_any()
}

/// State of the fetching of a part.
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

/// Returns that state in words, of which there are two, for on its way and not come; with a button that asks `again`.
///
/// The button stays while it is asked for: it has the focus.
pub fn fetching(
    stands: RwSignal<Fetching>,
    [under_way, failed]: [fn() -> String; 2],
    again: impl Fn() + Clone + Send + 'static,
) -> AnyView {
    let told = move || match stands.get() {
        Fetching::UnderWay | Fetching::Again => under_way(),
        Fetching::Failed => failed(),
        Fetching::Done => String::new(),
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
    let is_done = Memo::new(move |_| stands.get() == Fetching::Done);
    let shown = move || {
        let (told, button) = (told, button.clone());
        (!is_done.get()).then(|| {
            view! {
                <div class="fetching">
                    <p role="status">{live(told)}</p>
                    {live(button)}
                </div>
            }
        })
    };
    live(shown).into_any()
}
