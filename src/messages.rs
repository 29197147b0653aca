//! Messages of the frame, the pages and the loader, and the catalog of all messages of the program.

pub mod catalog;
pub mod frame;
#[cfg(not(target_arch = "wasm32"))]
pub mod loader;
#[cfg(not(target_arch = "wasm32"))]
pub mod translations;
pub mod offline;
pub mod pages;
#[cfg(not(target_arch = "wasm32"))]
pub mod published;
