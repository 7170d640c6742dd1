//! Hands the message over in person: `send` waits until the owner has taken it. Where the owner is
//! the one that sends, it waits for itself.
//@ fails: of_two_that_send_at_once_one_has_its_message_back: DEADLOCK

use interleave::sync::Mutex;
use interleave::thread::{self, Thread};

pub struct Mailbox<T> {
    message: Mutex<Option<T>>,
    sender: Mutex<Option<Thread>>,
    owner: Thread,
}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        Mailbox { message: Mutex::new(None), sender: Mutex::new(None), owner: thread::current() }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let mut place = self.message.lock().unwrap();
        if place.is_some() {
            return Err(message);
        }
        *place = Some(message);
        *self.sender.lock().unwrap() = Some(thread::current());
        drop(place);
        self.owner.unpark();
        while self.message.lock().unwrap().is_some() {
            thread::park();
        }
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner.id(), "only its owner receives");
        loop {
            let message = self.message.lock().unwrap().take();
            if let Some(message) = message {
                if let Some(sender) = self.sender.lock().unwrap().take() {
                    sender.unpark();
                }
                return message;
            }
            thread::park();
        }
    }
}
