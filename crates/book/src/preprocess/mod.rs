//! The directives of our own: `{{#interleaving lost_update}}` becomes a table and a drawing.
//!
//! A directive stands alone on its line, outside of a fence. What it becomes is Markdown or HTML
//! that needs no script. One module for each directive; all have the same signature, and an
//! argument that names nothing is an error that says what would be right.
//!
//! Two callers: [`crate::render`] in this process, and [`command`] for plain `mdbook build`.

pub mod command;

mod bars;
mod bench;
pub(crate) mod drawn;
mod exercise;
pub(crate) mod html;
mod interleaving;
mod lanes;
mod names;
mod outcomes;
mod program;
mod question;
mod quiz;
mod recorded;
pub(crate) mod reports;
mod verdict;
mod word;
mod wrong;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use mdbook_driver::book::{Book, BookItem};

use crate::includes::{self, OWN, Problem};

/// Where directives find what they show.
pub(crate) struct Site {
    /// The root of the checkout.
    pub(crate) root: PathBuf,
}

impl Site {
    /// The site whose book is in the folder `book`.
    pub(crate) fn of(book: &Path) -> Site {
        Site { root: book.parent().unwrap_or(book).to_owned() }
    }
}

/// Renders one directive.
fn render(site: &Site, name: &str, argument: &str) -> Result<String> {
    if argument.is_empty() {
        let form = OWN.iter().find(|(own, _)| *own == name).map_or("", |(_, form)| form);
        bail!("`{{{{#{name}}}}}` names nothing: write `{{{{#{name} {form}}}}}`");
    }
    let rendered = match name {
        "interleaving" => interleaving::render(site, argument),
        "exercise" => exercise::render(site, argument),
        "wrong" => wrong::render(site, argument),
        "program" => program::render(site, argument),
        "outcomes" => outcomes::render(site, argument),
        "quiz" => quiz::render(site, argument),
        "bench" => bench::render(site, argument),
        "verdict" => verdict::render(site, argument),
        "report" => verdict::report(site, argument),
        "word" => word::render(site, argument),
        "term" => word::term(site, argument),
        _ => bail!("`{{{{#{name}}}}}` is no directive"),
    };
    rendered.map_err(|error| anyhow!("`{{{{#{name} {argument}}}}}`: {error:#}"))
}

/// The text of a page with every directive rendered, or every line that is wrong.
pub(crate) fn expand(site: &Site, text: &str) -> Result<String, Vec<(usize, String)>> {
    let mut wrong: Vec<_> = astray(text);
    let mut directives = includes::own(text).into_iter().peekable();
    let mut expanded = String::with_capacity(text.len());
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        match directives.next_if(|(at, ..)| *at == number) {
            None => expanded.push_str(line),
            Some((_, name, argument)) => match render(site, name, argument) {
                // Blank lines around it, so that it is a block of its own.
                Ok(block) => expanded.push_str(&format!("\n{}\n\n", block.trim())),
                Err(error) => wrong.push((number, format!("{error:#}"))),
            },
        }
    }
    wrong.sort();
    if wrong.is_empty() { Ok(expanded) } else { Err(wrong) }
}

/// Directives that would be printed as they stand, because something else is on their line.
fn astray(text: &str) -> Vec<(usize, String)> {
    let shown: Vec<_> = includes::own(text).iter().map(|(line, ..)| *line).collect();
    let mut astray = Vec::new();
    for (number, line) in includes::outside_of_fences(text) {
        for (name, _) in OWN {
            let found = line.match_indices(&format!("{{{{#{name}")).any(|(at, _)| {
                let before = &line[..at];
                let in_code = before.matches('`').count() % 2 == 1;
                !in_code && !before.ends_with('\\')
            });
            if found && !shown.contains(&number) {
                let what = format!("`{{{{#{name} …}}}}` stands alone on its line, from the margin");
                astray.push((number, what));
            }
        }
    }
    astray
}

/// Reports every directive that cannot be rendered, in all pages below `src`.
pub fn check(book: &Path, src: &Path) -> Vec<Problem> {
    let site = Site::of(book);
    let mut problems = Vec::new();
    for page in includes::pages(src) {
        // A page that cannot be read is reported where its includes are looked for.
        let text = fs::read_to_string(&page).unwrap_or_default();
        let wrong = expand(&site, &text).err().unwrap_or_default();
        let at = |(line, what)| Problem { file: page.clone(), line, what };
        problems.extend(wrong.into_iter().map(at));
    }
    problems.extend(asked_twice(src));
    problems
}

/// Quizzes that stand in the book twice: their buttons would be one group, at the latest in print, where all
/// pages are one.
fn asked_twice(src: &Path) -> Vec<Problem> {
    let mut first: BTreeMap<String, (PathBuf, usize)> = BTreeMap::new();
    let mut problems = Vec::new();
    for (file, line, quiz) in includes::named(src, "quiz") {
        match first.get(&quiz) {
            None => {
                first.insert(quiz, (file, line));
            }
            Some((other, there)) => {
                let other = other.strip_prefix(src).unwrap_or(other).display();
                let what =
                    format!("the quiz `{quiz}` stands in `{other}`, line {there}, too: ask once");
                problems.push(Problem { file, line, what });
            }
        }
    }
    problems
}

/// Renders the directives of all chapters.
///
/// # Errors
///
/// Names the page and the line of every directive that cannot be rendered.
pub(crate) fn apply(site: &Site, book: &mut Book, src: &Path) -> Result<()> {
    let mut wrong = Vec::new();
    book.for_each_mut(|item| {
        let BookItem::Chapter(chapter) = item else { return };
        match expand(site, &chapter.content) {
            Ok(text) => chapter.content = text,
            Err(lines) => {
                let page = chapter.source_path.as_deref().unwrap_or(Path::new(&chapter.name));
                let page = src.join(page);
                wrong.extend(
                    lines.iter().map(|(line, what)| format!("{}:{line}: {what}", page.display())),
                );
            }
        }
    });
    if wrong.is_empty() { Ok(()) } else { bail!("{}", wrong.join("\n")) }
}

/// The words that `cargo workbook explain` knows; none if their file cannot be read.
pub(crate) fn words(book: &Path) -> Vec<String> {
    word::names(&Site::of(book)).unwrap_or_default()
}

/// The files outside of the book's own folders that the pages below `src` show.
pub(crate) fn sources(book: &Path, src: &Path) -> Vec<PathBuf> {
    let site = Site::of(book);
    let exercises = includes::named(src, "exercise");
    let exercises = exercises.iter().filter_map(|(_, _, slug)| exercise::source(&site, slug).ok());
    let wrong = includes::named(src, "wrong");
    let wrong = wrong.iter().filter_map(|(_, _, name)| wrong::source(&site, name).ok());
    let words = ["word", "term"].into_iter().any(|name| !includes::named(src, name).is_empty());
    exercises.chain(wrong).chain(words.then(|| word::source(&site))).collect()
}

#[cfg(test)]
mod tests;
