//! The entry point of the browser build. All code is in the library, where tests can reach it.

#[cfg(target_arch = "wasm32")]
fn main() {
    challenge_map::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this program runs in a browser: build it with `cargo xtask serve`, or `trunk serve`");
    std::process::exit(2);
}
