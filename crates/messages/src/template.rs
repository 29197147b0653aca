//! Templates of messages: filling in their placeholders.

use crate::language::{Category, Language, NumberStyle};
use crate::message::{Arg, Number};

/// Language of a template, with its number style.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    pub language: Language,
    pub numbers: &'a NumberStyle,
}

/// Returns a template with its numbered placeholders filled in.
pub fn fill(style: Style<'_>, template: &str, args: &[Arg<'_>]) -> String {
    let mut out = String::new();
    append(style, template, args, None, &mut out);
    out
}

/// Appends a template with its placeholders filled in. `number` replaces `#` in the forms of a number.
fn append(style: Style<'_>, template: &str, args: &[Arg<'_>], number: Option<Number>, out: &mut String) {
    let mut rest = template;
    while let Some(at) = rest.find(['{', '#']) {
        out.push_str(&rest[..at]);
        let from = &rest[at..];
        let Some(inside) = from.strip_prefix('{') else {
            match number {
                Some(Number(number)) => out.push_str(&style.numbers.write(number)),
                None => out.push('#'),
            }
            rest = &from[1..];
            continue;
        };
        let end = end_of(inside, '}');
        let (placeholder, after) = (&inside[..end], &inside[end..]);
        rest = after.get(1..).unwrap_or_default();
        let (index, words) = placeholder.split_once('|').unwrap_or((placeholder, ""));
        match index.parse::<usize>().ok().and_then(|index| args.get(index)) {
            Some(Arg::Text(text)) => out.push_str(text),
            Some(Arg::Number(number)) if words.is_empty() => out.push_str(&style.numbers.write(number.0)),
            Some(Arg::Number(number)) => {
                let category = style.language.category(number.0);
                append(style, plural_form(words, category), args, Some(*number), out);
            }
            None => {}
        }
    }
    out.push_str(rest);
}

/// Returns the byte offset of the first `mark` outside of nested braces, or the length of the text.
fn end_of(text: &str, mark: char) -> usize {
    let mut depth = 0;
    let found = text.char_indices().find(|(_, letter)| {
        let is_end = depth == 0 && *letter == mark;
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        is_end
    });
    found.map_or(text.len(), |(at, _)| at)
}

/// Returns the form of a plural category; the last form, which is `other`, if there is none.
fn plural_form(words: &str, category: Category) -> &str {
    let mut rest = words;
    loop {
        let end = end_of(rest, '|');
        let (name, text) = rest[..end].split_once(':').unwrap_or(("", &rest[..end]));
        match rest.get(end + 1..) {
            Some(next) if name != category.name() => rest = next,
            _ => return text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(language: Language, template: &str, args: &[Arg<'_>]) -> String {
        fill(Style { language, numbers: &language.numbers() }, template, args)
    }

    const fn number(number: u32) -> Arg<'static> {
        Arg::Number(Number(number))
    }

    #[test]
    fn placeholders_are_filled_in_any_order() {
        let args = [number(1_200), Arg::Text("Math {0} #")];
        assert_eq!(filled(Language::English, "{1}: {0} of #1", &args), "Math {0} #: 1,200 of #1");
        assert_eq!(filled(Language::Spanish, "{0}, {1}, {0}", &args), "1200, Math {0} #, 1200");
    }

    #[test]
    fn words_beside_a_number_have_its_category() {
        let english = "{0|one:# of {1} challenge has|other:# of {1} challenges have} no value";
        let filled_with = |count| filled(Language::English, english, &[number(count), number(1_500)]);
        assert_eq!(filled_with(1), "1 of 1,500 challenge has no value");
        assert_eq!(filled_with(0), "0 of 1,500 challenges have no value");
        let arabic = "{0|zero:z|one:o|two:t|few:f #|many:m #|other:r #}.";
        let filled_with = |count| filled(Language::Arabic, arabic, &[number(count)]);
        assert_eq!([0, 1, 2, 3, 11, 100].map(filled_with), ["z.", "o.", "t.", "f 3.", "m 11.", "r 100."]);
    }

    #[test]
    fn a_category_without_words_has_the_last_ones() {
        assert_eq!(filled(Language::Spanish, "{0|one:uno|other:#}", &[number(1_000_000)]), "1.000.000");
    }
}
