//! Who receives sign-ups, what is sent there, and how the answer is judged: plain data.

use super::{Address, DEFAULT_TIMEOUT_MS, Pointer, Target};
use crate::bundle::json;
use crate::challenge::Slug;

/// What [`Address`], constants and header values may hold: the id of the filled-in form.
pub const SUBMISSION_ID: &str = "{submission_id}";

/// What a constant may be: how long the form was open, which is known only when it is sent.
pub const OPEN_MS: &str = "{open_ms}";

/// What a constant may be: the language that the form was read in, as a BCP 47 tag.
pub const LANGUAGE: &str = "{language}";

/// Who receives sign-ups, and what it understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// Where a sign-up is sent; may hold [`SUBMISSION_ID`].
    pub action: Address,
    /// How it is sent.
    pub method: Method,
    /// Whether the answer can be read.
    pub transport: Transport,
    /// How the body is written.
    pub encoding: Encoding,
    /// Headers beside `Accept` and `Content-Type`, or in place of them. Each can make a
    /// receiver of another origin refuse the request.
    pub headers: Vec<Header>,
    /// What the form asks, in order; exactly one is an email address.
    pub fields: Vec<Field>,
    /// What is sent along with every sign-up.
    pub extra: Vec<Extra>,
    /// A field that only programs fill in: sent empty, or nothing is sent.
    pub honeypot: Option<Target>,
    /// What an answer says when the sign-up is stored.
    pub success: Rule,
    /// What it says when it was stored before.
    pub already: Option<Rule>,
    /// Where an answer tells what is wrong.
    pub errors: Option<Errors>,
    /// What a visitor reads for a code of the receiver: a [`crate::signup::Flaw::code`] of ours,
    /// or words.
    pub error_texts: Vec<(Box<str>, Box<str>)>,
    /// How long to wait for the answer, in milliseconds; within [`super::TIMEOUT_MS`].
    pub timeout_ms: u32,
    /// Whether the receiver takes the same sign-up twice for one.
    pub idempotent: bool,
    /// Whether a sign-up counts only when a link in a mail was followed.
    pub double_opt_in: bool,
}

/// A header of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: Box<str>,
    /// Its value; may hold [`SUBMISSION_ID`].
    pub value: Box<str>,
}

/// A constant that goes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    /// Where it goes.
    pub to: Target,
    /// One value, or several for a list.
    pub value: Constant,
}

/// How a sign-up is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
}

impl Method {
    /// The method on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// Whether an answer can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// It can.
    Fetch,
    /// The request is sent without leave to read the answer (`mode: "no-cors"`).
    Opaque,
    /// The browser itself sends a form, and shows the answer in a new tab.
    Navigate,
}

/// How the body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// JSON.
    Json,
    /// JSON that calls itself plain text, for receivers that can't answer a preflight.
    JsonText,
    /// Names and values, as a plain form sends them.
    Form,
    /// Names and values, each in a part of its own.
    Multipart,
}

impl Encoding {
    /// Whether places in the body are JSON pointers.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonText)
    }

    /// The media type, which is also what a form calls `enctype`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::JsonText => "text/plain;charset=UTF-8",
            Self::Form => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
        }
    }
}

/// A question of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in element ids and in the outbox.
    pub id: Slug,
    /// What is asked.
    pub kind: FieldKind,
    /// What stands over or beside it; [`crate::text::signup::label`] knows what else.
    pub label: Option<Box<str>>,
    /// Whether the form can't be sent without.
    pub required: bool,
    /// Where the answer goes. An agreement that a receiver has no place for is asked and not sent.
    pub to: Option<Target>,
    /// The longest answer to type, in characters.
    pub max_chars: usize,
    /// What is sent for a tick instead of `true`. Without it JSON also tells that there is none.
    pub ticked: Option<Scalar>,
}

/// What a question asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// An email address.
    Email,
    /// A line of text.
    Text,
    /// One of several choices.
    Select(Vec<Choice>),
    /// A box to tick.
    Checkbox,
    /// A box to tick that stands for an agreement.
    Consent,
}

/// One of the choices of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: Box<str>,
    /// What is read.
    pub label: Box<str>,
}

impl Field {
    /// The longest answer unless told otherwise, in characters.
    pub const MAX_CHARS: usize = 200;

    /// Whether it is a box to tick.
    pub fn is_box(&self) -> bool {
        matches!(self.kind, FieldKind::Checkbox | FieldKind::Consent)
    }

