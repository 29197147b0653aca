//! From the document to an [`Atlas`], or to every problem at once.

use std::collections::BTreeMap;

use super::decode::{Decoder, Ids, Node, Object};
use super::problem::{Fault, Problem, Severity};
use super::{EVERYONE, FORMAT, RESERVED_THEME_IDS};
use crate::atlas::{Atlas, Column, Cut, Respondents, Tables};
use crate::challenge::{
    Audience, Cell, Challenge, ChallengeIx, Dimension, DimensionIx, Group, GroupIx, Measure, MeasureIx,
    MeasureKind, Quote, Resource, Sample, SiteText, Stat, Theme, ThemeGroup, ThemeIx, Wave, WaveIx,
    WaveStatus,
};

/// A bundle that can be shown.
pub struct Parsed {
    /// The data set.
    pub atlas: Atlas,
    /// What its author will want to know.
    pub warnings: Vec<Problem>,
}

/// Reads a document. Errors hold every problem found, warnings included, in document order.
pub fn parse(source: &str) -> Result<Parsed, Vec<Problem>> {
    let mut decoder = Decoder::new(source);
    let root = decoder.root().map_err(|problem| vec![problem])?;
    let tables = read_tables(&mut decoder, root);
    let problems = decoder.into_problems();
    match tables {
        Some(tables) if problems.iter().all(|p| p.severity() == Severity::Warning) => {
            Ok(Parsed { atlas: Atlas::new(tables), warnings: problems })
        }
        _ => Err(problems),
    }
}

/// The ids that later parts of the document refer to.
#[derive(Default)]
struct Known {
    themes: Ids,
    challenges: Ids,
    waves: Ids,
    measures: Ids,
    kinds: Vec<MeasureKind>,
    /// `dimension/group`.
    groups: Ids,
}

fn read_tables<'a>(d: &mut Decoder<'a>, root: Node<'a>) -> Option<Tables> {
    let mut top = d.object(root)?;
    if !format_is_ours(d, &mut top) {
        return None; // of another version every other complaint would be noise
    }
    top.take("$schema"); // what editors read to help authors
    let mut known = Known::default();
    let site = site(d, &mut top);
    let minimum_respondents = top
        .take("minimum_respondents")
        .and_then(|node| d.scalar(&node, "a whole number of respondents, 0 or more"))
        .unwrap_or(0);
    let measures = measures(d, &mut top, &mut known);
    let (dimensions, groups) = dimensions(d, &mut top, &mut known);
    let waves = waves(d, &mut top, &mut known);
    let (theme_groups, mut themes) = themes(d, &mut top, &mut known);
    let challenges = challenges(d, &mut top, &mut known);
    for (ix, challenge) in challenges.iter().enumerate() {
        if let Some(theme) = themes.get_mut(challenge.theme.get()) {
            theme.challenges.push(ChallengeIx::new(ix));
        }
    }
    let results = results(d, &mut top, &known, minimum_respondents);
    d.finish(top);
    Some(Tables {
        site,
        theme_groups,
        themes,
        challenges,
        waves,
        measures,
        dimensions,
        groups,
        minimum_respondents,
        results,
    })
}

fn format_is_ours<'a>(d: &mut Decoder<'a>, top: &mut Object<'a>) -> bool {
    let Some(node) = d.require(top, "format") else { return false };
    let ours = d.peek::<u32>(&node) == Some(FORMAT);
    if !ours {
        d.report(&node, Fault::Format { found: node.excerpt() });
    }
    ours
}

fn site<'a>(d: &mut Decoder<'a>, top: &mut Object<'a>) -> SiteText {
    let object = d.require(top, "site").and_then(|node| d.object(node));
    let Some(mut o) = object else {
        return SiteText {
            title: String::new(),
            tagline: String::new(),
            publisher: String::new(),
            language: String::new(),
            home: Vec::new(),
            about: Vec::new(),
            notice: String::new(),
        };
    };
    let site = SiteText {
        title: d.words(&mut o, "title"),
        tagline: d.optional_text(&mut o, "tagline").unwrap_or_default(),
        publisher: d.words(&mut o, "publisher"),
        language: d.words(&mut o, "language"),
        home: d.paragraphs(&mut o, "home"),
        about: d.paragraphs(&mut o, "about"),
        notice: d.optional_text(&mut o, "notice").unwrap_or_default(),
    };
    d.finish(o);
    site
}

