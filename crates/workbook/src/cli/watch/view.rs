//! What the screen shows.

use super::super::{check, list, render};
use super::{Panel, Watch};
use workbook::{files, summary};

impl Watch {
    /// The whole screen.
    pub(super) fn text(&self) -> String {
        let exercise = self.exercise();
        let head = render::strong(&exercise.slug);
        let mut text = format!(
            "{head} ({}, about {} minutes)\nedit  {}\npage  {}\n\n",
            exercise.kind,
            exercise.minutes,
            check::place(&self.app, exercise),
            self.page(),
        );
        match &self.verdict {
            Some(verdict) => text.push_str(verdict.trim_end()),
            None if self.round == 1 => {
                text.push_str("checking … (the first time, the checker is compiled)")
            }
            None => text.push_str("checking …"),
        }
        text.push_str("\n\n");
        let panel = match &self.panel {
            Panel::Nothing => String::new(),
            Panel::Text(text) => format!("{text}\n\n"),
            Panel::List => format!("{}\n", list::table(&self.app)),
            Panel::AskReset => format!(
                "Put `{}` back as shipped? Your answer is kept in `.workbook/backup`. y / n\n\n",
                exercise.slug
            ),
        };
        text.push_str(&panel);
        if !self.note.is_empty() {
            text.push_str(&format!("{}\n\n", self.note));
        }
        text.push_str(&render::faint(
            "h hint   n next   l list   r reset   enter check again   q quit",
        ));
        text.push('\n');
        text
    }

    /// The address of the exercise's page, or how far the book is.
    fn page(&self) -> String {
        let chapter = &self.exercise().chapter;
        match &self.address {
            Some(address) => {
                let summary = self.app.workspace.root.join("book/src/SUMMARY.md");
                let pages = summary::pages(&files::read(&summary).unwrap_or_default());
                let page = pages.into_iter().find(|page| page.chapter() == chapter);
                let file = page.map_or_else(|| format!("{chapter}.md"), |page| page.file);
                format!("{address}{}.html", file.trim_end_matches(".md"))
            }
            None if self.book.is_some() && self.note.is_empty() => {
                "the book is being built …".into()
            }
            None => format!("book/src/{chapter}.md"),
        }
    }
}
