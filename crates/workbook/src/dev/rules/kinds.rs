//! What an exercise of one kind has, and one of another kind has not: found out by reading.

use std::fs;
use std::path::Path;

use crate::dev::Problem;
use crate::exercise::{Exercise, Kind};
use crate::grade::rustc;
use crate::text::line_of;
use crate::workspace::Workspace;

pub(super) fn check(workspace: &Workspace, exercise: &Exercise) -> Vec<Problem> {
    let manifest = exercise.manifest();
    let text = fs::read_to_string(&manifest).unwrap_or_default();
    let metadata = Metadata { workspace, exercise, manifest: &manifest, text: &text };
    let of_metadata = [metadata.from(), metadata.error(), metadata.because()];
    let mut problems: Vec<_> = of_metadata.into_iter().flatten().collect();
    problems.extend(given(workspace, exercise));
    problems
}

fn problem(workspace: &Workspace, path: &Path, line: usize, message: String) -> Problem {
    Problem::new(&workspace.relative(path), line, message)
}

struct Metadata<'a> {
    workspace: &'a Workspace,
    exercise: &'a Exercise,
    manifest: &'a Path,
    text: &'a str,
}

impl Metadata<'_> {
    /// A problem of this key, or of the table that lacks it.
    fn problem(&self, key: &str, message: impl Into<String>) -> Option<Problem> {
        let start = format!("{key} =");
        let line = self.text.lines().position(|line| line.starts_with(&start));
        let table = || line_of(self.text, "[package.metadata.exercise]").unwrap_or(1);
        let line = line.map_or_else(table, |index| index + 1);
        Some(problem(self.workspace, self.manifest, line, message.into()))
    }

    /// The wrong version that is shipped is named, and exists.
    fn from(&self) -> Option<Problem> {
        let kind = self.exercise.kind;
        match (&self.exercise.from, kind.ships_a_wrong_version()) {
            (None, Some(true)) => {
                self.problem("from", "no `from = \"<mistake>\"`: which wrong version is shipped?")
            }
            (Some(mistake), _) if !self.exercise.wrong(mistake).is_file() => {
                let path = self.workspace.relative(&self.exercise.wrong(mistake));
                self.problem("from", format!("`{path}` does not exist"))
            }
            (Some(_), Some(false)) => {
                self.problem("from", format!("the kind `{kind}` has no `from`"))
            }
            _ => None,
        }
    }

    /// What rustc refuses says with which error.
    fn error(&self) -> Option<Problem> {
        let refused = self.exercise.kind == Kind::CompileFail;
        match &self.exercise.error {
            None if refused => {
                self.problem("error", "no `error = \"E….\"`: why does rustc refuse it?")
            }
            Some(_) if !refused => {
                self.problem("error", "only the kind `compile-fail` has an `error`")
            }
            Some(code) if !rustc::is_code(code) => {
                self.problem("error", format!("`{code}` is no code of an error of rustc's"))
            }
            _ => None,
        }
    }

    /// What rustc refuses is explained.
    fn because(&self) -> Option<Problem> {
        let refused = self.exercise.kind == Kind::CompileFail;
        let said = self.exercise.because.as_ref().is_some_and(|why| !why.trim().is_empty());
        match (refused, said) {
            (true, false) => {
                self.problem("because", "no `because`: what does the error mean here?")
            }
            (false, true) => {
                self.problem("because", "only the kind `compile-fail` has a `because`")
            }
            _ => None,
        }
    }
}

/// What is given is tried by the tests, and only answers that are claims have it: those of the kind *model*,
/// and of the kind *fix* where claims are to be mended.
fn given(workspace: &Workspace, exercise: &Exercise) -> Vec<Problem> {
    let given = exercise.given().unwrap_or_default();
    let tests = fs::read_to_string(exercise.tests()).unwrap_or_default();
    let model = exercise.kind == Kind::Model;
    if model && given.is_empty() {
        let folder = exercise.dir.join("src").join("given");
        let message = "nothing is given: what are the claims to refuse?".to_owned();
        return vec![problem(workspace, &folder, 1, message)];
    }
    let of = |path: &std::path::PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let message = if !model && exercise.kind != Kind::Fix {
            "only the kinds `model` and `fix` have `src/given`".to_owned()
        } else if !tests.contains(&format!("src/given/{name}\"]")) {
            let tests = workspace.relative(&exercise.tests());
            format!("given, and `{tests}` does not include it")
        } else {
            return None;
        };
        Some(problem(workspace, path, 1, message))
    };
    given.iter().filter_map(of).collect()
}
