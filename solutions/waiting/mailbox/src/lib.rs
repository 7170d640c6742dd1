//! A mailbox for one message, whose owner parks until there is one.

use interleave::sync::Mutex;
use interleave::thread::{self, Thread};

// ANCHOR: mailbox
/// Takes messages from any thread to the one that made the mailbox, its owner. It holds one at a time,
/// and drops it if nobody takes it.
pub struct Mailbox<T> {
    // hole: what do senders and the owner share, and whom does `send` wake?
    // hole as: message: Option<T>,
    message: Mutex<Option<T>>,
    owner: Thread,
    // end hole
}

impl<T> Mailbox<T> {
    /// Makes an empty mailbox, which belongs to the calling thread.
    pub fn for_this_thread() -> Self {
        // hole: make an empty mailbox that knows its owner
        Mailbox { message: Mutex::new(None), owner: thread::current() }
        // end hole
    }

    /// Puts a message in, and wakes the owner if it waits. It does not wait for the owner.
    ///
    /// Any thread may call this, also several at once.
    ///
    /// # Errors
    ///
    /// Gives the message back if the last one has not been taken yet.
    pub fn send(&self, message: T) -> Result<(), T> {
        // hole: put the message in if there is room, and wake the owner
        let mut place = self.message.lock().unwrap();
        if place.is_some() {
            return Err(message);
        }
        *place = Some(message);
        // The owner is not to wake up only to wait for the lock.
        drop(place);
        // After the message is there: an owner that finds nothing has not used this token up.
        self.owner.unpark();
        Ok(())
        // end hole
    }

    /// Takes the message out; waits for one as long as there is none. It waits for `send` to wake it, and
    /// without a time limit.
    ///
    /// What happened before `send` happens before this returns its message. The owner may park for other
    /// things too: a token is no message, and there may be a message without a token.
    ///
    /// # Panics
    ///
    /// If another thread than the owner calls it, whether there is a message or not.
    pub fn recv(&self) -> T {
        // hole: take the message, or park until there is one
        let here = thread::current().id();
        assert!(here == self.owner.id(), "another thread than its owner receives from a mailbox");
        loop {
            // The guard is gone with the statement: nobody parks with the lock held.
            let message = self.message.lock().unwrap().take();
            if let Some(message) = message {
                return message;
            }
            // A `send` since the look has left a token, with which this returns at once.
            thread::park();
        }
        // end hole
    }
}
// ANCHOR_END: mailbox
