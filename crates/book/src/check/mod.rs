//! The rules of pages, for `book check` and so for `cargo workbook dev check`.
//!
//! Problems must be mended. What is only listed has to be looked at by a person: links to other
//! machines, because nothing here asks the network, and sentences that claim something and link
//! to nothing, because no program can tell a claim from a sentence with a number in it.

mod claims;
mod fences;
mod glossary;
mod links;
mod page;
#[cfg(feature = "spelling")]
mod spelling;

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use crate::{includes, preprocess, render};
use links::Built;
use page::Page;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something is wrong.
    Problem,
    /// A sentence that nothing on the page shows.
    Claim,
    /// An address on another machine.
    Link,
}

/// One line of `book check`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What it is about.
    pub kind: Kind,
    /// The file, from the root.
    pub file: String,
    /// The line, from one.
    pub line: usize,
    /// What is wrong and what to do, or what was found.
    pub message: String,
}

impl Finding {
    /// Whether it must be mended.
    pub fn is_problem(&self) -> bool {
        self.kind == Kind::Problem
    }

    /// One JSON object.
    pub fn json(&self) -> String {
        json!({"file": self.file, "line": self.line, "message": self.message}).to_string()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Problem => "",
            Kind::Claim => "claim: ",
            Kind::Link => "link: ",
        };
        write!(f, "{}:{}: {kind}{}", self.file, self.line, self.message)
    }
}

/// Checks every page of the book in the folder `book`.
///
/// # Errors
///
/// The book's configuration, a page or the list of words cannot be read.
pub fn check(book: &Path) -> Result<Vec<Finding>> {
    let src = book.join(render::config(book)?.book.src);
    let mut findings = unresolved(book, &src);
    let built = if findings.is_empty() { build(book, &mut findings)? } else { None };
    #[cfg(feature = "spelling")]
    let mut words = spelling::Words::read(&book.join("words.txt"))?;
    for path in includes::pages(&src) {
        let text = fs::read_to_string(&path)
            .with_context(|| format!("failed to read `{}`", path.display()))?;
        let page = Page::read(&text);
        let mut found = fences::check(&page);
        #[cfg(feature = "spelling")]
        found.extend(words.check(&page));
        let address = path.strip_prefix(&src).unwrap_or(&path);
        found.extend(links::check(&page, address, built.as_ref()));
        if address == Path::new("glossary.md") {
            found.extend(glossary::check(&text, &preprocess::words(book)));
        }
        // The summary has titles, no claims.
        if address != Path::new("SUMMARY.md") {
            found.extend(claims::check(&page));
        }
        findings.extend(found.into_iter().map(|(kind, line, message)| Finding {
            kind,
            file: from_root(book, &path),
            line,
            message,
        }));
    }
    #[cfg(feature = "spelling")]
    findings.extend(words.unused().into_iter().map(|(line, message)| Finding {
        kind: Kind::Problem,
        file: from_root(book, &book.join("words.txt")),
        line,
        message,
    }));
    findings.sort();
    findings.dedup();
    Ok(findings)
}

/// What a rule finds in one page.
type Found = (Kind, usize, String);

/// Includes and directives that do not resolve.
fn unresolved(book: &Path, src: &Path) -> Vec<Finding> {
    let mut problems = includes::check(src);
    problems.extend(preprocess::check(book, src));
    let finding = |problem: includes::Problem| Finding {
        kind: Kind::Problem,
        file: from_root(book, &problem.file),
        line: problem.line,
        message: problem.what,
    };
    problems.into_iter().map(finding).collect()
}

/// The book as it is read, for links into it; nothing if it cannot be built.
fn build(book: &Path, findings: &mut Vec<Finding>) -> Result<Option<Built>> {
    let folder = tempfile::tempdir().context("failed to make a folder for the book")?;
    match render::build(book, Some(folder.path())) {
        Ok(_) => Ok(Some(Built::read(folder.path())?)),
        Err(error) => {
            findings.push(Finding {
                kind: Kind::Problem,
                file: from_root(book, &book.join("book.toml")),
                line: 1,
                message: format!("{error:#}"),
            });
            Ok(None)
        }
    }
}

/// The path as a reader at the root of the workbook types it.
fn from_root(book: &Path, path: &Path) -> String {
    let root = book.parent().unwrap_or(book);
    path.strip_prefix(root).unwrap_or(path).display().to_string().replace('\\', "/")
}

#[cfg(test)]
mod tests;
