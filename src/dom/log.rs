//! Lines of the browser console.

/// Logs the details of an error that the page has already reported.
pub fn log_details(details: &str) {
    leptos::logging::error!("{details}");
}

/// Logs the details of an error in the next animation frame, and so not at all while the page is being left: that ends
/// its downloads.
pub fn log_unless_left(details: String) {
    leptos::prelude::request_animation_frame(move || log_details(&details));
}

/// Installs a panic hook that logs the message and the place of a panic.
///
/// The stack comes with the trap that follows. `console_error_panic_hook` logs it too, for 0.4 KiB of brotli
/// more.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| log_details(&panic.to_string())));
}
