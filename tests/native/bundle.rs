//! Reading and printing a bundle, compared with each other, and the schema, compared with the parser.

use std::sync::Arc;

use data::bundle::wire::{Absent, Respondents, Value};
use data::bundle::{EVERYONE, content, parse, wire};
use data::challenge::{
    Audience, Cell, ChallengeIx, MeasureKind, Prose, Sample, Span, WaveStatus, WebAddress,
};
use data::dataset::{Dataset, MAX_HEADLINE, SeriesKey};
use proptest::prelude::*;

use crate::public_sample;

fn published() -> String {
    public_sample::file("bundle.json")
}

/// Returns the text as its author wrote it.
fn written(prose: &Prose) -> String {
    let mark = |span: &Span| match span {
        Span::Text(text) => text.clone(),
        Span::Emphasis(text) => format!("*{text}*"),
        Span::Link { label, address } => format!("[{label}]({})", address.as_str()),
    };
    prose.spans().iter().map(mark).collect()
}

fn all_written(prose: &[Prose]) -> Vec<String> {
    prose.iter().map(written).collect()
}

fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn addresses(all: &[WebAddress]) -> Vec<String> {
    all.iter().map(|address| address.as_str().to_owned()).collect()
}

fn audience_id(dataset: &Dataset, audience: Audience) -> Option<String> {
    let Audience::Group(group) = audience else { return None };
    let group = dataset.group(group);
    Some(format!("{}/{}", dataset.dimension(group.dimension).id, group.id))
}

/// Returns the headline as a document says it: nothing where it is the first measures.
fn headline(dataset: &Dataset) -> Vec<String> {
    let named = dataset.headline();
    let is_default = named.iter().copied().eq(dataset.measures().take(MAX_HEADLINE));
    let ids = named.into_iter().map(|ix| dataset.measure(ix).id.to_string());
    if is_default { Vec::new() } else { ids.collect() }
}

/// Returns the document that a data set was read from, without its results.
fn without_results(dataset: &Dataset) -> wire::Bundle {
    let site = dataset.site();
    let id = |slug: &data::challenge::Slug| slug.to_string();
    wire::Bundle {
        schema: None,
        format: 1,
        site: wire::Site {
            title: site.title.to_string(),
            tagline: given(site.tagline.to_string()),
            publisher: site.publisher.to_string(),
            language: site.language.clone(),
            translations: site.translations.clone(),
            headline: headline(dataset),
            home: all_written(&site.home),
            about: all_written(&site.about),
            notice: given(site.notice.to_string()),
            quotes_heading: given(site.quotes_heading.to_string()),
            content: site.content.clone(),
        },
        minimum_respondents: dataset.minimum_respondents(),
        measures: dataset.measures().map(|ix| measure(dataset.measure(ix))).collect(),
        dimensions: dataset.dimensions().map(|ix| dimension(dataset, dataset.dimension(ix))).collect(),
        waves: dataset.waves().map(|ix| wave(dataset.wave(ix))).collect(),
        groups: dataset.theme_groups().iter().map(|group| theme_group(dataset, group)).collect(),
        challenges: dataset
            .challenges()
            .map(|ix| {
                let (row, long) = (dataset.challenge(ix), dataset.long_texts(ix));
                let theme = dataset.theme(row.theme);
                assert!(theme.challenges.contains(&ix), "each theme knows its challenges");
                wire::Challenge {
                    id: id(&row.id),
                    name: row.name.to_string(),
                    theme: id(&theme.id),
                    summary: given(written(&row.summary)),
                    description: all_written(&long.description),
                    ideas: long.ideas.iter().map(idea).collect(),
                    quotes: long.quotes.iter().map(|quote| self::quote(dataset, quote)).collect(),
                    resources: long.resources.iter().map(resource).collect(),
                    stats: row
                        .stats
                        .iter()
                        .map(|stat| wire::Stat {
                            measure: id(&dataset.measure(stat.measure).id),
                            audience: audience_id(dataset, stat.audience),
                        })
                        .collect(),
                    sources: addresses(&row.sources),
                    note: row.note.as_ref().map(written),
                }
            })
            .collect(),
        results: Vec::new(),
    }
}

