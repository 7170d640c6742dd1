//! What the tests of an exercise teach, found out by grading: who refuses which wrong version.
//!
//! A test that no mistake needs teaches nothing, and a mistake that a single-threaded test finds is no
//! mistake of concurrency.

use std::collections::BTreeSet;
use std::fs;

use super::Problem;
use super::rules::why_none;
use crate::exercise::{Exercise, Kind};
use crate::files;
use crate::grade::{Graded, Judged, Outcome, Source, Variant, Verdict};
use crate::text::line_of;
use crate::workspace::Workspace;
use crate::wrong::{self, Claim};

/// Of so many wrong versions, one may be refused without a second thread.
const SINGLE_THREADED: usize = 4;
/// The kind of a failure that says that somebody always waits.
const UNREACHED: &str = "unreached witness";

/// Checks what the results of all variants of an exercise say together.
pub fn check(workspace: &Workspace, exercise: &Exercise, graded: &[Graded]) -> Vec<Problem> {
    // Without a solution that holds, nothing is known of the tests: a claim says so.
    let solution = graded.iter().find(|graded| graded.variant.name == "solution");
    let Some(Graded { outcome: Outcome::Judged(tests), .. }) =
        solution.filter(|solution| solution.holds())
    else {
        return Vec::new();
    };
    let killed: Vec<Killed<'_>> = graded.iter().filter_map(Killed::of).collect();
    let lessons = Lessons { workspace, exercise, tests, killed };
    let mut problems = lessons.needless_tests();
    problems.extend(lessons.order());
    problems.extend(lessons.single_threaded());
    problems.extend(lessons.over_locked());
    problems.extend(lessons.second_opinion());
    problems
}

/// A wrong version, and the tests that refuse it.
struct Killed<'a> {
    variant: &'a Variant,
    by: BTreeSet<&'a str>,
    failures: Vec<&'a Judged>,
}

impl<'a> Killed<'a> {
    /// `None` for what is no wrong version, and for one that does not compile.
    fn of(graded: &'a Graded) -> Option<Killed<'a>> {
        let variant = &graded.variant;
        let Source::File(path) = &variant.source else { return None };
        if Variant::RESERVED.contains(&variant.name.as_str()) {
            return None;
        }
        let header = wrong::header(&files::read(path).ok()?).ok()?;
        let (Claim::Fails(_), Outcome::Judged(tests)) = (header.claim, &graded.outcome) else {
            return None;
        };
        let failures: Vec<_> = tests.iter().filter(|test| test.verdict == Verdict::Fails).collect();
        let by = failures.iter().map(|test| test.name.as_str()).collect();
        Some(Killed { variant, by, failures })
    }
}

struct Lessons<'a> {
    workspace: &'a Workspace,
    exercise: &'a Exercise,
    /// As the solution ran them, in their order.
    tests: &'a [Judged],
    killed: Vec<Killed<'a>>,
}

impl Lessons<'_> {
    fn tests_file(&self) -> String {
        self.workspace.relative(&self.exercise.tests())
    }

    fn file_of(&self, killed: &Killed<'_>) -> String {
        self.workspace.relative(&self.exercise.wrong(&killed.variant.name))
    }

    /// Every test after the usage example is the only one to refuse some wrong version.
    fn needless_tests(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for test in self.tests.iter().skip(1) {
            let name = test.name.as_str();
            if self.killed.iter().any(|killed| killed.by.len() == 1 && killed.by.contains(name)) {
                continue;
            }
            let message = format!(
                "no wrong version is refused by `{name}` alone: it is not needed, or the mistake that it \
                 is for is missing"
            );
            let problem = Problem::new(&self.tests_file(), test.line.max(1), message);
            let also = self.killed.iter().find(|killed| killed.by.contains(name));
            problems.push(match also {
                Some(killed) => problem.see(&self.file_of(killed), 1),
                None => problem,
            });
        }
        problems
    }

    /// Single-threaded tests stand first: a reader meets the simple failure before the table.
    fn order(&self) -> Option<Problem> {
        let first = self.tests.iter().find(|test| threads(test) > 1)?;
        let late = self.tests.iter().find(|test| threads(test) == 1 && test.line > first.line)?;
        let message = format!("`{}` has one thread: it stands before those with more", late.name);
        let problem = Problem::new(&self.tests_file(), late.line, message);
        Some(problem.see(&self.tests_file(), first.line))
    }

    fn single_threaded(&self) -> Option<Problem> {
        let single: Vec<&Judged> = self.tests.iter().filter(|test| threads(test) == 1).collect();
        let dies =
            |killed: &&Killed<'_>| single.iter().any(|test| killed.by.contains(test.name.as_str()));
        let dying: Vec<&str> =
            self.killed.iter().filter(dies).map(|killed| killed.variant.name.as_str()).collect();
        if dying.len() * SINGLE_THREADED <= self.killed.len() {
            return None;
        }
        let message = format!(
            "{} of {} wrong versions are refused by one thread alone ({}): at most one in \
             {SINGLE_THREADED}, or the exercise is not about concurrency",
            dying.len(),
            self.killed.len(),
            dying.join(", ")
        );
        let folder = self.workspace.relative(&self.exercise.solution_dir.join("wrong"));
        let line = single.first().map_or(1, |test| test.line.max(1));
        Some(Problem::new(&folder, 1, message).see(&self.tests_file(), line))
    }

    /// The version that locks too much is refused because something is never possible, and for nothing
    /// else.
    fn over_locked(&self) -> Option<Problem> {
        let mistake = self.exercise.over_locked.as_deref()?;
        let killed = self.killed.iter().find(|killed| killed.variant.name == mistake)?;
        let other = killed.failures.iter().find(|test| test.kind.as_deref() != Some(UNREACHED));
        let message = match other {
            None => return None,
            Some(test) => format!(
                "it locks too much, so only a `reach!` may refuse it: `{}` fails by {}",
                test.name,
                test.kind.as_deref().unwrap_or("something else")
            ),
        };
        let problem = Problem::new(&self.file_of(killed), 1, message);
        Some(problem.see(&self.manifest(), self.line("over_locked = ")))
    }

    /// loom judges a model with threads, or the exercise names the limit.
    fn second_opinion(&self) -> Option<Problem> {
        // A set of outcomes and real processes are not its to judge, and what does not compile has no model.
        let never = [Kind::Predict, Kind::Process, Kind::CompileFail].contains(&self.exercise.kind);
        let excused = self.exercise.loom.as_deref().is_some_and(|why| why_none(why).is_some());
        let judged = self.tests.iter().flat_map(|test| &test.records).any(|record| {
            let opinion = record.second_opinion.as_deref().unwrap_or_default();
            let limit = opinion.starts_with("loom not asked: ") && !opinion.contains("INTERLEAVE_");
            record.most_threads > 1 && (opinion.starts_with("loom agrees") || limit)
        });
        if never || excused || judged {
            return None;
        }
        let message = "loom judges no model with more than one thread: add one, or say why there is none \
                       in the manifest, `loom = \"none: <why>\"`";
        let problem = Problem::new(&self.tests_file(), 1, message);
        Some(problem.see(&self.manifest(), self.line("kind = ")))
    }

    fn manifest(&self) -> String {
        self.workspace.relative(&self.exercise.manifest())
    }

    fn line(&self, words: &str) -> usize {
        let text = fs::read_to_string(self.exercise.manifest()).unwrap_or_default();
        line_of(&text, words).unwrap_or(1)
    }
}

/// Threads of the test's models; 0 if it has none.
fn threads(test: &Judged) -> usize {
    test.records.iter().map(|record| record.most_threads).max().unwrap_or(0)
}
