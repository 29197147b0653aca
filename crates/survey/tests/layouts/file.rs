//! Files as spreadsheets and survey tools write them, with texts that look the same and are not.

use unicode_normalization::UnicodeNormalization;

use crate::people::Words;
use crate::random::Random;
use crate::sheet::Sheet;
use crate::xml::{Part, archive};

/// A written file, with the settings that it needs in the mapping, and what it is for a message.
pub struct File {
    pub bytes: Vec<u8>,
    pub settings: Vec<(&'static str, serde_json::Value)>,
    pub told: String,
    /// True if merged cells tell how many rows the header has.
    pub tells_header: bool,
}

/// Returns a text that looks the same, or differs in letter case.
fn look_alike(text: &str, random: &mut Random) -> String {
    match random.below(12) {
        0 => text.nfd().collect(),
        1 => slim_std::unicode::to_uppercase(text),
        2 => text.replace(' ', "\u{A0}"),
        3 => format!(" {} ", text.replace(' ', "  ")),
        4 => text.replace('’', "'"),
        5 => {
            let at = random.below(text.chars().count() + 1);
            let mark = random.one(&['\u{AD}', '\u{200B}', '\u{200F}', '\u{2060}', '\u{FEFF}']);
            let (before, after): (String, String) =
                (text.chars().take(at).collect(), text.chars().skip(at).collect());
            format!("{before}{mark}{after}")
        }
        _ => text.to_owned(),
    }
}

fn with_look_alikes(rows: &mut [Vec<String>], random: &mut Random) {
    for cell in rows.iter_mut().flatten().filter(|cell| !cell.is_empty()) {
        // Numbers stay as they are: a spreadsheet keeps them as numbers.
        if cell.parse::<f64>().is_err() {
            *cell = look_alike(cell, random);
        }
    }
}

/// Returns the header's rows. A question with several columns stands once, or in each column.
fn head_rows(sheet: &Sheet, two_rows: bool, repeats: bool) -> Vec<Vec<String>> {
    let first = sheet.head.iter().enumerate().map(|(at, (question, _))| {
        let is_same = at > 0 && sheet.head[at - 1].0 == *question;
        if is_same && !repeats { String::new() } else { question.clone() }
    });
    let second = sheet.head.iter().map(|(_, option)| option.clone());
    if two_rows { vec![first.collect(), second.collect()] } else { vec![first.collect()] }
}

/// Writes a text file.
pub fn text_file(sheet: &Sheet, words: &Words, two_rows: bool, random: &mut Random) -> File {
    let mut settings = Vec::new();
    let mut rows = head_rows(sheet, two_rows, random.chance(50));
    let mut answers = sheet.rows.clone();
    let old = *random.one(words.encodings);
    let encoding =
        if random.chance(50) { old } else { *random.one(&["utf-8", "utf-8 bom", "utf-16le", "utf-16be"]) };
    if encoding.starts_with("utf") {
        with_look_alikes(&mut rows, random);
        with_look_alikes(&mut answers, random);
    }
    if random.chance(30) {
        answers.iter_mut().for_each(|row| {
            while row.last().is_some_and(String::is_empty) {
                row.pop();
            }
        });
    }
    if random.chance(20) {
        rows.iter_mut().for_each(|row| row.extend([String::new(), String::new()]));
    }
    let title = random.chance(30);
    let delimiter = *random.one(b",;\t|");
    let style = *random.one(&[csv::QuoteStyle::Necessary, csv::QuoteStyle::Always]);
    let end = *random.one(&[csv::Terminator::CRLF, csv::Terminator::Any(b'\n'), csv::Terminator::Any(b'\r')]);
    let mut csv = csv::WriterBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .quote_style(style)
        .terminator(end)
        .from_writer(Vec::new());
    if title {
        csv.write_record([words.none, "2026"]).unwrap();
    }
    rows.iter().chain(&answers).for_each(|row| csv.write_record(row).unwrap());
    let mut text = String::from_utf8(csv.into_inner().unwrap()).unwrap();
    if random.chance(15) {
        text = format!("{}={}\r\n{text}", random.one(&["sep", "SEP"]), char::from(delimiter));
    }
    let (bytes, encoding) = encoded(&text, encoding);
    if !encoding.starts_with("utf") && random.chance(30) {
        settings.push(("encoding", serde_json::json!(encoding)));
    }
    let told = format!("{encoding}, {:?}, title {title}, two rows {two_rows}", char::from(delimiter));
    File { bytes, settings, told, tells_header: false }
}

/// Returns the bytes of a text in an encoding, or in UTF-8 if that lacks a letter.
fn encoded(text: &str, encoding: &'static str) -> (Vec<u8>, &'static str) {
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    match encoding {
        "utf-8 bom" => ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), encoding),
        "utf-16le" => (utf16([0xFF, 0xFE], u16::to_le_bytes), encoding),
        "utf-16be" => (utf16([0xFE, 0xFF], u16::to_be_bytes), encoding),
        name => {
            let (bytes, _, lacks) = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap().encode(text);
            if lacks { (text.as_bytes().to_vec(), "utf-8") } else { (bytes.into_owned(), encoding) }
        }
    }
}

