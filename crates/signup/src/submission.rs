//! Rules for the answers of a form, shared by the page and the receiver.

use data::challenge::{is_blank, is_deceptive};
use messages::language::Language;

use crate::EmailAddress;
use crate::config::{Choice, Field, FieldKind};

/// Answer to a field before it is validated, in the type that it was given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// Typed or chosen text, of several choices one a line; empty if there is none.
    Text(&'a str),
    /// State of a checkbox.
    Checked(bool),
}

/// Validated answer to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Email address.
    Email(EmailAddress),
    /// Plain text without blanks around it, or one of the choices; empty if there is no answer.
    Text(Box<str>),
    /// Values of the chosen ones of several choices, in the order of the choices.
    Chosen(Vec<Box<str>>),
    /// State of a checkbox.
    Checked(bool),
}

/// Reason that a field is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldErrorKind {
    /// A required answer is missing.
    Missing,
    /// The answer does not fit the kind of field.
    Invalid,
    /// The text is longer than [`Field::max_chars`] or [`EmailAddress::MAX_LEN`].
    TooLong,
    /// The text has control characters, or others that make it read differently than it is stored.
    HiddenCharacter,
    /// The email address has letters outside ASCII before the `@`, and the receiver has no [`Field::smtputf8`].
    NotAscii,
    /// Short plain message: the publisher's for an error code of the receiver, or the receiver's own.
    /// Show it as text, never as HTML.
    Custom(Box<str>),
}

impl FieldErrorKind {
    const CODED: [Self; 5] =
        [Self::Missing, Self::Invalid, Self::TooLong, Self::HiddenCharacter, Self::NotAscii];

    /// Returns the code of this kind on the wire; none for [`FieldErrorKind::Custom`].
    pub fn code(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("missing"),
            Self::Invalid => Some("invalid"),
            Self::TooLong => Some("too_long"),
            Self::HiddenCharacter => Some("hidden_character"),
            Self::NotAscii => Some("not_ascii"),
            Self::Custom(_) => None,
        }
    }

    /// Returns the kind with a [`FieldErrorKind::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::CODED.into_iter().find(|kind| kind.code() == Some(code))
    }
}

/// Error of one field; [`crate::messages::field_error`] has its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Index into the receiver's fields.
    pub field: usize,
    /// Reason.
    pub kind: FieldErrorKind,
}

/// Sign-up that may be sent: each answer fits its field, and no required one is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    values: Vec<Value>,
    language: Option<Language>,
    revision: u32,
}

impl Submission {
    /// Validates the answers to `fields`, one input for each in their order. Blanks around a text are
    /// dropped, and in an address what shows nothing; nothing else is corrected. The page and the receiver both call this.
    ///
    /// # Errors
    ///
    /// Returns the errors of all invalid fields in their order, one error per field.
    pub fn validate<'a>(
        fields: &[Field],
        inputs: impl IntoIterator<Item = Input<'a>>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut inputs = inputs.into_iter();
        let (mut values, mut errors) = (Vec::new(), Vec::new());
        for (field, rules) in fields.iter().enumerate() {
            // An input that is not there is one that was left empty.
            let input = inputs.next().unwrap_or(match rules.is_box() {
                true => Input::Checked(false),
                false => Input::Text(""),
            });
            match validate(rules, input) {
                Ok(value) => values.push(value),
                Err(kind) => errors.push(FieldError { field, kind }),
            }
        }
        if errors.is_empty() { Ok(Self { values, language: None, revision: 0 }) } else { Err(errors) }
    }

    /// Returns the answers, one for each field.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Returns the answers, one for each field.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn into_values(self) -> Vec<Value> {
        self.values
    }

    /// Returns this submission with the language that its form was displayed in, and with it the text
    /// of the consent.
    #[must_use]
    pub fn with_language(self, language: Option<Language>) -> Self {
        Self { language, ..self }
    }

    /// Returns the language that the form was displayed in, if it is known.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// Returns this submission as the correction number `revision` under its id, 0 for the first answers.
    #[must_use]
    pub(super) fn with_revision(self, revision: u32) -> Self {
        Self { revision, ..self }
    }

    /// Returns the number of corrections under the id, 0 for the first answers.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// Returns the email address.
    pub fn email(&self) -> Option<&EmailAddress> {
        self.values.iter().find_map(|value| match value {
            Value::Email(address) => Some(address),
            _ => None,
        })
    }
}

