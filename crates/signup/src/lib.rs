//! Sign-up: from what a visitor enters to what is known of its delivery.
//!
//! ```text
//! Form { Receiver, Draft } --submit--> Request --(the shell sends it)--> Answer --answer--> Outcome
//!        |--delivery--> Outbox: sign-ups that must not be lost before the receiver has them
//! ```
//!
//! The receiver, its questions, the format of requests and the rules for answers are data:
//! [`config::Receiver`]. The page and the receiver that comes with the tool share one set of rules,
//! [`Submission::validate`], so they can't disagree. The texts for visitors are in [`messages`];
//! answers of a server are matched by code, and shown only as short plain text.
//!
//! Invariant: this crate knows neither leptos nor the web. Clock, randomness and network belong to
//! the shell.

pub mod config;
pub mod messages;
mod answer;
mod body;
mod draft;
mod email;
mod form;
mod hint;
mod id;
mod outbox;
mod receiver_errors;
mod request;
mod retry;
#[cfg(test)]
mod sample;
#[cfg(not(target_arch = "wasm32"))]
mod server;
mod submission;

pub use answer::{Answer, DEFAULT_WAIT_S, MAX_WAIT_S, Outcome};
pub use body::Body;
pub use draft::Draft;
pub use email::EmailAddress;
pub use form::{Delivery, Form, Phase};
pub use hint::email_hint;
pub use id::SubmissionId;
pub use outbox::{Entry, EntryAction, MAX_ENTRIES, Outbox, RETENTION_S, Unavailable};
pub use receiver_errors::MAX_MESSAGE_CHARS;
pub use request::Request;
pub use retry::MAX_TRIES;
#[cfg(not(target_arch = "wasm32"))]
pub use server::{CONFIRMATION, MIN_OPEN_MS, Rejection, SignupServer, ValidatedSignup};
pub use submission::{FieldError, FieldErrorKind, Input, Submission, Value};
