//! A channel is such a queue already, for one taker; a lock lets several in, one at a time.
//@ passes: who waits for the lock would have waited for an item as well, and every taker is as good as another

use interleave::sync::Mutex;
use interleave::sync::mpsc::{Receiver, Sender, channel};

pub struct Queue<T> {
    sender: Sender<T>,
    receiver: Mutex<Receiver<T>>,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        let (sender, receiver) = channel();
        Queue { sender, receiver: Mutex::new(receiver) }
    }

    pub fn put(&self, item: T) {
        self.sender.send(item).unwrap();
    }

    pub fn take(&self) -> T {
        self.receiver.lock().unwrap().recv().unwrap()
    }
}
