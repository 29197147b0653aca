//! Messages of the sign-up form.

use data::challenge::WebAddress;
use messages::messages;

use crate::config::{Field, FieldKind, Receiver, Transport};
use crate::{Entry, FieldErrorKind, Outcome, Unavailable};

messages! { module = SignUp;
    /// Label of the consent. The receiver stores it with each sign-up as a proof, so change it only if the
    /// updates change.
    fn consent() = "Send me updates on this work by email. I can withdraw at any time.";
    /// Text in place of the form on a site without a receiver.
    fn no_receiver() = "Sign-ups are not set up on this site.";
    /// Text in place of the form on a site without a receiver, but with a contact.
    fn no_receiver_but_contact() = "This site does not take sign-ups itself. Ask for updates here:";
    /// Description of the updates.
    fn what_for() = "New survey results and new pages, a few times a year. Nothing more.";
    /// Link to the privacy notice.
    fn privacy() = "Privacy notice";
    /// Button that submits the form.
    fn sign_up() = "Sign up";
    /// Button that closes the dialog after a sign-up.
    fn close_done() = "Done";
    /// Label of the honeypot, which only programs see.
    fn honeypot() = "Leave this empty";
    /// Button that takes the suggested address.
    fn take_hint() = "Use it";
    /// Button that sends an entry of the outbox.
    fn send_now() = "Send now";
    /// Button that deletes an entry of the outbox.
    fn delete() = "Delete";
    /// Status after an entry was deleted.
    fn deleted() = "Deleted. It is no longer kept in this browser.";
    /// Text in place of the form if the settings have errors; details are in the console.
    fn misconfigured() = "Sign-up is misconfigured on this site, so nothing can be sent. Please tell the publisher.";
    /// Text in place of the form if the settings could not be read; details are in the console.
    fn settings_not_read() = "The settings of this site could not be read, so nothing can be sent. Reload the page to try again.";
    /// Option of a select in which nothing is chosen.
    fn choose() = "Choose…";
    /// Status while a sign-up is being sent.
    fn sending() = "Sending…";
    /// Heading of the list of errors.
    fn wrong(errors: Number) = "{errors|one:# thing to correct|other:# things to correct}";
    /// Link to the publisher by mail.
    fn write_to(address: Text) = "Write to {address}";
    /// Link to the publisher on another site.
    fn go_to(site: Text) = "Go to {site}";
    /// Entry of the outbox that was not sent, by its address.
    fn unsent_of(email: Text) = "The sign-up for {email} has not been sent yet. It is kept in this browser for a week, and sent when you are online again or come back.";
    /// Entry of the outbox that was sent, and whose answer did not come.
    fn unsure_of(email: Text) = "The sign-up for {email} may not have arrived. It is kept in this browser for a week.";
    /// Entry of the outbox whose answer did not come, and that is retried.
    fn unsure_and_sent_again(email: Text) = "The sign-up for {email} may not have arrived. It is kept in this browser for a week, and sent when you are online again or come back.";
    /// Entry of the outbox that the form would not accept any more, by its address.
    fn outdated_of(email: Text) = "The sign-up for {email} has not been confirmed, and the form has changed since. It is kept in this browser for a week. Open it, check what you typed and send it.";
    /// Entry of the outbox on a site that takes no sign-ups any more, by its address.
    fn not_taken_of(email: Text) = "The sign-up for {email} has not been confirmed, and this site takes no sign-ups any more. It is kept in this browser for a week. You can delete it.";
    /// Entry of the outbox on a site whose settings have errors, by its address.
    fn misconfigured_of(email: Text) = "The sign-up for {email} has not been confirmed, and can’t be sent now: sign-up is misconfigured on this site. It is kept in this browser for a week. You can delete it.";
    /// Entry of the outbox while the settings of the site can't be read, by its address.
    fn not_read_of(email: Text) = "The sign-up for {email} has not been confirmed, and can’t be sent now: the settings of this site could not be read. It is kept in this browser for a week. Reload the page to try again.";
    /// Button that opens the form with the answers of an entry of the outbox.
    fn open_entry() = "Open the form";
    /// Status after an entry could not be opened, because the form has other answers that were not sent.
    fn form_is_used() = "The form has something else that you typed. Send that first.";
    /// Notice after entries of the outbox were deleted by themselves.
    fn expired(count: Number) = "{count|one:A sign-up that was never confirmed was kept for a week and is now deleted from this browser. If you get no updates, sign up again.|other:# sign-ups that were never confirmed were kept for a week and are now deleted from this browser. If you get no updates, sign up again.}";
    /// Status after an entry could not be sent.
    fn entry_unreachable() = "The sign-up service could not be reached. The sign-up is still kept.";
    /// Status after an entry was sent and its answer did not come.
    fn entry_unsure() = "We do not know whether it arrived. The sign-up is still kept.";
    /// Status after the service was busy for an entry.
    fn entry_busy(wait: Text) = "The sign-up service is busy. Try again in {wait}.";
    /// Status after an entry was not accepted.
    fn entry_refused() = "The sign-up was not accepted. What you typed is back in the form: open it to make corrections.";
    /// Label of an email address.
    fn email() = "Email";
    /// Label of a role.
    fn role() = "Role";
    /// Label of a name.
    fn name() = "Name";
    /// Label of an optional field.
    fn optional(label: Text) = "{label} (optional)";
    /// Error: the email address is too long.
    fn email_too_long() = "Enter a shorter email address: this one can't receive mail";
    /// Error: it is not an email address.
    fn email_wrong() = "Enter an email address, like name@example.org";
    /// Error: the email address has letters such as é before the @, which the receiver can't write to.
    fn email_not_ascii() = "Use an address without accents or other special letters before the @: updates can’t be sent to this one";
    /// Error: consent is missing.
    fn consent_missing() = "To get updates, check the box";
    /// Error: a required checkbox is not checked.
    fn box_missing() = "Check the box to continue";
    /// Error: a required choice is missing.
    fn choice_missing() = "Choose one of these";
    /// Error: none of several choices is chosen, and one has to be.
    fn choices_missing() = "Choose at least one of these";
    /// Error: the text is too long.
    fn text_too_long(most: Number) = "{most|one:Shorten this to # character|other:Shorten this to # characters}";
    /// Error: the text has a hidden character.
    fn text_hidden() = "Type this again: it contains a hidden character, perhaps from copying";
    /// Error: a required text is missing.
    fn text_missing() = "Fill this in";
    /// Error: a required text is not valid.
    fn text_wrong() = "Check this";
    /// Error: an optional text is not valid.
    fn text_wrong_or_empty() = "Check this, or leave it empty";
    /// Suggestion for an address that looks mistyped.
    fn hint(meant: Text) = "Did you mean {meant}?";
    /// Outcome: stored, with a mail to confirm.
    fn almost_done() = "Thank you. One more step: follow the link in the email that we sent you.";
    /// Outcome: stored.
    fn done() = "Thank you: you are signed up for updates.";
    /// Outcome: continues in a new tab.
    fn goes_on() = "Continue signing up in the tab that just opened. What you typed is still here.";
    /// Outcome: sent, to a receiver whose answer can't be read.
    fn sent() = "Your sign-up was sent, but this site can’t see whether it was stored. Look for a confirmation email. What you typed is still here.";
    /// Outcome: rejected, with a message of the service.
    fn rejected_saying(words: Text) = "The sign-up was not accepted. The service says: “{words}”";
    /// Outcome: rejected.
    fn rejected() = "The sign-up was not accepted. Check what you typed, then send it again.";
    /// Outcome: rejected, with errors of fields.
    fn rejected_fields() = "The sign-up was not accepted. Correct the marked fields, then send it again.";
    /// Outcome: the service is busy.
    fn busy(wait: Text) = "The sign-up service is busy and has not stored this. What you typed is still here: send it again in {wait}.";
    /// Outcome: the service does not work.
    fn refused() = "This site’s sign-up is not working, so nothing was stored. What you typed is still here; please tell the publisher.";
    /// Outcome: another tab has sent or deleted the sign-up.
    fn elsewhere() = "This sign-up is no longer kept: another tab has sent or deleted it. What you typed is still here: send it only if you want to sign up again.";
    /// Outcome: unknown, to a receiver that counts a repeated sign-up once.
    fn unsure_counts_once() = "We do not know whether your sign-up arrived. What you typed is still here. Send it again; it counts once.";
    /// Outcome: unknown.
    fn unsure() = "We do not know whether your sign-up arrived. What you typed is still here: if no confirmation email comes, send it again.";
    /// Outcome: not sent.
    fn unreachable() = "The sign-up service could not be reached. What you typed is still here: check your connection, then send it again.";
    /// Status before a retry after the service was busy.
    fn waiting_busy(wait: Text) = "The sign-up service is busy. Trying again in {wait}. What you typed is still here.";
    /// Status before a retry after an unknown outcome.
    fn waiting_unsure(wait: Text) = "We do not know whether your sign-up arrived. Trying again in {wait}. What you typed is still here.";
    /// Status before a retry after the sign-up was not sent.
    fn waiting_unreachable(wait: Text) = "The sign-up service could not be reached. Trying again in {wait}. What you typed is still here.";
    /// Wait in seconds, after "in".
    fn seconds(count: Number) = "{count|one:# second|other:# seconds}";
    /// Wait in minutes, after "in".
    fn minutes(count: Number) = "{count|one:# minute|other:# minutes}";
}

