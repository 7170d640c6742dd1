//! One pass of loom over all executions, on an OS thread of its own.

use super::calls::text_of;
use super::end::{End, of_message};
use super::host;
use super::learned::Learned;
use super::run::Run;
use super::threads::Thread;
use super::watch::Sign;
use super::{BRANCHES, MOST_THREADS};
use crate::{engine, locals};
use corosensei::Yielder;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::mem::forget;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub(crate) type Closure = Arc<dyn Fn() + Send + Sync>;

/// What the OS thread that runs loom knows.
pub(crate) struct Pass {
    pub(super) sign: &'static Sign,
    limits: Limits,
    pub(super) learned: RefCell<Learned>,
    pub(super) run: RefCell<Run>,
    /// The thread of the model that runs.
    pub(super) current: Cell<usize>,
    /// The running code is loom's.
    pub(super) inside: Cell<bool>,
    /// The plain memory that is being looked at.
    pub(super) touching: Cell<Option<u32>>,
    /// By their addresses.
    pub(super) statics: RefCell<HashMap<usize, &'static loom::lazy_static::Lazy<()>>>,
    pub(super) end: RefCell<Option<End>>,
    executions: Cell<usize>,
    pub(super) operations: Cell<u64>,
    /// Of the coroutine that runs between two executions.
    yielder: Cell<*const Yielder<(), ()>>,
}

thread_local! {
    static CURRENT: Cell<Option<&'static Pass>> = const { Cell::new(None) };
}

/// The pass that the running code belongs to.
#[inline]
pub(crate) fn current() -> Option<&'static Pass> {
    CURRENT.try_with(Cell::get).unwrap_or(None)
}

/// Lets loom's coroutines install what they install once in a process: a panic hook, and handlers
/// of signals. Whoever calls this installs its own handlers behind it.
pub(crate) fn warm_up() {
    loom::model::Builder::new().check(|| {});
}

/// How far a pass may go.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) executions: usize,
    pub(super) preemptions: Option<usize>,
}

/// What a pass came to.
pub(super) struct Outcome {
    pub(super) end: End,
    pub(super) executions: usize,
    /// Nothing is left to try within the limits.
    pub(super) complete: bool,
    pub(super) learned: Learned,
}

/// Runs one pass on the calling OS thread, which is of no further use: a panic that was on its way
/// through an abandoned stack counts there for ever.
pub(super) fn run(
    sign: &'static Sign,
    model: &Closure,
    limits: Limits,
    learned: Learned,
) -> Outcome {
    // Leaked, as what is left on abandoned stacks may point to it.
    let pass: &'static Pass = Box::leak(Box::new(Pass::new(sign, limits, learned)));
    let end = pass.run_all(model);
    let executions = pass.executions.get();
    Outcome {
        end,
        executions,
        complete: executions < limits.executions && !pass.is_out_of_operations(),
        learned: pass.learned.take(),
    }
}

impl Pass {
    fn new(sign: &'static Sign, limits: Limits, learned: Learned) -> Self {
        let run = Run { closing: true, ..Run::default() };
        Pass {
            sign,
            limits,
            learned: RefCell::new(learned),
            run: RefCell::new(run),
            current: Cell::new(0),
            inside: Cell::new(true),
            touching: Cell::new(None),
            statics: RefCell::default(),
            end: RefCell::default(),
            executions: Cell::new(0),
            operations: Cell::new(0),
            yielder: Cell::new(std::ptr::null()),
        }
    }

    fn run_all(&'static self, model: &Closure) -> End {
        self.learned.borrow_mut().more = false;
        CURRENT.set(Some(self));
        let builder = self.builder();
        let closure = Arc::clone(model);
        let result = catch_unwind(AssertUnwindSafe(|| {
            builder.check(move || {
                let model = Arc::clone(&closure);
                host::run(0, Box::new(move || execution(&model)));
            });
        }));
        self.inside.set(false);
        if let Err(payload) = result {
            // Left by `stop`, or by a panic of loom outside of every operation.
            let message = text_of(&*payload);
            forget(payload);
            self.end.borrow_mut().get_or_insert_with(|| of_message(&message, || self.blocked()));
            // Abandoned stacks may point to what statics hold.
            locals::end_of_execution(false);
        } else {
            self.close();
        }
        self.leave();
        forget(std::mem::take(&mut *self.run.borrow_mut()));
        if self.learned.borrow().more {
            return End::Learned;
        }
        self.end.take().unwrap_or(End::Through)
    }

    fn builder(&self) -> loom::model::Builder {
        let mut builder = loom::model::Builder::new();
        builder.max_threads = MOST_THREADS;
        builder.max_branches = BRANCHES;
        // loom looks at its limit at every so many executions only.
        builder.checkpoint_interval = self.limits.executions + 1;
        builder.max_permutations = Some(self.limits.executions + 1);
        builder.max_duration = None;
        builder.preemption_bound = self.limits.preemptions;
        builder.checkpoint_file = None;
        builder.location = false;
        builder.log = false;
        builder
    }

    pub(super) fn leave(&self) {
        CURRENT.set(None);
    }

    /// Behind an execution: drops what statics hold, and looks for panics that nobody saw.
    fn close(&self) {
        if self.run.borrow().closing {
            return;
        }
        self.run.borrow_mut().closing = true;
        forget(catch_unwind(|| locals::end_of_execution(true)));
        if let Some(message) = self.run.borrow().unseen_panic() {
            self.end.borrow_mut().get_or_insert(End::Failed(message));
        }
        self.run.borrow_mut().clear();
    }

    fn begin(&self) {
        static NUMBER: AtomicU64 = AtomicU64::new(1 << 63);
        self.executions.set(self.executions.get() + 1);
        let handle = self.enter(loom::thread::current);
        let mut run = self.run.borrow_mut();
        run.number = NUMBER.fetch_add(1, Relaxed);
        run.closing = false;
        let mut main = Thread::new(None, None);
        main.handle = Some(handle);
        main.yielder = self.yielder.get();
        run.threads.push(main);
    }

    /// Makes the calling code a thread of the model.
    pub(super) fn start(&self, thread: usize, yielder: *const Yielder<(), ()>) {
        self.inside.set(false);
        self.current.set(thread);
        let mut run = self.run.borrow_mut();
        match run.threads.get_mut(thread) {
            Some(thread) => thread.yielder = yielder,
            None => self.yielder.set(yielder),
        }
    }

    pub(super) fn yielder(&self) -> *const Yielder<(), ()> {
        let run = self.run.borrow();
        run.threads.get(self.me()).map_or(self.yielder.get(), |thread| thread.yielder)
    }
}

/// One execution, on a stack of ours.
fn execution(model: &Closure) {
    let pass = current().expect("loom runs inside of a pass");
    pass.close();
    let over =
        pass.end.borrow().is_some() || pass.learned.borrow().more || pass.is_out_of_operations();
    if over {
        pass.end.borrow_mut().get_or_insert(End::Through);
        host::stop(pass);
    }
    pass.begin();
    let parker = pass.parker(Location::caller());
    pass.run.borrow_mut().threads[0].parker = Some(parker);
    let result = catch_unwind(AssertUnwindSafe(|| {
        model();
        locals::end_of_thread();
    }));
    engine::close_thread(result.is_err());
    forget(result);
}
