//! Probabilities of the answers in the sample survey.
//!
//! They are invented, not measured, with differences that make comparisons of groups and waves interesting. All
//! numbers are percent, or percentage points to add.

/// The probabilities of a challenge.
pub struct Profile {
    pub id: &'static str,
    /// Percent of all that call it widespread.
    pub widespread: i32,
    /// Percent that call it urgent.
    pub urgent: i32,
    /// Percent that meet it often.
    pub often: i32,
    /// Percent that see progress.
    pub progress: i32,
    /// Points to add for teachers, school leaders, district leaders.
    pub role: [i32; 3],
    /// Points to add for elementary, middle, high school.
    pub level: [i32; 3],
    /// Points to add for urban, suburban, rural districts.
    pub context: [i32; 3],
    /// Percent of each school level that skip the challenge, because it does not concern them.
    pub unfamiliar: [i32; 3],
    /// Points to add in the second wave, and to subtract from progress.
    pub change: i32,
}

/// Returns a row of the table below: [widespread, urgent, often, progress], role, level, context, unfamiliar,
/// change.
const fn row(
    id: &'static str,
    [widespread, urgent, often, progress]: [i32; 4],
    role: [i32; 3],
    level: [i32; 3],
    context: [i32; 3],
    unfamiliar: [i32; 3],
    change: i32,
) -> Profile {
    Profile { id, widespread, urgent, often, progress, role, level, context, unfamiliar, change }
}

/// The challenges of the 2019 and 2020 surveys, in the order of the map.
///
/// Few high schools know kindergarten readiness, so one of its cells is too small to show, and middle schools
/// are withheld with it.
#[rustfmt::skip] // a table
pub const CHALLENGES: [Profile; 35] = [
    row("kindergarten-readiness", [52, 48, 46, 41], [2, 0, 1], [9, -6, -10], [4, -5, 3], [3, 82, 93], 1),
    row("literacy", [66, 61, 60, 46], [3, 1, -2], [4, 1, -3], [5, -4, 2], [0, 0, 2], -3),
    row("math", [61, 52, 55, 39], [2, 1, -1], [-2, 4, 3], [4, -3, 2], [0, 0, 2], 2),
    row("college-career-readiness", [47, 43, 37, 50], [-2, 1, 6], [-9, -1, 8], [2, -3, 5], [62, 22, 0], 3),
    row("personalized-learning", [63, 52, 55, 40], [5, 1, -5], [2, 1, -2], [1, 0, -1], [0, 0, 0], -2),
    row("real-world-learning", [51, 42, 44, 34], [-1, 2, 5], [-4, 1, 5], [0, -1, 1], [4, 0, 0], 2),
    row("teaching-with-technology", [55, 46, 51, 58], [4, 0, -6], [2, 0, -1], [0, -3, 4], [0, 0, 0], -7),
    row("teacher-recruitment-retention", [68, 70, 58, 24], [-6, 5, 11], [-1, 2, 2], [4, -7, 8], [0, 0, 0], 5),
    row("personalized-professional-learning", [52, 38, 44, 36], [4, -1, -5], [0, 0, 1], [-2, -2, 7], [0, 0, 0], 0),
    row("instructional-leadership-coaching", [44, 37, 36, 47], [-4, 7, 5], [2, 0, -2], [1, -2, 3], [2, 2, 2], 1),
    row("educator-collaboration", [50, 41, 47, 48], [5, -2, -6], [-2, 1, 3], [0, -1, 3], [0, 0, 0], -1),
    row("mental-health-trauma", [76, 77, 68, 31], [4, 2, -3], [-2, 4, 3], [3, 0, -1], [0, 0, 0], -4),
    row("social-emotional-learning", [69, 64, 62, 45], [4, 2, -3], [5, 2, -4], [2, 0, -1], [0, 0, 0], -5),
    row("student-engagement", [70, 66, 67, 34], [7, 1, -7], [-6, 4, 6], [2, 0, 1], [0, 0, 0], 4),
    row("student-teacher-relationships", [53, 49, 41, 61], [2, 2, -3], [-6, 3, 5], [3, -1, -3], [0, 0, 0], -2),
    row("increasing-sustaining-family-engagement", [58, 47, 50, 37], [1, 3, -2], [-4, 2, 6], [6, -7, 1], [0, 0, 0], 1),
    row("engaging-diverse-families", [54, 48, 46, 35], [-1, 3, 4], [1, 0, -1], [9, -1, -9], [0, 0, 0], 2),
    row("connecting-family-engagement-student-learning", [57, 48, 50, 31], [3, 1, -3], [0, 1, 1], [4, -4, 1], [0, 0, 0], 0),
    row("21st-century-skills-assessment", [46, 34, 36, 27], [-3, 0, 7], [-3, 0, 3], [-1, 1, 0], [6, 3, 3], -3),
    row("measuring-student-engagement", [45, 36, 39, 26], [0, 1, 3], [-3, 1, 2], [1, 0, -1], [4, 3, 3], 2),
    row("formative-assessment", [41, 33, 42, 58], [2, 1, -4], [0, 1, -1], [0, -1, 2], [0, 0, 0], -3),
    row("grading", [48, 37, 46, 35], [4, 1, -4], [-8, 4, 7], [0, 3, -2], [3, 0, 0], 2),
    row("technology-access", [46, 47, 42, 57], [1, 0, 3], [1, 0, -1], [6, -14, 18], [0, 0, 0], -8),
    row("edtech-procurement-adoption", [36, 28, 31, 49], [-5, 1, 11], [0, 0, 0], [1, 0, 0], [17, 16, 15], 2),
    row("open-educational-resources-oer", [27, 19, 22, 41], [1, -1, 3], [-1, 0, 2], [-1, -1, 5], [15, 13, 10], -1),
    row("change-management", [59, 54, 53, 33], [-6, 5, 12], [-1, 0, 2], [2, 1, -3], [3, 3, 3], 3),
    row("school-redesign", [38, 33, 27, 29], [-5, 2, 9], [-3, 2, 4], [2, -1, -2], [9, 8, 7], 1),
    row("community-public-relation", [42, 39, 35, 44], [-5, 3, 13], [-1, 0, 1], [1, 2, -2], [5, 5, 5], 4),
    row("data-informed-decision-making", [47, 37, 43, 53], [-2, 3, 6], [1, 0, -1], [0, 1, 0], [2, 2, 2], -2),
    row("student-pathways-progression", [37, 32, 29, 33], [-4, 1, 8], [-6, 0, 6], [0, -1, 2], [12, 6, 2], 3),
    row("opportunity-gaps", [66, 66, 55, 30], [-2, 1, 6], [-1, 1, 2], [9, -6, 0], [0, 0, 0], -2),
    row("supporting-marginalized-students", [61, 61, 51, 38], [0, 1, 3], [-2, 1, 2], [7, 1, -9], [0, 0, 0], 1),
    row("special-education-2", [61, 59, 59, 40], [4, 2, 0], [2, 1, -2], [2, -2, 4], [0, 0, 0], 3),
    row("supporting-english-learners", [53, 52, 49, 43], [2, 1, 1], [2, 0, -1], [13, -2, -13], [2, 2, 2], 2),
    row("culturally-responsive-practices", [55, 50, 45, 36], [-3, 2, 5], [-1, 0, 1], [8, 1, -9], [0, 0, 0], -2),
];
