//! The page that is shown when the data can't be loaded: it names the file and the problem.

use leptos::prelude::*;

use crate::collect_any::CollectAny;
use crate::messages::frame as t;

/// Most problems that are listed; the rest is counted.
const MAX_LISTED: usize = 20;

/// The reason why a file can't be loaded.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LoadError {
    /// No response.
    #[error("{}", t::unreachable(file))]
    Unreachable {
        /// Name of the file.
        file: String,
    },
    /// A response that is not the file.
    #[error("{}", t::bad_status(file, &code.to_string()))]
    Status {
        /// Name of the file.
        file: String,
        /// HTTP status.
        code: u16,
    },
    /// A file longer than the limit.
    #[error("{}", t::too_long(file, *limit))]
    TooLong {
        /// Name of the file.
        file: String,
        /// Limit in bytes, after decompression.
        limit: usize,
    },
    /// A download that began and then stalled.
    #[error("{}", t::stalled(file, *seconds))]
    Stalled {
        /// Name of the file.
        file: String,
        /// Longest time in seconds without a byte.
        seconds: u32,
    },
    /// A content file of another bundle, or of another version of it.
    #[error("{}", t::other_bundle(file))]
    OtherBundle {
        /// Name of the file.
        file: String,
    },
    /// A file that can't be parsed.
    #[error("{}", t::invalid_data(file, problems.len().max(1)))]
    Bundle {
        /// Name of the file.
        file: String,
        /// All problems of the file; none if the part of the program that lists them could not be loaded.
        problems: Vec<String>,
    },
}

/// The page that shows a [`LoadError`].
#[component]
pub fn Failure(
    /// The error.
    error: LoadError,
) -> impl IntoView {
    let text = error.to_string();
    let problems = match error {
        LoadError::Bundle { problems, .. } => problems,
        _ => Vec::new(),
    };
    let more = problems.len().saturating_sub(MAX_LISTED);
    let listed = problems.into_iter().take(MAX_LISTED).map(|problem| view! { <li>{problem}</li> });
    let list = (listed.len() > 0).then(|| {
        view! {
            <p>{t::details()}</p>
            <ul lang="en" dir="ltr">{listed.collect_any()}</ul>
        }
    });
    view! {
        <main class="narrow failure"><div role="alert">
            <h1>{t::not_loaded()}</h1>
            <p>{text}</p>
            {list}
            {(more > 0).then(|| t::more_problems(more))}
            <p><a class="button" href="" rel="external">{t::try_again()}</a></p>
            <p class="aside">{t::for_publishers()} " " <code>"challenge-map check bundle.json"</code></p>
        </div></main>
    }
}
