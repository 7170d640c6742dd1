//! Common misspellings, by the dictionary of `typos`.
//!
//! A dictionary of mistakes instead of one of words: it knows no names, so it finds fewer
//! mistakes and never complains about a word that it has not heard of. A word that is meant as
//! it stands is a line of `book/words.txt`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::page::Page;
use super::{Found, Kind};

/// Words that are right here, with their line and whether a page has them.
pub(super) struct Words(BTreeMap<String, (usize, bool)>);

impl Words {
    /// Reads the list: a word a line, `#` begins a comment. That there is none is no error.
    pub(super) fn read(path: &Path) -> Result<Words> {
        if !path.exists() {
            return Ok(Words(BTreeMap::new()));
        }
        let text = fs::read_to_string(path)
            .with_context(|| format!("failed to read `{}`", path.display()))?;
        let words = (1..).zip(text.lines()).filter_map(|(line, text)| {
            let word = text.split('#').next().unwrap_or_default().trim().to_lowercase();
            (!word.is_empty()).then_some((word, (line, false)))
        });
        Ok(Words(words.collect()))
    }

    /// Looks for mistakes in a page.
    pub(super) fn check(&mut self, page: &Page) -> Vec<Found> {
        let mut found = Vec::new();
        for (line, text) in &page.prose {
            for word in words(text) {
                let Some(right) = correction(word) else { continue };
                if let Some((_, used)) = self.0.get_mut(&word.to_lowercase()) {
                    *used = true;
                    continue;
                }
                let right = if right.is_empty() {
                    "no word".to_owned()
                } else {
                    format!("a misspelling of `{}`", right.join("` or `"))
                };
                let what =
                    format!("`{word}` is {right}; if it is meant, add it to `book/words.txt`");
                found.push((Kind::Problem, *line, what));
            }
        }
        found
    }

    /// Words of the list that no page needs.
    pub(super) fn unused(&self) -> Vec<(usize, String)> {
        let unused = self.0.iter().filter(|(_, (_, used))| !used);
        unused
            .map(|(word, (line, _))| {
                (*line, format!("no page needs `{word}` to be allowed: remove it"))
            })
            .collect()
    }
}

/// Words of letters; what has digits or underscores in it is a name.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || ['_', '\'', '’'].contains(&c)))
        .map(|word| word.trim_matches(['\'', '’']))
        .map(|word| word.strip_suffix("'s").unwrap_or(word))
        .filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '\''))
}

/// What the dictionary of mistakes says of a word.
fn correction(word: &str) -> Option<&'static [&'static str]> {
    typos_dict::WORD.find(&word.into()).copied()
}
