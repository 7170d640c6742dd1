//! Right, but with std's channel, which the checker cannot see: whoever waits in it stops the checker, too.
//@ fails: one_taker_gets_the_items_in_their_order: ENDLESS LOOP

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

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
