//! A channel with a bound: takers behind a lock, and room for so many items that it will do. `put` waits when
//! it is full.
//@ fails: put_waits_for_no_taker: DEADLOCK

use interleave::sync::Mutex;
use interleave::sync::mpsc::{Receiver, SyncSender, sync_channel};

const ROOM: usize = 16;

pub struct Queue<T> {
    sender: SyncSender<T>,
    receiver: Mutex<Receiver<T>>,
}

impl<T> Queue<T> {
    pub fn new() -> Self {
        let (sender, receiver) = sync_channel(ROOM);
        Queue { sender, receiver: Mutex::new(receiver) }
    }

    pub fn put(&self, item: T) {
        self.sender.send(item).unwrap();
    }

    pub fn take(&self) -> T {
        self.receiver.lock().unwrap().recv().unwrap()
    }
}
