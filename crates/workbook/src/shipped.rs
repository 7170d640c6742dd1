//! The shipped text of an exercise, made from its solution.
//!
//! A hole in a solution stands between two comments:
//!
//! ```text
//!     // hole: lock the value and add one
//!     let mut value = self.value.lock().unwrap();
//!     *value += 1;
//!     // end hole
//! ```
//!
//! What is shipped is one line instead, `todo!("lock the value and add one")`. Where
//! a `todo!` cannot stand, lines `// hole as: <code>` right below the opening mark
//! say what is shipped, and the words of the hole become a comment above them.
//!
//! Anchors (`// ANCHOR: name`), which cut listings for the book, are not shipped.
//! The result has LF line ends, whatever the solution has.

use std::fmt;

const OPEN: &str = "// hole:";
const AS: &str = "// hole as:";
const CLOSE: &str = "// end hole";

/// A mark that stands where it may not.
#[derive(Debug, PartialEq, Eq)]
pub struct MarkError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for MarkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for MarkError {}

struct Hole<'a> {
    line: usize,
    indent: &'a str,
    words: &'a str,
    code: Vec<&'a str>,
    in_body: bool,
}

impl Hole<'_> {
    fn shipped(&self, text: &mut String) {
        let indent = self.indent;
        if self.code.is_empty() {
            text.push_str(&format!("{indent}todo!(\"{}\")\n", escaped(self.words)));
            return;
        }
        text.push_str(&format!("{indent}// {}\n", self.words));
        for code in &self.code {
            text.push_str(format!("{indent}{code}").trim_end());
            text.push('\n');
        }
    }
}

/// Returns what is shipped for a solution: its text with every hole empty.
///
/// # Errors
///
/// A hole that is not closed, stands in another one or has no words, and a mark
/// without its hole.
pub fn from_solution(solution: &str) -> Result<String, MarkError> {
    let mut text = String::new();
    let mut hole: Option<Hole<'_>> = None;
    for (index, line) in solution.lines().enumerate() {
        let (line, number) = (line.trim_end(), index + 1);
        let mark = line.trim_start();
        let error = |message: String| MarkError { line: number, message };
        if let Some(words) = mark.strip_prefix(OPEN) {
            if let Some(outer) = &hole {
                return Err(error(format!("a hole inside the hole of line {}", outer.line)));
            }
            let words = words.trim();
            if words.is_empty() {
                return Err(error("the hole has no words: `// hole: what belongs here`".into()));
            }
            hole = Some(Hole {
                line: number,
                indent: &line[..line.len() - mark.len()],
                words,
                code: Vec::new(),
                in_body: false,
            });
        } else if let Some(code) = mark.strip_prefix(AS) {
            match &mut hole {
                Some(hole) if !hole.in_body => {
                    hole.code.push(code.strip_prefix(' ').unwrap_or(code));
                }
                _ => return Err(error(format!("`{AS}` stands right below `{OPEN}`"))),
            }
        } else if mark == CLOSE {
            match hole.take() {
                Some(hole) => hole.shipped(&mut text),
                None => return Err(error("the end of a hole that was not opened".into())),
            }
        } else if let Some(hole) = &mut hole {
            hole.in_body = true;
        } else if !is_anchor(mark) {
            text.push_str(line);
            text.push('\n');
        }
    }
    match hole {
        Some(hole) => Err(MarkError {
            line: hole.line,
            message: format!("the hole is not closed by `{CLOSE}`"),
        }),
        None => Ok(text),
    }
}

