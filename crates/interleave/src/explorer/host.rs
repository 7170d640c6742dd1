//! The host: gives the threads of one execution their stacks, and the processor in turn.

use super::context::{self, Shared};
use super::execution::{Ending, Panic};
use crate::locals;
use crate::record::{Effect, Loc};
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Bytes of a thread's stack: as many as std gives. Memory is used as it is touched.
const STACK_SIZE: usize = 2 * 1024 * 1024;

/// Stacks that this process has abandoned. Systems limit how many a process may have.
static ABANDONED: AtomicUsize = AtomicUsize::new(0);
const MOST_ABANDONED: usize = 8_000;

/// No more executions should be abandoned than needed.
pub(crate) fn is_short_of_stacks() -> bool {
    ABANDONED.load(Relaxed) > MOST_ABANDONED
}

/// The closure of a thread.
pub(crate) type Body = Box<dyn FnOnce()>;

/// Why a thread hands the processor back.
pub(crate) enum Suspend {
    /// Its child has to be brought to its first operation.
    Spawned(Body),
    /// It has announced its first operation: its parent goes on.
    Booted,
    /// It is another thread's turn.
    Switch(usize),
    /// The execution has ended. The thread will not be resumed.
    Stop,
}

type Thread = Coroutine<(), Suspend, (), DefaultStack>;

thread_local! {
    /// How the running thread of the model hands the processor back.
    static YIELDER: Cell<*const Yielder<(), Suspend>> = const { Cell::new(std::ptr::null()) };
    /// Lowest address and length of the guard page of each stack, for the handler that names a
    /// stack overflow. Stacks are used again and never given back.
    static STACKS: RefCell<Vec<(usize, usize)>> = const { RefCell::new(Vec::new()) };
    /// Stacks for the next search on this OS thread.
    static FREE: RefCell<Vec<DefaultStack>> = const { RefCell::new(Vec::new()) };
}

/// Hands the processor to the host, until it is this thread's turn again.
pub(crate) fn suspend(why: Suspend) {
    let yielder = YIELDER.get();
    // SAFETY: the host sets YIELDER to the yielder of the coroutine that it resumes, and this code
    // runs on that coroutine's stack, on which the yielder lives.
    unsafe { (*yielder).suspend(why) }
}

/// Ends the execution here. The calling thread is abandoned.
pub(crate) fn stop() -> ! {
    suspend(Suspend::Stop);
    unreachable!("a stopped thread is not resumed")
}

/// A stack for a thread of a model. Its guard page is known from here on.
pub(crate) fn new_stack() -> DefaultStack {
    let stack = DefaultStack::new(STACK_SIZE).expect("memory for a thread's stack");
    let guard = STACK_SIZE.abs_diff(stack.base().get() - stack.limit().get());
    STACKS.with_borrow_mut(|stacks| stacks.push((stack.limit().get(), guard)));
    stack
}

/// One stack more that will not be used again.
pub(crate) fn note_abandoned() {
    ABANDONED.fetch_add(1, Relaxed);
}

/// Whether the address lies in the guard page below a stack of the calling OS thread.
#[cfg(unix)]
pub(crate) fn in_guard_page(address: usize) -> bool {
    STACKS
        .try_with(|stacks| {
            stacks.try_borrow().is_ok_and(|stacks| {
                stacks.iter().any(|(limit, guard)| (*limit..limit + guard).contains(&address))
            })
        })
        .unwrap_or(false)
}

/// Runs executions one after the other on the calling OS thread.
pub(crate) struct Host {
    shared: &'static Shared,
    model: Arc<dyn Fn() + Send + Sync>,
    free_stacks: Vec<DefaultStack>,
    threads: Vec<(Option<Thread>, *const Yielder<(), Suspend>)>,
}

impl Host {
    pub(crate) fn new(shared: &'static Shared, model: Arc<dyn Fn() + Send + Sync>) -> Self {
        Host { shared, model, free_stacks: FREE.take(), threads: Vec::new() }
    }

    /// Runs one execution; how it ended is in the engine. Only the threads of the execution belong
    /// to the model: what runs on this OS thread before and after is outside.
    pub(crate) fn run(&mut self) {
        // An execution that was abandoned while a thread unwound: std's count of panics on this OS
        // thread will never be right again.
        if std::thread::panicking() {
            let (shared, model) = (self.shared, Arc::clone(&self.model));
            let elsewhere = std::thread::Builder::new();
            let run = move || Host::new(shared, model).run_here();
            let ended = elsewhere.spawn(run).expect("a thread to explore on").join();
            ended.expect("the host does not panic");
        } else {
            self.run_here();
        }
    }

    fn run_here(&mut self) {
        context::enter(self.shared);
        let model = Arc::clone(&self.model);
        self.start(Box::new(move || {
            let result = catch_unwind(AssertUnwindSafe(|| model()));
            let last = catch_unwind(locals::end_of_thread);
            if last.is_err() {
                dies_late();
            }
            close_thread(result.is_err() || last.is_err());
            std::mem::forget(last);
            // The payload's destructor is the reader's code: it does not belong here.
            std::mem::forget(result);
        }));
        let mut current = 0;
        // Parents whose children are on their way to their first operation.
        let mut parents = Vec::new();
        while let Some(next) = self.turn(current, &mut parents) {
            current = next;
        }
        self.close();
        context::leave();
        let threads = std::mem::take(&mut self.threads);
        for (number, (thread, _)) in threads.into_iter().enumerate() {
            if let Some(thread) = thread {
                self.abandon(number, thread);
            }
        }
    }

