//! The list of languages in the footer.

use leptos::ev;
use leptos::prelude::*;
use messages::language::Language;
use messages::locale::current_locale;

use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler};
use crate::i18n;
use crate::messages::frame as t;

/// Returns the list of languages, each by its own name. A language is shown once its words are there; one that can't be
/// loaded leaves the page as it is, and says why.
pub fn languages() -> AnyView {
    let shown = current_locale().language;
    let is_missing = RwSignal::new(false);
    let entry = |language: Language| {
        let current = (language == shown).then_some("true");
        let (tag, direction) = (language.tag(), language.direction().name());
        let choose = erased_handler(move |_: ev::MouseEvent| {
            is_missing.set(false);
            i18n::choose(language, move || is_missing.set(true));
        });
        view! {
            <li><button type="button" lang=tag dir=direction data-language=tag aria-current=current on:click=choose>{language.name()}</button></li>
        }
    };
    view! {
        <nav class="languages" aria-labelledby="languages-title">
            <p id="languages-title">{t::language()}</p>
            <ul>{Language::ALL.into_iter().map(entry).collect_any()}</ul>
            <p role="status">{erased(move || is_missing.get().then(t::language_not_loaded))}</p>
        </nav>
    }
    .into_any()
}
