//! What the sign-up form says.

use crate::signup::{Draft, Field, FieldError, Flaw, Outcome};

/// The words beside the box to tick. The receiver stores them with each sign-up, as the proof
/// of what was agreed to; so they change only together with what updates are.
pub const CONSENT: &str = "Send me updates on this work by e-mail. I can withdraw at any time.";

/// What stands in place of the form when the site has no receiver.
pub const NO_RECEIVER: &str = "Sign-ups are not set up on this site.";

/// What is announced while a sign-up is on its way.
pub const SENDING: &str = "Sending…";

/// What is wrong with a field, and what to do.
pub fn field_error(error: FieldError) -> String {
    match (error.field, error.flaw) {
        (Field::Email, Flaw::TooLong) => {
            "Enter a shorter email address: this one can't receive mail".to_owned()
        }
        (Field::Email, _) => "Enter an email address, like name@example.org".to_owned(),
        (Field::Consent, _) => "Tick the box if you want updates".to_owned(),
        (field @ (Field::Name | Field::Role), flaw) => {
            let word = field.id();
            match flaw {
                Flaw::TooLong => format!("Shorten your {word} to {} characters", Draft::MAX_CHARS),
                Flaw::Hidden => {
                    format!("Type your {word} again: it holds a hidden character, perhaps from copying")
                }
                Flaw::Missing | Flaw::Invalid => format!("Check your {word}, or leave it empty"),
            }
        }
    }
}

/// What is known of a sign-up, and what to do next.
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done => "Thank you: you are signed up for updates.".to_owned(),
        Outcome::Rejected { errors } if errors.is_empty() => {
            "The sign-up was not accepted. Check what you typed, then send it again.".to_owned()
        }
        Outcome::Rejected { .. } => {
            "The sign-up was not accepted. Correct the marked fields, then send it again.".to_owned()
        }
        Outcome::Busy { wait_s } => format!(
            "The sign-up service is busy and has not stored this. What you typed is still here: send it again in {}.",
            wait(*wait_s)
        ),
        Outcome::Refused => {
            "This site’s sign-up is not working, so nothing was stored. What you typed is still here; please tell the publisher.".to_owned()
        }
        Outcome::Unsure => {
            "We do not know whether your sign-up arrived. What you typed is still here: send it again, it counts once.".to_owned()
        }
        Outcome::Unreachable => {
            "The sign-up service could not be reached. What you typed is still here: check your connection, then send it again.".to_owned()
        }
    }
}

/// A wait in whole units, rounded up, so that nobody is told to come back too early.
fn wait(seconds: u32) -> String {
    let (n, unit) = if seconds < 60 { (seconds, "second") } else { (seconds.div_ceil(60), "minute") };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_address_is_told_by_example() {
        for flaw in [Flaw::Missing, Flaw::Invalid, Flaw::Hidden] {
            let words = field_error(FieldError { field: Field::Email, flaw });
            assert_eq!(words, "Enter an email address, like name@example.org");
        }
        let words = field_error(FieldError { field: Field::Role, flaw: Flaw::TooLong });
        assert_eq!(words, "Shorten your role to 200 characters");
    }

    #[test]
    fn waits_are_rounded_up() {
        assert_eq!(
            [wait(1), wait(59), wait(60), wait(61)],
            ["1 second", "59 seconds", "1 minute", "2 minutes"]
        );
    }

    #[test]
    fn only_a_stored_sign_up_is_thanked_for() {
        assert!(outcome(&Outcome::Done).starts_with("Thank you"));
        for failed in [
            Outcome::Rejected { errors: Vec::new() },
            Outcome::Busy { wait_s: 5 },
            Outcome::Refused,
            Outcome::Unsure,
            Outcome::Unreachable,
        ] {
            assert!(!outcome(&failed).contains("Thank"), "{failed:?}");
        }
    }
}
