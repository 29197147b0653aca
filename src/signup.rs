//! Sign-up: from what a visitor types to what is known of its arrival.
//!
//! ```text
//! Form { Draft } --submit--> Request --(the shell sends it)--> Answer --answer--> Outcome
//! ```
//!
//! The same [`Draft::check`] runs in the page and in the receiver that comes with the tool, so
//! they can't disagree. Every sentence a visitor reads is in [`crate::text::signup`]: what a
//! server says is matched by code and never shown.
//!
//! Invariant: only this module and `bundle` know the wire; it knows neither leptos nor the web,
//! and clock, randomness and network are the shell's.

mod answer;
mod draft;
mod email;
mod form;
mod wire;

pub use answer::{Answer, DEFAULT_WAIT_S, MAX_WAIT_S, Outcome};
pub use draft::{Draft, Field, FieldError, Flaw, Submission};
pub use email::EmailAddress;
pub use form::{Form, Phase, Request};
pub use wire::{CONFIRMATION, Received, SubmissionId, print_errors, read};
