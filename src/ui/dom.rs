//! The odds and ends of the browser: sizes, media queries, text widths, frames.
//!
//! Each hook owns one outside thing, gives signals, and removes its own listeners.

use js_sys::{Function, Promise};
use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlLinkElement};

use crate::digits::css_px;
use crate::ui::live::follow;
pub use crate::viz::canvas::context_2d;
use crate::viz::geometry::Point;
use crate::viz::paint::FONT;

/// The width of an element in CSS px, 0 until it is known.
pub fn use_width(node: NodeRef<html::Div>) -> Signal<f64> {
    let width = RwSignal::new(0.0);
    follow(move || {
        let Some(element) = node.get() else { return };
        let measured = element.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            let now = f64::from(measured.client_width());
            if width.try_get_untracked().is_some_and(|before| before != now) {
                width.set(now);
            }
        });
        width.set(f64::from(element.client_width()));
        let Ok(observer) = web_sys::ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else { return };
        observer.observe(&element);
        let held = SendWrapper::new((observer, on_resize));
        on_cleanup(move || held.0.disconnect());
    });
    width.into()
}

/// Whether a media query matches.
pub fn use_media(query: &'static str) -> Signal<bool> {
    let matches = RwSignal::new(false);
    follow(move || {
        let now = watch_media(query, move |now| _ = matches.try_set(now));
        matches.set(now);
    });
    matches.into()
}

/// Device px a CSS px: 1 to 3 on most screens, changed by zoom and by moving to another screen,
/// which fires no `resize`.
pub fn use_device_pixel_ratio() -> Signal<f64> {
    let ratio = RwSignal::new(1.0);
    follow(move || {
        let now = window().device_pixel_ratio();
        if ratio.get() != now {
            return ratio.set(now);
        }
        // The query holds for one ratio. Once it does not, the ratio is another, and so is the query.
        let Ok(number) = js_sys::Number::from(now).to_string_with_radix(10) else { return };
        let query = format!("(resolution: {}dppx)", String::from(number));
        watch_media(&query, move |_| _ = ratio.try_set(window().device_pixel_ratio()));
    });
    ratio.into()
}

/// Whether a media query matches now; tells when that changes, until the effect around it runs again.
fn watch_media(query: &str, changed: impl Fn(bool) + 'static) -> bool {
    let Some(list) = window().match_media(query).ok().flatten() else { return false };
    let now = list.matches();
    let read = list.clone();
    let on_change = Closure::<dyn FnMut()>::new(move || changed(read.matches()));
    list.set_onchange(Some(on_change.as_ref().unchecked_ref()));
    let held = SendWrapper::new((list, on_change));
    on_cleanup(move || held.0.set_onchange(None));
    now
}

/// Where a pointer is, in CSS px from an element's upper left corner.
pub fn place_in(element: &web_sys::Element, event: &web_sys::MouseEvent) -> Point {
    let rect = element.get_bounding_client_rect();
    Point::new(f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top())
}

/// Milliseconds on a clock that never goes back.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Measures text by an off-screen canvas, which needs no reflow.
#[derive(Default)]
pub struct TextMeter(Option<CanvasRenderingContext2d>);

impl TextMeter {
    /// The width of a text in px, for a font size in px.
    pub fn width(&mut self, text: &str, size: f64, bold: bool) -> f64 {
        if self.0.is_none() {
            let canvas = document().create_element("canvas").ok();
            self.0 = canvas.and_then(|canvas| context_2d(canvas.unchecked_ref()));
        }
        let measured = self.0.as_ref().and_then(|context| {
            let weight = if bold { "bold" } else { "normal" };
            context.set_font(&format!("{weight} {} {FONT}", css_px(size)));
            context.measure_text(text).ok().map(|metrics| metrics.width())
        });
        measured.unwrap_or_else(|| crate::viz::item::estimate(text, size, bold))
    }
}

/// Widths of texts, as [`TextMeter`] has them, for as long as the component of the moment lives.
pub fn text_measure() -> impl Fn(&str, f64, bool) -> f64 + Copy {
    let meter = StoredValue::new_local(TextMeter::default());
    move |text, size, bold| {
        let mut measured = 0.0;
        meter.update_value(|meter| measured = meter.width(text, size, bold));
        measured
    }
}

/// Says something above all pages.
pub fn note(text: &str) {
    let note = document().create_element("p").ok();
    if let (Some(note), Some(body)) = (note, document().body()) {
        note.set_class_name("note");
        note.set_text_content(Some(text));
        note.set_attribute("role", "status").ok();
        body.insert_before(&note, body.first_child().as_ref()).ok();
    }
}

/// The whole address of a path of this site.
pub fn absolute(path: &str) -> String {
    format!("{}{path}", location().origin().unwrap_or_default())
}

