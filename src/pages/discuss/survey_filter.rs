//! The wave and audience that a board is compared with, and the comparison in sentences.

use data::challenge::{Audience, DimensionIx, GroupIx, WaveIx};
use discuss::messages::page as t;
use discuss::scene::PlotKind;
use discuss::{Compared, SurveyFilter};
use explore::messages::common;
use leptos::ev;
use leptos::prelude::*;

use super::board_editor::BoardEditor;
use crate::collect_any::CollectAny;
use crate::components::{prose, stat};
use crate::erased::{erased, erased_handler};

/// Value of the option for everyone.
const EVERYONE: &str = "";

/// Returns the selects of wave and audience.
pub fn filter(editor: BoardEditor) -> AnyView {
    view! {
        <div class="selects survey-filter">
            <label class="control" for="filter-wave">
                {t::filter_wave()}
                {wave_select(editor)}
            </label>
            <label class="control" for="filter-audience">
                {t::filter_audience()}
                {audience_select(editor)}
            </label>
        </div>
    }
    .into_any()
}

/// Returns the select of the waves that have values of the audience.
fn wave_select(editor: BoardEditor) -> AnyView {
    let dataset = editor.dataset();
    let on_change = {
        let dataset = dataset.clone();
        erased_handler(move |event: ev::Event| {
            let wave = dataset.find_wave(&event_target_value(&event));
            let audience = editor.board.read_untracked().filter().audience(&dataset);
            editor.edit(|board| board.set_filter(SurveyFilter::of(&dataset, wave, audience)));
        })
    };
    let options = erased(move || {
        let board = editor.board_below.read();
        let chosen = board.filter().wave(&dataset, editor.axes());
        let option = |wave: WaveIx| {
            let (value, label) = (dataset.wave(wave).id.to_string(), common::wave_label(&dataset, wave));
            let is_chosen = chosen == Some(wave);
            view! { <option value=value lang=label.lang() selected=is_chosen prop:selected=is_chosen>{label.to_string()}</option> }
        };
        let waves = board.filter().waves(&dataset, editor.axes()).into_iter();
        let (invented, published): (Vec<_>, Vec<_>) =
            waves.partition(|wave| dataset.wave(*wave).is_illustrative());
        let heading = common::capitalised(&common::illustrative());
        let [published, invented] =
            [published, invented].map(|waves| waves.into_iter().map(option).collect_any());
        let invented =
            (!invented.is_empty()).then(|| view! { <optgroup label=heading>{invented}</optgroup> });
        view! { {published} {invented} }
    });
    view! { <select id="filter-wave" on:change=on_change>{options}</select> }.into_any()
}

/// Returns the select of audiences: everyone, and the groups by dimension.
fn audience_select(editor: BoardEditor) -> AnyView {
    let dataset = editor.dataset();
    let on_change = {
        let dataset = dataset.clone();
        erased_handler(move |event: ev::Event| {
            let value = event_target_value(&event);
            let group = value.split_once('/').and_then(|(dimension, id)| dataset.find_group(dimension, id));
            let audience = group.map_or(Audience::Everyone, Audience::Group);
            let wave = editor.board.read_untracked().filter().wave(&dataset, editor.axes());
            let chosen = SurveyFilter::of(&dataset, wave, audience);
            // A wave without values of this audience is replaced by the newest that has some.
            let has_values = wave.is_some_and(|wave| chosen.waves(&dataset, editor.axes()).contains(&wave));
            let filter = if has_values { chosen } else { SurveyFilter::of(&dataset, None, audience) };
            editor.edit(|board| board.set_filter(filter));
        })
    };
    let options = erased(move || {
        let chosen = editor.board_below.read().filter().audience(&dataset);
        let option = |audience: Audience, value: String| {
            let label = common::audience_label(&dataset, audience);
            let is_chosen = chosen == audience;
            view! { <option value=value lang=label.lang() selected=is_chosen prop:selected=is_chosen>{label.to_string()}</option> }
        };
        let group_option = |dimension: DimensionIx, group: GroupIx| {
            let value = format!("{}/{}", dataset.dimension(dimension).id, dataset.group(group).id);
            option(Audience::Group(group), value)
        };
        let list = |dimension: DimensionIx| {
            let row = dataset.dimension(dimension);
            let groups = row.groups.iter().map(|group| group_option(dimension, *group)).collect_any();
            view! { <optgroup label=row.label.to_string()>{groups}</optgroup> }
        };
        let lists = dataset.dimensions().map(list).collect_any();
        view! { {option(Audience::Everyone, EVERYONE.to_owned())} {lists} }.into_any()
    });
    view! { <select id="filter-audience" on:change=on_change>{options}</select> }.into_any()
}

