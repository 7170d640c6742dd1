//! `{{#program <name> [<argument> …]}}`: what a program of `book/programs` prints, as recorded.

use std::fs;
use std::io::ErrorKind;

use anyhow::{Context, Result, anyhow};

use super::{Site, html, names};

/// What is said under a run that is one of many: `dev sync` has seen others with other numbers.
const ONCE: &str = "*One run: the numbers differ from run to run, and from machine to machine.*";

/// Renders the command and its output.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    let words: Vec<&str> = argument.split_whitespace().collect();
    let programs = names::files(&site.root.join("book/programs/src/bin"), "rs");
    let [name, arguments @ ..] = &words[..] else {
        return Err(names::unknown("program", argument, &programs));
    };
    if !programs.iter().any(|known| known == name) {
        return Err(names::unknown("program", name, &programs));
    }
    let file = format!("book/traces/programs/{}", words.join("+"));
    let read = |ending: &str| fs::read_to_string(site.root.join(format!("{file}{ending}")));
    let (output, once) = match read(".once.txt") {
        Err(error) if error.kind() == ErrorKind::NotFound => (read(".txt"), ""),
        output => (output, ONCE),
    };
    let output = output.map_err(|error| anyhow!("{error}")).with_context(|| {
        format!("failed to read `{file}.txt`: run `cargo workbook dev sync`, which records it")
    })?;
    let mut command = format!("$ cargo run -q -p programs --bin {name}");
    if !arguments.is_empty() {
        command = format!("{command} -- {}", arguments.join(" "));
    }
    let shown = html::fenced("console", &format!("{command}\n{output}"));
    Ok(if once.is_empty() { shown } else { format!("{shown}\n\n{once}") })
}
