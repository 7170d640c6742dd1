//! All exercises on the screen: one is chosen with the arrows or by its number, and opened with enter.

use crossterm::event::KeyCode;

use super::super::app::App;
use super::super::render;
use workbook::progress::State;

/// What the list shows.
pub(super) struct List {
    selected: usize,
    /// Digits typed since another key.
    number: usize,
}

impl List {
    pub(super) fn at(selected: usize) -> List {
        List { selected, number: 0 }
    }

    pub(super) fn selected(&self) -> usize {
        self.selected
    }

    /// Whether the key moved the choice.
    pub(super) fn key(&mut self, key: KeyCode, count: usize, page: usize) -> bool {
        if let KeyCode::Char(digit @ '0'..='9') = key {
            let digit = digit as usize - '0' as usize;
            let longer = self.number * 10 + digit;
            // Beyond the last one, a digit begins another number.
            self.number = if (1..=count).contains(&longer) { longer } else { digit };
            if (1..=count).contains(&self.number) {
                self.selected = self.number - 1;
            }
            return true;
        }
        self.number = 0;
        let last = count.saturating_sub(1);
        self.selected = match key {
            KeyCode::Up | KeyCode::Char('k') => self.selected.saturating_sub(1),
            KeyCode::Down | KeyCode::Char('j') => (self.selected + 1).min(last),
            KeyCode::PageUp => self.selected.saturating_sub(page),
            KeyCode::PageDown => (self.selected + page).min(last),
            KeyCode::Home => 0,
            KeyCode::End => last,
            _ => return false,
        };
        true
    }

    /// The list as text, and the line in which the chosen exercise stands.
    pub(super) fn text(&self, app: &App, width: usize) -> (String, usize) {
        let exercises = &app.workspace.exercises;
        let longest = exercises.iter().map(|exercise| exercise.slug.len()).max().unwrap_or(0);
        let (mut lines, mut chapter, mut chosen) = (Vec::new(), "", 0);
        for (index, exercise) in exercises.iter().enumerate() {
            if exercise.chapter != chapter {
                chapter = &exercise.chapter;
                lines.push(render::strong(chapter));
            }
            let here = index == self.selected;
            if here {
                chosen = lines.len();
            }
            let mark = if here { "→" } else { " " };
            let state = match app.state(exercise) {
                State::Solved => render::good("✓"),
                State::CheckAgain => render::bad("!"),
                State::Open => "·".to_owned(),
            };
            let name = format!("{:longest$}", exercise.slug);
            let name = if here { render::strong(&name) } else { name };
            let mut line = format!("{mark} {:>3} {state} {name}", index + 1);
            let more = format!(
                "  {:12} {} of 4, {:2} min",
                exercise.kind, exercise.difficulty, exercise.minutes
            );
            if 8 + longest + more.len() <= width {
                line.push_str(&more);
            }
            if app.state(exercise) == State::CheckAgain {
                line.push_str("  check again");
            }
            lines.push(line);
        }
        (lines.join("\n"), chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> usize {
        let mut list = List::at(4);
        for key in keys.chars() {
            assert!(list.key(KeyCode::Char(key), 30, 10));
        }
        list.selected() + 1
    }

    #[test]
    fn a_number_chooses_and_goes_on_as_long_as_there_is_such_an_exercise() {
        assert_eq!(typed("2"), 2);
        assert_eq!(typed("27"), 27);
        assert_eq!(typed("275"), 5);
        assert_eq!(typed("0"), 5, "there is no such exercise");
        assert_eq!(typed("2j"), 3);
    }

    #[test]
    fn arrows_stop_at_the_ends() {
        let mut list = List::at(0);
        assert!(list.key(KeyCode::Up, 3, 10));
        assert_eq!(list.selected(), 0);
        assert!(list.key(KeyCode::PageDown, 3, 10));
        assert_eq!(list.selected(), 2);
        assert!(!list.key(KeyCode::Char('h'), 3, 10));
    }
}
