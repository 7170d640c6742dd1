//! The model's threads, and who of them waits for what.
//!
//! loom knows that as well, but does not tell. It is needed for what loom has not: a time limit ends
//! a wait when no other thread can go on, and a deadlock is explained.

use super::pass::Pass;
use super::run::Object;
use super::spins::Spin;
use crate::record::Loc;
use corosensei::Yielder;
use std::fmt::Write;

/// What a thread waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Waits {
    /// A mutex of loom's own.
    Lock(u32),
    /// Something to change about this object, or a notification of it.
    Change(u32),
    /// It spins, and waits for anything to change that it looks at.
    News,
    End(usize),
}

pub(super) struct Thread {
    pub(super) name: Option<String>,
    pub(super) spawned_at: Option<Loc>,
    /// Its closure, until it starts. Not in loom's hands, which would drop it.
    pub(super) body: Option<Box<dyn FnOnce()>>,
    pub(super) handle: Option<loom::thread::Thread>,
    pub(super) join: Option<loom::thread::JoinHandle<()>>,
    pub(super) yielder: *const Yielder<(), ()>,
    pub(super) waits: Option<Waits>,
    /// It is in loom's `park`, put there by [`Pass::block`].
    parked: bool,
    /// Its wait may end by itself.
    timed: bool,
    timed_out: bool,
    /// What its last wait on a condvar came to.
    pub(super) woken_by_time: bool,
    pub(super) parker: Option<u32>,
    pub(super) spin: Spin,
    pub(super) panicking: bool,
    pub(super) finished: bool,
    pub(super) died: bool,
    pub(super) joined: bool,
    /// The `Arc` whose last reference it gives up: it runs the value's destructor.
    pub(super) dropping: Option<u32>,
}

impl Thread {
    pub(super) fn new(name: Option<String>, spawned_at: Option<Loc>) -> Self {
        Thread {
            name,
            spawned_at,
            body: None,
            handle: None,
            join: None,
            yielder: std::ptr::null(),
            waits: None,
            parked: false,
            timed: false,
            timed_out: false,
            woken_by_time: false,
            parker: None,
            spin: Spin::default(),
            panicking: false,
            finished: false,
            died: false,
            joined: false,
            dropping: None,
        }
    }

    pub(super) fn name(&self, number: usize) -> String {
        match &self.name {
            Some(name) => name.clone(),
            None if number == 0 => "main".to_owned(),
            None => format!("T{number}"),
        }
    }
}

impl Pass {
    /// Waits until another thread wakes this one. `false`: its time is up.
    pub(super) fn block(&self, waits: Waits, timed: bool) -> bool {
        let me = self.me();
        {
            let thread = &mut self.run.borrow_mut().threads[me];
            thread.waits = Some(waits);
            thread.parked = true;
            thread.timed = timed;
            thread.timed_out = false;
        }
        self.end_a_wait_if_stuck();
        while self.run.borrow().threads[me].parked {
            self.enter(loom::thread::park);
        }
        let thread = &mut self.run.borrow_mut().threads[me];
        thread.waits = None;
        !thread.timed_out
    }

    /// [Blocks](Pass::block) until something holds. `false`: the time is up, and it does not hold.
    pub(super) fn block_until(&self, on: u32, timed: bool, holds: impl Fn() -> bool) -> bool {
        while !holds() {
            if !self.block(Waits::Change(on), timed) {
                return holds();
            }
        }
        true
    }

    /// Wakes a thread that is [blocked](Pass::block). loom would keep a second call as a token.
    pub(super) fn wake(&self, thread: usize) {
        let handle = {
            let thread = &mut self.run.borrow_mut().threads[thread];
            if !std::mem::take(&mut thread.parked) {
                return;
            }
            thread.handle.clone()
        };
        if thread != self.me() {
            let handle = handle.expect("a thread that is parked has started");
            self.enter(|| handle.unpark());
        }
    }

    /// Says what the running thread waits for, while it is in loom's hands.
    pub(super) fn waiting<R>(&self, waits: Waits, wait: impl FnOnce() -> R) -> R {
        let me = self.me();
        self.run.borrow_mut().threads[me].waits = Some(waits);
        self.end_a_wait_if_stuck();
        let result = self.enter(wait);
        self.run.borrow_mut().threads[me].waits = None;
        result
    }

    /// If no thread can go on, the first of those whose time is limited comes back.
    pub(super) fn end_a_wait_if_stuck(&self) {
        let next = {
            let run = &mut *self.run.borrow_mut();
            let can_go_on = |number: usize| {
                let thread = &run.threads[number];
                let blocked = match thread.waits {
                    None => false,
                    Some(Waits::Change(_) | Waits::News) => thread.parked,
                    Some(Waits::Lock(mutex)) => match &*run.objects[mutex as usize] {
                        Object::Mutex(mutex) => mutex.holder.get().is_some(),
                        _ => false,
                    },
                    Some(Waits::End(of)) => !run.threads[of].finished,
                };
                !thread.finished && !blocked
            };
            if (0..run.threads.len()).any(can_go_on) {
                return;
            }
            let timed = |thread: &super::threads::Thread| thread.parked && thread.timed;
            let Some(next) = run.threads.iter().position(timed) else { return };
            run.threads[next].timed_out = true;
            next
        };
        self.wake(next);
    }

    /// Who waits for what, where loom found a deadlock.
    pub(super) fn blocked(&self) -> String {
        let run = self.run.borrow();
        let mut text = String::new();
        for (number, thread) in run.threads.iter().enumerate() {
            let Some(waits) = thread.waits.filter(|_| !thread.finished) else { continue };
            let separator = if text.is_empty() { "" } else { ", " };
            let _ = write!(text, "{separator}{} waits for ", thread.name(number));
            let _ = match waits {
                Waits::Lock(object) | Waits::Change(object) => {
                    let info = run.infos[object as usize];
                    let (file, line) = (info.made.file(), info.made.line());
                    write!(text, "{} made at {file}:{line}", info.kind.with_article())
                }
                Waits::News => write!(text, "anything new"),
                Waits::End(of) => write!(text, "the end of {}", run.threads[of].name(of)),
            };
        }
        if text.is_empty() { "nobody can go on".to_owned() } else { text }
    }
}
