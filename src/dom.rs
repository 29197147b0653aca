//! Thin wrappers of browser APIs, by subject.
//!
//! A hook (`use_…`) watches one thing outside the program, returns a signal, and removes its own listeners
//! with the component that called it. Errors of the browser are ignored where a visitor can do nothing about
//! them; otherwise the result says so.

mod address;
mod canvas;
mod clock;
mod document;
mod event;
mod focus;
mod lock;
mod log;
mod observe;
mod service;
mod translation;

pub use address::{absolute, go_back, path, query, reload_in, replace_address};
pub use canvas::{context_2d, detached_text_measure, text_measure, text_size};
pub use clock::{now, now_s, sleep};
pub use document::{load_stylesheet, set_language, set_title, show_notice};
pub use event::{
    current_target, is_focus_visible, is_keyboard_event, is_modified, is_open, is_pressed, is_touch,
    pointer_position, room_around, target_id,
};
pub use focus::{
    blur, focus, focus_first_in, focus_if_lost, focus_unless_elsewhere, parent_of_focused, reveal_sideways,
    scroll_to_y, when_cut_off,
};
pub use lock::with_web_lock;
pub use log::{log_details, log_panics, log_unless_left};
pub use observe::{
    post_height_to_parent, use_device_pixel_ratio, use_media, use_near_screen, use_width, watch_printing,
};
pub use service::{copy, is_online, open_form, print, random_bytes};
pub use translation::keep_translated_texts;
