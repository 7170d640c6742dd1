//! Compares the names of the threads. A thread without a name is like any other without one.
//@ fails: who_owns_another_mailbox_may_not_receive_from_this_one: lock message#1

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
        assert_eq!(thread::current().name(), self.owner.name(), "only its owner receives");
        loop {
            if let Some(message) = self.message.lock().unwrap().take() {
                return message;
            }
            thread::park();
        }
    }
}
