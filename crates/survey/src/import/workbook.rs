//! Rows of a workbook, as its author sees them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, SheetType, SheetVisible, Xlsx};

use super::header::Area;
use super::layout::{Layout, SheetSeen, letters};
use super::table::{Row, TableError};
use super::text::{key, tidy};

mod hidden;

use hidden::Hidden;

/// Greatest number of cells in a sheet, including empty cells between others.
const MAX_PLACES: usize = 20_000_000;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// A sheet that was read.
pub(super) struct Sheet {
    pub rows: Vec<Row>,
    pub seen: SheetSeen,
    /// Cells with a formula whose result the file does not hold, as row and column from 0.
    pub unsolved: Vec<(u32, u32)>,
    /// Positions of hidden columns, from 0.
    pub hidden_columns: BTreeSet<u32>,
    /// Areas of merged cells.
    pub areas: Vec<Area>,
}

/// Reads the sheet that the mapping names, else the first that is not hidden.
pub(super) fn read(bytes: &[u8], layout: &Layout) -> Result<Sheet, TableError> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let (name, mut seen) = choose(&book, layout)?;
    let hidden = Hidden::read(bytes, &name).map_err(TableError::Workbook)?;
    let mut cells = Cells::read(&mut book, &name)?;
    let areas = book.merge_cells_by_sheet_name(&name).map_err(broken)?;
    cells.merge(&areas)?;
    seen.merged = areas.len();
    let is_hidden = |row: &u32| hidden.rows.contains(row);
    seen.hidden_rows = cells.rows.keys().filter(|row| is_hidden(row)).count();
    seen.reads_hidden = layout.reads_hidden;
    cells.see_gaps();
    if !layout.reads_hidden {
        cells.rows.retain(|row, _| !is_hidden(row));
        cells.unsolved.retain(|(row, _)| !is_hidden(row));
    }
    let unsolved = std::mem::take(&mut cells.unsolved);
    let area = |Dimensions { start, end }| Area {
        rows: (start.0 as usize + 1, end.0 as usize + 1),
        columns: (start.1 as usize, end.1 as usize),
    };
    let areas = areas.into_iter().map(area).collect();
    Ok(Sheet { unsolved, rows: cells.finish()?, seen, hidden_columns: hidden.columns, areas })
}

fn broken(error: calamine::XlsxError) -> TableError {
    TableError::Workbook(error.to_string())
}

/// Returns the sheet to read, and what is to be told of the choice.
fn choose(book: &Book<'_>, layout: &Layout) -> Result<(String, SheetSeen), TableError> {
    let sheets = book.sheets_metadata();
    let is_shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let mut with_cells = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let found = match &layout.sheet {
        Some(name) => with_cells.find(|sheet| key(&sheet.name) == key(name)),
        None => with_cells.clone().find(is_shown).or_else(|| with_cells.next()),
    };
    let Some(found) = found else {
        let name = layout.sheet.clone().unwrap_or_default();
        return Err(TableError::NoSheet { name, known: book.sheet_names() });
    };
    let others = || sheets.iter().filter(|sheet| sheet.name != found.name);
    let shown = others().filter(|sheet| is_shown(sheet) && sheet.typ == SheetType::WorkSheet);
    let seen = SheetSeen {
        name: found.name.clone(),
        is_hidden: !is_shown(&found),
        others: others().map(|sheet| sheet.name.clone()).collect(),
        shown_others: shown.map(|sheet| sheet.name.clone()).collect(),
        ..SheetSeen::default()
    };
    Ok((found.name.clone(), seen))
}

/// The cells of a sheet by their rows, both from 0.
#[derive(Default)]
struct Cells {
    rows: BTreeMap<u32, Vec<String>>,
    unsolved: Vec<(u32, u32)>,
    /// Rows with an empty one above them.
    after_gaps: BTreeSet<u32>,
    places: usize,
}

impl Cells {
    /// Reads cells one by one, because one far cell would make their rectangle huge.
    fn read(book: &mut Book<'_>, name: &str) -> Result<Self, TableError> {
        let mut cells = Self::default();
        let mut reader = book.worksheet_cells_reader(name).map_err(broken)?;
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(broken)? {
            let value = Data::from(cell.value);
            if cell.formula.is_some() && value == Data::Empty {
                cells.unsolved.push(cell.pos);
            }
            let text = tidy(&cell_text(&value));
            if !text.is_empty() {
                cells.put(cell.pos, text)?;
            }
        }
        Ok(cells)
    }

    fn put(&mut self, (row, column): (u32, u32), text: String) -> Result<(), TableError> {
        let cells = self.rows.entry(row).or_default();
        self.places += (column as usize + 1).saturating_sub(cells.len());
        if self.places > MAX_PLACES {
            return Err(TableError::TooWide { row: row + 1, column: column + 1 });
        }
        if cells.len() <= column as usize {
            cells.resize(column as usize + 1, String::new());
        }
        cells[column as usize] = text;
        Ok(())
    }

    /// Copies the value of each merged area to its cells, in rows that hold any text.
    fn merge(&mut self, areas: &[Dimensions]) -> Result<(), TableError> {
        for Dimensions { start, end } in areas {
            let text = self.rows.get(&start.0).and_then(|cells| cells.get(start.1 as usize)).cloned();
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            let rows: Vec<u32> = self.rows.range(start.0..=end.0.max(start.0)).map(|(row, _)| *row).collect();
            for row in rows {
                for column in start.1..=end.1 {
                    self.put((row, column), text.clone())?;
                }
            }
        }
        Ok(())
    }

    /// Notes the rows with an empty one above them, while hidden rows are there.
    fn see_gaps(&mut self) {
        let is_after_gap =
            |row: &&u32| row.checked_sub(1).is_some_and(|above| !self.rows.contains_key(&above));
        self.after_gaps = self.rows.keys().filter(is_after_gap).copied().collect();
    }

    /// Returns the rows. Empty cells at the end of a row are blank, not missing.
    fn finish(self) -> Result<Vec<Row>, TableError> {
        let width = self.rows.values().next().map_or(0, Vec::len);
        if self.rows.len().saturating_mul(width) > MAX_PLACES {
            return Err(TableError::TooWide { row: 1, column: width as u32 });
        }
        let row = |(at, mut cells): (u32, Vec<String>)| {
            cells.resize(cells.len().max(width), String::new());
            let is_after_gap = self.after_gaps.contains(&at);
            Row { number: at as usize + 1, cells, is_after_gap, ..Row::default() }
        };
        Ok(self.rows.into_iter().map(row).collect())
    }
}

/// Returns the name of a cell in a spreadsheet, such as `C5`.
pub(super) fn cell_name((row, column): (u32, u32)) -> String {
    format!("{}{}", letters(column as usize), row + 1)
}

/// Returns a cell as a person reads it.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(), // 4.0 is printed as 4
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTime(duration) => duration.as_f64().to_string(),
        Data::Error(error) => error.to_string(),
    }
}
