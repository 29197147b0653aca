//! Answers as cells: how each question is laid out, and the mapping that says so.

use serde_json::{Map, Value, json};

use crate::people::{Person, Words};
use crate::random::Random;

/// Ids of the challenges.
pub const CHALLENGES: [&str; 4] = ["one", "two", "three", "four"];

/// Ids of the groups.
pub const GROUPS: [&str; 3] = ["a", "b", "c"];

/// A header of one or two rows, rows below it, and the mapping.
pub struct Sheet {
    /// The header's texts: the question, and the option of a question with several columns.
    pub head: Vec<(String, String)>,
    pub rows: Vec<Vec<String>>,
    pub mapping: Value,
}

/// Columns of one question.
struct Part {
    head: Vec<(String, String)>,
    cells: Vec<Vec<String>>,
}

/// Lays out the answers. With `two_rows` the header tells options in its second row.
pub fn lay_out(people: &[Person], words: &Words, two_rows: bool, random: &mut Random) -> Sheet {
    let mut measures = Map::new();
    let decimal = *random.one(&['.', ',']);
    let mut parts = vec![
        single("Consent?", people, |p| if p.consents { words.yes.into() } else { words.no.into() }),
        single("Done", people, |p| if p.finished { "1".into() } else { "0".into() }),
        single("Mail", people, |p| p.address.clone()),
        single("Weight", people, |p| format!("{}{decimal}{:02}", p.weight / 100, p.weight % 100)),
        single(words.role, people, |p| p.group.map_or(String::new(), |at| words.groups[at].to_owned())),
    ];
    let (part, mapping) = widespread(people, words, two_rows);
    parts.push(part);
    measures.insert("widespread".to_owned(), mapping);
    let (part, mapping) = urgent(people, words, two_rows, random);
    parts.push(part);
    measures.insert("urgent".to_owned(), mapping);
    let (part, mapping) = priority(people, words, two_rows, random);
    parts.push(part);
    measures.insert("priority".to_owned(), mapping);
    random.shuffle(&mut parts);
    parts.push(single("Comment", people, |p| if p.weight == 100 { "x, y".into() } else { String::new() }));
    let mut mapping = frame(words);
    mapping["measures"] = Value::Object(measures);
    let rows = (0..people.len()).map(|at| parts.iter().flat_map(|part| part.cells[at].clone()).collect());
    let rows = rows.collect();
    Sheet { rows, head: parts.into_iter().flat_map(|part| part.head).collect(), mapping }
}

fn single(name: &str, people: &[Person], cell: impl Fn(&Person) -> String) -> Part {
    Part {
        head: vec![(name.to_owned(), String::new())],
        cells: people.iter().map(|person| vec![cell(person)]).collect(),
    }
}

/// Returns the texts of a header, and the names by which a mapping knows the columns.
fn heads(question: &str, options: &[&str], two_rows: bool) -> (Vec<(String, String)>, Vec<String>) {
    let name = |option: &&str| format!("{question} [{option}]");
    let names: Vec<String> = options.iter().map(name).collect();
    let head = match two_rows {
        true => options.iter().map(|option| (question.to_owned(), (*option).to_owned())).collect(),
        false => names.iter().map(|name| (name.clone(), String::new())).collect(),
    };
    (head, names)
}

fn by_challenge(names: &[String]) -> Map<String, Value> {
    names.iter().cloned().zip(CHALLENGES.map(|id| json!(id))).collect()
}

fn widespread(people: &[Person], words: &Words, two_rows: bool) -> (Part, Value) {
    let (head, names) = heads("Widespread?", &words.challenges, two_rows);
    let cell = |word: &Option<usize>| word.map_or(String::new(), |at| words.scale[at].to_owned());
    let cells = people.iter().map(|person| person.widespread.iter().map(cell).collect()).collect();
    let [yes, no, missing] = words.scale;
    let mapping = json!({"columns": by_challenge(&names), "yes": [yes], "no": [no], "missing": [missing]});
    (Part { head, cells }, mapping)
}

fn urgent(people: &[Person], words: &Words, two_rows: bool, random: &mut Random) -> (Part, Value) {
    if random.chance(50) {
        return urgent_in_one_cell(people, words, random);
    }
    let options: Vec<&str> = words.challenges.iter().copied().chain([words.none]).collect();
    let (head, names) = heads("Urgent?", &options, two_rows);
    let is_text = random.chance(50);
    let cells = people.iter().map(|person| {
        let Some(ticks) = person.urgent else { return vec![String::new(); 5] };
        let all: Vec<bool> = ticks.iter().copied().chain([!ticks.contains(&true)]).collect();
        let cell = |(at, is): (usize, bool)| match (is_text, is) {
            (true, true) => options[at].to_owned(),
            (true, false) => String::new(),
            (false, is) => u8::from(is).to_string(),
        };
        all.into_iter().enumerate().map(cell).collect()
    });
    let cells = cells.collect();
    let mut columns = by_challenge(&names[..4]);
    columns.insert(names[4].clone(), Value::Null);
    let mapping = match is_text {
        true => json!({"columns": columns, "yes": words.challenges, "empty": "no"}),
        false => json!({"columns": columns, "yes": [1], "no": [0]}),
    };
    (Part { head, cells }, mapping)
}

