//! Leaves its handle for the sender, and looks then. An old handle stays behind, and costs one
//! `unpark` too many.
//@ passes: a `send` either finds the handle, or has put its message in before the owner looks

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
            *self.waits.lock().unwrap() = Some(thread::current());
            let message = self.message.lock().unwrap().take();
            if let Some(message) = message {
                return message;
            }
            thread::park();
        }
    }
}
