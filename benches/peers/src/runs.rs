//! The checkers, each on a program.

use crate::measure::{begins, begun, end, limit, repeat};
use crate::{Program, on_explorer, on_loom, on_shuttle};
use interleave::{Memory, Model, every_result};
use serde_json::{Value, json};
use shuttle::scheduler::{DfsScheduler, PctScheduler, Scheduler};
use std::panic;
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Instant;

/// Preemptions that PCT tries to place, less one, and walks after which it gives up.
const DEPTH: usize = 3;
const WALKS: usize = 1_000_000;

/// Who checks, and how.
#[derive(Clone, Copy)]
pub(crate) enum Checker {
    /// The whole search of the explorer, with its first bounds: to the verdict.
    Verdict,
    /// The explorer's reduced search alone, without old values.
    Sc,
    /// The same with old values.
    Weak,
    /// The explorer's random walks, with this seed.
    Walks(u64),
    Loom,
    /// shuttle in depth-first order.
    Dfs,
    /// shuttle's random walks, with this seed.
    Pct(u64),
}

impl Checker {
    pub(crate) const NAMES: [&str; 7] =
        ["verdict", "sc", "weak", "walks:<seed>", "loom", "dfs", "pct:<seed>"];
}

impl FromStr for Checker {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (name, seed) = text.split_once(':').unwrap_or((text, "0"));
        let seed = seed.parse().map_err(drop)?;
        Ok(match name {
            "verdict" => Checker::Verdict,
            "sc" => Checker::Sc,
            "weak" => Checker::Weak,
            "walks" => Checker::Walks(seed),
            "loom" => Checker::Loom,
            "dfs" => Checker::Dfs,
            "pct" => Checker::Pct(seed),
            _ => return Err(()),
        })
    }
}

/// The programs as JSON.
pub(crate) fn list() -> Value {
    let program = |program: &Program| {
        json!({
            "name": program.name,
            "threads": program.threads,
            "weak": program.weak,
            "fails": program.fails,
        })
    };
    on_explorer::programs::ALL.iter().map(program).collect()
}

/// Runs a program under a checker for so many seconds at most.
pub(crate) fn run(number: usize, checker: Checker, seconds: u64) -> ExitCode {
    let programs = match checker {
        Checker::Verdict | Checker::Sc | Checker::Weak | Checker::Walks(_) => {
            on_explorer::programs::ALL
        }
        Checker::Loom => on_loom::programs::ALL,
        Checker::Dfs | Checker::Pct(_) => on_shuttle::programs::ALL,
    };
    let Some(program) = programs.get(number) else {
        eprintln!("there are {} programs, counted from 0", programs.len());
        return ExitCode::from(2);
    };
    let run = program.run;
    let counted = move || {
        begins();
        run();
    };
    let since = Instant::now();
    limit(seconds, since);
    match checker {
        Checker::Verdict => {
            repeat(since, || match Model::new().executions(usize::MAX).try_check(counted) {
                Ok(checked) => checked.tried,
                Err(report) => end(report.kind(), report.tried(), since),
            })
        }
        Checker::Sc => every(Memory::SequentiallyConsistent, run, since),
        Checker::Weak => every(Memory::Weak, run, since),
        Checker::Walks(seed) => {
            let depth = u32::try_from(DEPTH).expect("a small number");
            let walks = Model::new().random_walks(seed, depth).executions(WALKS);
            match walks.try_check(counted) {
                Ok(_) => end("nothing", WALKS, since),
                Err(report) => end(report.kind(), report.tried(), since),
            }
        }
        Checker::Loom => {
            ends_with_a_panic(since);
            let mut builder = loom::model::Builder::new();
            builder.preemption_bound = None;
            builder.max_branches = 100_000;
            repeat(since, || executions_of(|| builder.check(counted)))
        }
        Checker::Dfs => {
            ends_with_a_panic(since);
            repeat(since, || executions_of(|| shuttle(DfsScheduler::new(None, false), counted)))
        }
        Checker::Pct(seed) => {
            ends_with_a_panic(since);
            shuttle(PctScheduler::new_from_seed(seed, DEPTH, WALKS), counted);
            end("nothing", begun(), since)
        }
    }
}

/// How many executions this runs.
fn executions_of(check: impl FnOnce()) -> usize {
    let before = begun();
    check();
    begun() - before
}

fn every(memory: Memory, run: fn(), since: Instant) -> ! {
    repeat(since, || {
        let counted = every_result(memory, usize::MAX, move || {
            begins();
            run();
        });
        counted.expect("no limit").executions
    })
}

fn shuttle(scheduler: impl Scheduler + 'static, counted: impl Fn() + Send + Sync + 'static) {
    shuttle::Runner::new(scheduler, shuttle::Config::default()).run(counted);
}

/// The first panic is what the checker has found.
fn ends_with_a_panic(since: Instant) {
    panic::set_hook(Box::new(move |panic| {
        let message = panic.payload_as_str().unwrap_or("a panic");
        let words = message.lines().next().unwrap_or_default();
        end(&words.chars().take(60).collect::<String>(), begun(), since)
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_program_is_what_the_list_says() {
        for program in on_explorer::programs::ALL {
            let verdict = Model::new().try_check(program.run);
            assert_eq!(verdict.is_err(), program.fails, "{}", program.name);
            if let Ok(checked) = verdict {
                let weak = checked.summary.contains("stale reads");
                assert_eq!(weak, program.weak, "{}: {}", program.name, checked.summary);
            }
        }
    }
}
