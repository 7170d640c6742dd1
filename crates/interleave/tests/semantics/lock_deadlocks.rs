//! Programs that hang on locks and joins, after
//! <https://doc.rust-lang.org/std/sync/struct.Mutex.html> and
//! <https://doc.rust-lang.org/std/thread/struct.JoinHandle.html>.

use super::lib::sync::{Arc, Mutex};
use super::lib::thread;
use crate::{Deadlock, deadlock};

/// Runs the two functions beside each other, on the same state.
fn both<S: Send + Sync + 'static>(state: S, theirs: fn(&S), ours: fn(&S)) {
    let state = Arc::new(state);
    let shared = Arc::clone(&state);
    let other = thread::spawn(move || theirs(&shared));
    ours(&state);
    other.join().unwrap();
}

pub(crate) const DEADLOCKS: &[Deadlock] = &[
    deadlock(
        "a thread that locks twice waits for itself",
        "this function will not return on the second call (it might panic or deadlock, for example)",
        || {
            let lock = Mutex::new(());
            let _first = lock.lock();
            let _second = lock.lock();
        },
    ),
    deadlock(
        "two threads that lock two mutexes crosswise wait for each other",
        "blocking the current thread until it is able to do so",
        || {
            both(
                (Mutex::new(()), Mutex::new(())),
                |(a, b)| {
                    let _a = a.lock();
                    let _b = b.lock();
                },
                |(a, b)| {
                    let _b = b.lock();
                    let _a = a.lock();
                },
            );
        },
    ),
    deadlock(
        "three threads that each hold what the next one wants wait in a circle",
        "blocking the current thread until it is able to do so",
        || {
            let forks = Arc::new([(); 3].map(|()| Mutex::new(())));
            let eat = |seat: usize, forks: &[Mutex<()>; 3]| {
                let _left = forks[seat].lock();
                let _right = forks[(seat + 1) % 3].lock();
            };
            let others = [0, 1].map(|seat| {
                let forks = Arc::clone(&forks);
                thread::spawn(move || eat(seat, &forks))
            });
            eat(2, &forks);
            others.into_iter().for_each(|other| other.join().unwrap());
        },
    ),
    deadlock(
        "who joins a thread that wants the joiner's lock waits for ever",
        "Waits for the associated thread to finish.",
        || {
            let lock = Arc::new(Mutex::new(()));
            let theirs = Arc::clone(&lock);
            let other = thread::spawn(move || drop(theirs.lock()));
            let _guard = lock.lock();
            other.join().unwrap();
        },
    ),
    deadlock(
        "a guard that is forgotten never unlocks",
        "this method does not clear any previous abandoned locks",
        || {
            let lock = Mutex::new(());
            std::mem::forget(lock.lock());
            drop(lock.lock());
        },
    ),
    deadlock(
        "a poisoned lock that is held blocks like any other",
        "this call will return an error once the mutex is acquired",
        || {
            let lock = Mutex::new(());
            let panicked = super::support::caught(|| {
                let _guard = lock.lock();
                panic!("on purpose");
            });
            assert!(panicked.is_err());
            let _error = lock.lock();
            drop(lock.lock());
        },
    ),
];
