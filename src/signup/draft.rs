//! What a visitor has typed, and what it takes to be sent.

use super::EmailAddress;
use crate::challenge::is_deceptive;
use crate::config::{Field, FieldKind};
use crate::language::Language;

/// What is typed and ticked so far, a text for each field of the receiver, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Draft {
    entries: Vec<String>,
    /// What stands in the field that only programs see.
    pub decoy: String,
}

/// What a ticked box holds.
const TICKED: &str = "true";

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing typed, chosen or ticked.
    Missing,
    /// Not what the field is for.
    Invalid,
    /// Over [`Field::max_chars`], or [`EmailAddress::MAX_LEN`].
    TooLong,
    /// Control characters, or ones that make text read other than it is stored.
    Hidden,
    /// In words: the publisher's for a code of the receiver, or the receiver's own, short and
    /// plain. To be shown as text, never as HTML.
    Told(Box<str>),
}

impl Flaw {
    const CODED: [Self; 4] = [Self::Missing, Self::Invalid, Self::TooLong, Self::Hidden];

    /// The flaw on the wire; none for [`Flaw::Told`].
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("missing"),
            Self::Invalid => Some("invalid"),
            Self::TooLong => Some("too_long"),
            Self::Hidden => Some("hidden_character"),
            Self::Told(_) => None,
        }
    }

    /// The flaw with this [`Flaw::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::CODED.into_iter().find(|flaw| flaw.code() == Some(code))
    }
}

/// A field and what is wrong with it; [`crate::text::signup::field_error`] has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Which of the receiver's fields.
    pub field: usize,
    /// What is wrong.
    pub flaw: Flaw,
}

/// An answer that may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An email address.
    Email(EmailAddress),
    /// Short plain text, or one of the choices; empty if nothing was said.
    Text(Box<str>),
    /// Whether a box is ticked.
    Ticked(bool),
}

/// A sign-up that may be sent: every answer is of its field's kind, and none is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    values: Vec<Value>,
    language: Option<Language>,
}

impl Draft {
    /// What is typed in a field.
    pub fn text(&self, field: usize) -> &str {
        self.entries.get(field).map_or("", String::as_str)
    }

    /// Takes over what is typed in a field.
    pub fn type_in(&mut self, field: usize, text: &str) {
        if self.entries.len() <= field {
            self.entries.resize(field + 1, String::new());
        }
        text.clone_into(&mut self.entries[field]);
    }

    /// Whether a box is ticked.
    pub fn is_ticked(&self, field: usize) -> bool {
        self.text(field) == TICKED
    }

    /// Ticks a box or takes the tick away.
    pub fn tick(&mut self, field: usize, ticked: bool) {
        self.type_in(field, if ticked { TICKED } else { "" });
    }

    /// Reads the fields, or tells what is wrong: one error a field at most, in the form's order.
    ///
    /// Blanks around what was typed are dropped; nothing else is corrected.
    pub fn check(&self, fields: &[Field]) -> Result<Submission, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut values = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            match value(field, self.text(at)) {
                Ok(value) => values.push(value),
                Err(flaw) => errors.push(FieldError { field: at, flaw }),
            }
        }
        if errors.is_empty() { Ok(Submission { values, language: None }) } else { Err(errors) }
    }
}

impl Submission {
    /// The answers, one for each field.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// The same, of a form that was read in a language: what was agreed to is what stood there.
    #[must_use]
    pub fn read_in(self, language: Option<Language>) -> Self {
        Self { language, ..self }
    }

    /// The language that the form was read in, where that is known.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// Where updates go.
    pub fn email(&self) -> Option<&EmailAddress> {
        self.values.iter().find_map(|value| match value {
            Value::Email(address) => Some(address),
            _ => None,
        })
    }

    /// The draft that makes this submission.
    pub fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        for (at, value) in self.values.iter().enumerate() {
            match value {
                Value::Email(address) => draft.type_in(at, address.as_str()),
                Value::Text(text) => draft.type_in(at, text),
                Value::Ticked(ticked) => draft.tick(at, *ticked),
            }
        }
        draft
    }
}

