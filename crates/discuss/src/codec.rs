//! The JSON and the link of a board.
//!
//! Files are JSON: `{"challenge_map_board": 1, …}`. Unknown fields are errors, so that nothing is ignored
//! silently. Links are `#board=` and, in base64url: the number of the bytes that follow (4 bytes,
//! little-endian), their CRC-32 (4 bytes) and the same JSON, deflated. Length and checksum distinguish a
//! truncated link from a corrupt one.

use std::borrow::Cow;

use data::bundle::json::{Invalid, Read, quoted};
use data::bundle::{Position, json};
use data::challenge::Slug;
use data::dataset::Dataset;

use crate::board::{
    Action, ActionField, Board, BoardId, MAX_ANSWER, MAX_MS, MAX_NAME, Pick, Share, SurveyFilter,
};
use crate::messages as t;
mod base64url;

use base64url::{decode, encode};

/// Version of the format that is written.
pub const FORMAT: u32 = 1;
/// Maximum length of the JSON of a board, in bytes. The largest board is shorter.
pub const MAX_JSON: usize = 512 * 1024;
/// Maximum length of a link, in bytes.
pub const MAX_LINK: usize = 1024 * 1024;
/// Length in bytes beyond which some mail and chat programs truncate links: a file is safer.
pub const LONG_LINK: usize = 8_000;
/// Prefix of the board in a URL's fragment.
pub const PREFIX: &str = "#board=";

/// Name of the field that identifies a file as a board; its value is the format's version.
const FORMAT_FIELD: &str = "challenge_map_board";
/// Number of bytes before the deflated JSON in a link.
const HEADER_LEN: usize = 8;

/// The error that a text is not a board of this site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoardError {
    /// A link without a board.
    #[error("{}", t::no_link())]
    NoLink,
    /// A link whose end is missing.
    #[error("{}", t::link_cut())]
    Truncated,
    /// A link with changed characters.
    #[error("{}", t::link_altered())]
    Corrupt,
    /// A text that is longer than any board.
    #[error("{}", t::too_large())]
    TooLarge,
    /// Invalid JSON, with the position of the first error.
    #[error("{}", t::not_json(*line, *column))]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// JSON of something else.
    #[error("{}", t::no_board())]
    NoBoard,
    /// A file of several boards, one of which can't be read.
    #[error("{}", t::one_damaged())]
    Damaged,
    /// A board of a newer format.
    #[error("{}", t::newer())]
    Newer,
    /// An unknown or duplicate field.
    #[error("{}", t::unknown_field(.0))]
    UnknownField(String),
    /// A missing or invalid field.
    #[error("{}", t::wrong_field(.0))]
    WrongField(&'static str),
    /// A board of another survey, with the title of its site.
    #[error("{}", t::foreign(.0))]
    Foreign(String),
}

/// The result of matching a board with a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Challenges that the data set does not have: they stay on the board and are not drawn.
    pub unknown: Vec<Slug>,
}

impl Board {
    /// Returns the board as JSON of format 1.
    pub fn print(&self) -> String {
        let id = |slug: &Slug| quoted(slug.as_str());
        let filter = self.filter();
        let ordered = if self.is_ordered() { ",\"ordered\":true" } else { "" };
        let picks: Vec<String> = self.picks().iter().map(print_pick).collect();
        format!(
            "{{\"{FORMAT_FIELD}\":{FORMAT},\"map\":{},\"id\":{},\"saved_ms\":{},\"title\":{},\"by\":{},\"axes\":[{},{}],\"lens\":{{\"wave\":{},\"group\":{}}}{ordered},\"picks\":[{}]}}",
            quoted(self.map()),
            quoted(&self.id().to_string()),
            self.saved_ms(),
            quoted(self.title()),
            quoted(self.author()),
            id(&self.axes()[0]),
            id(&self.axes()[1]),
            filter.wave.as_ref().map_or("null".to_owned(), id),
            filter.group.as_ref().map_or("null".to_owned(), |[a, b]| format!("[{},{}]", id(a), id(b))),
            picks.join(","),
        )
    }

    /// Parses the JSON of a board.
    ///
    /// # Errors
    /// Returns an error if any part of it is invalid.
    pub fn parse(source: &str) -> Result<Self, BoardError> {
        if source.len() > MAX_JSON {
            return Err(BoardError::TooLarge);
        }
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let raw = json::validate(source).map_err(|Invalid { at, .. }| {
            let Position { line, column } = Position::START.after(source.get(..at).unwrap_or_default());
            BoardError::NotJson { line, column }
        })?;
        Self::read(raw)
    }

