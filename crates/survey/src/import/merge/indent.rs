//! Indentation of the lists that an import writes.

/// The layout of a bundle's lines.
pub(super) struct Indent<'s> {
    /// The blanks before a field of the bundle, which stand once more before each deeper line.
    unit: &'s str,
    line_end: &'static str,
}

impl<'s> Indent<'s> {
    /// Returns the layout of a JSON object. Without a line break before its first field there are no blanks.
    pub fn of(source: &'s str) -> Self {
        let before = before_first(source);
        let unit = before.rfind('\n').map_or("", |at| &before[at + 1..]);
        Self { unit, line_end: line_end(source) }
    }

    /// Returns a list that is the value of a field of the bundle, with one entry a line. Lines within an entry are indented
    /// by the number of brackets that are open there.
    pub fn list(&self, entries: &[String]) -> String {
        if entries.is_empty() {
            return "[]".to_owned();
        }
        let mut list = "[".to_owned();
        for (at, entry) in entries.iter().enumerate() {
            list += if at == 0 { "" } else { "," };
            list += self.line_end;
            self.push(&mut list, entry);
        }
        list + self.line_end + self.unit + "]"
    }

    /// Adds the lines of an entry. A JSON string has no line break, so each one may be indented anew.
    fn push(&self, list: &mut String, entry: &str) {
        let mut depth: usize = 2;
        for (at, line) in entry.split('\n').enumerate() {
            let line = line.trim_matches([' ', '\t', '\r']);
            if at > 0 {
                list.push_str(self.line_end);
            }
            if !line.is_empty() {
                let closed = line.len() - line.trim_start_matches([']', '}', ' ', '\t']).len();
                let closed = line[..closed].matches([']', '}']).count();
                list.push_str(&self.unit.repeat(depth.saturating_sub(closed)));
                list.push_str(line);
                depth = depth.saturating_add_signed(opened(line));
            }
        }
    }
}

/// Returns the blanks before the first field of a JSON object.
pub(super) fn before_first(object: &str) -> &str {
    let body = object.strip_prefix('{').unwrap_or(object);
    &body[..body.len() - body.trim_start().len()]
}

/// Returns the line end of a text.
pub(super) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Returns how many brackets a line of JSON opens more than it closes.
fn opened(line: &str) -> isize {
    let (mut depth, mut is_text, mut is_escaped) = (0, false, false);
    for byte in line.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => is_text = !is_text,
            b'[' | b'{' if !is_text => depth += 1,
            b']' | b'}' if !is_text => depth -= 1,
            _ => {}
        }
    }
    depth
}
