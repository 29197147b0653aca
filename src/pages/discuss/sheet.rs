//! The summary sheet: printed, as Markdown, as CSV. [`discuss::Sheet`] decides its content. The printed version is
//! hidden on the screen.

use data::challenge::Text;
use discuss::messages::{made_by, page as t, plan_heading, priorities_heading};
use discuss::plan::SheetRow;
use discuss::scene::PlotKind;
use discuss::{ActionField, Sheet};
use leptos::prelude::*;
use leptos::{ev, html};
use viz::palette::Palette;
use wasm_bindgen::{JsCast, JsValue};

use super::board_editor::{BoardEditor, now_ms};
use super::files::date_words;
use crate::collect_any::CollectAny;
use crate::dom;
use crate::dom::detached_text_measure;
use crate::erased::{erased, erased_effect, erased_handler, erased_memo};
use crate::files::painted;

/// Width of the chart in CSS px: that of A4 and Letter between their margins.
const WIDTH: f64 = 660.0;
/// Device px per CSS px: 300 dots per inch at that width.
const SCALE: f64 = 3.0;
/// Most characters of the five answers together that are not split across columns or pages.
const MAX_UNBROKEN: usize = 600;

/// Returns the section with the buttons that print or save the sheet.
pub fn sheet(editor: BoardEditor) -> AnyView {
    let status = RwSignal::new(String::new());
    let save = move |extension: &'static str| {
        erased_handler(move |_: ev::MouseEvent| status.set(editor.save_sheet(extension)))
    };
    view! {
        <section class="save-panel" aria-labelledby="save-heading">
            <h3 id="save-heading">{t::sheet()}</h3>
            <p>{t::sheet_text()}</p>
            <p class="actions">
                <button type="button" class="button" on:click=erased_handler(|_: ev::MouseEvent| dom::print())>{t::print()}</button>
                <button type="button" class="quiet-button" on:click=save("md")>{t::save_markdown()}</button>
                <button type="button" class="quiet-button" on:click=save("csv")>{t::save_csv()}</button>
            </p>
            <p class="hint" role="status">{erased(move || status.get())}</p>
        </section>
    }
    .into_any()
}

/// Returns the content that is printed in place of the page.
pub fn printout(editor: BoardEditor) -> AnyView {
    let dataset = editor.dataset();
    let sheet = erased_memo(move || Sheet::new(&dataset, &editor.board_below.read()));
    let chart_element = NodeRef::<html::Div>::new();
    erased_effect(move || {
        // Drawn before printing only, since a board changes with every move of the pointer.
        let on_beforeprint = window_event_listener_untyped("beforeprint", move |_| {
            if let Some(chart_element) = chart_element.get_untracked() {
                draw_chart(editor, &chart_element);
                set_page_header(&sheet.read_untracked());
            }
        });
        on_cleanup(move || on_beforeprint.remove());
    });
    let head = erased(move || {
        let sheet = sheet.read();
        let by = (!sheet.author.is_empty()).then(|| view! { <span>{made_by(&sheet.author)}</span> });
        view! {
            <h2 dir="auto">{sheet.title.clone()}</h2>
            <p class="sheet-author">{by} <span>{date_words(now_ms())}</span></p>
            {sheet.illustrative.clone().map(|note| view! { <p class="sheet-note">{note}</p> })}
        }
        .into_any()
    });
    let table = erased(move || {
        let sheet = sheet.read();
        (!sheet.rows.is_empty()).then(|| priorities(&sheet))
    });
    let plan = erased(move || {
        let sheet = sheet.read();
        let planned = sheet.rows.iter().filter(|row| row.is_planned()).map(planned).collect_any();
        (!planned.is_empty()).then(|| {
            view! { <section class="sheet-plan"><h3>{plan_heading()}</h3>{planned}</section> }
        })
    });
    let facts = erased(move || {
        let fact = |(label, value): &(String, Text)| {
            view! { <li><strong>{label.clone()}</strong> ": " <bdi lang=value.lang()>{value.to_string()}</bdi></li> }
        };
        sheet.read().facts.iter().map(fact).collect_any()
    });
    view! {
        <div class="sheet">
            {head}
            {plan}
            <div class="sheet-comparison">
                <div class="sheet-chart" node_ref=chart_element></div>
                <ul class="sheet-facts">{facts}</ul>
            </div>
            {table}
        </div>
    }
    .into_any()
}

