//! Bundles with made-up texts, of any size and the same each time: how fast a search is depends on
//! how many words there are. The benchmark includes this file as well.

/// Words that are tried; all others are made of syllables.
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
/// Twice as many different words at most: 2 to this power.
const WORD_BITS: u32 = 14;

/// mulberry32.
struct Chance(u32);

impl Chance {
    fn bits(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let mut t = self.0;
        t = (t ^ (t >> 15)).wrapping_mul(t | 1);
        t ^= t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61));
        t ^ (t >> 14)
    }

    fn below(&mut self, end: u32) -> u32 {
        (u64::from(self.bits()) * u64::from(end) >> 32) as u32
    }

    /// A word: as in languages, the n-th is n times as rare as the first.
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

/// The word of a rank, from 1.
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

/// A bundle of format 1 with so many challenges in nine themes, each with about 300 words: a
/// description, four ideas, four quotes, three resources. There are no results.
pub fn bundle(challenges: usize) -> String {
    let mut chance = Chance(6);
    let themes: Vec<String> =
        (0..9).map(|k| format!(r#"{{"id":"theme-{k}","name":"{}"}}"#, word(k + 8))).collect();
    let rows: Vec<String> = (0..challenges).map(|at| challenge(at, &mut chance)).collect();
    document(&themes.join(","), &rows.join(",\n"))
}

/// A bundle of themes and challenges, as JSON.
pub fn document(themes: &str, challenges: &str) -> String {
    format!(
        r#"{{"format":1,"site":{{"title":"Made up","publisher":"Nobody","language":"en"}},"minimum_respondents":10,
"measures":[{{"id":"urgent","kind":"percent","label":"Urgent","question":"Is it?","sentence":"It is"}}],
"dimensions":[],"waves":[],"groups":[{{"name":"All","themes":[{themes}]}}],
"challenges":[{challenges}],"results":[]}}"#
    )
}

fn challenge(at: usize, chance: &mut Chance) -> String {
    let (name, summary) = (chance.words(3), chance.words(14));
    let description = chance.list(2, |chance| format!(r#""{}""#, chance.words(40)));
    let ideas = chance.list(4, |chance| format!(r#""{}""#, chance.words(18)));
    let quotes = chance
        .list(4, |chance| format!(r#"{{"text":"{}","speaker":"{}"}}"#, chance.words(20), chance.words(2)));
    let resources = chance.list(3, |chance| {
        let (title, publisher, note) = (chance.words(6), chance.words(2), chance.words(12));
        format!(r#"{{"title":"{title}","publisher":"{publisher}","note":"{note}"}}"#)
    });
    format!(
        r#"{{"id":"challenge-{at}","name":"{name}","theme":"theme-{}","summary":"{summary}","description":[{description}],"ideas":[{ideas}],"quotes":[{quotes}],"resources":[{resources}]}}"#,
        at % 9
    )
}
