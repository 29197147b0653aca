//! Lazy parts: code that is fetched when it is first called.
//!
//! [`lazy!`] declares a function of a part. A release build (feature `split`, `cargo xtask build`) moves all code
//! that only functions of a part reach into one wasm file per part; `public/boot.js` fetches it before the first
//! call. In every other build the functions are in the main program, and a call does not wait.

#[cfg(target_arch = "wasm32")]
use crate::{dom, i18n, loader};
use messages::domain::Domain;

/// The error of a part that could not be loaded; the next call tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(all(feature = "split", target_arch = "wasm32"))]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Declares functions of a part: `in part: fn name(argument: Type) -> Type { … }`. Each becomes an `async` function
/// that returns `Result<Type, NotLoaded>`; `in part, preload name:` also declares one that only fetches the part.
///
/// Code that is also called from outside of the part stays in the main program; `cargo xtask sizes` checks the
/// size of each part.
macro_rules! lazy {
    ($(in $part:ident $(, preload $preload:ident)?: $(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)? $body:block)+) => {$(
        $(#[$doc])*
        #[cfg(all(feature = "split", target_arch = "wasm32"))]
        #[wasm_split_helpers::wasm_split($part, fallible $(, preload($preload))?)]
        $vis fn $name($($arg: $type),*) -> Result<lazy!(@out $($out)?), NotLoaded> {
            let out = $body;
            Ok(out)
        }

        $(#[$doc])*
        #[cfg(not(all(feature = "split", target_arch = "wasm32")))]
        #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only a program in a browser is split"))]
        $vis async fn $name($($arg: $type),*) -> Result<lazy!(@out $($out)?), NotLoaded> {
            let out = $body;
            Ok(out)
        }

        $(#[cfg(not(all(feature = "split", target_arch = "wasm32")))]
        #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "only a program in a browser is split"))]
        async fn $preload() -> Result<(), NotLoaded> {
            Ok(())
        })?
    )+};
    (@out $out:ty) => { $out };
    (@out) => { () };
}

pub(crate) use lazy;

/// Loads the style sheet of lazy parts and the messages of a domain.
#[cfg(target_arch = "wasm32")]
pub async fn prepare(domain: Domain) -> Result<(), NotLoaded> {
    load_sheet().await?;
    i18n::load(domain).await.map_err(not_loaded)
}

/// Loads the style sheet of lazy parts.
#[cfg(target_arch = "wasm32")]
pub async fn load_sheet() -> Result<(), NotLoaded> {
    let sheet = loader::beside_loader("lazy.css");
    let integrity = sheet.integrity().unwrap_or_default();
    dom::load_stylesheet(&sheet.address(), &integrity).await.map_err(not_loaded)
}

/// Warns in the console: no error, because the page shows the failure, unless the visitor has left it meanwhile.
#[cfg(target_arch = "wasm32")]
fn not_loaded(error: impl std::fmt::Display) -> NotLoaded {
    leptos::logging::warn!("{error}");
    NotLoaded
}

/// Does nothing: native rendering has all messages, and pages link their style sheets.
#[cfg(not(target_arch = "wasm32"))]
pub async fn prepare(_: Domain) -> Result<(), NotLoaded> {
    Ok(())
}

/// Does nothing: pages link their style sheets.
#[cfg(not(target_arch = "wasm32"))]
pub async fn load_sheet() -> Result<(), NotLoaded> {
    Ok(())
}
