//! Programs that wait: parked, for a lock, on a condvar.

use super::lib::cell::UnsafeCell;
use super::lib::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use super::lib::sync::{Arc, Condvar, Mutex};
use super::lib::thread;

struct Flagged {
    data: UnsafeCell<usize>,
    flag: AtomicBool,
}

// SAFETY: none of this is safe; a checker has to say so.
unsafe impl Sync for Flagged {}
// SAFETY: as above.
unsafe impl Send for Flagged {}

/// The flag must be stored with `Release`. The `unpark` orders nothing: the flag may have been seen
/// without it.
pub(crate) fn parked_behind_a_relaxed_flag() -> String {
    let shared = Arc::new(Flagged { data: UnsafeCell::new(0), flag: AtomicBool::new(false) });
    let (theirs, main) = (Arc::clone(&shared), thread::current());
    let other = thread::spawn(move || {
        // SAFETY: the checker reports a race before it can do harm.
        theirs.data.with_mut(|data| unsafe { *data = 1 });
        theirs.flag.store(true, Relaxed);
        main.unpark();
    });
    while !shared.flag.load(Relaxed) {
        thread::park();
    }
    // SAFETY: as above.
    shared.data.with(|data| unsafe { *data });
    other.join().unwrap();
    String::new()
}

pub(crate) fn unparked_while_it_joins() -> String {
    let (count, main) = (Arc::new(AtomicUsize::new(0)), thread::current());
    let theirs = Arc::clone(&count);
    let other = thread::spawn(move || {
        main.unpark();
        theirs.fetch_add(1, SeqCst);
    });
    other.join().unwrap();
    String::new()
}

pub(crate) fn unparked_while_it_locks() -> String {
    let (lock, main) = (Arc::new(Mutex::new(())), thread::current());
    let theirs = Arc::clone(&lock);
    let other = thread::spawn(move || {
        let _held = theirs.lock().unwrap();
        main.unpark();
    });
    drop(lock.lock().unwrap());
    thread::park();
    other.join().unwrap();
    String::new()
}

/// A deadlock: nobody notifies.
pub(crate) fn token_before_a_wait() -> String {
    let (lock, change) = (Mutex::new(()), Condvar::new());
    thread::current().unpark();
    drop(change.wait(lock.lock().unwrap()).unwrap());
    String::new()
}

/// The `if` must be a `while`.
pub(crate) fn waits_once() -> String {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = Arc::clone(&shared);
    let other = thread::spawn(move || {
        *theirs.0.lock().unwrap() = true;
        theirs.1.notify_one();
    });
    let mut ready = shared.0.lock().unwrap();
    if !*ready {
        ready = shared.1.wait(ready).unwrap();
    }
    assert!(*ready, "woken for no reason");
    drop(ready);
    other.join().unwrap();
    String::new()
}

/// Who of two waiters is woken by one notification: the first to come, or the other one.
pub(crate) fn who_is_woken() -> String {
    let shared = Arc::new((Mutex::new((vec![], vec![])), Condvar::new(), Condvar::new()));
    let waiters: Vec<_> = (0..2)
        .map(|waiter| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let mut order = shared.0.lock().unwrap();
                order.0.push(waiter);
                shared.2.notify_one();
                order = shared.1.wait(order).unwrap();
                order.1.push(waiter);
                shared.2.notify_one();
            })
        })
        .collect();
    let mut order = shared.0.lock().unwrap();
    while order.0.len() < 2 {
        order = shared.2.wait(order).unwrap();
    }
    shared.1.notify_one();
    while order.1.is_empty() {
        order = shared.2.wait(order).unwrap();
    }
    shared.1.notify_one();
    let first = order.0[0] == order.1[0];
    drop(order);
    waiters.into_iter().for_each(|waiter| waiter.join().unwrap());
    if first { "first".to_owned() } else { "other".to_owned() }
}

pub(crate) fn try_lock() -> String {
    let lock = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&lock);
    let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
    let seen = lock.try_lock().map_or_else(|_| "busy".to_owned(), |seen| seen.to_string());
    other.join().unwrap();
    seen
}

pub(crate) fn two_locks_in_both_orders() -> String {
    let (a, b) = (Arc::new(Mutex::new(0)), Arc::new(Mutex::new(0)));
    let (theirs_a, theirs_b) = (Arc::clone(&a), Arc::clone(&b));
    let other = thread::spawn(move || {
        let _b = theirs_b.lock().unwrap();
        let _a = theirs_a.lock().unwrap();
    });
    {
        let _a = a.lock().unwrap();
        let _b = b.lock().unwrap();
    }
    other.join().unwrap();
    String::new()
}
