//! `{{#interleaving <trace>}}`: a recorded execution as a drawing and as a table.
//!
//! The drawing shows the shape: who runs when. The table says what happens, and is all that a
//! screen reader needs.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::html::{escaped, with_code};
use super::recorded::{self, Recorded, Step};
use super::{Site, lanes, names};

/// The version of recorded executions that this code reads.
const SCHEMA: u32 = 1;

/// A recorded execution, as `cargo workbook dev sync` writes it.
#[derive(Deserialize)]
struct Trace {
    exercise: String,
    version: String,
    test: String,
    #[serde(flatten)]
    run: Run,
}

/// What is drawn of an execution.
#[derive(Deserialize)]
pub(super) struct Run {
    summary: String,
    circumstances: Option<String>,
    #[serde(default)]
    details: Vec<String>,
    #[serde(default)]
    explanation: Vec<String>,
    #[serde(default)]
    threads: Vec<String>,
    pub(super) steps: Vec<Recorded>,
}

/// Renders the recorded execution.
pub(crate) fn render(site: &Site, argument: &str) -> Result<String> {
    let folder = site.root.join("book/traces");
    let known = names::files(&folder, "json");
    if !known.iter().any(|name| name == argument) {
        let error = names::unknown("recorded run", argument, &known);
        bail!(
            "{error:#} (`book/traces/traces.toml` names them, `cargo workbook dev sync` records)"
        );
    }
    let file = format!("book/traces/{argument}.json");
    let trace: Trace = recorded::read(site, &file, SCHEMA).with_context(|| {
        format!("failed to read `{file}`: `cargo workbook dev sync` records it again")
    })?;
    let version = match trace.version.as_str() {
        version @ ("solution" | "shipped") => format!("the {version} text of"),
        mistake => format!("the wrong version <code>{}</code> of", escaped(mistake)),
    };
    let (test, exercise) = (escaped(&trace.test), escaped(&trace.exercise));
    let by = format!("test <code>{test}</code> on {version} <code>{exercise}</code>");
    figure(&trace.run, &by).with_context(|| format!("`{file}`"))
}

/// The drawing, the table and what the report says below it; `by` is what was run, as HTML.
pub(super) fn figure(run: &Run, by: &str) -> Result<String> {
    let steps = recorded::steps(&run.threads, &run.steps, place_of)?;
    Ok(format!(
        "<figure class=\"interleaving\">\n{}\n{}\n{}<figcaption>Recorded: {by}.</figcaption>\n</figure>",
        lanes::draw(&run.threads, &steps),
        table(&caption(run), &run.threads, &steps),
        end(&run.explanation),
    ))
}

fn place_of(step: &Recorded) -> String {
    let (file, function) = (step.file.as_deref(), step.function.as_deref());
    place(file, step.line, function, step.source.as_deref())
}

/// `lib.rs:12 Counter::increment`, and the line of the source below.
pub(crate) fn place(
    file: Option<&str>,
    line: Option<u32>,
    function: Option<&str>,
    source: Option<&str>,
) -> String {
    let (Some(file), Some(line)) = (file, line) else {
        return String::new();
    };
    let name = file.rsplit('/').next().unwrap_or(file);
    let mut place = format!("<span title=\"{}\">{}:{line}</span>", escaped(file), escaped(name));
    if let Some(function) = function.filter(|name| !name.is_empty()) {
        place.push_str(&format!(" {}", escaped(function)));
    }
    if let Some(source) = source.filter(|line| !line.is_empty()) {
        place.push_str(&format!(" <code>{}</code>", escaped(source)));
    }
    place
}

fn caption(run: &Run) -> String {
    let mut lines = vec![format!("<strong>{}</strong>", with_code(&run.summary))];
    lines.extend(run.circumstances.as_deref().map(with_code));
    lines.extend(run.details.iter().filter(|line| !line.trim().is_empty()).map(|l| with_code(l)));
    lines.join("<br>\n")
}

/// The table: a row for each step, a column for each thread.
///
/// Where another thread goes on, the row has a mark and a line above it.
pub(crate) fn table(caption: &str, threads: &[String], steps: &[Step]) -> String {
    draw_table(caption, threads, steps, None)
}

/// What a row has besides.
pub(crate) struct Extra {
    /// Its attributes.
    pub(crate) attributes: String,
    /// Where the step's number leads.
    pub(crate) link: String,
    /// Who holds and who waits after it.
    pub(crate) cell: String,
}

/// The same with more in each row.
pub(crate) fn table_with(
    caption: &str,
    threads: &[String],
    steps: &[Step],
    extra: &dyn Fn(usize) -> Extra,
) -> String {
    draw_table(caption, threads, steps, Some(extra))
}

fn draw_table(
    caption: &str,
    threads: &[String],
    steps: &[Step],
    extra: Option<&dyn Fn(usize) -> Extra>,
) -> String {
    let mut html = format!(
        "<div class=\"table-wrapper\" tabindex=\"0\" role=\"group\" aria-label=\"The steps\"><table>\n<caption>{caption}</caption>\n<thead><tr><th scope=\"col\">Step</th>"
    );
    for thread in threads {
        html.push_str(&format!("<th scope=\"col\">{}</th>", escaped(thread)));
    }
    html.push_str("<th scope=\"col\">Where</th>");
    if extra.is_some() {
        html.push_str("<th scope=\"col\" class=\"situation\">Who holds and who waits</th>");
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    let mut before = None;
    for (index, step) in steps.iter().enumerate() {
        let (class, turn) = match before.replace(step.thread) {
            Some(thread) if thread == step.thread => ("", ""),
            Some(_) => (" class=\"switch\"", "<span class=\"turn\" aria-hidden=\"true\">▸</span>"),
            None => ("", "<span class=\"turn\" aria-hidden=\"true\">▸</span>"),
        };
        let mut mark = escaped(&step.mark);
        let (mut attributes, mut cell) = (String::new(), String::new());
        if let Some(extra) = extra.map(|extra| extra(index)) {
            mark = format!("<a href=\"{}\">{mark}</a>", extra.link);
            cell = format!("<td class=\"situation\">{}</td>", extra.cell);
            attributes = extra.attributes;
        }
        html.push_str(&format!("<tr{class}{attributes}><th scope=\"row\">{mark}</th>"));
        for thread in 0..threads.len() {
            let text = if thread == step.thread {
                format!("{turn}{}", escaped(&step.text))
            } else {
                String::new()
            };
            html.push_str(&format!("<td>{text}</td>"));
        }
        html.push_str(&format!("<td class=\"place\">{}</td>{cell}</tr>\n", step.place));
    }
    html.push_str("</tbody></table></div>");
    html
}

/// What the report says below its table; a blank line would end the block of HTML.
fn end(explanation: &[String]) -> String {
    let lines: Vec<_> = explanation
        .iter()
        .flat_map(|line| line.lines())
        .filter(|line| !line.trim().is_empty())
        .map(escaped)
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    format!("<pre class=\"run-end\">{}</pre>\n", lines.join("\n"))
}
