//! A channel wakes all receivers when its sender is dropped. But a receiver cannot be shared: it stands
//! behind a lock, and whoever waits keeps that.
//@ fails: who_waits_longer_does_not_hold_up_who_has_a_time_limit: lock receiver

use interleave::sync::Mutex;
use interleave::sync::mpsc::{Receiver, Sender, channel};
use interleave::time::Duration;

pub struct Event {
    sender: Mutex<Option<Sender<()>>>,
    receiver: Mutex<Receiver<()>>,
}

impl Event {
    pub fn new() -> Self {
        let (sender, receiver) = channel();
        Event { sender: Mutex::new(Some(sender)), receiver: Mutex::new(receiver) }
    }

    pub fn set(&self) {
        *self.sender.lock().unwrap() = None;
    }

    pub fn clear(&self) {
        let (sender, receiver) = channel();
        *self.receiver.lock().unwrap() = receiver;
        *self.sender.lock().unwrap() = Some(sender);
    }

    pub fn is_set(&self) -> bool {
        self.sender.lock().unwrap().is_none()
    }

    pub fn wait(&self) {
        let _ = self.receiver.lock().unwrap().recv();
    }

    pub fn wait_timeout(&self, timeout: Duration) -> bool {
        let _ = self.receiver.lock().unwrap().recv_timeout(timeout);
        self.is_set()
    }
}
