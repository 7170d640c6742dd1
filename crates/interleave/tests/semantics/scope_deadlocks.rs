//! Programs that hang on <https://doc.rust-lang.org/std/thread/fn.scope.html>.

use super::lib::sync::Mutex;
use super::lib::thread;
use crate::{Deadlock, deadlock};

pub(crate) const DEADLOCKS: &[Deadlock] = &[deadlock(
    "a scope waits for a thread that wants a lock from around it",
    "the scope guarantees all threads will be joined at the end of the scope",
    || {
        let lock = Mutex::new(());
        let _guard = lock.lock();
        thread::scope(|scope| {
            scope.spawn(|| drop(lock.lock()));
        });
    },
)];
