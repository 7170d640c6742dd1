//! Threads: starting, parking, ending, and what others can know of them.

use super::Running::{Explorer, Loom};
use super::{Loc, act, current, misuse, running};
use crate::explorer::host::{self, Body};
use crate::explorer::learned::Fact;
use crate::machine::{Act, parker};

/// The object of the running thread's token, and whether a wait for it comes back for no reason.
fn my_parker() -> (u32, bool) {
    match current() {
        Loom(pass) => (pass.my_parker(), false),
        Explorer(shared) => {
            let engine = &mut *shared.engine();
            let me = engine.run.current;
            (engine.run.parker_of(me), engine.run.is_surprised(&mut engine.search))
        }
    }
}

/// Waits for the token of the running thread, or comes back without one.
pub(crate) fn park(at: Loc) {
    let (object, spuriously) = my_parker();
    let park = if spuriously { parker::Act::ParkSpuriously } else { parker::Act::Park };
    act(object, Act::Parker(park), at);
}

/// Waits for the token of the running thread, at most so many nanoseconds.
pub(crate) fn park_timeout(nanos: u64, at: Loc) {
    let (object, spuriously) = my_parker();
    let timed = parker::Act::ParkTimeout { nanos };
    let park = if spuriously { parker::Act::ParkSpuriously } else { timed };
    act(object, Act::Parker(park), at);
}

/// Leaves a token for a thread.
pub(crate) fn unpark(thread: usize, at: Loc) {
    let object = match current() {
        Explorer(shared) => shared.engine().run.parker_of(thread),
        Loom(pass) => pass.parker_of(thread),
    };
    act(object, Act::Parker(parker::Act::Unpark), at);
}

/// Whether a thread has finished.
pub(crate) fn is_finished(thread: usize, at: Loc) -> bool {
    let shared = match current() {
        Explorer(shared) => shared,
        Loom(pass) => return pass.is_finished(thread, at),
    };
    let (object, known) = {
        let engine = &mut *shared.engine();
        let object = engine.run.parker_of(thread);
        let known = engine.knows(object, Fact::Exits);
        engine.learn(object, Fact::Exits);
        (object, known)
    };
    let answer = act(object, Act::Parker(parker::Act::IsFinished), at);
    if known { answer.value != 0 } else { shared.engine().run.threads[thread].finished }
}

/// Whether a thread ended by a panic.
pub(crate) fn has_died(thread: usize) -> bool {
    match current() {
        Explorer(shared) => shared.engine().run.threads[thread].died,
        Loom(pass) => pass.has_died(thread),
    }
}

/// The running thread's last destructors have panicked.
pub(crate) fn dies_late() {
    match current() {
        Explorer(_) => host::dies_late(),
        Loom(pass) => pass.misuse("a destructor panicked at the end of a thread"),
    }
}

/// Before the last act of a thread: a step, if anybody asks whether it has finished.
pub(crate) fn leave_thread() {
    let shared = match current() {
        Explorer(shared) => shared,
        Loom(pass) => return pass.leave_thread(),
    };
    let (object, at) = {
        let engine = &mut *shared.engine();
        let me = engine.run.current;
        let Some(at) = engine.run.threads[me].spawned_at else { return };
        if !engine.learned.knows(at, Fact::Exits) {
            return;
        }
        (engine.run.parker_of(me), at)
    };
    act(object, Act::Parker(parker::Act::Exit), at);
}

/// The running thread, and the number of its execution.
pub(crate) fn this_thread() -> Option<(usize, u64)> {
    Some(match running()? {
        Explorer(shared) => {
            let run = &shared.engine().run;
            (run.current, run.number)
        }
        Loom(pass) => pass.this_thread(),
    })
}

/// The name of a thread, if it has one.
pub(crate) fn name_of(thread: usize) -> Option<String> {
    match current() {
        Explorer(shared) => shared.engine().run.threads.get(thread)?.name.clone(),
        Loom(pass) => pass.name_of(thread),
    }
}

/// Starts a thread. Ends the execution if there are too many.
pub(crate) fn spawn(name: Option<String>, at: Loc, body: Body) -> usize {
    let shared = match current() {
        Explorer(shared) => shared,
        Loom(pass) => return pass.spawn(name, at, body),
    };
    assert!(!shared.engine().run.closing, "no thread can start behind the execution");
    host::spawn(shared, name, at, body).unwrap_or_else(|| {
        let most = crate::explorer::clock::MAX_THREADS;
        misuse(format!("a model has at most {most} threads, the main thread included"), at)
    })
}

/// Last act of a thread.
pub(crate) fn close_thread(died: bool) {
    match running() {
        Some(Loom(pass)) => pass.close_thread(died),
        _ => host::close_thread(died),
    }
}
