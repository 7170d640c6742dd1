//! The failing execution of a record: the drawing and the table of the book's recorded runs, with who
//! holds and who waits after each step.

use super::records::{Record, STEPS, Stands, Step, THREADS};
use super::source::Files;
use super::text::{self, LINE};
use crate::preprocess::drawn::{self, Row};

/// The drawing and the table.
pub(super) fn draw(record: &Record, path: &str, files: &Files<'_>) -> String {
    let threads = record.threads.iter().take(THREADS).map(|name| text::plain(name, 40));
    let threads: Vec<String> = threads.collect();
    let left_out = record.steps.len().saturating_sub(STEPS);
    let shown = &record.steps[left_out..];
    let rows: Vec<_> = shown
        .iter()
        .filter_map(|step| {
            // The name as it is recorded, for two names may look the same.
            let thread =
                record.threads.iter().take(THREADS).position(|name| *name == step.thread)?;
            Some((step, row(step, thread)))
        })
        .collect();
    let without_thread = shown.len() - rows.len();
    let (steps, rows): (Vec<&Step>, Vec<Row>) = rows.into_iter().unzip();
    let mut notes = String::new();
    if left_out > 0 {
        notes.push_str(&format!("<p>The first {left_out} steps are left out.</p>\n"));
    }
    if without_thread > 0 {
        let most = format!("{without_thread} steps belong to none of the first {THREADS} threads");
        notes.push_str(&format!("<p>{most}, and are left out.</p>\n"));
    }
    let extra = |index: usize| {
        let (step, number) = (steps[index], index + 1);
        let place = match (step.file.as_deref().and_then(|file| files.index(file)), step.line) {
            (Some(file), Some(line)) => format!(" data-file=\"{file}\" data-line=\"{line}\""),
            _ => String::new(),
        };
        drawn::Extra {
            attributes: format!(" id=\"step-{number}\" data-step=\"{number}\"{place}"),
            cell: situation(&step.situation),
            link: format!("{path}#step-{number}"),
        }
    };
    format!(
        "{notes}<figure class=\"interleaving\">\n{}\n{}\n</figure>",
        drawn::lanes(&threads, &rows),
        drawn::table(&caption(record), &threads, &rows, &extra)
    )
}

fn row(step: &Step, thread: usize) -> Row {
    Row {
        mark: text::plain(&step.step, 20),
        thread,
        text: text::plain(&step.text, LINE),
        place: drawn::place(
            step.file.as_deref().map(|file| text::plain(file, LINE)).as_deref(),
            step.line,
            step.function.as_deref().map(|name| text::plain(name, LINE)).as_deref(),
            step.source.as_deref().map(|line| text::plain(line, LINE)).as_deref(),
        ),
    }
}

fn caption(record: &Record) -> String {
    let lines = record.circumstances.iter().chain(record.details.iter().take(20));
    let lines = lines.filter(|line| !line.trim().is_empty());
    lines.map(|line| text::line(line)).collect::<Vec<_>>().join("<br>\n")
}

/// Who holds and who waits, a line for each thread.
fn situation(threads: &[Stands]) -> String {
    let lines: String = threads
        .iter()
        .take(THREADS)
        .map(|thread| {
            let holds = thread.holds.iter().take(20);
            let parts: Vec<_> = holds.chain(&thread.waits).map(|part| text::line(part)).collect();
            format!("<li>{} {}</li>", text::html(&thread.thread, 40), parts.join(" and "))
        })
        .collect();
    if lines.is_empty() { "nobody".to_owned() } else { format!("<ul>{lines}</ul>") }
}
