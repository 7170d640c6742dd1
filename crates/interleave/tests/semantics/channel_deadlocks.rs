//! Programs that hang on <https://doc.rust-lang.org/std/sync/mpsc/index.html>.

use super::lib::sync::mpsc::{channel, sync_channel};
use super::lib::thread;
use crate::{Deadlock, deadlock};

pub(crate) const DEADLOCKS: &[Deadlock] = &[
    deadlock(
        "a receiver that has a sender itself waits for itself",
        "all senders (the original and its clones) need to be dropped for the receiver to stop blocking",
        || {
            let (_sender, receiver) = channel::<u32>();
            let _ = receiver.recv();
        },
    ),
    deadlock(
        "an iteration does not end while the original sender lives",
        "This iterator will block whenever next is called, waiting for a new message",
        || {
            let (sender, receiver) = channel();
            let clone = sender.clone();
            let other = thread::spawn(move || clone.send(1));
            let _: Vec<u32> = receiver.iter().collect();
            drop(sender);
            let _ = other.join();
        },
    ),
    deadlock(
        "a send without room waits for a receiver, though it is its own",
        "each send will not return until a recv is paired with it",
        || {
            let (sender, receiver) = sync_channel(0);
            let _ = sender.send(1);
            drop(receiver);
        },
    ),
    deadlock(
        "a send into a full buffer waits for room",
        "future sends will block waiting for the buffer to open up",
        || {
            let (sender, receiver) = sync_channel(1);
            let _ = (sender.send(1), sender.send(2));
            drop(receiver);
        },
    ),
    deadlock(
        "two threads that both receive before they send wait for each other",
        "This function will always block the current thread if there is no data available",
        || {
            let (to_us, ours) = channel();
            let (to_them, theirs) = channel();
            let other = thread::spawn(move || {
                let _ = theirs.recv();
                let _ = to_us.send(1);
            });
            let _ = ours.recv();
            let _ = to_them.send(1);
            let _ = other.join();
        },
    ),
];