/// Returns the text of the link to the publisher: "Write to name@example.org", "Go to example.org".
pub fn contact(address: &WebAddress) -> String {
    match address.as_str().strip_prefix("mailto:") {
        Some(mail) => write_to(mail.split('?').next().unwrap_or(mail)),
        None => go_to(address.label()),
    }
}

/// Returns the text of an entry of the outbox, with its address. `receiver` is that of the settings of now.
pub fn unsent(entry: &Entry, receiver: Result<&Receiver, Unavailable>) -> String {
    let email = entry.email(receiver.ok());
    match receiver {
        Err(Unavailable::NoReceiver) => not_taken_of(email),
        Err(Unavailable::Misconfigured) => misconfigured_of(email),
        Err(Unavailable::NotRead) => not_read_of(email),
        Ok(receiver) => match (entry.may_have_arrived, receiver.counts_once()) {
            _ if !entry.fits(receiver) => outdated_of(email),
            (false, _) => unsent_of(email),
            (true, true) => unsure_and_sent_again(email),
            (true, false) => unsure_of(email),
        },
    }
}

/// Returns the text in place of the form; `has_contact` if the link to the publisher follows.
pub fn unavailable(why: Unavailable, has_contact: bool) -> String {
    match why {
        Unavailable::NoReceiver if has_contact => no_receiver_but_contact(),
        Unavailable::NoReceiver => no_receiver(),
        Unavailable::Misconfigured => misconfigured(),
        Unavailable::NotRead => settings_not_read(),
    }
}

