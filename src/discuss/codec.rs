//! A board as JSON and as a link.
//!
//! The file is JSON: `{"challenge_map_board": 1, …}`, strict, so that what was meant otherwise is
//! told and not passed over. The link is `#board=` and, in base64url, how many bytes follow (4
//! bytes, least first), their CRC-32 (4 bytes) and the same JSON, deflated: with both a link that was
//! cut on its way is told from one that was altered.

use std::borrow::Cow;

use crate::atlas::Atlas;
use crate::bundle::Position;
use crate::bundle::json::{self, Invalid, Read, quoted};
use crate::challenge::Slug;
use crate::text::discuss as words;

use super::board::{Action, ActionField, Board, BoardId, Lens, MAX_ANSWER, MAX_MS, MAX_NAME, Pick, Share};
mod base64url;

use base64url::{decoded, encoded};

/// The version of the format that is written.
pub const FORMAT: u32 = 1;
/// The longest JSON of a board, in bytes: the longest board has less.
pub const MAX_JSON: usize = 512 * 1024;
/// The longest link that is looked at, in bytes.
pub const MAX_LINK: usize = 1024 * 1024;
/// Links longer than this, in bytes, are cut by some mail and chat programs: a file is safer.
pub const LONG_LINK: usize = 8_000;
/// What stands before the board in a fragment.
pub const PREFIX: &str = "#board=";

/// The name by which a file is known as a board, with its version.
const MARK: &str = "challenge_map_board";
/// Bytes before the deflated JSON in a link.
const HEAD: usize = 8;

/// Why a text is no board that can be shown here. Nothing is changed by one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoardError {
    /// A link without a board.
    #[error("{}", words::no_link())]
    NoLink,
    /// A link of which the end is missing.
    #[error("{}", words::link_cut())]
    Cut,
    /// A link with another sign somewhere.
    #[error("{}", words::link_altered())]
    Altered,
    /// Longer than any board.
    #[error("{}", words::too_large())]
    TooLarge,
    /// Not JSON: the line and column, from 1, where it stops being.
    #[error("{}", words::not_json(*line, *column))]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON of something else.
    #[error("{}", words::no_board())]
    NoBoard,
    /// A file of several boards, one of which can't be read.
    #[error("{}", words::one_damaged())]
    Damaged,
    /// A format that is not known yet.
    #[error("{}", words::newer())]
    Newer,
    /// A field that boards do not have, or have once.
    #[error("{}", words::unknown_field(.0))]
    UnknownField(String),
    /// A field that is missing, or holds something else than it should.
    #[error("{}", words::wrong_field(.0))]
    WrongField(&'static str),
    /// Of another survey, whose site is called so.
    #[error("{}", words::foreign(.0))]
    Foreign(String),
}

/// What of a board belongs here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Challenges that the bundle does not have: kept on the board, not drawn.
    pub unknown: Vec<Slug>,
}

impl Board {
    /// The board as JSON of format 1, as it stands in a file.
    pub fn print(&self) -> String {
        let id = |slug: &Slug| quoted(slug.as_str());
        let lens = self.lens();
        let picks: Vec<String> = self.picks().iter().map(print_pick).collect();
        format!(
            "{{\"{MARK}\":{FORMAT},\"map\":{},\"id\":{},\"saved_ms\":{},\"title\":{},\"by\":{},\"axes\":[{},{}],\"lens\":{{\"wave\":{},\"group\":{}}},\"picks\":[{}]}}",
            quoted(self.map()),
            quoted(self.id().as_str()),
            self.saved_ms(),
            quoted(self.title()),
            quoted(self.by()),
            id(&self.axes()[0]),
            id(&self.axes()[1]),
            lens.wave.as_ref().map_or("null".to_owned(), id),
            lens.group.as_ref().map_or("null".to_owned(), |[a, b]| format!("[{},{}]", id(a), id(b))),
            picks.join(","),
        )
    }

    /// Reads the JSON of a board, all of it or nothing.
    pub fn parse(source: &str) -> Result<Self, BoardError> {
        if source.len() > MAX_JSON {
            return Err(BoardError::TooLarge);
        }
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let raw = json::valid(source).map_err(|Invalid { at, .. }| {
            let Position { line, column } = Position::START.after(source.get(..at).unwrap_or_default());
            BoardError::NotJson { line, column }
        })?;
        Self::read(raw)
    }

