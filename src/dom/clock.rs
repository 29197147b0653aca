//! Clocks and waiting.

use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Returns milliseconds on a monotonic clock, 0 where there is none.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Returns seconds since 1970.
pub fn now_s() -> u32 {
    (js_sys::Date::now() / 1_000.0) as u32
}

/// Waits for a time; zero lets the browser handle pending events first.
pub async fn sleep(time: Duration) {
    let wait = Promise::new(&mut |resolve, _| {
        set_timeout(move || _ = resolve.call0(&JsValue::UNDEFINED), time);
    });
    JsFuture::from(wait).await.ok();
}
