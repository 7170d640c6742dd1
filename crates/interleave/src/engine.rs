//! The seam between the primitives and the engine that runs them.
//!
//! A primitive asks for operations; how they are scheduled, and what else they could have done, is
//! the engine's business. It knows two worlds: outside of a model, where it uses the real thing,
//! and inside of one, where it holds a [`Handle`]. Which of them is decided when it is made: an
//! object lives and dies in one world.
//!
//! Primitives name nothing of the explorer but what is here. A second engine becomes a second kind of
//! handle and a branch in the functions below; the primitives stay as they are.

use crate::explorer::context::{self, Shared};
use crate::explorer::execution::Ending;
use crate::explorer::host::{self, Body, Suspend};
use crate::explorer::perform::Answer;
use crate::explorer::scheduler::Turn;
use crate::record::{Effect, Kind};
use std::panic::Location;

pub(crate) use crate::explorer::op::{Exchange, Op, Update};
pub(crate) use crate::record::Loc;
pub(crate) use crate::record::value::{Shape, peek, shape_of};

/// An object of one execution.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Handle {
    id: u32,
    execution: u64,
}

/// Where an object lives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum World {
    /// Made outside of a model, at this place.
    Real(Loc),
    Model(Handle),
}

/// Registers a new object, if the running code belongs to a model.
pub(crate) fn register(kind: Kind, shape: Shape, value: u64, at: Loc) -> World {
    match context::current() {
        None => World::Real(at),
        Some(shared) => {
            let run = &mut shared.engine().run;
            let id = run.add_object(kind, shape, value, at);
            World::Model(Handle { id, execution: run.number })
        }
    }
}

impl World {
    /// The object in the running execution; `None` for the real thing. Ends the execution if the
    /// object belongs elsewhere.
    #[inline]
    #[track_caller]
    pub(crate) fn enter(self, kind: Kind) -> Option<u32> {
        match (self, context::current()) {
            (World::Real(_), None) => None,
            (World::Model(handle), Some(shared))
                if shared.engine().run.number == handle.execution =>
            {
                Some(handle.id)
            }
            (world, shared) => refuse(world, kind, shared, here()),
        }
    }

    /// Like [`World::enter`] for destructors: `Err` where the object belongs elsewhere, to do
    /// nothing.
    pub(crate) fn leave(self) -> Result<Option<u32>, ()> {
        match (self, context::current()) {
            (World::Real(_), _) => Ok(None),
            (World::Model(handle), Some(shared))
                if shared.engine().run.number == handle.execution =>
            {
                Ok(Some(handle.id))
            }
            _ => Err(()),
        }
    }

    /// The owner of a cell takes it for itself, or drops it: a write of all of it. No operation of
    /// the thread, which may not even know that it does it.
    pub(crate) fn end(self, at: Loc) {
        if let Ok(Some(cell)) = self.leave() {
            touch(current(), cell, true, at);
        }
    }
}

#[cold]
fn refuse(world: World, kind: Kind, shared: Option<&'static Shared>, used: Loc) -> ! {
    let what = kind.with_article();
    match (world, shared) {
        (World::Real(made), Some(_)) => {
            let rule = format!(
                "{what} made at {}:{} comes from outside of the model\n\
                 make it in the model's closure, so that every execution begins with a new one",
                made.file(),
                made.line()
            );
            misuse(rule, used)
        }
        (World::Model(_), Some(_)) => {
            let rule = format!(
                "{what} was made in another execution, or in another model\n\
                 nothing may survive from one execution to the next: look for a static, or for \
                 what the closure captures"
            );
            misuse(rule, used)
        }
        (_, None) => panic!(
            "{what} of a model is used by a thread that the model does not know: \
             spawn threads with `interleave::thread::spawn`, and let no object leave the model"
        ),
    }
}

/// Ends the execution with a failure that names a broken rule of the checker, and who broke it.
pub(crate) fn misuse(rule: String, at: Loc) -> ! {
    let Some(shared) = context::current() else { panic!("{rule}") };
    shared.engine().run.ending = Some(Ending::Misuse { rule, at });
    host::stop()
}

fn current() -> &'static Shared {
    context::current().expect("the caller has entered the model")
}

/// Does an operation, when it is this thread's turn.
pub(crate) fn perform(op: Op, at: Loc) -> Answer {
    perform_showing(op, at, &|| None)
}

