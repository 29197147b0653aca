//! What a board is held against, and what comes of it in sentences.

use leptos::ev;
use leptos::prelude::*;

use super::desk::Desk;
use crate::challenge::{Audience, DimensionIx, GroupIx, WaveIx};
use crate::discuss::scene::Look;
use crate::discuss::{Compared, Lens};
use crate::text::{self, discuss::page as words};
use crate::ui::components::{prose, stat};
use crate::ui::each::Each;
use crate::ui::live::{heard, live};

/// The value of the option for everyone.
const EVERYONE: &str = "";

/// The lists of waves and of those who answered.
pub fn lens(desk: Desk) -> AnyView {
    let atlas = desk.atlas();
    let choose_wave = {
        let atlas = atlas.clone();
        heard(move |event: ev::Event| {
            let wave = atlas.find_wave(&event_target_value(&event));
            let audience = desk.board.read_untracked().lens().audience(&atlas);
            desk.edit(|board| board.set_lens(Lens::of(&atlas, wave, audience)));
        })
    };
    let choose_audience = {
        let atlas = atlas.clone();
        heard(move |event: ev::Event| {
            let value = event_target_value(&event);
            let group = value.split_once('/').and_then(|(dimension, id)| atlas.find_group(dimension, id));
            let audience = group.map_or(Audience::Everyone, Audience::Group);
            let wave = desk.board.read_untracked().lens().wave(&atlas, desk.axes());
            let chosen = Lens::of(&atlas, wave, audience);
            // A wave without values of this group gives way to the newest that has some.
            let has = wave.is_some_and(|wave| chosen.waves(&atlas, desk.axes()).contains(&wave));
            let lens = if has { chosen } else { Lens::of(&atlas, None, audience) };
            desk.edit(|board| board.set_lens(lens));
        })
    };
    let waves = {
        let atlas = atlas.clone();
        live(move || {
            let board = desk.board.read();
            let chosen = board.lens().wave(&atlas, desk.axes());
            let option = |wave: WaveIx| {
                let (value, label) = (atlas.wave(wave).id.to_string(), text::wave_label(&atlas, wave));
                let is_chosen = chosen == Some(wave);
                view! { <option value=value lang=label.lang() selected=is_chosen prop:selected=is_chosen>{label.to_string()}</option> }
            };
            board.lens().waves(&atlas, desk.axes()).into_iter().map(option).each()
        })
    };
    let audiences = {
        let atlas = atlas.clone();
        live(move || {
            let chosen = desk.board.read().lens().audience(&atlas);
            let option = |audience: Audience, value: String| {
                let label = text::audience_label(&atlas, audience);
                let is_chosen = chosen == audience;
                view! { <option value=value lang=label.lang() selected=is_chosen prop:selected=is_chosen>{label.to_string()}</option> }
            };
            let of_group = |dimension: DimensionIx, group: GroupIx| {
                let value = format!("{}/{}", atlas.dimension(dimension).id, atlas.group(group).id);
                option(Audience::Group(group), value)
            };
            let list = |dimension: DimensionIx| {
                let row = atlas.dimension(dimension);
                let groups = row.groups.iter().map(|group| of_group(dimension, *group)).each();
                view! { <optgroup label=row.label.to_string()>{groups}</optgroup> }
            };
            let lists = atlas.dimensions().map(list).each();
            view! { {option(Audience::Everyone, EVERYONE.to_owned())} {lists} }.into_any()
        })
    };
    view! {
        <div class="selects lens">
            <label class="control" for="lens-wave">
                {words::lens_wave()}
                <select id="lens-wave" on:change=choose_wave>{waves}</select>
            </label>
            <label class="control" for="lens-audience">
                {words::lens_audience()}
                <select id="lens-audience" on:change=choose_audience>{audiences}</select>
            </label>
        </div>
    }
    .into_any()
}

/// The takeaway over the picture, whose numbers it shows, and where they come from.
pub fn caption(desk: Desk, look: RwSignal<Look>) -> AnyView {
    let takeaway = live(move || desk.takeaway(axes_of(look.get())).unwrap_or_else(words::picture_title));
    view! {
        <figcaption>
            <h3 class="takeaway" id="plot-title">{takeaway}</h3>
            {provenance(desk, words::beside_note)}
        </figcaption>
    }
    .into_any()
}

/// Which of the survey's numbers are shown, and that they are made up where they are: beside whatever
/// shows them.
pub fn provenance(desk: Desk, words: fn(&str, &str) -> String) -> AnyView {
    let note = live(move || {
        let atlas = desk.atlas();
        let beside = desk.beside.read();
        let wave = beside.wave?;
        let note = words(&beside.who(&atlas), &text::wave_label(&atlas, wave));
        Some(view! {
            <p class="provenance">{stat::badge(&atlas, wave)} <bdi>{note}</bdi></p>
        })
    });
    view! { {note} }.into_any()
}

/// Where the survey's numbers come from.
pub fn sources(desk: Desk) -> AnyView {
    let sources = live(move || {
        let atlas = desk.atlas();
        desk.beside.read().wave.map(|wave| prose::sources(&atlas.wave(wave).sources).into_any())
    });
    view! { <div class="source-line">{sources}</div> }.into_any()
}

/// The axes that a picture shows.
pub fn axes_of(look: Look) -> &'static [usize] {
    match look {
        Look::Plane => &[0, 1],
        Look::Rows(0) | Look::Kept(0) => &[0],
        Look::Rows(_) | Look::Kept(_) => &[1],
    }
}

/// The gaps of either axis as sentences, the greatest first.
pub fn gaps(desk: Desk) -> AnyView {
    let column = move |axis: usize| {
        let atlas = desk.atlas();
        let label = desk.axis_label(axis);
        let sentences = live(move || {
            let beside = desk.beside.read();
            let placed = beside.by_gap(axis).into_iter().filter(|row| row.own[axis].is_some());
            let (known, unknown): (Vec<&Compared>, Vec<_>) = placed.partition(|row| row.gap(axis).is_some());
            let sentence =
                |row: &&Compared| view! { <li dir="auto">{beside.sentence(&atlas, row, axis)}</li> };
            let more = (!unknown.is_empty()).then(|| {
                view! {
                    <details class="without">
                        <summary>{words::without_gap(unknown.len())}</summary>
                        <ul class="gaps">{unknown.iter().map(sentence).each()}</ul>
                    </details>
                }
            });
            view! { <ol class="gaps">{known.iter().map(sentence).each()}</ol> {more} }.into_any()
        });
        view! {
            <div class="gap-column">
                <h4 lang=label.lang() dir="auto">{label.to_string()}</h4>
                {sentences}
            </div>
        }
    };
    let has_any = move || desk.takeaway(axes_of(Look::Plane)).is_some();
    view! {
        <section class="beside" aria-labelledby="gaps" hidden=live(move || !has_any())>
            <h3 id="gaps">{words::gaps()}</h3>
            {provenance(desk, words::beside_note)}
            <div class="gap-columns">{[0, 1].map(column).into_iter().each()}</div>
        </section>
    }
    .into_any()
}
