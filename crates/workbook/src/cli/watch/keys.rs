//! What keys do.

use anyhow::Result;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::list::List;
use super::{Panel, Watch, whole};
use crate::cli::screen::Screen;
use crate::cli::{Status, check, diff, guide, render, reset};

/// The keys of the verdict, and what they do.
pub(super) const VERDICT: [&str; 10] = [
    "h hint",
    "n next",
    "p previous",
    "l list",
    "w whole report",
    "d diff",
    "o open",
    "a again",
    "r reset",
    "q quit",
];
/// Those of a page, of the list, and of a question.
pub(super) const PAGE: [&str; 3] = ["↑ ↓ scroll", "esc back", "q quit"];
pub(super) const LIST: [&str; 4] = ["↑ ↓ or number choose", "enter open", "esc back", "q quit"];
pub(super) const QUESTION: [&str; 2] = ["y yes", "esc no"];

impl Watch {
    /// Does what a key asks for, and returns a status if that is to quit.
    pub(super) fn key(&mut self, key: KeyEvent, screen: &mut Screen) -> Result<Option<Status>> {
        let count = self.app.workspace.exercises.len();
        let page = (Screen::size().1 / 2).max(1);
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            return Ok(match key.code {
                KeyCode::Char('c' | 'd') => Some(Status::Interrupted),
                KeyCode::Char('l') => {
                    screen.forget();
                    None
                }
                _ => None,
            });
        }
        match &mut self.panel {
            Panel::List(list) => {
                if list.key(key.code, count, page) {
                    return Ok(None);
                }
                if key.code == KeyCode::Enter {
                    let index = list.selected();
                    self.panel = Panel::Nothing;
                    self.go_to(index)?;
                    return Ok(None);
                }
            }
            Panel::AskReset if key.code == KeyCode::Char('y') => {
                self.put_back();
                return Ok(None);
            }
            Panel::AskReset => {
                self.panel = Panel::Nothing;
                let quits = matches!(key.code, KeyCode::Char('q'));
                return Ok(quits.then_some(Status::Holds));
            }
            _ => {}
        }
        // Rows beyond the end are cut when the screen is drawn.
        let scroll = match key.code {
            KeyCode::Up | KeyCode::Char('k') => Some(self.scroll.saturating_sub(1)),
            KeyCode::Down | KeyCode::Char('j') => Some(self.scroll + 1),
            KeyCode::PageUp => Some(self.scroll.saturating_sub(page)),
            KeyCode::PageDown | KeyCode::Char(' ') => Some(self.scroll + page),
            KeyCode::Home => Some(0),
            KeyCode::End => Some(usize::MAX / 2),
            _ => None,
        };
        if let Some(scroll) = scroll {
            self.scroll = scroll;
            return Ok(None);
        }
        let panel = match key.code {
            KeyCode::Char('q') => return Ok(Some(Status::Holds)),
            KeyCode::Esc => Panel::Nothing,
            KeyCode::Char('l') => Panel::List(List::at(self.index)),
            KeyCode::Char('r') => Panel::AskReset,
            KeyCode::Char('h') => Panel::Text(self.hint()),
            KeyCode::Char('w') => match &self.graded {
                Some(graded) => Panel::Page(whole::report(graded)),
                None => Panel::Nothing,
            },
            KeyCode::Char('d') => self.diff(),
            KeyCode::Char('n') => {
                let after = (self.index + 1) % count;
                self.go_to(self.app.next_open(after).unwrap_or(after))?;
                Panel::Nothing
            }
            KeyCode::Char('p') => {
                self.go_to((self.index + count - 1) % count)?;
                Panel::Nothing
            }
            KeyCode::Char('o') => {
                self.open(screen)?;
                Panel::Nothing
            }
            KeyCode::Char('a') | KeyCode::Enter => {
                self.check();
                Panel::Nothing
            }
            _ => return Ok(None),
        };
        self.panel = panel;
        self.scroll = 0;
        Ok(None)
    }

    /// Opens the exercise in the reader's editor, which may take the terminal for a while.
    pub(super) fn open(&mut self, screen: &mut Screen) -> Result<()> {
        let place = check::place(&self.app, self.exercise());
        let (workspace, editor) = (&self.app.workspace, &self.editor);
        let note = if editor.draws_in_the_terminal() {
            screen.lend(|| editor.open_here(workspace, &place))?
        } else {
            editor.open(workspace, &place)
        };
        self.note = note.unwrap_or_default();
        Ok(())
    }

    fn hint(&mut self) -> String {
        let exercise = self.exercise().clone();
        match guide::next_hint(&mut self.app, &exercise, None) {
            Ok((text, forgotten)) => {
                self.note = forgotten.unwrap_or_default();
                text
            }
            Err(error) => render::error(&error),
        }
    }

    fn diff(&self) -> Panel {
        let exercise = self.exercise();
        let holds = self.graded.as_ref().is_some_and(|graded| graded.holds());
        if !holds && !self.app.is_solved(exercise) {
            return Panel::Text(
                "Ours is shown once yours holds: until then, h gives a hint.".into(),
            );
        }
        match diff::compared(&self.app, exercise) {
            Ok(lines) => Panel::Page(diff::text(&self.app, exercise, &lines)),
            Err(error) => Panel::Text(render::error(&error)),
        }
    }

    fn put_back(&mut self) {
        let exercise = self.exercise().clone();
        self.panel = Panel::Text(match reset::put_back(&mut self.app, &exercise) {
            Ok(text) => text,
            Err(error) => render::error(&error),
        });
        self.check();
    }
}