    /// Reads a board from valid JSON.
    pub(super) fn read(raw: &str) -> Result<Self, BoardError> {
        let fields = json::object(raw).ok_or(BoardError::NoBoard)?;
        match json::field(&fields, FORMAT_FIELD).map(u32::read) {
            Some(Some(FORMAT)) => {}
            Some(Some(version)) if version > FORMAT => return Err(BoardError::Newer),
            _ => return Err(BoardError::NoBoard),
        }
        let names =
            [FORMAT_FIELD, "map", "id", "saved_ms", "title", "by", "axes", "lens", "ordered", "picks"];
        let fields = Fields::new(fields, &names)?;
        let id = BoardId::parse(&fields.text("id", usize::MAX)?).ok_or(BoardError::WrongField("id"))?;
        let axes = slugs::<2>(fields.raw("axes")?).ok_or(BoardError::WrongField("axes"))?;
        let saved_ms = fields.raw("saved_ms")?.parse().ok().filter(|ms| *ms <= MAX_MS);
        let mut board = Self::blank(id, axes)
            .of_map(&fields.text("map", MAX_NAME)?)
            .saved_at(saved_ms.ok_or(BoardError::WrongField("saved_ms"))?);
        board.set_title(&fields.text("title", MAX_NAME)?);
        board.set_author(&fields.text("by", MAX_NAME)?);
        board.set_filter(read_filter(fields.raw("lens")?)?);
        let picks = json::list(fields.raw("picks")?).ok_or(BoardError::WrongField("picks"))?;
        for raw in &picks {
            board.add_pick(read_pick(raw)?).map_err(|_full| BoardError::WrongField("picks"))?;
        }
        if fields.has("ordered") {
            match fields.raw("ordered")? {
                "true" => board.set_ordered(),
                "false" => {}
                _ => return Err(BoardError::WrongField("ordered")),
            }
        }
        if board.picks().len() < picks.len() {
            return Err(BoardError::WrongField("challenge")); // one of them twice
        }
        Ok(board)
    }

    /// Returns the fragment of a link to the board, with its `#`.
    pub fn link(&self) -> String {
        let deflated = miniz_oxide::deflate::compress_to_vec(self.print().as_bytes(), 9);
        let length = u32::try_from(deflated.len()).unwrap_or(u32::MAX);
        let head = [length.to_le_bytes(), crc32(&deflated).to_le_bytes()].concat();
        format!("{PREFIX}{}", encode(&[head, deflated].concat()))
    }

    /// Parses a link or its fragment; text before it and punctuation after it are ignored.
    ///
    /// # Errors
    /// Returns an error if there is no link, or if its board is invalid.
    pub fn parse_link(link: &str) -> Result<Self, BoardError> {
        if link.len() > MAX_LINK {
            return Err(BoardError::TooLarge);
        }
        let (_, code) = link.split_once(PREFIX).ok_or(BoardError::NoLink)?;
        // Mail and chat programs append brackets, full stops or more to links.
        let (code, after) = code.split_at(base64url::prefix_len(code));
        Self::parse_code(code).map_err(|error| match error {
            BoardError::Truncated if !after.trim().is_empty() => BoardError::Corrupt,
            error => error,
        })
    }

    fn parse_code(code: &str) -> Result<Self, BoardError> {
        let bytes = decode(code).map_err(|error| match error {
            base64url::Base64Error::Truncated => BoardError::Truncated,
            base64url::Base64Error::Corrupt => BoardError::Corrupt,
        })?;
        let (Some(length), Some(sum)) = (number_at(&bytes, 0), number_at(&bytes, 4)) else {
            return Err(BoardError::Truncated);
        };
        let deflated = &bytes[HEADER_LEN..];
        match deflated.len().cmp(&(length as usize)) {
            std::cmp::Ordering::Less => return Err(BoardError::Truncated),
            std::cmp::Ordering::Greater => return Err(BoardError::Corrupt),
            std::cmp::Ordering::Equal if crc32(deflated) != sum => return Err(BoardError::Corrupt),
            std::cmp::Ordering::Equal => {}
        }
        let inflated =
            miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, MAX_JSON).map_err(|error| {
                match error.status {
                    miniz_oxide::inflate::TINFLStatus::HasMoreOutput => BoardError::TooLarge,
                    _ => BoardError::NoBoard,
                }
            })?;
        Self::parse(std::str::from_utf8(&inflated).map_err(|_not_text| BoardError::NoBoard)?)
    }

    /// Matches the board with a data set.
    ///
    /// # Errors
    /// Returns [`BoardError::Foreign`] if the board is plotted on other measures, or if it has challenges and
    /// none of them is known.
    pub fn fits(&self, dataset: &Dataset) -> Result<Fit, BoardError> {
        let unknown: Vec<Slug> = self
            .picks()
            .iter()
            .filter(|pick| dataset.find_challenge(pick.challenge.as_str()).is_none())
            .map(|pick| pick.challenge.clone())
            .collect();
        let axes = super::board::axes_of(dataset).map(|ix| dataset.measure(ix).id.clone());
        let is_here = *self.axes() == axes && (self.picks().is_empty() || unknown.len() < self.picks().len());
        if is_here { Ok(Fit { unknown }) } else { Err(BoardError::Foreign(self.map().to_owned())) }
    }
}

