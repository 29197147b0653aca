//! Scripts as visitors get them. `xtask` compiles this file too, for the build that is not published.

/// A script without its comments, which stand on lines of their own.
pub fn lean(script: &str) -> String {
    script
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |text, line| text + line + "\n")
}
