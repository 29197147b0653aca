//! Places that respondents gave, in words and digits.

use super::text::key;

/// Words for the first ten places, by language.
const ORDINALS: [[&str; 10]; 8] = [
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
    ["primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "septimo", "octavo", "noveno", "decimo"],
    ["primera", "segunda", "tercera", "cuarta", "quinta", "sexta", "septima", "octava", "novena", "decima"],
    [
        "premier",
        "deuxieme",
        "troisieme",
        "quatrieme",
        "cinquieme",
        "sixieme",
        "septieme",
        "huitieme",
        "neuvieme",
        "dixieme",
    ],
    ["erste", "zweite", "dritte", "vierte", "funfte", "sechste", "siebte", "achte", "neunte", "zehnte"],
    ["primeiro", "segundo", "terceiro", "quarto", "quinto", "sexto", "setimo", "oitavo", "nono", "decimo"],
    ["primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono", "decimo"],
    ["الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"],
];

/// Returns the place that a text gives: the only number in it, in digits of any script, or an ordinal such as
/// `First choice`. Returns `None` if there is no number, or more than one.
pub(super) fn of(text: &str) -> Option<u32> {
    let text = key(text);
    if let Ok(number) = text.replacen(',', ".", 1).parse::<f64>() {
        return (number.fract() == 0.0 && (0.0..1e6).contains(&number)).then_some(number as u32);
    }
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    match (numbers.next(), numbers.next()) {
        // A sign before the number, or decimals after it, make another number.
        (Some(number), None) if !text.contains(['-', '%', '/', '+']) => number.parse().ok(),
        (Some(_), _) => None,
        (None, _) => ordinal(&text),
    }
}

/// Returns the place of the only ordinal among the words of a text, accents aside.
fn ordinal(text: &str) -> Option<u32> {
    let plain: String = text.chars().filter(|c| !slim_std::unicode::is_mark(*c)).collect();
    let mut words = plain
        .split(|c: char| !c.is_alphabetic())
        .filter_map(|word| ORDINALS.iter().find_map(|list| list.iter().position(|known| *known == word)));
    match (words.next(), words.next()) {
        (Some(at), None) => Some(at as u32 + 1),
        _ => None,
    }
}

/// Returns true if a text says a place in plain digits, so that reading it is no guess.
pub(super) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_in_words_and_in_digits_of_any_script() {
        for (text, place) in [
            ("3", 3),
            ("3.", 3),
            ("3.0", 3),
            ("3,00", 3),
            ("3rd choice", 3),
            ("1.º", 1),
            ("Opción 2", 2),
            ("Rank 4", 4),
            ("#1", 1),
            ("No. 12", 12),
            ("First", 1),
            ("second choice", 2),
            ("Séptimo", 7),
            ("Fünfte Wahl", 5),
            ("١", 1),
            ("الأول", 1),
            ("المرتبة ٣", 3),
        ] {
            assert_eq!(of(text), Some(place), "{text}");
        }
        for text in ["", "one of 4: 1", "1.5", "-1", "10 %", "1-2", "first or second", "yes", "99999999999"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
