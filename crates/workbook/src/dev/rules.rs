//! What must agree in the checkout and is found out by reading.

use std::fs;
use std::path::Path;

use super::Problem;
use crate::exercise::{Exercise, Kind};
use crate::files;
use crate::fingerprint::fingerprint;
use crate::grade::Variant;
use crate::includes;
use crate::text::line_of;
use crate::workspace::Workspace;
use crate::wrong::{self, Claim};

/// So many wrong versions has an exercise of kind *implement* or *fix* at least.
pub const WRONG_VERSIONS: usize = 4;

/// Checks every rule.
pub fn check(workspace: &Workspace) -> Vec<Problem> {
    let mut problems = Vec::new();
    for exercise in &workspace.exercises {
        let mut rules = Rules { workspace, exercise, problems: &mut problems };
        rules.metadata();
        rules.tests_fingerprint();
        rules.shipped_text();
        rules.wrong_versions();
    }
    orphans(workspace, &mut problems);
    let book = workspace.root.join("book").join("src");
    problems.extend(includes::check(&book).into_iter().map(|problem| Problem {
        file: workspace.relative(&book.join(problem.file)),
        line: problem.line,
        message: problem.what,
    }));
    problems
}

struct Rules<'a> {
    workspace: &'a Workspace,
    exercise: &'a Exercise,
    problems: &'a mut Vec<Problem>,
}

