//! Which of the paths in a folder or an archive are answers, and whose.

use std::collections::BTreeMap;

use crate::exercise::Exercise;

/// Folders in which nothing is handed in.
const NOT_HERE: [&str; 5] = ["solutions", "target", "__MACOSX", "node_modules", "crates"];

/// The answers of one person: places of exercises, with the path as it was listed.
pub(super) type Answers = Vec<(usize, String)>;

/// What a listing holds.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    /// By the path above `exercises`, which is empty if there is none.
    pub(super) students: BTreeMap<String, Answers>,
    /// Paths that lead out of the archive.
    pub(super) leading_out: Vec<String>,
}

/// Sorts paths, with `/` or `\` between their parts, by the person to whom they belong.
pub(super) fn sort<'a>(paths: impl IntoIterator<Item = &'a str>, exercises: &[Exercise]) -> Sorted {
    let mut sorted = Sorted::default();
    for path in paths {
        let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| *part != ".").collect();
        let absolute = parts.first().is_some_and(|part| part.is_empty() || part.ends_with(':'));
        if absolute || parts.contains(&"..") {
            sorted.leading_out.push(path.to_owned());
            continue;
        }
        if let [above @ .., chapter, slug, "src", "lib.rs"] = &parts[..]
            && let Some(place) = exercises
                .iter()
                .position(|exercise| exercise.chapter == *chapter && exercise.slug == *slug)
            && !above.iter().any(|part| part.starts_with('.') || NOT_HERE.contains(part))
        {
            let above = above.strip_suffix(&["exercises"]).unwrap_or(above);
            let answers = sorted.students.entry(above.join("/")).or_default();
            // The first of two; an archive may name a path twice.
            if !answers.iter().any(|(other, _)| *other == place) {
                answers.push((place, path.to_owned()));
            }
        }
    }
    sorted
}

/// A name that could break a table.
pub(super) fn one_line(text: &str) -> String {
    let text = crate::text::folded(text);
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
