//! Hooks that watch sizes and media queries.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::erased::{erased_effect, erased_effect_at_once};

/// Returns the width of an element in CSS px, 0 until it is known.
pub fn use_width(node: NodeRef<html::Div>) -> Signal<f64> {
    let width = RwSignal::new(0.0);
    erased_effect(move || {
        let Some(element) = node.get() else { return };
        let measured = element.clone();
        // In the next frame: what follows from a width, such as the height of the element, would change sizes while
        // they are being reported, which browsers log as an error.
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            let now = f64::from(measured.client_width());
            if width.try_get_untracked().is_some_and(|before| before != now) {
                request_animation_frame(move || _ = width.try_set(now));
            }
        });
        width.set(f64::from(element.client_width()));
        let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let observing = SendWrapper::new((observer, on_resize));
        on_cleanup(move || observing.0.disconnect());
    });
    width.into()
}

/// Returns the part of an element that is on the screen or within a screen of it, as its top in the element and its
/// height, in CSS px. It moves in steps of a screen.
pub fn use_near_screen(node: NodeRef<html::Div>) -> Signal<(f64, f64)> {
    let near = RwSignal::new((0.0, 0.0));
    erased_effect(move || {
        let Some(element) = node.get() else { return };
        let measure = move || {
            let screen =
                window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0).max(1.0);
            let above = -element.get_bounding_client_rect().top();
            let now = (((above / screen).floor() - 1.0) * screen, 3.0 * screen);
            if near.try_get_untracked().is_some_and(|before| before != now) {
                near.set(now);
            }
        };
        measure();
        let on_scroll = window_event_listener(leptos::ev::scroll, {
            let measure = measure.clone();
            move |_| measure()
        });
        let on_resize = window_event_listener(leptos::ev::resize, move |_| measure());
        on_cleanup(move || {
            on_scroll.remove();
            on_resize.remove();
        });
    });
    near.into()
}

/// Returns whether a media query matches.
pub fn use_media(query: &'static str) -> Signal<bool> {
    let matches = RwSignal::new(false);
    erased_effect_at_once(move || {
        let now = watch_media(query, move |now| _ = matches.try_set(now));
        matches.set(now);
    });
    matches.into()
}

/// Returns the number of device px per CSS px: 1 to 3 on most screens. It changes by zoom and by moving to
/// another screen, which dispatches no `resize`.
pub fn use_device_pixel_ratio() -> Signal<f64> {
    let ratio = RwSignal::new(1.0);
    erased_effect(move || {
        let now = window().device_pixel_ratio();
        if ratio.get() != now {
            return ratio.set(now);
        }
        // The query matches one ratio only. When it stops matching, the effect runs again with the next one.
        let Ok(number) = js_sys::Number::from(now).to_string_with_radix(10) else { return };
        let query = format!("(resolution: {}dppx)", String::from(number));
        watch_media(&query, move |_| _ = ratio.try_set(window().device_pixel_ratio()));
    });
    ratio.into()
}

/// Calls `draw` with whether the page is on paper: when printing begins and ends, and again when a signal that `draw`
/// reads changes. `draw` has to be done when it returns, since the browser prints then.
pub fn watch_printing(draw: impl Fn(bool) + 'static) {
    let draw = Rc::new(draw);
    erased_effect(move || {
        let [begin, end, on_change] = [(); 3].map(|()| Rc::clone(&draw));
        let on_begin = window_event_listener_untyped("beforeprint", move |_| untrack(|| begin(true)));
        let on_end = window_event_listener_untyped("afterprint", move |_| untrack(|| end(false)));
        on_cleanup(move || {
            on_begin.remove();
            on_end.remove();
        });
        // A preview changes the medium without these events.
        draw(watch_media("print", move |is_printed| untrack(|| on_change(is_printed))));
    });
}

/// Returns whether a media query matches now, and calls `changed` when that changes, until the effect around
/// it runs again.
fn watch_media(query: &str, changed: impl Fn(bool) + 'static) -> bool {
    let Some(list) = window().match_media(query).ok().flatten() else { return false };
    let now = list.matches();
    let read = list.clone();
    let on_change = Closure::<dyn FnMut()>::new(move || changed(read.matches()));
    list.set_onchange(Some(on_change.as_ref().unchecked_ref()));
    let listening = SendWrapper::new((list, on_change));
    on_cleanup(move || listening.0.set_onchange(None));
    now
}

/// Posts the height of this page (CSS px) to the page that embeds it, now and whenever it changes.
pub fn post_height_to_parent() {
    erased_effect(move || {
        let Some(body) = document().body() else { return };
        let measured = body.clone();
        let post = Closure::<dyn FnMut()>::new(move || {
            let message = js_sys::Object::new();
            let height = f64::from(measured.offset_height());
            for (key, value) in [("challengeMap", "height".into()), ("height", height.into())] {
                js_sys::Reflect::set(&message, &key.into(), &value).ok();
            }
            if let Ok(Some(parent)) = window().parent() {
                // Any page may embed this one, and a height is no secret.
                parent.post_message(&message, "*").ok();
            }
        });
        let Ok(observer) = web_sys::ResizeObserver::new(post.as_ref().unchecked_ref()) else { return };
        observer.observe(&body);
        let observing = SendWrapper::new((observer, post));
        on_cleanup(move || observing.0.disconnect());
    });
}
