//! Locks across the tabs of a site (Web Locks API).

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// `LockManager`, which web-sys counts as unstable.
    type Locks;

    #[wasm_bindgen(method)]
    fn request(this: &Locks, name: &str, options: &js_sys::Object, on_lock: &Function) -> Promise;
}

/// Runs some work while no other tab of the site runs any under the same name. If one does, it waits, or with
/// `or_not` skips the work. Without a secure context there are no locks, and the work runs at once.
pub async fn with_web_lock(name: &str, or_not: bool, work: impl Future<Output = ()> + 'static) {
    // The types promise `locks` even where it is undefined.
    let locks = js_sys::Reflect::get(&window().navigator(), &"locks".into());
    let Some(locks) = locks.ok().filter(|found| !found.is_undefined()) else { return work.await };
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"ifAvailable".into(), &or_not.into()).ok();
    let on_lock = Closure::once(move |lock: JsValue| {
        wasm_bindgen_futures::future_to_promise(async move {
            if !lock.is_null() {
                work.await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    let done = locks.unchecked_into::<Locks>().request(name, &options, on_lock.as_ref().unchecked_ref());
    JsFuture::from(done).await.ok();
}
