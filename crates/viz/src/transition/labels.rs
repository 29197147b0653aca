//! Labels on the way from one scene to the next.

use slim_std::format::integer;

use super::{Index, lerp, lerp_points};
use crate::geometry::Rect;
use crate::item::estimate_width;
use crate::label::text_rect;
use crate::scene::Label;

/// Distance to another label, in CSS px, below which a label fades.
const FADE: f64 = 3.0;

/// Returns the labels at `t` (0 to 1) of the way. A label of a mark moves from the mark's label that it continues; if
/// both are the same text but for numbers, it counts, from the nearest such. Other labels of marks appear in place. Of
/// labels that would overlap, the later one fades.
pub(super) fn interpolate(from: &[Label], to: &[Label], t: f64) -> Vec<Label> {
    let before = Index::new(from.iter().map(|label| label.owner));
    let mut labels = to.to_vec();
    for label in &mut labels {
        let Some(owner) = label.owner else { continue };
        let own = || before.of_mark(owner).map(|at| &from[at]);
        let is_alike =
            |old: &&Label| (old.bold, old.size, old.align) == (label.bold, label.size, label.align);
        // Of several numbers of a mark, each continues the one that it is nearest to: that of its lane.
        let distance = |old: &Label| old.at.distance(label.at);
        let counted = own().filter_map(|old| Some((old, count(&old.text, &label.text, t)?)));
        let old = match counted.min_by(|one, other| distance(one.0).total_cmp(&distance(other.0))) {
            Some((old, text)) => {
                label.text = text;
                Some(old)
            }
            None => own().find(|old| is_same_name(&old.text, &label.text)).or_else(|| own().find(is_alike)),
        };
        match old {
            Some(old) => label.at = lerp_points(old.at, label.at, t),
            None => label.opacity *= t,
        }
    }
    fade_overlaps(&mut labels);
    labels
}

/// Returns whether one name is the other, is cut off from it, or is its first line.
fn is_same_name(one: &str, other: &str) -> bool {
    let is_part = |part: &str, whole: &str| match part.strip_suffix('…') {
        Some(start) => whole.starts_with(start),
        None => whole.strip_prefix(part).is_some_and(|rest| rest.starts_with(' ')),
    };
    one == other || is_part(one, other) || is_part(other, one)
}

/// Returns the text at `t` of the way between two texts that differ in whole numbers only; none for other texts.
/// "62 %" to "48 %" is "55 %" halfway.
fn count(from: &str, to: &str, t: f64) -> Option<String> {
    let (mut from, mut to, mut text) = (from, to, String::new());
    let mut has_number = false;
    loop {
        let ends = [from, to].map(|rest| rest.find(|c: char| c.is_ascii_digit()));
        match ends {
            [None, None] => return (has_number && from == to).then(|| text + to),
            [Some(one), Some(other)] if from[..one] == to[..other] => {
                // Digits on both sides of a single character are one number: "1,200", "0.5".
                if has_number && to[..other].chars().count() < 2 {
                    return None;
                }
                text.push_str(&to[..other]);
                let (old, rest) = number(&from[one..])?;
                let (new, other_rest) = number(&to[other..])?;
                text.push_str(&integer(lerp(old, new, t).round()));
                (from, to, has_number) = (rest, other_rest, true);
            }
            _ => return None,
        }
    }
}

/// Returns the whole number that a text begins with, and the text after it.
fn number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let digits: u32 = text[..end].parse().ok()?;
    Some((f64::from(digits), &text[end..]))
}

/// Fades labels of marks that would overlap labels of axes, or labels before them.
fn fade_overlaps(labels: &mut [Label]) {
    let is_owned = |at: &usize| labels[*at].owner.is_some();
    let (owned, mut visible): (Vec<usize>, Vec<usize>) = (0..labels.len()).partition(is_owned);
    let rects: Vec<Rect> = labels.iter().map(rect_of).collect();
    for at in owned {
        let distances = visible.iter().map(|other| distance(rects[at], rects[*other]));
        let nearest = distances.fold(FADE, f64::min);
        labels[at].opacity *= nearest / FADE;
        if labels[at].opacity > 0.0 {
            visible.push(at);
        }
    }
}

/// Returns the distance of two rectangles along the axis on which it is greater, in CSS px; 0 if they overlap.
fn distance(a: Rect, b: Rect) -> f64 {
    let x = (a.left - b.right).max(b.left - a.right);
    let y = (a.top - b.bottom).max(b.top - a.bottom);
    x.max(y).max(0.0)
}

/// Returns the rectangle that a label covers; its width is an estimate, as no text is measured on the way.
pub(super) fn rect_of(label: &Label) -> Rect {
    text_rect(label.at, label.align, estimate_width(&label.text, label.size, label.bold), label.size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_where_all_else_is_equal() {
        let halfway = |from, to| count(from, to, 0.5);
        assert_eq!(halfway("62\u{a0}%", "48\u{a0}%").as_deref(), Some("55\u{a0}%"));
        assert_eq!(halfway("#2", "#9").as_deref(), Some("#6"));
        assert_eq!(halfway("71 % of 214", "61 % of 200").as_deref(), Some("66 % of 207"));
        assert_eq!(halfway("٪ 10", "٪ 20").as_deref(), Some("٪ 15"));
        for (from, to) in [
            ("62 %", "#48"),
            ("1,200", "900"),
            ("1,200", "1,300"),
            ("Math", "Math"),
            ("", "1"),
            ("1 point", "2 points"),
        ] {
            assert_eq!(halfway(from, to), None, "{from} {to}");
        }
        assert_eq!(halfway("99999999999", "1"), None, "too large");
    }

    #[test]
    fn a_shortened_name_is_the_same_name() {
        assert!(is_same_name("Kindergarten…", "Kindergarten Readiness"));
        assert!(is_same_name("Math", "Math"));
        assert!(is_same_name("Kindergarten", "Kindergarten Readiness"), "its first line");
        assert!(!is_same_name("Math", "Mathematics"));
    }
}
