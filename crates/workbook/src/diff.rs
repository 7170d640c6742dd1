//! An answer against the reference, as the lines of a unified diff.

use similar::{ChangeTag, TextDiff};

use crate::exercise::Exercise;
use crate::files;
use crate::shipped;
use crate::text::plain;

/// So many unchanged lines stand around each change.
const CONTEXT: usize = 3;

/// What a line of a diff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `@@ -1,5 +1,6 @@`, before each part.
    Place,
    /// In both texts.
    Both,
    /// In the first text alone.
    First,
    /// In the second text alone.
    Second,
}

/// One line, with its sign in front and without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub side: Side,
    /// What to show.
    pub text: String,
}

/// Compares the reader's answer with the reference, whose marks are left out; empty if they do not differ.
///
/// # Errors
///
/// Names the file that cannot be read.
pub fn with_reference(exercise: &Exercise) -> anyhow::Result<Vec<Line>> {
    let answer = files::read(&exercise.answer())?;
    Ok(lines(&answer, &shipped::without_marks(&files::read(&exercise.solution())?)))
}

/// Compares two texts. Line ends do not count, and nothing in them reaches a terminal raw.
pub fn lines(first: &str, second: &str) -> Vec<Line> {
    let [first, second] = [first, second].map(plain);
    let diff = TextDiff::from_lines(&first, &second);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        lines.push(Line { side: Side::Place, text: hunk.header().to_string() });
        for change in hunk.iter_changes() {
            let (side, sign) = match change.tag() {
                ChangeTag::Equal => (Side::Both, ' '),
                ChangeTag::Delete => (Side::First, '-'),
                ChangeTag::Insert => (Side::Second, '+'),
            };
            let text = format!("{sign}{}", change.value().trim_end_matches('\n'));
            lines.push(Line { side, text });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[Line]) -> String {
        lines.iter().map(|line| format!("{}\n", line.text)).collect()
    }

    #[test]
    fn a_change_stands_between_lines_of_both() {
        let lines = lines("a\nb\nc\n", "a\nB\nc\n");
        assert_eq!(text(&lines), "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
        assert_eq!(lines[2].side, Side::First);
        assert_eq!(lines[3].side, Side::Second);
    }

    #[test]
    fn line_ends_are_no_difference_and_escapes_are_not_shown() {
        assert_eq!(lines("a\r\nb\r\n", "a\nb\n"), []);
        assert!(!text(&lines("\x1b[2Ja\n", "b\n")).contains('\x1b'));
    }
}
