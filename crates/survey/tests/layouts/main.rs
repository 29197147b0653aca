//! Invented surveys in many layouts and encodings: the importer counts what the generator counted before it laid
//! the answers out.

#![allow(clippy::unwrap_used, reason = "a test that panics has told what is wrong")]

mod file;
mod people;
mod random;
mod sheet;
mod workbooks;
mod xml;

use data::challenge::Cell;
use people::{LANGUAGES, Person};
use random::Random;
use survey::import::{Aggregator, Header, Mapping, Named, Names, Table};
use survey::{Part, Ties};

/// The number of surveys.
const SURVEYS: u64 = 300;

/// Returns the rows of a bundle without labels.
fn names() -> Names {
    let row = |id: &str| Named { id: id.to_owned(), label: id.to_owned() };
    Names {
        shares: vec![row("widespread"), row("urgent")],
        ranks: vec![row("priority")],
        dimensions: vec![(row("role"), sheet::GROUPS.map(row).to_vec())],
        challenges: sheet::CHALLENGES.map(row).to_vec(),
        waves: Vec::new(),
    }
}

/// Returns the number of answers and the sum of weights of yes and of all, in hundredths.
fn share(people: &[&Person], answer: impl Fn(&Person) -> Option<bool>) -> (u32, u64, u64) {
    let mut sums = (0, 0, 0);
    for person in people {
        if let Some(yes) = answer(person) {
            sums.0 += 1;
            sums.1 += u64::from(person.weight) * u64::from(yes);
            sums.2 += u64::from(person.weight);
        }
    }
    sums
}

/// Returns the cell of a share, to one decimal.
fn cell((answered, yes, all): (u32, u64, u64)) -> Cell {
    if answered == 0 {
        return Cell::NotPublished;
    }
    let tenths = (2000 * yes + all) / (2 * all);
    Cell::Known { value: tenths as f64 / 10.0, respondents: Some(answered) }
}

/// Returns the cells of all measures and parts of the respondents that count.
fn expected(people: &[Person]) -> Vec<Vec<Cell>> {
    let counted: Vec<&Person> = people.iter().filter(|person| person.counts()).collect();
    let parts = [None, Some(0), Some(1), Some(2)];
    let mut cells = Vec::new();
    for group in parts {
        let part: Vec<&Person> =
            counted.iter().filter(|p| group.is_none() || p.group == group).copied().collect();
        let widespread = |at: usize| {
            cell(share(&part, |p| p.widespread[at].filter(|word| *word < 2).map(|word| word == 0)))
        };
        let urgent = |at: usize| cell(share(&part, |p| p.urgent.map(|ticks| ticks[at])));
        cells.push((0..4).map(widespread).collect());
        cells.push((0..4).map(urgent).collect());
        cells.push(ranks(&part));
    }
    cells
}

/// Returns the ranks by the weighted mean place.
fn ranks(people: &[&Person]) -> Vec<Cell> {
    let people: Vec<&&Person> = people.iter().filter(|person| !person.order.is_empty()).collect();
    let sum = |challenge: usize| -> u64 {
        let place =
            |person: &&&Person| person.order.iter().position(|at| *at == challenge).unwrap() as u64 + 1;
        people.iter().map(|person| place(person) * u64::from(person.weight)).sum()
    };
    let sums: Vec<u64> = (0..4).map(sum).collect();
    let rank = |own: &u64| 1.0 + sums.iter().filter(|other| *other < own).count() as f64;
    match people.len() {
        0 => vec![Cell::NotPublished; 4],
        n => sums.iter().map(|own| Cell::Known { value: rank(own), respondents: Some(n as u32) }).collect(),
    }
}

#[test]
fn every_layout_has_the_counts_of_the_generator() {
    let names = names();
    let mut counted_some = 0;
    for seed in 0..SURVEYS {
        let mut random = Random::new(seed);
        let words = &LANGUAGES[random.below(LANGUAGES.len())];
        let people = people::invent(&mut random);
        let is_long = random.chance(20);
        let two_rows = !is_long && random.chance(30);
        let mut sheet = match is_long {
            true => sheet::lay_out_long(&people, words, &mut random),
            false => sheet::lay_out(&people, words, two_rows, &mut random),
        };
        let file = match random.chance(35) {
            true => file::workbook(&sheet, words, two_rows, &mut random),
            false => file::text_file(&sheet, words, two_rows, &mut random),
        };
        if two_rows && !file.tells_header {
            sheet.mapping["header_rows"] = serde_json::json!(2);
        }
        for (name, value) in file.settings {
            sheet.mapping[name] = value;
        }
        let mapping = sheet.mapping.to_string();
        let about = format!("seed {seed}: {}\n{mapping}", file.told);
        let table = Table::read(&file.bytes, &Mapping::layout(&mapping, &names));
        let table = table.unwrap_or_else(|error| panic!("{about}\n{error}"));
        let header = Header { file: "export", table: &table };
        let mapping = Mapping::parse(&mapping, &names, &[header])
            .unwrap_or_else(|problems| panic!("{about}\n{}\n{problems:?}", table.seen));
        let mut aggregator = Aggregator::new(&mapping, &names);
        aggregator.add("export", &table);
        let counted = aggregator.finish();
        let about = format!("{about}\n{}\n{}", table.seen, counted.report);
        let parts = counted.tallies.form().parts();
        let published = counted.tallies.published(0);
        let found: Vec<Vec<Cell>> = parts
            .into_iter()
            .flat_map(|part: Part| {
                [
                    published.shares(0, part, 0),
                    published.shares(0, part, 1),
                    published.places(0, part, Ties::Gap),
                ]
            })
            .collect();
        assert_eq!(found, expected(&people), "{about}");
        let n = people.iter().filter(|person| person.counts()).count();
        assert_eq!(counted.tallies.sheets(0) as usize, n, "{about}");
        assert!(counted.report.unread(0).is_empty(), "{about}");
        counted_some += usize::from(n > 0);
    }
    assert!(counted_some > 250, "most surveys have answers: {counted_some}");
}
