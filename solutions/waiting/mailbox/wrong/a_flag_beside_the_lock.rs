//! Says in a flag whether there is a message, so that looking costs no lock. Message and flag change
//! one after the other: the owner unsets the flag of a message that has come in between.
//@ fails: the_place_is_free_once_the_message_is_taken: DEADLOCK

use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicBool, Ordering::SeqCst};
use interleave::thread::{self, Thread};

pub struct Mailbox<T> {
    message: Mutex<Option<T>>,
    owner: Thread,
    full: AtomicBool,
}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        Mailbox {
            message: Mutex::new(None),
            owner: thread::current(),
            full: AtomicBool::new(false),
        }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let mut place = self.message.lock().unwrap();
        if place.is_some() {
            return Err(message);
        }
        *place = Some(message);
        drop(place);
        self.full.store(true, SeqCst);
        self.owner.unpark();
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner.id(), "only its owner receives");
        while !self.full.load(SeqCst) {
            thread::park();
        }
        let message = self.message.lock().unwrap().take();
        self.full.store(false, SeqCst);
        message.unwrap()
    }
}
