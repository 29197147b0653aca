//! Hidden rows and columns of a workbook's sheet, which `calamine` does not tell, and names of cells, which it does not
//! check before it counts with them.

use std::collections::BTreeSet;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// Length of the longest name of a cell in a message, in characters.
const MAX_TOLD: usize = 40;

/// Greatest number of columns in a sheet.
const MAX_COLUMNS: u32 = 16_384;

/// The rows and columns that a person or a filter has hidden, by their positions from 0.
#[derive(Default)]
pub(super) struct Hidden {
    pub rows: BTreeSet<u32>,
    pub columns: BTreeSet<u32>,
}

impl Hidden {
    /// Reads what is hidden in a sheet.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the file, such as a cell that no sheet has.
    pub fn read(bytes: &[u8], sheet: &str) -> Result<Self, String> {
        let mut archive = Archive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        let Some(path) = path(&mut archive, sheet)? else {
            return Err(format!("the part of the sheet `{sheet}` is missing"));
        };
        let mut hidden = Self::default();
        let mut misnamed = None;
        let mut next = 0; // rows without a number follow the one before
        elements(&mut archive, &path, |element| {
            let named = match element.local_name().as_ref() {
                "row" => {
                    hidden.row(element, &mut next);
                    attribute(element, "r")
                }
                "col" => return hidden.column(element),
                "c" => attribute(element, "r"),
                "dimension" | "mergeCell" | "f" => attribute(element, "ref"),
                _ => return,
            };
            if let Some(name) = named.filter(|name| misnamed.is_none() && !is_in_a_sheet(name)) {
                misnamed = Some(name);
            }
        })?;
        let told = |name: String| format!("no sheet has the cell, row or area `{}`", short(&name));
        misnamed.map_or(Ok(hidden), |name| Err(told(name)))
    }

    fn row(&mut self, element: &BytesStart<'_>, next: &mut u32) {
        let number = attribute(element, "r").and_then(|number| number.parse::<u32>().ok());
        let row = number.map_or(*next, |number| number.saturating_sub(1));
        *next = row.saturating_add(1);
        if is_hidden(element, "ht") {
            self.rows.insert(row);
        }
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let number = |name| attribute(element, name).and_then(|number| number.parse::<u32>().ok());
        if let (Some(first), Some(last), true) = (number("min"), number("max"), is_hidden(element, "width")) {
            self.columns.extend(first.saturating_sub(1)..last.min(MAX_COLUMNS));
        }
    }
}

/// Returns true for the name of a cell or area that a sheet may have. An area begins with its upper left cell: `calamine`
/// takes one from the other.
fn is_in_a_sheet(name: &str) -> bool {
    name.split(' ').all(|area| {
        let cells: Option<Vec<(u32, u32)>> = area.split(':').map(place).collect();
        let is_in_order = |pair: &[(u32, u32)]| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1;
        cells.is_some_and(|cells| cells.windows(2).all(is_in_order))
    })
}

/// Returns the row and the column of a cell with at most three letters and seven digits, from 1; 0 for what is not named.
fn place(cell: &str) -> Option<(u32, u32)> {
    let cell = cell.replace('$', "");
    let digits = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = &cell[..cell.len() - digits.len()];
    if letters.len() > 3 || digits.len() > 7 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, letter| column * 26 + number(letter));
    Some((digits.parse().unwrap_or(0), column))
}

/// Returns true for a row or column that is hidden, or has no size.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    let is_flat = attribute(element, size).and_then(|size| size.parse().ok()) == Some(0.0);
    is_flat || attribute(element, "hidden").is_some_and(|value| value == "1" || value == "true")
}

/// Returns the path of a sheet's part in the archive.
fn path(archive: &mut Archive<'_>, sheet: &str) -> Result<Option<String>, String> {
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let book = names.iter().find(|name| name.to_ascii_lowercase().ends_with("xl/workbook.xml"));
    let Some(book) = book else { return Ok(None) };
    let (folder, file) = book.rsplit_once('/').unwrap_or(("", book));
    let mut id = None;
    elements(archive, book, |element| {
        let is_sheet = element.local_name().as_ref() == "sheet";
        if is_sheet && attribute(element, "name").as_deref() == Some(sheet) {
            id = attribute(element, "id");
        }
    })?;
    let mut target = None;
    elements(archive, &format!("{folder}/_rels/{file}.rels"), |element| {
        let is_target = element.local_name().as_ref() == "Relationship" && attribute(element, "Id") == id;
        if is_target && id.is_some() {
            target = attribute(element, "Target");
        }
    })?;
    let path = target.map(|target| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    });
    let same = |path: String| names.iter().find(|name| name.eq_ignore_ascii_case(&path)).cloned();
    Ok(path.and_then(same))
}

/// Calls `see` for each element of a part.
fn elements(
    archive: &mut Archive<'_>,
    path: &str,
    mut see: impl FnMut(&BytesStart<'_>),
) -> Result<(), String> {
    let told = |error: &dyn std::fmt::Display| format!("{path}: {error}");
    let part = archive.by_name(path).map_err(|error| told(&error))?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|error| told(&error))? {
            Event::Start(element) | Event::Empty(element) if is_well_formed(&element) => see(&element),
            Event::Start(element) | Event::Empty(element) => {
                let name = short(element.local_name().as_ref());
                return Err(told(&format_args!("the attributes of an element `{name}` are no XML")));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// Returns a name for a message.
fn short(name: &str) -> String {
    name.escape_debug().take(MAX_TOLD).collect()
}

/// Returns true if each attribute of an element has a name of its own, of signs that XML allows in names, and a value in
/// quotation marks. `calamine` reads others too: it takes the last of two with one name, and any blank for the end of one.
fn is_well_formed(element: &BytesStart<'_>) -> bool {
    let is_sign = |c: char| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
    let is_named = |name: &str| !name.is_empty() && name.chars().all(is_sign);
    element.attributes().all(|attribute| attribute.is_ok_and(|attribute| is_named(attribute.key.as_ref())))
}

/// Returns an attribute of an element by its name, first that without a prefix, as readers of workbooks do; as it is
/// written if it has a broken escape.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let all = || element.attributes().flatten();
    let found = all()
        .find(|attribute| attribute.key.as_ref() == name)
        .or_else(|| all().find(|attribute| attribute.key.local_name().as_ref() == name))?;
    let text = quick_xml::escape::unescape(&found.value).ok();
    Some(text.map_or_else(|| found.value.to_string(), |text| text.into_owned()))
}
