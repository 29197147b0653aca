//! Properties that all layouts share, for generated items.

use proptest::prelude::*;

use crate::frame::{LayoutContext, ValueFormat, text_scale};
use crate::geometry::Rect;
use crate::item::{Answers, Axis, AxisKind, Item, MarkId, Tone, Value, estimate_width};
use crate::label::text_rect;
use crate::overview::Lane;
use crate::scene::{Label, Scene};
use crate::transition::{DURATION, Transition};
use crate::{dumbbell, lollipop, overview, scatter, slope, unit_chart};

/// The layouts of the views.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Layout {
    Overview,
    Ranking(AxisKind),
    Pair(AxisKind),
    Change(AxisKind),
    Gap(AxisKind),
    Answers,
}

const LAYOUTS: [Layout; 10] = [
    Layout::Overview,
    Layout::Ranking(AxisKind::Percent),
    Layout::Ranking(AxisKind::Place),
    Layout::Pair(AxisKind::Percent),
    Layout::Pair(AxisKind::Place),
    Layout::Change(AxisKind::Percent),
    Layout::Change(AxisKind::Place),
    Layout::Gap(AxisKind::Percent),
    Layout::Gap(AxisKind::Place),
    Layout::Answers,
];

impl Layout {
    fn scene(self, items: &[Item], width: f64) -> Scene {
        self.scene_with(items, width, ValueFormat::PLAIN)
    }

    fn scene_with(self, items: &[Item], width: f64, say: ValueFormat<'_>) -> Scene {
        let context = LayoutContext { width, measure: &estimate_width, badge: Some("Illustrative"), say };
        let axis = |kind| Axis { title: "Urgent, share of respondents".to_owned(), kind };
        let waves = ["Spring 2019", "Spring 2020", "Sample survey 2024"].map(str::to_owned);
        let sides = ["Staff from rural districts", "District leaders and principals"].map(str::to_owned);
        let lane = |(at, kind): (usize, AxisKind)| Lane {
            axis: Axis { title: "Experienced often".to_owned(), kind },
            texts: items.iter().map(|item| text(item, at)).collect(),
            is_sorted: at == 0,
        };
        match self {
            Self::Overview => {
                let lanes: Vec<Lane> = [AxisKind::Percent; 3].into_iter().enumerate().map(lane).collect();
                overview::layout(items, &lanes, context)
            }
            Self::Ranking(kind) => lollipop::layout(items, &axis(kind), context),
            Self::Pair(kind) => scatter::layout(items, &[axis(kind), axis(kind)], context),
            Self::Change(kind) => slope::layout(items, &axis(kind), &waves, context),
            Self::Gap(kind) => dumbbell::layout(items, &axis(kind), &sides, context),
            Self::Answers => unit_chart::layout(items, &axis(AxisKind::Percent), context),
        }
    }
}

fn text(item: &Item, at: usize) -> String {
    item.amount(at).map_or("not published".to_owned(), |amount| format!("{amount}%"))
}

/// Items with few different values, so that there are ties, and names of different lengths.
fn items() -> impl Strategy<Value = Vec<Item>> {
    let name = prop::collection::vec("[A-Z][a-z]{2,11}", 1..8).prop_map(|words| words.join(" "));
    let value = (1u8..=20, 1usize..200);
    let tone = prop_oneof![8 => Just(Tone::Plain), 2 => Just(Tone::Faded), 1 => Just(Tone::Pinned)];
    let all =
        prop::collection::vec((name, [value.clone(), value.clone(), value], tone, any::<bool>()), 1..46);
    all.prop_map(|all| {
        let mut pins = 0;
        let items = all.into_iter().zip(0u32..).map(|((label, values, tone, is_ranked), id)| {
            pins += usize::from(tone == Tone::Pinned);
            let value = |(step, count): (u8, usize)| {
                let amount = f64::from(step) * 5.0;
                let yes = count * usize::from(step) / 20;
                Value {
                    amount,
                    interval: Some(((amount - 4.0).max(0.0), (amount + 3.0).min(100.0))),
                    answers: Some(Answers { yes, all: count }),
                }
            };
            Item {
                id: MarkId::new(id),
                label,
                family: id as usize % 5,
                category: id as usize % 9,
                // A page has at most four pins.
                tone: if tone == Tone::Pinned && pins > 4 { Tone::Plain } else { tone },
                value_text: format!("{}\u{a0}%", u32::from(values[0].0) * 5),
                values: values.map(|one| Some(value(one))).to_vec(),
                rank: is_ranked.then_some(id + 1),
            }
        });
        items.collect()
    })
}