/// Returns the table of priorities.
fn priorities(sheet: &Sheet) -> AnyView {
    let axis = |axis: &String| view! { <th scope="col" class="number" dir="auto">{axis.clone()}</th> };
    let own = sheet.axes.iter().map(|label| axis(&discuss::messages::own_head(label))).collect_any();
    let survey = sheet.axes.iter().map(|label| axis(&discuss::messages::survey_head(label))).collect_any();
    let cell = |value: &String| view! { <td class="number">{value.clone()}</td> };
    let row = |row: &SheetRow| {
        view! {
            <tr>
                <td class="number">{row.place}</td>
                <th scope="row" lang=row.name.lang() dir="auto">{row.name.to_string()}</th>
                {row.own.iter().map(cell).collect_any()}
                {row.survey.iter().map(cell).collect_any()}
            </tr>
        }
    };
    view! {
        <section class="sheet-table">
            <h3>{priorities_heading()}</h3>
            <table>
                <thead>
                    <tr>
                        <th scope="col" class="number">{discuss::messages::place_head()}</th>
                        <th scope="col">{discuss::messages::challenge_head()}</th>
                        {own}
                        {survey}
                    </tr>
                </thead>
                <tbody>{sheet.rows.iter().map(row).collect_any()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// Returns the plan of a priority.
fn planned(row: &SheetRow) -> AnyView {
    let answer = |(field, answer): (&ActionField, &String)| {
        (!answer.is_empty()).then(|| {
            view! { <div><dt>{field.question()}</dt><dd dir="auto">{answer.clone()}</dd></div> }
        })
    };
    let answers = ActionField::ALL.iter().zip(&row.answers).filter_map(answer).collect_any();
    let characters: usize = row.answers.iter().map(|answer| answer.chars().count()).sum();
    let class = if characters > MAX_UNBROKEN { "sheet-action long" } else { "sheet-action" };
    view! {
        <section class=class>
            <h4>{row.place.map(|place| view! { <span>{place} ". "</span> })}<bdi lang=row.name.lang()>{row.name.to_string()}</bdi></h4>
            <dl>{answers}</dl>
        </section>
    }
    .into_any()
}

/// Draws the chart again, in light colours.
fn draw_chart(editor: BoardEditor, chart_element: &web_sys::HtmlElement) {
    chart_element.set_text_content(None);
    let measure = detached_text_measure();
    let scene = editor.comparison.read_untracked().scene(&editor.dataset(), PlotKind::Plane, WIDTH, &measure);
    if scene.marks.is_empty() {
        return;
    }
    if let Some(canvas) = painted(&scene, SCALE) {
        whiten(&canvas, Palette::Light).ok();
        chart_element.append_child(&canvas).ok();
    }
}

/// Turns the background of a canvas white. The blend mode `color-dodge` with the inverse of the background colour
/// maps that colour to white.
fn whiten(canvas: &web_sys::HtmlCanvasElement, palette: Palette) -> Result<(), JsValue> {
    let (red, green, blue) = palette.paper();
    let context = dom::context_2d(canvas).ok_or(JsValue::NULL)?;
    context.set_global_composite_operation("color-dodge")?;
    context.set_fill_style_str(&format!("rgb({} {} {})", 255 - red, 255 - green, 255 - blue));
    context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    Ok(())
}

/// Sets the title and author as custom properties of CSS, for the header of the second and later printed pages:
/// content of the page can't be placed there.
fn set_page_header(sheet: &Sheet) {
    let root = document().document_element().and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok());
    let Some(root) = root else { return };
    let by = if sheet.author.is_empty() { String::new() } else { made_by(&sheet.author) };
    for (name, text) in [("--paper-title", &sheet.title), ("--paper-by", &by)] {
        root.style().set_property(name, &css_text(text)).ok();
    }
}

/// Returns a text as a CSS string on one line.
fn css_text(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}
