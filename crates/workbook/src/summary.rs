//! The order of chapters and exercises, which `book/src/SUMMARY.md` and the pages give.

/// A page that the summary names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The title as the summary has it.
    pub title: String,
    /// The file, relative to `book/src`, such as `locks.md`.
    pub file: String,
}

impl Page {
    /// The chapter's name: the file's, without its ending. A page in a folder is no chapter, and its name
    /// has the folder: `verdicts/deadlock` is not the chapter `deadlock`.
    pub fn chapter(&self) -> &str {
        self.file.strip_suffix(".md").unwrap_or(&self.file)
    }
}

/// Returns the pages that a summary names, in its order.
///
/// A draft (a title without a file) has no page yet and is left out.
pub fn pages(summary: &str) -> Vec<Page> {
    summary.lines().filter_map(page).collect()
}

fn page(line: &str) -> Option<Page> {
    let (_, link) = line.split_once('[')?;
    let (title, target) = link.split_once("](")?;
    let (file, _) = target.split_once(')')?;
    let file = file.trim().trim_start_matches("./");
    file.ends_with(".md").then(|| Page { title: title.to_owned(), file: file.to_owned() })
}

/// Returns the exercises of `chapter` that a page names, each once, in the page's order.
///
/// A page names an exercise by its path, `exercises/<chapter>/<slug>`.
pub fn exercises(page: &str, chapter: &str) -> Vec<String> {
    let path = format!("exercises/{chapter}/");
    let mut slugs: Vec<String> = Vec::new();
    for (start, _) in page.match_indices(&path) {
        let slug: String = page[start + path.len()..]
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        if !slug.is_empty() && !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_drafts_and_nesting_do_not_matter() {
        let summary = "# Summary\r\n\r\n[Introduction](introduction.md)\r\n\r\n# Part one\r\n\r\n\
                       - [Every interleaving](./interleavings.md)\r\n    - [Deeper](deep/locks.md)\r\n- [Later]()\r\n";
        let pages = pages(summary);
        let chapters: Vec<_> = pages.iter().map(Page::chapter).collect();
        assert_eq!(chapters, ["introduction", "interleavings", "deep/locks"]);
        assert_eq!(pages[1].title, "Every interleaving");
    }

    #[test]
    fn a_page_orders_its_exercises_by_first_mention() {
        let page = "See [b](../../exercises/locks/b_two/src/lib.rs), `exercises/locks/a`, \
                    exercises/locks/b_two and exercises/waiting/c.";
        assert_eq!(exercises(page, "locks"), ["b_two", "a"]);
    }
}
