//! Keeps relocations in the browser program when it is to be split (feature `split`): the splitter reads from
//! them which function uses which.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_for_browser = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_for_browser && env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bin=site=--emit-relocs");
    }
}