fn measures<'a>(d: &mut Decoder<'a>, top: &mut Object<'a>, known: &mut Known) -> Vec<Measure> {
    let Some(node) = d.require(top, "measures") else { return Vec::new() };
    let mut rows = Vec::new();
    let nodes = d.list(&node);
    if nodes.is_empty() {
        // Without one there is nothing to rank by, and no picture to open with.
        d.expected(&node, "a list of at least one measure");
    }
    for node in nodes {
        let Some(mut o) = d.object(node) else { continue };
        let id = d.id(&mut o, "measure", &mut known.measures);
        let kind = d.require(&mut o, "kind").map_or(MeasureKind::Percent, |node| {
            choice(
                d,
                &node,
                "\"rank\" or \"percent\"",
                &[("rank", MeasureKind::Rank), ("percent", MeasureKind::Percent)],
            )
        });
        known.kinds.push(kind);
        let label = d.words(&mut o, "label");
        let question = d.words(&mut o, "question");
        let sentence_node = d.require(&mut o, "sentence");
        let sentence = sentence_node.map_or(String::new(), |node| sentence(d, &node));
        let more_is_worse =
            o.take("more_is_worse").and_then(|node| d.scalar(&node, "true or false")).unwrap_or(true);
        d.finish(o);
        rows.push(Measure { id, label, kind, question, sentence, more_is_worse });
    }
    rows
}

/// A sentence template whose placeholders are all known.
fn sentence<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> String {
    let text = d.text(node);
    let mut rest = text.as_str();
    while let Some((_, tail)) = rest.split_once('{') {
        let (name, after) = tail.split_once('}').unwrap_or((tail, ""));
        if !crate::text::PLACEHOLDERS.contains(&name) {
            d.report(node, Fault::Placeholder(name.to_owned()));
        }
        rest = after;
    }
    text
}

/// One of a closed set of words; the first of them after a mistake.
fn choice<'a, T: Copy>(
    d: &mut Decoder<'a>,
    node: &Node<'a>,
    expected: &'static str,
    words: &[(&str, T)],
) -> T {
    let found = d.peek::<String>(node);
    let chosen = words.iter().find(|(word, _)| found.as_deref() == Some(*word));
    if chosen.is_none() {
        d.expected(node, expected);
    }
    chosen.unwrap_or(&words[0]).1
}

fn dimensions<'a>(
    d: &mut Decoder<'a>,
    top: &mut Object<'a>,
    known: &mut Known,
) -> (Vec<Dimension>, Vec<Group>) {
    let (mut rows, mut groups, mut seen) = (Vec::new(), Vec::new(), Ids::default());
    for node in d.entries(top, "dimensions") {
        let Some(mut o) = d.object(node) else { continue };
        let dimension = DimensionIx::new(rows.len());
        let id = d.id(&mut o, "dimension", &mut seen);
        let label = d.words(&mut o, "label");
        let (mut own, mut own_ids) = (Vec::new(), Ids::default());
        for node in d.entries(&mut o, "groups") {
            let Some(mut o) = d.object(node) else { continue };
            let group = Group {
                id: d.id(&mut o, "group", &mut own_ids),
                dimension,
                label: d.words(&mut o, "label"),
                phrase: d.words(&mut o, "phrase"),
            };
            d.finish(o);
            known.groups.add(format!("{id}/{}", group.id));
            own.push(GroupIx::new(groups.len()));
            groups.push(group);
        }
        d.finish(o);
        rows.push(Dimension { id, label, groups: own });
    }
    (rows, groups)
}

fn waves<'a>(d: &mut Decoder<'a>, top: &mut Object<'a>, known: &mut Known) -> Vec<Wave> {
    let Some(node) = d.require(top, "waves") else { return Vec::new() };
    let nodes = d.list(&node);
    nodes.into_iter().filter_map(|node| wave(d, node, &mut known.waves)).collect()
}

