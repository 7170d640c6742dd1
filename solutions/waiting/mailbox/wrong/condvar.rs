//! Waits on a condvar instead of parking.
//@ passes: a condvar serves as well, and has no token to share with others

use interleave::sync::{Condvar, Mutex};
use interleave::thread::{self, ThreadId};

pub struct Mailbox<T> {
    message: Mutex<Option<T>>,
    came: Condvar,
    owner: ThreadId,
}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        let owner = thread::current().id();
        Mailbox { message: Mutex::new(None), came: Condvar::new(), owner }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let mut place = self.message.lock().unwrap();
        if place.is_some() {
            return Err(message);
        }
        *place = Some(message);
        self.came.notify_one();
        Ok(())
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner, "only its owner receives");
        let place = self.message.lock().unwrap();
        let mut place = self.came.wait_while(place, |place| place.is_none()).unwrap();
        place.take().unwrap()
    }
}
