//! Views of lazy parts: a status text while the part is loading, and a retry button if it failed.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use leptos::ev;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use crate::dom;
use crate::erased::{erased, erased_handler, erased_memo};
use crate::lazy::NotLoaded;
use crate::messages::frame as t;

/// The view of a part once it is loaded.
type LoadedView = Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>>>>;

/// Returns the view that a lazy part makes: at once if the part is loaded already, else the messages for `[loading,
/// failed]` until it is. `on_late` is called when a view that was not there at once has been rendered.
///
/// This is not `Suspense`, which removes the button during a retry, and with it the focus.
pub fn lazy_view<F>(
    load: impl Fn() -> F + Send + Sync + 'static,
    messages: [fn() -> String; 2],
    on_late: fn(),
) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    // Only this outer function is compiled for each part.
    erased_lazy_view(Arc::new(move || Box::pin(load())), messages, on_late)
}

fn erased_lazy_view(
    load: Arc<dyn Fn() -> LoadedView + Send + Sync>,
    messages: [fn() -> String; 2],
    on_late: fn(),
) -> AnyView {
    let mut first = load();
    let polled = first.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    if let Poll::Ready(Ok(view)) = polled {
        return view;
    }
    let loaded = RwSignal::new_local(None::<AnyView>);
    let state = RwSignal::new(if polled.is_ready() { Fetching::Failed } else { Fetching::Loading });
    // The view belongs to the owner of this component, as if it had been there at once, not to the button's.
    let owner = Owner::current().unwrap_or_default();
    let fetch = move |load: LoadedView| {
        let load = owner.with(|| ScopedFuture::new_untracked(load));
        spawn_local(async move {
            let view = load.await;
            let is_retry = view.is_ok() && state.try_get_untracked() == Some(Fetching::Retrying);
            let parent = is_retry.then(|| dom::parent_of_focused(".fetching")).flatten();
            state.try_set(if view.is_ok() { Fetching::Done } else { Fetching::Failed });
            if loaded.try_set(view.ok()).is_none() {
                request_animation_frame(move || {
                    on_late();
                    // The retry button, which had the focus, is gone: the first control of the view takes over.
                    parent.inspect(dom::focus_first_in);
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
        {fetching(state, messages, Arc::new(move || fetch(load())))}
        {view}
    }
    .into_any()
}

/// The state of loading a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetching {
    /// First attempt is running.
    Loading,
    /// Part is loaded.
    Done,
    /// Last attempt failed.
    Failed,
    /// Another attempt is running.
    Retrying,
}

/// Returns the status text of a state, from the messages for loading and failed, and a button that calls `retry`.
pub fn fetching(
    state: RwSignal<Fetching>,
    [loading, failed]: [fn() -> String; 2],
    retry: Arc<dyn Fn() + Send + Sync>,
) -> AnyView {
    let status = move || match state.get() {
        Fetching::Loading | Fetching::Retrying => loading(),
        Fetching::Failed => failed(),
        Fetching::Done => String::new(),
    };
    let retry = move || {
        state.set(Fetching::Retrying);
        retry();
    };
    fetching_view(Arc::new(move || state.get()), Arc::new(status), Arc::new(retry))
}

/// Returns a status text, and a button that calls `retry` after a failure; nothing when all is there.
///
/// The button stays during a retry, because it has the focus.
pub fn fetching_view(
    state: Arc<dyn Fn() -> Fetching + Send + Sync>,
    status: Arc<dyn Fn() -> String + Send + Sync>,
    retry: Arc<dyn Fn() + Send + Sync>,
) -> AnyView {
    let state = erased_memo(move || state());
    let button = move || {
        let retry = Arc::clone(&retry);
        let on_click = move |_: ev::MouseEvent| retry();
        matches!(state.get(), Fetching::Failed | Fetching::Retrying).then(
            || view! { <button type="button" class="button" on:click=erased_handler(on_click)>{t::try_again()}</button> },
        )
    };
    let is_done = erased_memo(move || state.get() == Fetching::Done);
    let view = move || {
        let (status, button) = (Arc::clone(&status), button.clone());
        (!is_done.get()).then(|| {
            view! {
                <div class="fetching">
                    <p role="status">{erased(move || status())}</p>
                    {erased(button)}
                </div>
            }
        })
    };
    erased(view).into_any()
}
