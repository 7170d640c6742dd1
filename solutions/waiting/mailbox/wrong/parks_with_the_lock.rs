//! Keeps the guard while it parks, so that nothing can change in between. Nothing can: no message
//! comes in. A condvar gives the lock back while it waits; `park` knows of no lock.
//@ fails: a_message_reaches_an_owner_that_waits: held by main

use interleave::sync::Mutex;
use interleave::thread::{self, Thread};

pub struct Mailbox<T> {
    message: Mutex<Option<T>>,
    owner: Thread,
}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        Mailbox { message: Mutex::new(None), owner: thread::current() }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let mut place = self.message.lock().unwrap();
        if place.is_some() {
            return Err(message);
        }
        *place = Some(message);
        drop(place);
        self.owner.unpark();
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner.id(), "only its owner receives");
        let mut place = self.message.lock().unwrap();
        loop {
            match place.take() {
                Some(message) => return message,
                None => thread::park(),
            }
        }
    }
}
