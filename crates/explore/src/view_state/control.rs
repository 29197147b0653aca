//! The controls over a chart, and which of them each view has.

use super::View;

/// A control over a chart: a list to choose one entry from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Measure that the overview is sorted by.
    Sort,
    /// Measure.
    Measure,
    /// Measure of the x axis of the pair view.
    Across,
    /// Measure of the y axis of the pair view.
    Up,
    /// Wave.
    Wave,
    /// Audience.
    Audience,
    /// Second audience of the gap view.
    Versus,
    /// Highlighted theme.
    Theme,
}

impl Control {
    /// Returns the controls of a view, in order.
    pub fn of(view: View) -> &'static [Self] {
        match view {
            View::Overview => &[Self::Sort, Self::Wave, Self::Audience, Self::Theme],
            View::Pair => &[Self::Across, Self::Up, Self::Wave, Self::Audience, Self::Theme],
            View::Gap => &[Self::Measure, Self::Audience, Self::Versus, Self::Wave, Self::Theme],
            View::Ranking | View::Change | View::Answers | View::Table => {
                &[Self::Measure, Self::Wave, Self::Audience, Self::Theme]
            }
        }
    }

    /// Returns the name of the control in the page's markup.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sort => "sort",
            Self::Measure => "measure",
            Self::Across => "across",
            Self::Up => "up",
            Self::Wave => "wave",
            Self::Audience => "group",
            Self::Versus => "versus",
            Self::Theme => "theme",
        }
    }
}
