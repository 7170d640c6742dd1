//! Asks all three: raw loom, the explorer, and loom as the second opinion.

use interleave::{Model, SecondOpinion, outcomes};
use loom::model::Builder;
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::{Arc, Mutex};

type Program = fn() -> String;

/// A program in loom's terms and in ours.
macro_rules! both {
    ($($path:ident)::+) => {
        (crate::with_loom::$($path)::+, crate::with_ours::$($path)::+)
    };
}
pub(crate) use both;

/// What raw loom makes of a program.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) executions: usize,
    /// Of the executions that ended, in the order of the alphabet.
    pub(crate) outcomes: Vec<String>,
    /// The first panic, if it does not pass.
    pub(crate) failure: Option<String>,
    pub(crate) aborts: bool,
    /// What stands on stderr.
    pub(crate) lines: usize,
}

impl Raw {
    #[track_caller]
    pub(crate) fn passes(&self, outcomes: &[&str]) {
        assert_eq!(self.failure, None, "{self:?}");
        assert_eq!(self.outcomes, outcomes, "{self:?}");
    }

    #[track_caller]
    pub(crate) fn panics(&self, with: &str) {
        let failure = self.failure.as_deref().unwrap_or("it passes");
        assert!(failure.contains(with), "{self:?}");
    }
}

pub(crate) struct Said {
    pub(crate) raw: Raw,
    ours: Program,
}

impl Said {
    /// The explorer passes the program, which has these outcomes.
    #[track_caller]
    pub(crate) fn explored(&self, expected: &[&str]) {
        assert_eq!(outcomes(self.ours).to_vec(), expected);
    }

    /// The explorer rejects the program.
    #[track_caller]
    pub(crate) fn rejected(&self, kind: &str) {
        let ours = self.ours;
        let report = Model::new().try_check(move || drop(ours())).unwrap_err();
        assert_eq!(report.kind(), kind, "{report}");
    }

    /// loom as the second opinion has tried all, and has nothing against it.
    #[track_caller]
    pub(crate) fn agreed(&self) {
        let opinion = self.second();
        assert!(matches!(opinion, SecondOpinion::Agrees { complete: true, .. }), "{opinion:?}");
    }

    /// loom as the second opinion rejects it as well.
    #[track_caller]
    pub(crate) fn vetoed(&self, with: &str) {
        match self.second() {
            SecondOpinion::Vetoes { message, .. } => {
                assert!(message.contains(with), "another message: {message}");
            }
            other => panic!("no veto: {other:?}"),
        }
    }

    #[track_caller]
    pub(crate) fn second(&self) -> SecondOpinion {
        let ours = self.ours;
        Model::second_opinion(move || drop(ours()))
    }
}

const VARIABLE: &str = "INTERLEAVE_RAW_LOOM";

/// Runs a program under raw loom in a process of its own; `None` in that process. `test` is the path
/// of the test that calls.
pub(crate) fn ask(test: &str, programs: (Program, Program)) -> Option<Said> {
    ask_within(test, None, programs)
}

/// The same, with a limit to the preemptions for raw loom.
pub(crate) fn ask_within(
    test: &str,
    preemptions: Option<usize>,
    (theirs, ours): (Program, Program),
) -> Option<Said> {
    if std::env::var_os(VARIABLE).is_some() {
        explore(preemptions, theirs);
        return None;
    }
    let output = Command::new(std::env::current_exe().expect("the test's own path"))
        .args([test, "--exact", "--nocapture"])
        .env(VARIABLE, "1")
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("the test runs once more");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    let outcomes: BTreeSet<_> =
        said.lines().filter_map(|line| Some(line.split_once("raw outcome: ")?.1)).collect();
    let mut panics = complained.lines().skip_while(|line| !line.contains("panicked at")).skip(1);
    let raw = Raw {
        executions: said.matches("raw execution").count(),
        outcomes: outcomes.into_iter().map(str::to_owned).collect(),
        failure: (!output.status.success()).then(|| panics.next().unwrap_or_default().to_owned()),
        aborts: output.status.code().is_none(),
        lines: complained.lines().count(),
    };
    assert!(raw.executions > 0, "loom did not run: is {test} the test's path?");
    Some(Said { raw, ours })
}

fn explore(preemptions: Option<usize>, program: Program) {
    let mut builder = Builder::new();
    builder.preemption_bound = preemptions;
    let seen = Arc::new(Mutex::new(BTreeSet::new()));
    builder.check(move || {
        println!("raw execution");
        let outcome = program();
        if seen.lock().unwrap().insert(outcome.clone()) {
            println!("raw outcome: {outcome}");
        }
    });
}
