//! A small built program, as trunk leaves it, for the tests of this module.

use std::sync::Arc;

use super::{Files, Host, NOT_FOUND, Plan, seal};
use crate::config::Config;
use crate::route::Base;

/// The page as trunk's minifier writes it, for the root.
const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Sample</title>\
    <link rel=icon href=/favicon-0123456789abcdef.svg><link rel=stylesheet href=/style-0123456789abcdef.css>\
    <link rel=preload as=script href=/site-0123456789abcdef.js>\
    <script type=module src=/boot.js data-js=/site-0123456789abcdef.js data-wasm=/site-0123456789abcdef_bg.wasm></script>\
    </head><body><div id=app></div></body></html>";

/// A lazy part of the program, as a release build names it.
pub const PART: &str = "search-0123456789abcdef.wasm";

/// A site below a path, for no host in particular.
pub fn site(base: &str) -> (Plan, Files) {
    let plan = Plan {
        atlas: Arc::new(crate::sample::atlas()),
        config: Config::default(),
        base: Base::of(base),
        origin: "https://example.org".to_owned(),
        host: Host::Serve,
    };
    let page = PAGE.replace("=/", &format!("={}/", plan.base.path()));
    let mut files = Files::default();
    for (path, text) in [
        ("index.html", page.as_str()),
        ("equity/index.html", page.as_str()),
        ("embed/index.html", page.as_str()),
        (NOT_FOUND, page.as_str()),
        ("boot.js", "const published = {};\nstart();"),
        ("embed.js", "frame();"),
        ("favicon-0123456789abcdef.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("style-0123456789abcdef.css", "body{}"),
        ("site-0123456789abcdef.js", "let wasm_bindgen;"),
        ("site-0123456789abcdef_bg.wasm", "\0asm site"),
        ("lazy.css", "p{}"),
        (PART, "\0asm search"),
        ("config.json", "{}"),
        ("bundle.json", "{}"),
    ] {
        files.put(path, text);
    }
    for name in seal::words() {
        files.put(format!("{}/{name}", seal::WORDS), name);
    }
    (plan, files)
}
