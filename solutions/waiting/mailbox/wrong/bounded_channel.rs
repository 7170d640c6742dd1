//! Is a channel that holds one message, with a lock around the end that only one thread may use.
//@ passes: a channel for one message is a mailbox

use interleave::sync::Mutex;
use interleave::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use interleave::thread::{self, ThreadId};

pub struct Mailbox<T> {
    sender: SyncSender<T>,
    receiver: Mutex<Receiver<T>>,
    owner: ThreadId,
}

impl<T> Mailbox<T> {
    pub fn for_this_thread() -> Self {
        let (sender, receiver) = sync_channel(1);
        Mailbox { sender, receiver: Mutex::new(receiver), owner: thread::current().id() }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        self.sender.try_send(message).map_err(|refused| match refused {
            TrySendError::Full(message) | TrySendError::Disconnected(message) => message,
        })
    }

    pub fn recv(&self) -> T {
        assert!(thread::current().id() == self.owner, "only its owner receives");
        self.receiver.lock().unwrap().recv().unwrap()
    }
}
