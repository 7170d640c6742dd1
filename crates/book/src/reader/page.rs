//! The report page of an exercise: `/report/<slug>`, and `/report/<slug>/<test>` for each test that fails.
//!
//! Without a script it is a table of all steps, the source, and what the terminal said. The script only
//! steps.

use super::records::{Last, Record};
use super::source::Files;
use super::text::{self, LINE, REPORT};
use super::{is_name, table};

/// What a page shows.
#[derive(Debug, Hash)]
pub(crate) struct Page {
    /// Its title, as HTML.
    pub(crate) title: String,
    /// What stands in its middle, as HTML.
    pub(crate) main: String,
}

/// The pages of an exercise, by their path in the address.
pub(super) fn pages(chapter: &str, slug: &str, last: &Last) -> Vec<(String, Page)> {
    let path = format!("/report/{slug}");
    let page = |path: String, what: &str, body: String| {
        let back = format!(
            "<p><a href=\"/{chapter}.html\">The chapter</a> · <code>cargo workbook check {slug}</code> \
             checks it again, and this page shows what it finds.</p>\n"
        );
        let main = format!("<div id=\"report\">\n<h1>{what}</h1>\n{body}{back}</div>\n");
        (path, Page { title: what.to_owned(), main })
    };
    let (records, left_out) = match last {
        Last::Never => {
            let body = "<p>No check of it is recorded yet.</p>\n".to_owned();
            return vec![page(path, &format!("{slug}: not checked"), body)];
        }
        Last::Unreadable(why) => {
            let why = text::html(why, LINE);
            let body = format!("<p>The record of the last check cannot be read: {why}.</p>\n");
            return vec![page(path, &format!("{slug}: unreadable"), body)];
        }
        Last::Known { records, left_out } => (records, left_out),
    };
    let why = left_out.as_deref().map_or(String::new(), |why| {
        format!("<p>Part of the record cannot be read: {}.</p>\n", text::html(why, LINE))
    });
    let tests = tests(slug, records);
    let failing: Vec<_> = records.iter().filter(|record| !record.holds()).collect();
    let Some(first) = failing.first() else {
        let body = format!("{why}<p>The last check passed.</p>\n{tests}");
        return vec![page(path, &format!("{slug} holds"), body)];
    };
    let title = |record: &Record| format!("{slug}: {}", text::html(&record.summary, LINE));
    let body = |path: &str, record: &Record| format!("{why}{}{tests}", report(path, slug, record));
    let mut pages = vec![page(path.clone(), &title(first), body(&path, first))];
    for record in failing {
        if let Some(test) = record.test.as_deref().and_then(address) {
            let path = format!("{path}/{test}");
            if !pages.iter().any(|(other, _)| *other == path) {
                pages.push(page(path.clone(), &title(record), body(&path, record)));
            }
        }
    }
    pages
}

/// The name of a test in an address; a test in a module has a path.
fn address(test: &str) -> Option<String> {
    let name = test.replace("::", "-");
    is_name(&name).then_some(name)
}

/// All tests of the check, each with a line of what came out.
fn tests(slug: &str, records: &[Record]) -> String {
    let lines: String = records
        .iter()
        .map(|record| {
            let test = record.test.as_deref().unwrap_or("outside of all tests");
            let name = format!("<code>{}</code>", text::html(test, LINE));
            let (mark, name) = match address(test).filter(|_| !record.holds()) {
                Some(test) => ("✗", format!("<a href=\"/report/{slug}/{test}\">{name}</a>")),
                None if record.holds() => ("✓", name),
                None => ("✗", name),
            };
            format!("<li>{mark} {name}: {}</li>\n", text::line(&record.summary))
        })
        .collect();
    format!("<h2>The tests of this check</h2>\n<ul class=\"report-tests\">\n{lines}</ul>\n")
}

/// A check that failed.
fn report(path: &str, slug: &str, record: &Record) -> String {
    let test = record.test.as_deref().map_or(String::new(), |test| {
        format!("<p>In the test <code>{}</code>.</p>\n", text::html(test, LINE))
    });
    let terminal = text::html(&record.report, REPORT);
    if record.steps.is_empty() {
        return format!("{test}<pre id=\"terminal\" tabindex=\"0\">{terminal}</pre>\n");
    }
    let files = Files::of(record);
    let end: Vec<_> =
        record.explanation.iter().take(50).map(|line| text::html(line, LINE)).collect();
    let again = match (
        record.replay.as_deref().filter(|code| is_name(code)),
        record.test.as_deref().and_then(address),
    ) {
        (Some(code), Some(_)) => format!(
            "<p>Only this execution: <code>INTERLEAVE_REPLAY={code} cargo test -p {slug} {}</code></p>\n",
            text::html(record.test.as_deref().unwrap_or_default(), LINE)
        ),
        _ => String::new(),
    };
    format!(
        "{test}{CONTROLS}<div class=\"report-run\">\n<div>\n{}\n</div>\n<div class=\"report-side\">\n\
         <h2 id=\"holds-title\">Who holds and who waits</h2>\n\
         <div id=\"holds\" aria-labelledby=\"holds-title\"><p>After each step: in the last column of the table.</p></div>\n\
         <h2>Source</h2>\n<div id=\"source\">\n{}</div>\n</div>\n</div>\n<pre class=\"run-end\">{}</pre>\n{again}\
         <details><summary>What the terminal shows</summary>\n\
         <pre id=\"terminal\" tabindex=\"0\">{terminal}</pre>\n</details>\n",
        table::draw(record, path, &files),
        files.html(),
        end.join("\n"),
    )
}

/// Hidden until the script shows them: without it they do nothing.
const CONTROLS: &str = "<div id=\"controls\" role=\"group\" aria-label=\"Steps\" hidden>\n\
    <button id=\"first\" type=\"button\">First</button>\n\
    <button id=\"back\" type=\"button\">Back</button>\n\
    <span id=\"step\" role=\"status\"></span>\n\
    <button id=\"forward\" type=\"button\">Forward</button>\n\
    <button id=\"last\" type=\"button\">Last</button>\n\
    <span class=\"report-keys\">or <kbd>↑</kbd> <kbd>↓</kbd>, <kbd>k</kbd> <kbd>j</kbd>, \
    <kbd>Home</kbd> <kbd>End</kbd></span>\n</div>\n";

#[cfg(test)]
mod tests;
