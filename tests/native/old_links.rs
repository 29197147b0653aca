//! Links to `/explore` that stand on other pages, on the published bundle: what they showed when they were made.

use data::bundle::parse;
use explore::view_state::{View, ViewState};

#[test]
fn old_links_keep_view_and_wave() {
    let source =
        std::fs::read_to_string(std::path::Path::new(crate::ROOT).join("public/bundle.json")).unwrap();
    let dataset = parse(&source).unwrap_or_else(|problems| panic!("{problems:#?}")).dataset;
    for (query, view, wave) in [
        // Without a choice: the newest wave with all headline measures.
        ("", View::Overview, "sample-2025"),
        ("v=2", View::Overview, "sample-2025"),
        ("measure=urgent&v=2", View::Overview, "sample-2025"),
        ("view=overview", View::Overview, "sample-2025"), // no link of version 1
        ("view=ranking&v=2", View::Ranking, "sample-2025"),
        ("view=gap&v=2", View::Gap, "sample-2025"),
        // Version 1: the ranking, and the newest wave that has values of it.
        ("theme=equity", View::Ranking, "2025-26"),
        ("focus=student-teacher-relationships", View::Ranking, "2025-26"),
        ("wave=spring-2020", View::Ranking, "spring-2020"),
        ("measure=urgent", View::Ranking, "sample-2025"),
        ("view=pair", View::Pair, "sample-2025"),
        ("view=change", View::Change, "sample-2025"),
        ("view=change&wave=spring-2020", View::Change, "spring-2020"),
        ("view=gap", View::Gap, "sample-2025"),
        ("view=answers&measure=widespread&group=role/teacher", View::Answers, "sample-2025"),
        ("view=table", View::Table, "2025-26"),
    ] {
        let state = ViewState::parse(query, &dataset).0;
        let shown = state.shown_wave(&dataset).map(|wave| dataset.wave(wave).id.to_string());
        assert_eq!((state.view, shown.as_deref()), (view, Some(wave)), "{query}");
        assert_eq!(ViewState::parse(&state.query(&dataset), &dataset).0, state, "{query}");
    }
}
