//! The source around a place: its line, the function it stands in, the name it gives to an object.
//!
//! Read for the report only, and by its shape, not by a parser: code that is not formatted as usual
//! costs a name, never a verdict.

use super::binding::{self, is_identifier};
use crate::record::Loc;
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;

/// Source files, read once.
#[derive(Default)]
pub(crate) struct Sources(HashMap<String, Option<Vec<String>>>);

/// The text of a source file; `None` if it is not there.
pub(crate) fn read(file: &str) -> Option<String> {
    // Paths are relative to the workspace; tests run in their package's folder.
    let here = std::env::current_dir().ok()?;
    here.ancestors().find_map(|folder| std::fs::read_to_string(folder.join(file)).ok())
}

/// What stands at a line.
pub(crate) struct Place {
    /// `lib.rs:12`.
    pub(crate) short: String,
    /// `Counter::increment`, or empty.
    pub(crate) function: String,
    /// The line without its indentation, or empty.
    pub(crate) source: String,
}

/// The file without its folders.
pub(crate) fn short(file: &str, line: u32) -> String {
    let name = Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
    format!("{name}:{line}")
}

/// The file with its folder, which tells one `lib.rs` from another file of the same name.
pub(crate) fn near(file: &str, line: u32) -> String {
    let file = file.replace('\\', "/");
    let parts: Vec<_> = file.rsplit('/').take(2).collect();
    format!("{}:{line}", parts.into_iter().rev().collect::<Vec<_>>().join("/"))
}

/// The place, where a reader can look it up: no place inside of std.
pub(crate) fn written_at(at: Loc) -> Option<String> {
    (!is_std(at.file())).then(|| short(at.file(), at.line()))
}

/// std's own source: an operation that was called from there, by an iterator for example.
pub(crate) fn is_std(file: &str) -> bool {
    let file = file.replace('\\', "/");
    ["alloc", "core", "std"].iter().any(|krate| file.contains(&format!("/library/{krate}/src/")))
}

impl Sources {
    fn lines(&mut self, file: &str) -> Option<&[String]> {
        let read = || Some(read(file)?.lines().map(str::to_owned).collect());
        self.0.entry(file.to_owned()).or_insert_with(read).as_deref()
    }

    /// The files that the report was made from, each with its text: what a reader saves later is another text.
    pub(crate) fn texts(&self) -> Value {
        /// A longer one is left out: the record is read by a program that serves a page.
        const LONGEST: usize = 100_000;
        let text = |(file, lines): (&String, &Option<Vec<String>>)| {
            let text = lines.as_ref()?.join("\n");
            (text.len() <= LONGEST).then(|| (file.clone(), text.into()))
        };
        self.0.iter().filter_map(text).collect::<serde_json::Map<_, _>>().into()
    }

    pub(crate) fn place(&mut self, file: &str, line: u32) -> Place {
        let lines = self.lines(file).unwrap_or_default();
        let index = line as usize - 1;
        Place {
            short: short(file, line),
            function: function_at(lines, index).unwrap_or_default(),
            source: lines.get(index).map_or(String::new(), |line| line.trim().to_owned()),
        }
    }

    /// The name that the line which makes an object gives to it.
    pub(crate) fn name_at(&mut self, at: Loc) -> Option<String> {
        binding::name_before(&self.before(at)?)
    }

    /// The names that the line which makes a channel gives to its ends.
    pub(crate) fn names_at(&mut self, at: Loc) -> Option<(String, String)> {
        binding::names_before(&self.before(at)?)
    }

