//! Generator of the sample survey's sheets.
//!
//! All numbers are integers, and probabilities are in tenths of a percent. The random numbers come from
//! `ChaCha8`, so the same seed gives the same bytes on every machine.

use std::error::Error;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::profile::{CHALLENGES, Profile};

/// The seed of the sheets in `seeds/sample-survey`.
pub const SEED: u64 = 2024;

/// A made-up wave.
pub struct Wave {
    pub id: &'static str,
    pub respondents: usize,
    /// Part of each challenge's change that has happened: 0 in the first wave, 1 in the second.
    changed: i32,
    /// The stream of the seed's random numbers.
    stream: u64,
}

/// The waves, oldest first. Their labels and dates are in `seeds/sample-survey/survey.json`.
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

/// A respondent: positions in the tables above. District leaders belong to no school level.
struct Person {
    role: usize,
    level: Option<usize>,
    context: usize,
    /// Inclination to call a challenge a problem: tenths of a percent to add, from -80 to 80.
    leaning: i32,
}

/// Returns the CSV file of a wave: a header, then a row per sheet.
///
/// # Errors
///
/// Returns an error if the CSV can't be written to memory.
pub fn sheets(wave: &Wave, seed: u64) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut random = Random::new(seed, wave.stream);
    let mut csv = csv::Writer::from_writer(Vec::new());
    let questions = CHALLENGES.iter().flat_map(|c| MEASURES.map(|measure| format!("{measure}:{}", c.id)));
    let head = ["wave", "role", "level", "context"].map(str::to_owned);
    csv.write_record(head.into_iter().chain(questions))?;
    for _ in 0..wave.respondents {
        let person = person(&mut random);
        let level = person.level.map_or("", |level| LEVELS[level].0);
        let mut row = vec![wave.id, ROLES[person.role].0, level, CONTEXTS[person.context].0];
        for challenge in &CHALLENGES {
            row.extend(answers(challenge, &person, wave.changed, &mut random));
        }
        csv.write_record(row)?;
    }
    Ok(csv.into_inner().map_err(|error| error.to_string())?)
}

fn person(random: &mut Random) -> Person {
    let role = random.pick(&ROLES);
    let level = random.pick(&LEVELS); // drawn even if unused, so that the stream does not depend on the role
    let context = random.pick(&CONTEXTS);
    let leaning = random.below(161) as i32 - 80;
    Person { role, level: (role != 2).then_some(level), context, leaning }
}

/// Returns a person's answers about a challenge, by measure: "1", "0" or an empty text.
fn answers(challenge: &Profile, person: &Person, changed: i32, random: &mut Random) -> [&'static str; 4] {
    let by_level = |table: &[i32; 3]| person.level.map_or(0, |level| table[level]);
    // People skip challenges that their school does not have.
    let knows = 1000 - 30 - 10 * by_level(&challenge.unfamiliar);
    let answered = random.chance(knows);
    let shift = 10
        * (challenge.role[person.role] + by_level(&challenge.level) + challenge.context[person.context])
        + person.leaning;
    let problem = |base: i32| 10 * (base + changed * challenge.change) + shift;
    let widespread = random.chance(problem(challenge.widespread));
    // Whoever sees a challenge everywhere is more likely to call it urgent and to meet it often.
    let halo_effect = if widespread { 60 } else { -60 };
    let urgent = random.chance(problem(challenge.urgent) + halo_effect);
    let often = random.chance(problem(challenge.often) + halo_effect);
    let progress = random.chance(10 * (challenge.progress - changed * challenge.change) - shift / 2);
    let answered_progress = random.chance(960); // the question that most often stays empty
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

/// A stream of random integers.
struct Random(ChaCha8Rng);

impl Random {
    fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// Returns a number from 0 to `limit - 1`.
    fn below(&mut self, limit: u32) -> u32 {
        // The high half of the product is nearly uniform: the bias is below one in four million.
        ((u64::from(self.0.next_u32()) * u64::from(limit)) >> 32) as u32
    }

    /// Returns true in `tenths` of 1,000 cases, limited to 20 to 980.
    fn chance(&mut self, tenths: i32) -> bool {
        (self.below(1000) as i32) < tenths.clamp(20, 980)
    }

    /// Returns a position of `table`, with its percentages as probabilities.
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
    fn equal_seeds_give_equal_sheets() {
        let [first, second] = [1, 2].map(|seed| sheets(&WAVES[0], seed).unwrap());
        assert_eq!(first, sheets(&WAVES[0], 1).unwrap());
        assert_ne!(first, second);
    }

    #[test]
    fn a_draw_follows_its_chance() {
        let mut random = Random::new(SEED, 0);
        let yes = (0..100_000).filter(|_| random.chance(300)).count();
        assert!((29_400..30_600).contains(&yes), "{yes}");
        let mut counts = [0; 3];
        (0..10_000).for_each(|_| counts[random.pick(&ROLES)] += 1);
        for (count, (role, percent)) in counts.iter().zip(ROLES) {
            assert!((count - 100 * percent as i32).abs() < 250, "{role}: {count}");
        }
    }
}
