//! Takes the answers of another copy of the workbook, for those who have no git.
//!
//! An answer is taken only where nothing is edited here, so nothing is ever written over.

use std::path::Path;

use anyhow::{Result, bail};

use crate::exercise::Exercise;
use crate::files;
use crate::workspace::Workspace;

/// What was taken, and what was not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// Exercises whose answer is here.
    pub taken: Vec<String>,
    /// Exercises that are edited in both copies: the answer here stays.
    pub kept: Vec<String>,
}

/// Takes every answer of the copy at `from` that is edited there and as shipped here.
///
/// # Errors
///
/// `from` is no copy of the workbook, or a file cannot be read or written.
pub fn adopt(workspace: &Workspace, from: &Path) -> Result<Adopted> {
    if !from.join("exercises").is_dir() {
        bail!("`{}` is no copy of the workbook: it has no `exercises`", from.display());
    }
    let other = Workspace::load(from)?;
    let mut adopted = Adopted::default();
    for exercise in &workspace.exercises {
        let Ok(theirs) = other.exercise(&exercise.slug) else { continue };
        let Ok(text) = files::read(&theirs.answer()) else { continue };
        let here = files::read(&exercise.answer()).ok();
        // An older copy may ship another text than this one: its own solution says which.
        if is_shipped(theirs, &text) || here.as_ref() == Some(&text) {
            continue;
        }
        if here.is_some_and(|here| !is_shipped(exercise, &here)) {
            adopted.kept.push(exercise.slug.clone());
        } else {
            files::write(&exercise.answer(), &text)?;
            adopted.taken.push(exercise.slug.clone());
        }
    }
    Ok(adopted)
}

/// Whether nobody has edited this text. One that cannot be compared counts as edited.
fn is_shipped(exercise: &Exercise, text: &str) -> bool {
    exercise.shipped().is_ok_and(|shipped| shipped == text.replace("\r\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = "exercises/a/one/src/lib.rs";

    /// A copy whose shipped text is `// <words>` and `todo!`, and its answer.
    fn copy(words: &str, answer: Option<&str>) -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| files::write(&folder.path().join(path), text).unwrap();
        let manifest = "[package.metadata.exercise]\nkind = \"implement\"\n";
        write("exercises/a/one/Cargo.toml", manifest);
        let solution = format!("// {words}\n// hole: it\nright\n// end hole\n");
        write("solutions/a/one/src/lib.rs", &solution);
        let shipped = format!("// {words}\ntodo!(\"it\")\n");
        write(ANSWER, answer.unwrap_or(&shipped));
        let workspace = Workspace::load(folder.path()).unwrap();
        (folder, workspace)
    }

    fn adopted(here: Option<&str>, there: Option<&str>) -> (Adopted, String) {
        let (_old, old) = copy("old", there);
        let (_new, new) = copy("new", here);
        let adopted = adopt(&new, &old.root).unwrap();
        (adopted, files::read(&new.root.join(ANSWER)).unwrap())
    }

    #[test]
    fn an_answer_is_taken_where_nothing_is_edited() {
        let (adopted, text) = adopted(None, Some("mine\n"));
        assert_eq!(adopted, Adopted { taken: vec!["one".into()], kept: vec![] });
        assert_eq!(text, "mine\n");
    }

    #[test]
    fn an_answer_that_is_edited_here_stays() {
        let (adopted, text) = adopted(Some("mine, and better\n"), Some("mine\n"));
        assert_eq!(adopted, Adopted { taken: vec![], kept: vec!["one".into()] });
        assert_eq!(text, "mine, and better\n");
    }

    #[test]
    fn what_nobody_edited_there_is_not_taken() {
        let (adopted, text) = adopted(None, None);
        assert_eq!(adopted, Adopted::default());
        assert_eq!(text, "// new\ntodo!(\"it\")\n");
    }

    #[test]
    fn what_is_no_copy_is_refused() {
        let (_folder, workspace) = copy("new", None);
        let elsewhere = tempfile::tempdir().unwrap();
        let error = adopt(&workspace, elsewhere.path()).unwrap_err().to_string();
        assert!(error.contains("no copy of the workbook"), "{error}");
    }
}
