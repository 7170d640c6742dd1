//! Coroutines of our own inside of loom's.
//!
//! loom gives the main thread of a model 32 KiB of stack, and leaves a failed execution by
//! unwinding, where a second panic in some destructor aborts the process. So a thread of the model
//! runs on a stack of ours. When the execution has failed, that stack is abandoned as it is, and
//! what loom unwinds has no frame of the code under test.

use super::pass::{Pass, current};
use crate::explorer::host::{new_stack, note_abandoned};
use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult, Yielder};
use std::cell::RefCell;
use std::panic::resume_unwind;

thread_local! {
    static FREE_STACKS: RefCell<Vec<DefaultStack>> = const { RefCell::new(Vec::new()) };
}

/// What loom's coroutines are left by, when the pass is over before its time.
struct Over;

/// Runs a thread of the model, or the work between two executions. Called on a stack of loom's.
pub(super) fn run(thread: usize, body: Box<dyn FnOnce()>) {
    let pass = current().expect("loom runs inside of a pass");
    let stack = FREE_STACKS.with_borrow_mut(Vec::pop).unwrap_or_else(new_stack);
    let mut coroutine = Coroutine::with_stack(stack, move |yielder: &Yielder<(), ()>, ()| {
        pass.start(thread, yielder);
        body();
    });
    let ended = coroutine.resume(());
    // Whatever panics from here on, up to the next return into a thread of the model, is loom.
    pass.inside.set(true);
    match ended {
        CoroutineResult::Return(()) => {
            FREE_STACKS.with_borrow_mut(|stacks| stacks.push(coroutine.into_stack()));
        }
        CoroutineResult::Yield(()) => {
            note_abandoned();
            std::mem::forget(coroutine);
            // Destructors of loom's own frames run now; no model is there for them.
            pass.leave();
            resume_unwind(Box::new(Over));
        }
    }
}

/// Ends the pass here. The calling thread is abandoned.
pub(super) fn stop(pass: &Pass) -> ! {
    let yielder = pass.yielder();
    // SAFETY: `run` has set it to the yielder of the coroutine on whose stack this code runs.
    unsafe { (*yielder).suspend(()) };
    unreachable!("a stopped thread is not resumed")
}
