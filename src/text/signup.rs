//! What the sign-up form says.

use crate::challenge::WebAddress;
use crate::config::{Field, FieldKind, Receiver, Transport};
use crate::signup::{Entry, Flaw, Outcome};

/// The words beside the box to tick. The receiver stores them with each sign-up, as the proof
/// of what was agreed to; so they change only together with what updates are.
pub const CONSENT: &str = "Send me updates on this work by e-mail. I can withdraw at any time.";

/// What stands in place of the form when the site has no receiver.
pub const NO_RECEIVER: &str = "Sign-ups are not set up on this site.";

/// The same where the settings name another way.
pub const NO_RECEIVER_BUT_CONTACT: &str = "This site takes no sign-ups by itself. Ask for updates here:";

/// What updates are.
pub const WHAT_FOR: &str = "New waves and new pages, a few times a year. No more than that.";

/// The link to what becomes of the data.
pub const PRIVACY: &str = "Privacy notice";

/// Sends the form.
pub const SIGN_UP: &str = "Sign up";

/// Closes the dialog when all is done.
pub const CLOSE_DONE: &str = "Done";

/// Over the field that only programs see.
pub const DECOY: &str = "Leave this empty";

/// Takes the address that was perhaps meant.
pub const TAKE_HINT: &str = "Use it";

/// What the list of sign-ups that are not sent yet is called.
pub const UNSENT: &str = "Not sent yet";

/// Sends an entry of that list.
pub const SEND_NOW: &str = "Send now";

/// Deletes one.
pub const DELETE: &str = "Delete";

/// One was deleted.
pub const DELETED: &str = "Deleted. It is no longer kept in this browser.";

/// What a page without script says.
pub const NEEDS_SCRIPT: &str = "Signing up for updates needs JavaScript.";

/// While the form is being fetched.
pub const OPENING: &str = "Opening the form…";

/// It could not be fetched.
pub const NOT_OPENED: &str = "The form could not be loaded. Check your connection, then try again.";

/// Over the list of several errors.
pub fn wrong(errors: usize) -> String {
    format!("{errors} things to correct")
}

/// The way to the publisher without the form: "Write to name@example.org", "Sign up at example.org".
pub fn contact(address: &WebAddress) -> String {
    match address.as_str().strip_prefix("mailto:") {
        Some(mail) => format!("Write to {}", mail.split('?').next().unwrap_or(mail)),
        None => format!("Go to {}", address.label()),
    }
}

/// A sign-up that is kept in the browser, with the address it is for.
pub fn unsent(entry: &Entry, receiver: &Receiver) -> String {
    let field = receiver.fields.iter().position(|field| field.kind == FieldKind::Email);
    let draft = entry.draft(receiver);
    let email = field.map(|at| draft.text(at)).unwrap_or_default();
    let how = if entry.may_have_arrived { "may not have arrived" } else { "is not sent yet" };
    let then = if receiver.counts_once() || !entry.may_have_arrived {
        ", and sent when you are online again or come back"
    } else {
        ""
    };
    format!("The sign-up of {email} {how}. It is kept in this browser for a week{then}.")
}

/// What came of sending such a sign-up.
pub fn entry_outcome(told: &Outcome, receiver: &Receiver) -> String {
    match told {
        Outcome::Unreachable => {
            "The sign-up service could not be reached. The sign-up is still kept.".to_owned()
        }
        Outcome::Unsure => "We do not know whether it arrived. The sign-up is still kept.".to_owned(),
        Outcome::Busy { wait_s } => format!("The sign-up service is busy. Try again in {}.", wait(*wait_s)),
        Outcome::Refused | Outcome::Rejected { .. } => {
            "The sign-up was not accepted. What was typed is in the form again: open it to correct it."
                .to_owned()
        }
        Outcome::Done | Outcome::Sent => outcome(told, receiver),
    }
}

/// What stands in place of the form when the settings can’t be read; details are in the console.
pub const MISCONFIGURED: &str =
    "Sign-up is misconfigured on this site, so nothing can be sent. Please tell the publisher.";

/// What a choice that was not made reads.
pub const CHOOSE: &str = "Choose…";

/// What is announced while a sign-up is on its way.
pub const SENDING: &str = "Sending…";

/// What stands over a field, or beside a box.
pub fn label(field: &Field) -> String {
    let words = match (&field.label, &field.kind, field.id.as_str()) {
        (Some(words), _, _) => words,
        (None, FieldKind::Consent, _) => CONSENT,
        (None, FieldKind::Email, _) => "Email",
        (None, _, "role") => "Role",
        (None, ..) => "Name",
    };
    if field.required || field.is_box() { words.to_owned() } else { format!("{words} (optional)") }
}

