//! The table of all students, and below it what does not hold.

use super::Row;
use crate::cli::render;
use workbook::handed_in::{Mark, Marked};
use workbook::text::wrapped;
use workbook::workspace::Workspace;

/// Columns after the name; one is shown where any student has something in it.
const COLUMNS: [&str; 6] = ["holds", "refused", "not built", "as shipped", "missing", "unknown"];

pub(super) fn table(rows: &[Row], workspace: &Workspace, width: usize) -> String {
    let shown: Vec<usize> = (0..COLUMNS.len())
        .filter(|column| *column == 0 || rows.iter().any(|row| row.counts()[*column].1 > 0))
        .collect();
    let figures: usize = shown.iter().map(|column| COLUMNS[*column].len() + 2).sum();
    let longest = rows.iter().map(|row| row.student.name.chars().count()).max().unwrap_or(0);
    let names = longest.max("student".len()).min(width.saturating_sub(figures).max(10));

    let mut head = format!("{:names$}", "student");
    for column in &shown {
        head.push_str(&format!("  {}", COLUMNS[*column]));
    }
    let mut text = format!("{}\n", render::strong(&head));
    for row in rows {
        text.push_str(&format!("{:names$}", cut(&row.student.name, names)));
        for column in &shown {
            let count = row.counts()[*column].1;
            text.push_str(&format!("  {count:>width$}", width = COLUMNS[*column].len()));
        }
        text.push('\n');
    }
    for row in rows {
        text.push_str(&details(row, workspace, width));
    }
    text
}

/// What to look at of one student; nothing if all holds.
fn details(row: &Row, workspace: &Workspace, width: usize) -> String {
    let mut lines = Vec::new();
    for Marked { exercise, mark } in &row.marks {
        let what = match mark {
            Mark::Refused { test, kind, .. } => format!("{test}: {kind}"),
            Mark::DoesNotCompile(errors) => {
                format!("does not compile: {}", errors.lines().next().unwrap_or_default())
            }
            Mark::NotChecked(why) => format!("not checked: {why}"),
            Mark::Holds | Mark::NotBegun | Mark::Missing => continue,
        };
        lines.push(format!("{}: {what}", workspace.exercises[*exercise].slug));
    }
    lines.extend(row.student.problems.iter().map(|problem| format!("note: {problem}")));
    if lines.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", render::strong(&cut(&row.student.name, width)));
    for line in lines {
        text.push_str(&format!("{}\n", wrapped(&line, width, "  ")));
    }
    text
}

fn cut(name: &str, width: usize) -> String {
    if name.chars().count() <= width {
        return name.to_owned();
    }
    format!("{}…", name.chars().take(width.saturating_sub(1)).collect::<String>())
}