/// Validates the answer to one field.
fn validate(field: &Field, input: Input<'_>) -> Result<Value, FieldErrorKind> {
    let is_empty = match input {
        Input::Text(text) => is_blank(text),
        Input::Checked(checked) => !checked,
    };
    if field.required && is_empty {
        return Err(FieldErrorKind::Missing);
    }
    match (&field.kind, input) {
        (FieldKind::Email, Input::Text(text)) => email(text, field.smtputf8).map(Value::Email),
        (FieldKind::Text, Input::Text(text)) => plain(text.trim(), field.max_chars).map(Value::Text),
        (FieldKind::Select(choices), Input::Text(text)) => {
            let text = text.trim();
            let is_known = text.is_empty() || choices.iter().any(|choice| *choice.value == *text);
            if is_known { Ok(Value::Text(text.into())) } else { Err(FieldErrorKind::Invalid) }
        }
        (FieldKind::Checkboxes(choices), Input::Text(text)) => chosen(choices, text).map(Value::Chosen),
        (FieldKind::Checkbox | FieldKind::Consent, Input::Checked(checked)) => Ok(Value::Checked(checked)),
        _ => Err(FieldErrorKind::Invalid),
    }
}

fn email(text: &str, smtputf8: bool) -> Result<EmailAddress, FieldErrorKind> {
    let text = EmailAddress::tidy(text);
    if text.len() > EmailAddress::MAX_LEN {
        return Err(FieldErrorKind::TooLong);
    }
    let address = EmailAddress::parse_smtputf8(&text).ok_or(FieldErrorKind::Invalid)?;
    if smtputf8 || address.as_str().is_ascii() { Ok(address) } else { Err(FieldErrorKind::NotAscii) }
}

/// Returns the chosen values in the order of the choices, each once.
fn chosen(choices: &[Choice], text: &str) -> Result<Vec<Box<str>>, FieldErrorKind> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_known = |line: &str| choices.iter().any(|choice| *choice.value == *line);
    if !lines().all(is_known) {
        return Err(FieldErrorKind::Invalid);
    }
    let is_chosen = |choice: &&Choice| lines().any(|line| *choice.value == *line);
    Ok(choices.iter().filter(is_chosen).map(|choice| choice.value.clone()).collect())
}

