//! Parts of the program that a first visit does without, fetched when they are first called.
//!
//! [`lazy!`] declares a function of a part. A release build (feature `split`, `cargo xtask build`) splits off all
//! that only functions of a part reach, into one file a part; `public/boot.js` fetches it before the first call.
//! In every other build the functions are within the program, and a call does not wait.

#![cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "only a program in a browser starts, searches and translates")
)]

use std::sync::Arc;

use leptos::prelude::{AnyView, IntoAny, Memo, view};
use leptos::task::spawn_local;
use web_sys::HtmlElement;

use crate::atlas::Atlas;
use crate::bundle;
use crate::config;
use crate::route::{Base, Route};
use crate::state::ViewState;
use crate::text::words::Section;
use crate::translation;
use crate::ui::pages::{about::About, challenge::ChallengePage, home::Home, theme::ThemePage};
use crate::ui::site::Site;
use crate::ui::{discuss, dom, files, search, signup};
#[cfg(target_arch = "wasm32")]
use crate::ui::{loader, speech};

/// A part did not come; the next call asks for it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(all(feature = "split", target_arch = "wasm32"))]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Declares functions that belong to a part: `in part: fn name(argument: Type) -> Type { … }`. Each becomes an
/// `async` function that gives `Result<Type, NotLoaded>`; `in part, preload name:` declares one that only fetches
/// the part. What they call has to be called from nowhere else, or it stays in the main program; `cargo xtask
/// sizes` holds each part to its size.
macro_rules! lazy {
    ($(in $part:ident $(, preload $preload:ident)?: fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)? $body:block)+) => {$(
        #[cfg(all(feature = "split", target_arch = "wasm32"))]
        #[wasm_split_helpers::wasm_split($part, fallible $(, preload($preload))?)]
        fn $name($($arg: $type),*) -> Result<lazy!(@out $($out)?), NotLoaded> {
            let out = $body;
            Ok(out)
        }

        #[cfg(not(all(feature = "split", target_arch = "wasm32")))]
        async fn $name($($arg: $type),*) -> Result<lazy!(@out $($out)?), NotLoaded> {
            let out = $body;
            Ok(out)
        }

        $(#[cfg(not(all(feature = "split", target_arch = "wasm32")))]
        async fn $preload() -> Result<(), NotLoaded> {
            Ok(())
        })?
    )+};
    (@out $out:ty) => { $out };
    (@out) => { () };
}

lazy! {
    in pages, preload preload_pages: fn home_view() -> AnyView { view! { <Home /> }.into_any() }

    in pages: fn about_view() -> AnyView { view! { <About /> }.into_any() }

    in pages: fn theme_view(theme: String) -> AnyView { view! { <ThemePage theme=&theme /> }.into_any() }

    in pages: fn challenge_view(theme: String, challenge: String) -> AnyView {
        view! { <ChallengePage theme=&theme challenge=&challenge /> }.into_any()
    }

    in search, preload preload_search: fn search_view(site: Site) -> AnyView { search::page(&site) }

    in discuss, preload preload_discuss: fn discuss_view(site: Site) -> AnyView { discuss::page(&site) }

    in files: fn files_view(site: Site, state: Memo<ViewState>) -> AnyView { files::panel(&site, state) }

    in signup, preload preload_signup: fn mount_signup(form: HtmlElement, notice: HtmlElement, settings: Option<Arc<str>>, base: Base) {
        signup::mount(form, notice, settings.as_deref(), base);
    }

    in signup: fn signup_opened() { signup::opened(); }

    in translate: fn translate_bundle(source: String, translation: String, tag: String) -> Option<Atlas> {
        let translated = translation::atlas(&source, &translation, &tag);
        translated
            .map_err(|problems| problems.iter().for_each(|problem| dom::log_details(&problem.to_string())))
            .ok()
    }

    in check: fn check_bundle(text: String) -> Vec<String> {
        let problems = bundle::parse(&text).err().unwrap_or_default();
        problems.iter().map(ToString::to_string).collect()
    }

    in check: fn check_settings(text: String) -> Vec<String> {
        let error = config::parse(&text).err();
        error.iter().flat_map(|error| error.problems()).map(|problem| format!("config.json: {problem}")).collect()
    }
}

