//! Parser of a mapping's settings: the layout of the files, and which rows count.

use std::collections::BTreeMap;

use data::bundle::decode::{Node, Object};

use super::Reader;
use crate::import::aside::{Kept, NotesBelow};
use crate::import::encoding;
use crate::import::header::MAX_ROWS;
use crate::import::layout::Layout;
use crate::import::mapping::{Filter, Header, Mapping, Respondent};
use crate::import::number::{Decimal, Told, told};
use crate::import::text::{key, shown};
use crate::import::tool::Tool;

impl<'a> Reader<'_, 'a> {
    /// Parses how the files are to be read. Columns and texts are added when the whole mapping is parsed.
    pub(super) fn layout(&mut self, o: &mut Object<'a>, tool: Tool) -> Layout {
        let sheet = o.take("sheet").and_then(|node| self.d.scalar::<String>(&node, "the name of a sheet"));
        let reads_hidden = self.choice(o, "hidden_rows", &["skip", "count"]) == Some(1);
        let header_row = self.number(o, "header_row", 1_000_000);
        let header_rows = self.number(o, "header_rows", MAX_ROWS).or(tool.header_rows());
        let delimiter = o.take("delimiter").and_then(|node| self.delimiter(&node));
        let encoding = o.take("encoding").and_then(|node| {
            let name: String = self.d.scalar(&node, "the name of an encoding")?;
            let found = encoding::by_name(&name);
            if found.is_none() {
                self.report(
                    &node,
                    &format!(
                        "there is no encoding `{}`: name one such as utf-8, windows-1252, windows-1256 or macintosh",
                        shown(&name)
                    ),
                );
            }
            found
        });
        Layout { sheet, reads_hidden, header_row, header_rows, delimiter, encoding, ..Layout::default() }
    }

    /// Returns a whole number from 1 to `most`.
    fn number(&mut self, o: &mut Object<'a>, name: &'static str, most: usize) -> Option<usize> {
        let node = o.take(name)?;
        let number = self.d.peek::<u32>(&node).map(|number| number as usize);
        let number = number.filter(|number| (1..=most).contains(number));
        if number.is_none() {
            self.report(&node, &format!("`{name}` is a number from 1 to {most}"));
        }
        number
    }

    fn delimiter(&mut self, node: &Node<'a>) -> Option<u8> {
        let text: String = self.d.scalar(node, "a sign such as \";\"")?;
        let sign = match text.as_str() {
            "tab" | "\\t" => Some(b'\t'),
            text => text.bytes().next().filter(|byte| text.len() == 1 && !byte.is_ascii_alphanumeric()),
        };
        let sign = sign.filter(|sign| !matches!(sign, b'"' | b'\n' | b'\r'));
        if sign.is_none() {
            self.report(
                node,
                "what stands between columns is one sign such as \",\", \";\", \"|\" or \"tab\"",
            );
        }
        sign
    }

    pub(super) fn decimal(&mut self, o: &mut Object<'a>) -> Option<Decimal> {
        match self.choice(o, "decimal", &[".", ","]) {
            Some(0) => Some(Decimal::Point),
            Some(_) => Some(Decimal::Comma),
            None => None,
        }
    }

    /// Reports weights that mean one number with a decimal point and another with a decimal comma.
    pub(super) fn check_decimal(&mut self, node: &Node<'a>, weight: &str, decimal: Option<Decimal>) {
        for Header { file, table } in self.headers {
            let Some(at) = table.column(weight).filter(|_| decimal.is_none()) else { continue };
            let is_number_cell = table.seen.has_number_cells();
            let texts = table.rows.iter().map(|row| row.cell(at));
            let open = match told(texts) {
                Told::Open(text) if !(is_number_cell && text.contains('.')) => text,
                _ => continue,
            };
            self.report(
                node,
                &format!(
                    "{file}: the weight `{}` is ambiguous: say \"decimal\": \".\" if its comma divides thousands (1,000.5), or \"decimal\": \",\" if its point does (1.000,5)",
                    shown(&open)
                ),
            );
        }
    }

    pub(super) fn respondent(&mut self, node: Node<'a>) -> Option<Respondent> {
        if node.fields().is_none() {
            return Some(Respondent { column: self.column(&node)?, ..Respondent::default() });
        }
        let mut o = self.d.object(node)?;
        let column = self.d.require(&mut o, "column").and_then(|node| self.column(&node));
        let is_exact = self.choice(&mut o, "letters", &["same", "differ"]) == Some(1);
        let is_per_file = self.choice(&mut o, "files", &["same", "differ"]) == Some(1);
        let nobody = o.take("nobody").map_or_else(Vec::new, |node| self.d.list(&node));
        let nobody = nobody.iter().filter_map(|node| self.word(node)).map(|word| key(&word)).collect();
        self.d.finish(o);
        Some(Respondent { column: column?, is_exact, is_per_file, nobody })
    }

    /// Parses which rows count though they look as if they were no respondents.
    pub(super) fn kept(&mut self, o: &mut Object<'a>) -> Kept {
        let mut counts = |name| self.choice(o, name, &["skip", "count"]) == Some(1);
        Kept {
            headers: counts("repeated_header"),
            summaries: counts("summaries"),
            short_rows: counts("short_rows"),
            notes_below: self
                .choice(o, "notes_below", &["skip", "count"])
                .map_or(NotesBelow::Unclear, |at| [NotesBelow::None, NotesBelow::All][at]),
        }
    }

    /// Parses the conditions that rows must meet.
    pub(super) fn filters(&mut self, o: &mut Object<'a>) -> Vec<Filter> {
        let Some(node) = o.take("where") else { return Vec::new() };
        let nodes = if node.fields().is_some() { vec![node] } else { self.d.list(&node) };
        nodes.into_iter().filter_map(|node| self.filter(node)).collect()
    }

    fn filter(&mut self, node: Node<'a>) -> Option<Filter> {
        let mut o = self.d.object(node)?;
        let column = self.d.require(&mut o, "column").and_then(|node| self.column(&node));
        let [is, is_not, one_of] = ["is", "is_not", "one_of"].map(|name| o.take(name));
        let (is_not, nodes) = match (is, is_not, one_of) {
            (Some(node), None, None) => (false, vec![node]),
            (None, Some(node), None) => (true, vec![node]),
            (None, None, Some(node)) => (false, self.d.list(&node)),
            _ => {
                self.report(&o.node(), "a condition has one of `is`, `is_not` and `one_of`");
                return None;
            }
        };
        let texts: BTreeMap<String, String> = nodes
            .iter()
            .filter_map(|node| match self.d.peek::<String>(node) {
                Some(text) if text.is_empty() => Some(text),
                _ => self.word(node),
            })
            .map(|text| (key(&text), text))
            .collect();
        self.d.finish(o);
        Some(Filter { column: column?, texts, is_not })
    }

    /// Reports rules of the tool whose columns are not there. Without them unfinished answers would count.
    pub(super) fn check_rules(&mut self, node: &Node<'a>, mapping: &Mapping) {
        for Header { file, table } in self.headers {
            for problem in mapping.tool.missing_rules(table, mapping) {
                self.report(node, &format!("{file}: {problem}"));
            }
        }
    }
}
