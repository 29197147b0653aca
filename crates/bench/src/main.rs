//! The WebAssembly module of `cargo xtask bench`: the painter, raster, hit index and search of the site with
//! an interface for JavaScript. See `tests/bench/`.

#[cfg(target_arch = "wasm32")]
mod chart;
#[cfg(target_arch = "wasm32")]
mod search;

fn main() {}