/// Returns the caption of the chart: the takeaway and the provenance of the survey's values.
pub fn caption(editor: BoardEditor, plot_kind: RwSignal<PlotKind>) -> AnyView {
    let takeaway = erased(move || editor.takeaway(axes_of(plot_kind.get())).unwrap_or_else(t::picture_title));
    view! {
        <figcaption>
            <h3 class="takeaway" id="plot-title">{takeaway}</h3>
            {provenance(editor, t::comparison_note)}
        </figcaption>
    }
    .into_any()
}

/// Returns the audience and wave of the survey's values, with a badge if they are made up.
pub fn provenance(editor: BoardEditor, note_text: fn(&str, &str) -> String) -> AnyView {
    let note = erased(move || {
        let dataset = editor.dataset();
        let comparison = editor.comparison.read();
        let wave = comparison.wave?;
        let note = note_text(&comparison.audience_label(&dataset), &common::wave_label(&dataset, wave));
        Some(view! {
            <p class="provenance">{stat::badge(&dataset, wave)} <bdi>{note}</bdi></p>
        })
    });
    view! { {note} }.into_any()
}

/// Returns the sources of the survey's values.
pub fn sources(editor: BoardEditor) -> AnyView {
    let sources = erased(move || {
        let dataset = editor.dataset();
        editor.comparison.read().wave.map(|wave| prose::named_sources(&dataset.wave(wave).sources).into_any())
    });
    view! { <div class="source-line">{sources}</div> }.into_any()
}

/// Returns the axes that a chart shows.
pub fn axes_of(plot_kind: PlotKind) -> &'static [usize] {
    match plot_kind {
        PlotKind::Plane => &[0, 1],
        PlotKind::Rows(0) | PlotKind::Kept(0) => &[0],
        PlotKind::Rows(_) | PlotKind::Kept(_) => &[1],
    }
}

/// Returns the gaps of each axis as sentences, the largest first.
pub fn gaps(editor: BoardEditor) -> AnyView {
    let column = move |axis: usize| {
        let dataset = editor.dataset();
        let label = editor.axis_label(axis);
        let sentences = erased(move || {
            let comparison = editor.comparison_below.read();
            let placed = comparison.by_gap(axis).into_iter().filter(|row| row.own[axis].is_some());
            let (known, unknown): (Vec<&Compared>, Vec<_>) = placed.partition(|row| row.gap(axis).is_some());
            let sentence =
                |row: &&Compared| view! { <li dir="auto">{comparison.sentence(&dataset, row, axis)}</li> };
            let more = (!unknown.is_empty()).then(|| {
                view! {
                    <details class="without">
                        <summary>{t::without_gap(unknown.len())}</summary>
                        <ul class="gaps">{unknown.iter().map(sentence).collect_any()}</ul>
                    </details>
                }
            });
            view! { <ol class="gaps">{known.iter().map(sentence).collect_any()}</ol> {more} }.into_any()
        });
        view! {
            <div class="gap-column">
                <h4 lang=label.lang() dir="auto">{label.to_string()}</h4>
                {sentences}
            </div>
        }
    };
    let has_any = move || editor.takeaway(axes_of(PlotKind::Plane)).is_some();
    view! {
        <section class="beside" aria-labelledby="gaps" hidden=erased(move || !has_any())>
            <h3 id="gaps">{t::gaps()}</h3>
            {provenance(editor, t::comparison_note)}
            <div class="gap-columns">{[0, 1].map(column).into_iter().collect_any()}</div>
        </section>
    }
    .into_any()
}
