//! Scripts without comments. `xtask` compiles this file too, for builds that are not published.

/// Returns a script without its comment lines and without indentation. Comments at the end of a line stay.
pub fn strip_js_comments(script: &str) -> String {
    script
        .lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .fold(String::new(), |text, line| text + line + "\n")
}
