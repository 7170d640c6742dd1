//! What the pages of the book include, and whether it is there.
//!
//! mdBook puts an empty listing into the page when an anchor is missing, leaves
//! the directive in the page when the file is missing, and exits with success
//! in both cases. A listing that has vanished is an error here, at the line of
//! the page that asks for it. Stricter than mdBook on purpose:
//!
//! - an anchor must be opened once, closed, and hold something;
//! - lines are never named by number, because they move;
//! - an included text holds no directive of its own, so that a page shows all
//!   it includes;
//! - a directive that mdBook does not know, and would print, is an error.
//!
//! Two programs need this: `dev check` here and the book machine, which builds
//! no book with a hole in it. The book machine is compiled while the reader
//! waits for the book's address, and the companion's dependencies would double
//! that wait. So this file uses nothing but std and nothing else of this crate,
//! and `crates/book` compiles the very same file (`#[path]`).

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

// Named, so that it is found from whichever crate compiles this file.
#[path = "directives.rs"]
mod directives;

pub use directives::{OWN, outside_of_fences, own};

/// Something in a page that does not resolve.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The page, as a path below the folder that was checked.
    pub file: PathBuf,
    /// The line of the page, counted from one.
    pub line: usize,
    /// What is wrong and what to do about it.
    pub what: String,
}

impl Problem {
    fn at(file: &Path, line: usize, what: String) -> Problem {
        let file = file.to_path_buf();
        Problem { file, line, what }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.what)
    }
}

/// All that the pages of a book ask for.
#[derive(Debug, Default)]
pub struct Scan {
    /// What does not resolve, in the order of pages and lines.
    pub problems: Vec<Problem>,
    /// Every file that a page names, whether it is there or not.
    pub files: BTreeSet<PathBuf>,
}

/// Reports every directive in the pages below `book_src` that does not resolve.
pub fn check(book_src: &Path) -> Vec<Problem> {
    scan(book_src).problems
}

/// Reads every page below `book_src`.
pub fn scan(book_src: &Path) -> Scan {
    let mut pages = Vec::new();
    let mut scan = Scan::default();
    if let Err(problem) = collect_pages(book_src, &mut pages) {
        scan.problems.push(problem);
    }
    pages.sort();
    for page in pages {
        match fs::read_to_string(&page) {
            Ok(text) => scan_page(&page, &text, &mut scan),
            Err(error) => {
                let what = format!("failed to read the page: {error}");
                scan.problems.push(Problem::at(&page, 1, what));
            }
        }
    }
    scan
}

fn collect_pages(dir: &Path, pages: &mut Vec<PathBuf>) -> Result<(), Problem> {
    let unreadable =
        |error: io::Error| Problem::at(dir, 1, format!("failed to read the folder: {error}"));
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            collect_pages(&path, pages)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    Ok(())
}

fn scan_page(page: &Path, text: &str, scan: &mut Scan) {
    let folder = page.parent().unwrap_or(Path::new(""));
    for (number, line) in text.lines().enumerate() {
        for directive in directives(line) {
            let what = match directive {
                Directive::Wrong(what) => Some(what),
                Directive::Include { path, part } => {
                    let file = folder.join(path);
                    let what = resolve(&file, path, part).err();
                    scan.files.insert(file);
                    what
                }
            };
            scan.problems.extend(what.map(|what| Problem::at(page, number + 1, what)));
        }
    }
}

/// Every page below `book_src`, sorted.
pub fn pages(book_src: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    // A folder that cannot be read is a problem of `scan`.
    let _ = collect_pages(book_src, &mut pages);
    pages.sort();
    pages
}

/// The pages that use an [`OWN`] directive: the page, the line from one, and what follows the name.
///
/// A page shows it where it stands alone on its line, outside of a fence.
pub fn named(book_src: &Path, directive: &str) -> Vec<(PathBuf, usize, String)> {
    let mut found = Vec::new();
    for page in pages(book_src) {
        let text = fs::read_to_string(&page).unwrap_or_default();
        for (line, name, argument) in own(&text) {
            if name == directive {
                found.push((page.clone(), line, argument.to_owned()));
            }
        }
    }
    found
}

