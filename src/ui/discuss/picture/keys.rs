//! The picture by keys: from mark to mark, and with one in hand.

use leptos::ev;
use leptos::prelude::*;

use super::super::lens::axes_of;
use super::{Hands, mark_words};
use crate::discuss::Share;
use crate::discuss::scene::Look;
use crate::picture::mark_of;
use crate::text::discuss::page as words;
use crate::ui::dom;
use crate::ui::each::Each;
use crate::ui::live::{derived, heard, live};
use crate::viz::step::{Step, step};

/// Points a key moves a mark by, and with Shift or as Page keys.
const STEP: i32 = 1;
const STRIDE: i32 = 10;

/// What stands for the picture: a listbox whose options are the own marks.
pub fn listbox(hands: Hands, has_keys: RwSignal<bool>) -> AnyView {
    let Hands { desk, scene, hold, active, hovered, .. } = hands;
    let order = move || scene.read_untracked().marks.iter().map(|mark| mark.id).collect::<Vec<_>>();
    let current = derived(move || active.get().filter(|id| scene.read().mark(*id).is_some()));
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        hovered.set(None);
        let key = event.key();
        let is_meant = match hold.get_untracked() {
            Some(_) => move_held(hands, &key, event.shift_key()),
            None if key == "Escape" => {
                dom::blur(&event);
                false
            }
            None => go(hands, &order(), current.get_untracked(), &key),
        };
        if is_meant {
            event.prevent_default();
        }
    };
    let on_focus = move |_: ev::FocusEvent| {
        has_keys.set(true);
        if current.get_untracked().is_none() {
            active.set(order().first().copied());
        }
    };
    let on_blur = move |_: ev::FocusEvent| {
        has_keys.set(false);
        hands.let_go(false);
    };
    let option_id = |id: u32| format!("own-{id}");
    let options = live(move || {
        let beside = desk.beside.read();
        let scene = scene.read();
        let option = |mark: &crate::viz::scene::Mark| {
            let id = mark.id;
            let row = beside.rows.iter().find(|row| mark_of(row.challenge) == id)?;
            let selected = live(move || (current.get() == Some(id)).to_string());
            Some(
                view! { <div role="option" id=option_id(id) aria-selected=selected>{mark_words(desk, row)}</div> },
            )
        };
        scene.marks.iter().filter_map(option).each()
    });
    // The picture is called what it shows first: the greatest gap.
    let name = live(move || desk.takeaway(axes_of(hands.look.get())).unwrap_or_else(words::nothing_placed));
    view! {
        <div
            id="plot-keys"
            class="chart-keys"
            role="listbox"
            tabindex="0"
            aria-label=name
            aria-describedby="plot-help"
            aria-activedescendant=live(move || current.get().map(option_id))
            on:keydown=heard(on_key)
            on:focus=heard(on_focus)
            on:blur=heard(on_blur)
        >
            <div class="sr-only">{options}</div>
        </div>
    }
    .into_any()
}

/// Goes to another mark, or takes hold of the one of the moment. Gives whether the key means anything.
fn go(hands: Hands, order: &[u32], current: Option<u32>, key: &str) -> bool {
    let to = match key {
        "ArrowRight" => Step::Next,
        "ArrowLeft" => Step::Previous,
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        "Home" => Step::First,
        "End" => Step::Last,
        "PageUp" => Step::BackTen,
        "PageDown" => Step::OnTen,
        "Enter" | " " => {
            if let Some(mark) = current {
                hands.take(mark, None);
                hands.desk.say(words::held(&name(hands, mark)));
            }
            return true;
        }
        _ => return false,
    };
    let now = step(order, &hands.scene.read_untracked(), current, to);
    hands.active.set(now);
    true
}

/// Moves the mark in hand, or lets it go. Gives whether the key means anything.
fn move_held(hands: Hands, key: &str, shift: bool) -> bool {
    let by = if shift { STRIDE } else { STEP };
    // Points across and up.
    let (across, up) = match key {
        "ArrowRight" => (by, 0),
        "ArrowLeft" => (-by, 0),
        "ArrowUp" => (0, by),
        "ArrowDown" => (0, -by),
        "PageUp" => (0, STRIDE),
        "PageDown" => (0, -STRIDE),
        "Enter" | " " | "Escape" => {
            let back = key == "Escape";
            if let Some(mark) = hands.let_go(back) {
                let name = name(hands, mark);
                hands.desk.say(if back { words::put_back(&name) } else { words::put_down(&name) });
            }
            return true;
        }
        _ => return false,
    };
    let Some(mark) = hands.hold.get_untracked().map(|hold| hold.mark) else { return false };
    let moved = |value: Option<Share>, points: i32| value.map(|share| share.step(points));
    let mut values = hands.values(mark);
    match hands.look.get_untracked() {
        Look::Plane => values = [moved(values[0], across), moved(values[1], up)],
        // There is one axis, and both pairs of arrows are along it.
        Look::Rows(axis) | Look::Kept(axis) => values[axis.min(1)] = moved(values[axis.min(1)], across + up),
    }
    hands.set(mark, values);
    let beside = hands.desk.beside.read_untracked();
    if let Some(row) = beside.rows.iter().find(|row| mark_of(row.challenge) == mark) {
        hands.desk.say(mark_words(hands.desk, row));
    }
    true
}

fn name(hands: Hands, mark: u32) -> String {
    let name = |challenge| hands.desk.atlas().challenge(challenge).name.to_string();
    hands.challenge(mark).map(name).unwrap_or_default()
}
