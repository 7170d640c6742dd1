//! Sentences that claim something about the world, in paragraphs that link to nothing.
//!
//! A claim is what has a figure, `bug` or `measured` in it, outside of code and tables. A
//! paragraph that ends in a colon is shown by what follows it. This finds too much, and what it
//! finds is only listed.

use super::page::Page;
use super::{Found, Kind};

pub(super) fn check(page: &Page) -> Vec<Found> {
    let mut found = Vec::new();
    for block in &page.blocks {
        let text = block.text.trim();
        if block.has_link || text.ends_with(':') || text.starts_with("{{#") {
            continue;
        }
        found.extend(
            sentences(text)
                .filter(|sentence| claims(sentence))
                .map(|sentence| (Kind::Claim, block.line, sentence.to_owned())),
        );
    }
    found
}

/// The parts that end in a full stop and the like, and a space: `1.5` is one word.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.match_indices(['.', '?', '!', ';']).map(|(at, _)| at + 1);
    let ends = ends.filter(|end| text[*end..].starts_with(' ')).chain([text.len()]);
    let mut start = 0;
    let sentences = ends.map(move |end| text[std::mem::replace(&mut start, end)..end].trim());
    sentences.filter(|sentence| !sentence.is_empty())
}

fn claims(sentence: &str) -> bool {
    // A question claims nothing.
    !sentence.ends_with('?')
        && sentence.split(|c: char| !c.is_alphanumeric() && c != '%').any(|word| {
            let lower = word.to_lowercase();
            word.starts_with(|c: char| c.is_ascii_digit())
                || word.contains('%')
                || ["bug", "bugs", "measured"].contains(&lower.as_str())
        })
}
