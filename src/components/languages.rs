//! The list of languages in the footer.

use std::pin::Pin;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use messages::language::Language;
use messages::locale::current_locale;

use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler};
use crate::lazy::{NotLoaded, lazy};
use crate::messages::frame as t;
use crate::{dom, i18n};

lazy! {
    in pages: fn choosing(language: Language) -> Choosing { Box::pin(choose(language)) }
}

/// A choice of a language; true once the page is being loaded in it.
type Choosing = Pin<Box<dyn Future<Output = bool>>>;

/// Reloads the page in a language, if its words can be loaded.
async fn choose(language: Language) -> bool {
    match i18n::fetch(language).await {
        Ok(()) => dom::reload_in(language.tag()).is_ok(),
        Err(error) => {
            dom::log_details(&error);
            false
        }
    }
}

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
            spawn_local(async move {
                let is_chosen = match choosing(language).await {
                    Ok(choosing) => choosing.await,
                    Err(NotLoaded) => false,
                };
                is_missing.set(!is_chosen);
            });
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
