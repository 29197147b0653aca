//! The one page that stands when there is no data to show: it names the file and the problem.

use leptos::prelude::*;

use crate::text::frame as words;
use crate::ui::each::Each;

/// More problems than this are counted, not listed.
const MAX_LISTED: usize = 20;

/// Why there is nothing to show.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LoadError {
    /// No answer.
    #[error("{}", words::unreachable(file))]
    Unreachable {
        /// The file's name.
        file: String,
    },
    /// An answer that is not the file.
    #[error("{}", words::bad_status(file, &code.to_string()))]
    Status {
        /// The file's name.
        file: String,
        /// The HTTP status.
        code: u16,
    },
    /// A file that goes on.
    #[error("{}", words::too_long(file, *limit))]
    TooLong {
        /// The file's name.
        file: String,
        /// The most that is read, in bytes as they are unpacked.
        limit: usize,
    },
    /// A file that began and then stopped coming.
    #[error("{}", words::stalled(file, *seconds))]
    Stalled {
        /// The file's name.
        file: String,
        /// How long nothing may come.
        seconds: u32,
    },
    /// The file can't be read.
    #[error("{}", words::flawed(file, problems.len().max(1)))]
    Bundle {
        /// The file's name.
        file: String,
        /// Everything that is wrong with it; nothing if the program that tells it did not come.
        problems: Vec<String>,
    },
}

/// The page.
#[component]
pub fn Failure(
    /// What went wrong.
    error: LoadError,
) -> impl IntoView {
    let (said, problems) = (
        error.to_string(),
        match error {
            LoadError::Bundle { problems, .. } => problems,
            _ => Vec::new(),
        },
    );
    let more = problems.len().saturating_sub(MAX_LISTED);
    let listed = problems.into_iter().take(MAX_LISTED).map(|problem| view! { <li>{problem}</li> });
    let list = (listed.len() > 0).then(|| {
        view! {
            <p>{words::details()}</p>
            <ul lang="en" dir="ltr">{listed.each()}</ul>
        }
    });
    view! {
        <main class="narrow failure"><div role="alert">
            <h1>{words::not_loaded()}</h1>
            <p>{said}</p>
            {list}
            {(more > 0).then(|| words::more_problems(more))}
            <p><a class="button" href="" rel="external">{words::try_again()}</a></p>
            <p class="aside">{words::for_publishers()} " " <code>"challenge-map check bundle.json"</code></p>
        </div></main>
    }
}
