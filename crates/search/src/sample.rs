//! Synthetic bundles of any size for tests and benchmarks. They are the same in every run; the frequency of
//! words resembles natural language, because the speed of a search depends on it.

/// Queries for benchmarks, which are searched letter by letter: known words, words with typing errors and
/// unknown words.
pub const KEYSTROKES: [&str; 8] = [
    "students",
    "mental health",
    "the studnets",
    "transprotation",
    "grapermen xyzzyxyzzy",
    "s",
    "communciation of famlies",
    "équité",
];

/// Words that queries use; all others are made of syllables.
const KNOWN: [&str; 32] = [
    "students",
    "teachers",
    "mental",
    "health",
    "reading",
    "writing",
    "math",
    "families",
    "staff",
    "time",
    "school",
    "district",
    "safety",
    "equity",
    "support",
    "learning",
    "attendance",
    "behavior",
    "leaders",
    "funding",
    "technology",
    "assessment",
    "curriculum",
    "opportunity",
    "gaps",
    "special",
    "education",
    "trust",
    "climate",
    "relationships",
    "transportation",
    "communication",
];
const SYLLABLES: [&str; 32] = [
    "ba", "con", "de", "fi", "gra", "hal", "in", "ju", "ka", "lo", "men", "no", "or", "per", "qui", "ra",
    "ser", "ti", "un", "ve", "win", "ex", "ya", "zo", "sta", "tri", "plo", "chu", "sho", "bri", "dle",
    "tion",
];
/// The number of distinct words is at most 2 to the power of this plus 1.
const WORD_BITS: u32 = 14;

/// A pseudorandom number generator: mulberry32.
struct Rng(u32);

impl Rng {
    fn next_u32(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = self.0;
        t = (t ^ (t >> 15)).wrapping_mul(t | 1);
        t ^= t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61));
        t ^ (t >> 14)
    }

    fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.next_u32()) * u64::from(end)) >> 32) as u32
    }

    /// Returns a random word; as in natural languages (Zipf's law), the n-th word is n times as rare as the
    /// first.
    fn word(&mut self) -> String {
        let bits = self.below(WORD_BITS + 1);
        word((1 << bits) + self.below(1 << bits))
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn list(&mut self, count: usize, mut item: impl FnMut(&mut Self) -> String) -> String {
        (0..count).map(|_| item(self)).collect::<Vec<_>>().join(",")
    }
}

/// Returns the word of a frequency rank, from 1.
fn word(rank: u32) -> String {
    let mut number = match KNOWN.get(rank as usize - 1) {
        Some(known) => return (*known).to_owned(),
        None => rank.wrapping_mul(0x9e37_79b1) >> 12,
    };
    let mut word = String::new();
    while number > 0 {
        word += SYLLABLES[(number & 31) as usize];
        number >>= 5;
    }
    word
}

/// Returns a bundle of format 1 with this number of challenges in nine themes. Each has about 300 words: a
/// description, four ideas, four quotes and three resources. There are no survey results.
pub fn bundle(challenges: usize) -> String {
    let mut rng = Rng(6);
    let themes: Vec<String> =
        (0..9).map(|k| format!(r#"{{"id":"theme-{k}","name":"{}"}}"#, word(k + 8))).collect();
    let rows: Vec<String> = (0..challenges).map(|at| challenge(at, &mut rng)).collect();
    document(&themes.join(","), &rows.join(",\n"))
}

/// Returns a bundle as JSON, from the JSON of its themes and challenges.
pub fn document(themes: &str, challenges: &str) -> String {
    format!(
        r#"{{"format":1,"site":{{"title":"Made up","publisher":"Nobody","language":"en"}},"minimum_respondents":10,
"measures":[{{"id":"urgent","kind":"percent","label":"Urgent","question":"Is it?","sentence":"It is"}}],
"dimensions":[],"waves":[],"groups":[{{"name":"All","themes":[{themes}]}}],
"challenges":[{challenges}],"results":[]}}"#
    )
}

fn challenge(at: usize, rng: &mut Rng) -> String {
    let (name, summary) = (rng.words(3), rng.words(14));
    let description = rng.list(2, |rng| format!(r#""{}""#, rng.words(40)));
    let ideas = rng.list(4, |rng| format!(r#""{}""#, rng.words(18)));
    let quotes = rng.list(4, |rng| format!(r#"{{"text":"{}","speaker":"{}"}}"#, rng.words(20), rng.words(2)));
    let resources = rng.list(3, |rng| {
        let (title, publisher, note) = (rng.words(6), rng.words(2), rng.words(12));
        format!(r#"{{"title":"{title}","publisher":"{publisher}","note":"{note}"}}"#)
    });
    format!(
        r#"{{"id":"challenge-{at}","name":"{name}","theme":"theme-{}","summary":"{summary}","description":[{description}],"ideas":[{ideas}],"quotes":[{quotes}],"resources":[{resources}]}}"#,
        at % 9
    )
}
