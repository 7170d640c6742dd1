//! The thread that waits for loom's opinion, and sees to it that there is one.

use super::end::End;
use super::learned::Learned;
use super::opinion::Opinion;
use super::pass::{self, Closure, Limits, Outcome};
use super::{BOUND, BUDGET, CHEAP, UNBOUNDED};
use crate::explorer::context::Fate;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// As for the explorer: so many looks without an operation make an endless loop.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: u32 = 60;

/// Passes after which it is no longer believed that there is little to learn.
const MOST_PASSES: usize = 40;

/// What the OS thread that runs loom leaves for the one that waits. A handler of signals may write.
pub(crate) struct Sign {
    ticks: AtomicU64,
    fate: AtomicU8,
}

impl Sign {
    pub(super) fn tick(&self) {
        // Only the thread that runs loom writes.
        self.ticks.store(self.ticks.load(Relaxed) + 1, Relaxed);
    }

    pub(crate) fn set_fate(&self, fate: Fate) {
        if self.fate.load(Relaxed) == 0 {
            self.fate.store(fate as u8, Relaxed);
        }
    }
}

/// Asks loom about a model, within the number of preemptions that the model declares. The calling thread
/// waits.
pub(crate) fn judge(name: &str, model: &Closure, declared: Option<u32>) -> Opinion {
    // Two passes at a time take several times as long as one after the other: loom maps a stack for
    // each thread of each execution, and a process has one memory map.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let mut learned = Learned::default();
    let mut agreed = None;
    let declared = declared.map(|bound| bound as usize);
    for _ in 0..MOST_PASSES {
        let crowded = learned.crowd && agreed.is_none();
        let preemptions =
            if crowded { Some(declared.unwrap_or(BOUND).min(BOUND)) } else { declared };
        let executions = if agreed.is_none() { BUDGET } else { UNBOUNDED };
        let limits = Limits { executions, preemptions };
        let outcome = match pass(name, model, limits, learned) {
            Ok(outcome) => outcome,
            Err(lost) => return Opinion::Lost { message: lost.to_owned() },
        };
        let Outcome { end, executions, complete, .. } = outcome;
        learned = outcome.learned;
        let opinion = match end {
            End::Learned => continue,
            End::Through => Opinion::Agrees { executions, complete, preemption_bound: preemptions },
            End::NotAsked(why) => Opinion::NotAsked(why),
            End::GaveUp(why) => Opinion::GaveUp { why, executions },
            End::Failed(message) => Opinion::Vetoes { message, executions },
        };
        let is_cheap = complete && executions <= CHEAP && preemptions != declared;
        match (opinion, agreed) {
            (opinion @ Opinion::Agrees { .. }, None) if is_cheap => agreed = Some(opinion),
            // It did not come to an end without the bound.
            (Opinion::Agrees { complete: false, .. } | Opinion::GaveUp { .. }, Some(bounded)) => {
                return bounded;
            }
            (opinion, _) => return opinion,
        }
    }
    Opinion::GaveUp { why: "every pass shows something new".to_owned(), executions: 0 }
}

/// Runs a pass on an OS thread of its own, and waits. `Err`: the thread does not come back.
fn pass(
    name: &str,
    model: &Closure,
    limits: Limits,
    learned: Learned,
) -> Result<Outcome, &'static str> {
    // Leaked: a thread that is lost keeps it.
    let sign: &'static Sign =
        Box::leak(Box::new(Sign { ticks: AtomicU64::new(0), fate: AtomicU8::new(0) }));
    let (sender, receiver) = channel();
    let model = Arc::clone(model);
    let asking = std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || {
            let outcome = pass::run(sign, &model, limits, learned);
            // Nobody listens any more if this thread has been given up.
            let _ = sender.send(outcome);
        })
        .expect("a thread for loom");
    let (mut ticks, mut looks) = (0, 0);
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(outcome) => return Ok(outcome),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => match asking.join() {
                Err(bug) => resume_unwind(bug),
                Ok(()) => unreachable!("a thread that returns has sent what it came to"),
            },
        }
        let fate = sign.fate.load(Relaxed);
        let now = sign.ticks.load(Relaxed);
        looks = if now == ticks { looks + 1 } else { 0 };
        ticks = now;
        if fate != 0 || looks == LOOKS {
            return Err(lost(fate));
        }
    }
}

fn lost(fate: u8) -> &'static str {
    let is = |other: Fate| other as u8 == fate;
    match fate {
        0 => "a thread runs without end and does no operation",
        _ if is(Fate::StackOverflow) => "a thread overflowed its stack",
        _ if is(Fate::BadAccess) => "a thread used a bad pointer",
        _ if is(Fate::Exit) => "a thread ended the process",
        _ if is(Fate::PanicInDrop) => "a destructor panicked while a panic unwound",
        _ => "a thread aborted the process",
    }
}