/// Returns the status after an entry of the outbox was sent.
pub fn entry_outcome(result: &Outcome, receiver: &Receiver) -> String {
    match result {
        Outcome::Unreachable => entry_unreachable(),
        Outcome::Unknown => entry_unsure(),
        Outcome::Busy { wait_s } => entry_busy(&wait(*wait_s)),
        Outcome::Refused | Outcome::Rejected { .. } => entry_refused(),
        Outcome::Done | Outcome::Sent => outcome(result, receiver),
    }
}

/// Returns the label of a field.
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

/// Returns the text of a field's error.
pub fn field_error(field: &Field, kind: &FieldErrorKind) -> String {
    if let FieldErrorKind::Custom(words) = kind {
        return words.to_string();
    }
    match (&field.kind, kind) {
        (FieldKind::Email, FieldErrorKind::TooLong) => email_too_long(),
        (FieldKind::Email, FieldErrorKind::NotAscii) => email_not_ascii(),
        (FieldKind::Email, _) => email_wrong(),
        (FieldKind::Consent, _) => consent_missing(),
        (FieldKind::Checkbox, _) => box_missing(),
        (FieldKind::Select(_), _) => choice_missing(),
        (FieldKind::Checkboxes(_), _) => choices_missing(),
        (FieldKind::Text, FieldErrorKind::TooLong) => text_too_long(field.max_chars),
        (FieldKind::Text, FieldErrorKind::HiddenCharacter) => text_hidden(),
        (FieldKind::Text, FieldErrorKind::Missing) => text_missing(),
        (FieldKind::Text, _) if field.required => text_wrong(),
        (FieldKind::Text, _) => text_wrong_or_empty(),
    }
}

/// Returns the text of an outcome.
pub fn outcome(outcome: &Outcome, receiver: &Receiver) -> String {
    match outcome {
        Outcome::Done if receiver.double_opt_in => almost_done(),
        Outcome::Done => done(),
        Outcome::Sent if receiver.transport == Transport::Navigate => goes_on(),
        Outcome::Sent => sent(),
        Outcome::Rejected { message: Some(words), .. } => rejected_saying(words),
        Outcome::Rejected { errors, .. } if errors.is_empty() => rejected(),
        Outcome::Rejected { .. } => rejected_fields(),
        Outcome::Busy { wait_s } => busy(&wait(*wait_s)),
        Outcome::Refused => refused(),
        Outcome::Unknown if receiver.counts_once() => unsure_counts_once(),
        Outcome::Unknown => unsure(),
        Outcome::Unreachable => unreachable(),
    }
}

/// Returns the status before a retry in `wait_ms` milliseconds, with its reason.
pub fn waiting(why: &Outcome, wait_ms: u32) -> String {
    let wait = wait(wait_ms.div_ceil(1_000).max(1));
    match why {
        Outcome::Busy { .. } => waiting_busy(&wait),
        Outcome::Unknown => waiting_unsure(&wait),
        _ => waiting_unreachable(&wait),
    }
}

/// Returns a wait in whole seconds or minutes, rounded up so that nobody comes back too early.
fn wait(s: u32) -> String {
    if s < 60 { seconds(s) } else { minutes(s.div_ceil(60)) }
}

#[cfg(test)]
mod tests;
