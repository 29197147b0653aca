//! The pages: leptos components that show what the core decides.
//!
//! One source, two builds: in the browser ([`start`], feature `csr`) and natively to HTML text
//! ([`render`], feature `ssr`), which tests read and `publish` writes.
//! Invariant: pages do not import pages, components do not import pages; only `dom`, `files`, `http`, `lazy`,
//! `loader`, `router`, the list of the search and the canvas of charts touch web-sys.

mod components;
pub mod discuss;
pub mod dom;
mod each;
mod live;
mod failure;
pub mod files;
mod http;
mod lazy;
#[cfg(target_arch = "wasm32")]
mod loader;
mod pages;
#[cfg(not(target_arch = "wasm32"))]
pub mod render;
mod router;
pub mod search;
mod shortcut;
pub mod signup;
mod site;
pub mod speech;
#[cfg(target_arch = "wasm32")]
mod start;
pub mod still;
mod store;

pub use failure::LoadError;
pub use site::Site;
#[cfg(target_arch = "wasm32")]
pub use start::start;
