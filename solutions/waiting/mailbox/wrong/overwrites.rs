//! Puts the new message in the place of the old one: the last message is the one that counts, surely.
//@ fails: of_two_that_send_at_once_one_has_its_message_back: 0 preemptions

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
        *self.message.lock().unwrap() = Some(message);
        self.owner.unpark();
        Ok(())
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