    /// After the last thread: drops what statics hold, and looks for what nobody gave back.
    fn close(&mut self) {
        let (complete, recording, pruned) = {
            let engine = &mut *self.shared.engine();
            let complete = matches!(engine.run.ending, Some(Ending::Complete));
            engine.run.closing = true;
            let recording = std::mem::replace(&mut engine.run.recording, false);
            let pruned = std::mem::replace(&mut engine.search.pruned, true);
            (complete, recording, pruned)
        };
        // Of an execution that was abandoned something may still point there.
        locals::end_of_execution(complete);
        {
            let engine = &mut *self.shared.engine();
            engine.run.recording = recording;
            engine.search.pruned = pruned;
        }
        let engine = &mut *self.shared.engine();
        if complete {
            let limits = engine.limits;
            let leaked = engine.run.leaked(!limits.leaks, limits.delivers);
            if !leaked.is_empty() {
                engine.run.ending = Some(Ending::Leaked(leaked));
            }
        }
    }

    /// Never unwound, and its stack never used again: something may still point into it.
    #[cfg(not(test))]
    fn abandon(&mut self, _: usize, thread: Thread) {
        note_abandoned();
        std::mem::forget(thread);
    }

    /// The engine's own tests abandon millions of threads, and unwind them: no operation is a step
    /// any more, so no destructor waits. One that unwinds already cannot be unwound twice.
    #[cfg(test)]
    fn abandon(&mut self, number: usize, mut thread: Thread) {
        if self.shared.engine().run.threads[number].panicking {
            // SAFETY: in this crate's unit tests threads share `Arc`s only, so nothing points into
            // their stacks.
            unsafe { thread.force_reset() };
            self.free_stacks.push(thread.into_stack());
            return;
        }
        context::enter(self.shared);
        self.shared.engine().run.over = true;
        thread.force_unwind();
        context::leave();
        self.free_stacks.push(thread.into_stack());
    }

    fn start(&mut self, body: Body) {
        let stack = self.free_stacks.pop().unwrap_or_else(new_stack);
        let thread = Coroutine::with_stack(stack, move |yielder: &Yielder<(), Suspend>, ()| {
            YIELDER.set(yielder);
            body();
        });
        self.threads.push((Some(thread), std::ptr::null()));
    }

    /// Lets the thread run until it hands the processor back. Returns who is next.
    fn turn(&mut self, current: usize, parents: &mut Vec<usize>) -> Option<usize> {
        self.shared.engine().run.current = current;
        let (slot, yielder) = &mut self.threads[current];
        let thread = slot.as_mut().expect("a thread that is resumed has not finished");
        YIELDER.set(*yielder);
        let result = thread.resume(());
        *yielder = YIELDER.get();
        match result {
            CoroutineResult::Yield(Suspend::Stop) => None,
            CoroutineResult::Yield(Suspend::Switch(next)) => Some(next),
            CoroutineResult::Yield(Suspend::Booted) => parents.pop(),
            CoroutineResult::Yield(Suspend::Spawned(body)) => {
                self.start(body);
                parents.push(current);
                Some(self.threads.len() - 1)
            }
            CoroutineResult::Return(()) => {
                let finished = slot.take().expect("it has just returned");
                self.free_stacks.push(finished.into_stack());
                let mut engine = self.shared.engine();
                if engine.run.ending.is_some() {
                    return None;
                }
                if std::mem::take(&mut engine.run.threads[current].booting) {
                    return parents.pop();
                }
                engine.schedule()
            }
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // Where the OS thread's locals are gone, no search will follow.
        let _ = FREE.try_with(|free| free.replace(std::mem::take(&mut self.free_stacks)));
    }
}

/// The running thread's last destructors have panicked.
pub(crate) fn dies_late() {
    let Some(shared) = context::current() else { return };
    let run = &mut shared.engine().run;
    let me = run.current;
    run.threads[me].died_late = true;
}

/// Last act of a thread: it has finished, or died of a panic.
pub(crate) fn close_thread(died: bool) {
    let Some(shared) = context::current() else { return };
    let mut engine = shared.engine();
    let run = &mut engine.run;
    #[cfg(test)]
    if run.over {
        return;
    }
    let me = run.current;
    let thread = &mut run.threads[me];
    thread.finished = true;
    thread.died = died;
    thread.panicking = false;
    if run.ends_by_late_race() {
        return;
    }
    let thread = &run.threads[me];
    let at = thread.spawned_at.unwrap_or(std::panic::Location::caller());
    if died && me == 0 {
        run.ending = Some(Ending::Panicked { thread: 0 });
    } else {
        run.note(if died { Effect::Died } else { Effect::Exit }, at);
    }
}

/// Brings a new thread to its first operation. Returns its number, or `None` if there are too many.
pub(crate) fn spawn(shared: &Shared, name: Option<String>, at: Loc, body: Body) -> Option<usize> {
    let child = shared.engine().run.add_thread(name, at)?;
    shared.tick();
    suspend(Suspend::Spawned(body));
    Some(child)
}

/// Takes note of a panic of the running thread. Returns whether another one was already on its way.
pub(crate) fn note_panic(shared: &Shared, panic: Panic) -> bool {
    let Some(mut engine) = shared.try_engine() else { return false };
    let me = engine.run.current;
    let count = engine.run.threads[me].panics.len();
    // The place is the panic's own; the record wants a static one.
    engine.run.note(Effect::Panicked { panic: count }, std::panic::Location::caller());
    let thread = &mut engine.run.threads[me];
    thread.panics.push(panic);
    std::mem::replace(&mut thread.panicking, true)
}
