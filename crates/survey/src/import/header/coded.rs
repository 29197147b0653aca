//! Headings with the code and the text of a question, as `LimeSurvey` exports them on demand:
//! `G01Q02[SQ001]. How urgent is it? [Reading]`. Whoever exports chooses what stands between.

use crate::import::text::key;

/// Codes of the columns that `LimeSurvey` adds of itself.
const OWN: [&str; 6] = ["submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"];

/// The parts of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Coded {
    /// The code, in the form in which names are compared.
    pub code: String,
    /// The text, empty for a question without one.
    pub text: String,
}

/// Returns the parts of each heading; `None` for headings without a code, and for all of them if the columns that
/// `LimeSurvey` adds do not tell what stands between code and text.
pub(in crate::import) fn coded(names: &[String]) -> Vec<Option<Coded>> {
    let own = names.iter().filter_map(|name| separator(name));
    let mut separators: Vec<&str> = own.collect();
    separators.dedup();
    let separator = match separators[..] {
        [separator] => Some(separator),
        _ => None,
    };
    names.iter().map(|name| parts(name, separator?)).collect()
}

/// Returns what stands between the code and the text of a column that `LimeSurvey` adds.
fn separator(name: &str) -> Option<&str> {
    let rest = OWN.iter().find_map(|code| name.strip_prefix(code))?;
    let len = rest.find(char::is_alphanumeric).filter(|len| *len > 0)?;
    Some(&rest[..len]).filter(|separator| !separator.contains(['_', '[', ']']))
}

fn parts(name: &str, separator: &str) -> Option<Coded> {
    let without_text = || Some((name.strip_suffix(separator.trim_end())?, ""));
    let (code, text) = name.split_once(separator).or_else(without_text)?;
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '[' | ']');
    let is_code = !code.is_empty() && code.chars().all(is_sign);
    is_code.then(|| Coded { code: key(code), text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(names: &[&str]) -> Vec<String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        coded(&names).into_iter().map(|coded| coded.map_or_else(String::new, |coded| coded.code)).collect()
    }

    #[test]
    fn codes_stand_before_what_the_own_columns_tell() {
        let dots = ["id. Antwort ID", "submitdate. Datum Abgeschickt", "Q1[SQ2][1]. Wie? [a. b]", "Q2."];
        assert_eq!(codes(&dots), ["id", "submitdate", "q1[sq2][1]", "q2"]);
        assert_eq!(codes(&["lastpage - Last page", "Q1 - Well - so?", "Other"]), ["lastpage", "q1", ""]);
        assert_eq!(codes(&["startlanguage Start language", "Q1 How?"]), ["startlanguage", "q1"]);
    }

    #[test]
    fn other_headings_have_no_codes() {
        for names in [
            ["submitdate", "Q1. How?"],
            ["Date submitted", "Q1. How?"],
            ["submitdate. Date submitted", "lastpage: Last page"],
            ["submitdate_x", "Q1_y"],
            ["submitdates", "Q1 y"],
        ] {
            assert_eq!(codes(&names), ["", ""], "{names:?}");
        }
    }
}
