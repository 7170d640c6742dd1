//! A history as a drawing: a row for each thread, and each operation from its call to its return.

use super::names::Names;
use crate::record::history::{History, Operation, Why};

/// Characters of an operation that are shown.
const LONGEST: usize = 30;
/// Columns between two calls or returns.
const STEP: usize = 2;
/// Wrong results that are named.
const LISTED: usize = 3;

/// The drawing, at most as wide as the terminal, and why no order of the operations is right. The
/// operations go by letters if they are too long to stand in the drawing, or look the same.
pub(super) fn tell(history: &History, names: &Names, width: usize) -> (Vec<String>, Vec<String>) {
    let operations = &history.operations;
    let in_full: Vec<String> = operations.iter().map(text).collect();
    let told = |(op, text): (&Operation, &String)| format!("{}'s {text}", names.thread(op.thread));
    let told: Vec<String> = operations.iter().zip(&in_full).map(told).collect();
    let drawn = rows(operations, &in_full, names);
    let differ = (1..told.len()).all(|op| !told[..op].contains(&told[op]));
    if differ && drawn.iter().all(|row| row.chars().count() <= width) {
        return (drawn, explanation(history, names, &told));
    }
    let letters: Vec<String> = ('a'..).take(operations.len()).map(String::from).collect();
    let mut drawn = rows(operations, &letters, names);
    drawn.extend(key(&letters, &in_full, width));
    (drawn, explanation(history, names, &letters))
}

/// What the letters stand for.
fn key(letters: &[String], texts: &[String], width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (letter, text) in letters.iter().zip(texts) {
        let entry = format!("   {letter}: {text}");
        let line = lines.last_mut().expect("never empty");
        if !line.is_empty() && line.chars().count() + entry.chars().count() > width {
            lines.push(entry);
        } else {
            line.push_str(&entry);
        }
    }
    lines
}

fn rows(operations: &[Operation], texts: &[String], names: &Names) -> Vec<String> {
    let columns = columns(operations, texts);
    let threads = operations.iter().map(|op| op.thread).max().map_or(0, |last| last + 1);
    let name_width = (0..threads).map(|t| names.thread(t).chars().count()).max().unwrap_or(0);
    let row = |thread: usize| {
        let mut row = format!("   {:<name_width$}  ", names.thread(thread));
        let start = row.chars().count();
        for (op, text) in operations.iter().zip(texts).filter(|(op, _)| op.thread == thread) {
            let (from, to) = (columns[op.called], columns[op.returned]);
            let here = row.chars().count() - start;
            row.push_str(&" ".repeat(from - here));
            let bar = "─".repeat(to - from - 3 - text.chars().count());
            row.push_str(&format!("├ {text} {bar}┤"));
        }
        row
    };
    (0..threads).map(row).collect()
}

/// The column of each call and return, in the order of their times.
fn columns(operations: &[Operation], texts: &[String]) -> Vec<usize> {
    let mut columns = vec![0; operations.len() * 2];
    for event in 0..columns.len() {
        let after = event.checked_sub(1).map_or(0, |before| columns[before] + STEP);
        let mut returned = operations.iter().zip(texts).filter(|(op, _)| op.returned == event);
        let room =
            |(op, text): (&Operation, &String)| columns[op.called] + text.chars().count() + 3;
        columns[event] = after.max(returned.next().map_or(0, room));
    }
    columns
}

/// `Pop → Some(1)`, on one line.
fn text(operation: &Operation) -> String {
    let text = match operation.result.as_str() {
        "()" => operation.call.clone(),
        result => format!("{} → {result}", operation.call),
    };
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept: String = line.chars().take(LONGEST).collect();
    if kept.len() < line.len() { kept + "…" } else { kept }
}

/// Why no order of the operations is right. `told` is what each of them is called.
fn explanation(history: &History, names: &Names, told: &[String]) -> Vec<String> {
    let list = |order: &[usize]| order.iter().map(|op| &*told[*op]).collect::<Vec<_>>().join(", ");
    match &history.why {
        Why::TooLate { order, first, second } => vec![
            format!("these results would be right in this order: {}", list(order)),
            format!("but {} had returned before {} was called", told[*first], told[*second]),
        ],
        Why::NoOrder { longest, next } => {
            let mut lines = match &longest[..] {
                [] => Vec::new(),
                some => vec![format!("no order gets further than this: {}", list(some))],
            };
            let place = if longest.is_empty() { "first" } else { "next" };
            lines.extend(next.iter().take(LISTED).map(|(op, right)| {
                let Operation { thread, call, result, .. } = &history.operations[*op];
                let thread = names.thread(*thread);
                format!("{thread}'s {call} as the {place} would return {right}, not {result}")
            }));
            if next.len() > LISTED {
                lines.push(format!("({} operations more)", next.len() - LISTED));
            }
            lines
        }
    }
}