/// One round of the survey; its id joins `ids`.
pub(crate) fn wave<'a>(d: &mut Decoder<'a>, node: Node<'a>, ids: &mut Ids) -> Option<Wave> {
    let mut o = d.object(node)?;
    let id = d.id(&mut o, "wave", ids);
    let label = d.words(&mut o, "label");
    let phrase = d.optional_text(&mut o, "phrase").unwrap_or_else(|| label.clone());
    let date = d.require(&mut o, "date").map_or(String::new(), |node| date(d, &node));
    let words = [("published", WaveStatus::Published), ("illustrative", WaveStatus::Illustrative)];
    let status = d
        .require(&mut o, "status")
        .map_or(WaveStatus::Published, |node| choice(d, &node, "\"published\" or \"illustrative\"", &words));
    let everyone = d.words(&mut o, "everyone");
    let sample = o.take("respondents").map_or(Sample::Unknown, |node| sample(d, &node));
    let design_effect = o.take("design_effect").map_or(1.0, |node| design_effect(d, &node));
    let method = d.optional_prose(&mut o, "method");
    let sources = d.addresses(&mut o, "sources");
    if status == WaveStatus::Published && sources.is_empty() {
        d.report(&o.node(), Fault::NoSource);
    }
    d.finish(o);
    Some(Wave { id, label, phrase, date, status, everyone, sample, design_effect, method, sources })
}

/// What weighting costs in precision.
fn design_effect<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> f64 {
    let found = d.peek::<f64>(node).filter(|effect| (1.0..=100.0).contains(effect));
    if found.is_none() {
        d.expected(node, "a design effect from 1 to 100");
    }
    found.unwrap_or(1.0)
}

/// `2020`, `2020-04` or `2020-04-15`.
fn date<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> String {
    let text = d.text(node);
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let in_range = |part: &str, max: u8| part.parse::<u8>().is_ok_and(|n| (1..=max).contains(&n));
    let parts: Vec<&str> = text.split('-').collect();
    let good = match parts[..] {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && in_range(month, 12),
        [year, month, day] => {
            digits(year, 4) && digits(month, 2) && digits(day, 2) && in_range(month, 12) && in_range(day, 31)
        }
        _ => false,
    };
    if !good {
        d.expected(node, "a date: \"2020\", \"2020-04\" or \"2020-04-15\"");
    }
    text
}

fn sample<'a>(d: &mut Decoder<'a>, node: &Node<'a>) -> Sample {
    if let Some(count) = d.peek(node) {
        Sample::Count(count)
    } else if d.peek::<String>(node).is_some() {
        Sample::Words(d.text(node))
    } else {
        d.expected(node, "a number of respondents, or words for it");
        Sample::Unknown
    }
}

fn themes<'a>(d: &mut Decoder<'a>, top: &mut Object<'a>, known: &mut Known) -> (Vec<ThemeGroup>, Vec<Theme>) {
    let (mut theme_groups, mut themes) = (Vec::new(), Vec::new());
    let Some(node) = d.require(top, "groups") else { return (theme_groups, themes) };
    for node in d.list(&node) {
        let Some(mut o) = d.object(node) else { continue };
        let name = d.words(&mut o, "name");
        let mut own = Vec::new();
        for node in d.entries(&mut o, "themes") {
            let Some(mut o) = d.object(node) else { continue };
            let id = d.id(&mut o, "theme", &mut known.themes);
            if RESERVED_THEME_IDS.contains(&id.as_str()) {
                d.report(&o.node(), Fault::ReservedId(id.to_string()));
            }
            let name = d.words(&mut o, "name");
            let definition = d.optional_prose(&mut o, "definition").unwrap_or_default();
            let introduction = d.paragraphs(&mut o, "introduction");
            d.finish(o);
            own.push(ThemeIx::new(themes.len()));
            themes.push(Theme { id, name, definition, introduction, challenges: Vec::new() });
        }
        d.finish(o);
        theme_groups.push(ThemeGroup { name, themes: own });
    }
    (theme_groups, themes)
}

