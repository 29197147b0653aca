//! The table beside the picture: exactly the rows drawn, in the picture's order or the one asked for.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::shape::theme_mark;
use crate::challenge::{Cell, ChallengeIx, Text};
use crate::picture::{Picture, Row};
use crate::route::Route;
use crate::state::{Column, Sort, ViewState};
use crate::text::{self, controls as words};
use crate::ui::dom;
use crate::ui::each::Each;
use crate::ui::live::heard;
use crate::ui::site::Site;
use crate::ui::still::still;

/// The rows of a picture as a table. `change` follows a change of what is looked at.
pub fn table(site: &Site, picture: &Picture, change: Callback<ViewState>) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let still = still().is_some();
    let sort_by = |column: Column, number: bool, label: Text| {
        let sort = picture.sort();
        let own = sort.column == column;
        let state = picture.state().with(atlas, |state| {
            state.sort = Sort { column, descending: own && !sort.descending };
        });
        let class = if number { "number" } else { "" };
        let sorts = heard(move |_: MouseEvent| change.run(state.clone()));
        let (lang, label) = (label.lang(), label.to_string());
        let label = match still {
            true => label.into_any(),
            false => view! { <button type="button" class="sort" on:click=sorts>{label}</button> }.into_any(),
        };
        view! { <th scope="col" class=class lang=lang aria-sort=words::sort_state(own, sort)>{label}</th> }
            .into_any()
    };
    let heads = [
        sort_by(Column::Place, true, words::column_place().into()),
        sort_by(Column::Challenge, false, words::column_challenge().into()),
        sort_by(Column::Theme, false, words::column_theme().into()),
    ];
    let values = (0..picture.columns.len())
        .map(|at| sort_by(Column::Value(at), true, picture.column_label(atlas, at)))
        .collect::<Vec<_>>();
    let difference = picture.difference_label();
    let answers = sort_by(Column::Answers, true, words::column_answers().into());
    let row = |row: &Row| {
        let challenge = atlas.challenge(row.challenge);
        let (name, theme) = (&challenge.name, &atlas.theme(challenge.theme).name);
        let href = site.href(&Route::challenge(atlas, row.challenge));
        let values = (0..picture.columns.len())
            .map(|at| view! { <td class="number">{picture.wording(atlas, row, at)}</td> })
            .each();
        let difference = difference
            .as_ref()
            .map(|_| view! { <td class="number">{picture.difference_wording(atlas, row)}</td> });
        let respondents = row.cells.first().and_then(|cell| cell.respondents());
        view! {
            <tr>
                <td class="number">{row.place.map(|place| place.to_string())}</td>
                <th scope="row"><a href=href lang=name.lang() dir="auto">{name.to_string()}</a></th>
                <td>{theme_mark(atlas, challenge.theme)} " " <bdi lang=theme.lang()>{theme.to_string()}</bdi></td>
                {values}
                {difference}
                <td class="number">{respondents.map_or_else(text::not_published, text::count)}</td>
                {(!still).then(|| view! { <td>{pin(site, picture, row.challenge, change)}</td> })}
            </tr>
        }
    };
    let rows = picture.table_rows(atlas).into_iter().map(row).each();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words::table_of_values()>
            <table>
                <caption>{picture.caption(atlas)}</caption>
                <thead>
                    <tr>
                        {heads.into_iter().each()}
                        {values}
                        {difference.map(|label| view! { <th scope="col" class="number">{label}</th> })}
                        {answers}
                        {(!still).then(|| view! { <th scope="col">{words::column_compare()}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// A button that pins a challenge for comparison, or lets go of it.
pub fn pin(site: &Site, picture: &Picture, challenge: ChallengeIx, change: Callback<ViewState>) -> AnyView {
    let state = picture.state().with(&site.atlas, |state| state.toggle_pin(challenge));
    let pressed = picture.pins.contains(&challenge);
    let name = words::pin_name(pressed, &site.atlas.challenge(challenge).name);
    view! {
        <button type="button" class="pin" aria-pressed=pressed.to_string() aria-label=name on:click=heard(move |_: MouseEvent| {
            change.run(state.clone());
            // Among the compared ones it is gone then, and the focus must not be.
            dom::keep_focus("chart-keys");
        })>
            {if pressed { words::pinned() } else { words::pin() }}
        </button>
    }
    .into_any()
}

/// Challenges without a value, each with the reason.
pub fn absent(site: &Site, picture: &Picture) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let entries = picture.absent.iter().map(|(challenge, cell)| {
        let href = site.href(&Route::challenge(atlas, *challenge));
        let name = &atlas.challenge(*challenge).name;
        let why = if *cell == Cell::TooFew { text::too_few() } else { text::not_published() };
        view! { <li><a href=href lang=name.lang() dir="auto">{name.to_string()}</a> ": " {why}</li> }
    });
    (!picture.absent.is_empty()).then(|| {
        view! {
            <details class="absent">
                <summary>{text::absent(picture.absent.len(), atlas.challenges().len())}</summary>
                <ul>{entries.each()}</ul>
            </details>
        }
    })
}
