//! The summary, the pages and the folders name the same chapters and exercises.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::subfolders;
use crate::dev::Problem;
use crate::includes;
use crate::summary;
use crate::text::line_of;
use crate::workspace::Workspace;

pub(super) fn check(workspace: &Workspace) -> Vec<Problem> {
    let book = workspace.root.join("book").join("src");
    let path = book.join("SUMMARY.md");
    let file = workspace.relative(&path);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let mut problems = Vec::new();
    // Each page, and the line that names it.
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for page in summary::pages(&text) {
        let mut named = text
            .lines()
            .enumerate()
            .filter(|(_, line)| summary::pages(line).iter().any(|other| other.file == page.file));
        let first = named.next().map_or(1, |(index, _)| index + 1);
        if let Some((again, _)) = named.next()
            && !pages.contains_key(&page.file)
        {
            let message = format!("`{}` is named twice", page.file);
            problems.push(Problem::new(&file, again + 1, message).see(&file, first));
        }
        if !book.join(&page.file).is_file() && !pages.contains_key(&page.file) {
            let message = format!("the page `{}` does not exist", page.file);
            problems.push(Problem::new(&file, first, message));
        }
        pages.insert(page.file, first);
    }
    for page in markdown(&book) {
        let name = page.strip_prefix(&book).unwrap_or(&page).display().to_string();
        if name != "SUMMARY.md" && !pages.contains_key(&name.replace('\\', "/")) {
            let message = "a page that the summary does not name, so that nobody finds it";
            problems.push(Problem::new(&workspace.relative(&page), 1, message).see(&file, 1));
        }
    }
    for side in ["exercises", "solutions"] {
        for chapter in subfolders(&workspace.root.join(side)) {
            let page = format!("{}.md", chapter.file_name().unwrap_or_default().to_string_lossy());
            if !pages.contains_key(&page) {
                let message = format!("a chapter without its page: the summary names no `{page}`");
                problems
                    .push(Problem::new(&workspace.relative(&chapter), 1, message).see(&file, 1));
            }
        }
    }
    problems.extend(unnamed(workspace, &book));
    problems.extend(includes::check(&book).into_iter().map(|problem| {
        let file = workspace.relative(&book.join(problem.file));
        Problem::new(&file, problem.line, problem.what)
    }));
    problems
}

/// Exercises that their chapter's page does not name.
fn unnamed(workspace: &Workspace, book: &Path) -> Vec<Problem> {
    let mut problems = Vec::new();
    for exercise in &workspace.exercises {
        let page = book.join(format!("{}.md", exercise.chapter));
        let Ok(text) = fs::read_to_string(&page) else { continue };
        let card = format!("{{{{#exercise {}}}}}", exercise.slug);
        let by_path = summary::exercises(&text, &exercise.chapter).contains(&exercise.slug);
        if !by_path && line_of(&text, &card).is_none() {
            let manifest = workspace.relative(&exercise.manifest());
            let message = "the page of its chapter does not name this exercise";
            problems.push(Problem::new(&manifest, 1, message).see(&workspace.relative(&page), 1));
        }
    }
    problems
}

/// All pages below a folder.
fn markdown(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    let mut pages: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.extend(subfolders(folder).iter().flat_map(|folder| markdown(folder)));
    pages.sort();
    pages
}
