//! Scripts as visitors get them. `xtask` compiles this file too, for the build that is not published.

/// A script without its comments, which stand on lines of their own, and without what lines are moved in by.
pub fn lean(script: &str) -> String {
    script
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .fold(String::new(), |text, line| text + line + "\n")
}
