//! Programs that hang on <https://doc.rust-lang.org/std/sync/struct.RwLock.html>.

use super::lib::sync::{Arc, RwLock};
use super::lib::thread;
use crate::{Deadlock, deadlock};

pub(crate) const DEADLOCKS: &[Deadlock] = &[
    deadlock(
        "a thread that writes twice waits for itself",
        "This function will not return while other writers or other readers currently have access",
        || {
            let lock = RwLock::new(());
            let _first = lock.write();
            let _second = lock.write();
        },
    ),
    deadlock(
        "a reader that wants to write waits for itself",
        "This function will not return while other writers or other readers currently have access",
        || {
            let lock = RwLock::new(());
            let _read = lock.read();
            let _write = lock.write();
        },
    ),
    deadlock(
        "a writer that wants to read waits for itself",
        "The calling thread will be blocked until there are no more writers which hold the lock.",
        || {
            let lock = RwLock::new(());
            let _write = lock.write();
            let _read = lock.read();
        },
    ),
    deadlock(
        "two readers that both want to write wait for each other",
        "at most one writer at any point in time",
        || {
            let lock = Arc::new(RwLock::new(()));
            let upgrade = |lock: &RwLock<()>| {
                let _read = lock.read();
                // The other reader may be gone: this one never is.
                let _write = lock.write();
            };
            let theirs = Arc::clone(&lock);
            let other = thread::spawn(move || upgrade(&theirs));
            upgrade(&lock);
            other.join().unwrap();
        },
    ),
    deadlock(
        "a reader that reads again may wait for a writer that waits for the reader",
        "a writer which is waiting to acquire the lock in write might or might not block",
        || {
            let lock = Arc::new(RwLock::new(()));
            let theirs = Arc::clone(&lock);
            let other = thread::spawn(move || drop(theirs.write()));
            {
                let _first = lock.read();
                let _second = lock.read();
            }
            other.join().unwrap();
        },
    ),
    deadlock(
        "two threads that read one lock and write the other wait for each other",
        "This function will not return while other writers or other readers currently have access",
        || {
            let locks = Arc::new((RwLock::new(()), RwLock::new(())));
            let theirs = Arc::clone(&locks);
            let other = thread::spawn(move || {
                let _a = theirs.0.read();
                let _b = theirs.1.write();
            });
            {
                let _b = locks.1.read();
                let _a = locks.0.write();
            }
            other.join().unwrap();
        },
    ),
];
