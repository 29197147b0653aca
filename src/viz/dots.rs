//! Many small dots, kept as plain numbers: what "71 % of 214" looks like, a dot a respondent.

/// Dots of one radius. They keep their identity by run and place in the run.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Dots {
    /// Radius of every dot.
    pub radius: f64,
    /// Which dots belong to what; together they cover `places` in order.
    pub runs: Vec<Run>,
    /// Centres: x and y. `f32` holds any px to a thousandth and halves the memory of 100,000 dots.
    pub places: Vec<[f32; 2]>,
}

/// Neighbouring dots of one thing: first the filled ones, then the hollow ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The id of the thing.
    pub id: u32,
    /// Its family's colour.
    pub family: usize,
    /// How many are filled.
    pub filled: usize,
    /// How many are not.
    pub hollow: usize,
}

impl Run {
    /// How many dots.
    pub fn len(self) -> usize {
        self.filled + self.hollow
    }

    /// Whether there is no dot.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}