/// Reads what stands in a field.
fn value(field: &Field, typed: &str) -> Result<Value, Flaw> {
    let text = typed.trim();
    if field.required && text.is_empty() {
        return Err(Flaw::Missing);
    }
    match &field.kind {
        FieldKind::Email if text.len() > EmailAddress::MAX_LEN => Err(Flaw::TooLong),
        FieldKind::Email => EmailAddress::parse(text).map(Value::Email).ok_or(Flaw::Invalid),
        FieldKind::Text => plain(text, field.max_chars).map(Value::Text),
        FieldKind::Select(choices) => {
            let is_known = text.is_empty() || choices.iter().any(|choice| *choice.value == *text);
            if is_known { Ok(Value::Text(text.into())) } else { Err(Flaw::Invalid) }
        }
        FieldKind::Checkbox | FieldKind::Consent => match text {
            "" => Ok(Value::Ticked(false)),
            TICKED => Ok(Value::Ticked(true)),
            _ => Err(Flaw::Invalid),
        },
    }
}

fn plain(text: &str, max_chars: usize) -> Result<Box<str>, Flaw> {
    if text.chars().any(|c| c.is_control() || is_deceptive(c)) {
        return Err(Flaw::Hidden);
    }
    if text.chars().count() > max_chars { Err(Flaw::TooLong) } else { Ok(text.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signup::sample::{any_draft, draft, many_kinds, own};
    use proptest::prelude::*;

    fn errors(draft: &Draft) -> Vec<(usize, Flaw)> {
        let errors = draft.check(&own().fields).unwrap_err();
        errors.into_iter().map(|error| (error.field, error.flaw)).collect()
    }

    #[test]
    fn blanks_around_what_was_typed_are_dropped() {
        let submission = draft(&[" name@example.org ", " Ana ", "  ", "true"]).check(&own().fields).unwrap();
        assert_eq!(submission.email().unwrap().as_str(), "name@example.org");
        assert_eq!(
            submission.values()[1..],
            [Value::Text("Ana".into()), Value::Text("".into()), Value::Ticked(true)]
        );
    }

    #[test]
    fn every_wrong_field_is_told_in_the_order_of_the_form() {
        let long = "\u{e9}".repeat(Field::MAX_CHARS + 1);
        assert_eq!(
            errors(&draft(&["nobody", "a\u{7}b", &long, ""])),
            [(0, Flaw::Invalid), (1, Flaw::Hidden), (2, Flaw::TooLong), (3, Flaw::Missing)]
        );
        assert_eq!(errors(&Draft::default()), [(0, Flaw::Missing), (3, Flaw::Missing)]);
        assert_eq!(errors(&draft(&[&"a".repeat(255), "", "", "true"])), [(0, Flaw::TooLong)]);
        assert_eq!(
            errors(&draft(&["a@b", "x\u{202E}y", "a\nb", "true"])),
            [(1, Flaw::Hidden), (2, Flaw::Hidden)]
        );
    }

    #[test]
    fn limits_count_characters_not_bytes() {
        let longest = "\u{e9}".repeat(Field::MAX_CHARS);
        assert!(draft(&["a@b", &longest, "", "true"]).check(&own().fields).is_ok());
    }

    #[test]
    fn only_a_choice_that_is_offered_is_taken() {
        let fields = many_kinds().fields;
        let chosen = |choice: &str| draft(&["a@b", "", choice, "", "true"]).check(&fields);
        assert!(chosen("coach").is_ok());
        assert_eq!(chosen("Coach").unwrap_err()[0].flaw, Flaw::Invalid);
        assert_eq!(chosen("").unwrap_err()[0].flaw, Flaw::Missing, "it is required there");
    }

    #[test]
    fn codes_lead_back() {
        for flaw in Flaw::CODED {
            assert_eq!(Flaw::from_code(flaw.code().unwrap()), Some(flaw));
        }
        assert_eq!((Flaw::Told("x".into()).code(), Flaw::from_code("x")), (None, None));
    }

    proptest! {
        #[test]
        fn a_submission_and_its_draft_are_one(draft in any_draft()) {
            let fields = many_kinds().fields;
            match draft.check(&fields) {
                Ok(submission) => prop_assert_eq!(submission.draft().check(&fields), Ok(submission)),
                Err(errors) => {
                    prop_assert!(!errors.is_empty());
                    prop_assert!(errors.is_sorted_by(|a, b| a.field < b.field));
                }
            }
        }
    }
}
