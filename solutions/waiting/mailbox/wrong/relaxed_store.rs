//! Stores the flag with `Relaxed`, as the message is written on the line before. Nothing keeps the
//! two in this order for the owner.
//@ fails: a_message_reaches_an_owner_that_waits: the store is not `Release`

use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
};
use interleave::thread::{self, Thread};

pub struct Mailbox<T> {
    claimed: AtomicBool,
    full: AtomicBool,
    message: UnsafeCell<Option<T>>,
    owner: Thread,
}

// SAFETY: who sets `claimed` writes the message, the owner takes it when `full` is set.
unsafe impl<T: Send> Sync for Mailbox<T> {}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        Mailbox {
            claimed: AtomicBool::new(false),
            full: AtomicBool::new(false),
            message: UnsafeCell::new(None),
            owner: thread::current(),
        }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        if self.claimed.swap(true, Acquire) {
            return Err(message);
        }
        // SAFETY: `claimed` was unset: nobody else writes, and the owner has taken the last one.
        self.message.with_mut(|place| unsafe { *place = Some(message) });
        self.full.store(true, Relaxed);
        self.owner.unpark();
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner.id(), "only its owner receives");
        loop {
            if self.full.load(Acquire) {
                self.full.store(false, Relaxed);
                // SAFETY: the message is there until `claimed` is unset.
                let message = self.message.with_mut(|place| unsafe { (*place).take() });
                self.claimed.store(false, Release);
                return message.unwrap();
            }
            thread::park();
        }
    }
}