/// Returns the links of a text, each with the text around it; of a line without a link the whole line, so
/// that nothing is ignored silently. Blank lines are skipped.
pub fn links_of(text: &str) -> Vec<&str> {
    let mut links = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut start = 0;
        // A link begins behind the space before its prefix.
        for (at, _) in line.match_indices(PREFIX).skip(1) {
            let begin = line[..at].rfind(char::is_whitespace).map_or(at, |space| space + 1).max(start);
            links.push(&line[start..begin]);
            start = begin;
        }
        links.push(&line[start..]);
    }
    links
}

fn print_pick(pick: &Pick) -> String {
    let value = |value: Option<Share>| value.map_or("null".to_owned(), |share| share.get().to_string());
    let mut out = format!(
        "{{\"challenge\":{},\"values\":[{},{}]",
        quoted(pick.challenge.as_str()),
        value(pick.values[0]),
        value(pick.values[1])
    );
    for field in ActionField::ALL {
        let text = pick.action.text(field);
        if !text.is_empty() {
            out.push_str(&format!(",\"{}\":{}", field.id(), quoted(text)));
        }
    }
    out.push('}');
    out
}

fn read_pick(raw: &str) -> Result<Pick, BoardError> {
    let fields = json::object(raw).ok_or(BoardError::WrongField("picks"))?;
    let names: Vec<&str> =
        ["challenge", "values"].into_iter().chain(ActionField::ALL.map(ActionField::id)).collect();
    let fields = Fields::new(fields, &names)?;
    let challenge = Slug::parse(&fields.text("challenge", usize::MAX)?);
    let values = json::list(fields.raw("values")?).unwrap_or_default();
    let [across, up] = values[..] else { return Err(BoardError::WrongField("values")) };
    let mut action = Action::default();
    for field in ActionField::ALL {
        if fields.has(field.id()) {
            action.answer(field, &fields.text(field.id(), MAX_ANSWER)?);
        }
    }
    Ok(Pick {
        challenge: challenge.ok_or(BoardError::WrongField("challenge"))?,
        values: [read_share(across)?, read_share(up)?],
        action,
    })
}

fn read_share(raw: &str) -> Result<Option<Share>, BoardError> {
    if raw == "null" {
        return Ok(None);
    }
    let whole = u32::read(raw).filter(|percent| *percent <= 100);
    whole.map(|percent| Some(Share::new(f64::from(percent)))).ok_or(BoardError::WrongField("values"))
}

fn read_filter(raw: &str) -> Result<SurveyFilter, BoardError> {
    let wrong = BoardError::WrongField("lens");
    let fields = Fields::new(json::object(raw).ok_or(wrong.clone())?, &["wave", "group"])?;
    let wave = match fields.raw("wave")? {
        "null" => None,
        raw => Some(json::text(raw).and_then(|id| Slug::parse(&id)).ok_or(wrong.clone())?),
    };
    let group = match fields.raw("group")? {
        "null" => None,
        raw => Some(slugs::<2>(raw).ok_or(wrong)?),
    };
    Ok(SurveyFilter { wave, group })
}

fn slugs<const N: usize>(raw: &str) -> Option<[Slug; N]> {
    let slugs: Option<Vec<Slug>> =
        json::list(raw)?.into_iter().map(|raw| Slug::parse(&json::text(raw)?)).collect();
    slugs?.try_into().ok()
}

/// The fields of an object, without unknown and duplicate ones.
pub(super) struct Fields<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Fields<'a> {
    pub(super) fn new(
        fields: Vec<(Cow<'a, str>, &'a str)>,
        names: &[&'static str],
    ) -> Result<Self, BoardError> {
        for (at, (name, _)) in fields.iter().enumerate() {
            let is_double = fields[..at].iter().any(|(other, _)| other == name);
            if is_double || !names.contains(&name.as_ref()) {
                let shown = super::board::clean(name, MAX_NAME);
                return Err(BoardError::UnknownField(shown));
            }
        }
        Ok(Self(fields))
    }

    fn has(&self, name: &str) -> bool {
        json::field(&self.0, name).is_some()
    }

    pub(super) fn raw(&self, name: &'static str) -> Result<&'a str, BoardError> {
        json::field(&self.0, name).ok_or(BoardError::WrongField(name))
    }

    /// Returns a text of at most `most` characters.
    fn text(&self, name: &'static str, most: usize) -> Result<Cow<'a, str>, BoardError> {
        let text = json::text(self.raw(name)?).ok_or(BoardError::WrongField(name))?;
        if text.chars().nth(most).is_some() { Err(BoardError::WrongField(name)) } else { Ok(text) }
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Returns the CRC-32 of zip and PNG (ISO 3309). It works bit by bit, without a table, because a board has
/// only a few hundred bytes.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    let byte = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum));
    !bytes.iter().fold(!0, byte)
}

#[cfg(test)]
mod tests;
