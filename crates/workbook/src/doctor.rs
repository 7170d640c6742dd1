//! Whether everything around the exercises is as it must be, and what to do where it is not.
//!
//! Each check is a function of its own that looks and changes nothing. What it finds is one line:
//! *good*; *advice*, where something is slower or less comfortable than it could be; or *broken*, where
//! no verdict can come. What is not good has its fix.

mod disk;
mod offline;
mod terminal;
mod tools;
mod watching;

use crate::process::Stop;
use crate::workspace::Workspace;

pub use offline::build_what_an_exercise_needs;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As it must be.
    Good,
    /// It works, and could be better.
    Advice,
    /// No verdict can come.
    Broken,
}

impl State {
    /// The state as `--json` names it.
    pub fn name(self) -> &'static str {
        match self {
            State::Good => "good",
            State::Advice => "advice",
            State::Broken => "broken",
        }
    }
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, in a word or two.
    pub check: &'static str,
    /// How bad it is.
    pub state: State,
    /// What was found, in one line.
    pub found: String,
    /// What to do, in one line, unless it is good.
    pub fix: Option<String>,
}

impl Finding {
    fn good(check: &'static str, found: impl Into<String>) -> Finding {
        Finding { check, state: State::Good, found: one_line(&found.into()), fix: None }
    }

    fn advice(check: &'static str, found: impl Into<String>, fix: impl Into<String>) -> Finding {
        Finding { state: State::Advice, fix: Some(fix.into()), ..Finding::good(check, found) }
    }

    fn broken(check: &'static str, found: impl Into<String>, fix: impl Into<String>) -> Finding {
        Finding { state: State::Broken, ..Finding::advice(check, found, fix) }
    }
}

/// Makes all checks, and tells each finding as soon as it is there.
///
/// With `prove_offline`, what an exercise needs is also built into an empty folder and without
/// network, which takes as long as the first check of all.
pub fn examine(
    workspace: &Workspace,
    prove_offline: bool,
    stop: &Stop,
    tell: &mut dyn FnMut(&Finding),
) -> State {
    let mut checks: Vec<Box<dyn Fn() -> Finding + '_>> = vec![
        Box::new(|| tools::toolchain(workspace)),
        Box::new(|| tools::linker(workspace)),
        Box::new(tools::rust_analyzer),
        Box::new(|| disk::progress(workspace)),
        Box::new(|| disk::space(workspace)),
        Box::new(|| disk::filesystem(workspace)),
        Box::new(|| watching::watching(workspace)),
        Box::new(terminal::terminal),
        Box::new(|| offline::packages(workspace, prove_offline)),
        Box::new(|| offline::editor(prove_offline)),
    ];
    if prove_offline {
        checks.push(Box::new(|| offline::proof(workspace, stop)));
    }
    let mut worst = State::Good;
    for check in checks {
        if stop.is_set() {
            break;
        }
        let finding = check();
        tell(&finding);
        worst = worst.max(finding.state);
    }
    worst
}

/// What other programs say may have many lines, and codes for the terminal.
fn one_line(text: &str) -> String {
    crate::text::folded(&crate::text::plain(text))
}