fn measure(row: &data::challenge::Measure) -> wire::Measure {
    wire::Measure {
        id: row.id.to_string(),
        kind: match row.kind {
            MeasureKind::Rank => wire::MeasureKind::Rank,
            MeasureKind::Percent => wire::MeasureKind::Percent,
        },
        label: row.label.to_string(),
        question: row.question.to_string(),
        sentence: row.sentence.clone(),
        more_is_worse: row.more_is_worse,
    }
}

fn dimension(dataset: &Dataset, row: &data::challenge::Dimension) -> wire::Dimension {
    let group = |ix: &data::challenge::GroupIx| {
        let row = dataset.group(*ix);
        wire::Group { id: row.id.to_string(), label: row.label.to_string(), phrase: row.phrase.to_string() }
    };
    wire::Dimension {
        id: row.id.to_string(),
        label: row.label.to_string(),
        groups: row.groups.iter().map(group).collect(),
    }
}

fn wave(row: &data::challenge::Wave) -> wire::Wave {
    wire::Wave {
        id: row.id.to_string(),
        label: row.label.to_string(),
        phrase: Some(row.phrase.clone()),
        date: row.date.clone(),
        status: match row.status {
            WaveStatus::Published => wire::WaveStatus::Published,
            WaveStatus::Illustrative => wire::WaveStatus::Illustrative,
        },
        everyone: row.everyone.to_string(),
        respondents: match &row.sample {
            Sample::Count(n) => Some(wire::Sample::Count(*n)),
            Sample::Words(words) => Some(wire::Sample::Words(words.clone())),
            Sample::Unknown => None,
        },
        design_effect: (row.design_effect > 1.0).then_some(row.design_effect),
        method: row.method.as_ref().map(written),
        sources: addresses(&row.sources),
    }
}

fn theme_group(dataset: &Dataset, group: &data::challenge::ThemeGroup) -> wire::ThemeGroup {
    let theme = |ix: &data::challenge::ThemeIx| {
        let row = dataset.theme(*ix);
        wire::Theme {
            id: row.id.to_string(),
            name: row.name.to_string(),
            definition: given(written(&row.definition)),
            introduction: all_written(&row.introduction),
        }
    };
    wire::ThemeGroup { name: group.name.to_string(), themes: group.themes.iter().map(theme).collect() }
}

fn quote(dataset: &Dataset, row: &data::challenge::Quote) -> wire::Quote {
    wire::Quote {
        text: written(&row.text),
        speaker: row.speaker.as_ref().map(ToString::to_string),
        wave: row.wave.map(|ix| dataset.wave(ix).id.to_string()),
    }
}

fn resource(row: &data::challenge::Resource) -> wire::Resource {
    wire::Resource {
        title: row.title.to_string(),
        publisher: row.publisher.as_ref().map(ToString::to_string),
        address: row.address.as_ref().map(|address| address.as_str().to_owned()),
        note: row.note.as_ref().map(written),
        seen: row.seen.map(|month| month.to_string()),
    }
}

fn idea(row: &data::challenge::Idea) -> wire::Idea {
    let source = |source: &data::challenge::Source| wire::Source {
        title: source.title.to_string(),
        address: source.address.as_ref().map(|address| address.as_str().to_owned()),
        seen: source.seen.map(|month| month.to_string()),
    };
    let text = written(&row.text);
    match &row.source {
        None => wire::Idea::Text(text),
        Some(it) => wire::Idea::Sourced(wire::SourcedIdea { text, source: Some(source(it)) }),
    }
}

/// Checks that reading `bundle` as printed loses nothing and adds nothing.
fn assert_kept(bundle: &wire::Bundle) {
    let printed = bundle.print().unwrap();
    let again: wire::Bundle = serde_json::from_str(&printed).unwrap();
    assert_eq!(&again, bundle, "what is printed says the same");
    let parsed = parse(&printed).unwrap_or_else(|problems| panic!("{problems:#?}\n{printed}"));
    assert_eq!(parsed.warnings, []);
    let mut expected = bundle.clone();
    for wave in &mut expected.waves {
        wave.phrase.get_or_insert(wave.label.clone());
    }
    let results = std::mem::take(&mut expected.results);
    expected.schema = None;
    assert_eq!(without_results(&parsed.dataset), expected);
    assert_results_kept(&parsed.dataset, &results);
}

