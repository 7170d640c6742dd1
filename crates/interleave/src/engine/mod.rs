//! The seam between the primitives and the engine that runs them.
//!
//! A primitive asks for operations; how they are scheduled, and what else they could have done, is
//! the engine's business. It knows two worlds: outside of a model, where it uses the real thing,
//! and inside of one, where it holds a [`Handle`]. Which of them is decided when it is made: an
//! object lives and dies in one world. `memory`, `references` and `threads` are what concerns these.
//!
//! Primitives name nothing of the engines but what is here. There are two: the explorer, and loom as
//! the second opinion. Which of them runs a model is known to the OS thread on which it runs.

use crate::explorer::context::{self, Shared};
use crate::explorer::execution::Ending;
use crate::explorer::host::{self, Suspend};
use crate::explorer::learned::Fact;
use crate::explorer::objects::Phase;
use crate::explorer::scheduler::Turn;
use crate::loom_engine::{self, Pass};
use crate::machine::{Act, Answer, Machine};
use crate::record::{Effect, Kind};
use std::panic::Location;

mod memory;
mod references;
pub(crate) mod strangers;
mod threads;

pub(crate) use memory::{access, record_access};
pub(crate) use references::{add_reference, count, drop_reference, end_reference, own_alone};
pub(crate) use threads::{
    close_thread, dies_late, has_died, is_finished, leave_thread, name_of, park, park_timeout,
    spawn, this_thread, unpark,
};

pub(crate) use crate::explorer::op::{Counting, Exchange, Op, Update};
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

