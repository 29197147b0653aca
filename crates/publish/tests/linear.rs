//! Publishing takes time in proportion to the number of challenges: what a page costs does not depend on how many
//! there are. The cost is counted in allocated bytes, which are the same on every machine.

#![allow(clippy::unwrap_used, reason = "a test that panics has told what is wrong")]

use std::alloc::System;
use std::fmt::Write as _;
use std::sync::Arc;

use data::bundle::parse;
use explore::route::Base;
use publish::pages::Kind;
use publish::render_pages::Renderer;
use publish::{Files, Host, Plan, offline};
use signup::config::Config;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const BUILT: &str = "<html><head><link rel=stylesheet href=/style-0123456789abcdef.css>\
    <script type=module src=/boot.js data-js=/site-0123456789abcdef.js data-wasm=/site-0123456789abcdef_bg.wasm></script>\
    </head><body><div id=app></div></body></html>";

/// Returns a bundle of so many challenges in twenty themes, with ranks and shares of everyone and a group.
fn bundle(count: usize) -> String {
    let list = |row: &dyn Fn(usize) -> String| (0..count).map(row).collect::<Vec<_>>().join(",");
    let themes: Vec<String> =
        (0..20).map(|at| format!(r#"{{"id":"t{at}","name":"Theme {at}","definition":"D"}}"#)).collect();
    let challenges = list(&|at| {
        format!(r#"{{"id":"c{at}","name":"Challenge {at}","theme":"t{}","summary":"About it."}}"#, at % 20)
    });
    // Neighbors in the list are far apart in the ranking.
    let place = |at: usize| (at * 7) % count;
    let ranks = list(&|at| format!("{}", place(at) + 1));
    let shares = list(&|at| format!("{:.2}", 100.0 * place(at) as f64 / count as f64));
    let mut results = String::new();
    for (audience, respondents) in [("", 5_000), (r#""audience":"area/a","#, 300)] {
        write!(
            results,
            r#"{{{audience}"wave":"w","measure":"priority","respondents":{respondents},"values":[{ranks}]}},
               {{{audience}"wave":"w","measure":"urgent","respondents":{respondents},"values":[{shares}]}},"#
        )
        .unwrap();
    }
    format!(
        r#"{{"format":1,"site":{{"title":"Map","tagline":"G","publisher":"P","language":"en"}},"minimum_respondents":10,
        "measures":[{{"id":"priority","kind":"rank","label":"Priority","question":"Q","sentence":"Ranked #{{value}}"}},
            {{"id":"urgent","kind":"percent","label":"Urgent","question":"Is it?","sentence":"S"}}],
        "dimensions":[{{"id":"area","label":"Area","groups":[{{"id":"a","label":"A","phrase":"a"}}]}}],
        "waves":[{{"id":"w","label":"W","date":"2024","status":"illustrative","everyone":"all"}}],
        "groups":[{{"name":"G","themes":[{}]}}],"challenges":[{challenges}],"results":[{}]}}"#,
        themes.join(","),
        results.trim_end_matches(',')
    )
}

/// Returns the bytes that one page with its card allocates, of a challenge in the middle of the ranking.
fn cost(count: usize) -> usize {
    let parsed = parse(&bundle(count)).unwrap_or_else(|diagnostics| panic!("{diagnostics:#?}"));
    let plan = Plan {
        dataset: Arc::new(parsed.dataset),
        config: Config::default(),
        base: Base::default(),
        origin: "https://example.org".to_owned(),
        host: Host::Serve,
        has_cards: true,
    };
    let mut files = Files::default();
    files.insert("index.html", BUILT);
    offline::add_shell(&plan, &mut files).unwrap();
    let renderer = Renderer::new(&plan, &mut files).unwrap();
    let of_challenge =
        |kind| matches!(kind, Kind::Challenge(challenge) if challenge.get() * 7 % count == count / 2);
    let page = renderer.pages().iter().find(|page| of_challenge(page.kind)).unwrap();
    let first = renderer.render(page); // makes what is made once
    let region = Region::new(ALLOCATOR);
    let again = renderer.render(page);
    let cost = region.change().bytes_allocated;
    assert!(first == again && again.len() == 2, "a page and its card");
    cost
}

/// This file has one test, because others would allocate meanwhile.
#[test]
fn a_page_costs_as_much_however_many_challenges_there_are() {
    let (few, many) = (cost(800), cost(2_400));
    assert!(few > 100_000, "{few} bytes are no page");
    assert!(many < few + few / 4, "{few} bytes of 800 challenges, {many} of 2,400");
}
