//! Programs that hang on <https://doc.rust-lang.org/std/sync/struct.Once.html> and
//! <https://doc.rust-lang.org/std/sync/struct.OnceLock.html>.

use super::lib::sync::{Arc, Once, OnceLock};
use super::lib::thread;
use crate::{Deadlock, deadlock};

pub(crate) const DEADLOCKS: &[Deadlock] = &[
    deadlock(
        "a closure that calls its own once waits for itself",
        "the exact behavior is not specified: allowed outcomes are a panic or a deadlock",
        || {
            let once = Once::new();
            once.call_once(|| once.call_once(|| ()));
        },
    ),
    deadlock(
        "two onces that need each other wait for each other",
        "This method will block the calling thread if another initialization routine is currently running.",
        || {
            let onces = Arc::new((Once::new(), Once::new()));
            let theirs = Arc::clone(&onces);
            let other = thread::spawn(move || theirs.0.call_once(|| theirs.1.call_once(|| ())));
            onces.1.call_once(|| onces.0.call_once(|| ()));
            other.join().unwrap();
        },
    ),
    deadlock(
        "a wait for a once that nobody calls does not end",
        "Blocks the current thread until initialization has completed.",
        || Once::new().wait(),
    ),
    deadlock(
        "an initializer that needs its own cell waits for itself",
        "It is an error to reentrantly initialize the cell from f.",
        || {
            let cell = OnceLock::new();
            cell.get_or_init(|| *cell.get_or_init(|| 1));
        },
    ),
    deadlock(
        "a wait for a cell that nobody sets does not end",
        "Blocks the current thread until the cell is initialized.",
        || {
            OnceLock::<u32>::new().wait();
        },
    ),
];
