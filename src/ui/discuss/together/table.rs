//! The group's values as a table, with a bar a value.

use leptos::ev;
use leptos::prelude::*;

use super::super::desk::Desk;
use super::super::lens::provenance;
use crate::challenge::{Cell, Slug};
use crate::discuss::{Beside, GroupRow, Spread};
use crate::text::discuss::page as words;
use crate::ui::each::Each;
use crate::ui::live::{derived, heard, live};

/// What the group thinks, the greatest disagreement first.
pub fn table(desk: Desk) -> AnyView {
    let atlas = desk.atlas();
    let beside = derived(move || {
        let lens = desk.board.read().lens().clone();
        Beside::of_group(&atlas, &desk.merged.read(), &lens)
    });
    let part = live(move || {
        let merged = desk.merged.read();
        if merged.count() == 0 {
            return None;
        }
        let disputed = merged.disputed();
        let is_agreed = |row: &&GroupRow| row.disagreement() == 0.0;
        let all = disputed.iter().copied().chain(merged.rows().iter().filter(is_agreed));
        let is_known = |row: &&GroupRow| desk.atlas().find_challenge(row.challenge.as_str()).is_some();
        let rows = all.filter(is_known).map(|row| table_row(desk, row, &beside.read())).each();
        let most = disputed.iter().find_map(|row| most_disputed(desk, row));
        let beside = beside.read();
        let apart = beside.greatest(&[0, 1]).filter(|(axis, row)| row.gap(*axis).is_some());
        let apart = apart.map(|(axis, row)| beside.sentence(&desk.atlas(), row, axis));
        let make = move |_: ev::MouseEvent| desk.open_middle();
        let (heading, name) = (words::group_table(), words::group_table());
        let axes = [0, 1].map(|axis| desk.axis_label(axis));
        let head =
            axes.map(|label| view! { <th scope="col" lang=label.lang() dir="auto">{label.to_string()}</th> });
        Some(view! {
            <p class="takeaway disputed" dir="auto">{most.unwrap_or_else(words::agree)}</p>
            {apart.map(|apart| view! { <p class="apart" dir="auto">{apart}</p> })}
            {provenance(desk, words::survey_note)}
            <div class="table-scroll" tabindex="0" role="group" aria-label=name>
                <table class="group-table">
                    <caption>{heading}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::column_challenge()}</th>
                            <th scope="col" class="number">{words::column_count()}</th>
                            {Vec::from(head)}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hint">{words::group_legend()}</p>
            <p class="actions">
                <button type="button" class="quiet-button" on:click=heard(make)>{words::group_board()}</button>
                <span class="hint">{words::group_board_text()}</span>
            </p>
        })
    });
    view! { {part} }.into_any()
}

/// In a sentence, where the group disagrees most on a challenge.
fn most_disputed(desk: Desk, row: &GroupRow) -> Option<String> {
    desk.atlas().find_challenge(row.challenge.as_str())?;
    let width = |axis: &usize| row.axes[*axis].map_or(0.0, |spread| spread.disagreement());
    let axis = [0, 1].into_iter().max_by(|a, b| width(a).total_cmp(&width(b)))?;
    let spread = row.axes[axis].filter(|spread| spread.disagreement() > 0.0)?;
    let name = desk.name(&row.challenge);
    let label = desk.axis_label(axis);
    Some(words::disagree_most(&name, &label, spread.disagreement(), spread.lower, spread.upper))
}

fn table_row(desk: Desk, row: &GroupRow, beside: &Beside) -> AnyView {
    let cells = [0, 1].map(|axis| {
        let survey = survey_value(desk, &row.challenge, beside, axis);
        view! { <td>{row.axes[axis].map(|spread| spread_cell(&spread, survey))}</td> }
    });
    let atlas = desk.atlas();
    let compared = atlas.find_challenge(row.challenge.as_str()).and_then(|challenge| beside.row(challenge));
    let places = compared.map(|row| beside.order_sentence(&atlas, row));
    let name = desk.name(&row.challenge);
    view! {
        <tr>
            <th scope="row">
                <span lang=name.lang() dir="auto">{name.to_string()}</span>
                <span class="hint">{places}</span>
            </th>
            <td class="number">{row.boards}</td>
            {Vec::from(cells)}
        </tr>
    }
    .into_any()
}

fn survey_value(desk: Desk, id: &Slug, beside: &Beside, axis: usize) -> Option<f64> {
    let challenge = desk.atlas().find_challenge(id.as_str())?;
    beside.row(challenge).map(|row| row.survey[axis]).and_then(Cell::value)
}

/// A spread as a bar from 0 to 100, and in words.
fn spread_cell(spread: &Spread, survey: Option<f64>) -> AnyView {
    let percent = |value: f64| format!("{}%", crate::digits::tenths(value));
    let diamond = survey.map(|survey| {
        view! { <span class="spread-survey" style:inset-inline-start=percent(survey)></span> }
    });
    view! {
        <div class="spread" aria-hidden="true">
            <span class="spread-whole" style:inset-inline-start=percent(spread.least) style:inline-size=percent(spread.range())></span>
            <span class="spread-half" style:inset-inline-start=percent(spread.lower) style:inline-size=percent(spread.disagreement())></span>
            <span class="spread-middle" style:inset-inline-start=percent(spread.middle)></span>
            {diamond}
        </div>
        <span class="spread-words">
            {words::spread(spread.middle, spread.lower, spread.upper, spread.disagreement())}
            // What only the bar shows.
            <span class="sr-only">{words::spread_whole(spread.least, spread.most)} {survey.map(words::spread_survey)}</span>
        </span>
    }
    .into_any()
}