fn assert_results_kept(dataset: &Dataset, results: &[wire::Results]) {
    let audiences: Vec<Audience> =
        std::iter::once(Audience::Everyone).chain(dataset.groups().map(Audience::Group)).collect();
    for wave in dataset.waves() {
        for measure in dataset.measures() {
            for audience in &audiences {
                let cut = SeriesKey { wave, audience: *audience, measure };
                let column = results.iter().find(|column| {
                    let own = audience_id(dataset, *audience);
                    column.wave == dataset.wave(wave).id.as_str()
                        && column.measure == dataset.measure(measure).id.as_str()
                        && column.audience.as_deref().unwrap_or(EVERYONE)
                            == own.as_deref().unwrap_or(EVERYONE)
                });
                for challenge in dataset.challenges() {
                    let expected =
                        column.map_or(Cell::NotPublished, |column| cell(dataset, column, challenge));
                    assert_eq!(dataset.cell(cut, challenge), expected, "{cut:?} {challenge:?}");
                }
            }
        }
    }
}

/// Returns the cell that a column of the document has for a challenge.
fn cell(dataset: &Dataset, column: &wire::Results, challenge: ChallengeIx) -> Cell {
    let id = dataset.challenge(challenge).id.as_str();
    let at = match &column.challenges {
        Some(ids) => ids.iter().position(|other| other == id),
        None => Some(challenge.get()),
    };
    match at.and_then(|at| Some((at, column.values[at]?))) {
        None => Cell::NotPublished,
        Some((_, Value::Absent(Absent::Few))) => Cell::TooFew,
        Some((at, Value::Number(value))) => {
            let respondents = column.respondents.as_ref().map(|counts| match counts {
                Respondents::Each(n) => *n,
                Respondents::ByChallenge(counts) => counts[at],
            });
            Cell::Known { value, respondents }
        }
    }
}

#[test]
fn the_published_bundle_is_kept_whole() {
    let bundle: wire::Bundle = serde_json::from_str(&published()).unwrap();
    assert_eq!(bundle.print().unwrap(), published(), "printing is stable");
    assert_kept(&bundle);
}

/// Returns texts with marks and all characters that printing must escape.
fn text() -> impl Strategy<Value = String> {
    "[a-zäé–’“\"\\\\ *{}<>&\n\t]{0,12}(\\*so\\*)?(\\[l\\]\\(https://e\\.org/\\))?x"
}

/// Returns a column over `count` challenges: tenths above 1000 are absent values.
fn column(rank: bool) -> impl Strategy<Value = (Vec<Option<Value>>, Option<Respondents>)> {
    let value = (0..1_200_u32).prop_map(move |drawn| match drawn {
        1_001..1_100 => Some(Value::Absent(Absent::Few)),
        1_100.. => None,
        n if rank => Some(Value::Number(f64::from(n + 1))),
        n => Some(Value::Number(f64::from(n) / 10.0)),
    });
    let respondents = prop_oneof![
        Just(None),
        (10..500_u32).prop_map(|n| Some(Respondents::Each(n))),
        prop::collection::vec(10..500_u32, 3).prop_map(|all| Some(Respondents::ByChallenge(all))),
    ];
    (prop::collection::vec(value, 3), respondents)
}

