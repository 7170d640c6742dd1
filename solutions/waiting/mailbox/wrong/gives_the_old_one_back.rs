//! `replace` returns what was there: `None`, and all is well, or a message, and that goes back. It is
//! the old one, from another sender, and the new one is in its place.
//@ fails: of_two_that_send_at_once_one_has_its_message_back: one of 1 and 2 comes back to its sender

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
        match self.message.lock().unwrap().replace(message) {
            Some(message) => Err(message),
            None => {
                self.owner.unpark();
                Ok(())
            }
        }
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
