//! A strict parser of the HTML that the program's components print, which is regular.

/// The start tag of an element.
#[derive(Clone, Debug)]
pub struct Tag {
    pub name: String,
    /// Names and values, with character references decoded.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.attributes.iter().any(|(own, its)| own == name && its == value)
    }
}

const VOID: [&str; 8] = ["input", "br", "hr", "meta", "link", "img", "col", "wbr"];

/// Returns all start tags.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    read(html, &mut |piece| {
        if let Piece::Start(tag) = piece {
            tags.push(tag);
        }
    });
    tags
}

/// Returns all texts, each with the elements around it, the innermost last.
pub fn texts(html: &str) -> Vec<(String, Vec<Tag>)> {
    let (mut texts, mut around) = (Vec::new(), Vec::<Tag>::new());
    read(html, &mut |piece| match piece {
        Piece::Start(tag) if VOID.contains(&tag.name.as_str()) => {}
        Piece::Start(tag) => around.push(tag),
        Piece::End(name) => {
            let open = around.pop().map(|tag| tag.name);
            assert_eq!(open.as_deref(), Some(name.as_str()), "elements are closed in order");
        }
        Piece::Text(text) => texts.push((text, around.clone())),
    });
    texts
}

enum Piece {
    Start(Tag),
    End(String),
    Text(String),
}

fn read(html: &str, found: &mut dyn FnMut(Piece)) {
    let mut rest = html;
    while let Some((text, tail)) = rest.split_once('<') {
        if !text.is_empty() {
            found(Piece::Text(plain(text)));
        }
        rest = if let Some(comment) = tail.strip_prefix("!--") {
            comment.split_once("-->").map_or("", |(_, after)| after)
        } else if let Some(doctype) = tail.strip_prefix('!') {
            doctype.split_once('>').map_or("", |(_, after)| after)
        } else if let Some(end) = tail.strip_prefix('/') {
            let (name, after) = end.split_once('>').expect("an end tag ends");
            found(Piece::End(name.to_owned()));
            after
        } else {
            start(tail, found)
        };
    }
    if !rest.is_empty() {
        found(Piece::Text(plain(rest)));
    }
}

/// Reads a start tag after its `<`; returns the text that follows the tag.
fn start<'a>(tail: &'a str, found: &mut dyn FnMut(Piece)) -> &'a str {
    let end = tail.find([' ', '>', '/']).expect("a tag ends");
    let (name, mut rest) = tail.split_at(end);
    let letters = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b':')
    };
    assert!(letters(name), "`<` stands only before a tag: {:?}", tail.chars().take(30).collect::<String>());
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>") {
            found(Piece::Start(Tag { name: name.to_owned(), attributes }));
            found(Piece::End(name.to_owned()));
            return after;
        }
        if let Some(after) = rest.strip_prefix('>') {
            found(Piece::Start(Tag { name: name.to_owned(), attributes }));
            return after;
        }
        let end = rest.find(['=', ' ', '>', '/']).expect("an attribute ends");
        let (attribute, after) = rest.split_at(end);
        assert!(letters(attribute), "an attribute has a plain name: {attribute:?} of {name}");
        let value = match after.strip_prefix("=\"") {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"').expect("a value ends");
                rest = after;
                plain(value)
            }
            None => {
                assert!(!after.starts_with('='), "values are quoted: {name} {attribute}");
                rest = after;
                String::new()
            }
        };
        attributes.push((attribute.to_owned(), value));
    }
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}
