//! Asks who receives before it parks: only its owner would ever be woken. A stranger that finds a message takes it
//! unasked.
//@ fails: only_its_owner_may_receive: lock place

use interleave::sync::Mutex;
use interleave::thread::{self, Thread};

pub struct Mailbox<T> {
    place: Mutex<Option<T>>,
    owner: Thread,
}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        Mailbox { place: Mutex::new(None), owner: thread::current() }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let mut place = self.place.lock().unwrap();
        if place.is_some() {
            return Err(message);
        }
        *place = Some(message);
        drop(place);
        self.owner.unpark();
        Ok(())
    }

    pub fn recv(&self) -> T {
        loop {
            if let Some(message) = self.place.lock().unwrap().take() {
                return message;
            }
            assert!(thread::current().id() == self.owner.id(), "only its owner receives");
            thread::park();
        }
    }
}
