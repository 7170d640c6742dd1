//! Leaves its handle for the sender when it has found nothing. A message that comes in between finds no
//! handle, and the owner parks without a look.
//@ fails: a_message_reaches_an_owner_that_waits: lock waits

use interleave::sync::Mutex;
use interleave::thread::{self, Thread, ThreadId};

pub struct Mailbox<T> {
    message: Mutex<Option<T>>,
    waits: Mutex<Option<Thread>>,
    owner: ThreadId,
}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        let owner = thread::current().id();
        Mailbox { message: Mutex::new(None), waits: Mutex::new(None), owner }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let mut place = self.message.lock().unwrap();
        if place.is_some() {
            return Err(message);
        }
        *place = Some(message);
        drop(place);
        if let Some(waits) = self.waits.lock().unwrap().take() {
            waits.unpark();
        }
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner, "only its owner receives");
        loop {
            let message = self.message.lock().unwrap().take();
            if let Some(message) = message {
                return message;
            }
            *self.waits.lock().unwrap() = Some(thread::current());
            thread::park();
        }
    }
}