fn plain(text: &str, max_chars: usize) -> Result<Box<str>, FieldErrorKind> {
    if text.chars().any(|c| c.is_control() || is_deceptive(c)) {
        return Err(FieldErrorKind::HiddenCharacter);
    }
    if text.chars().count() > max_chars { Err(FieldErrorKind::TooLong) } else { Ok(text.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{many_kinds, own};

    /// Validates texts and the consent of our own receiver.
    fn validated(texts: [&str; 3], consent: bool) -> Result<Submission, Vec<FieldError>> {
        let [email, name, role] = texts.map(Input::Text);
        Submission::validate(&own().fields, [email, name, role, Input::Checked(consent)])
    }

    fn errors(texts: [&str; 3], consent: bool) -> Vec<(usize, FieldErrorKind)> {
        let errors = validated(texts, consent).unwrap_err();
        errors.into_iter().map(|error| (error.field, error.kind)).collect()
    }

    #[test]
    fn blanks_around_text_are_dropped() {
        let submission = validated([" name@example.org ", " Ana ", "  "], true).unwrap();
        assert_eq!(submission.email().unwrap().as_str(), "name@example.org");
        assert_eq!(
            submission.values()[1..],
            [Value::Text("Ana".into()), Value::Text("".into()), Value::Checked(true)]
        );
    }

    /// Nobody can see or delete them, so they are no mistake of the visitor.
    #[test]
    fn an_address_loses_what_shows_nothing() {
        let submission =
            validated(["\u{feff}na\u{200b}me@exam\u{ad}ple.org\u{200e} ", "", ""], true).unwrap();
        assert_eq!(submission.email().unwrap().as_str(), "name@example.org");
        assert_eq!(errors(["\u{200b}", "", ""], true), [(0, FieldErrorKind::Missing)]);
    }

    #[test]
    fn smtputf8_admits_letters_of_any_script() {
        let text = "jos\u{e9}@b\u{fc}cher.example";
        assert_eq!(errors([text, "", ""], true), [(0, FieldErrorKind::NotAscii)]);
        let mut fields = own().fields;
        fields[0].smtputf8 = true;
        let inputs = [Input::Text(text), Input::Text(""), Input::Text(""), Input::Checked(true)];
        let submission = Submission::validate(&fields, inputs).unwrap();
        assert_eq!(submission.email().unwrap().as_str(), "jos\u{e9}@xn--bcher-kva.example");
    }

    #[test]
    fn errors_are_in_the_order_of_the_fields() {
        use FieldErrorKind::*;
        let long = "\u{e9}".repeat(Field::MAX_CHARS + 1);
        assert_eq!(
            errors(["nobody", "a\u{7}b", &long], false),
            [(0, Invalid), (1, HiddenCharacter), (2, TooLong), (3, Missing)]
        );
        assert_eq!(errors(["", "", ""], false), [(0, Missing), (3, Missing)]);
        assert_eq!(errors([&"a".repeat(255), "", ""], true), [(0, TooLong)]);
        assert_eq!(errors(["a@b", "x\u{202E}y", "a\nb"], true), [(1, HiddenCharacter), (2, HiddenCharacter)]);
    }

    #[test]
    fn a_missing_input_is_empty() {
        let none = Submission::validate(&own().fields, []);
        assert_eq!(none, validated(["", "", ""], false));
        let optional = Submission::validate(&own().fields[1..3], []).unwrap();
        assert_eq!(optional.values(), [Value::Text("".into()), Value::Text("".into())]);
    }

    #[test]
    fn an_input_of_another_type_is_invalid() {
        let fields = many_kinds().fields;
        for (field, input) in [
            (0, Input::Checked(true)),
            (1, Input::Checked(false)),
            (2, Input::Checked(true)),
            (3, Input::Text("yes")),
            (4, Input::Text("yes")),
        ] {
            assert_eq!(validate(&fields[field], input), Err(FieldErrorKind::Invalid), "{field}");
        }
    }

    #[test]
    fn limits_count_characters_not_bytes() {
        assert!(validated(["a@b", &"\u{e9}".repeat(Field::MAX_CHARS), ""], true).is_ok());
    }

    #[test]
    fn only_an_offered_choice_is_valid() {
        let field = &many_kinds().fields[2];
        assert_eq!(validate(field, Input::Text("coach")), Ok(Value::Text("coach".into())));
        assert_eq!(validate(field, Input::Text("Coach")), Err(FieldErrorKind::Invalid));
        assert_eq!(validate(field, Input::Text("")), Err(FieldErrorKind::Missing), "it is required");
    }

    #[test]
    fn any_number_of_choices_may_be_chosen() {
        let field = &crate::sample::tags().fields[1];
        let value = |text| validate(field, Input::Text(text));
        let chosen =
            |values: &[&str]| Ok(Value::Chosen(values.iter().map(|value| (*value).into()).collect()));
        assert_eq!(value("c\na"), chosen(&["a", "c"]), "in the order of the choices");
        assert_eq!(value(" b \n\nb"), chosen(&["b"]));
        assert_eq!(value("a\nx"), Err(FieldErrorKind::Invalid));
        assert_eq!(value(""), chosen(&[]));
        let required = Field { required: true, ..field.clone() };
        assert_eq!(validate(&required, Input::Text("\n")), Err(FieldErrorKind::Missing));
    }

    #[test]
    fn error_codes_round_trip() {
        for kind in FieldErrorKind::CODED {
            assert_eq!(FieldErrorKind::from_code(kind.code().unwrap()), Some(kind));
        }
        assert_eq!((FieldErrorKind::Custom("x".into()).code(), FieldErrorKind::from_code("x")), (None, None));
    }
}
