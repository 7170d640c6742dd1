//! A mailbox for one message, whose owner parks until there is one.

use interleave::sync::Mutex;
use interleave::thread::{self, Thread};

/// Takes messages from any thread to the one that made the mailbox, its owner. It holds one at a time,
/// and drops it if nobody takes it.
pub struct Mailbox<T> {
    // what do senders and the owner share, and whom does `send` wake?
    message: Option<T>,
}

impl<T> Mailbox<T> {
    /// Makes an empty mailbox, which belongs to the calling thread.
    pub fn for_this_thread() -> Self {
        todo!("make an empty mailbox that knows its owner")
    }

    /// Puts a message in, and wakes the owner if it waits. It does not wait for the owner.
    ///
    /// Any thread may call this, also several at once.
    ///
    /// # Errors
    ///
    /// Gives the message back if the last one has not been taken yet.
    pub fn send(&self, message: T) -> Result<(), T> {
        todo!("put the message in if there is room, and wake the owner")
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
        todo!("take the message, or park until there is one")
    }
}
