//! The table beside the chart: exactly the rows drawn, in the chart's order or the one chosen.

use data::challenge::{Cell, Text};
use explore::chart_model::{ChartModel, Row};
use explore::messages::{common, controls as t};
use explore::view_state::{Column, Sort, ViewState};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::pin::pin;
use super::shape::theme_mark;
use crate::collect_any::CollectAny;
use crate::deferred::{Deferred, after_paint};
use crate::erased::{erased, erased_handler};
use crate::site::Site;

/// Number of rows that a new table is painted with: as many as a window of 900 CSS px shows. With all 35 a click waited
/// 128 ms for the paint on a slow computer, with these 80 (`tests/bench/next-paint.mjs`).
const FIRST_ROWS: usize = 16;

/// Returns the rows of a chart as a table without buttons, for a published page.
pub fn published_table(site: &Site, model: &ChartModel) -> AnyView {
    framed(site, model, None, usize::MAX)
}

/// Returns the rows of a chart as a table that follows the chart. `change` navigates to another state. What is below
/// the first rows of a new table is made after it is painted, unless `is_whole`: a page that is returned to is scrolled
/// to where it was.
pub fn table(
    site: Site,
    model: Deferred<ChartModel>,
    change: Callback<ViewState>,
    is_whole: bool,
) -> AnyView {
    let is_painted = (!is_whole).then(after_paint);
    // One list, so that rows keep their elements, and these the focus, in every change.
    let view = move || {
        let count =
            if is_painted.is_none_or(|is_painted| is_painted.get()) { usize::MAX } else { FIRST_ROWS };
        framed(&site, &model.read(), Some(change), count)
    };
    erased(view).into_any()
}

/// Returns the table of the first `count` rows.
fn framed(site: &Site, model: &ChartModel, change: Option<Callback<ViewState>>, count: usize) -> AnyView {
    let rows = model.table_rows(&site.dataset).into_iter().take(count);
    let rows = rows.map(|row| table_row(site, model, row, change)).collect_any();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t::table_of_values()>
            <table>
                <caption><span>{model.caption(&site.dataset)}</span></caption>
                <thead>{head(site, model, change)}</thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Returns the row of column headings; with `change`, they are buttons that sort the table.
fn head(site: &Site, model: &ChartModel, change: Option<Callback<ViewState>>) -> AnyView {
    let dataset = &site.dataset;
    let is_ordered_by_difference = model.difference_label().is_some();
    let heading = |column: Option<Column>, is_number: bool, label: Text| {
        let sort = model.sort();
        let is_sorted = column == Some(sort.column);
        let class = if is_number { "number" } else { "" };
        let (lang, label) = (label.lang(), label.to_string());
        let label = match (change, column) {
            (Some(change), Some(column)) => {
                let state = model.state().with(dataset, |state| {
                    state.sort = Sort { column, descending: is_sorted && !sort.descending };
                });
                let sort = erased_handler(move |_: MouseEvent| change.run(state.clone()));
                view! { <button type="button" class="sort" on:click=sort>{label}</button> }.into_any()
            }
            _ => label.into_any(),
        };
        // The widest difference comes first.
        let is_reversed = is_ordered_by_difference && column == Some(Column::Place);
        let sorted = column.map(|_| t::sort_state(is_sorted, sort, is_reversed));
        view! { <th scope="col" class=class lang=lang aria-sort=sorted>{label}</th> }.into_any()
    };
    let mut heads = vec![heading(Some(Column::Challenge), false, t::column_challenge().into())];
    if model.has_rank_column(dataset) {
        // The rows of a chart of differences are in the order of these.
        let sorts = (!is_ordered_by_difference).then_some(Column::Place);
        heads.push(heading(sorts, true, model.rank_label(dataset).into()));
    }
    heads.extend(
        (0..model.columns.len())
            .map(|at| heading(Some(model.value_column(dataset, at)), true, model.column_label(dataset, at))),
    );
    heads.extend(model.difference_label().map(|label| heading(Some(Column::Place), true, label.into())));
    heads.push(heading(Some(Column::Answers), true, t::column_answers().into()));
    heads.push(heading(Some(Column::Theme), false, t::column_theme().into()));
    heads.extend(change.map(|_| view! { <th scope="col">{t::column_compare()}</th> }.into_any()));
    view! { <tr>{heads}</tr> }.into_any()
}

/// Returns the row of a challenge; with `change`, it has a button that pins the challenge.
fn table_row(site: &Site, model: &ChartModel, row: &Row, change: Option<Callback<ViewState>>) -> AnyView {
    let dataset = &site.dataset;
    let challenge = dataset.challenge(row.challenge);
    let (name, theme) = (&challenge.name, &dataset.theme(challenge.theme).name);
    let href = site.base.filtered_href(dataset, row.challenge, model.state());
    let value = |at: usize| {
        let is_known = row.cells.get(at).is_some_and(|cell| cell.value().is_some());
        let class = if is_known { "number" } else { "number missing" };
        view! { <td class=class>{model.value_text(dataset, row, at)}</td> }
    };
    let values = (0..model.columns.len()).map(value).collect_any();
    let difference = model
        .difference_label()
        .map(|_| view! { <td class="number">{model.difference_text(dataset, row)}</td> });
    let rank = model.has_rank_column(dataset).then(|| {
        view! { <td class="number">{row.rank.map(|rank| rank.to_string())}</td> }
    });
    let respondents = row.cells.first().and_then(|cell| cell.respondents());
    view! {
            <tr class:lit=model.theme == Some(challenge.theme)>
                <th scope="row"><a href=href lang=name.lang() dir="auto">{name.to_string()}</a></th>
                {rank}
                {values}
                {difference}
                <td class="number">{respondents.map_or_else(common::not_published, common::count)}</td>
                <td>{theme_mark(dataset, challenge.theme)} " " <bdi lang=theme.lang()>{theme.to_string()}</bdi></td>
                {change.map(|change| view! { <td>{pin(site, model.state(), row.challenge, change)}</td> })}
            </tr>
        }
        .into_any()
}

/// Returns the list of challenges without a value, each with the reason.
pub fn absent(site: &Site, model: &ChartModel) -> impl IntoView + use<> {
    let dataset = &site.dataset;
    let entries = model.absent.iter().map(|(challenge, cell)| {
        let href = site.base.filtered_href(dataset, *challenge, model.state());
        let name = &dataset.challenge(*challenge).name;
        let reason = match cell {
            Cell::TooFew => Some(common::too_few()),
            // One of the values that are compared may be published.
            _ if model.state().view.shows_differences() => None,
            _ => Some(common::not_published()),
        };
        let reason = reason.map(|reason| format!(": {reason}"));
        view! { <li><a href=href lang=name.lang() dir="auto">{name.to_string()}</a> {reason}</li> }
    });
    model.absent_label(dataset).map(|label| {
        view! {
            <details class="missing">
                <summary>{label}</summary>
                <ul>{entries.collect_any()}</ul>
            </details>
        }
    })
}