/// What is wrong with a field, and what to do.
pub fn field_error(field: &Field, flaw: &Flaw) -> String {
    if let Flaw::Told(words) = flaw {
        return words.to_string();
    }
    match (&field.kind, flaw) {
        (FieldKind::Email, Flaw::TooLong) => {
            "Enter a shorter email address: this one can't receive mail".to_owned()
        }
        (FieldKind::Email, _) => "Enter an email address, like name@example.org".to_owned(),
        (FieldKind::Consent, _) => "Tick the box if you want updates".to_owned(),
        (FieldKind::Checkbox, _) => "Tick the box to go on".to_owned(),
        (FieldKind::Select(_), _) => "Choose one of these".to_owned(),
        (FieldKind::Text, Flaw::TooLong) => format!("Shorten this to {} characters", field.max_chars),
        (FieldKind::Text, Flaw::Hidden) => {
            "Type this again: it holds a hidden character, perhaps from copying".to_owned()
        }
        (FieldKind::Text, Flaw::Missing) => "Fill this in".to_owned(),
        (FieldKind::Text, _) if field.required => "Check this".to_owned(),
        (FieldKind::Text, _) => "Check this, or leave it empty".to_owned(),
    }
}

/// What is offered when an address looks like a slip: never more than a question.
pub fn hint(meant: &str) -> String {
    format!("Did you mean {meant}?")
}

/// What is known of a sign-up, and what to do next.
pub fn outcome(outcome: &Outcome, receiver: &Receiver) -> String {
    match outcome {
        Outcome::Done if receiver.double_opt_in => {
            "Thank you. One step is left: follow the link in the mail that we have sent you.".to_owned()
        }
        Outcome::Done => "Thank you: you are signed up for updates.".to_owned(),
        Outcome::Sent if receiver.transport == Transport::Navigate => {
            "The sign-up goes on in the tab that has opened. What you typed is still here.".to_owned()
        }
        Outcome::Sent => {
            "Your sign-up was sent, but this site can’t see whether it was stored. Look for a mail that confirms it. What you typed is still here.".to_owned()
        }
        Outcome::Rejected { told: Some(words), .. } => {
            format!("The sign-up was not accepted. The service says: “{words}”")
        }
        Outcome::Rejected { errors, .. } if errors.is_empty() => {
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
        Outcome::Unsure if receiver.counts_once() => {
            "We do not know whether your sign-up arrived. What you typed is still here: send it again, it counts once.".to_owned()
        }
        Outcome::Unsure => {
            "We do not know whether your sign-up arrived. What you typed is still here: if no mail confirms it, send it again.".to_owned()
        }
        Outcome::Unreachable => {
            "The sign-up service could not be reached. What you typed is still here: check your connection, then send it again.".to_owned()
        }
    }
}

/// What is said while a form waits to be sent again by itself, and why.
pub fn waiting(why: &Outcome, wait_ms: u32) -> String {
    let why = match why {
        Outcome::Busy { .. } => "The sign-up service is busy.",
        Outcome::Unsure => "We do not know whether your sign-up arrived.",
        _ => "The sign-up service could not be reached.",
    };
    format!("{why} Trying again in {}. What you typed is still here.", wait(wait_ms.div_ceil(1_000).max(1)))
}

/// A wait in whole units, rounded up, so that nobody is told to come back too early.
fn wait(seconds: u32) -> String {
    let (n, unit) = if seconds < 60 { (seconds, "second") } else { (seconds.div_ceil(60), "minute") };
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Address;

    fn own() -> Receiver {
        Receiver::own(Address::parse("api/signups").unwrap())
    }

    #[test]
    fn a_wrong_address_is_told_by_example() {
        let fields = own().fields;
        for flaw in [Flaw::Missing, Flaw::Invalid, Flaw::Hidden] {
            assert_eq!(field_error(&fields[0], &flaw), "Enter an email address, like name@example.org");
        }
        assert_eq!(field_error(&fields[2], &Flaw::TooLong), "Shorten this to 200 characters");
        assert_eq!(field_error(&fields[2], &Flaw::Told("No.".into())), "No.");
    }

    #[test]
    fn labels_say_what_may_be_left_out() {
        let labels: Vec<String> = own().fields.iter().map(label).collect();
        assert_eq!(labels, ["Email", "Name (optional)", "Role (optional)", CONSENT]);
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
        assert!(outcome(&Outcome::Done, &own()).starts_with("Thank you"));
        let in_two_steps = Receiver { double_opt_in: true, ..own() };
        assert!(outcome(&Outcome::Done, &in_two_steps).contains("follow the link"));
        for failed in [
            Outcome::Sent,
            Outcome::Rejected { errors: Vec::new(), told: None },
            Outcome::Rejected { errors: Vec::new(), told: Some("No.".into()) },
            Outcome::Busy { wait_s: 5 },
            Outcome::Refused,
            Outcome::Unsure,
            Outcome::Unreachable,
        ] {
            assert!(!outcome(&failed, &own()).contains("Thank"), "{failed:?}");
        }
    }

    #[test]
    fn only_a_receiver_that_counts_once_is_promised_to() {
        let strict = Receiver { idempotent: false, ..own() };
        assert!(outcome(&Outcome::Unsure, &own()).contains("it counts once"));
        assert!(!outcome(&Outcome::Unsure, &strict).contains("counts once"));
    }
}
