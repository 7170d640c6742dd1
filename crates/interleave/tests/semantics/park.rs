//! Rows for <https://doc.rust-lang.org/std/thread/fn.park.html> and
//! <https://doc.rust-lang.org/std/thread/fn.park_timeout.html>.

use super::lib::sync::Arc;
use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::thread;
use super::lib::time::Duration;
use super::start;
use crate::{Row, row};

const SHORT: Duration = Duration::from_micros(20);

/// Another thread stores a 1 and unparks this one; what does this one see behind its wait?
fn beside_unpark(wait: impl FnOnce(&AtomicU32)) -> String {
    let value = Arc::new(AtomicU32::new(0));
    let (theirs, us) = (Arc::clone(&value), thread::current());
    let other = start(move || {
        theirs.store(1, SeqCst);
        us.unpark();
    });
    wait(&value);
    let seen = value.load(SeqCst);
    other.join().unwrap();
    seen.to_string()
}

/// Runs the function, of which only the end is of interest.
fn ends(run: fn()) -> String {
    run();
    "returned".to_owned()
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "a park in a loop ends with the condition met",
        "even if the unpark occurs before the thread is finished parking, it will be woken up properly",
        &["1"],
        || {
            beside_unpark(|value| {
                while value.load(SeqCst) == 0 {
                    thread::park();
                }
            })
        },
    ),
    row(
        "a park without a loop may end with the condition unmet",
        "It may also return spuriously, without consuming the token.",
        &["0", "1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            let parked = thread::spawn(move || {
                thread::park();
                theirs.load(SeqCst)
            });
            value.store(1, SeqCst);
            parked.thread().unpark();
            parked.join().unwrap().to_string()
        },
    ),
    row(
        "a park behind an unpark returns",
        "unpark followed by park will result in the second call returning immediately",
        &["returned"],
        || {
            ends(|| {
                thread::current().unpark();
                thread::park();
            })
        },
    ),
    row(
        "a token is there again after each park",
        "Atomically makes the handle’s token available if it is not already.",
        &["returned"],
        || {
            ends(|| {
                for _ in 0..2 {
                    thread::current().unpark();
                    thread::park();
                }
            })
        },
    ),
    row(
        "a handle from join unparks like one from current",
        "By spawning a new thread, e.g., using the thread::spawn function, and calling thread on the JoinHandle.",
        &["1"],
        || {
            let value = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&value);
            let parked = thread::spawn(move || {
                while theirs.load(SeqCst) == 0 {
                    thread::park();
                }
                theirs.load(SeqCst)
            });
            value.store(1, SeqCst);
            parked.thread().unpark();
            parked.join().unwrap().to_string()
        },
    ),
    row(
        "two threads that wake each other in turn both end",
        "When some desired condition is met, another thread calls unpark on the handle.",
        &["2"],
        || {
            let turn = Arc::new(AtomicU32::new(0));
            let (theirs, us) = (Arc::clone(&turn), thread::current());
            let other = thread::spawn(move || {
                while theirs.load(SeqCst) != 1 {
                    thread::park();
                }
                theirs.store(2, SeqCst);
                us.unpark();
            });
            turn.store(1, SeqCst);
            other.thread().unpark();
            while turn.load(SeqCst) != 2 {
                thread::park();
            }
            other.join().unwrap();
            turn.load(SeqCst).to_string()
        },
    ),
    row(
        "unparks of two threads may become one token, and none is needed twice",
        "atomically makes the token available if it wasn’t already",
        &["2"],
        || {
            let count = Arc::new(AtomicU32::new(0));
            let others = [(); 2].map(|()| {
                let (count, us) = (Arc::clone(&count), thread::current());
                thread::spawn(move || {
                    count.fetch_add(1, SeqCst);
                    us.unpark();
                })
            });
            while count.load(SeqCst) < 2 {
                thread::park();
            }
            others.into_iter().for_each(|other| other.join().unwrap());
            count.load(SeqCst).to_string()
        },
    ),
    row(
        "an unpark of a thread that has ended does nothing",
        "Atomically makes the handle’s token available if it is not already.",
        &["returned"],
        || {
            let other = thread::spawn(|| ());
            let handle = other.thread().clone();
            other.join().unwrap();
            handle.unpark();
            "returned".to_owned()
        },
    ),
    row(
        "a park_timeout that nobody unparks returns",
        "unless or until the current thread’s token is made available or the specified duration has been reached",
        &["returned"],
        || ends(|| thread::park_timeout(SHORT)),
    ),
    row(
        "a park_timeout beside an unpark returns before or after it",
        "(may wake spuriously)",
        &["0", "1"],
        || beside_unpark(|_| thread::park_timeout(SHORT)),
    ),
    row(
        "a token that came too late for a park_timeout is there for the next park",
        "allows specifying a maximum time to block the thread for",
        &["1"],
        || {
            beside_unpark(|value| {
                thread::park_timeout(SHORT);
                while value.load(SeqCst) == 0 {
                    thread::park();
                }
            })
        },
    ),
];