/// Returns what is shipped for an exercise of kind *fix*: a wrong version without
/// its header, which would tell the mistake.
pub fn from_wrong(wrong: &str) -> String {
    let mut text = String::new();
    let body = wrong
        .lines()
        .map(str::trim_end)
        .skip_while(|line| crate::wrong::is_header(line))
        .skip_while(|line| line.is_empty());
    for line in body.filter(|line| !is_anchor(line.trim_start())) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Returns a solution as one would ship it: without the marks of holes and anchors.
pub fn without_marks(solution: &str) -> String {
    let mark = |line: &str| {
        let line = line.trim_start();
        is_anchor(line) || [OPEN, AS, CLOSE].iter().any(|mark| line.starts_with(mark))
    };
    let lines = solution.lines().map(str::trim_end).filter(|line| !mark(line));
    lines.map(|line| format!("{line}\n")).collect()
}

fn is_anchor(mark: &str) -> bool {
    mark.starts_with("// ANCHOR:") || mark.starts_with("// ANCHOR_END:")
}

/// `todo!` takes a format string.
fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace('"', "\\\"").replace('{', "{{").replace('}', "}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(solution: &str) -> String {
        from_solution(solution).unwrap_err().to_string()
    }

    #[test]
    fn a_hole_becomes_one_todo_at_the_indentation_of_its_mark() {
        let solution =
            "fn f() {\n    // hole: add one\n    let a = 1;\n    a\n    // end hole\n}\n";
        assert_eq!(from_solution(solution).unwrap(), "fn f() {\n    todo!(\"add one\")\n}\n");
    }

    #[test]
    fn crlf_is_read_as_lf() {
        let solution = "fn f() {\r\n    // hole: add one\r\n    1\r\n    // end hole\r\n}\r\n";
        assert_eq!(from_solution(solution).unwrap(), "fn f() {\n    todo!(\"add one\")\n}\n");
    }

    #[test]
    fn hole_as_ships_its_code_below_the_words() {
        let solution = "struct S {\n    // hole: must be protected\n    // hole as: value: u32,\n    \
                        value: Mutex<u32>,\n    // end hole\n}\n";
        assert_eq!(
            from_solution(solution).unwrap(),
            "struct S {\n    // must be protected\n    value: u32,\n}\n"
        );
    }

    #[test]
    fn several_lines_of_hole_as_keep_their_own_indentation() {
        let solution = "// hole: w\n// hole as: if a {\n// hole as:     b\n// hole as:\n// hole as: }\nx\n// end hole\n";
        assert_eq!(from_solution(solution).unwrap(), "// w\nif a {\n    b\n\n}\n");
    }

    #[test]
    fn words_are_escaped_for_the_format_string() {
        let solution = "// hole: print \"{}\" and \\n\n1\n// end hole\n";
        assert_eq!(from_solution(solution).unwrap(), "todo!(\"print \\\"{{}}\\\" and \\\\n\")\n");
    }

    #[test]
    fn anchors_are_not_shipped() {
        let solution = "// ANCHOR: all\nfn f() {}\n    // ANCHOR_END: all\n";
        assert_eq!(from_solution(solution).unwrap(), "fn f() {}\n");
    }

    #[test]
    fn a_text_without_holes_is_shipped_as_it_is() {
        assert_eq!(from_solution("fn f() {}\n\n// end\n").unwrap(), "fn f() {}\n\n// end\n");
    }

    #[test]
    fn an_unclosed_hole_is_named_by_its_first_line() {
        assert_eq!(error("a\n// hole: w\nb\n"), "line 2: the hole is not closed by `// end hole`");
    }

    #[test]
    fn a_hole_in_a_hole_is_an_error() {
        assert_eq!(
            error("// hole: w\n// hole: v\n// end hole\n"),
            "line 2: a hole inside the hole of line 1"
        );
    }

    #[test]
    fn an_end_without_a_hole_is_an_error() {
        assert_eq!(error("// end hole\n"), "line 1: the end of a hole that was not opened");
    }

    #[test]
    fn a_hole_needs_words() {
        assert!(error("// hole:\n// end hole\n").contains("no words"));
    }

    #[test]
    fn hole_as_must_stand_right_below_the_opening() {
        assert!(error("// hole as: x\n").contains("right below"));
        assert!(error("// hole: w\nx\n// hole as: x\n// end hole\n").contains("right below"));
    }

    #[test]
    fn a_wrong_version_is_shipped_without_its_header() {
        let wrong =
            "//! Forgets the lock.\r\n//@ fails: t: words\r\n\r\n//! The crate.\nfn f() {}\n";
        assert_eq!(from_wrong(wrong), "//! The crate.\nfn f() {}\n");
    }
}