fn challenges<'a>(d: &mut Decoder<'a>, top: &mut Object<'a>, known: &mut Known) -> Vec<Challenge> {
    let Some(node) = d.require(top, "challenges") else { return Vec::new() };
    let mut rows = Vec::new();
    for node in d.list(&node) {
        let Some(mut o) = d.object(node) else { continue };
        let id = d.id(&mut o, "challenge", &mut known.challenges);
        let name = d.words(&mut o, "name");
        let theme = d.required_reference(&mut o, "theme", "theme", &known.themes);
        let summary = d.optional_prose(&mut o, "summary").unwrap_or_default();
        let description = d.paragraphs(&mut o, "description");
        let ideas = d.paragraphs(&mut o, "ideas");
        let quotes = d.entries(&mut o, "quotes");
        let quotes = quotes.into_iter().filter_map(|node| quote(d, node, known)).collect();
        let resources = d.entries(&mut o, "resources");
        let resources = resources.into_iter().filter_map(|node| resource(d, node)).collect();
        let stats = d.entries(&mut o, "stats");
        let stats = stats.into_iter().filter_map(|node| stat(d, node, known)).collect();
        let sources = d.addresses(&mut o, "sources");
        let note = d.optional_prose(&mut o, "note");
        d.finish(o);
        let theme = ThemeIx::new(theme.unwrap_or_default());
        rows.push(Challenge {
            id,
            name,
            theme,
            summary,
            description,
            ideas,
            quotes,
            resources,
            stats,
            sources,
            note,
        });
    }
    rows
}

fn quote<'a>(d: &mut Decoder<'a>, node: Node<'a>, known: &Known) -> Option<Quote> {
    let mut o = d.object(node)?;
    let text = d.require(&mut o, "text").map(|node| d.prose(&node)).unwrap_or_default();
    let speaker = d.optional_text(&mut o, "speaker");
    let wave = o.take("wave").and_then(|node| d.reference(&node, "wave", &known.waves));
    d.finish(o);
    Some(Quote { text, speaker, wave: wave.map(WaveIx::new) })
}

fn resource<'a>(d: &mut Decoder<'a>, node: Node<'a>) -> Option<Resource> {
    let mut o = d.object(node)?;
    let resource = Resource {
        title: d.words(&mut o, "title"),
        publisher: d.optional_text(&mut o, "publisher"),
        address: o.take("address").and_then(|node| d.address(&node)),
        note: d.optional_prose(&mut o, "note"),
    };
    d.finish(o);
    Some(resource)
}

fn stat<'a>(d: &mut Decoder<'a>, node: Node<'a>, known: &Known) -> Option<Stat> {
    let mut o = d.object(node)?;
    let measure = d.required_reference(&mut o, "measure", "measure", &known.measures);
    let audience = o.take("audience").map_or(Some(Audience::Everyone), |node| audience(d, &node, known));
    d.finish(o);
    Some(Stat { measure: MeasureIx::new(measure?), audience: audience? })
}

/// `everyone` or `dimension/group`.
fn audience<'a>(d: &mut Decoder<'a>, node: &Node<'a>, known: &Known) -> Option<Audience> {
    if d.peek::<String>(node).as_deref() == Some(EVERYONE) {
        return Some(Audience::Everyone);
    }
    d.reference(node, "group", &known.groups).map(|ix| Audience::Group(GroupIx::new(ix)))
}

fn results<'a>(
    d: &mut Decoder<'a>,
    top: &mut Object<'a>,
    known: &Known,
    minimum: u32,
) -> BTreeMap<Cut, Column> {
    let mut columns = BTreeMap::new();
    for node in d.entries(top, "results") {
        let Some(mut o) = d.object(node) else { continue };
        let wave = d.required_reference(&mut o, "wave", "wave", &known.waves);
        let measure = d.required_reference(&mut o, "measure", "measure", &known.measures);
        let audience = o.take("audience").map_or(Some(Audience::Everyone), |node| audience(d, &node, known));
        let kind = measure.and_then(|ix| known.kinds.get(ix)).copied().unwrap_or(MeasureKind::Percent);
        let rows = rows(d, &mut o, known);
        let column = column(d, &mut o, &rows, kind, known.challenges.len(), minimum);
        let whole = o.node();
        d.finish(o);
        let (Some(wave), Some(measure), Some(audience)) = (wave, measure, audience) else { continue };
        let cut = Cut { wave: WaveIx::new(wave), audience, measure: MeasureIx::new(measure) };
        if columns.insert(cut, column).is_some() {
            d.report(&whole, Fault::DuplicateResults);
        }
    }
    columns
}

