//! What `dev check` finds: one line each.

use std::fmt;

/// A place that is wrong, and the one that it disagrees with, if there is one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, from the root.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
    /// The other place: its file, from the root, and the line.
    pub see: Option<(String, usize)>,
}

impl Problem {
    /// A problem of one place.
    pub fn new(file: &str, line: usize, message: impl Into<String>) -> Problem {
        Problem { file: file.to_owned(), line, message: message.into(), see: None }
    }

    /// Names the place that disagrees.
    #[must_use]
    pub fn see(mut self, file: &str, line: usize) -> Problem {
        self.see = Some((file.to_owned(), line));
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)?;
        match &self.see {
            Some((file, line)) => write!(f, " (see {file}:{line})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Problem;

    #[test]
    fn problems_read_as_file_line_message_and_the_other_place() {
        let problem = Problem::new("a/b.rs", 3, "m");
        assert_eq!(problem.to_string(), "a/b.rs:3: m");
        assert_eq!(problem.see("c.md", 7).to_string(), "a/b.rs:3: m (see c.md:7)");
    }

    #[test]
    fn problems_are_sorted_by_place() {
        let mut problems =
            [("b", 1), ("a", 10), ("a", 9)].map(|(file, line)| Problem::new(file, line, "m"));
        problems.sort();
        assert_eq!(problems.map(|problem| problem.line), [9, 10, 1]);
    }
}