/// Does an operation, and records the value that `shown` reads while the thread holds the object.
///
/// Not generic: it is compiled here, optimized, and not again for each type of the code under test.
pub(crate) fn perform_showing(op: Op, at: Loc, shown: &dyn Fn() -> Option<u64>) -> Answer {
    let shared = current();
    shared.tick();
    let why = {
        let mut engine = shared.engine();
        let boots = engine.run.threads[engine.run.current].booting;
        match engine.announce(op, at) {
            Turn::Mine => return engine.perform(shown),
            Turn::Of(next) => Suspend::Switch(next),
            Turn::Nobodys if boots => Suspend::Booted,
            Turn::Nobodys => Suspend::Stop,
        }
    };
    host::suspend(why);
    shared.engine().perform(shown)
}

/// Looks for races of an access to plain memory, at its beginning and at its end. It is no step: a
/// race is found from what orders the accesses, not from when they happen.
pub(crate) fn access(cell: u32, writes: bool, at: Loc) {
    let shared = current();
    shared.tick();
    {
        let run = &mut shared.engine().run;
        let me = run.current;
        run.threads[me].operations += 1;
    }
    touch(shared, cell, writes, at);
}

/// An access that is no operation of the thread. A race ends the execution.
fn touch(shared: &Shared, cell: u32, writes: bool, at: Loc) {
    let raced = {
        let run = &mut shared.engine().run;
        run.access(cell, writes, at);
        run.ending.is_some()
    };
    if raced {
        host::stop();
    }
}

/// Records an access to plain memory.
pub(crate) fn record_access(cell: u32, writes: bool, at: Loc, value: Option<u64>) {
    let effect = if writes { Effect::Write { cell, value } } else { Effect::Read { cell, value } };
    current().engine().run.note(effect, at);
}

/// The value of an atomic that the running thread owns alone.
pub(crate) fn value_of(atomic: u32) -> u64 {
    current().engine().run.value_of(atomic)
}

/// Whether a mutex of which the running thread is the only owner is poisoned.
pub(crate) fn poisoned(mutex: u32) -> bool {
    current().engine().run.poisoned(mutex)
}

/// Gives up a reference: a step if who is last makes a difference. The last one runs `destructor`.
pub(crate) fn drop_reference(
    arc: u32,
    at: Loc,
    is_last: impl Fn() -> bool,
    destructor: impl FnOnce(),
) {
    let shared = current();
    if shared.engine().drop_is_step(arc) {
        perform(Op::DropArc { arc }, at);
    }
    // All threads of a model run on one OS thread: nobody changes the count in between.
    let last = is_last();
    let before = shared.engine().run.drop_reference(arc, last);
    let operations = || {
        let engine = shared.engine();
        engine.run.threads[engine.run.current].operations
    };
    let operations_before = operations();
    destructor();
    if !last {
        return;
    }
    let mut engine = shared.engine();
    if engine.run.threads[engine.run.current].operations != operations_before {
        engine.destructor_operated(arc);
    } else if !engine.drop_is_step(arc) {
        engine.run.forget_others(before);
    }
}

/// Starts a thread. Ends the execution if there are too many.
pub(crate) fn spawn(name: Option<String>, at: Loc, body: Body) -> usize {
    host::spawn(current(), name, at, body).unwrap_or_else(|| {
        let most = crate::explorer::clock::MAX_THREADS;
        misuse(format!("a model has at most {most} threads, the main thread included"), at)
    })
}

/// Last act of a thread.
pub(crate) fn close_thread(died: bool) {
    host::close_thread(died);
}

/// The running code belongs to a model.
pub(crate) fn in_model() -> bool {
    context::current().is_some()
}

/// A panic is unwinding the running thread.
pub(crate) fn panicking() -> bool {
    match context::current() {
        None => std::thread::panicking(),
        Some(shared) => {
            let engine = shared.engine();
            let run = &engine.run;
            // std counts panics for the OS thread. A thread of the model is known to unwind if its
            // own panic came by the hook, or (`resume_unwind` calls none) if no other's did.
            let mut unwinding = run.threads.iter().enumerate().filter(|(_, t)| t.panicking);
            let mine = unwinding.clone().any(|(thread, _)| thread == run.current);
            std::thread::panicking() && (mine || unwinding.next().is_none())
        }
    }
}

/// The place that calls.
#[track_caller]
pub(crate) fn here() -> Loc {
    Location::caller()
}
