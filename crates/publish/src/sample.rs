//! A small built program in the form that trunk leaves it, for the tests of this crate.

use std::sync::Arc;

use explore::route::Base;
use signup::config::Config;

use crate::{Files, Host, NOT_FOUND, Plan, asset_hash};

/// The start page for the root, as trunk's minifier writes it.
const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Sample</title>\
    <link rel=icon href=/favicon-0123456789abcdef.svg><link rel=stylesheet href=/style-0123456789abcdef.css>\
    <link rel=preload as=script href=/site-0123456789abcdef.js>\
    <script type=module src=/boot.js data-js=/site-0123456789abcdef.js data-wasm=/site-0123456789abcdef_bg.wasm></script>\
    </head><body><div id=app></div></body></html>";

/// The name of a lazy part of the program in a release build.
pub const PART: &str = "search-0123456789abcdef.wasm";

/// Returns a site below a path, for `challenge-map serve`.
pub fn site(base: &str) -> (Plan, Files) {
    let plan = Plan {
        dataset: Arc::new(data::sample::dataset()),
        config: Config::default(),
        base: Base::of(base),
        origin: "https://example.org".to_owned(),
        host: Host::Serve,
        has_cards: true,
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
        files.insert(path, text);
    }
    for name in asset_hash::catalog_files() {
        files.insert(format!("{}/{name}", asset_hash::CATALOGS), name);
    }
    (plan, files)
}
