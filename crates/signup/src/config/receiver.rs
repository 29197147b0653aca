//! Receivers of sign-ups as plain data: address, format of the request, rules for the answer.

use data::bundle::json;
use data::challenge::Slug;

use super::{Address, DEFAULT_TIMEOUT_MS, EMAIL, EMAIL_MD5, Pointer, SUBMISSION_ID, Target};

/// Receiver of sign-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// Address of the receiver; may have [`SUBMISSION_ID`], [`EMAIL`] and [`EMAIL_MD5`] in it.
    pub action: Address,
    /// HTTP method.
    pub method: Method,
    /// Way of sending, which decides if the answer can be read.
    pub transport: Transport,
    /// Encoding of the body.
    pub encoding: Encoding,
    /// Headers beside `Accept` and `Content-Type`, or in place of them. Each can make a receiver of another
    /// origin refuse the request.
    pub headers: Vec<Header>,
    /// Fields of the form in order; exactly one is an email address.
    pub fields: Vec<Field>,
    /// Constants that are sent with every sign-up.
    pub extra: Vec<Extra>,
    /// Place of a field that only programs fill in. It is sent empty; if it is filled in, nothing is sent.
    pub honeypot: Option<Target>,
    /// Rule for the answer to a sign-up that was stored.
    pub success: Rule,
    /// Rule for the answer to a sign-up that was stored before.
    pub already: Option<Rule>,
    /// Layout of errors in an answer.
    pub errors: Option<ErrorLayout>,
    /// Words for the receiver's errors: those of a field first, then those of any.
    pub error_texts: Vec<ErrorText>,
    /// Time-out for the answer, in milliseconds; within [`super::TIMEOUT_MS`].
    pub timeout_ms: u32,
    /// Set if the receiver counts a repeated sign-up once.
    pub idempotent: bool,
    /// Set if a sign-up takes the place of an earlier one with its id, so that a correction may have that id.
    pub replaces: bool,
    /// Set if a sign-up counts only after the visitor has followed a link in a mail.
    pub double_opt_in: bool,
}

/// Header of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Name, which browsers let a page set.
    pub name: Box<str>,
    /// Value of ASCII without blanks around it; may have [`SUBMISSION_ID`] in it.
    pub value: Box<str>,
}

/// Constant that is sent with every sign-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// Place in the body.
    pub to: Target,
    /// Value.
    pub value: Constant,
}

/// HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
}

impl Method {
    /// Returns the method as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// Way of sending a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// The page sends the request and reads the answer.
    Fetch,
    /// The page sends the request and can't read the answer (`mode: "no-cors"`).
    Opaque,
    /// The browser submits a form, and shows the answer in a new tab.
    Navigate,
}

/// Encoding of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// JSON.
    Json,
    /// JSON with the media type of plain text, for receivers that can't answer a preflight.
    JsonText,
    /// Names and values, URL-encoded.
    Form,
    /// Names and values, each in its own part.
    Multipart,
}

impl Encoding {
    /// Returns `true` if places in the body are JSON pointers.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonText)
    }

    /// Returns the media type, which is also the `enctype` of a form.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::JsonText => "text/plain;charset=UTF-8",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
        }
    }
}

/// Field of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Id in the elements of the page and in the outbox.
    pub id: Slug,
    /// Kind of answer.
    pub kind: FieldKind,
    /// Label, if it is not the default of [`crate::messages::label`].
    pub label: Option<Box<str>>,
    /// Set if the form can't be sent without an answer.
    pub required: bool,
    /// Place of the answer in the body. Consent may have none: it is then asked for and not sent.
    pub to: Option<Target>,
    /// Length of the longest text, in characters.
    pub max_chars: usize,
    /// Value that is sent for a checked box instead of `true`. Without it, JSON has `false` for an unchecked
    /// one.
    pub ticked: Option<Scalar>,
    /// Set if an email address may have letters outside ASCII before the `@` (RFC 6531): the receiver and whatever
    /// sends its mail can write to it.
    pub smtputf8: bool,
}

