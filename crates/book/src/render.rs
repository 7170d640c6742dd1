//! From pages to HTML: mdBook, with what it lets pass made an error.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, anyhow, bail};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

use crate::preprocess::{self, Site};
use crate::{complaints, includes};

/// The configuration of the book in the folder `book`.
///
/// # Errors
///
/// Fails if `book.toml` is missing or wrong.
pub fn config(book: &Path) -> Result<Config> {
    let path = book.join("book.toml");
    // `MDBook::load` would also obey `MDBOOK_…` variables: the same folder must
    // give the same book everywhere.
    Config::from_disk(&path).with_context(|| format!("failed to read `{}`", path.display()))
}

/// Builds the book in the folder `book` into `dest`, or into the folder that
/// `book.toml` names; returns where it is.
///
/// # Errors
///
/// Fails if an include does not resolve, if mdBook fails or complains, or if
/// `dest` holds anything but an older build: mdBook empties it first.
pub fn build(book: &Path, dest: Option<&Path>) -> Result<PathBuf> {
    let mut config = config(book)?;
    let dest = match dest {
        Some(dest) => std::path::absolute(dest)
            .with_context(|| format!("failed to resolve `{}`", dest.display()))?,
        None => book.join(&config.build.build_dir),
    };
    refuse_foreign(&dest)?;
    refuse_holes(book, &book.join(&config.book.src))?;

    config.build.build_dir.clone_from(&dest);
    // A page that SUMMARY.md names and that is missing is a mistake, not a wish.
    config.build.create_missing = false;
    leave_out_command(&mut config)?;
    let src = config.book.src.clone();
    let (built, complaints) = complaints::collect(|| {
        let mut loaded = MDBook::load_with_config(book, config)?;
        preprocess::apply(&Site::of(book), &mut loaded.book, &src)?;
        loaded.build()
    });
    built.map_err(|error| explain(&error, &complaints))?;
    if !complaints.is_empty() {
        bail!("mdBook is not content with the book:\n{}", complaints.join("\n"));
    }
    Ok(dest)
}

/// Directives are rendered in this process: no second one is started for them.
fn leave_out_command(config: &mut Config) -> Result<()> {
    let mut others: BTreeMap<String, toml::Value> = config.preprocessors()?;
    others.remove(preprocess::command::NAME);
    config.set("preprocessor", others)
}

/// One message from mdBook's chain of errors and from what it logged before.
fn explain(error: &Error, complaints: &[String]) -> Error {
    let mut message = format!("failed to build the book: {error:#}");
    for complaint in complaints {
        message.push('\n');
        message.push_str(complaint);
    }
    anyhow!(message)
}

fn refuse_holes(book: &Path, src: &Path) -> Result<()> {
    let mut problems = includes::check(src);
    if problems.is_empty() {
        problems = preprocess::check(book, src);
    }
    if problems.is_empty() {
        return Ok(());
    }
    // Paths as a reader at the root of the workbook types them.
    let root = book.parent().unwrap_or(book);
    let lines: Vec<String> = problems
        .into_iter()
        .map(|mut problem| {
            if let Ok(below) = problem.file.strip_prefix(root) {
                problem.file = below.to_path_buf();
            }
            problem.to_string()
        })
        .collect();
    bail!("the book has holes:\n{}", lines.join("\n"))
}

/// A folder that mdBook may empty is missing, empty, or a book that mdBook built.
fn refuse_foreign(dest: &Path) -> Result<()> {
    let Ok(mut entries) = fs::read_dir(dest) else {
        return Ok(());
    };
    let ours = fs::read_to_string(dest.join(".nojekyll")).is_ok_and(|text| text.contains("mdBook"));
    if ours || entries.next().is_none() {
        return Ok(());
    }
    bail!(
        "refused to build into `{}`: it holds something that is not a built book, and a build \
         empties its folder; name an empty one, `cargo workbook book build --dest <folder>`",
        dest.display()
    )
}
