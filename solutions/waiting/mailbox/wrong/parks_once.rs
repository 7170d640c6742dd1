//! Parks if there is no message, and takes it then: who else but `send` would unpark the owner?
//! `park` may return for no reason at all.
//@ fails: a_message_reaches_an_owner_that_waits: None` value

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
        let message = self.message.lock().unwrap().take();
        if let Some(message) = message {
            return message;
        }
        thread::park();
        self.message.lock().unwrap().take().unwrap()
    }
}
