//! Looks once a millisecond. It needs nobody to wake it, and so it is woken a thousand times a second
//! for nothing, and too late when there is something.
//@ fails: the_owner_waits_for_send_and_not_for_the_clock: nothing woke the owner but the clock

use interleave::sync::Mutex;
use interleave::thread::{self, Thread};
use interleave::time::Duration;

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
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner.id(), "only its owner receives");
        loop {
            let message = self.message.lock().unwrap().take();
            if let Some(message) = message {
                return message;
            }
            thread::park_timeout(Duration::from_millis(1));
        }
    }
}
