//! Start tags of pages, as trunk and leptos write them: found, read and written anew.

/// A start tag of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The element, in lower case as it stands.
    pub name: &'a str,
    /// Attributes in order; an empty one and one without a value are the same.
    pub attributes: Vec<(&'a str, String)>,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }
}

impl<'a> Tag<'a> {
    /// Gives an attribute a value, whether or not it is there.
    pub fn set(&mut self, name: &'a str, value: String) {
        match self.attributes.iter_mut().find(|(other, _)| *other == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name, value)),
        }
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            if !value.is_empty() {
                out.push_str("=\"");
                out.push_str(&value.replace('"', "&quot;"));
                out.push('"');
            }
        }
        out.push('>');
    }
}

/// What becomes of a start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It stays as it stands.
    Keep,
    /// It is written as it is now.
    Write,
    /// It goes; of an element whose inside is no markup, the whole element.
    Drop,
}

/// The page with each start tag as `edit` says; all else stays as it is.
pub fn rewrite<'a>(html: &'a str, mut edit: impl FnMut(&mut Tag<'a>) -> Edit) -> String {
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let taken = match read(from) {
            Some((mut tag, len)) => {
                let edit = edit(&mut tag);
                match edit {
                    Edit::Keep => out.push_str(from.get(..len).unwrap_or(from)),
                    Edit::Write => tag.write(&mut out),
                    Edit::Drop => {}
                }
                // What is inside these is no markup.
                let raw = matches!(tag.name, "script" | "style" | "title" | "textarea");
                let inside = from.get(len..).unwrap_or_default();
                let end = if raw { inside.find(&format!("</{}", tag.name)) } else { None };
                let end = end.unwrap_or(0);
                let raw = inside.get(..end).unwrap_or_default();
                let rest = inside.get(end..).unwrap_or_default();
                let closes = edit == Edit::Drop && rest.starts_with(&format!("</{}", tag.name));
                let closing = if closes { rest.find('>').map_or(0, |at| at + 1) } else { 0 };
                if edit != Edit::Drop {
                    out.push_str(raw);
                }
                len + end + closing
            }
            None => {
                let len = if from.starts_with("<!--") {
                    from.find("-->").map_or(from.len(), |at| at + 3)
                } else {
                    1
                };
                out.push_str(from.get(..len).unwrap_or(from));
                len
            }
        };
        rest = from.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Where the first start tag ends that `wanted` chooses.
pub fn end_of(html: &str, wanted: impl Fn(&Tag<'_>) -> bool) -> Option<usize> {
    html.match_indices('<').find_map(|(at, _)| {
        let (tag, len) = read(html.get(at..)?)?;
        wanted(&tag).then_some(at + len)
    })
}

/// The start tag that a text begins with, and how long it is.
fn read(text: &str) -> Option<(Tag<'_>, usize)> {
    let mut rest = text.strip_prefix('<')?;
    let name_end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    let name = rest.get(..name_end).filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    rest = rest.get(name_end..)?;
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((Tag { name, attributes }, text.len() - after.len()));
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let name = rest.get(..end).filter(|name| !name.is_empty())?;
        rest = rest.get(end..)?;
        let mut value = "";
        if let Some(after) = rest.trim_start().strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let inner = if quote.is_some() { after.get(1..)? } else { after };
            let end = match quote {
                Some(quote) => inner.find(quote)?,
                None => inner.find(|c: char| c.is_ascii_whitespace() || c == '>')?,
            };
            value = inner.get(..end)?;
            rest = inner.get(end + usize::from(quote.is_some())..)?;
        }
        attributes.push((name, value.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tags_are_read_however_they_are_quoted() {
        for text in [
            "<script type=module src=/boot.js async></script>",
            "<script type=\"module\" src='/boot.js' async ></script>",
            "<script\n type = \"module\" src = /boot.js async=\"\"/>",
        ] {
            let (tag, _) = read(text).unwrap();
            assert_eq!(tag.name, "script");
            assert_eq!(
                (tag.get("type"), tag.get("src"), tag.get("async")),
                (Some("module"), Some("/boot.js"), Some("")),
                "{text}"
            );
        }
        for none in ["< p>", "</p>", "<!doctype html>", "<", "<p", "<p a=\"", "<1>"] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn only_chosen_tags_are_written_anew() {
        let page = "<!doctype html><!-- <link href=a> --><link href=a><script>\"<link href=a>\"</script><title><link href=a></title><LINK href=a>";
        let changed = rewrite(page, |tag| {
            let chosen = tag.name == "link";
            tag.set("href", "b\"".to_owned());
            if chosen { Edit::Write } else { Edit::Keep }
        });
        assert_eq!(changed, page.replacen("--><link href=a>", "--><link href=\"b&quot;\">", 1));
    }

    #[test]
    fn what_is_dropped_takes_its_text_along() {
        let page = "<meta a><title>x <b></title><p><script>1</script><p>";
        for (name, left) in [
            ("title", "<meta a><p><script>1</script><p>"),
            ("meta", "<title>x <b></title><p><script>1</script><p>"),
            ("script", "<meta a><title>x <b></title><p><p>"),
        ] {
            let edit = |tag: &mut Tag<'_>| if tag.name == name { Edit::Drop } else { Edit::Keep };
            assert_eq!(rewrite(page, edit), left);
        }
    }

    proptest! {
        #[test]
        fn a_page_stays_as_it_is_when_nothing_is_changed(page in "[a-z<>/!\"'= \\-é]{0,80}") {
            prop_assert_eq!(rewrite(&page, |_| Edit::Keep), page);
        }
    }
}
