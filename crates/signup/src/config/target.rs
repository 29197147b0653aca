//! Places in requests and answers.

use data::bundle::json;
use data::challenge::is_deceptive;

/// Place in a JSON document (RFC 6901), such as `/fields/0/value`. A step of digits is an index into a list,
/// from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer(Box<[Step]>);

/// Step of a [`Pointer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Name of an object's field.
    Key(Box<str>),
    /// Index into a list, from 0.
    Index(u8),
}

/// Reason that a place is not valid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// It has no `/` at the start.
    #[error("`{0}` is not a JSON pointer: it begins with /, as in `/email` or `/fields/0/value`")]
    NoSlash(String),
    /// A step is empty, or has a lone `~` or a hidden character.
    #[error("`{0}` has a step that is empty or can't be read (~ is written ~0, and / inside a step ~1)")]
    Step(String),
    /// It has too many steps.
    #[error("`{0}` has more than {max} steps", max = Pointer::MAX_DEPTH)]
    Depth(String),
    /// An index is too large.
    #[error("`{0}` counts further than {max} into a list", max = Pointer::MAX_INDEX)]
    Index(String),
    /// It is not a name of a form's field.
    #[error(
        "`{0}` is not a name of a form's field: 1 to {max} characters, and no / before it",
        max = Target::MAX_NAME
    )]
    Name(String),
}

impl Pointer {
    /// Largest number of steps.
    pub const MAX_DEPTH: usize = 8;

    /// Largest index into a list.
    pub const MAX_INDEX: u8 = 15;

    /// Parses a pointer. The empty one is the whole document.
    ///
    /// # Errors
    ///
    /// Returns the first error in the text.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        if text.is_empty() {
            return Ok(Self(Box::default()));
        }
        let Some(steps) = text.strip_prefix('/') else { return Err(TargetError::NoSlash(text.to_owned())) };
        let steps: Result<Vec<Step>, TargetError> =
            steps.split('/').map(|step| Step::parse(step, text)).collect();
        let steps = steps?;
        if steps.len() > Self::MAX_DEPTH {
            return Err(TargetError::Depth(text.to_owned()));
        }
        Ok(Self(steps.into()))
    }

    /// Returns the pointer to the field `key` of the document.
    pub(super) fn to(key: &str) -> Self {
        Self(Box::new([Step::Key(key.into())]))
    }

    /// Returns the steps, from the outside in.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Returns the steps up to the innermost index; none without an index.
    pub fn entry(&self) -> Option<&[Step]> {
        let last = self.0.iter().rposition(|step| matches!(step, Step::Index(_)))?;
        self.0.get(..=last)
    }

    /// Returns the value at this place of a document, which is valid JSON.
    pub fn find<'a>(&self, raw: &'a str) -> Option<&'a str> {
        self.0.iter().try_fold(raw, |raw, step| match step {
            Step::Key(key) => json::field(&json::object(raw)?, key),
            Step::Index(at) => json::list(raw)?.get(usize::from(*at)).copied(),
        })
    }
}

impl Step {
    fn parse(step: &str, whole: &str) -> Result<Self, TargetError> {
        let unreadable = || TargetError::Step(whole.to_owned());
        if !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit()) {
            let index = step.parse().ok().filter(|index| *index <= Pointer::MAX_INDEX);
            return index.map(Self::Index).ok_or_else(|| TargetError::Index(whole.to_owned()));
        }
        let key = step.replace("~1", "/").replace("~0", "~");
        // A `~` that is not part of an escape is an error.
        let escapes = step.matches("~0").count() + step.matches("~1").count();
        let whole_escapes = step.matches('~').count() == escapes;
        let plain = !key.is_empty() && !key.contains(|c: char| c.is_control() || is_deceptive(c));
        if whole_escapes && plain { Ok(Self::Key(key.into())) } else { Err(unreadable()) }
    }
}

/// Place of a value in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Place in JSON.
    Pointer(Pointer),
    /// Name of a form's field, such as `fields[email]` or `entry.1`.
    Name(Box<str>),
}

/// Conflict between the places of two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Both have the same place.
    #[error("another value goes to the same place")]
    Same,
    /// One place is inside the other.
    #[error("another value goes inside this one, or this one inside it")]
    Inside,
    /// A place is a list for one value, and an object for the other.
    #[error("for another value the same place is a list here and an object there")]
    Kinds,
}

impl Target {
    /// Length of the longest name of a form's field, in characters.
    pub const MAX_NAME: usize = 200;

    /// Parses a place in a JSON body.
    ///
    /// # Errors
    ///
    /// Returns the first error in the text.
    pub fn in_json(text: &str) -> Result<Self, TargetError> {
        if text.is_empty() {
            return Err(TargetError::NoSlash(String::new()));
        }
        Pointer::parse(text).map(Self::Pointer)
    }