impl Rules<'_> {
    fn report(&mut self, path: &Path, line: usize, message: impl Into<String>) {
        self.problems.push(Problem {
            file: self.workspace.relative(path),
            line,
            message: message.into(),
        });
    }

    /// Three hints, minutes and a difficulty.
    fn metadata(&mut self) {
        let manifest = self.exercise.manifest();
        let text = fs::read_to_string(&manifest).unwrap_or_default();
        let table = line_of(&text, "[package.metadata.exercise]").unwrap_or(1);
        let line = |key: &str| {
            let key = format!("{key} =");
            text.lines().position(|line| line.starts_with(&key)).map_or(table, |index| index + 1)
        };
        let exercise = self.exercise;
        let hints = exercise.hints.iter().filter(|hint| !hint.trim().is_empty()).count();
        if hints != 3 || exercise.hints.len() != 3 {
            self.report(
                &manifest,
                line("hints"),
                format!("{hints} hints: there are three, a nudge, the idea, and nearly the code"),
            );
        }
        if exercise.minutes < 1 {
            self.report(
                &manifest,
                line("minutes"),
                "no minutes: how long does it take in a workshop?",
            );
        }
        if !(1..=4).contains(&exercise.difficulty) {
            self.report(&manifest, line("difficulty"), "the difficulty is a number from 1 to 4");
        }
        match &exercise.from {
            None if exercise.kind == Kind::Fix => self.report(
                &manifest,
                table,
                "no `from = \"<mistake>\"`: which wrong version is shipped?",
            ),
            Some(mistake) if !exercise.wrong(mistake).is_file() => self.report(
                &manifest,
                line("from"),
                format!("`{}` does not exist", self.workspace.relative(&exercise.wrong(mistake))),
            ),
            Some(_) if exercise.kind != Kind::Fix => {
                self.report(&manifest, line("from"), "only the kind `fix` has a `from`");
            }
            _ => {}
        }
    }

    /// The fingerprint in the manifest is that of tests/model.rs.
    fn tests_fingerprint(&mut self) {
        let tests = self.exercise.tests();
        let Ok(text) = files::read(&tests) else {
            self.report(&tests, 1, "the tests are missing");
            return;
        };
        if self.exercise.fingerprint != Some(fingerprint(&text)) {
            let manifest = self.exercise.manifest();
            let line = fs::read_to_string(&manifest)
                .ok()
                .and_then(|text| line_of(&text, "tests = \""))
                .unwrap_or(1);
            let message = format!(
                "not the fingerprint of `{}`: run `cargo workbook dev sync`",
                self.workspace.relative(&tests)
            );
            self.report(&manifest, line, message);
        }
    }

    /// The committed src/lib.rs is what the solution ships.
    fn shipped_text(&mut self) {
        let answer = self.exercise.answer();
        let source = match &self.exercise.from {
            Some(mistake) => self.exercise.wrong(mistake),
            None => self.exercise.solution(),
        };
        let shipped = match (&self.exercise.from, files::read(&source)) {
            (_, Err(_)) => {
                self.report(
                    &source,
                    1,
                    "the text that is shipped is made from this file, and it is missing",
                );
                return;
            }
            (Some(_), Ok(text)) => crate::shipped::from_wrong(&text),
            (None, Ok(text)) => match crate::shipped::from_solution(&text) {
                Ok(shipped) => shipped,
                Err(error) => {
                    self.report(&source, error.line, error.message);
                    return;
                }
            },
        };
        let committed = fs::read_to_string(&answer).unwrap_or_default().replace("\r\n", "\n");
        if committed != shipped {
            let line = first_difference(&committed, &shipped);
            let message = format!(
                "differs from what `{}` ships: run `cargo workbook dev sync`",
                self.workspace.relative(&source)
            );
            self.report(&answer, line, message);
        }
    }

    /// There are enough wrong versions, and their headers name tests that exist.
    fn wrong_versions(&mut self) {
        let exercise = self.exercise;
        let folder = exercise.solution_dir.join("wrong");
        let mistakes = match exercise.mistakes() {
            Ok(mistakes) => mistakes,
            Err(error) => {
                self.report(&folder, 1, format!("{error:#}"));
                return;
            }
        };
        let tests = fs::read_to_string(exercise.tests()).unwrap_or_default();
        let mut failing = 0;
        for mistake in &mistakes {
            let path = exercise.wrong(mistake);
            if Variant::RESERVED.contains(&mistake.as_str()) {
                self.report(
                    &path,
                    1,
                    format!("`{mistake}` is no name for a mistake: it means another text"),
                );
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            match wrong::header(&text).map(|header| header.claim) {
                Err(error) => self.report(&path, error.line, error.message),
                Ok(Claim::Passes(_)) => {}
                Ok(Claim::Fails(failures)) => {
                    failing += 1;
                    for failure in failures {
                        if !tests.contains(&format!("fn {}(", failure.test)) {
                            let message = format!(
                                "no test `{}` in `{}`",
                                failure.test,
                                self.workspace.relative(&exercise.tests())
                            );
                            self.report(&path, failure.line, message);
                        }
                    }
                }
            }
        }
        if matches!(exercise.kind, Kind::Implement | Kind::Fix) && failing < WRONG_VERSIONS {
            let message = format!(
                "{failing} wrong versions that fail: there are at least {WRONG_VERSIONS}, each a mistake that people make"
            );
            self.report(&folder, 1, message);
        }
    }
}

/// Every solution has its exercise. (That an exercise has its solution is seen where it is read.)
fn orphans(workspace: &Workspace, problems: &mut Vec<Problem>) {
    let solutions = workspace.root.join("solutions");
    for manifest in manifests(&solutions) {
        let dir = manifest.parent().unwrap_or(&solutions);
        if !workspace.exercises.iter().any(|exercise| exercise.solution_dir == dir) {
            problems.push(Problem {
                file: workspace.relative(&manifest),
                line: 1,
                message: "a solution without an exercise of this chapter and name".into(),
            });
        }
    }
}

fn manifests(solutions: &Path) -> Vec<std::path::PathBuf> {
    let folders = |folder: &Path| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    folders(solutions)
        .iter()
        .flat_map(|chapter| folders(chapter))
        .map(|folder| folder.join("Cargo.toml"))
        .filter(|manifest| manifest.is_file())
        .collect()
}

fn first_difference(a: &str, b: &str) -> usize {
    let same = a.lines().zip(b.lines()).take_while(|(a, b)| a == b).count();
    same.min(a.lines().count().saturating_sub(1)) + 1
}
