//! `{{#word <word>}}`: what `cargo workbook explain` says of a word, and `{{#term <word>}}`: its first
//! sentence, as an entry of the glossary.
//!
//! Both come from the companion's `words.md`, so a page never says it a second time.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{Site, names};

const FILE: &str = "crates/workbook/src/words.md";

/// An entry of the file.
struct Word {
    name: String,
    chapter: String,
    meaning: String,
}

/// The file that has the words.
pub(super) fn source(site: &Site) -> PathBuf {
    site.root.join(FILE)
}

/// Renders the meaning as a paragraph.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    Ok(read(site, argument)?.meaning)
}

/// Renders an entry of a list of definitions, with a link to the page of the word, if there is one. It
/// is for pages that lie in no folder.
pub(crate) fn term(site: &Site, argument: &str) -> Result<String> {
    let word = read(site, argument)?;
    let sentence = word.meaning.split_inclusive(". ").next().unwrap_or(&word.meaning).trim();
    let pages =
        [format!("verdicts/{}.md", word.name.replace(' ', "_")), format!("{}.md", word.chapter)];
    let page = pages.into_iter().find(|page| site.root.join("book/src").join(page).is_file());
    let more = page.map(|page| format!(" [More]({page}).")).unwrap_or_default();
    Ok(format!("{}\n: {sentence}{more}", word.name))
}

/// The names of all words, each by its first.
pub(super) fn names(site: &Site) -> Result<Vec<String>> {
    Ok(all(site)?.into_iter().map(|word| word.name).collect())
}

fn read(site: &Site, name: &str) -> Result<Word> {
    let words = all(site)?;
    let known: Vec<String> = words.iter().map(|word| word.name.clone()).collect();
    let found = words.into_iter().find(|word| word.name == name);
    found.ok_or_else(|| names::unknown(&format!("word in `{FILE}`"), name, &known))
}

fn all(site: &Site) -> Result<Vec<Word>> {
    let text =
        fs::read_to_string(source(site)).with_context(|| format!("failed to read `{FILE}`"))?;
    let text = text.replace("\r\n", "\n");
    Ok(text.split("\n## ").skip(1).filter_map(word).collect())
}

fn word(entry: &str) -> Option<Word> {
    let (head, rest) = entry.split_once('\n')?;
    let (page, meaning) = rest.split_once('\n')?;
    Some(Word {
        name: head.split(", ").next()?.to_owned(),
        chapter: page.strip_prefix("page: ")?.to_owned(),
        meaning: meaning.trim().to_owned(),
    })
}