    /// Parses the name of a form's field.
    ///
    /// # Errors
    ///
    /// Returns [`TargetError::Name`] for a text that is empty, too long or not plain, or that begins with `/`.
    pub fn in_form(text: &str) -> Result<Self, TargetError> {
        let fits = (1..=Self::MAX_NAME).contains(&text.chars().count()) && !text.starts_with('/');
        let plain = !text.contains(|c: char| c.is_control() || is_deceptive(c));
        if fits && plain { Ok(Self::Name(text.into())) } else { Err(TargetError::Name(text.to_owned())) }
    }

    /// Returns the name that a receiver has for the place: the name, or the last step that is no index.
    pub fn name(&self) -> &str {
        match self {
            Self::Name(name) => name,
            Self::Pointer(pointer) => {
                let key = |step: &'_ Step| matches!(step, Step::Key(_));
                match pointer.steps().iter().rfind(|step| key(step)) {
                    Some(Step::Key(key)) => key,
                    _ => "",
                }
            }
        }
    }

    /// Returns the conflict if two values have these places.
    pub fn conflict(&self, other: &Self) -> Option<Conflict> {
        let (a, b) = match (self, other) {
            (Self::Name(a), Self::Name(b)) => return (a == b).then_some(Conflict::Same),
            (Self::Pointer(a), Self::Pointer(b)) => (a.steps(), b.steps()),
            _ => return None,
        };
        match a.iter().zip(b).find(|(a, b)| a != b) {
            Some((Step::Key(_), Step::Key(_)) | (Step::Index(_), Step::Index(_))) => None,
            Some(_) => Some(Conflict::Kinds),
            None if a.len() == b.len() => Some(Conflict::Same),
            None => Some(Conflict::Inside),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        Pointer::parse(text).unwrap()
    }

    #[test]
    fn pointers_follow_the_rfc() {
        let key = |key: &str| Step::Key(key.into());
        assert_eq!(pointer("/fields/0/value").steps(), [key("fields"), Step::Index(0), key("value")]);
        assert_eq!(pointer("/a~1b/m~0n/~01").steps(), [key("a/b"), key("m~n"), key("~1")]);
        assert_eq!(pointer("").steps(), []);
        for (bad, told) in [
            ("email", "begins with /"),
            ("/", "empty"),
            ("/a//b", "empty"),
            ("/a~2", "~0"),
            ("/a~", "~0"),
            ("/a\u{202E}b", "can't be read"),
            ("/a/16", "further than 15"),
            ("/a/99999999999", "further than 15"),
            ("/1/2/3/4/5/6/7/8/9", "more than 8"),
        ] {
            let error = Pointer::parse(bad).unwrap_err().to_string();
            assert!(error.contains(told), "{bad}: {error}");
        }
        assert!(Pointer::parse("/1/2/3/4/5/6/7/8").is_ok());
        assert!(Pointer::parse("/a/15").is_ok());
    }

    #[test]
    fn a_pointer_finds_its_value() {
        let raw = r#"{"data": {"email": [{"code": "taken"}]}, "a/b": 1}"#;
        assert_eq!(pointer("/data/email/0/code").find(raw), Some("\"taken\""));
        assert_eq!(pointer("/a~1b").find(raw), Some("1"));
        assert_eq!(pointer("").find(raw), Some(raw));
        for nowhere in ["/data/0", "/data/email/1", "/data/email/code", "/x", "/a~1b/c"] {
            assert_eq!(pointer(nowhere).find(raw), None, "{nowhere}");
        }
    }

    #[test]
    fn conflicting_places_are_found() {
        let clash = |a: &str, b: &str| {
            let (a, b) = (Target::in_json(a).unwrap(), Target::in_json(b).unwrap());
            assert_eq!(a.conflict(&b), b.conflict(&a));
            a.conflict(&b)
        };
        assert_eq!(clash("/a", "/b"), None);
        assert_eq!(clash("/a/0/x", "/a/1/x"), None);
        assert_eq!(clash("/a/0/x", "/a/0/y"), None);
        assert_eq!(clash("/a", "/a"), Some(Conflict::Same));
        assert_eq!(clash("/a", "/a/b"), Some(Conflict::Inside));
        assert_eq!(clash("/a/0", "/a/b"), Some(Conflict::Kinds));
        let name = |text| Target::in_form(text).unwrap();
        assert_eq!(name("a[b]").conflict(&name("a[b]")), Some(Conflict::Same));
        assert_eq!(name("a").conflict(&name("a[b]")), None);
    }

    #[test]
    fn names_of_form_fields_are_not_changed() {
        for good in ["email", "fields[first_name]", "entry.1", "b_u_id", "Your e-mail"] {
            assert_eq!(Target::in_form(good).unwrap().name(), good);
        }
        for bad in ["", "/email", "a\nb", &"x".repeat(201)] {
            assert!(Target::in_form(bad).is_err(), "{bad:?}");
        }
        assert!(Target::in_json("").is_err());
        assert_eq!(Target::in_json("/fields/0/value").unwrap().name(), "value");
        assert_eq!(Target::in_json("/list/0").unwrap().name(), "list");
    }
}
