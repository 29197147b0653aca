//! Colours, light and dark. A test checks their contrast (WCAG 2.2, 1.4.3 and 1.4.11).

/// The role of a colour; a palette maps it to a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColorRole {
    /// Text to read.
    Text,
    /// Secondary text: tick labels, notes.
    Muted,
    /// Marks and lines without emphasis: faded marks, intervals.
    Faded,
    /// Grid lines.
    Grid,
    /// Axis lines and stems.
    Axis,
    /// The background, the edge around a mark and the rank on it.
    Paper,
    /// The colour of a family of marks, by index; it wraps around after [`FAMILY_COUNT`].
    Family(usize),
}

/// Red, green, blue, 0 to 255 each (sRGB).
pub type Rgb = (u8, u8, u8);

/// A set of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Palette {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// The number of families with a colour of their own.
pub const FAMILY_COUNT: usize = 5;

impl Palette {
    /// Returns the background colour; the same as in `public/style.css`.
    pub fn paper(self) -> Rgb {
        match self {
            Self::Light => (0xff, 0xfd, 0xfa),
            Self::Dark => (0x16, 0x19, 0x1d),
        }
    }

    /// Returns the colour of a role.
    pub fn rgb(self, color: ColorRole) -> Rgb {
        // Families: hues of the Okabe–Ito set, which differ also for people with colour blindness,
        // darkened or lightened until each has a contrast of 4.5 : 1 against the background.
        const LIGHT: [Rgb; FAMILY_COUNT] = [
            (0x0b, 0x66, 0xa8),
            (0xb3, 0x47, 0x00),
            (0x00, 0x75, 0x59),
            (0x9b, 0x3f, 0x7c),
            (0x4d, 0x45, 0x00),
        ];
        const DARK: [Rgb; FAMILY_COUNT] = [
            (0x6c, 0xb8, 0xf0),
            (0xf2, 0x9a, 0x5c),
            (0x4c, 0xc9, 0xa4),
            (0xe3, 0x9c, 0xc8),
            (0xd8, 0xc9, 0x5a),
        ];
        match (self, color) {
            (_, ColorRole::Paper) => self.paper(),
            (Self::Light, ColorRole::Text) => (0x1d, 0x21, 0x26),
            (Self::Light, ColorRole::Muted) => (0x5a, 0x61, 0x6b),
            (Self::Light, ColorRole::Faded) => (0x8b, 0x8f, 0x95),
            (Self::Light, ColorRole::Grid) => (0xe9, 0xe5, 0xde),
            (Self::Light, ColorRole::Axis) => (0xb9, 0xb4, 0xaa),
            (Self::Dark, ColorRole::Text) => (0xee, 0xec, 0xe7),
            (Self::Dark, ColorRole::Muted) => (0xa4, 0xab, 0xb4),
            (Self::Dark, ColorRole::Faded) => (0x6f, 0x77, 0x82),
            (Self::Dark, ColorRole::Grid) => (0x2a, 0x2f, 0x36),
            (Self::Dark, ColorRole::Axis) => (0x52, 0x59, 0x62),
            (Self::Light, ColorRole::Family(index)) => LIGHT[index % FAMILY_COUNT],
            (Self::Dark, ColorRole::Family(index)) => DARK[index % FAMILY_COUNT],
        }
    }
}

/// Returns the colour at `t` of the way between two colours; `t` is 0 to 1.
pub fn blended((r, g, b): Rgb, to: Rgb, t: f64) -> Rgb {
    let part = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * t).round() as u8;
    (part(r, to.0), part(g, to.1), part(b, to.2))
}

/// Returns the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |(r, g, b): Rgb| {
        let part = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a11y_13_text_and_marks_stand_out_from_the_paper() {
        for palette in [Palette::Light, Palette::Dark] {
            let contrast_to_paper = |color| contrast(palette.rgb(color), palette.paper());
            for color in [ColorRole::Text, ColorRole::Muted] {
                assert!(contrast_to_paper(color) >= 4.5, "{palette:?} {color:?}");
            }
            assert!(contrast_to_paper(ColorRole::Faded) >= 3.0, "{palette:?}");
            // 4.5 and not 3, because the rank is written on the mark in the background colour.
            for index in 0..FAMILY_COUNT {
                assert!(contrast_to_paper(ColorRole::Family(index)) >= 4.5, "{palette:?} family {index}");
            }
        }
    }

    /// Matrices on linear RGB that simulate normal vision and vision without the cones for red, green or
    /// blue (Machado, Oliveira and Fernandes 2009, severity 1).
    const CONE_LOSS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    /// Returns the CIE L*a*b* coordinates (D65) of a colour under a simulation.
    fn lab((r, g, b): Rgb, simulation: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = [r, g, b].map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        let times = |rows: &[[f64; 3]; 3], v: [f64; 3]| {
            rows.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum::<f64>())
        };
        let light = times(simulation, light).map(|part| part.clamp(0.0, 1.0));
        let xyz =
            times(&[[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], light);
        let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let [x, y, z] = [f(xyz[0] / 0.950_47), f(xyz[1]), f(xyz[2] / 1.088_83)];
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// Colours must differ without one kind of cone, too. A difference of 2.3 in L*a*b* is just
    /// noticeable; four times that is obvious.
    #[test]
    fn a11y_14_families_differ_for_every_kind_of_colour_vision() {
        for palette in [Palette::Light, Palette::Dark] {
            for (kind, simulation) in CONE_LOSS.iter().enumerate() {
                for one in 0..FAMILY_COUNT {
                    for other in 0..one {
                        let [a, b] =
                            [one, other].map(|at| lab(palette.rgb(ColorRole::Family(at)), simulation));
                        let difference = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                        assert!(
                            difference >= 9.0,
                            "{palette:?}, vision {kind}: families {other} and {one}: {difference:.1}"
                        );
                    }
                }
            }
        }
    }
}
