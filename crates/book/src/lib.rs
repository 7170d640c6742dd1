//! The book machine: builds the book, serves it, and rebuilds it when a page changes.
//!
//! - [`render`] builds the book with mdBook, in this process, and refuses a book
//!   in which something is missing.
//! - [`preprocess`] turns the directives of our own into tables, drawings and cards.
//! - [`site`] holds a built book in memory; no request ever reaches the disk.
//! - [`answer`] judges a request and answers it; [`server`] moves the bytes; [`policy`] says what a
//!   page may load and run.
//! - [`reader`] holds what the reader has done: the last check of each exercise, and what is solved.
//! - [`check`] holds the rules of pages.
//! - [`live`] watches the sources and publishes each new edition.
//!
//! It is a crate of its own, because mdBook brings a hundred crates with it and
//! no verdict may wait for those. For the same reason it does not depend on the
//! companion: what both need, [`includes`] and the headers of wrong versions, are
//! the same files compiled twice.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

pub mod address;
pub mod answer;
pub mod check;
pub mod live;
pub mod policy;
pub mod preprocess;
pub mod reader;
pub mod render;
pub mod server;
pub mod site;

mod complaints;
mod content;
mod frame;
mod sources;

// A dependency on `workbook` would make the reader wait for the companion's
// twenty dependencies a second time before the book appears.
#[path = "../../workbook/src/includes.rs"]
pub mod includes;

// The same, for the headers of wrong versions.
#[path = "../../workbook/src/wrong.rs"]
pub mod wrong_header;

/// Finds the folder of the book: `book/` with its `book.toml`, here or further up.
///
/// # Errors
///
/// Fails if there is none between `from` and the root of the file system.
pub fn find(from: &Path) -> Result<PathBuf> {
    let from = std::path::absolute(from)
        .with_context(|| format!("failed to read `{}`", from.display()))?;
    match from
        .ancestors()
        .map(|above| above.join("book"))
        .find(|book| book.join("book.toml").is_file())
    {
        Some(book) => Ok(book),
        None => bail!(
            "found no `book/book.toml` in `{}` or above: go to your copy of the workbook first, `cd <its folder>`",
            from.display()
        ),
    }
}