/// Lets the browser itself send a form, whose answer opens in a new tab.
pub fn open_form(address: &str, media_type: &str, pairs: &[(String, String)]) -> Option<()> {
    let form = document().create_element("form").ok()?.dyn_into::<web_sys::HtmlFormElement>().ok()?;
    form.set_method("post");
    form.set_action(address);
    form.set_enctype(media_type);
    form.set_target("_blank");
    form.set_attribute("rel", "noopener noreferrer").ok()?;
    form.set_hidden(true);
    for (name, value) in pairs {
        let input = document().create_element("input").ok()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
        input.set_type("hidden");
        input.set_name(name);
        input.set_value(value);
        form.append_child(&input).ok()?;
    }
    // A form that is not on the page is not sent.
    document().body()?.append_child(&form).ok()?;
    // Not `submit`: a field of that name would stand before it.
    let sent = form.request_submit();
    form.remove();
    sent.ok()
}

/// Puts a text on the clipboard and tells whether that worked.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // Without a secure context there is no clipboard, whatever the types say.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    let clipboard = clipboard.ok().filter(|found| !found.is_undefined());
    let Some(clipboard) = clipboard.map(|found| found.unchecked_into::<web_sys::Clipboard>()) else {
        return done(false);
    };
    let writing = clipboard.write_text(text);
    wasm_bindgen_futures::spawn_local(async move {
        done(JsFuture::from(writing).await.is_ok());
    });
}

/// Goes one step back in the browser's history.
pub fn go_back() {
    if let Ok(history) = window().history() {
        history.back().ok();
    }
}

/// Opens the browser's print dialog.
pub fn print() {
    window().print().ok();
}

/// Tells the page around this frame how tall this one is, now and whenever that changes.
pub fn tell_height_to_parent() {
    follow(move || {
        let Some(body) = document().body() else { return };
        let measured = body.clone();
        let tell = Closure::<dyn FnMut()>::new(move || {
            let message = js_sys::Object::new();
            let height = f64::from(measured.offset_height());
            for (key, value) in [("challengeMap", "height".into()), ("height", height.into())] {
                js_sys::Reflect::set(&message, &key.into(), &value).ok();
            }
            if let Ok(Some(parent)) = window().parent() {
                // Any page may embed, and a height is no secret.
                parent.post_message(&message, "*").ok();
            }
        });
        let Ok(observer) = web_sys::ResizeObserver::new(tell.as_ref().unchecked_ref()) else { return };
        observer.observe(&body);
        let held = SendWrapper::new((observer, tell));
        on_cleanup(move || held.0.disconnect());
    });
}

/// A value only the browser console wants: details of something already told on the page.
pub fn log_details(details: &str) {
    leptos::logging::error!("{details}");
}

/// From now on a panic says in the console where it was, and why. Where it came from the trap says that follows it;
/// `console_error_panic_hook` says that too, for 0.4 KiB of brotli more.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| log_details(&panic.to_string())));
}

/// Whether the browser believes that it can reach others.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Seconds since 1970.
pub fn now_s() -> u32 {
    (js_sys::Date::now() / 1_000.0) as u32
}

/// Waits.
pub async fn sleep(time: std::time::Duration) {
    let wait = Promise::new(&mut |resolve, _| {
        set_timeout(move || _ = resolve.call0(&JsValue::UNDEFINED), time);
    });
    JsFuture::from(wait).await.ok();
}

#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// `LockManager`, which web-sys counts as unstable.
    type Locks;

    #[wasm_bindgen(method)]
    fn request(this: &Locks, name: &str, options: &js_sys::Object, held: &Function) -> Promise;
}

