//! Places that respondents gave, in words and digits.

use super::text::key;

/// Words for the first ten places, without accents and with blanks between them. A line each: English; Spanish; French;
/// Portuguese and Italian where they differ; German, whose endings are those of [`GERMAN`]; Arabic with and without article.
const ORDINALS: [&str; 10] = [
    "first \
     primero primera primer \
     premier premiere \
     primeiro primeira primo prima \
     erste \
     الاول الاولى اول اولى",
    "second \
     segundo segunda \
     seconde deuxieme \
     secondo seconda \
     zweite \
     الثاني الثانية ثاني ثان ثانية",
    "third \
     tercero tercera tercer \
     troisieme \
     terceiro terceira terzo terza \
     dritte \
     الثالث الثالثة ثالث ثالثة",
    "fourth \
     cuarto cuarta \
     quatrieme \
     quarto quarta \
     vierte \
     الرابع الرابعة رابع رابعة",
    "fifth \
     quinto quinta \
     cinquieme \
     funfte fuenfte \
     الخامس الخامسة خامس خامسة",
    "sixth \
     sexto sexta \
     sixieme \
     sesto sesta \
     sechste \
     السادس السادسة سادس سادسة",
    "seventh \
     septimo septima setimo setima \
     septieme \
     settimo settima \
     siebte siebente \
     السابع السابعة سابع سابعة",
    "eighth \
     octavo octava \
     huitieme \
     oitavo oitava ottavo ottava \
     achte \
     الثامن الثامنة ثامن ثامنة",
    "ninth \
     noveno novena \
     neuvieme \
     nono nona \
     neunte \
     التاسع التاسعة تاسع تاسعة",
    "tenth \
     decimo decima \
     dixieme \
     zehnte \
     العاشر العاشرة عاشر عاشرة",
];

/// Endings that German ordinals have after `e`: `Erster`, `erstes`, `ersten`, `erstem`.
const GERMAN: [char; 4] = ['r', 's', 'n', 'm'];

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
    let place = |word: &str| ORDINALS.iter().position(|words| words.split(' ').any(|known| known == word));
    let german = |word: &str| place(word.strip_suffix(GERMAN).filter(|stem| stem.ends_with("te"))?);
    let mut words =
        plain.split(|c: char| !c.is_alphabetic()).filter_map(|word| place(word).or_else(|| german(word)));
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
            ("Primer lugar", 1),
            ("Primera opción", 1),
            ("Tercer", 3),
            ("Première", 1),
            ("Seconde", 2),
            ("1re", 1),
            ("1er choix", 1),
            ("2e", 2),
            ("3ème", 3),
            ("1ª", 1),
            ("2º", 2),
            ("2.", 2),
            ("Erster", 1),
            ("Zweites", 2),
            ("Erste/r/s", 1),
            ("an siebenter Stelle", 7),
            ("fuenfte", 5),
            ("primeiro", 1),
            ("Sétima", 7),
            ("Terza scelta", 3),
            ("المرتبة الأولى", 1),
            ("ثالثة", 3),
        ] {
            assert_eq!(of(text), Some(place), "{text}");
        }
        for text in [
            "",
            "one of 4: 1",
            "1.5",
            "-1",
            "10 %",
            "1-2",
            "first or second",
            "yes",
            "99999999999",
            "seconds",
            "letzte",
            "mittels",
            "dernier",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