prop_compose! {
    fn any_bundle()(
        texts in prop::collection::vec(text(), 12),
        columns in prop::collection::vec((column(true), column(false), column(false)), 2),
        sample in prop_oneof![
            Just(None),
            any::<u32>().prop_map(|n| Some(wire::Sample::Count(n))),
            text().prop_map(|words| Some(wire::Sample::Words(words))),
        ],
        compact in any::<bool>(),
        full in any::<bool>(),
    ) -> wire::Bundle {
        let t = |at: usize| texts[at].clone();
        let maybe = |at: usize| full.then(|| texts[at].clone());
        let challenge = |id: &str| wire::Challenge {
            id: id.into(), name: t(0), theme: "theme".into(), summary: maybe(1),
            description: vec![t(2), t(3)], ideas: vec![wire::Idea::Text(t(4)), wire::Idea::Sourced(wire::SourcedIdea {
                text: t(5), source: Some(wire::Source {
                    title: t(6), address: full.then(|| "https://e.org/x".into()), seen: full.then(|| "2026-11".into()),
                }),
            })],
            quotes: vec![wire::Quote { text: t(5), speaker: maybe(6), wave: full.then(|| "w0".into()) }],
            resources: vec![wire::Resource {
                title: t(7), publisher: maybe(8), address: full.then(|| "mailto:a@e.org".into()), note: maybe(9),
                seen: full.then(|| "2025-01".into()),
            }],
            stats: vec![wire::Stat { measure: "m0".into(), audience: full.then(|| "d/g".into()) }],
            sources: vec!["https://e.org/?a=b&c".into()], note: maybe(10),
        };
        let challenges: Vec<_> = ["a", "b-2", "third"].map(challenge).into();
        let wave = |id: &str, status| wire::Wave {
            id: id.into(), label: t(1), phrase: maybe(2), date: "2020-04".into(), status, everyone: t(3),
            respondents: sample.clone(), design_effect: full.then_some(1.25), method: maybe(4), sources: vec!["http://e.org".into()],
        };
        let measure = |(id, kind): (&str, _)| wire::Measure {
            id: id.into(), kind, label: t(5), question: t(6), sentence: "{audience} {wave} {value}".into(),
            more_is_worse: full,
        };
        let result = |wave: String, measure: &str, audience: Option<&str>, (values, respondents)| {
            let made = wire::Results {
                wave, measure: measure.into(), audience: audience.map(str::to_owned), challenges: None,
                respondents, values,
            };
            if compact { made.compact(&["a", "b-2", "third"]) } else { made }
        };
        let results = columns.into_iter().enumerate().flat_map(|(at, (rank, share, group))| [
            result(format!("w{at}"), "m0", None, rank),
            result(format!("w{at}"), "m1", None, share),
            result(format!("w{at}"), "m1", Some("d/g"), group),
        ]).collect();
        wire::Bundle {
            schema: maybe(11), format: 1, minimum_respondents: 10, results,
            site: wire::Site {
                title: t(0), tagline: maybe(1), publisher: t(2), language: "en".into(), translations: Vec::new(), headline: if compact { vec!["m1".into(), "m0".into()] } else { Vec::new() }, home: vec![t(3)],
                about: vec![t(4), t(5)], notice: maybe(6), quotes_heading: maybe(7), content: None,
            },
            measures: [("m0", wire::MeasureKind::Rank), ("m1", wire::MeasureKind::Percent)].map(measure).into(),
            dimensions: vec![wire::Dimension {
                id: "d".into(), label: t(7),
                groups: vec![wire::Group { id: "g".into(), label: t(8), phrase: t(9) }],
            }],
            waves: vec![wave("w0", wire::WaveStatus::Published), wave("w1", wire::WaveStatus::Illustrative)],
            groups: vec![wire::ThemeGroup { name: t(10), themes: vec![wire::Theme {
                id: "theme".into(), name: t(11), definition: maybe(0), introduction: vec![t(1)],
            }] }],
            challenges,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn printed_values_parse_to_the_same(bundle in any_bundle()) {
        assert_kept(&bundle);
    }

    #[test]
    fn a_split_bundle_joins_to_the_same_data_set(bundle in any_bundle()) {
        let whole = parse(&bundle.print().unwrap()).unwrap().dataset;
        let mut short = bundle;
        let long = short.take_content().print().unwrap();
        let mut joined = parse(&short.print().unwrap()).unwrap().dataset;
        let content = content::parse(&long, &joined).unwrap();
        prop_assert!(content::read(&long, &joined) == Ok(content.clone()));
        joined.join(content);
        prop_assert_eq!(&joined, &whole);
        // The short document may name its content file, and then has no long texts of its own.
        short.site.content = Some("content.json".to_owned());
        let named = parse(&short.print().unwrap()).unwrap().dataset;
        prop_assert_eq!(content::read(&long, &named).map(Arc::new), Ok(Arc::clone(whole.content())));
    }
}
