//! What `cargo xtask bench` measures: the site's own painter, raster and hit index behind an
//! interface for the benchmark's page, without the site around them. See `tests/bench/`.

#[cfg(target_arch = "wasm32")]
mod chart;
#[cfg(target_arch = "wasm32")]
mod search;

fn main() {}
