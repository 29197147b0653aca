//! The table of the group's values, with a bar per value.

use data::challenge::{Cell, Slug};
use discuss::messages::page as t;
use discuss::{Comparison, Distribution, GroupRow};
use leptos::ev;
use leptos::prelude::*;

use super::super::board_editor::BoardEditor;
use super::super::survey_filter::provenance;
use crate::collect_any::CollectAny;
use crate::erased::{erased, erased_handler, erased_memo};

/// Returns the table of the group's values, the largest disagreement first; none without boards.
pub fn table(editor: BoardEditor) -> AnyView {
    let dataset = editor.dataset();
    let comparison = erased_memo(move || {
        let filter = editor.board.read().filter().clone();
        Comparison::of_group(&dataset, &editor.merged.read(), &filter)
    });
    let content = erased(move || {
        let merged = editor.merged.read();
        if merged.count() == 0 {
            return None;
        }
        let disputed = merged.disputed();
        let is_agreed = |row: &&GroupRow| row.disagreement() == 0.0;
        let all = disputed.iter().copied().chain(merged.rows().iter().filter(is_agreed));
        let is_known = |row: &&GroupRow| editor.dataset().find_challenge(row.challenge.as_str()).is_some();
        let rows = all.filter(is_known).map(|row| table_row(editor, row, &comparison.read())).collect_any();
        let most = disputed.iter().find_map(|row| most_disputed(editor, row));
        let comparison = comparison.read();
        let gap = comparison.greatest(&[0, 1]).filter(|(axis, row)| row.gap(*axis).is_some());
        let gap = gap.map(|(axis, row)| comparison.sentence(&editor.dataset(), row, axis));
        let on_click = move |_: ev::MouseEvent| editor.open_group_board();
        let (heading, name) = (t::group_table(), t::group_table());
        let axes = [0, 1].map(|axis| editor.axis_label(axis));
        let head =
            axes.map(|label| view! { <th scope="col" lang=label.lang() dir="auto">{label.to_string()}</th> });
        Some(view! {
            <p class="takeaway disputed" dir="auto">{most.unwrap_or_else(t::agree)}</p>
            {gap.map(|gap| view! { <p class="apart" dir="auto">{gap}</p> })}
            {provenance(editor, t::survey_note)}
            <div class="table-scroll" tabindex="0" role="group" aria-label=name>
                <table class="group-table">
                    <caption>{heading}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t::column_challenge()}</th>
                            <th scope="col" class="number">{t::column_count()}</th>
                            {Vec::from(head)}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hint">{t::group_legend()}</p>
            <p class="actions">
                <button type="button" class="quiet-button" on:click=erased_handler(on_click)>{t::group_board()}</button>
                <span class="hint">{t::group_board_text()}</span>
            </p>
        })
    });
    view! { {content} }.into_any()
}

/// Returns a sentence about the axis on which the group disagrees most about a challenge; none if it agrees.
fn most_disputed(editor: BoardEditor, row: &GroupRow) -> Option<String> {
    editor.dataset().find_challenge(row.challenge.as_str())?;
    let width = |axis: &usize| row.axes[*axis].map_or(0.0, |distribution| distribution.disagreement());
    let axis = [0, 1].into_iter().max_by(|a, b| width(a).total_cmp(&width(b)))?;
    let distribution = row.axes[axis].filter(|distribution| distribution.disagreement() > 0.0)?;
    let name = editor.name(&row.challenge);
    let label = editor.axis_label(axis);
    Some(match distribution.quartiles {
        Some([lower, upper]) => t::disagree_most(&name, &label, lower, upper),
        None => t::disagree_most_few(&name, &label, distribution.least, distribution.most),
    })
}

/// Returns the row of a challenge.
fn table_row(editor: BoardEditor, row: &GroupRow, comparison: &Comparison) -> AnyView {
    let cells = [0, 1].map(|axis| {
        let survey = survey_value(editor, &row.challenge, comparison, axis);
        view! { <td>{row.axes[axis].map(|distribution| distribution_cell(&distribution, survey))}</td> }
    });
    let dataset = editor.dataset();
    let compared =
        dataset.find_challenge(row.challenge.as_str()).and_then(|challenge| comparison.row(challenge));
    let places = compared.and_then(|row| comparison.order_sentence(&dataset, row));
    let name = editor.name(&row.challenge);
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

/// Returns the survey's value of a challenge on an axis (0 or 1), in percent.
fn survey_value(editor: BoardEditor, id: &Slug, comparison: &Comparison, axis: usize) -> Option<f64> {
    let challenge = editor.dataset().find_challenge(id.as_str())?;
    comparison.row(challenge).map(|row| row.survey[axis]).and_then(Cell::value)
}

/// Returns the cell of a distribution: a bar from 0 to 100 % and the same in words.
fn distribution_cell(distribution: &Distribution, survey: Option<f64>) -> AnyView {
    let percent = |value: f64| format!("{}%", slim_std::format::one_decimal(value));
    let diamond = survey.map(|survey| {
        view! { <span class="distribution-survey" style:inset-inline-start=percent(survey)></span> }
    });
    let bar = distribution.quartiles.map(|[lower, upper]| {
        view! { <span class="distribution-quartiles" style:inset-inline-start=percent(lower) style:inline-size=percent(upper - lower)></span> }
    });
    let words = match (distribution.quartiles, distribution.count) {
        (Some([lower, upper]), _) => t::distribution(distribution.median, lower, upper),
        (None, 1) => t::distribution_one(distribution.median),
        (None, _) => t::distribution_few(distribution.median, distribution.least, distribution.most),
    };
    // Visible in the bar only.
    let ends = distribution.quartiles.map(|_| t::distribution_whole(distribution.least, distribution.most));
    view! {
        <div class="distribution" aria-hidden="true">
            <span class="distribution-range" style:inset-inline-start=percent(distribution.least) style:inline-size=percent(distribution.range())></span>
            {bar}
            <span class="distribution-median" style:inset-inline-start=percent(distribution.median)></span>
            {diamond}
        </div>
        <span class="distribution-text">
            {words} <span class="sr-only">{ends} {survey.map(t::distribution_survey)}</span>
        </span>
    }
    .into_any()
}
