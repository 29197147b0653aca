//! Habits of other languages in files that were meant as JSON: curly quotation marks of word processors, comments, words of
//! other languages.

const CURLY: &str =
    "a curly quotation mark (“ or ”) stands here or in the text before; JSON has straight ones (\") only";

/// Beginnings of what JSON does not have, with what to write instead.
const BEGINNINGS: [(&str, &str); 16] = [
    ("“", CURLY),
    ("”", CURLY),
    ("„", CURLY),
    ("‘", CURLY),
    ("’", CURLY),
    ("'", "JSON has double quotation marks (\") only"),
    ("//", COMMENT),
    ("/*", COMMENT),
    ("#", COMMENT),
    ("NaN", "NaN is no number; where there is no value, write null"),
    ("nan", "NaN is no number; where there is no value, write null"),
    ("Infinity", "Infinity is no number; where there is no value, write null"),
    ("True", "true and false are in small letters"),
    ("False", "true and false are in small letters"),
    ("None", "None is not a word of JSON; where there is no value, write null"),
    ("undefined", "undefined is not a word of JSON; where there is no value, write null"),
];

const COMMENT: &str = "it has no comments; a field named \"//\" can hold one";

/// Returns what is wrong at an offset at which a document ceases to be JSON, if it is a known habit.
pub fn foreign(source: &str, at: usize) -> Option<&'static str> {
    let (before, rest) = (source.get(..at)?, source.get(at..)?);
    // A sign is part of a number, so the error is after it.
    let here = BEGINNINGS.iter().find(|(beginning, _)| rest.starts_with(beginning));
    if let Some((_, message)) = here {
        return Some(message);
    }
    // A text that begins straight and ends curly goes on until the next straight mark, or the end of the line.
    let text = before.trim_end();
    let ends_curly = match text.strip_suffix('"') {
        Some(text) => text.trim_end().strip_suffix([',', ':', '}', ']']).is_some_and(is_curly),
        None => is_curly(text.trim_end_matches([',', ':', '}', ']'])),
    };
    ends_curly.then_some(CURLY)
}

fn is_curly(text: &str) -> bool {
    text.trim_end().ends_with(['“', '”'])
}

#[cfg(test)]
mod tests {
    use crate::bundle::parse;

    /// Returns the first message about a document.
    fn said(source: &str) -> String {
        parse(source).err().unwrap()[0].to_string()
    }

    #[test]
    fn habits_of_other_languages_are_named() {
        for (source, name, place) in [
            ("{\n “format”: 1}", "curly quotation mark", "(line 2, column 2)"),
            ("{\n \"title\": “Hi”}", "curly quotation mark", "(line 2, column 11)"),
            ("{\n \"title\": \"Hi”, \"format\": 1}", "curly quotation mark", "(line 2, column 18)"),
            ("{\n \"title\": \"Hi”,\n \"format\": 1}", "curly quotation mark", "(line 2, column 16)"),
            ("{\n 'format': 1}", "double quotation marks", "(line 2, column 2)"),
            ("{\n // of 2026\n \"format\": 1}", "no comments", "(line 2, column 2)"),
            ("{\"format\": 1, /* one */ \"a\": 2}", "no comments", "(line 1, column 15)"),
            ("{\"format\": 1, # one\n}", "no comments", "(line 1, column 15)"),
            ("{\"values\": [1,\n NaN]}", "NaN is no number", "(line 2, column 2)"),
            ("{\"values\": [1,\n Infinity]}", "Infinity is no number", "(line 2, column 2)"),
            ("{\"values\": [1,\n -Infinity]}", "Infinity is no number", "(line 2, column 3)"),
            ("{\"values\": [None]}", "None is not a word", "(line 1, column 13)"),
            ("{\"values\": [True]}", "small letters", "(line 1, column 13)"),
        ] {
            let said = said(source);
            assert!(said.contains(name) && said.ends_with(place), "{source}: {said}");
        }
    }

    #[test]
    fn curly_marks_in_a_text_are_no_mistake() {
        let said = said("{\"title\": \"He said “Hi”\" \"format\": 1}");
        assert!(said.contains("there must be a comma"), "{said}");
    }
}
