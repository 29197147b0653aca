//! Challenge Map: the biggest challenges of a community, by its own survey, as a static site.
//!
//! This crate is the app: leptos components over the logic in `crates/`. It has two builds: for the browser
//! ([`start`], leptos' `csr`) and natively to HTML text ([`prerender`], leptos' `ssr`), which tests read and
//! `publish` writes.
//!
//! Invariants: pages do not import pages, components do not import pages; only `dom`, `files`, `http`,
//! `lazy`, `loader`, `router`, the result list of the search and the canvases of charts touch web-sys. See
//! `docs/architecture.md`.

// Types of whole pages nest deeper than the compiler's default limit of 128.
#![recursion_limit = "256"]

#[cfg(target_arch = "wasm32")]
mod start;
mod app;
mod content;
mod site;
mod router;
mod http;
pub mod i18n;
pub mod messages;
mod lazy;
#[cfg(target_arch = "wasm32")]
mod loader;
pub mod placeholder;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;
mod failure;
mod pages;
mod components;
pub mod chart;
mod sign_up;
mod views;
pub mod files;
pub mod dom;
mod store;
mod shortcut;
mod collect_any;
mod deferred;
mod erased;

pub use content::SiteContent;
pub use failure::LoadError;
pub use site::Site;
#[cfg(target_arch = "wasm32")]
pub use start::start;
