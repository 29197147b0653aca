//! What the sign-up form says.

use crate::challenge::WebAddress;
use crate::config::{Field, FieldKind, Receiver, Transport};
use crate::messages;
use crate::signup::{Entry, Flaw, Outcome};

messages! { section = SignUp;
    /// The words beside the box to tick. The receiver stores them with each sign-up, as the proof
    /// of what was agreed to; so they change only together with what updates are.
    fn consent() = "Send me updates on this work by e-mail. I can withdraw at any time.";
    /// What stands in place of the form when the site has no receiver.
    fn no_receiver() = "Sign-ups are not set up on this site.";
    /// The same where the settings name another way.
    fn no_receiver_but_contact() = "This site takes no sign-ups by itself. Ask for updates here:";
    /// What updates are.
    fn what_for() = "New waves and new pages, a few times a year. No more than that.";
    /// The link to what becomes of the data.
    fn privacy() = "Privacy notice";
    /// Sends the form.
    fn sign_up() = "Sign up";
    /// Closes the dialog when all is done.
    fn close_done() = "Done";
    /// Over the field that only programs see.
    fn decoy() = "Leave this empty";
    /// Takes the address that was perhaps meant.
    fn take_hint() = "Use it";
    /// Sends an entry of what is not sent yet.
    fn send_now() = "Send now";
    /// Deletes one.
    fn delete() = "Delete";
    /// One was deleted.
    fn deleted() = "Deleted. It is no longer kept in this browser.";
    /// What stands in place of the form when the settings can’t be read; details are in the console.
    fn misconfigured() = "Sign-up is misconfigured on this site, so nothing can be sent. Please tell the publisher.";
    /// What a choice that was not made reads.
    fn choose() = "Choose…";
    /// What is announced while a sign-up is on its way.
    fn sending() = "Sending…";
    /// Over the list of several errors.
    fn wrong(errors: Number) = "{errors|one:# thing to correct|other:# things to correct}";
    /// The way to the publisher by mail.
    fn write_to(address: Text) = "Write to {address}";
    /// The way to the publisher by another site.
    fn go_to(site: Text) = "Go to {site}";
    /// A sign-up that is kept in the browser, with the address it is for.
    fn unsent_of(email: Text) = "The sign-up of {email} is not sent yet. It is kept in this browser for a week, and sent when you are online again or come back.";
    /// One that was sent, with an answer that did not come.
    fn unsure_of(email: Text) = "The sign-up of {email} may not have arrived. It is kept in this browser for a week.";
    /// The same where it may be sent again.
    fn unsure_and_sent_again(email: Text) = "The sign-up of {email} may not have arrived. It is kept in this browser for a week, and sent when you are online again or come back.";
    /// What came of sending such a one.
    fn entry_unreachable() = "The sign-up service could not be reached. The sign-up is still kept.";
    /// The same without an answer.
    fn entry_unsure() = "We do not know whether it arrived. The sign-up is still kept.";
    /// The same when the service has no time.
    fn entry_busy(wait: Text) = "The sign-up service is busy. Try again in {wait}.";
    /// The same when it was not taken.
    fn entry_refused() = "The sign-up was not accepted. What was typed is in the form again: open it to correct it.";
    /// The label of an email address.
    fn email() = "Email";
    /// The label of a role.
    fn role() = "Role";
    /// The label of a name.
    fn name() = "Name";
    /// The label of what may be left out.
    fn optional(label: Text) = "{label} (optional)";
    /// What is wrong with a field, and what to do.
    fn email_too_long() = "Enter a shorter email address: this one can't receive mail";
    /// No email address.
    fn email_wrong() = "Enter an email address, like name@example.org";
    /// No consent.
    fn consent_missing() = "Tick the box if you want updates";
    /// A box that must be ticked.
    fn box_missing() = "Tick the box to go on";
    /// No choice.
    fn choice_missing() = "Choose one of these";
    /// A long text.
    fn text_too_long(most: Number) = "{most|one:Shorten this to # character|other:Shorten this to # characters}";
    /// A text with characters that nobody sees.
    fn text_hidden() = "Type this again: it holds a hidden character, perhaps from copying";
    /// No text.
    fn text_missing() = "Fill this in";
    /// A text that is wrong.
    fn text_wrong() = "Check this";
    /// The same where none is needed.
    fn text_wrong_or_empty() = "Check this, or leave it empty";
    /// What is offered when an address looks like a slip: never more than a question.
    fn hint(meant: Text) = "Did you mean {meant}?";
    /// What is known of a sign-up, and what to do next: one step is left.
    fn almost_done() = "Thank you. One step is left: follow the link in the mail that we have sent you.";
    /// It is stored.
    fn done() = "Thank you: you are signed up for updates.";
    /// It goes on elsewhere.
    fn goes_on() = "The sign-up goes on in the tab that has opened. What you typed is still here.";
    /// Nobody can see whether it is stored.
    fn sent() = "Your sign-up was sent, but this site can’t see whether it was stored. Look for a mail that confirms it. What you typed is still here.";
    /// The service says why it was not taken.
    fn rejected_saying(words: Text) = "The sign-up was not accepted. The service says: “{words}”";
    /// It does not.
    fn rejected() = "The sign-up was not accepted. Check what you typed, then send it again.";
    /// It says so of fields.
    fn rejected_fields() = "The sign-up was not accepted. Correct the marked fields, then send it again.";
    /// The service has no time.
    fn busy(wait: Text) = "The sign-up service is busy and has not stored this. What you typed is still here: send it again in {wait}.";
    /// The service does not work.
    fn refused() = "This site’s sign-up is not working, so nothing was stored. What you typed is still here; please tell the publisher.";
    /// It may have arrived, and counts once.
    fn unsure_counts_once() = "We do not know whether your sign-up arrived. What you typed is still here: send it again, it counts once.";
    /// It may have arrived.
    fn unsure() = "We do not know whether your sign-up arrived. What you typed is still here: if no mail confirms it, send it again.";
    /// No connection.
    fn unreachable() = "The sign-up service could not be reached. What you typed is still here: check your connection, then send it again.";
    /// A form waits to be sent again by itself, because the service has no time.
    fn waiting_busy(wait: Text) = "The sign-up service is busy. Trying again in {wait}. What you typed is still here.";
    /// Because it may not have arrived.
    fn waiting_unsure(wait: Text) = "We do not know whether your sign-up arrived. Trying again in {wait}. What you typed is still here.";
    /// Because there was no connection.
    fn waiting_unreachable(wait: Text) = "The sign-up service could not be reached. Trying again in {wait}. What you typed is still here.";
    /// A wait, after "in".
    fn seconds(count: Number) = "{count|one:# second|other:# seconds}";
    /// A longer one.
    fn minutes(count: Number) = "{count|one:# minute|other:# minutes}";
}

