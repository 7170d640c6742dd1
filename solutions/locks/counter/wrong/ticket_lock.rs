//! Draws a number and waits for its turn: a lock, and a fair one.
//@ passes: one ticket is served at a time, and serving the next hands the value on

use interleave::cell::UnsafeCell;
use interleave::hint;
use interleave::sync::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};

pub struct Counter {
    next: AtomicU32,
    serving: AtomicU32,
    value: UnsafeCell<u32>,
}

// SAFETY: the value is touched by the thread whose ticket is served only.
unsafe impl Sync for Counter {}

impl Counter {
    pub fn new(start: u32) -> Self {
        Counter {
            next: AtomicU32::new(0),
            serving: AtomicU32::new(0),
            value: UnsafeCell::new(start),
        }
    }

    pub fn increment(&self) {
        // SAFETY: `with_turn` calls it during this thread's turn.
        self.with_turn(|| self.value.with_mut(|value| unsafe { *value += 1 }));
    }

    pub fn value(&self) -> u32 {
        // SAFETY: `with_turn` calls it during this thread's turn.
        self.with_turn(|| self.value.with(|value| unsafe { *value }))
    }

    fn with_turn<R>(&self, work: impl FnOnce() -> R) -> R {
        let mine = self.next.fetch_add(1, Relaxed);
        // Synchronizes with the store below, of the thread before.
        while self.serving.load(Acquire) != mine {
            hint::spin_loop();
        }
        let result = work();
        self.serving.store(mine.wrapping_add(1), Release);
        result
    }
}
