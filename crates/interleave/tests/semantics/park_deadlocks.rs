//! Programs that hang on <https://doc.rust-lang.org/std/thread/fn.park.html>.

use super::lib::thread;
use crate::{Deadlock, deadlock};

pub(crate) const DEADLOCKS: &[Deadlock] = &[
    deadlock(
        "a park that nobody unparks does not end",
        "Blocks unless or until the current thread’s token is made available.",
        || thread::spawn(thread::park).join().unwrap(),
    ),
    deadlock(
        "two unparks make one token, and that is enough for one park",
        "atomically makes the token available if it wasn’t already",
        || {
            let parks = thread::spawn(|| {
                thread::current().unpark();
                thread::current().unpark();
                thread::park();
                thread::park();
            });
            parks.join().unwrap();
        },
    ),
    deadlock(
        "two threads that both park before they unpark wait for each other",
        "park blocks the current thread, which can then be resumed from another thread",
        || {
            let us = thread::current();
            let other = thread::spawn(move || {
                thread::park();
                us.unpark();
            });
            thread::park();
            other.thread().unpark();
            other.join().unwrap();
        },
    ),
];
