//! `thread::current()` in `send` is the sender, not the owner: it leaves itself a token.
//@ fails: a_message_reaches_an_owner_that_waits: unpark T1

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
        thread::current().unpark();
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner.id(), "only its owner receives");
        loop {
            let message = self.message.lock().unwrap().take();
            if let Some(message) = message {
                return message;
            }
            thread::park();
        }
    }
}
