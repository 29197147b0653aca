//! The chart as SVG elements of the page: the same painter as on a canvas, on paper as sharp as the text beside it.

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use slim_std::format::integer;
use viz::paint::{FONT, Painter, dot_paths};
use viz::palette::Palette;
use viz::scene::Scene;
use web_sys::Element;

use leptos::prelude::document;

/// Backend units per CSS px: the painter counts in whole numbers.
const UNITS: f64 = 8.0;

/// The error of an element that the browser refused to make.
#[derive(Debug, thiserror::Error)]
#[error("the browser made no SVG element")]
pub struct Refused;

/// Returns a scene in light colours as an `<svg>` element without a background, as wide as its parent.
///
/// # Errors
/// [`Refused`], as by a browser without SVG.
pub fn element(scene: &Scene) -> Result<Element, DrawingErrorKind<Refused>> {
    let side = |length: f64| integer(length * UNITS);
    // Scenes run from left to right in every language.
    let view_box = format!("0 0 {} {}", side(scene.size.width), side(scene.size.height));
    let root = create("svg", &[("viewBox", &view_box), ("direction", "ltr"), ("font-family", FONT)])?;
    let painter = Painter { scale: 1.0, units: UNITS, font_scale: 1.0, palette: Palette::Light };
    let mut backend = SvgBackend { root };
    painter.base(scene, &mut backend)?;
    for path in dot_paths(&scene.dots, &|at| side(f64::from(at))) {
        let color = hex(painter.palette.rgb(path.color));
        let width = side(path.width);
        let attributes = [
            ("d", &*path.commands),
            ("stroke", &color),
            ("stroke-width", &width),
            ("stroke-linecap", "round"),
        ];
        backend.add("path", &attributes)?;
    }
    painter.bodies(&scene.marks, &mut backend)?;
    painter.labels(&scene.marks, &mut backend)?;
    Ok(backend.root)
}

/// Creates an SVG element with these attributes.
fn create(name: &str, attributes: &[(&str, &str)]) -> Result<Element, DrawingErrorKind<Refused>> {
    let created = document().create_element_ns(Some("http://www.w3.org/2000/svg"), name);
    let element = created.map_err(|_refused| DrawingErrorKind::DrawingError(Refused))?;
    for (name, value) in attributes {
        element.set_attribute(name, value).ok();
    }
    Ok(element)
}

/// Returns a colour as SVG has it: "#0b66a8".
fn hex((red, green, blue): (u8, u8, u8)) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The SVG element that plotters draws on.
struct SvgBackend {
    root: Element,
}

/// The result of drawing an element.
type Drawn = Result<(), DrawingErrorKind<Refused>>;

impl SvgBackend {
    fn add(&self, name: &str, attributes: &[(&str, &str)]) -> Result<Element, DrawingErrorKind<Refused>> {
        let element = create(name, attributes)?;
        self.root.append_child(&element).map_err(|_refused| DrawingErrorKind::DrawingError(Refused))?;
        Ok(element)
    }

    /// Adds a shape with its fill and its line.
    fn shape(&self, name: &str, geometry: &[(&str, &str)], color: BackendColor, line: Option<u32>) -> Drawn {
        let (color, width) = (hex(color.rgb), line.unwrap_or_default().to_string());
        let style = match line {
            Some(_) => [("fill", "none"), ("stroke", &*color), ("stroke-width", &*width)],
            None => [("fill", &*color), ("stroke", "none"), ("stroke-width", &*width)],
        };
        self.add(name, &[geometry, &style].concat()).map(drop)
    }
}

/// Returns points as the attribute `points` has them.
fn points(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let pair = |(x, y): BackendCoord| format!("{x},{y} ");
    points.into_iter().map(pair).collect()
}

impl DrawingBackend for SvgBackend {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        (0, 0)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    /// Draws nothing: the only rectangle of a scene is its background, and paper has one.
    fn draw_rect<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S, _: bool) -> Drawn {
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.shape("polyline", &[("points", &points(path))], style.color(), Some(style.stroke_width()))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let [x, y, radius] = [x.to_string(), y.to_string(), radius.to_string()];
        let line = (!fill).then(|| style.stroke_width());
        self.shape("circle", &[("cx", &x), ("cy", &y), ("r", &radius)], style.color(), line)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.shape("polygon", &[("points", &points(vert))], style.color(), None)
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let weight = if matches!(style.style(), FontStyle::Bold) { "bold" } else { "normal" };
        let [x, y, size] = [x.to_string(), y.to_string(), integer(style.size())];
        let geometry = [
            ("x", &*x),
            ("y", &y),
            ("dy", "0.35em"),
            ("text-anchor", anchor),
            ("font-size", &size),
            ("font-weight", weight),
        ];
        let (color, words) = (hex(style.color().rgb), text);
        self.add("text", &[&geometry[..], &[("fill", &color)]].concat())?.set_text_content(Some(words));
        Ok(())
    }
}
