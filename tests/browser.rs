//! The library in a real browser: `cargo xtask test` compiles this for wasm32 and runs it
//! in headless Chromium. Natively it is empty.
#![cfg(target_arch = "wasm32")]

use challenge_map::challenge::Slug;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn slugs_are_checked_as_they_are_natively() {
    assert_eq!(Slug::parse("safe-streets").map(|slug| slug.to_string()), Some("safe-streets".into()));
    assert_eq!(Slug::parse("Safe streets"), None);
}
