//! Tests of the messages.

use super::*;
use crate::config::Address;

fn own() -> Receiver {
    Receiver::built_in(Address::parse("api/signups").unwrap())
}

#[test]
fn an_invalid_address_is_explained_by_an_example() {
    let fields = own().fields;
    for kind in [FieldErrorKind::Missing, FieldErrorKind::Invalid, FieldErrorKind::HiddenCharacter] {
        assert_eq!(field_error(&fields[0], &kind), "Enter an email address, like name@example.org");
    }
    let not_ascii = field_error(&fields[0], &FieldErrorKind::NotAscii);
    assert!(not_ascii.starts_with("Use an address without accents"), "{not_ascii}");
    assert_eq!(field_error(&fields[2], &FieldErrorKind::TooLong), "Shorten this to 200 characters");
    assert_eq!(field_error(&fields[2], &FieldErrorKind::Custom("No.".into())), "No.");
}

#[test]
fn labels_say_which_fields_are_optional() {
    let labels: Vec<String> = own().fields.iter().map(label).collect();
    assert_eq!(labels, ["Email", "Name (optional)", "Role (optional)", &consent()]);
}

#[test]
fn waits_are_rounded_up() {
    assert_eq!([wait(1), wait(59), wait(60), wait(61)], ["1 second", "59 seconds", "1 minute", "2 minutes"]);
}

#[test]
fn only_a_stored_sign_up_gets_thanks() {
    assert!(outcome(&Outcome::Done, &own()).starts_with("Thank you"));
    let in_two_steps = Receiver { double_opt_in: true, ..own() };
    assert!(outcome(&Outcome::Done, &in_two_steps).contains("follow the link"));
    for failed in [
        Outcome::Sent,
        Outcome::Rejected { errors: Vec::new(), message: None },
        Outcome::Rejected { errors: Vec::new(), message: Some("No.".into()) },
        Outcome::Busy { wait_s: 5 },
        Outcome::Refused,
        Outcome::Unknown,
        Outcome::Unreachable,
    ] {
        assert!(!outcome(&failed, &own()).contains("Thank"), "{failed:?}");
    }
}

#[test]
fn only_an_idempotent_receiver_promises_to_count_once() {
    let strict = Receiver { idempotent: false, replaces: false, ..own() };
    assert!(outcome(&Outcome::Unknown, &own()).contains("it counts once"));
    assert!(!outcome(&Outcome::Unknown, &strict).contains("counts once"));
}