/// One `{{#…}}` of a page.
enum Directive<'a> {
    /// Text from a file; `part` is what follows the colon.
    Include { path: &'a str, part: Option<&'a str> },
    /// Cannot work, for the reason given.
    Wrong(String),
}

/// The directives of one line that matter here. `\{{#…}}` is text about a directive, not one.
fn directives(line: &str) -> Vec<Directive<'_>> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find("{{") {
        let escaped = rest[..start].ends_with('\\');
        rest = &rest[start + 2..];
        // mdBook allows white space before the `#` and wants a name after it.
        let Some(body) = rest.trim_start().strip_prefix('#') else {
            continue;
        };
        if escaped || !body.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        match body.split_once("}}") {
            Some((body, after)) => {
                found.extend(directive(body));
                rest = after;
            }
            None => {
                found.push(Directive::Wrong("`{{#` is not closed by `}}` on its line".to_owned()))
            }
        }
    }
    found
}

/// What a directive asks of a file; nothing if it names none.
fn directive(body: &str) -> Option<Directive<'_>> {
    let mut words = body.split_whitespace();
    let name = words.next().unwrap_or_default();
    match (name, words.next()) {
        ("title", _) => None,
        ("include" | "rustdoc_include" | "playground", Some(place)) => {
            let (path, part) =
                place.split_once(':').map_or((place, None), |(path, part)| (path, Some(part)));
            Some(Directive::Include { path, part })
        }
        ("include" | "rustdoc_include" | "playground", None) => {
            Some(Directive::Wrong(format!("`{{{{#{name}}}}}` names no file")))
        }
        _ if OWN.iter().any(|(own, _)| *own == name) => None,
        _ => Some(Directive::Wrong(format!(
            "`{{{{#{name}}}}}` is no directive: mdBook would print it as it stands"
        ))),
    }
}

/// Whether `file` holds what the page wants of it; `named` is how the page says it.
fn resolve(file: &Path, named: &str, part: Option<&str>) -> Result<(), String> {
    let text =
        fs::read_to_string(file).map_err(|error| format!("failed to read `{named}`: {error}"))?;
    let included = match part {
        None => text.lines().collect(),
        Some(anchor) if anchor.starts_with(|c: char| c.is_ascii_digit() || c == ':') => {
            return Err(format!(
                "`{named}:{anchor}` names lines by number, and lines move: put \
                 `ANCHOR: <name>` and `ANCHOR_END: <name>` around them"
            ));
        }
        Some(anchor) => anchored(&text, anchor).map_err(|why| format!("`{named}`{why}"))?,
    };
    if included.iter().all(|line| line.trim().is_empty()) {
        let what = part.map_or(String::new(), |anchor| format!(" between the marks of `{anchor}`"));
        return Err(format!("`{named}` holds nothing{what}"));
    }
    if included.iter().any(|line| !directives(line).is_empty()) {
        return Err(format!(
            "`{named}` holds a `{{{{#…}}}}` of its own: only pages have directives"
        ));
    }
    Ok(())
}

/// The lines between the marks of `anchor`, without the marks of other anchors.
fn anchored<'a>(text: &'a str, anchor: &str) -> Result<Vec<&'a str>, String> {
    let opened = |line: &str| mark(line, "ANCHOR:") == Some(anchor);
    let closed = |line: &str| mark(line, "ANCHOR_END:") == Some(anchor);
    let starts: Vec<usize> =
        (1..).zip(text.lines()).filter(|(_, l)| opened(l)).map(|(n, _)| n).collect();
    match starts[..] {
        [] => Err(format!(" has no `ANCHOR: {anchor}`")),
        [first, second, ..] => {
            Err(format!(":{second} opens `ANCHOR: {anchor}` again, first opened in line {first}"))
        }
        [start] => {
            let mut lines = Vec::new();
            for line in text.lines().skip(start) {
                if closed(line) {
                    return Ok(lines);
                }
                if mark(line, "ANCHOR:").is_none() && mark(line, "ANCHOR_END:").is_none() {
                    lines.push(line);
                }
            }
            Err(format!(
                ":{start} opens `ANCHOR: {anchor}` and nothing closes it: add `ANCHOR_END: {anchor}`"
            ))
        }
    }
}

/// The name after `key` in a line, read as mdBook reads it.
fn mark<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(key)?;
    let rest = rest.trim_start();
    let end =
        rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}