/// Which challenge each entry of `values` is for: the ids named, or all in order.
fn rows<'a>(d: &mut Decoder<'a>, o: &mut Object<'a>, known: &Known) -> Vec<usize> {
    let Some(node) = o.take("challenges") else { return (0..known.challenges.len()).collect() };
    let (mut rows, mut seen) = (Vec::new(), vec![false; known.challenges.len()]);
    for node in d.list(&node) {
        // A row that can't be found keeps its place, so that the lengths are still compared.
        let row = d.reference(&node, "challenge", &known.challenges).unwrap_or(usize::MAX);
        if seen.get_mut(row).is_some_and(|seen| std::mem::replace(seen, true)) {
            let id = d.peek(&node).unwrap_or_default();
            d.report(&node, Fault::DuplicateId { kind: "challenge", id });
        }
        rows.push(row);
    }
    rows
}

fn column<'a>(
    d: &mut Decoder<'a>,
    o: &mut Object<'a>,
    rows: &[usize],
    kind: MeasureKind,
    challenge_count: usize,
    minimum: u32,
) -> Column {
    let values = d.require(o, "values").map_or_else(Vec::new, |node| values(d, &node, rows.len(), kind));
    let counts = o
        .take("respondents")
        .map_or(Respondents::Unknown, |node| respondents(d, &node, rows, challenge_count));
    let mut cells = vec![Cell::NotPublished; challenge_count];
    for (row, value) in rows.iter().zip(values) {
        if let Some(cell) = cells.get_mut(*row) {
            *cell = value;
        }
    }
    let count_of = |row: usize| match &counts {
        Respondents::Unknown => None,
        Respondents::Each(n) => Some(*n),
        Respondents::ByChallenge(n) => n.get(row).copied(),
    };
    let mut revealed = 0;
    for (row, cell) in cells.iter_mut().enumerate() {
        if cell.value().is_some() && count_of(row).is_some_and(|n| n < minimum) {
            *cell = Cell::TooFew;
            revealed += 1;
        }
    }
    if revealed > 0 {
        d.report(&o.node(), Fault::BelowMinimum { count: revealed, minimum });
    }
    Column::new(cells.into_iter(), counts)
}

/// Numbers, null (not published) and "few" (too few answers).
fn values<'a>(d: &mut Decoder<'a>, node: &Node<'a>, expected: usize, kind: MeasureKind) -> Vec<Cell> {
    let (good, wanted): (fn(f64) -> bool, _) = match kind {
        MeasureKind::Rank => {
            (|n| (1.0..=1e6).contains(&n) && n.fract() == 0.0, "a rank from 1, null or \"few\"")
        }
        MeasureKind::Percent => (|n| (0.0..=100.0).contains(&n), "a percent from 0 to 100, null or \"few\""),
    };
    // Whole columns of plain numbers, nearly all there are, are read in one go.
    let plain = d.numbers(node).filter(|all| all.iter().flatten().all(|n| good(*n)));
    let known = |value| Cell::Known { value, respondents: None };
    let cells: Vec<Cell> = match plain {
        Some(all) => all.into_iter().map(|n| n.map_or(Cell::NotPublished, known)).collect(),
        None => d
            .list(node)
            .iter()
            .map(|entry| match d.peek::<Option<f64>>(entry) {
                Some(None) => Cell::NotPublished,
                Some(Some(n)) if good(n) => known(n),
                None if d.peek::<String>(entry).as_deref() == Some("few") => Cell::TooFew,
                _ => {
                    d.expected(entry, wanted);
                    Cell::NotPublished
                }
            })
            .collect(),
    };
    check_length(d, node, expected, cells.len());
    cells
}

fn respondents<'a>(
    d: &mut Decoder<'a>,
    node: &Node<'a>,
    rows: &[usize],
    challenge_count: usize,
) -> Respondents {
    if let Some(n) = d.peek(node) {
        return Respondents::Each(n);
    }
    let Some(given) = d.scalar::<Vec<u32>>(node, "a number of respondents, or a list of them") else {
        return Respondents::Unknown;
    };
    check_length(d, node, rows.len(), given.len());
    let mut counts = vec![0; challenge_count];
    for (row, n) in rows.iter().zip(given) {
        if let Some(count) = counts.get_mut(*row) {
            *count = n;
        }
    }
    Respondents::ByChallenge(counts.into())
}

fn check_length<'a>(d: &mut Decoder<'a>, node: &Node<'a>, expected: usize, found: usize) {
    if expected != found {
        d.report(node, Fault::Length { expected, found });
    }
}
