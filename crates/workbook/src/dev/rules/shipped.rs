//! What is generated is what is committed: the shipped text, and the fingerprint of the tests.

use std::fs;
use std::path::Path;

use super::manifest::Manifest;
use crate::dev::Problem;
use crate::exercise::Exercise;
use crate::files;
use crate::fingerprint::fingerprint;
use crate::shipped;
use crate::workspace::Workspace;

pub(super) fn check(workspace: &Workspace, exercise: &Exercise) -> Vec<Problem> {
    [fingerprint_of_tests(workspace, exercise), text(workspace, exercise)]
        .into_iter()
        .flatten()
        .collect()
}

/// The fingerprint in the manifest is that of tests/model.rs.
fn fingerprint_of_tests(workspace: &Workspace, exercise: &Exercise) -> Option<Problem> {
    let tests = workspace.relative(&exercise.tests());
    let Ok(text) = exercise.tests_text() else {
        return Some(Problem::new(&tests, 1, "the tests are missing"));
    };
    if exercise.fingerprint == Some(fingerprint(&text)) {
        return None;
    }
    let manifest = Manifest::read(workspace, &exercise.manifest()).ok()?;
    let line = manifest.line_of(&["package", "metadata", "exercise", "tests"]);
    let message = "not the fingerprint of the tests: run `cargo workbook dev sync`";
    Some(manifest.problem(line, message).see(&tests, 1))
}

/// The committed src/lib.rs is what the solution, or for kind *fix* a wrong version, ships.
fn text(workspace: &Workspace, exercise: &Exercise) -> Option<Problem> {
    let source = match &exercise.from {
        Some(mistake) => exercise.wrong(mistake),
        None => exercise.solution(),
    };
    let at_source =
        |line, message: &str| Some(Problem::new(&workspace.relative(&source), line, message));
    let Ok(text) = files::read(&source) else {
        return at_source(1, "the text that is shipped is made from this file, and it is missing");
    };
    let generated = match &exercise.from {
        Some(_) => shipped::from_wrong(&text),
        None => match shipped::from_solution(&text) {
            Ok(generated) => generated,
            Err(error) => return at_source(error.line, &error.message),
        },
    };
    differs(workspace, &exercise.answer(), &generated, &source)
}

fn differs(
    workspace: &Workspace,
    answer: &Path,
    generated: &str,
    source: &Path,
) -> Option<Problem> {
    let committed = fs::read_to_string(answer).unwrap_or_default().replace("\r\n", "\n");
    if committed == generated {
        return None;
    }
    let line = first_difference(&committed, generated);
    let message = "differs from what is shipped: run `cargo workbook dev sync`";
    let problem = Problem::new(&workspace.relative(answer), line, message);
    Some(problem.see(&workspace.relative(source), 1))
}

fn first_difference(a: &str, b: &str) -> usize {
    let same = a.lines().zip(b.lines()).take_while(|(a, b)| a == b).count();
    same.min(a.lines().count().saturating_sub(1)) + 1
}