/// Kind of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Email address.
    Email,
    /// Line of text.
    Text,
    /// One of several choices.
    Select(Vec<Choice>),
    /// Any number of several choices.
    Checkboxes(Vec<Choice>),
    /// Checkbox.
    Checkbox,
    /// Checkbox for consent.
    Consent,
}

/// Choice of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Value that is sent.
    pub value: Box<str>,
    /// Label that the visitor reads.
    pub label: Box<str>,
}

impl Field {
    /// Default of [`Field::max_chars`].
    pub const MAX_CHARS: usize = 200;

    /// Returns the choices; none for other kinds than [`FieldKind::Select`] and [`FieldKind::Checkboxes`].
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            FieldKind::Select(choices) | FieldKind::Checkboxes(choices) => choices,
            _ => &[],
        }
    }

    /// Returns `true` for a single checkbox.
    pub fn is_box(&self) -> bool {
        matches!(self.kind, FieldKind::Checkbox | FieldKind::Consent)
    }

    /// Returns the `autocomplete` token, by which browsers fill in the field (WCAG 2.2, 1.3.5).
    pub fn autocomplete(&self) -> Option<&'static str> {
        const KNOWN: [(&str, &str); 8] = [
            ("name", "name"),
            ("first-name", "given-name"),
            ("last-name", "family-name"),
            ("organization", "organization"),
            ("role", "organization-title"),
            ("country", "country-name"),
            ("postal-code", "postal-code"),
            ("phone", "tel"),
        ];
        match self.kind {
            FieldKind::Email => Some("email"),
            FieldKind::Checkboxes(_) | FieldKind::Checkbox | FieldKind::Consent => None,
            _ => KNOWN.iter().find(|(id, _)| *id == self.id.as_str()).map(|(_, token)| *token),
        }
    }
}

/// Text, number or truth value in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// Text, or the number or truth value as JSON.
    pub text: Box<str>,
    /// Set for a text.
    pub is_text: bool,
}

impl Scalar {
    /// Returns the value in `raw`, which is valid JSON; none for objects, lists and null.
    pub fn read(raw: &str) -> Option<Self> {
        if let Some(text) = json::text(raw) {
            return Some(Self { text: text.into(), is_text: true });
        }
        (!raw.starts_with(['[', '{', '"']) && raw != "null")
            .then(|| Self { text: raw.into(), is_text: false })
    }
}

/// Value of a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    /// Single value.
    One(Scalar),
    /// List in JSON; in a form, the same name several times.
    Many(Vec<Scalar>),
    /// Time that the form was open, in milliseconds; not sent if it is not known. Written as
    /// [`super::OPEN_MS`].
    OpenMs,
    /// Tag of the language that the form was displayed in; not sent if it is not known. Written as
    /// [`super::LANGUAGE`].
    Language,
    /// Number of corrections under the id of the submission; not sent for the first answers. Written as
    /// [`super::REVISION`].
    Revision,
}

/// Rule for an answer. All parts must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Accepted status codes; an empty list stands for 200 to 299.
    pub status: Vec<u16>,
    /// Conditions on the body.
    pub json: Vec<Condition>,
}

/// Condition on a value in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Place of the value.
    pub at: Pointer,
    /// Accepted values; an empty list stands for any but null.
    pub any_of: Vec<Scalar>,
}

/// Layout of errors in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorLayout {
    /// Shape of the layout.
    pub shape: ErrorShape,
    /// Place of the list, the map or the message.
    pub at: Pointer,
    /// Place of the field's name in an entry of the list.
    pub field: Option<Pointer>,
    /// Place of the receiver's code in an entry, or beside the message.
    pub code: Option<Pointer>,
    /// Place of the text in an entry.
    pub text: Option<Pointer>,
}

/// Shape of the errors in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorShape {
    /// List with an entry for each error.
    List,
    /// Object with a field for each field of the form.
    ByField,
    /// Single message for the whole sign-up.
    Message,
}

