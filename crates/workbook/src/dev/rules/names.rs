//! Names are the same everywhere: folders, packages, chapters; `snake_case`, and no numbers, which would be
//! wrong as soon as something is put in between.

use std::path::Path;

use super::manifest::{Manifest, subfolders};
use crate::dev::Problem;
use crate::exercise::Exercise;
use crate::workspace::Workspace;

/// An exercise and its solution: folder, package, files of wrong versions.
pub(super) fn of_exercise(workspace: &Workspace, exercise: &Exercise) -> Vec<Problem> {
    let slug = &exercise.slug;
    let mut problems = Vec::new();
    let manifest = workspace.relative(&exercise.manifest());
    if let Some(what) = unfit(slug) {
        problems.push(Problem::new(&manifest, 1, format!("the folder `{slug}` {what}")));
    }
    let solution = exercise.solution_dir.join("Cargo.toml");
    for (path, expected) in
        [(exercise.manifest(), slug.clone()), (solution, format!("{slug}_solution"))]
    {
        match Manifest::read(workspace, &path) {
            Err(problem) if !path.exists() => problems.push(problem.see(&manifest, 1)),
            // The rules of packages say what is wrong with it.
            Err(_) => {}
            Ok(package) => {
                let name = package.at(&["package", "name"]);
                if name.and_then(|(name, _)| name.as_str()) != Some(&expected) {
                    let line = package.line_of(&["package", "name"]);
                    let message = format!("the package of this folder is named `{expected}`");
                    problems.push(package.problem(line, message));
                }
            }
        }
    }
    for mistake in exercise.mistakes().unwrap_or_default() {
        if let Some(what) = unfit(&mistake) {
            let file = workspace.relative(&exercise.wrong(&mistake));
            problems.push(Problem::new(&file, 1, format!("the name `{mistake}` {what}")));
        }
    }
    problems
}

/// Chapters, solutions without exercises, and what lies beside the wrong versions.
pub(super) fn of_tree(workspace: &Workspace) -> Vec<Problem> {
    let mut problems = Vec::new();
    for side in ["exercises", "solutions"] {
        for chapter in subfolders(&workspace.root.join(side)) {
            if let Some(what) = chapter.file_name().and_then(|name| unfit(&name.to_string_lossy()))
            {
                let message = format!("the name of a chapter {what}");
                problems.push(Problem::new(&workspace.relative(&chapter), 1, message));
            }
        }
    }
    for chapter in subfolders(&workspace.root.join("solutions")) {
        for folder in subfolders(&chapter) {
            if !workspace.exercises.iter().any(|exercise| exercise.solution_dir == folder) {
                let manifest = workspace.relative(&folder.join("Cargo.toml"));
                let message = "a solution without an exercise of this chapter and name";
                problems.push(Problem::new(&manifest, 1, message));
            }
            problems.extend(strays(workspace, &folder.join("wrong")));
        }
    }
    problems
}

/// A file that is read as no wrong version.
fn strays(workspace: &Workspace, folder: &Path) -> Vec<Problem> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let stray = |path: &std::path::PathBuf| path.extension().is_none_or(|ending| ending != "rs");
    let message = "no wrong version: those are files `<mistake>.rs`";
    paths.filter(stray).map(|path| Problem::new(&workspace.relative(&path), 1, message)).collect()
}

/// What is wrong with a name, if anything.
pub(super) fn unfit(name: &str) -> Option<&'static str> {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let words = || name.split('_');
    if !name.chars().all(letters) || words().any(str::is_empty) {
        Some("is not in `snake_case`")
    } else if words().any(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
        Some("has a number: the order stands in book/src/SUMMARY.md alone")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::unfit;

    #[test]
    fn names_are_snake_case_without_numbers() {
        for fit in ["a", "counter", "reader_of_u32", "sha256"] {
            assert_eq!(unfit(fit), None, "{fit}");
        }
        for name in ["Counter", "a-b", "a__b", "_a", "a_", "", "é"] {
            assert_eq!(unfit(name), Some("is not in `snake_case`"), "{name}");
        }
        for name in ["01_locks", "locks_2", "2locks"] {
            assert!(unfit(name).is_some_and(|what| what.starts_with("has a number")), "{name}");
        }
    }
}
