//! The programs for the browser that a first visit does without. `xtask` compiles this file too.

/// Their names, which are those of binaries, and begin those of files. The loader fetches each when the site asks for it.
pub const PROGRAMS: [&str; 6] = ["files", "signup", "search", "discuss", "translate", "check"];