/// The way to the publisher without the form: "Write to name@example.org", "Go to example.org".
pub fn contact(address: &WebAddress) -> String {
    match address.as_str().strip_prefix("mailto:") {
        Some(mail) => write_to(mail.split('?').next().unwrap_or(mail)),
        None => go_to(address.label()),
    }
}

/// A sign-up that is kept in the browser, with the address it is for.
pub fn unsent(entry: &Entry, receiver: &Receiver) -> String {
    let field = receiver.fields.iter().position(|field| field.kind == FieldKind::Email);
    let draft = entry.draft(receiver);
    let email = field.map(|at| draft.text(at)).unwrap_or_default();
    match (entry.may_have_arrived, receiver.counts_once()) {
        (false, _) => unsent_of(email),
        (true, true) => unsure_and_sent_again(email),
        (true, false) => unsure_of(email),
    }
}

/// What came of sending such a sign-up.
pub fn entry_outcome(told: &Outcome, receiver: &Receiver) -> String {
    match told {
        Outcome::Unreachable => entry_unreachable(),
        Outcome::Unsure => entry_unsure(),
        Outcome::Busy { wait_s } => entry_busy(&wait(*wait_s)),
        Outcome::Refused | Outcome::Rejected { .. } => entry_refused(),
        Outcome::Done | Outcome::Sent => outcome(told, receiver),
    }
}

/// What stands over a field, or beside a box.
pub fn label(field: &Field) -> String {
    let words = match (&field.label, &field.kind, field.id.as_str()) {
        (Some(words), _, _) => words.to_string(),
        (None, FieldKind::Consent, _) => consent(),
        (None, FieldKind::Email, _) => email(),
        (None, _, "role") => role(),
        (None, ..) => name(),
    };
    if field.required || field.is_box() { words } else { optional(&words) }
}

/// What is wrong with a field, and what to do.
pub fn field_error(field: &Field, flaw: &Flaw) -> String {
    if let Flaw::Told(words) = flaw {
        return words.to_string();
    }
    match (&field.kind, flaw) {
        (FieldKind::Email, Flaw::TooLong) => email_too_long(),
        (FieldKind::Email, _) => email_wrong(),
        (FieldKind::Consent, _) => consent_missing(),
        (FieldKind::Checkbox, _) => box_missing(),
        (FieldKind::Select(_), _) => choice_missing(),
        (FieldKind::Text, Flaw::TooLong) => text_too_long(field.max_chars),
        (FieldKind::Text, Flaw::Hidden) => text_hidden(),
        (FieldKind::Text, Flaw::Missing) => text_missing(),
        (FieldKind::Text, _) if field.required => text_wrong(),
        (FieldKind::Text, _) => text_wrong_or_empty(),
    }
}

/// What is known of a sign-up, and what to do next.
pub fn outcome(outcome: &Outcome, receiver: &Receiver) -> String {
    match outcome {
        Outcome::Done if receiver.double_opt_in => almost_done(),
        Outcome::Done => done(),
        Outcome::Sent if receiver.transport == Transport::Navigate => goes_on(),
        Outcome::Sent => sent(),
        Outcome::Rejected { told: Some(words), .. } => rejected_saying(words),
        Outcome::Rejected { errors, .. } if errors.is_empty() => rejected(),
        Outcome::Rejected { .. } => rejected_fields(),
        Outcome::Busy { wait_s } => busy(&wait(*wait_s)),
        Outcome::Refused => refused(),
        Outcome::Unsure if receiver.counts_once() => unsure_counts_once(),
        Outcome::Unsure => unsure(),
        Outcome::Unreachable => unreachable(),
    }
}

/// What is said while a form waits to be sent again by itself, and why.
pub fn waiting(why: &Outcome, wait_ms: u32) -> String {
    let wait = wait(wait_ms.div_ceil(1_000).max(1));
    match why {
        Outcome::Busy { .. } => waiting_busy(&wait),
        Outcome::Unsure => waiting_unsure(&wait),
        _ => waiting_unreachable(&wait),
    }
}

/// A wait in whole units, rounded up, so that nobody is told to come back too early.
fn wait(s: u32) -> String {
    if s < 60 { seconds(s) } else { minutes(s.div_ceil(60)) }
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
        assert_eq!(labels, ["Email", "Name (optional)", "Role (optional)", &consent()]);
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
