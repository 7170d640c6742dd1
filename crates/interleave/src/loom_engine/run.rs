//! The state of one execution under loom: its objects and its threads.
//!
//! All of it belongs to one OS thread, on which loom runs the model's threads one at a time. No borrow
//! is held while loom may switch.

use super::atomic::Atomic;
use super::condvar::Condvar;
use super::guarded::{Guarded, Turn};
use super::lock::Mutex;
use super::threads::Thread;
use crate::machine::Machine;
use crate::record::{Kind, Loc};
use std::cell::RefCell;
use std::rc::Rc;

pub(super) enum Object {
    Atomic(Atomic),
    Mutex(Mutex),
    Condvar(Condvar),
    Cell(loom::cell::UnsafeCell<()>),
    /// `None`: its count makes no difference.
    Arc(Option<Turn>),
    Machine(Guarded<RefCell<Machine>>),
    /// Only looked for at the end of an execution, which is the explorer's task.
    Track,
}

#[derive(Clone, Copy)]
pub(super) struct Info {
    pub(super) kind: Kind,
    pub(super) made: Loc,
    /// How often it has changed.
    pub(super) version: u64,
}

/// A panic as the hook saw it.
pub(super) struct Panic {
    pub(super) thread: usize,
    pub(super) message: String,
}

#[derive(Default)]
pub(super) struct Run {
    /// Its objects know it by this number.
    pub(super) number: u64,
    pub(super) objects: Vec<Rc<Object>>,
    pub(super) infos: Vec<Info>,
    pub(super) threads: Vec<Thread>,
    /// In the order in which they happened.
    pub(super) panics: Vec<Panic>,
    /// All threads have finished: what still runs is no part of the execution.
    pub(super) closing: bool,
}

impl Run {
    pub(super) fn add(&mut self, object: Object, kind: Kind, made: Loc) -> u32 {
        let id = u32::try_from(self.objects.len()).expect("fewer than 2^32 objects");
        self.objects.push(Rc::new(object));
        self.infos.push(Info { kind, made, version: 0 });
        id
    }

    pub(super) fn object(&self, id: u32) -> Rc<Object> {
        Rc::clone(&self.objects[id as usize])
    }

    pub(super) fn made(&self, id: u32) -> Loc {
        self.infos[id as usize].made
    }

    /// Threads that died and that nobody joined, by their first panic; or the main thread.
    pub(super) fn unseen_panic(&self) -> Option<String> {
        let unseen = |thread: usize| {
            let thread = &self.threads[thread];
            thread.died && !thread.joined
        };
        if !(0..self.threads.len()).any(unseen) {
            return None;
        }
        // `join().unwrap()` passes on what another thread died of: the first one is the cause.
        let died = |panic: &&Panic| self.threads[panic.thread].died;
        let first = self.panics.iter().find(died);
        Some(first.map_or_else(
            || "a thread panicked".to_owned(),
            |panic| {
                format!(
                    "{} panicked {}",
                    self.threads[panic.thread].name(panic.thread),
                    panic.message
                )
            },
        ))
    }

    /// Forgets everything. What threads left on stacks that were abandoned keeps its objects alive.
    pub(super) fn clear(&mut self) {
        self.objects.clear();
        self.infos.clear();
        self.threads.clear();
        self.panics.clear();
    }
}
