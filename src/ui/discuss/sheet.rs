//! The sheet to take along: on paper, as Markdown, as CSV. What stands on it is decided by
//! [`crate::discuss::Sheet`]; on the screen the paper is not shown.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::desk::{Desk, now_ms};
use super::files::date_words;
use crate::challenge::Text;
use crate::discuss::plan::SheetRow;
use crate::discuss::scene::Look;
use crate::discuss::{ActionField, Sheet};
use crate::text::discuss::{made_by, page as words, plan_heading, plan_question, priorities_heading};
use crate::ui::dom::{self, TextMeter};
use crate::ui::each::Each;
use crate::ui::files::painted;
use crate::ui::live::{derived, follow, heard, live};
use crate::viz::palette::Palette;

/// How wide the picture is drawn, in CSS px: as wide as A4 and Letter have it between their margins.
const WIDTH: f64 = 660.0;
/// Device px a CSS px: 300 dots an inch at that width.
const SCALE: f64 = 3.0;
/// Answers of more letters than this, all five together, may go on in the next column or on the next page.
const LONG: usize = 600;

/// The buttons that take the sheet along.
pub fn take_along(desk: Desk) -> AnyView {
    let told = RwSignal::new(String::new());
    let save =
        move |extension: &'static str| heard(move |_: ev::MouseEvent| told.set(desk.save_sheet(extension)));
    view! {
        <section class="take-along" aria-labelledby="take-along">
            <h3 id="take-along">{words::sheet()}</h3>
            <p>{words::sheet_text()}</p>
            <p class="actions">
                <button type="button" class="button" on:click=heard(|_: ev::MouseEvent| dom::print())>{words::print()}</button>
                <button type="button" class="quiet-button" on:click=save("md")>{words::save_markdown()}</button>
                <button type="button" class="quiet-button" on:click=save("csv")>{words::save_csv()}</button>
            </p>
            <p class="hint" role="status">{live(move || told.get())}</p>
        </section>
    }
    .into_any()
}

/// What is printed.
pub fn paper(desk: Desk) -> AnyView {
    let atlas = desk.atlas();
    let sheet = derived(move || Sheet::new(&atlas, &desk.board.read()));
    let place = NodeRef::<html::Div>::new();
    follow(move || {
        // Drawn when it is wanted: a board changes with every move of a hand.
        let before = window_event_listener_untyped("beforeprint", move |_| {
            if let Some(place) = place.get_untracked() {
                draw(desk, &place);
                name_pages(&sheet.read_untracked());
            }
        });
        on_cleanup(move || before.remove());
    });
    let head = live(move || {
        let sheet = sheet.read();
        let by = (!sheet.by.is_empty()).then(|| view! { <span>{made_by(&sheet.by)}</span> });
        view! {
            <h2 dir="auto">{sheet.title.clone()}</h2>
            <p class="paper-by">{by} <span>{date_words(now_ms())}</span></p>
            {sheet.illustrative.clone().map(|note| view! { <p class="paper-note">{note}</p> })}
        }
        .into_any()
    });
    let table = live(move || {
        let sheet = sheet.read();
        (!sheet.rows.is_empty()).then(|| priorities(&sheet))
    });
    let plan = live(move || {
        let sheet = sheet.read();
        let planned = sheet.rows.iter().filter(|row| row.is_planned()).map(planned).each();
        (!planned.is_empty()).then(|| {
            view! { <section class="paper-plan"><h3>{plan_heading()}</h3>{planned}</section> }
        })
    });
    let facts = live(move || {
        let fact = |(label, value): &(String, Text)| {
            view! { <li><strong>{label.clone()}</strong> ": " <bdi lang=value.lang()>{value.to_string()}</bdi></li> }
        };
        sheet.read().facts.iter().map(fact).each()
    });
    view! {
        <div class="paper">
            {head}
            {plan}
            <div class="paper-beside">
                <div class="paper-picture" node_ref=place></div>
                <ul class="paper-facts">{facts}</ul>
            </div>
            {table}
        </div>
    }
    .into_any()
}