    /// What browsers fill it in from (WCAG 2.2, 1.3.5).
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
            FieldKind::Checkbox | FieldKind::Consent => None,
            _ => KNOWN.iter().find(|(id, _)| *id == self.id.as_str()).map(|(_, token)| *token),
        }
    }
}

/// A value of the settings that is sent or looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, or the number or truth value as JSON writes it.
    pub text: Box<str>,
    /// Whether it is a text.
    pub is_text: bool,
}

impl Scalar {
    /// The value that `raw` is in valid JSON; none for objects, lists and null.
    pub fn read(raw: &str) -> Option<Self> {
        if let Some(text) = json::text(raw) {
            return Some(Self { text: text.into(), is_text: true });
        }
        (!raw.starts_with(['[', '{', '"']) && raw != "null")
            .then(|| Self { text: raw.into(), is_text: false })
    }
}

/// What is sent along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    /// One.
    One(Scalar),
    /// A list in JSON; in a form the same name several times.
    Many(Vec<Scalar>),
    /// For how long the visitor had the form open, in whole milliseconds; nothing where that is
    /// not known. Written [`OPEN_MS`].
    OpenMs,
    /// The tag of the language that the form was read in; nothing where that is not known. Written
    /// [`LANGUAGE`].
    Language,
}

/// What an answer must be like. All of it must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// One of these status codes; none stands for 200 to 299.
    pub status: Vec<u16>,
    /// What must stand in the body.
    pub json: Vec<Condition>,
}

/// What must stand at a place of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The place.
    pub at: Pointer,
    /// One of these; none stands for anything but null.
    pub any_of: Vec<Scalar>,
}

/// Where an answer tells what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors {
    /// How they are laid out.
    pub shape: ErrorShape,
    /// Where the list, the map or the message is.
    pub at: Pointer,
    /// In an entry of the list: which field.
    pub field: Option<Pointer>,
    /// In an entry, or beside the message: the receiver's code.
    pub code: Option<Pointer>,
    /// In an entry: words.
    pub text: Option<Pointer>,
}

/// How errors are laid out. The fourth way is not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorShape {
    /// A list with an entry for each.
    List,
    /// An object with a field for each field of the form.
    ByField,
    /// One message for all.
    Message,
}

impl Receiver {
    /// The publisher's own words beside the box whose tick our receiver takes for consent, if they are not
    /// the program's.
    pub fn words_of_consent(&self) -> Option<&str> {
        let place = Target::Pointer(Pointer::to("consent"));
        let mut boxes = self.fields.iter().filter(|field| field.is_box());
        boxes.find(|field| field.to.as_ref() == Some(&place))?.label.as_deref()
    }

    /// The receiver that comes with the tool, `challenge-map serve`; what holds when the settings
    /// name an address and nothing else.
    pub fn own(action: Address) -> Self {
        let pointer = |key: &str| Pointer::to(key);
        let field = |id: &str, kind, required| Field {
            id: Slug::parse(id).unwrap_or_else(Slug::stand_in),
            kind,
            label: None,
            required,
            to: Some(Target::Pointer(pointer(id))),
            max_chars: Field::MAX_CHARS,
            ticked: None,
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
            ],
            honeypot: Some(Target::Pointer(pointer("website"))),
            success: Rule {
                status: Vec::new(),
                json: vec![Condition { at: pointer("status"), any_of: vec![text("ok")] }],
            },
            already: Some(Rule { status: vec![409], json: Vec::new() }),
            errors: Some(Errors {
                shape: ErrorShape::List,
                at: pointer("errors"),
                field: Some(pointer("field")),
                code: Some(pointer("code")),
                text: None,
            }),
            error_texts: Vec::new(),
            timeout_ms: DEFAULT_TIMEOUT_MS,
            idempotent: true,
            double_opt_in: false,
        }
    }

    /// Whether the same sign-up may be sent twice without counting twice: the receiver says so,
    /// or it makes a record of the form's own name and only if there is none.
    pub fn counts_once(&self) -> bool {
        self.idempotent || self.creates_once()
    }

    /// Whether "there is one already" is the answer to a repetition.
    pub fn creates_once(&self) -> bool {
        let only_new =
            |header: &Header| header.name.eq_ignore_ascii_case("if-none-match") && header.value.trim() == "*";
        self.method == Method::Put
            && self.action.as_str().contains(SUBMISSION_ID)
            && self.headers.iter().any(only_new)
    }
}
