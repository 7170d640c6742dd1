//! What an exercise claims about its tests, found out by grading.
//!
//! The solution holds, each wrong version is refused in the test and with the words
//! that its header names, and the exercise as shipped is refused for what its kind asks
//! for: it is unfinished, has no prediction, accepts what is wrong … So the tests are
//! proven to teach.

use anyhow::Result;

use super::Problem;
use crate::exercise::{Exercise, Kind};
use crate::files;
use crate::grade::{Graded, Outcome, Source, Variant, Verdict, rustc};
use crate::text::folded;
use crate::workspace::Workspace;
use crate::wrong::{self, Claim, Failure};

/// Returns every variant whose result is claimed: solution, shipped text and wrong versions.
///
/// # Errors
///
/// The shipped text cannot be generated, or a folder not be read.
pub fn variants(exercise: &Exercise) -> Result<Vec<Variant>> {
    let mut variants = vec![Variant::solution(exercise), Variant::shipped(exercise)?];
    for mistake in exercise.mistakes()? {
        variants.push(Variant::wrong(exercise, &mistake));
    }
    Ok(variants)
}

/// Compares the results of [`variants`] with the claims.
pub fn check(workspace: &Workspace, exercise: &Exercise, graded: &[Graded]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for graded in graded {
        let (path, found) = match graded.variant.name.as_str() {
            "solution" => (exercise.solution(), solution(graded)),
            "shipped" => (exercise.answer(), shipped(exercise, graded)),
            _ => match &graded.variant.source {
                Source::File(path) => (path.clone(), wrong_version(path, graded)),
                Source::Text(_) => continue,
            },
        };
        let file = workspace.relative(&path);
        problems
            .extend(found.into_iter().map(|(line, message)| Problem::new(&file, line, message)));
    }
    problems
}

fn solution(graded: &Graded) -> Vec<(usize, String)> {
    if graded.holds() {
        return Vec::new();
    }
    vec![(1, format!("the solution does not hold: {}", result(graded)))]
}

/// The exercise as shipped is red, and the first thing that it says is why.
fn shipped(exercise: &Exercise, graded: &Graded) -> Vec<(usize, String)> {
    let word = match exercise.kind {
        Kind::Predict => "no prediction",
        Kind::Model => "accepts the wrong version",
        Kind::Implement => "unfinished",
        Kind::Process if exercise.from.is_none() => "unfinished",
        Kind::Refactor if fails_besides_form(graded) => {
            return vec![(
                1,
                format!("as shipped it must fail by its form alone: {}", result(graded)),
            )];
        }
        Kind::Fix | Kind::Refactor | Kind::Process => {
            // The shipped text is a wrong version: its header says what must come out.
            let mistake = exercise.from.as_deref().unwrap_or_default();
            return wrong_version(&exercise.wrong(mistake), graded);
        }
        Kind::CompileFail => return does_not_compile(exercise, graded),
    };
    let says_so = graded.first_failure().is_some_and(|test| {
        test.kind.as_deref() == Some(word) || folded(&test.report).contains(word)
    });
    if says_so {
        return Vec::new();
    }
    vec![(1, format!("as shipped it must be refused as `{word}`: {}", result(graded)))]
}

/// Whether something else than the form is wrong: before it is refactored, the behaviour is right.
fn fails_besides_form(graded: &Graded) -> bool {
    let Outcome::Judged(tests) = &graded.outcome else { return false };
    let mut failing = tests.iter().filter(|test| test.verdict == Verdict::Fails);
    failing.any(|test| test.kind.as_deref() != Some("form"))
}

/// rustc refuses the shipped text, for the named reason and for no other.
fn does_not_compile(exercise: &Exercise, graded: &Graded) -> Vec<(usize, String)> {
    let code = exercise.error.as_deref().unwrap_or_default();
    let named =
        matches!(&graded.outcome, Outcome::DoesNotCompile(errors) if rustc::only(errors, code));
    // A rule names that there is no code.
    if named || code.is_empty() {
        return Vec::new();
    }
    vec![(
        1,
        format!("as shipped it must not compile, because of `{code}` alone: {}", result(graded)),
    )]
}

fn wrong_version(path: &std::path::Path, graded: &Graded) -> Vec<(usize, String)> {
    let Ok(header) = files::read(path).map(|text| wrong::header(&text)) else {
        return vec![(1, "the wrong version cannot be read".into())];
    };
    match header.map(|header| header.claim) {
        // A rule names it.
        Err(_) => Vec::new(),
        Ok(Claim::Passes(_)) if graded.holds() => Vec::new(),
        Ok(Claim::Passes(_)) => vec![(1, format!("it says `passes`: {}", result(graded)))],
        Ok(Claim::Fails(failures)) => failures
            .iter()
            .filter_map(|failure| Some((failure.line, unfulfilled(failure, graded)?)))
            .collect(),
    }
}

fn unfulfilled(failure: &Failure, graded: &Graded) -> Option<String> {
    let Failure { test: name, words, .. } = failure;
    if failure.is_of_rustc() {
        let refused = match &graded.outcome {
            Outcome::DoesNotCompile(errors) if rustc::is_code(words) => rustc::only(errors, words),
            Outcome::DoesNotCompile(errors) => folded(errors).contains(&folded(words)),
            Outcome::Judged(_) => false,
        };
        let what =
            || format!("it must not compile, because of `{words}` alone: {}", result(graded));
        return (!refused).then(what);
    }
    let test = match graded.test(name) {
        Some(test) => test,
        None => return Some(format!("test `{name}` did not run: {}", result(graded))),
    };
    if test.verdict == Verdict::Holds {
        return Some(format!("test `{name}` holds: {}", result(graded)));
    }
    let found =
        format!("{} {} {}", test.kind.as_deref().unwrap_or_default(), test.summary, test.report);
    if folded(&found).contains(&folded(words)) {
        return None;
    }
    Some(format!("test `{name}` fails without the words `{words}`: {}", one_line(&test.summary)))
}

/// What came out, in one line.
fn result(graded: &Graded) -> String {
    match &graded.outcome {
        Outcome::DoesNotCompile(errors) => {
            let first = one_line(errors);
            let more = rustc::codes(errors).into_iter().filter(|code| !first.contains(code));
            let more: String = more.map(|code| format!(", and {code}")).collect();
            format!("it does not compile: {first}{more}")
        }
        Outcome::Judged(tests) if tests.is_empty() => "there is no test".into(),
        Outcome::Judged(_) => match graded.first_failure() {
            Some(test) => format!("`{}` fails: {}", test.name, one_line(&test.summary)),
            None => "every test holds".into(),
        },
    }
}

fn one_line(text: &str) -> String {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_owned()
}
