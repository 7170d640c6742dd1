//! What the words of verdicts mean: `words.md`, which `explain` and the book may show.

use crate::text::wrapped;

const TEXT: &str = include_str!("words.md");

/// A word and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As the checker writes it.
    pub name: &'static str,
    /// Other names for it, by which it is found as well.
    pub also: Vec<&'static str>,
    /// The page that teaches it, as the summary names chapters; it may not be written yet.
    pub chapter: &'static str,
    /// What it means, as one paragraph.
    pub meaning: String,
}

impl Word {
    /// The page that shows a verdict of this name, below the sources of the book, if there is one.
    pub fn verdict_page(&self) -> String {
        format!("verdicts/{}.md", self.name.replace(' ', "_"))
    }

    /// The meaning, wrapped.
    pub fn text(&self, width: usize) -> String {
        wrapped(&self.meaning, width, "")
    }
}

/// All words, in the order of the file.
pub fn all() -> Vec<Word> {
    TEXT.split("\n## ").skip(1).filter_map(word).collect()
}

fn word(entry: &'static str) -> Option<Word> {
    let (head, rest) = entry.split_once('\n')?;
    let (page, meaning) = rest.split_once('\n')?;
    let mut names = head.split(", ");
    Some(Word {
        name: names.next()?,
        also: names.collect(),
        chapter: page.strip_prefix("page: ")?,
        meaning: meaning.split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

/// What was found for a word that somebody typed.
#[derive(Debug)]
pub enum Found {
    /// The word.
    Word(Box<Word>),
    /// No such word, and perhaps the name of one that looks like it.
    Unknown(Option<&'static str>),
}

/// Looks a word up, also as the headline of a report: capitals, `-`, `_`, the thread and what stands behind `:`
/// make no difference.
pub fn find(typed: &str) -> Found {
    let typed = key(typed.split(':').next().unwrap_or(typed));
    let words = all();
    let without_thread = typed.rsplit_once(" in ").map_or(&*typed, |(word, _)| word);
    for typed in [&typed, without_thread] {
        let named = |word: &&Word| names(word).any(|name| key(name) == typed);
        if let Some(word) = words.iter().find(named) {
            return Found::Word(Box::new(word.clone()));
        }
    }
    let nearest = words
        .iter()
        .flat_map(|word| names(word).collect::<Vec<_>>())
        .map(|name| (strsim::jaro_winkler(&typed, &key(name)), name))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .filter(|(likeness, _)| *likeness > 0.8);
    Found::Unknown(nearest.map(|(_, name)| name))
}

fn names(word: &Word) -> impl Iterator<Item = &'static str> {
    std::iter::once(word.name).chain(word.also.clone())
}

fn key(word: &str) -> String {
    let words = word.replace(['-', '_', '━'], " ").to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn quoted(source: &str) -> Vec<String> {
        source.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    }

    /// The lines of a file of the checkout from `start` to the first that is `end`.
    fn part(path: &str, start: &str, end: &str) -> String {
        let path = format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let (_, rest) = text.split_once(start).expect("the part begins");
        rest.split_once(end).expect("the part ends").0.to_owned()
    }

    #[test]
    fn every_kind_of_the_checker_has_an_entry() {
        let kinds = quoted(&part("interleave/src/check/failure.rs", "fn word(", "\n    }\n"));
        assert!(kinds.len() > 20, "the kinds are read: {kinds:?}");
        for kind in kinds {
            let found = all().iter().any(|word| word.name == kind || word.also.contains(&&*kind));
            assert!(found, "words.md has no entry `{kind}`");
        }
    }

    /// Verdicts of which no word is a kind of failure.
    const NO_FAILURE: [&str; 2] = ["holds", "stale read"];

    #[test]
    fn every_kind_of_the_checker_has_a_page_and_every_page_a_kind() {
        let mut kinds = quoted(&part("interleave/src/check/failure.rs", "fn word(", "\n    }\n"));
        kinds.extend(NO_FAILURE.map(Into::into));
        let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book");
        let words: Vec<Word> =
            all().into_iter().filter(|word| kinds.contains(&word.name.into())).collect();
        assert_eq!(words.len(), kinds.len(), "each kind is the first name of an entry: {kinds:?}");
        for word in &words {
            let page = word.verdict_page();
            let text = std::fs::read_to_string(book.join("src").join(&page));
            let text = text.unwrap_or_else(|error| panic!("`{page}`: {error}"));
            let program = word.name.replace(' ', "_");
            let whole = [
                format!("{{{{#word {}}}}}", word.name),
                format!("{{{{#include ../../verdicts/src/{program}.rs}}}}"),
                format!("{{{{#verdict {program}}}}}"),
            ];
            for part in whole {
                assert!(text.lines().any(|line| line == part), "`{page}` has no line `{part}`");
            }
        }
        for folder in ["src/verdicts", "verdicts/src"] {
            for file in std::fs::read_dir(book.join(folder)).unwrap() {
                let path = file.unwrap().path();
                let name = path.file_stem().unwrap().to_string_lossy().replace('_', " ");
                let known = path.is_dir() || name == "lib" || kinds.contains(&name);
                assert!(known, "`{}` is of no kind", path.display());
            }
        }
    }

    #[test]
    fn every_headline_of_a_report_can_be_looked_up() {
        let heads = quoted(&part("interleave/src/report/explain.rs", "fn headline(", "\n}\n"));
        let capital = |head: &&String| head.starts_with(|c: char| c.is_ascii_uppercase());
        let heads: Vec<_> = heads.iter().filter(capital).collect();
        assert!(heads.len() > 15, "the headlines are read: {heads:?}");
        for head in heads {
            let typed = head.replace("{thread}", " in T1");
            assert!(matches!(find(&typed), Found::Word(_)), "words.md has no entry for `{head}`");
        }
    }

    #[test]
    fn every_kind_of_the_judge_has_an_entry() {
        let mut kinds = quoted(&part("workbook/src/grade/judge.rs", "fn cut_short(", "\n    };\n"));
        kinds.retain(|kind| kind.len() < 15);
        assert!(kinds.contains(&"time limit".to_owned()), "{kinds:?}");
        kinds
            .extend(["no verdict", "ignored", "accepts the wrong version", "form"].map(Into::into));
        for kind in kinds {
            assert!(matches!(find(&kind), Found::Word(_)), "words.md has no entry `{kind}`");
        }
    }

    #[test]
    fn an_entry_is_three_to_six_lines_and_names_a_chapter() {
        for word in all() {
            let lines = word.text(80).lines().count();
            assert!((3..=6).contains(&lines), "{}: {lines} lines", word.name);
            assert!(word.chapter.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{word:?}");
        }
        assert_eq!(all().len(), TEXT.matches("\n## ").count(), "every heading is an entry");
    }

    #[test]
    fn no_two_entries_share_a_name() {
        let mut names: Vec<_> = all().iter().flat_map(|word| names(word).map(key)).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn a_headline_is_found_and_a_typo_names_the_nearest() {
        let pasted = "━━ PANIC IN DROP in main: a destructor panicked";
        for typed in ["DEADLOCK", "data-race", "Lost_Wakeup", pasted] {
            assert!(matches!(find(typed), Found::Word(_)), "{typed}");
        }
        assert!(matches!(find("deadlok"), Found::Unknown(Some("deadlock"))));
        assert!(matches!(find("zzzz"), Found::Unknown(None)));
    }
}