    /// The text in front of an expression.
    fn before(&mut self, at: Loc) -> Option<String> {
        let lines = self.lines(at.file())?;
        let last = at.line() as usize - 1;
        // A wrapped expression begins a few lines earlier.
        let first = last.saturating_sub(3);
        let mut before: String = lines.get(first..last)?.join(" ");
        before.push(' ');
        before.extend(lines.get(last)?.chars().take(at.column() as usize - 1));
        Some(before)
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn function_at(lines: &[String], index: usize) -> Option<String> {
    // A function of one line encloses itself.
    let own = has_word(lines.get(index)?.trim_start(), "fn").then_some(index);
    let at = own.or_else(|| enclosing(lines, index, "fn"))?;
    let name = lines[at].split("fn ").nth(1)?;
    let name: String = name.chars().take_while(|c| is_identifier(*c)).collect();
    let parent = enclosing(lines, at, "impl").and_then(|at| type_of_impl(&lines[at]));
    Some(parent.map_or(name.clone(), |parent| format!("{parent}::{name}")))
}

/// The line at which the item with this keyword begins that encloses the line: each line further up
/// that is indented less opens, or ends, a block around it.
fn enclosing(lines: &[String], index: usize, keyword: &str) -> Option<usize> {
    let mut depth = indent(&lines[index]);
    for at in (0..index).rev() {
        let line = lines[at].trim_start();
        if line.is_empty() || indent(&lines[at]) >= depth {
            continue;
        }
        if has_word(line, keyword) {
            return Some(at);
        }
        // `) -> T {` and `where` stand as far to the left as the line that they continue.
        let continues = line.starts_with([')', '{', '>']) || line.starts_with("where");
        depth = indent(&lines[at]) + usize::from(continues);
    }
    None
}

/// The line is an item with this keyword: modifiers may stand before it.
fn has_word(line: &str, keyword: &str) -> bool {
    line.split(|c: char| !is_identifier(c))
        .take_while(|word| {
            *word == keyword
                || ["pub", "crate", "super", "const", "unsafe", "async", "extern", "default", ""]
                    .contains(word)
        })
        .any(|word| word == keyword)
}

/// `impl<T> Drop for Guard<'_, T> {` names `Guard`.
fn type_of_impl(line: &str) -> Option<String> {
    let header = line.trim().trim_end_matches('{');
    let named = header
        .rsplit_once(" for ")
        .map_or_else(|| header.split_once("impl").map(|(_, rest)| rest), |(_, name)| Some(name))?;
    let mut rest = named.trim_start();
    if rest.starts_with('<') {
        let end = rest.char_indices().scan(0_i32, |depth, (at, c)| {
            *depth += i32::from(c == '<') - i32::from(c == '>');
            Some((at, *depth))
        });
        rest = rest[end.skip_while(|(_, depth)| *depth > 0).map(|(at, _)| at + 1).next()?..].trim();
    }
    let path: String = rest.chars().take_while(|c| is_identifier(*c) || *c == ':').collect();
    let name = path.rsplit("::").next()?.to_owned();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_named_with_their_type() {
        let text = "impl<T: Send> Drop for Guard<'_, T> {\n    fn drop(&mut self) {\n        x();\n    }\n}\n\
                    pub(crate) fn free() {\n    y();\n}\nimpl Counter {\n    pub fn increment(&self) {\n        z();\n    }\n}";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        assert_eq!(function_at(&lines, 2).as_deref(), Some("Guard::drop"));
        assert_eq!(function_at(&lines, 6).as_deref(), Some("free"));
        assert_eq!(function_at(&lines, 10).as_deref(), Some("Counter::increment"));
        assert_eq!(function_at(&lines, 0), None);
    }

    #[test]
    fn a_function_further_up_that_has_ended_encloses_nothing() {
        let text = "impl Drop for Guard {\n    fn drop(&mut self) {\n        x();\n    }\n}\n\
                    programs! {\n    named: {\n        y();\n    }\n}\n\
                    fn wrapped<T>(\n    a: T,\n) -> T\nwhere\n    T: Send,\n{\n    z();\n}";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        assert_eq!(function_at(&lines, 2).as_deref(), Some("Guard::drop"));
        assert_eq!(function_at(&lines, 7), None);
        assert_eq!(function_at(&lines, 16).as_deref(), Some("wrapped"));
    }
}
