//! What a visitor has typed, and what it takes to be sent.

use super::EmailAddress;
use crate::challenge::is_deceptive;

/// The form's fields as typed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Draft {
    /// Where updates go; needed.
    pub email: String,
    /// May stay empty.
    pub name: String,
    /// The visitor's role ("Principal"); may stay empty.
    pub role: String,
    /// Whether the box beside [`crate::text::signup::CONSENT`] is ticked; needed.
    pub consent: bool,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// [`Draft::email`].
    Email,
    /// [`Draft::name`].
    Name,
    /// [`Draft::role`].
    Role,
    /// [`Draft::consent`].
    Consent,
}

impl Field {
    /// All fields in the order of the form.
    pub const ALL: [Self; 4] = [Self::Email, Self::Name, Self::Role, Self::Consent];

    /// The field's name on the wire and in element ids.
    pub fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Name => "name",
            Self::Role => "role",
            Self::Consent => "consent",
        }
    }

    /// The field with this [`Field::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.id() == id)
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// Nothing typed, or not ticked.
    Missing,
    /// Not what the field is for.
    Invalid,
    /// Over [`Draft::MAX_CHARS`], or [`EmailAddress::MAX_LEN`].
    TooLong,
    /// Control characters, or ones that make text read other than it is stored.
    Hidden,
}

impl Flaw {
    const ALL: [Self; 4] = [Self::Missing, Self::Invalid, Self::TooLong, Self::Hidden];

    /// The flaw on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Invalid => "invalid",
            Self::TooLong => "too_long",
            Self::Hidden => "hidden_character",
        }
    }

    /// The flaw with this [`Flaw::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flaw| flaw.code() == code)
    }
}

/// A field and what is wrong with it; [`crate::text::signup::field_error`] has the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FieldError {
    /// Which field.
    pub field: Field,
    /// What is wrong.
    pub flaw: Flaw,
}

/// A sign-up that may be sent: the address is one, the rest is short plain text, consent is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    email: EmailAddress,
    name: Option<Box<str>>,
    role: Option<Box<str>>,
}

impl Draft {
    /// The longest name or role, in characters.
    pub const MAX_CHARS: usize = 200;

    /// Reads the fields, or tells what is wrong: one error a field at most, in the form's order.
    ///
    /// Blanks around what was typed are dropped; nothing else is corrected.
    pub fn check(&self) -> Result<Submission, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut note = |field, flaw| errors.push(FieldError { field, flaw });
        let email = email(&self.email).map_err(|flaw| note(Field::Email, flaw)).ok();
        let name = plain(&self.name).map_err(|flaw| note(Field::Name, flaw)).ok();
        let role = plain(&self.role).map_err(|flaw| note(Field::Role, flaw)).ok();
        if !self.consent {
            note(Field::Consent, Flaw::Missing);
        }
        match (email, name, role) {
            (Some(email), Some(name), Some(role)) if self.consent => Ok(Submission { email, name, role }),
            _ => Err(errors),
        }
    }
}

impl Submission {
    /// Where updates go.
    pub fn email(&self) -> &EmailAddress {
        &self.email
    }

    /// The name, unless left empty.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The role, unless left empty.
    pub fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }
}

fn email(typed: &str) -> Result<EmailAddress, Flaw> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(Flaw::Missing);
    }
    if text.len() > EmailAddress::MAX_LEN {
        return Err(Flaw::TooLong);
    }
    EmailAddress::parse(text).ok_or(Flaw::Invalid)
}

fn plain(typed: &str) -> Result<Option<Box<str>>, Flaw> {
    let text = typed.trim();
    if text.chars().any(|c| c.is_control() || is_deceptive(c)) {
        return Err(Flaw::Hidden);
    }
    if text.chars().count() > Draft::MAX_CHARS {
        return Err(Flaw::TooLong);
    }
    Ok((!text.is_empty()).then(|| text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(email: &str, name: &str, role: &str, consent: bool) -> Draft {
        Draft { email: email.into(), name: name.into(), role: role.into(), consent }
    }

    fn errors(draft: &Draft) -> Vec<(Field, Flaw)> {
        draft.check().unwrap_err().into_iter().map(|error| (error.field, error.flaw)).collect()
    }

    #[test]
    fn blanks_around_what_was_typed_are_dropped() {
        let submission = draft(" name@example.org ", " Ana ", "  ", true).check().unwrap();
        assert_eq!(submission.email().as_str(), "name@example.org");
        assert_eq!((submission.name(), submission.role()), (Some("Ana"), None));
    }

    #[test]
    fn every_wrong_field_is_told_in_the_order_of_the_form() {
        let long = "\u{e9}".repeat(Draft::MAX_CHARS + 1);
        assert_eq!(
            errors(&draft("nobody", "a\u{7}b", &long, false)),
            [
                (Field::Email, Flaw::Invalid),
                (Field::Name, Flaw::Hidden),
                (Field::Role, Flaw::TooLong),
                (Field::Consent, Flaw::Missing),
            ]
        );
        assert_eq!(
            errors(&Draft::default()),
            [(Field::Email, Flaw::Missing), (Field::Consent, Flaw::Missing)]
        );
        assert_eq!(errors(&draft(&"a".repeat(255), "", "", true)), [(Field::Email, Flaw::TooLong)]);
        assert_eq!(
            errors(&draft("a@b", "x\u{202E}y", "a\nb", true)),
            [(Field::Name, Flaw::Hidden), (Field::Role, Flaw::Hidden)]
        );
    }

    #[test]
    fn limits_count_characters_not_bytes() {
        assert!(draft("a@b", &"\u{e9}".repeat(Draft::MAX_CHARS), "", true).check().is_ok());
    }

    #[test]
    fn ids_and_codes_lead_back() {
        for field in Field::ALL {
            assert_eq!(Field::from_id(field.id()), Some(field));
        }
        for flaw in Flaw::ALL {
            assert_eq!(Flaw::from_code(flaw.code()), Some(flaw));
        }
    }
}
