//! The one page that stands when there is no data to show: it names the file and the problem.

use leptos::prelude::*;

use crate::bundle::Problem;
use crate::ui::each::Each;

/// More problems than this are counted, not listed.
const MAX_LISTED: usize = 20;

/// Why there is nothing to show.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LoadError {
    /// No answer.
    #[error("{file} could not be fetched: there was no answer. Check your connection")]
    Unreachable {
        /// The file's name.
        file: String,
    },
    /// An answer that is not the file.
    #[error("{file} could not be fetched: the host answered with status {code}")]
    Status {
        /// The file's name.
        file: String,
        /// The HTTP status.
        code: u16,
    },
    /// A file that goes on.
    #[error("{file} is too long: at most {limit} bytes are read, and it has more")]
    TooLong {
        /// The file's name.
        file: String,
        /// The most that is read, in bytes as they are unpacked.
        limit: usize,
    },
    /// A file that began and then stopped coming.
    #[error("{file} could not be fetched whole: nothing came for {seconds} seconds. Check your connection")]
    Stalled {
        /// The file's name.
        file: String,
        /// How long nothing may come.
        seconds: u32,
    },
    /// The file can't be read.
    #[error("{file} can’t be shown: {}", count(.problems.len()))]
    Bundle {
        /// The file's name.
        file: String,
        /// Everything that is wrong with it.
        problems: Vec<Problem>,
    },
}

fn count(problems: usize) -> String {
    if problems == 1 { "it has a problem".to_owned() } else { format!("it has {problems} problems") }
}

/// The page.
#[component]
pub fn Failure(
    /// What went wrong.
    error: LoadError,
) -> impl IntoView {
    let problems: &[Problem] = match &error {
        LoadError::Bundle { problems, .. } => problems,
        _ => &[],
    };
    let listed =
        problems.iter().take(MAX_LISTED).map(|problem| view! { <li>{problem.to_string()}</li> }).each();
    let more = problems.len().saturating_sub(MAX_LISTED);
    view! {
        <main class="narrow failure"><div role="alert">
            <h1>"The map could not be loaded"</h1>
            <p>{error.to_string()}"."</p>
            {(!problems.is_empty()).then(|| view! { <ul>{listed}</ul> })}
            {(more > 0).then(|| format!("and {more} more"))}
            <p><a class="button" href="" rel="external">"Try again"</a></p>
            <p class="aside">"Do you publish this site? "<code>"challenge-map check bundle.json"</code>" lists every problem of a bundle with its line."</p>
        </div></main>
    }
}
