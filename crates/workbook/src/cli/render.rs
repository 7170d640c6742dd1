//! Verdicts as text. Colours are escape sequences here; [`anstream`] drops them where
//! they do not belong.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::Status;
use super::app::restore;
use workbook::exercise::{Exercise, Kind, Tests};
use workbook::grade::{Graded, Judged, Outcome, Verdict, rustc};
use workbook::text::wrapped;
use workbook::workspace::Workspace;

/// So many lines of rustc are shown; the first error is the one to mend.
const RUSTC_LINES: usize = 40;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Text that goes well.
pub(crate) fn good(text: &str) -> String {
    styled(GOOD, text)
}

/// Text that is refused.
pub(crate) fn bad(text: &str) -> String {
    styled(BAD, text)
}

/// A heading.
pub(crate) fn strong(text: &str) -> String {
    styled(STRONG, text)
}

/// Something beside the point.
pub(crate) fn faint(text: &str) -> String {
    styled(FAINT, text)
}

/// An error as its one message.
pub(crate) fn error(error: &anyhow::Error) -> String {
    format!("{} {}", bad("error:"), workbook::text::plain(&format!("{error:#}")))
}

/// The verdict on a reader's answer, without what to do next.
pub(crate) fn verdict(exercise: &Exercise, graded: &Graded, width: usize) -> String {
    let slug = &exercise.slug;
    match &graded.outcome {
        Outcome::DoesNotCompile(errors) => does_not_compile(exercise, errors, width),
        Outcome::Judged(tests) if tests.is_empty() => {
            bad(&format!("{slug}: tests/model.rs holds no test, so nobody can tell")) + "\n"
        }
        Outcome::Judged(tests) => match graded.first_failure() {
            None => {
                let head = match exercise.kind {
                    Kind::Process => format!("{slug} holds in real processes, not exhaustively"),
                    _ => format!("{slug} holds"),
                };
                let mut text = format!("{}\n\n", good(&head));
                for test in tests {
                    text.push_str(&line(test, width));
                }
                text
            }
            Some(first) => {
                let head = format!("{slug} is refused by the test `{}`", first.name);
                let report = first.report.trim_end();
                let (first_line, rest) = report.split_once('\n').unwrap_or((report, ""));
                let mut text = format!("{}\n\n{}\n{rest}", bad(&head), strong(first_line));
                text = format!("{}\n\n", text.trim_end());
                for test in tests.iter().filter(|test| test.name != first.name) {
                    text.push_str(&line(test, width));
                }
                text
            }
        },
    }
}

/// What rustc says, and for an exercise about that, what it means.
fn does_not_compile(exercise: &Exercise, errors: &str, width: usize) -> String {
    let slug = &exercise.slug;
    let (head, meaning) = match (&exercise.error, &exercise.because) {
        (Some(code), because) if rustc::only(errors, code) => {
            let because = because.as_deref().unwrap_or_default();
            let more = format!("`rustc --explain {code}` says more.");
            let meaning = format!("\n{}\n", wrapped(&format!("{because} {more}"), width, ""));
            (format!("{slug} does not compile: {code}, the error to understand"), meaning)
        }
        (Some(code), _) => {
            (format!("{slug} does not compile, for another reason than {code}"), String::new())
        }
        _ => (format!("{slug} does not compile"), String::new()),
    };
    format!("{}\n\n{}{meaning}", bad(&head), cut(errors))
}

/// A test that is not the one to look at first.
fn line(test: &Judged, width: usize) -> String {
    let (mark, style) = match test.verdict {
        Verdict::Holds => ("✓", GOOD),
        Verdict::Fails => ("✗", BAD),
    };
    // A summary of many models may be long; its first line says enough of a failure.
    let summary = test.summary.lines().next().unwrap_or_default();
    let summary = wrapped(summary, width, "    ");
    format!("{} {}\n{}\n", styled(style, mark), test.name, faint(&summary))
}

fn cut(errors: &str) -> String {
    let lines: Vec<&str> = errors.lines().collect();
    let mut text = lines[..lines.len().min(RUSTC_LINES)].join("\n");
    text.push('\n');
    if lines.len() > RUSTC_LINES {
        let rest = lines.len() - RUSTC_LINES;
        let _ = writeln!(text, "{}", faint(&format!("… and {rest} lines more")));
    }
    text
}

/// What the verdict is worth.
pub(crate) fn status(exercise: &Exercise, graded: &Graded) -> Status {
    let no_test = matches!(&graded.outcome, Outcome::Judged(tests) if tests.is_empty());
    if no_test || exercise.tests_state() != Tests::Original {
        Status::NotChecked
    } else if graded.holds() {
        Status::Holds
    } else {
        Status::Refused
    }
}

/// Says that the verdict does not count, if the tests are not the shipped ones.
pub(crate) fn caution(workspace: &Workspace, exercise: &Exercise) -> Option<String> {
    (exercise.tests_state() == Tests::Edited).then(|| {
        format!(
            "{} `{}` is not as shipped, so this verdict\ndoes not count: {}\n",
            bad("note:"),
            workspace.relative(&exercise.tests()),
            restore(workspace, exercise)
        )
    })
}
