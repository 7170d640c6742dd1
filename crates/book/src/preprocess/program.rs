//! `{{#program <name>}}`: what a program of `book/programs` prints, as recorded.

use std::fs;

use anyhow::{Context, Result, anyhow};

use super::{Site, html, names};

/// Renders the command and its output.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    let programs = names::files(&site.root.join("book/programs/src/bin"), "rs");
    if !programs.iter().any(|known| known == argument) {
        return Err(names::unknown("program", argument, &programs));
    }
    let file = format!("book/traces/programs/{argument}.txt");
    let output = fs::read_to_string(site.root.join(&file))
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| {
            format!("failed to read `{file}`: run `cargo workbook dev sync`, which records it")
        })?;
    let shown = format!("$ cargo run -q -p programs --bin {argument}\n{output}");
    Ok(html::fenced("console", &shown))
}
