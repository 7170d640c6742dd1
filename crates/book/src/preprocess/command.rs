//! The directives for plain `mdbook build`: its protocol on standard input and output.
//!
//! `book.toml` names the command. mdBook asks first whether a renderer is supported, then sends
//! the book as JSON and takes it back.

use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use mdbook_preprocessor::parse_input;

use super::{Site, apply};

/// Under this name `book.toml` has the command.
pub const NAME: &str = "workbook";

/// Whether pages for this renderer can be made: the directives become HTML.
///
/// Not for `test`, where `mdbook test` would run wrong versions as doctests.
pub fn supports(renderer: &str) -> bool {
    renderer == "html"
}

/// Reads a book, renders its directives and writes it.
///
/// # Errors
///
/// The input is no book of this protocol, or a directive cannot be rendered.
pub fn run(input: impl Read, mut output: impl Write) -> Result<()> {
    let (context, mut book) = parse_input(input)
        .context("standard input holds no book: `mdbook build` runs this command by itself")?;
    let src = Path::new("book").join(&context.config.book.src);
    apply(&Site::of(&context.root), &mut book, &src)?;
    serde_json::to_writer(&mut output, &book).context("failed to write the book")?;
    output.flush().context("failed to write the book")
}