    /// Reads a board from valid JSON.
    pub(super) fn read(raw: &str) -> Result<Self, BoardError> {
        let fields = json::object(raw).ok_or(BoardError::NoBoard)?;
        match json::field(&fields, MARK).map(u32::read) {
            Some(Some(FORMAT)) => {}
            Some(Some(version)) if version > FORMAT => return Err(BoardError::Newer),
            _ => return Err(BoardError::NoBoard),
        }
        let names = [MARK, "map", "id", "saved_ms", "title", "by", "axes", "lens", "picks"];
        let fields = Fields::new(fields, &names)?;
        let id = BoardId::parse(&fields.text("id", usize::MAX)?).ok_or(BoardError::WrongField("id"))?;
        let axes = slugs::<2>(fields.raw("axes")?).ok_or(BoardError::WrongField("axes"))?;
        let saved_ms = fields.raw("saved_ms")?.parse().ok().filter(|ms| *ms <= MAX_MS);
        let mut board = Self::blank(id, axes)
            .of_map(&fields.text("map", MAX_NAME)?)
            .saved_at(saved_ms.ok_or(BoardError::WrongField("saved_ms"))?);
        board.set_title(&fields.text("title", MAX_NAME)?);
        board.set_by(&fields.text("by", MAX_NAME)?);
        board.set_lens(read_lens(fields.raw("lens")?)?);
        let picks = json::list(fields.raw("picks")?).ok_or(BoardError::WrongField("picks"))?;
        for raw in &picks {
            board.add_pick(read_pick(raw)?).map_err(|_full| BoardError::WrongField("picks"))?;
        }
        if board.picks().len() < picks.len() {
            return Err(BoardError::WrongField("challenge")); // one of them twice
        }
        Ok(board)
    }

    /// The fragment of a link that hands the board over, with its `#`.
    pub fn link(&self) -> String {
        let deflated = miniz_oxide::deflate::compress_to_vec(self.print().as_bytes(), 9);
        let length = u32::try_from(deflated.len()).unwrap_or(u32::MAX);
        let head = [length.to_le_bytes(), crc32(&deflated).to_le_bytes()].concat();
        format!("{PREFIX}{}", encoded(&[head, deflated].concat()))
    }

    /// Reads a link, or the fragment of one, however much stands before it.
    pub fn parse_link(link: &str) -> Result<Self, BoardError> {
        if link.len() > MAX_LINK {
            return Err(BoardError::TooLarge);
        }
        let (_, code) = link.split_once(PREFIX).ok_or(BoardError::NoLink)?;
        // Mail and chat put brackets, full stops or more of their own behind links.
        let (code, behind) = code.split_at(base64url::reach(code));
        Self::parse_code(code).map_err(|error| match error {
            BoardError::Cut if !behind.trim().is_empty() => BoardError::Altered,
            error => error,
        })
    }

    fn parse_code(code: &str) -> Result<Self, BoardError> {
        let bytes = decoded(code).map_err(|broken| match broken {
            base64url::Broken::Cut => BoardError::Cut,
            base64url::Broken::Altered => BoardError::Altered,
        })?;
        let (Some(length), Some(sum)) = (number_at(&bytes, 0), number_at(&bytes, 4)) else {
            return Err(BoardError::Cut);
        };
        let deflated = &bytes[HEAD..];
        match deflated.len().cmp(&(length as usize)) {
            std::cmp::Ordering::Less => return Err(BoardError::Cut),
            std::cmp::Ordering::Greater => return Err(BoardError::Altered),
            std::cmp::Ordering::Equal if crc32(deflated) != sum => return Err(BoardError::Altered),
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

    /// Whether the board belongs to a bundle: it is plotted on measures that the bundle has, and if
    /// it has challenges, one of them is known.
    pub fn fits(&self, atlas: &Atlas) -> Result<Fit, BoardError> {
        let unknown: Vec<Slug> = self
            .picks()
            .iter()
            .filter(|pick| atlas.find_challenge(pick.challenge.as_str()).is_none())
            .map(|pick| pick.challenge.clone())
            .collect();
        let axes = super::board::axes_of(atlas).map(|ix| atlas.measure(ix).id.clone());
        let is_here = *self.axes() == axes && (self.picks().is_empty() || unknown.len() < self.picks().len());
        if is_here { Ok(Fit { unknown }) } else { Err(BoardError::Foreign(self.map().to_owned())) }
    }
}

/// The links of a text, however many a line, each with what stands around it; of a line without one the line,
/// so that nothing is passed over. Empty lines are.
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

fn read_lens(raw: &str) -> Result<Lens, BoardError> {
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
    Ok(Lens { wave, group })
}

fn slugs<const N: usize>(raw: &str) -> Option<[Slug; N]> {
    let slugs: Option<Vec<Slug>> =
        json::list(raw)?.into_iter().map(|raw| Slug::parse(&json::text(raw)?)).collect();
    slugs?.try_into().ok()
}

/// The fields of an object, each of which is known and there once.
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

    /// A text of at most so many characters.
    fn text(&self, name: &'static str, most: usize) -> Result<Cow<'a, str>, BoardError> {
        let text = json::text(self.raw(name)?).ok_or(BoardError::WrongField(name))?;
        if text.chars().nth(most).is_some() { Err(BoardError::WrongField(name)) } else { Ok(text) }
    }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// CRC-32 as in zip and PNG (ISO 3309), bit by bit: a board has a few hundred bytes.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    let byte = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum));
    !bytes.iter().fold(!0, byte)
}

#[cfg(test)]
mod tests;
