//! The source around a place: its line, the function it stands in, the name it gives to an object.
//!
//! Read for the report only, and by its shape, not by a parser: code that is not formatted as usual
//! costs a name, never a verdict.

use crate::record::Loc;
use std::collections::HashMap;
use std::path::Path;

/// Source files, read once.
#[derive(Default)]
pub(crate) struct Sources(HashMap<String, Option<Vec<String>>>);

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

impl Sources {
    fn lines(&mut self, file: &str) -> Option<&[String]> {
        let read = || {
            // Paths are relative to the workspace; tests run in their package's folder.
            let here = std::env::current_dir().ok()?;
            let text =
                here.ancestors().find_map(|dir| std::fs::read_to_string(dir.join(file)).ok());
            Some(text?.lines().map(str::to_owned).collect())
        };
        self.0.entry(file.to_owned()).or_insert_with(read).as_deref()
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
        let lines = self.lines(at.file())?;
        let last = at.line() as usize - 1;
        // A wrapped expression begins a few lines earlier.
        let first = last.saturating_sub(3);
        let mut before: String = lines.get(first..last)?.join(" ");
        before.push(' ');
        before.extend(lines.get(last)?.chars().take(at.column() as usize - 1));
        name_before(&before)
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn function_at(lines: &[String], index: usize) -> Option<String> {
    let depth = indent(lines.get(index)?);
    let enclosing = |from: usize, depth: usize, keyword: &'static str| {
        (0..from).rev().find(move |&i| {
            let line = &lines[i];
            indent(line) < depth && has_word(line.trim_start(), keyword)
        })
    };
    // A function of one line encloses itself.
    let own = has_word(lines[index].trim_start(), "fn").then_some(index);
    let at = own.or_else(|| enclosing(index, depth, "fn"))?;
    let name = lines[at].split("fn ").nth(1)?;
    let name: String = name.chars().take_while(|c| is_identifier(*c)).collect();
    let parent = enclosing(at, indent(&lines[at]), "impl").and_then(|at| type_of_impl(&lines[at]));
    Some(parent.map_or(name.clone(), |parent| format!("{parent}::{name}")))
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

fn is_identifier(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn last_identifier(text: &str) -> Option<String> {
    let text = text.trim_end();
    let start = text
        .rfind(|c: char| !is_identifier(c))
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let name = &text[start..];
    (!name.is_empty() && !name.starts_with(|c: char| c.is_numeric())).then(|| name.to_owned())
}

/// The text before `Mutex::new(0)` in `let a = Arc::new(Mutex::new(0))` names `a`; in
/// `Slot { full: AtomicBool::new(false) }` it names `full`.
fn name_before(before: &str) -> Option<String> {
    let mut before = before.trim_end();
    let mut position = 0;
    loop {
        if let Some(field) = before.strip_suffix(':').filter(|rest| !rest.ends_with(':')) {
            return last_identifier(field);
        }
        if let Some(binding) = before.strip_suffix('=') {
            return bound_name(binding.trim_end(), position);
        }
        let open = last_open_bracket(before)?;
        position = commas(&before[open + 1..]);
        // The callee or the path of the constructor around it.
        before = before[..open]
            .trim_end_matches(|c: char| {
                is_identifier(c) || matches!(c, ':' | '<' | '>' | '!' | '&')
            })
            .trim_end();
    }
}

/// `let a`, `let mut a: T`, `let (a, b)` with the position in the tuple, `static A: T`.
fn bound_name(binding: &str, position: usize) -> Option<String> {
    let pattern = ["let ", "static "].iter().find_map(|key| Some(binding.rsplit_once(key)?.1));
    let Some(pattern) = pattern else { return last_identifier(binding) };
    if let Some((names, _)) = pattern.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        return last_identifier(names.split(',').nth(position)?);
    }
    last_identifier(pattern.split(':').next()?)
}

/// The bracket that the text leaves open last.
fn last_open_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_i32;
    text.char_indices().rev().find_map(|(at, c)| match c {
        ')' | ']' | '}' => {
            depth += 1;
            None
        }
        '(' | '[' | '{' => {
            depth -= 1;
            (depth < 0).then_some(at)
        }
        _ => None,
    })
}

/// Commas that separate, not those inside brackets.
fn commas(text: &str) -> usize {
    let mut depth = 0_i32;
    let separates = |c: char| {
        depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        c == ',' && depth == 0
    };
    text.chars().map(separates).filter(|separates| *separates).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_bindings_and_fields() {
        let cases = [
            ("let a = ", "a"),
            ("let mut total: Arc<Mutex<u32>> = Arc::new(", "total"),
            ("let (a, b) = (Arc::new(Mutex::new(0)), Arc::new(", "b"),
            ("Slot { data: UnsafeCell::new(0), full: ", "full"),
            ("flags: [AtomicBool::new(false), ", "flags"),
            ("static COUNT: Lazy<Mutex<u32>> = Lazy::new(|| ", "COUNT"),
            ("Counter { value: std::sync::Arc::new(", "value"),
        ];
        for (before, name) in cases {
            assert_eq!(name_before(before).as_deref(), Some(name), "{before}");
        }
        assert_eq!(name_before("run("), None);
    }

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
}