/// Which engine runs the calling code.
#[derive(Clone, Copy)]
enum Running {
    Explorer(&'static Shared),
    Loom(&'static Pass),
}

use Running::{Explorer, Loom};

#[inline]
fn running() -> Option<Running> {
    match context::current() {
        Some(shared) => Some(Explorer(shared)),
        None => loom_engine::current().map(Loom),
    }
}

impl Running {
    /// The number of the running execution.
    #[inline]
    fn number(self) -> u64 {
        match self {
            Explorer(shared) => shared.engine().run.number,
            Loom(pass) => pass.number(),
        }
    }
}

/// Registers a new object, if the running code belongs to a model.
pub(crate) fn register(kind: Kind, shape: Shape, value: u64, at: Loc) -> World {
    match running() {
        None => World::Real(at),
        Some(Explorer(shared)) => {
            let run = &mut shared.engine().run;
            let id = run.add_object(kind, shape, value, at);
            World::Model(Handle { id, execution: run.number })
        }
        Some(Loom(pass)) => {
            let id = pass.add_object(kind, value, at);
            World::Model(Handle { id, execution: pass.number() })
        }
    }
}

/// Registers a new machine, if the running code belongs to a model. `make` is told what is known
/// of those made at this place.
pub(crate) fn register_machine(
    kind: Kind,
    shape: Shape,
    at: Loc,
    make: impl FnOnce(&dyn Fn(Fact) -> bool) -> Machine,
) -> World {
    match running() {
        None => World::Real(at),
        Some(Loom(pass)) => {
            let id = pass.add_machine(kind, at, make);
            World::Model(Handle { id, execution: pass.number() })
        }
        Some(Explorer(shared)) => {
            let engine = &mut *shared.engine();
            let machine = make(&|fact| engine.learned.knows(at, fact));
            let id = engine.run.add_machine(kind, shape, machine, at);
            World::Model(Handle { id, execution: engine.run.number })
        }
    }
}

impl World {
    /// The object in the running execution; `None` for the real thing. Ends the execution if the
    /// object belongs elsewhere.
    #[inline]
    #[track_caller]
    pub(crate) fn enter(self, kind: Kind) -> Option<u32> {
        match (self, running()) {
            (World::Real(_), None) => None,
            (World::Model(handle), Some(running)) if running.number() == handle.execution => {
                Some(handle.id)
            }
            (world, running) => refuse(world, kind, running, here()),
        }
    }

    /// Like [`World::enter`] for destructors: `Err` where the object belongs elsewhere, to do
    /// nothing.
    pub(crate) fn leave(self) -> Result<Option<u32>, ()> {
        match (self, running()) {
            (World::Real(_), _) => Ok(None),
            (World::Model(handle), Some(running)) if running.number() == handle.execution => {
                Ok(Some(handle.id))
            }
            _ => Err(()),
        }
    }

    /// The owner of a cell takes it for itself: a write of all of it, and no operation of the
    /// thread.
    pub(crate) fn own(self, at: Loc) {
        if let Ok(Some(cell)) = self.leave() {
            match current() {
                Explorer(shared) => memory::touch(shared, cell, Phase::Passing, true, at),
                Loom(pass) => pass.access(cell, true),
            }
        }
    }

    /// The same for the owner that drops it, and may not even know that it does.
    pub(crate) fn end(self) {
        if let Ok(Some(cell)) = self.leave() {
            match current() {
                Explorer(shared) => {
                    let at = shared.engine().run.seen_at(cell);
                    memory::touch(shared, cell, Phase::Drop, true, at);
                }
                Loom(pass) => pass.access(cell, true),
            }
        }
    }
}

#[cold]
fn refuse(world: World, kind: Kind, running: Option<Running>, used: Loc) -> ! {
    let what = kind.with_article();
    match (world, running) {
        (World::Real(made), Some(_)) => {
            let rule = format!(
                "{what} comes from outside of the model\n\
                 it was made at {}:{}\n\
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
        (_, None) => {
            let rule = format!(
                "{what} of a model is used by a thread that the model does not know\n\
                 it is used at {}:{}\n\
                 spawn threads with `interleave::thread::spawn`, and let no object leave the model",
                used.file(),
                used.line()
            );
            if let World::Model(Handle { execution, .. }) = world {
                strangers::note(execution, rule.clone(), used);
            }
            panic!("{rule}")
        }
    }
}

/// Ends the execution with a failure that names a broken rule of the checker, and who broke it.
pub(crate) fn misuse(rule: String, at: Loc) -> ! {
    match running() {
        None => panic!("{rule}"),
        Some(Explorer(shared)) if shared.engine().run.closing => panic!("{rule}"),
        Some(Explorer(shared)) => {
            shared.engine().run.ending = Some(Ending::Misuse { rule, at });
            host::stop()
        }
        Some(Loom(pass)) => pass.misuse(&rule),
    }
}

fn current() -> Running {
    running().expect("the caller has entered the model")
}

/// Does an operation, when it is this thread's turn.
pub(crate) fn perform(op: Op, at: Loc) -> Answer {
    perform_showing(op, at, &|| None)
}

/// Does an operation, and records the value that `shown` reads while the thread holds the object.
///
/// Not generic: it is compiled here, optimized, and not again for each type of the code under test.
pub(crate) fn perform_showing(op: Op, at: Loc, shown: &dyn Fn() -> Option<u64>) -> Answer {
    let shared = match current() {
        Explorer(shared) => shared,
        Loom(pass) => return pass.perform(op, at),
    };
    shared.tick();
    let why = {
        let mut engine = shared.engine();
        #[cfg(test)]
        if engine.run.over {
            return Answer::default();
        }
        if engine.run.closing {
            return engine.perform_alone(op, at, shown);
        }
        let boots = engine.run.threads[engine.run.current].booting;
        match engine.announce(op, at) {
            Turn::Mine => match engine.perform(shown) {
                Some(answer) => return answer,
                None => Suspend::Stop,
            },
            Turn::Of(next) => Suspend::Switch(next),
            Turn::Nobodys if boots => Suspend::Booted,
            Turn::Nobodys => Suspend::Stop,
        }
    };
    host::suspend(why);
    let answer = shared.engine().perform(shown);
    answer.unwrap_or_else(|| host::stop())
}

/// Lets a machine take a step, when it is this thread's turn.
pub(crate) fn act(object: u32, act: Act, at: Loc) -> Answer {
    perform(Op::Act { object, act }, at)
}

/// The same, and records the value that `shown` reads.
pub(crate) fn act_showing(
    object: u32,
    act: Act,
    at: Loc,
    shown: &dyn Fn() -> Option<u64>,
) -> Answer {
    perform_showing(Op::Act { object, act }, at, shown)
}

/// Whether something is known of an object.
pub(crate) fn knows(object: u32, fact: Fact) -> bool {
    match current() {
        Explorer(shared) => shared.engine().knows(object, fact),
        Loom(pass) => pass.knows_explored(object, fact),
    }
}

pub(crate) fn learn(object: u32, fact: Fact) {
    match current() {
        Explorer(shared) => shared.engine().learn(object, fact),
        Loom(pass) => pass.learn_explored(object, fact),
    }
}

/// Reads the model's clock: nanoseconds since the execution began.
pub(crate) fn now(at: Loc) -> u64 {
    perform(Op::Now, at).value
}

/// A machine's state, for who is its only owner or has just taken a step.
pub(crate) fn machine<R>(object: u32, look: impl FnOnce(&mut Machine) -> R) -> R {
    match current() {
        Explorer(shared) => look(shared.engine().run.machine_mut(object)),
        Loom(pass) => pass.machine(object, look),
    }
}

/// The value of an atomic that the running thread owns alone.
pub(crate) fn value_of(atomic: u32) -> u64 {
    match current() {
        Explorer(shared) => shared.engine().run.value_of(atomic),
        Loom(pass) => pass.value_of(atomic),
    }
}

/// The owner takes an object for itself. Whoever used it must have come before.
fn take_over(shared: &Shared, object: u32, at: Loc, drops: bool) {
    let raced = {
        let run = &mut shared.engine().run;
        if run.closing {
            return;
        }
        run.take_over(object, at, drops);
        run.ending.is_some()
    };
    if raced {
        host::stop();
    }
}

/// An atomic is dropped.
pub(crate) fn drop_atomic(world: World) {
    if let (Ok(Some(atomic)), Some(Explorer(shared))) = (world.leave(), running()) {
        #[cfg(test)]
        if shared.engine().run.over {
            return;
        }
        let at = shared.engine().run.seen_at(atomic);
        take_over(shared, atomic, at, true);
    }
}

/// The owner of an atomic is about to change it, while nobody else has it.
pub(crate) fn lend(atomic: u32, at: Loc) {
    match current() {
        Explorer(shared) => {
            shared.engine().run.lend(atomic);
            take_over(shared, atomic, at, false);
        }
        Loom(pass) => pass.lend(atomic),
    }
}

/// The owner of an atomic has changed it while nobody else had it.
pub(crate) fn set_value(atomic: u32, value: u64) {
    match current() {
        Explorer(shared) => shared.engine().run.set_value(atomic, value),
        Loom(pass) => pass.set_value(atomic, value),
    }
}

/// Whether a mutex of which the running thread is the only owner is poisoned.
pub(crate) fn poisoned(mutex: u32) -> bool {
    match current() {
        Explorer(shared) => shared.engine().run.poisoned(mutex),
        Loom(pass) => pass.poisoned(mutex),
    }
}

/// One of so many ways that the documentation leaves open: all are tried.
pub(crate) fn choose_quietly(options: usize) -> usize {
    match current() {
        Explorer(shared) => shared.engine().search.choose(options),
        Loom(_) => 0,
    }
}

/// One of so many values: all are tried.
pub(crate) fn choose(options: usize, at: Loc) -> usize {
    let Explorer(shared) = current() else { return 0 };
    let engine = &mut *shared.engine();
    let value = engine.search.choose(options);
    engine.run.seen.choices = true;
    let me = engine.run.current;
    engine.run.threads[me].turn.acts();
    engine.run.note(Effect::Chosen { value, options }, at);
    value
}

/// Runs the initializer of a static: what it makes was there before every thread.
pub(crate) fn make_static<T>(init: impl FnOnce() -> T) -> T {
    let shared = match current() {
        Explorer(shared) => shared,
        Loom(_) => return init(),
    };
    let before = std::mem::replace(&mut shared.engine().run.making_static, true);
    let value = init();
    shared.engine().run.making_static = before;
    value
}

/// The running thread looks at a static.
pub(crate) fn see_static(key: usize) {
    if let Some(Loom(pass)) = running() {
        pass.see_static(key);
    }
}

/// Memory that was tracked has been given back.
pub(crate) fn give_back(track: u32) {
    if let Explorer(shared) = current() {
        shared.engine().run.give_back(track);
    }
}

/// The running code belongs to a model.
pub(crate) fn in_model() -> bool {
    running().is_some()
}

/// Time limits can be up, and the clock can be read.
pub(crate) fn has_clock() -> bool {
    !matches!(running(), Some(Loom(_)))
}

/// A panic is unwinding the running thread.
pub(crate) fn panicking() -> bool {
    match running() {
        None => std::thread::panicking(),
        Some(Loom(pass)) => pass.panicking(),
        Some(Explorer(shared)) => shared.engine().run.unwinds(),
    }
}

/// The place that calls.
#[track_caller]
pub(crate) fn here() -> Loc {
    Location::caller()
}
