//! Workbooks as XML in an archive.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

fn name((row, column): (usize, usize)) -> String {
    let letters = if column < 26 {
        String::from(char::from(b'A' + column as u8))
    } else {
        format!("A{}", char::from(b'A' + (column - 26) as u8))
    };
    format!("{letters}{}", row + 1)
}

/// An area from its first to its last cell, each a row and a column from 0.
pub type Area = ((usize, usize), (usize, usize));

/// A sheet.
#[derive(Default)]
pub struct Part {
    pub rows: Vec<Vec<String>>,
    pub merged: Vec<Area>,
    /// Positions of hidden rows.
    pub hidden: Vec<usize>,
    /// Positions of hidden columns.
    pub hidden_columns: Vec<usize>,
    /// True if each tenth text is the result of a formula.
    pub has_formulas: bool,
}

impl Part {
    /// Returns the XML of the sheet.
    fn xml(&self) -> String {
        let mut xml =
            String::from("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        if !self.hidden_columns.is_empty() {
            xml.push_str("<cols>");
            for column in self.hidden_columns.iter().map(|at| at + 1) {
                xml.push_str(&format!("<col min=\"{column}\" max=\"{column}\" hidden=\"1\"/>"));
            }
            xml.push_str("</cols>");
        }
        xml.push_str("<sheetData>");
        for (at, row) in self.rows.iter().enumerate() {
            let is_hidden = if self.hidden.contains(&at) { " hidden=\"1\"" } else { "" };
            xml.push_str(&format!("<row r=\"{}\"{is_hidden}>", at + 1));
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let is_formula = self.has_formulas && (at + column) % 10 == 0;
                xml.push_str(&self::cell((at, column), cell, is_formula));
            }
            xml.push_str("</row>");
        }
        xml.push_str("</sheetData>");
        if !self.merged.is_empty() {
            xml.push_str(&format!("<mergeCells count=\"{}\">", self.merged.len()));
            for (from, to) in &self.merged {
                xml.push_str(&format!("<mergeCell ref=\"{}:{}\"/>", name(*from), name(*to)));
            }
            xml.push_str("</mergeCells>");
        }
        xml + "</worksheet>"
    }
}

/// Returns the XML of a cell.
fn cell(at: (usize, usize), text: &str, is_formula: bool) -> String {
    let place = name(at);
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    match text.parse::<f64>() {
        Ok(number) => format!("<c r=\"{place}\"><v>{number}</v></c>"),
        Err(_) if is_formula => format!("<c r=\"{place}\" t=\"str\"><f>A1</f><v>{escaped}</v></c>"),
        Err(_) => {
            format!("<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{escaped}</t></is></c>")
        }
    }
}

/// Returns a workbook of sheets, each with its name, state and XML.
pub fn archive(sheets: &[(&str, &str, Part)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |path: &str, text: &str| {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let package = "http://schemas.openxmlformats.org/package/2006";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    add(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let (mut list, mut targets, mut types) = (String::new(), String::new(), String::new());
    for (at, (name, state, part)) in sheets.iter().enumerate() {
        let number = at + 1;
        list.push_str(&format!(
            "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"rId{number}\"/>"
        ));
        targets.push_str(&format!("<Relationship Id=\"rId{number}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"));
        types.push_str(&format!("<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"));
        add(&format!("xl/worksheets/sheet{number}.xml"), &part.xml());
    }
    add(
        "xl/workbook.xml",
        &format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>"),
    );
    add(
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationships xmlns=\"{package}/relationships\">{targets}</Relationships>"),
    );
    add("[Content_Types].xml", &format!("<Types xmlns=\"{package}/content-types\">{types}</Types>"));
    zip.finish().unwrap().into_inner()
}