/// Does some work while no other page of the visitor does any under the same name. If one does it
/// waits, or with `or_not` leaves its own.
pub async fn alone(name: &str, or_not: bool, work: impl Future<Output = ()> + 'static) {
    // Without a secure context there are no locks, whatever the types say.
    let locks = js_sys::Reflect::get(&window().navigator(), &"locks".into());
    let Some(locks) = locks.ok().filter(|found| !found.is_undefined()) else { return work.await };
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"ifAvailable".into(), &or_not.into()).ok();
    let held = Closure::once(move |lock: JsValue| {
        wasm_bindgen_futures::future_to_promise(async move {
            if !lock.is_null() {
                work.await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    let done = locks.unchecked_into::<Locks>().request(name, &options, held.as_ref().unchecked_ref());
    JsFuture::from(done).await.ok();
}

/// Sixteen random bytes; none in a browser without a random source.
pub fn random_bytes() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// Scrolls the page, if it must, so that what stands `y` px below an element's upper edge is seen
/// with some room around it.
pub fn reveal(element: &web_sys::Element, y: f64) {
    const ROOM: f64 = 90.0;
    // Under it stand its note and, on the edge of the screen, the help.
    const BELOW: f64 = 200.0;
    let at = element.get_bounding_client_rect().top() + y;
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    // Above wins on a screen that is too low for both.
    let by = if at < ROOM { at - ROOM } else { (at - (height - BELOW)).max(0.0) };
    if by != 0.0 {
        window().scroll_by_with_x_and_y(0.0, by);
    }
}

/// The element that hears an event.
pub fn heard_by(event: &web_sys::Event) -> Option<web_sys::HtmlElement> {
    event.current_target()?.dyn_into().ok()
}

/// Takes the focus from the element that hears an event.
pub fn blur(event: &web_sys::Event) {
    if let Some(element) = heard_by(event) {
        element.blur().ok();
    }
}

/// Puts the focus on the element with this id if, once the page shows what has changed, nothing has it.
pub fn keep_focus(id: &'static str) {
    let look = move || {
        let body = document().body().map(|body| body.unchecked_into::<web_sys::Element>());
        if document().active_element() == body {
            focus(id);
        }
    };
    request_animation_frame(move || request_animation_frame(look));
}

/// Puts the focus on the element with this id, unless the visitor has put it elsewhere: a page that was
/// come to has it on its heading, or on nothing.
pub fn focus_unless_elsewhere(id: &str) {
    let holder = document().active_element().map(|element| element.tag_name());
    if matches!(holder.as_deref(), None | Some("BODY" | "H1")) {
        focus(id);
    }
}

/// Adds a style sheet to the page, unless it is there, and waits until it holds. An error is told as text; the next
/// call asks again. `integrity` may be empty.
pub async fn load_sheet(address: &str, integrity: &str) -> Result<(), String> {
    let failed = || format!("{address} could not be loaded");
    let link = sheet_link(address, integrity).map_err(|_untold| failed())?;
    if link.sheet().is_some() {
        return Ok(());
    }
    let mut listen = |loaded: Function, failed: Function| {
        link.add_event_listener_with_callback("load", &loaded).ok();
        link.add_event_listener_with_callback("error", &failed).ok();
    };
    let loaded = JsFuture::from(Promise::new(&mut listen)).await;
    loaded.map(drop).map_err(|_untold| {
        link.remove();
        failed()
    })
}

/// Returns the element of a style sheet: the one that is there, or a new one.
fn sheet_link(address: &str, integrity: &str) -> Result<HtmlLinkElement, JsValue> {
    if let Some(link) = document().query_selector(&format!("link[href=\"{address}\"]"))? {
        return Ok(link.unchecked_into());
    }
    let link: HtmlLinkElement = document().create_element("link")?.unchecked_into();
    link.set_rel("stylesheet");
    link.set_integrity(integrity);
    link.set_href(address);
    document().head().ok_or(JsValue::NULL)?.append_child(&link)?;
    Ok(link)
}

/// Returns the parent of the element of a selector that holds the focus.
pub fn around_focus(selector: &str) -> Option<web_sys::Element> {
    document().active_element()?.closest(selector).ok()??.parent_element()
}

/// Puts the focus on the first control inside an element, unless something has it.
pub fn focus_first_in(element: &web_sys::Element) {
    let is_free = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    let first = element.query_selector("a[href], button, input, select, textarea").ok().flatten();
    if let (true, Some(first)) =
        (is_free, first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()))
    {
        first.focus().ok();
    }
}

/// Returns whether an event of a key is one: when browsers fill in a form they send a bare `Event` by that name, which
/// has no key.
pub fn is_of_keyboard(event: &web_sys::Event) -> bool {
    event.is_instance_of::<web_sys::KeyboardEvent>()
}

/// The id of the element that an event happened to; empty if it has none.
pub fn id_of_target(event: &web_sys::Event) -> Option<String> {
    Some(event.target()?.dyn_into::<web_sys::Element>().ok()?.id())
}

/// Whether a key is pressed together with another that changes what it means, or spells a letter
/// with others.
pub fn is_modified(event: &web_sys::KeyboardEvent) -> bool {
    event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() || event.is_composing()
}

/// The query of the page's address, with its `?` if there is one.
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Gives the page shown another address, and lets the router know.
pub fn replace_address(href: &str) {
    let replaced = window()
        .history()
        .is_ok_and(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(href)).is_ok());
    // Browsers refuse when there were too many in a short time; the next one brings it up to date.
    if replaced && let Ok(event) = web_sys::Event::new("popstate") {
        window().dispatch_event(&event).ok();
    }
}

/// Names the page in the browser's tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Tells browsers and screen readers which language the site is in, and which way its lines run.
pub fn set_language(language: &str, direction: &str) {
    if let Some(root) = document().document_element() {
        root.set_attribute("lang", language).ok();
        root.set_attribute("dir", direction).ok();
    }
}

/// Puts the focus on the element with this id, if there is one.
pub fn focus(id: &str) {
    let element =
        document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(element) = element {
        element.focus().ok();
    }
}