fn urgent_in_one_cell(people: &[Person], words: &Words, random: &mut Random) -> (Part, Value) {
    let separator = *random.one(&[",", ";", "|"]);
    let has_others = random.chance(40);
    let cell = |person: &Person| {
        let Some(ticks) = person.urgent else { return String::new() };
        let mut texts: Vec<&str> = (0..4).filter(|at| ticks[*at]).map(|at| words.challenges[at]).collect();
        if has_others && person.weight == 250 {
            texts.push("More light, please; or paint | if you can");
        }
        if texts.is_empty() { words.none.to_owned() } else { texts.join(&format!("{separator} ")) }
    };
    let mut choices = by_text(words);
    choices.insert(words.none.to_owned(), Value::Null);
    let mut mapping = json!({"column": "Urgent?", "choices": choices, "separator": separator});
    if has_others {
        mapping["unlisted"] = Value::Null;
    }
    (single("Urgent?", people, cell), mapping)
}

/// Returns the challenges by their texts.
fn by_text(words: &Words) -> Map<String, Value> {
    words.challenges.iter().zip(CHALLENGES).map(|(text, id)| ((*text).to_owned(), json!(id))).collect()
}

/// Lays out a row for each answer, in any order.
pub fn lay_out_long(people: &[Person], words: &Words, random: &mut Random) -> Sheet {
    let head = ["Mail", words.role, "Weight", "Done", "Consent?", "Challenge", "Question", "Answer"];
    let mut rows = Vec::new();
    for person in people.iter().filter(|person| !person.is_again) {
        let yes_or_no = |yes: bool| if yes { words.yes } else { words.no };
        let mut add = |challenge: usize, question: &str, answer: String| {
            rows.push(vec![
                person.address.clone(),
                person.group.map_or(String::new(), |at| words.groups[at].to_owned()),
                format!("{}.{:02}", person.weight / 100, person.weight % 100),
                u8::from(person.finished).to_string(),
                yes_or_no(person.consents).to_owned(),
                words.challenges[challenge].to_owned(),
                question.to_owned(),
                answer,
            ]);
        };
        for challenge in 0..4 {
            if let Some(word) = person.widespread[challenge] {
                add(challenge, "widespread", words.scale[word].to_owned());
            }
            if let Some(ticks) = person.urgent {
                add(challenge, "urgent", yes_or_no(ticks[challenge]).to_owned());
            }
            if let Some(place) = person.order.iter().position(|at| *at == challenge) {
                add(challenge, "order", format!("{} {}", words.place, place + 1));
            }
        }
    }
    random.shuffle(&mut rows);
    let when = |is: &str| json!({"column": "Question", "is": is});
    let [yes, no, missing] = words.scale;
    let mut mapping = frame(words);
    mapping["long"] = json!({"column": "Challenge", "challenges": by_text(words)});
    mapping["measures"] = json!({
        "widespread": {
            "column": "Answer", "when": when("widespread"), "yes": [yes], "no": [no], "missing": [missing]
        },
        "urgent": {"column": "Answer", "when": when("urgent"), "yes": [words.yes], "no": [words.no]},
        "priority": {"column": "Answer", "when": when("order")}
    });
    Sheet { head: head.map(|name| (name.to_owned(), String::new())).to_vec(), rows, mapping }
}

/// Returns a mapping without measures.
fn frame(words: &Words) -> Value {
    let groups: Map<String, Value> =
        words.groups.iter().zip(GROUPS).map(|(text, id)| ((*text).to_owned(), json!(id))).collect();
    json!({
        "waves": [{"id": "w", "label": "W", "date": "2026", "status": "illustrative", "everyone": "people"}],
        "respondent": "Mail", "weight": "Weight", "finished": "Done",
        "where": [{"column": "Consent?", "is": words.yes}],
        "dimensions": {"role": {"column": words.role, "groups": groups}},
    })
}

fn priority(people: &[Person], words: &Words, two_rows: bool, random: &mut Random) -> (Part, Value) {
    let choices = by_text(words);
    match random.below(3) {
        0 => {
            let style = random.below(4);
            let (head, names) = heads("Order", &words.challenges, two_rows);
            let cells = people.iter().map(|person| {
                let place = |challenge: usize| person.order.iter().position(|at| *at == challenge);
                let text = |place: usize| match style {
                    0 => (place + 1).to_string(),
                    1 => format!("{} {}", words.place, place + 1),
                    2 => format!("{}.º", place + 1),
                    _ => char::from_u32(0x661 + place as u32).unwrap_or('?').to_string(),
                };
                (0..4).map(|challenge| place(challenge).map_or(String::new(), text)).collect()
            });
            (Part { head, cells: cells.collect() }, json!({"columns": by_challenge(&names)}))
        }
        1 => {
            let (head, names) = heads("Order", &["1st", "2nd", "3rd", "4th"], two_rows);
            let cell = |order: &Vec<usize>, at: usize| {
                order.get(at).map_or(String::new(), |at| words.challenges[*at].to_owned())
            };
            let cells =
                people.iter().map(|person| (0..4).map(|at| cell(&person.order, at)).collect()).collect();
            let columns: Map<String, Value> =
                names.into_iter().zip((1..5).map(|place| json!(place))).collect();
            (Part { head, cells }, json!({"columns": columns, "choices": choices}))
        }
        _ => {
            let cell = |person: &Person| {
                let texts: Vec<&str> = person.order.iter().map(|at| words.challenges[*at]).collect();
                texts.join("|")
            };
            let mapping = json!({"column": "Order", "choices": choices, "separator": "|"});
            (single("Order", people, cell), mapping)
        }
    }
}
