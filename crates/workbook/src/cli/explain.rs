//! `explain`: what a word of a verdict means.

use std::fmt;

use anyhow::{Result, bail};
use clap::ArgMatches;
use serde_json::Value;

use super::app::width;
use super::{Status, json, render};
use workbook::summary;
use workbook::text::{plain, wrapped};
use workbook::words::{self, Found, Word};
use workbook::workspace::root_above;

/// No entry has this name.
#[derive(Debug)]
pub(crate) struct UnknownWord {
    word: String,
    nearest: Option<&'static str>,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no entry is named `{}`: ", self.word)?;
        match self.nearest {
            Some(nearest) => write!(f, "did you mean `{nearest}`?"),
            None => f.write_str("`cargo workbook explain` lists all words"),
        }
    }
}

impl std::error::Error for UnknownWord {}

/// `explain [word…]`.
pub(crate) fn command(matches: &ArgMatches, as_json: bool) -> Result<Status> {
    let typed: Vec<_> = matches.get_many::<String>("word").into_iter().flatten().cloned().collect();
    let typed = typed.join(" ");
    if typed.trim().is_empty() {
        let words = words::all();
        if as_json {
            words.iter().for_each(tell_json);
        } else {
            let mut names: Vec<_> = words.iter().map(|word| word.name).collect();
            names.sort_by_key(|name| name.to_lowercase());
            say!("{}", wrapped(&names.join(", "), width().min(100), ""));
            say!("\n`cargo workbook explain <word>` explains one");
        }
        return Ok(Status::Holds);
    }
    let word = match words::find(&typed) {
        Found::Word(word) => *word,
        Found::Unknown(nearest) => bail!(UnknownWord { word: plain(&typed), nearest }),
    };
    if as_json {
        tell_json(&word);
        return Ok(Status::Holds);
    }
    say!("{}\n{}", render::strong(word.name), word.text(width().min(100)));
    if let Some(page) = page(&word) {
        say!("\n{}", render::faint(&format!("more in {page}")));
    }
    Ok(Status::Holds)
}

/// The page that shows a verdict, or else the one that teaches the word, if it is written yet.
fn page(word: &Word) -> Option<String> {
    let here = std::env::current_dir().ok()?;
    let book = root_above(&here)?.join("book").join("src");
    let summary = std::fs::read_to_string(book.join("SUMMARY.md")).ok()?;
    let pages = summary::pages(&summary);
    let shown = pages.iter().find(|page| page.file == word.verdict_page());
    let page = shown.or_else(|| pages.iter().find(|page| page.chapter() == word.chapter))?;
    book.join(&page.file).is_file().then(|| format!("book/src/{}", page.file))
}

fn tell_json(word: &Word) {
    let also: Vec<Value> = word.also.iter().map(|name| (*name).into()).collect();
    json::line(
        json::Type::Word,
        &[
            ("word", word.name.into()),
            ("also", also.into()),
            ("meaning", word.meaning.as_str().into()),
            ("page", page(word).into()),
        ],
    );
}
