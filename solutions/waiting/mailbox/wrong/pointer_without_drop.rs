//! Sends a pointer to the message, with the right orderings. When the mailbox goes, a pointer in it goes and what
//! it points to stays: nothing drops what is behind a raw pointer.
//@ fails: a_message_that_nobody_takes_is_dropped_with_the_mailbox: its message is not

use interleave::sync::atomic::{
    AtomicPtr,
    Ordering::{Acquire, Relaxed, Release},
};
use interleave::thread::{self, Thread};
use std::ptr::null_mut;

pub struct Mailbox<T> {
    message: AtomicPtr<T>,
    owner: Thread,
}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        Mailbox { message: AtomicPtr::new(null_mut()), owner: thread::current() }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let new = Box::into_raw(Box::new(message));
        if self.message.compare_exchange(null_mut(), new, Release, Relaxed).is_err() {
            // SAFETY: it was made from a box above, and nobody else has seen it.
            return Err(*unsafe { Box::from_raw(new) });
        }
        self.owner.unpark();
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner.id(), "only its owner receives");
        loop {
            let message = self.message.swap(null_mut(), Acquire);
            if !message.is_null() {
                // SAFETY: it was made from a box, was written before the `Release`, and is nobody else's now.
                return *unsafe { Box::from_raw(message) };
            }
            thread::park();
        }
    }
}
