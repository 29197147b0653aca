//! Draws the sheets of the sample survey.
//!
//! Everything is whole numbers, in tenths of a percent where it is a chance, and the stream of
//! random numbers is `ChaCha8`'s: the same seed gives the same bytes on every machine.

use std::error::Error;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::profile::{CHALLENGES, Profile};

/// The seed of the sheets that are kept in `seeds/sample-survey`.
pub const SEED: u64 = 2024;

/// One made-up round.
pub struct Wave {
    pub id: &'static str,
    pub respondents: usize,
    /// How much of each challenge's change has happened: 0 in the first round, 1 in the second.
    changed: i32,
    /// Which stream of the seed's random numbers it draws from.
    stream: u64,
}

/// The rounds, oldest first. Their labels and dates are in `seeds/sample-survey/survey.json`.
pub const WAVES: [Wave; 2] = [
    Wave { id: "sample-2024", respondents: 640, changed: 0, stream: 1 },
    Wave { id: "sample-2025", respondents: 712, changed: 1, stream: 2 },
];

/// Measures in column order.
const MEASURES: [&str; 4] = ["widespread", "urgent", "often", "progress"];

/// Groups with their shares of the respondents, in percent.
const ROLES: [(&str, u32); 3] = [("teacher", 62), ("school-leader", 23), ("district-leader", 15)];
const LEVELS: [(&str, u32); 3] = [("elementary", 41), ("middle", 26), ("high", 33)];
const CONTEXTS: [(&str, u32); 3] = [("urban", 38), ("suburban", 37), ("rural", 25)];

/// Who answers: positions in the tables above. District leaders belong to no school level.
struct Person {
    role: usize,
    level: Option<usize>,
    context: usize,
    /// How readily this person says yes to a problem, in tenths of a percent either way.
    leaning: i32,
}

/// The CSV of a wave: a header, then a sheet a row.
pub fn sheets(wave: &Wave, seed: u64) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut draws = Draws::new(seed, wave.stream);
    let mut csv = csv::Writer::from_writer(Vec::new());
    let questions = CHALLENGES.iter().flat_map(|c| MEASURES.map(|measure| format!("{measure}:{}", c.id)));
    let head = ["wave", "role", "level", "context"].map(str::to_owned);
    csv.write_record(head.into_iter().chain(questions))?;
    for _ in 0..wave.respondents {
        let person = person(&mut draws);
        let level = person.level.map_or("", |level| LEVELS[level].0);
        let mut row = vec![wave.id, ROLES[person.role].0, level, CONTEXTS[person.context].0];
        for challenge in &CHALLENGES {
            row.extend(answers(challenge, &person, wave.changed, &mut draws));
        }
        csv.write_record(row)?;
    }
    Ok(csv.into_inner().map_err(|error| error.to_string())?)
}

fn person(draws: &mut Draws) -> Person {
    let role = draws.pick(&ROLES);
    let level = draws.pick(&LEVELS); // drawn for everybody, so that the stream does not depend on the role
    let context = draws.pick(&CONTEXTS);
    let leaning = draws.below(161) as i32 - 80;
    Person { role, level: (role != 2).then_some(level), context, leaning }
}

/// One person's answers on one challenge, by measure: "1", "0" or nothing.
fn answers(challenge: &Profile, person: &Person, changed: i32, draws: &mut Draws) -> [&'static str; 4] {
    let by_level = |table: &[i32; 3]| person.level.map_or(0, |level| table[level]);
    // People leave out what they do not know from their own school.
    let knows = 1000 - 30 - 10 * by_level(&challenge.unfamiliar);
    let answered = draws.chance(knows);
    let shift = 10
        * (challenge.role[person.role] + by_level(&challenge.level) + challenge.context[person.context])
        + person.leaning;
    let problem = |base: i32| 10 * (base + changed * challenge.change) + shift;
    let widespread = draws.chance(problem(challenge.widespread));
    // Whoever sees a challenge everywhere is more likely to call it urgent and to meet it often.
    let echo = if widespread { 60 } else { -60 };
    let urgent = draws.chance(problem(challenge.urgent) + echo);
    let often = draws.chance(problem(challenge.often) + echo);
    let progress = draws.chance(10 * (challenge.progress - changed * challenge.change) - shift / 2);
    let answered_progress = draws.chance(960); // the question that most often stays empty
    let word = |yes, given| match (given, yes) {
        (false, _) => "",
        (true, true) => "1",
        (true, false) => "0",
    };
    [
        word(widespread, answered),
        word(urgent, answered),
        word(often, answered),
        word(progress, answered && answered_progress),
    ]
}

/// A stream of random whole numbers.
struct Draws(ChaCha8Rng);

impl Draws {
    fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// A number from 0 to `limit - 1`.
    fn below(&mut self, limit: u32) -> u32 {
        // The high half of a product spreads evenly enough: the bias is below one in four million.
        ((u64::from(self.0.next_u32()) * u64::from(limit)) >> 32) as u32
    }

    /// True in `tenths` of 1000 cases. Nothing is certain: at least 2 % of answers go either way.
    fn chance(&mut self, tenths: i32) -> bool {
        (self.below(1000) as i32) < tenths.clamp(20, 980)
    }

    /// A position of `table`, by its shares in percent.
    fn pick(&mut self, table: &[(&str, u32); 3]) -> usize {
        let drawn = self.below(100);
        let first = table[0].1;
        usize::from(drawn >= first) + usize::from(drawn >= first + table[1].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_sheets_and_another_gives_others() {
        let [first, second] = [1, 2].map(|seed| sheets(&WAVES[0], seed).unwrap());
        assert_eq!(first, sheets(&WAVES[0], 1).unwrap());
        assert_ne!(first, second);
    }

    #[test]
    fn a_draw_follows_its_chance() {
        let mut draws = Draws::new(SEED, 0);
        let yes = (0..100_000).filter(|_| draws.chance(300)).count();
        assert!((29_400..30_600).contains(&yes), "{yes}");
        let mut counts = [0; 3];
        (0..10_000).for_each(|_| counts[draws.pick(&ROLES)] += 1);
        for (count, (role, percent)) in counts.iter().zip(ROLES) {
            assert!((count - 100 * percent as i32).abs() < 250, "{role}: {count}");
        }
    }
}