fn rect(label: &Label) -> Rect {
    text_rect(label.at, label.align, estimate_width(&label.text, label.size, label.bold), label.size)
}

/// Returns two labels that overlap among those that are visible.
fn overlapping(scene: &Scene) -> Option<(&Label, &Label)> {
    let visible: Vec<&Label> =
        scene.labels.iter().filter(|label| label.opacity > 0.0 && !label.text.is_empty()).collect();
    visible.iter().enumerate().find_map(|(at, one)| {
        visible[..at].iter().find(|other| rect(one).overlaps(rect(other))).map(|other| (*one, *other))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_two_labels_overlap(items in items(), width in 288.0..1400.0f64) {
        for layout in LAYOUTS {
            let scene = layout.scene(&items, width);
            prop_assert_eq!(overlapping(&scene), None, "{:?}, {}", layout, width);
        }
    }

    #[test]
    fn labels_stay_inside_the_chart(items in items(), width in 288.0..1400.0f64, has_words in any::<bool>()) {
        // In some languages a rank is a word and a number.
        let in_words = ValueFormat { rank: |rank| format!("number {rank:.0}"), ..ValueFormat::PLAIN };
        let say = if has_words { in_words } else { ValueFormat::PLAIN };
        for layout in LAYOUTS {
            let scene = layout.scene_with(&items, width, say);
            for label in &scene.labels {
                let rect = rect(label);
                let is_inside = -1.0 <= rect.left && rect.right <= width + 1.0 && 0.0 <= rect.top && rect.bottom <= scene.size.height;
                prop_assert!(is_inside, "{layout:?}, {width}: {label:?}");
            }
        }
    }

    #[test]
    fn no_two_labels_overlap_on_the_way(items in items(), from in 0..LAYOUTS.len(), to in 0..LAYOUTS.len(), width in 288.0..1400.0f64, t in 0.01..0.99f64) {
        let [from, to] = [from, to].map(|at| LAYOUTS[at]);
        // Another measure: other values in another order.
        let mut others = items.clone();
        others.reverse();
        let values: Vec<_> = items.iter().map(|item| (item.values.clone(), item.value_text.clone())).collect();
        for (item, (values, text)) in others.iter_mut().zip(values) {
            (item.values, item.value_text) = (values, text);
        }
        let transition = Transition::new(from.scene(&items, width), to.scene(&others, width), 0.0);
        let scene = transition.at(DURATION * t);
        prop_assert_eq!(overlapping(&scene), None, "{:?} to {:?}", from, to);
    }

    /// A theme that is highlighted changes no number, and none counts on the way.
    #[test]
    fn labels_that_stay_are_still_on_the_way(items in items(), width in 288.0..1400.0f64, t in 0.01..0.99f64) {
        let mut others = items.clone();
        for item in &mut others {
            item.tone = if item.category % 2 == 0 { Tone::Faded } else { Tone::Plain };
        }
        let place = |label: &Label| (label.owner, label.text.clone(), [label.at.x, label.at.y].map(f64::to_bits));
        for layout in LAYOUTS {
            let (from, to) = (layout.scene(&items, width), layout.scene(&others, width));
            let on_the_way = Transition::new(from.clone(), to.clone(), 0.0).at(DURATION * t).into_owned();
            let stays = |label: &&Label| from.labels.iter().any(|old| place(old) == place(label));
            for label in to.labels.iter().filter(stays) {
                let is_there = on_the_way.labels.iter().any(|other| place(other) == place(label));
                prop_assert!(is_there, "{layout:?}, {width}: {label:?}");
            }
        }
    }

    #[test]
    fn number_one_and_pinned_items_are_always_named(items in items(), width in 288.0..1400.0f64) {
        let number_one = items.iter().position(|item| item.rank == Some(1)).unwrap_or(0);
        for layout in LAYOUTS {
            let scene = layout.scene(&items, width);
            // The largest change comes first.
            let first = if matches!(layout, Layout::Change(_)) { 0 } else { number_one };
            for (at, item) in items.iter().enumerate().filter(|(at, item)| *at == first || item.tone == Tone::Pinned) {
                let start = item.label.chars().next();
                let is_name = |label: &&Label| label.owner == Some(item.id) && label.text.chars().next() == start;
                prop_assert!(scene.labels.iter().any(|label| is_name(&label)), "{layout:?}, {width}: item {at}");
            }
        }
    }
}

/// On a phone, names that begin alike are told apart.
#[test]
fn rows_have_names_of_54_letters_whole_at_360_px_and_on_paper() {
    let names = [
        "Infrastructure to support teachers in using technology",
        "Infrastructure to support personal learning of students",
    ];
    let value = Value { amount: 50.0, interval: None, answers: Some(Answers { yes: 5, all: 10 }) };
    let item = |(label, id): (&str, u32)| Item {
        id: MarkId::new(id),
        label: label.to_owned(),
        family: 0,
        category: 0,
        tone: Tone::Plain,
        value_text: "25 points".to_owned(),
        values: vec![Some(value); 3],
        rank: Some(id + 1),
    };
    let items: Vec<Item> = names.into_iter().zip(0u32..).map(item).collect();
    let has_rows = |layout: &Layout| !matches!(layout, Layout::Pair(_) | Layout::Change(_));
    let layouts = LAYOUTS.into_iter().filter(has_rows).flat_map(|layout| [(layout, 328.0), (layout, 660.0)]);
    for (layout, width) in layouts {
        let scene = layout.scene(&items, width);
        for item in &items {
            let own = scene.labels.iter().filter(|label| label.owner == Some(item.id));
            let text: Vec<&str> = own.map(|label| label.text.as_str()).collect();
            assert!(text.join(" ").contains(&item.label), "{layout:?} of {width} px: {text:?}");
        }
    }
}

#[test]
fn charts_grow_with_the_text_of_the_page() {
    for (text_size, width, scale) in [
        (16.0, 1_000.0, 1.0),
        (24.0, 1_000.0, 1.5),
        (32.0, 560.0, 2.0),
        (48.0, 1_000.0, 2.0),
        (12.0, 1_000.0, 1.0),
        (32.0, 420.0, 1.5),
        (32.0, 200.0, 1.0),
    ] {
        assert_eq!(text_scale(text_size, width), scale, "text of {text_size} px, {width} px wide");
    }
}

#[test]
fn an_axis_of_ranks_ends_at_the_last_rank() {
    let context =
        LayoutContext { width: 400.0, measure: &estimate_width, badge: None, say: ValueFormat::PLAIN };
    for (ranks, ticks) in [
        (&[1.0, 35.0][..], "#1 #10 #20 #30 #35"),
        (&[3.0, 33.0], "#1 #10 #20 #33"),
        (&[1.0, 41.0], "#1 #10 #20 #30 #41"),
        (&[1.0, 40.0], "#1 #10 #20 #30 #40"),
        (&[1.0, 7.0], "#1 #2 #4 #6 #7"),
        (&[1.0, 2.0], "#1 #2"),
        (&[4.0], "#4"),
        (&[1.0], "#1"),
    ] {
        let mut told = Vec::new();
        let scale = context.scale(ranks.iter().copied(), AxisKind::Place, (0.0, 300.0), 5, |at, text| {
            told.push((at, text));
        });
        assert_eq!(told.iter().map(|(_, text)| &**text).collect::<Vec<_>>().join(" "), ticks);
        assert!(told.iter().all(|(at, _)| (0.0..=300.0).contains(at)), "{told:?}");
        let last = ranks[ranks.len() - 1];
        assert!(ranks.len() == 1 || scale.px(last) == 0.0, "{ranks:?}");
    }
}
