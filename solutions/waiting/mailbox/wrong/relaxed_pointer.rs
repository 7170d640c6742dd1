//! Sends a pointer to the message, in one indivisible step. The message arrives; what the sender did
//! before need not.
//@ fails: what_was_written_before_send_is_seen_after_recv: DATA RACE

use interleave::sync::atomic::{AtomicPtr, Ordering::Relaxed};
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
        if self.message.compare_exchange(null_mut(), new, Relaxed, Relaxed).is_err() {
            // SAFETY: it was made from a box above, and nobody else has seen it.
            return Err(*unsafe { Box::from_raw(new) });
        }
        self.owner.unpark();
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner.id(), "only its owner receives");
        loop {
            let message = self.message.swap(null_mut(), Relaxed);
            if !message.is_null() {
                // SAFETY: wrong. It was made from a box, but need not be written yet for this thread.
                return *unsafe { Box::from_raw(message) };
            }
            thread::park();
        }
    }
}

impl<T> Drop for Mailbox<T> {
    fn drop(&mut self) {
        let message = *self.message.get_mut();
        if !message.is_null() {
            // SAFETY: it was made from a box, and nobody else has the mailbox any more.
            drop(unsafe { Box::from_raw(message) });
        }
    }
}
