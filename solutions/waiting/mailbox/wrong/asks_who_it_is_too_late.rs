//! Asks who receives when there is something to receive. A stranger that comes to an empty mailbox is not asked:
//! it parks, and nobody will unpark it.
//@ fails: who_owns_another_mailbox_may_not_receive_from_this_one: lock place#1

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
            let mut message = self.place.lock().unwrap();
            if message.is_some() && thread::current().id() != self.owner.id() {
                drop(message);
                panic!("only its owner receives");
            }
            if let Some(message) = message.take() {
                return message;
            }
            drop(message);
            thread::park();
        }
    }
}