/// Writes a workbook.
pub fn workbook(sheet: &Sheet, words: &Words, two_rows: bool, random: &mut Random) -> File {
    let mut rows = head_rows(sheet, two_rows, false);
    with_look_alikes(&mut rows, random);
    let mut answers = sheet.rows.clone();
    let mut merged = Vec::new();
    let title = random.chance(30);
    let above = if title { 2 } else { 0 };
    if two_rows {
        merged.extend(
            spans(&rows[0], |_, right| right.is_empty()).map(|(from, to)| ((above, from), (above, to))),
        );
    }
    let tells_header = two_rows && random.chance(50);
    if tells_header {
        let is_single = |at: &usize| rows[1][*at].is_empty();
        merged.extend((0..rows[0].len()).filter(is_single).map(|at| ((above, at), (above + 1, at))));
    }
    let first = above + rows.len();
    if random.chance(40) {
        let column = sheet.head.iter().position(|(name, _)| name == words.role).unwrap();
        let groups: Vec<String> = answers.iter().map(|row| row[column].clone()).collect();
        for (from, to) in spans(&groups, |left, right| left == right && !left.is_empty()) {
            merged.push(((first + from, column), (first + to, column)));
            answers[from + 1..=to].iter_mut().for_each(|row| row[column].clear());
        }
    }
    with_look_alikes(&mut answers, random);
    let mut hidden = Vec::new();
    if random.chance(40) {
        for _ in 0..1 + random.below(4) {
            hidden.push(first + answers.len());
            let mut junk = random.one(&sheet.rows).clone();
            junk.iter_mut().for_each(|cell| *cell = cell.replace("person.", "hidden."));
            answers.push(junk);
        }
    }
    let mut all = vec![vec![words.none.to_owned()]; usize::from(title)];
    all.resize(above, Vec::new());
    all.extend(rows);
    all.extend(answers);
    let told = format!("workbook, title {title}, merged {merged:?}, hidden {hidden:?}, two rows {two_rows}");
    let has_formulas = random.chance(50);
    let main = Part { rows: all, merged, hidden, has_formulas, ..Part::default() };
    let mut sheets = vec![("Answers", "visible", main)];
    if random.chance(40) {
        let rows = vec![vec!["Mail".to_owned()], vec!["x@example.org".to_owned()]];
        let old = Part { rows, ..Part::default() };
        sheets.insert(random.below(2), ("Old", "hidden", old));
    }
    File { bytes: archive(&sheets), settings: Vec::new(), told, tells_header }
}

/// Returns the runs of texts in which `holds` is true of each with the next.
fn spans<'t>(
    texts: &'t [String],
    holds: impl Fn(&str, &str) -> bool + 't,
) -> impl Iterator<Item = (usize, usize)> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < texts.len() {
            let from = at;
            while at + 1 < texts.len() && holds(&texts[from], &texts[at + 1]) {
                at += 1;
            }
            at += 1;
            if at - 1 > from {
                return Some((from, at - 1));
            }
        }
        None
    })
}
