//! The answers of a form as texts, while it is filled in and in the outbox.

use crate::config::Field;
use crate::{FieldError, Input, Submission, Value};

/// Answers that a visitor has entered so far: one text for each field of the receiver, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Draft {
    texts: Vec<String>,
    /// Text in the honeypot, which only programs see and fill in.
    pub honeypot: String,
}

/// Text that a checked checkbox has; one that is not checked has none.
const CHECKED: &str = "true";

impl Draft {
    /// Returns the text of a field.
    pub fn text(&self, field: usize) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }

    /// Sets the text of a field.
    pub fn set_text(&mut self, field: usize, text: &str) {
        if self.texts.len() <= field {
            self.texts.resize(field + 1, String::new());
        }
        text.clone_into(&mut self.texts[field]);
    }

    /// Returns `true` if a checkbox is checked.
    pub fn is_checked(&self, field: usize) -> bool {
        self.text(field) == CHECKED
    }

    /// Checks or unchecks a checkbox.
    pub fn set_checked(&mut self, field: usize, checked: bool) {
        self.set_text(field, if checked { CHECKED } else { "" });
    }

    /// Returns `true` if one of several choices is chosen.
    pub fn is_chosen(&self, field: usize, value: &str) -> bool {
        self.text(field).lines().any(|line| line == value)
    }

    /// Adds one of several choices, or takes it away.
    pub fn set_chosen(&mut self, field: usize, value: &str, chosen: bool) {
        let others = self.text(field).lines().filter(|line| *line != value);
        let lines: Vec<&str> = others.chain(chosen.then_some(value)).collect();
        let text = lines.join("\n");
        self.set_text(field, &text);
    }

    /// Parses the texts into the types of their fields, and validates them.
    ///
    /// # Errors
    ///
    /// Returns the same errors as [`Submission::validate`].
    pub fn validate(&self, fields: &[Field]) -> Result<Submission, Vec<FieldError>> {
        Submission::validate(fields, fields.iter().enumerate().map(|(at, field)| self.input(at, field)))
    }

    /// Returns the text of a field in the field's type. A text that no checkbox has stays a text.
    fn input(&self, at: usize, field: &Field) -> Input<'_> {
        match self.text(at).trim() {
            "" if field.is_box() => Input::Checked(false),
            CHECKED if field.is_box() => Input::Checked(true),
            text => Input::Text(text),
        }
    }
}

impl From<&Submission> for Draft {
    /// Returns the draft that validates to a submission.
    fn from(submission: &Submission) -> Self {
        let mut draft = Self::default();
        for (at, value) in submission.values().iter().enumerate() {
            match value {
                Value::Email(address) => draft.set_text(at, address.as_str()),
                Value::Text(text) => draft.set_text(at, text),
                Value::Chosen(values) => draft.set_text(at, &values.join("\n")),
                Value::Checked(checked) => draft.set_checked(at, *checked),
            }
        }
        draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldErrorKind;
    use crate::sample::{any_draft, draft, many_kinds, own};
    use proptest::prelude::*;

    #[test]
    fn texts_are_parsed_into_the_types_of_their_fields() {
        let fields = own().fields;
        let input = |at: usize, text: &str| format!("{:?}", draft(&["", "", "", text]).input(3, &fields[at]));
        for (text, in_box, in_text) in [
            ("true", "Checked(true)", "Text(\"true\")"),
            (" true ", "Checked(true)", "Text(\"true\")"),
            ("", "Checked(false)", "Text(\"\")"),
            ("yes", "Text(\"yes\")", "Text(\"yes\")"),
        ] {
            assert_eq!((input(3, text), input(1, text)), (in_box.to_owned(), in_text.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_text_that_no_checkbox_has_is_an_error() {
        let errors = draft(&["a@b", "", "", "yes"]).validate(&own().fields).unwrap_err();
        assert_eq!(errors, [FieldError { field: 3, kind: FieldErrorKind::Invalid }]);
    }

    #[test]
    fn choices_are_added_and_taken_away() {
        let mut choices = Draft::default();
        for (value, chosen, text) in
            [("c", true, "c"), ("a", true, "c\na"), ("a", true, "c\na"), ("c", false, "a"), ("a", false, "")]
        {
            choices.set_chosen(1, value, chosen);
            assert_eq!((choices.text(1), choices.is_chosen(1, value)), (text, chosen));
        }
        choices.set_text(0, "a@b");
        choices.set_text(1, "c\na");
        let fields = crate::sample::tags().fields;
        let submission = choices.validate(&fields).unwrap();
        assert_eq!(Draft::from(&submission).validate(&fields), Ok(submission));
    }

    proptest! {
        #[test]
        fn a_submission_round_trips_as_a_draft(draft in any_draft()) {
            let fields = many_kinds().fields;
            match draft.validate(&fields) {
                Ok(submission) => prop_assert_eq!(Draft::from(&submission).validate(&fields), Ok(submission)),
                Err(errors) => {
                    prop_assert!(!errors.is_empty());
                    prop_assert!(errors.is_sorted_by(|a, b| a.field < b.field));
                }
            }
        }
    }
}
