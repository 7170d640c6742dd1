//! There are enough wrong versions, and each claims what no other does.

use std::collections::BTreeMap;
use std::fs;

use crate::dev::Problem;
use crate::exercise::{Exercise, Kind};
use crate::grade::Variant;
use crate::text::folded;
use crate::workspace::Workspace;
use crate::wrong::{self, Claim, Failure};

/// So many wrong versions has an exercise of kind *implement* or *fix* at least.
pub const WRONG_VERSIONS: usize = 4;

pub(super) fn check(workspace: &Workspace, exercise: &Exercise) -> Vec<Problem> {
    let folder = workspace.relative(&exercise.solution_dir.join("wrong"));
    let mistakes = match exercise.mistakes() {
        Ok(mistakes) => mistakes,
        Err(error) => return vec![Problem::new(&folder, 1, format!("{error:#}"))],
    };
    let tests = fs::read_to_string(exercise.tests()).unwrap_or_default();
    let tests_file = workspace.relative(&exercise.tests());
    let mut problems = Vec::new();
    // Who first claimed a test and words.
    let mut claimed: BTreeMap<(String, String), (String, usize)> = BTreeMap::new();
    let mut failing = 0;
    for mistake in &mistakes {
        let path = exercise.wrong(mistake);
        let file = workspace.relative(&path);
        if Variant::RESERVED.contains(&mistake.as_str()) {
            let message = format!("`{mistake}` is no name for a mistake: it means another text");
            problems.push(Problem::new(&file, 1, message));
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let failures = match wrong::header(&text).map(|header| header.claim) {
            Err(error) => {
                problems.push(Problem::new(&file, error.line, error.message));
                continue;
            }
            Ok(Claim::Passes(_)) => continue,
            Ok(Claim::Fails(failures)) => failures,
        };
        failing += 1;
        for failure in failures {
            let compiling = failure.is_of_rustc();
            let Failure { line, test, words } = failure;
            if !compiling && !tests.contains(&format!("fn {test}(")) {
                let message = format!("no test has the name `{test}`");
                problems.push(Problem::new(&file, line, message).see(&tests_file, 1));
            }
            let claim = (test, folded(&words));
            if let Some((other, there)) = claimed.get(&claim) {
                let message = format!(
                    "another version fails `{}` with the words `{}`: name what tells the two apart, or \
                     keep one",
                    claim.0, claim.1
                );
                problems.push(Problem::new(&file, line, message).see(other, *there));
            } else {
                claimed.insert(claim, (file.clone(), line));
            }
        }
    }
    if matches!(exercise.kind, Kind::Implement | Kind::Fix) && failing < WRONG_VERSIONS {
        let message = format!(
            "{failing} wrong versions that fail: there are at least {WRONG_VERSIONS}, each a mistake that \
             people make"
        );
        problems.push(Problem::new(&folder, 1, message));
    }
    problems
}
