//! What the screen shows: head, body and foot. What is longer than the screen scrolls.

use super::rows::rows;
use super::{Panel, Watch, keys};
use crate::cli::terminal::{file_link, fit, link, only_ascii};
use crate::cli::{book, check, render};
use workbook::text::wrapped;
use workbook::{files, summary};

/// So few rows of the body are no body: then head and foot are cut.
const FEW: usize = 6;
/// The longest bar, in columns.
const BAR: usize = 40;

impl Watch {
    /// The whole screen, in rows of at most so many columns.
    pub(super) fn frame(&mut self, (columns, height): (usize, usize)) -> Vec<String> {
        let ascii = only_ascii();
        let rows = |text: &str| rows(&fit(text, ascii), columns);
        let (mut head, mut foot) = (rows(&self.head()), rows(&self.foot(columns)));
        if head.len() + foot.len() + FEW > height {
            head.truncate(1);
            foot.drain(..foot.len() - 1);
        }
        let room = height.saturating_sub(head.len() + foot.len());
        let (text, focus) = self.body(columns);
        // No row of the list is wider than the terminal, so a line is a row.
        let body = rows(text.trim_end());
        if let Some(focus) = focus {
            let last = focus.saturating_sub(room.saturating_sub(2));
            self.scroll = self.scroll.clamp(last, focus);
        }
        self.scroll = self.scroll.min(body.len().saturating_sub(room));
        let below = body.len() - self.scroll;
        let mut frame = head;
        if below > room && room > 0 {
            frame.extend(body.into_iter().skip(self.scroll).take(room - 1));
            let more = format!("… {} more rows: ↓ or space", below - (room - 1));
            frame.extend(rows(&render::faint(&more)).into_iter().take(1));
        } else {
            frame.extend(body.into_iter().skip(self.scroll));
            // The foot stands at the bottom, where the eye finds it again.
            frame.resize(height.saturating_sub(foot.len()), String::new());
        }
        frame.extend(foot);
        frame.truncate(height);
        frame
    }

    fn head(&self) -> String {
        let exercise = self.exercise();
        let answer = file_link(&exercise.answer(), &check::place(&self.app, exercise));
        format!(
            "{} ({}, about {} minutes)\nedit  {answer}\npage  {}\n",
            render::strong(&exercise.slug),
            exercise.kind,
            exercise.minutes,
            self.page(),
        )
    }

    /// What stands between head and foot, and the line of it that must be seen.
    fn body(&self, columns: usize) -> (String, Option<usize>) {
        let verdict = match &self.verdict {
            Some(verdict) => verdict.as_str(),
            None if self.round == 1 => "checking … (the first time, the checker is compiled)",
            None => "checking …",
        };
        match &self.panel {
            Panel::Nothing => (format!("{verdict}{}", self.steps()), None),
            Panel::Text(text) => (format!("{text}\n\n{verdict}"), None),
            Panel::Page(text) => (text.clone(), None),
            Panel::List(list) => {
                let (text, line) = list.text(&self.app, columns);
                (text, Some(line))
            }
            Panel::AskReset => {
                let question = format!(
                    "Put `{}` back as shipped? Your answer is kept in `.workbook/backup`.",
                    self.exercise().slug
                );
                (format!("{}\n\n{verdict}", wrapped(&question, columns, "")), None)
            }
        }
    }

    fn foot(&self, columns: usize) -> String {
        let mut text = String::from("\n");
        if !self.note.is_empty() {
            text.push_str(&format!("{}\n", wrapped(&self.note, columns, "")));
        }
        if let Some(why) = self.files.polls() {
            let why = format!("the files are looked at every second: {why}");
            text.push_str(&format!("{}\n", render::faint(&wrapped(&why, columns, ""))));
        }
        let keys = match self.panel {
            Panel::Nothing | Panel::Text(_) => &keys::VERDICT[..],
            Panel::AskReset => &keys::QUESTION,
            Panel::Page(_) => &keys::PAGE,
            Panel::List(_) => &keys::LIST,
        };
        text.push_str(&format!("{}\n{}", self.bar(columns), render::faint(&packed(keys, columns))));
        text
    }

    /// Below a red verdict, where the served book shows it step by step.
    fn steps(&self) -> String {
        let is_red = self.graded.as_ref().is_some_and(|graded| !graded.holds());
        match &self.address {
            Some(address) if is_red => {
                format!("\n{}\n", book::report(address, &self.exercise().slug))
            }
            _ => String::new(),
        }
    }

    /// How much of the workbook is solved.
    fn bar(&self, columns: usize) -> String {
        let (solved, all) = self.solved();
        let words = format!(" {solved} of {all} solved");
        let length = columns.saturating_sub(words.len()).min(BAR);
        let full = length * solved / all.max(1);
        let bar = render::good(&"█".repeat(full));
        format!("{bar}{}{words}", render::faint(&"░".repeat(length - full)))
    }

    /// The address of the exercise's page, or how far the book is.
    fn page(&self) -> String {
        let chapter = &self.exercise().chapter;
        let root = &self.app.workspace.root;
        match &self.address {
            Some(address) => {
                let summary = root.join("book/src/SUMMARY.md");
                let pages = summary::pages(&files::read(&summary).unwrap_or_default());
                let page = pages.into_iter().find(|page| page.chapter() == chapter);
                let file = page.map_or_else(|| format!("{chapter}.md"), |page| page.file);
                let address = format!("{address}{}.html", file.trim_end_matches(".md"));
                link(&address, &address)
            }
            None if self.book.is_some() && self.note.is_empty() => {
                "the book is being built …".into()
            }
            None => {
                let page = format!("book/src/{chapter}.md");
                file_link(&root.join(&page), &page)
            }
        }
    }
}

/// The keys in as few rows as they need; a key stays with its word.
fn packed(keys: &[&str], columns: usize) -> String {
    let mut rows: Vec<String> = Vec::new();
    for key in keys {
        match rows.last_mut() {
            Some(row) if row.chars().count() + 3 + key.chars().count() <= columns => {
                row.push_str("   ");
                row.push_str(key);
            }
            _ => rows.push((*key).to_owned()),
        }
    }
    rows.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_told_in_60_columns_and_none_is_parted_from_its_word() {
        let packed = packed(&keys::VERDICT, 60);
        assert!(packed.lines().all(|row| row.chars().count() <= 60), "{packed}");
        for key in keys::VERDICT {
            assert!(packed.contains(key), "{packed}");
        }
    }
}