fn priorities(sheet: &Sheet) -> AnyView {
    let axis = |axis: &String| view! { <th scope="col" class="number" dir="auto">{axis.clone()}</th> };
    let own = sheet.axes.iter().map(|label| axis(&crate::text::discuss::own_head(label))).each();
    let survey = sheet.axes.iter().map(|label| axis(&crate::text::discuss::survey_head(label))).each();
    let cell = |value: &String| view! { <td class="number">{value.clone()}</td> };
    let row = |row: &SheetRow| {
        view! {
            <tr>
                <td class="number">{row.place}</td>
                <th scope="row" lang=row.name.lang() dir="auto">{row.name.to_string()}</th>
                {row.own.iter().map(cell).each()}
                {row.survey.iter().map(cell).each()}
            </tr>
        }
    };
    view! {
        <section class="paper-table">
            <h3>{priorities_heading()}</h3>
            <table>
                <thead>
                    <tr>
                        <th scope="col" class="number">{crate::text::discuss::place_head()}</th>
                        <th scope="col">{crate::text::discuss::challenge_head()}</th>
                        {own}
                        {survey}
                    </tr>
                </thead>
                <tbody>{sheet.rows.iter().map(row).each()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn planned(row: &SheetRow) -> AnyView {
    let answer = |(field, answer): (&ActionField, &String)| {
        (!answer.is_empty()).then(|| {
            view! { <div><dt>{plan_question(*field)}</dt><dd dir="auto">{answer.clone()}</dd></div> }
        })
    };
    let answers = ActionField::ALL.iter().zip(&row.answers).filter_map(answer).each();
    let letters: usize = row.answers.iter().map(|answer| answer.chars().count()).sum();
    let class = if letters > LONG { "paper-action long" } else { "paper-action" };
    view! {
        <section class=class>
            <h4><span>{row.place} ". "</span><bdi lang=row.name.lang()>{row.name.to_string()}</bdi></h4>
            <dl>{answers}</dl>
        </section>
    }
    .into_any()
}

/// Draws the picture anew, in the colours of paper.
fn draw(desk: Desk, place: &web_sys::HtmlElement) {
    place.set_text_content(None);
    let meter = std::cell::RefCell::new(TextMeter::default());
    let measure = |text: &str, size: f64, bold: bool| meter.borrow_mut().width(text, size, bold);
    let scene = desk.beside.read_untracked().scene(&desk.atlas(), Look::Plane, WIDTH, &measure);
    if scene.marks.is_empty() {
        return;
    }
    if let Some(canvas) = painted(&scene, SCALE) {
        whiten(&canvas, Palette::Light).ok();
        place.append_child(&canvas).ok();
    }
}

/// Makes the ground of a picture white, as paper is: what is left out of it is the light it lacks.
fn whiten(canvas: &web_sys::HtmlCanvasElement, palette: Palette) -> Result<(), JsValue> {
    let (red, green, blue) = palette.paper();
    let context = dom::context_2d(canvas).ok_or(JsValue::NULL)?;
    context.set_global_composite_operation("color-dodge")?;
    context.set_fill_style_str(&format!("rgb({} {} {})", 255 - red, 255 - green, 255 - blue));
    context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    Ok(())
}

/// Tells the style sheet what stands over every page but the first: no selector reaches there.
fn name_pages(sheet: &Sheet) {
    let root = document().document_element().and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok());
    let Some(root) = root else { return };
    let by = if sheet.by.is_empty() { String::new() } else { made_by(&sheet.by) };
    for (name, text) in [("--paper-title", &sheet.title), ("--paper-by", &by)] {
        root.style().set_property(name, &css_text(text)).ok();
    }
}

/// A text as style sheets write one, on one line.
fn css_text(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}
