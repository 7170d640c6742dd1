//! The directives of the book machine's own, and where a page has them.
//!
//! One that is known here is left alone by the rules of includes: the book machine renders it.

/// The directives of the book machine's own, each with what follows it: `{{#wrong <slug>/<mistake>}}`.
pub const OWN: [(&str, &str); 11] = [
    ("interleaving", "<trace>"),
    ("outcomes", "<listing>"),
    ("exercise", "<slug>"),
    ("quiz", "<name>"),
    ("bench", "<chapter>"),
    ("wrong", "<slug>/<mistake>"),
    ("program", "<name>"),
    ("verdict", "<program>"),
    ("report", "<program>"),
    ("word", "<word>"),
    ("term", "<word>"),
];

/// The [`OWN`] directives of a page: line from one, name, argument.
///
/// One is a directive where it stands alone on its line, outside of a fence.
pub fn own(text: &str) -> Vec<(usize, &str, &str)> {
    let mut found = Vec::new();
    for (number, line) in outside_of_fences(text) {
        let body = line.trim_end().strip_prefix("{{#");
        if let Some(body) = body.and_then(|body| body.strip_suffix("}}")) {
            let (name, argument) = body.split_once(' ').unwrap_or((body, ""));
            if OWN.iter().any(|(own, _)| *own == name) {
                found.push((number, name, argument.trim()));
            }
        }
    }
    found
}

/// The lines of a page, from one, that stand in no fenced block of code.
pub fn outside_of_fences(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let marks = line.trim_start();
        let length = marks.len() - marks.trim_start_matches(['`', '~']).len();
        let marks = &marks[..length];
        match fence {
            // A fence is closed by at least as many of the same marks and nothing else.
            Some(open) if marks.starts_with(open) && line.trim() == marks => fence = None,
            Some(_) => {}
            None if marks.starts_with("~~~") => fence = Some(marks),
            // With another backtick on its line it is code within a line.
            None if marks.starts_with("```") && !line.trim()[length..].contains('`') => {
                fence = Some(marks);
            }
            None => lines.push((number, line)),
        }
    }
    lines
}
