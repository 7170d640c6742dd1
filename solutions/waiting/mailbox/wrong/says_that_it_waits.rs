//! Saves the `unpark` if nobody waits: the owner says so in a flag. It says so after it has looked,
//! and a `send` in between finds the flag unset.
//@ fails: a_message_reaches_an_owner_that_waits: waits.load → false

use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use interleave::thread::{self, Thread};

pub struct Mailbox<T> {
    message: Mutex<Option<T>>,
    owner: Thread,
    waits: AtomicBool,
}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        Mailbox {
            message: Mutex::new(None),
            owner: thread::current(),
            waits: AtomicBool::new(false),
        }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let mut place = self.message.lock().unwrap();
        if place.is_some() {
            return Err(message);
        }
        *place = Some(message);
        drop(place);
        if self.waits.load(SeqCst) {
            self.owner.unpark();
        }
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner.id(), "only its owner receives");
        loop {
            let message = self.message.lock().unwrap().take();
            if let Some(message) = message {
                return message;
            }
            self.waits.store(true, SeqCst);
            thread::park();
            self.waits.store(false, SeqCst);
        }
    }
}
