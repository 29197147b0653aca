//! Sign-up: from what a visitor types to what is known of its arrival.
//!
//! ```text
//! Form { Receiver, Draft } --submit--> Request --(the shell sends it)--> Answer --answer--> Outcome
//!        |--standing--> Outbox: what must not be lost before the receiver has it
//! ```
//!
//! Who receives it, what is asked, how it is written and how the answer is judged are data:
//! [`crate::config::Receiver`]. The same [`Draft::check`] runs in the page and in the receiver
//! that comes with the tool, so they can't disagree. Sentences a visitor reads are in
//! [`crate::text::signup`]; what a server says is matched by code, and shown only as short plain
//! text.
//!
//! Invariant: it knows neither leptos nor the web, and clock, randomness and network are the
//! shell's.

mod answer;
mod body;
mod draft;
mod email;
mod errors;
mod form;
mod hint;
mod id;
#[cfg(not(target_arch = "wasm32"))]
mod intake;
mod outbox;
mod request;
mod retry;
#[cfg(test)]
mod sample;

pub use answer::{Answer, DEFAULT_WAIT_S, MAX_WAIT_S, Outcome};
pub use body::Body;
pub use draft::{Draft, FieldError, Flaw, Submission, Value};
pub use email::EmailAddress;
pub use errors::MAX_TOLD;
pub use form::{Form, Phase, Standing};
pub use hint::email_hint;
pub use id::SubmissionId;
#[cfg(not(target_arch = "wasm32"))]
pub use intake::{CONFIRMATION, Intake, MIN_OPEN_MS, NoSignUp, Received};
pub use outbox::{Entry, KEPT_S, MAX_ENTRIES, Outbox};
pub use request::Request;
pub use retry::MAX_TRIES;
