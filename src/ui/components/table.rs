//! The table beside the picture: exactly the rows drawn, in the same order.

use leptos::prelude::*;

use super::shape::theme_mark;
use crate::picture::Picture;
use crate::route::Route;
use crate::text;
use crate::ui::each::Each;
use crate::ui::site::Site;

/// The rows of a picture as a table.
pub fn table(site: &Site, picture: &Picture) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let heads = picture
        .measures
        .iter()
        .map(|ix| view! { <th scope="col" class="number">{atlas.measure(*ix).label.clone()}</th> });
    let heads = heads.each();
    let rows = picture.rows.iter().map(|row| {
        let challenge = atlas.challenge(row.challenge);
        let href = site.href(&Route::challenge(atlas, row.challenge));
        let values = (0..picture.measures.len()).map(|at| view! { <td class="number">{picture.wording(atlas, row, at)}</td> });
        let respondents = row.cells.first().and_then(|cell| cell.respondents());
        view! {
            <tr>
                <td class="number">{row.place.map(|place| place.to_string())}</td>
                <th scope="row"><a href=href dir="auto">{challenge.name.clone()}</a></th>
                <td>{theme_mark(atlas, challenge.theme)} " " {atlas.theme(challenge.theme).name.clone()}</td>
                {values.each()}
                <td class="number">{respondents.map_or_else(|| text::NOT_PUBLISHED.to_owned(), text::count)}</td>
            </tr>
        }
    });
    let caption = match picture.wave {
        Some(wave) => text::table_caption(atlas, wave, picture.audience, &picture.measures),
        None => picture.takeaway(atlas),
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Table of the values shown">
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="number">"Place"</th>
                        <th scope="col">"Challenge"</th>
                        <th scope="col">"Theme"</th>
                        {heads}
                        <th scope="col" class="number">"Answers"</th>
                    </tr>
                </thead>
                <tbody>{rows.each()}</tbody>
            </table>
        </div>
    }
}

/// Challenges without a value, each with the reason.
pub fn absent(site: &Site, picture: &Picture) -> impl IntoView + use<> {
    let atlas = &site.atlas;
    let entries = picture.absent.iter().map(|(challenge, cell)| {
        let href = site.href(&Route::challenge(atlas, *challenge));
        let why = if *cell == crate::challenge::Cell::TooFew { text::TOO_FEW } else { text::NOT_PUBLISHED };
        view! { <li><a href=href>{atlas.challenge(*challenge).name.clone()}</a> ": " {why}</li> }
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
