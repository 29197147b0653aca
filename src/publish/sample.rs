//! A small built program, as trunk leaves it, for the tests of this module.

use std::sync::Arc;

use super::{Files, Host, NOT_FOUND, Plan};
use crate::config::Config;
use crate::route::Base;

/// The page as trunk's minifier writes it, for the root.
const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Sample</title>\
    <link rel=icon href=/favicon-0123456789abcdef.svg><link rel=stylesheet href=/style-0123456789abcdef.css>\
    <link rel=preload as=script href=/site-0123456789abcdef.js>\
    <script type=module src=/boot.js data-js=/site-0123456789abcdef.js data-wasm=/site-0123456789abcdef_bg.wasm></script>\
    </head><body><div id=app></div></body></html>";

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
        ("files.js", "export default () => 1;"),
        ("files_bg.wasm", "\0asm files"),
        ("signup.js", "export default () => 2;"),
        ("signup_bg.wasm", "\0asm sign-up"),
        ("search.js", "export default () => 3;"),
        ("search_bg.wasm", "\0asm search"),
        ("discuss.js", "export default () => 4;"),
        ("discuss_bg.wasm", "\0asm discuss"),
        ("translate.js", "export default () => 5;"),
        ("translate_bg.wasm", "\0asm translate"),
        ("check.js", "export default () => 6;"),
        ("check_bg.wasm", "\0asm check"),
        ("later.css", "p{}"),
        ("config.json", "{}"),
        ("bundle.json", "{}"),
    ] {
        files.put(path, text);
    }
    for name in super::seal::words() {
        files.put(format!("{}/{name}", super::seal::WORDS), name);
    }
    (plan, files)
}
