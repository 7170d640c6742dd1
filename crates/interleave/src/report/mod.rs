//! The report: one screen that explains why a model does not hold.
//!
//! Headline, then the failing execution step by step, then who waits for whom or what was broken,
//! then the command to see it again.

mod advice;
mod binding;
mod explain;
mod history;
mod leaks;
mod machines;
pub(crate) mod moments;
mod names;
mod rows;
mod situations;
mod source;
pub(crate) mod steps;
mod table;
mod unseen;
mod waiting;
mod weak;

use crate::check::Subject;
use crate::check::failure::{Failure, Kind};
use crate::check::record_place;
use crate::check::replay::Code;
use crate::check::trace::Trace;
use names::Names;
use serde_json::Value;

pub(crate) use explain::headline;
pub(crate) use source::{Sources, read as read_source};
pub(crate) use table::Width;
pub(crate) use unseen::list as list_unseen;

/// Lines that a report may have, and those of them that explain.
const LINES: usize = 30;
const EXPLAINED: usize = 8;
/// Digits of a code that is printed.
const CODE: usize = 60;

/// The whole report.
pub(crate) fn text(subject: &Subject, failure: &Failure, width: Width) -> String {
    let mut sources = Sources::default();
    let mut lines = wrap(&headline(failure), width);
    lines[0].replace_range(..3, "━━ ");
    lines.extend(explain::circumstances(failure).iter().flat_map(|line| wrap(line, width)));
    lines.extend(weak::needs_weak_memory(failure).iter().flat_map(|line| wrap(line, width)));
    lines.extend(failure.details.iter().flat_map(|line| wrap(line, width)));
    let mut rest = Vec::new();
    let names = failure.trace.as_ref().map(|trace| (trace, Names::of(trace, &mut sources)));
    if let Some((trace, names)) = &names {
        let mut explanation = explain::explanation(failure, trace, names);
        if explanation.len() > EXPLAINED {
            let more = explanation.len() - EXPLAINED;
            explanation.truncate(EXPLAINED);
            explanation.push(format!("({more} lines more)"));
        }
        rest.extend(explanation);
        rest.extend(weak::tell(failure, trace, names));
    }
    rest.extend(advice::advice(failure));
    rest.push(again(subject));
    // Nobody has to look for what is not there yet.
    let is_left_out = matches!(failure.kind, Kind::Unfinished(_));
    rest.extend(failure.code.as_ref().filter(|_| !is_left_out).map(alone));
    let rest: Vec<_> = rest.iter().flat_map(|line| wrap(line, width)).collect();
    if let (Kind::NotLinearizable(history), Some((_, names))) = (&failure.kind, &names) {
        lines.push(String::new());
        let (drawing, why) = history::tell(history, names, width.0);
        lines.extend(drawing);
        lines.push(String::new());
        lines.extend(why.iter().flat_map(|line| wrap(line, width)));
    }
    if let Some((trace, names)) = &names {
        let room = LINES.saturating_sub(lines.len() + rest.len() + table::FRAME);
        let rows = rows::of(failure, trace, names);
        lines.push(String::new());
        lines.extend(table::draw(trace, &rows, room, width, &mut sources));
        lines.push(String::new());
    }
    lines.extend(rest);
    lines.join("\n")
}

/// Breaks a line of prose between words, and indents it.
fn wrap(text: &str, width: Width) -> Vec<String> {
    let own_indent = text.len() - text.trim_start().len();
    let mut lines = vec![" ".repeat(3 + own_indent)];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("never empty");
        let begins = line.trim().is_empty();
        if !begins && line.chars().count() + 1 + word.chars().count() > width.0 {
            lines.push(format!("{}{word}", " ".repeat(5 + own_indent)));
        } else {
            line.push_str(if begins { "" } else { " " });
            line.push_str(word);
        }
    }
    lines
}

/// Only the table.
pub(crate) fn table(trace: &Trace, width: Width) -> String {
    let mut sources = Sources::default();
    let names = Names::of(trace, &mut sources);
    let rows = rows::of_events(trace, &names);
    table::draw(trace, &rows, rows.len(), width, &mut sources).join("\n")
}

/// A failing execution for those who draw it themselves.
pub(crate) struct Structured {
    /// The threads' names.
    pub(crate) threads: Vec<String>,
    /// The rows of the table, with those that say what could not happen any more.
    pub(crate) steps: Value,
    /// How the execution was found, in one line.
    pub(crate) circumstances: Option<String>,
    /// What the report says above the table.
    pub(crate) details: Vec<String>,
    /// What it says below the table.
    pub(crate) explanation: Vec<String>,
    /// The files in which the steps stand, as they were read for the report.
    pub(crate) sources: Value,
}

/// The failure as data.
pub(crate) fn structured(failure: &Failure, trace: &Trace) -> Structured {
    let mut sources = Sources::default();
    let names = Names::of(trace, &mut sources);
    let mut explanation = explain::explanation(failure, trace, &names);
    explanation.extend(weak::tell(failure, trace, &names));
    let mut steps = steps::of_rows(rows::of(failure, trace, &names), trace, &mut sources);
    steps::add_situations(&mut steps, situations::of(trace, &names));
    let mut details: Vec<String> = weak::needs_weak_memory(failure).into_iter().collect();
    details.extend(failure.details.iter().cloned());
    Structured {
        threads: trace.threads.iter().map(|thread| thread.name.clone()).collect(),
        steps,
        circumstances: explain::circumstances(failure),
        details,
        explanation,
        sources: sources.texts(),
    }
}

/// How to run just the execution of the report.
fn alone(code: &Code) -> String {
    let code = code.to_string();
    if code.len() <= CODE {
        return format!("only this execution: the same with INTERLEAVE_REPLAY={code}");
    }
    format!(
        "only this execution: the same with INTERLEAVE_REPLAY and the `replay` of {}, which has {} \
         digits",
        record_place(),
        code.len()
    )
}

/// What to type.
fn again(subject: &Subject) -> String {
    let command = std::env::var("INTERLEAVE_AGAIN").unwrap_or_else(|_| {
        // Set by cargo, not for a binary that is run by itself.
        let package = std::env::var("CARGO_PKG_NAME").map(|package| format!("-p {package} "));
        format!("cargo test {}{}", package.unwrap_or_default(), subject.test)
    });
    format!("see it again: {command}")
}
