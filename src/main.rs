//! The browser program: everything is in the library, so that tests can reach it.

#[cfg(target_arch = "wasm32")]
fn main() {
    challenge_map::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this program runs in a browser: build it with `cargo xtask serve`, or `trunk serve`");
    std::process::exit(2);
}