/// Fetches what the page at an address shows, before it takes the place of the published one.
pub async fn preload(route: Option<Route<'_>>) {
    // A failure is told when the page is shown.
    match route {
        Some(Route::Home | Route::About | Route::Theme(_) | Route::Challenge(..)) => {
            preload_pages().await.ok();
        }
        Some(Route::Search(_)) => {
            prepare(Section::Search).await.ok();
            preload_search().await.ok();
        }
        Some(Route::Discuss) => {
            prepare(Section::Discuss).await.ok();
            preload_discuss().await.ok();
        }
        Some(Route::Explore(_) | Route::Embed(_)) | None => {}
    }
}

/// Returns the start page.
pub async fn home() -> Result<AnyView, NotLoaded> {
    home_view().await
}

/// Returns the page about the survey.
pub async fn about() -> Result<AnyView, NotLoaded> {
    about_view().await
}

/// Returns the page of a theme, by its id in the address.
pub async fn theme(theme: String) -> Result<AnyView, NotLoaded> {
    theme_view(theme).await
}

/// Returns the page of a challenge, by its theme's id and its own.
pub async fn challenge(theme: String, challenge: String) -> Result<AnyView, NotLoaded> {
    challenge_view(theme, challenge).await
}

/// Returns what stands on the search page.
pub async fn search(site: Site) -> Result<AnyView, NotLoaded> {
    prepare(Section::Search).await?;
    search_view(site).await
}

/// Returns what stands on the discussion page.
pub async fn discuss(site: Site) -> Result<AnyView, NotLoaded> {
    prepare(Section::Discuss).await?;
    discuss_view(site).await
}

/// Returns the panel with the files of a picture, its link and its frame.
pub async fn files(site: Site, state: Memo<ViewState>) -> Result<AnyView, NotLoaded> {
    prepare(Section::Files).await?;
    files_view(site, state).await
}

/// Puts the sign-up form into `form`, unless it is there, and what is not sent yet into `notice`. `settings` is the
/// text of `config.json`, none where there is no such file. With `is_open` the first field gets the focus.
pub async fn sign_up(
    form: HtmlElement,
    notice: HtmlElement,
    settings: Option<Arc<str>>,
    base: Base,
    is_open: bool,
) -> Result<(), NotLoaded> {
    prepare(Section::SignUp).await?;
    if form.child_element_count() == 0 {
        mount_signup(form, notice, settings, base).await?;
    }
    if is_open { signup_opened().await } else { Ok(()) }
}

/// Fetches the part of the sign-up form, which is likely to be asked for soon.
pub fn expect_sign_up() {
    spawn_local(async {
        // A failure is told when the form is asked for.
        preload_signup().await.ok();
    });
}

/// Returns the data set of a bundle in the language `tag`, from the texts of its files; none if the translation
/// can't be used.
pub async fn translate(source: String, translation: String, tag: String) -> Result<Option<Atlas>, NotLoaded> {
    translate_bundle(source, translation, tag).await
}

/// Returns the problems of a bundle that can't be shown; none if the part that tells them did not come.
pub async fn bundle_problems(text: String) -> Vec<String> {
    check_bundle(text).await.unwrap_or_default()
}

/// Returns the problems of settings that can't be used; none if the part that tells them did not come.
pub async fn settings_problems(text: String) -> Vec<String> {
    check_settings(text).await.unwrap_or_default()
}

/// Fetches what a part shows itself with: the style sheet of lazy parts, and its messages.
#[cfg(target_arch = "wasm32")]
async fn prepare(section: Section) -> Result<(), NotLoaded> {
    let sheet = loader::beside_loader("lazy.css");
    let loaded = async {
        dom::load_sheet(&sheet.address(), &sheet.integrity().unwrap_or_default()).await?;
        speech::load(section).await
    };
    loaded.await.map_err(|error| {
        // No complaint: the page says it, and a page that is left while this comes has nobody to say it to.
        leptos::logging::warn!("{error}");
        NotLoaded
    })
}

/// Pages made as text come with all they show.
#[cfg(not(target_arch = "wasm32"))]
async fn prepare(_: Section) -> Result<(), NotLoaded> {
    Ok(())
}