/// Words for an error of the receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorText {
    /// Index of the field that the error is about; none for any field, and for the whole sign-up.
    pub field: Option<usize>,
    /// Cause that the receiver names.
    pub cause: ErrorCause,
    /// [`crate::FieldErrorKind::code`], or a text for the visitor.
    pub text: Box<str>,
}

/// The cause of an error, as a receiver names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorCause {
    /// Code.
    Code(Box<str>),
    /// Words within its message, or within an answer that has no other errors: see [`phrase`].
    Phrase(Box<str>),
}

/// Returns a text as phrases are compared: in lower case, with one blank for white space.
pub fn phrase(text: &str) -> String {
    slim_std::unicode::to_lowercase(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl Receiver {
    /// Returns the publisher's own label of the checkbox that the built-in receiver takes for consent; none if
    /// it has the program's.
    pub fn consent_label(&self) -> Option<&str> {
        let place = Target::Pointer(Pointer::to("consent"));
        let mut boxes = self.fields.iter().filter(|field| field.is_box());
        boxes.find(|field| field.to.as_ref() == Some(&place))?.label.as_deref()
    }

    /// Returns the receiver that comes with the tool, `challenge-map serve`. It is the default for settings that
    /// have only an address.
    pub fn built_in(action: Address) -> Self {
        let pointer = |key: &str| Pointer::to(key);
        let field = |id: &str, kind, required| Field {
            id: Slug::parse(id).unwrap_or_else(Slug::stand_in),
            kind,
            label: None,
            required,
            to: Some(Target::Pointer(pointer(id))),
            max_chars: Field::MAX_CHARS,
            ticked: None,
            smtputf8: false,
        };
        let text = |text: &str| Scalar { text: text.into(), is_text: true };
        let extra = |key: &str, value| Extra { to: Target::Pointer(pointer(key)), value };
        Self {
            action,
            method: Method::Post,
            transport: Transport::Fetch,
            encoding: Encoding::Json,
            headers: Vec::new(),
            fields: vec![
                field("email", FieldKind::Email, true),
                field("name", FieldKind::Text, false),
                field("role", FieldKind::Text, false),
                field("consent", FieldKind::Consent, true),
            ],
            extra: vec![
                extra("submission_id", Constant::One(text(SUBMISSION_ID))),
                extra("open_ms", Constant::OpenMs),
                extra("language", Constant::Language),
                extra("revision", Constant::Revision),
            ],
            honeypot: Some(Target::Pointer(pointer("website"))),
            success: Rule {
                status: Vec::new(),
                json: vec![Condition { at: pointer("status"), any_of: vec![text("ok")] }],
            },
            already: Some(Rule { status: vec![409], json: Vec::new() }),
            errors: Some(ErrorLayout {
                shape: ErrorShape::List,
                at: pointer("errors"),
                field: Some(pointer("field")),
                code: Some(pointer("code")),
                text: None,
            }),
            error_texts: Vec::new(),
            timeout_ms: DEFAULT_TIMEOUT_MS,
            idempotent: true,
            replaces: true,
            double_opt_in: false,
        }
    }

    /// Returns `true` if the same sign-up can be sent twice and counts once: the settings say so, it
    /// takes the place of the first, or see [`Receiver::is_conditional_create`].
    pub fn counts_once(&self) -> bool {
        self.idempotent || self.replaces || self.is_conditional_create()
    }

    /// Returns `true` if a request creates a record under the submission's id or its address, and only if there is
    /// none (`PUT` with `If-None-Match: *`). The answer to a repeated one is 412.
    pub fn is_conditional_create(&self) -> bool {
        let only_new =
            |header: &Header| header.name.eq_ignore_ascii_case("if-none-match") && *header.value == *"*";
        self.method == Method::Put
            && [SUBMISSION_ID, EMAIL, EMAIL_MD5].iter().any(|name| self.action.as_str().contains(name))
            && self.headers.iter().any(only_new)
    }
}
