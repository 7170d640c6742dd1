//! The reader's files as they were when they were checked, with a line marked.

use super::records::{Record, SOURCES};
use super::text::{self, LINE};

/// The files in which the steps of an execution stand.
pub(super) struct Files<'a> {
    /// Their paths and texts, in the order in which the steps come to them.
    files: Vec<(&'a str, &'a str)>,
    /// The last step that has a place: its file, and its line.
    last: Option<(usize, u32)>,
    /// A step stands in a file whose text is not recorded.
    is_incomplete: bool,
}

impl<'a> Files<'a> {
    pub(super) fn of(record: &'a Record) -> Files<'a> {
        let mut found = Files { files: Vec::new(), last: None, is_incomplete: false };
        for step in &record.steps {
            let (Some(file), Some(line)) = (&step.file, step.line) else { continue };
            if found.index(file).is_none() {
                match record.sources.get(file) {
                    Some(text) if found.files.len() < SOURCES => found.files.push((file, text)),
                    _ => found.is_incomplete = true,
                }
            }
            found.last = found.index(file).map(|index| (index, line)).or(found.last);
        }
        found
    }

    /// The number of the file on the page.
    pub(super) fn index(&self, file: &str) -> Option<usize> {
        self.files.iter().position(|(path, _)| *path == file)
    }

    /// The files; the line at which it breaks is marked.
    pub(super) fn html(&self) -> String {
        let marked = |index: usize| match self.last {
            Some((file, line)) if file == index => Some(line),
            _ => None,
        };
        let files = self.files.iter().enumerate();
        let mut html: String =
            files.map(|(index, (path, text))| file(index, path, text, marked(index))).collect();
        if self.is_incomplete {
            html.push_str("<p>Of some files the text was not recorded.</p>\n");
        }
        html
    }
}

fn file(index: usize, path: &str, text: &str, marked: Option<u32>) -> String {
    /// A file of more lines is cut.
    const LINES: usize = 3_000;
    let mut lines = String::new();
    for (number, line) in (1_u32..).zip(text.lines().take(LINES)) {
        let tag = if marked == Some(number) { "mark" } else { "span" };
        let line = text::html(line, LINE);
        lines.push_str(&format!("<{tag} data-line=\"{number}\">{line}</{tag}>\n"));
    }
    let rest = text.lines().skip(LINES).count();
    let cut = if rest > 0 { format!(" ({rest} more lines are not shown)") } else { String::new() };
    // `nohighlight`: mdBook's script would take the lines apart.
    format!(
        "<figure class=\"source\" data-file=\"{index}\">\n<figcaption><code>{}</code>, as it was \
         when it was checked{cut}</figcaption>\n<pre tabindex=\"0\"><code class=\"nohighlight\">{lines}</code></pre>\n\
         </figure>\n",
        text::html(path, LINE)
    )
}
