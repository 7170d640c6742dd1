//! Programs that hang on <https://doc.rust-lang.org/std/sync/struct.Condvar.html>.

use super::lib::sync::atomic::{AtomicBool, Ordering::SeqCst};
use super::lib::sync::mpsc::channel;
use super::lib::sync::{Arc, Condvar, Mutex};
use super::lib::thread;
use crate::{Deadlock, deadlock};

pub(crate) const DEADLOCKS: &[Deadlock] = &[
    deadlock(
        "a wait that nobody notifies does not end",
        "Blocks the current thread until this condition variable receives a notification.",
        || {
            let (lock, changed) = (Mutex::new(()), Condvar::new());
            drop(changed.wait(lock.lock().unwrap()));
        },
    ),
    deadlock(
        "a notification before the wait is lost",
        "Calls to notify_one are not buffered in any way.",
        || {
            let (lock, changed) = (Mutex::new(()), Condvar::new());
            changed.notify_one();
            drop(changed.wait(lock.lock().unwrap()));
        },
    ),
    deadlock(
        "a notify_all before the wait is lost",
        "Calls to notify_all() are not buffered in any way.",
        || {
            let (lock, changed) = (Mutex::new(()), Condvar::new());
            changed.notify_all();
            drop(changed.wait(lock.lock().unwrap()));
        },
    ),
    deadlock(
        "a flag that is set without the lock can be set between the check and the wait",
        "The predicate is always verified inside of the mutex before determining that a thread must block.",
        || {
            let state = Arc::new((Mutex::new(()), Condvar::new(), AtomicBool::new(false)));
            let theirs = Arc::clone(&state);
            let other = thread::spawn(move || {
                theirs.2.store(true, SeqCst);
                theirs.1.notify_one();
            });
            let (lock, changed, flag) = &*state;
            drop(changed.wait_while(lock.lock().unwrap(), |()| !flag.load(SeqCst)));
            other.join().unwrap();
        },
    ),
    deadlock(
        "one notification does not wake two waiters",
        "Wakes up one blocked thread on this condvar.",
        || {
            let state = Arc::new((Mutex::new(false), Condvar::new()));
            let others = [(); 2].map(|()| {
                let state = Arc::clone(&state);
                thread::spawn(move || {
                    drop(state.1.wait_while(state.0.lock().unwrap(), |flag| !*flag));
                })
            });
            *state.0.lock().unwrap() = true;
            state.1.notify_one();
            others.into_iter().for_each(|other| other.join().unwrap());
        },
    ),
    deadlock(
        "a notification may wake who came last, and leave who came first",
        "Wakes up one blocked thread on this condvar. [any]",
        || {
            let state = Arc::new((Mutex::new(()), Condvar::new()));
            let [firsts, notifiers] = [(); 2].map(|()| Arc::clone(&state));
            let (here, arrives) = channel();
            let first = thread::spawn(move || {
                let guard = firsts.0.lock().unwrap();
                here.send(()).unwrap();
                drop(firsts.1.wait(guard));
                // Wakes the other one too: all hangs on this one being woken.
                firsts.1.notify_one();
            });
            arrives.recv().unwrap();
            // The first has begun to wait, and the notifier gets the lock when this one has.
            let guard = state.0.lock().unwrap();
            let notifier = thread::spawn(move || {
                drop(notifiers.0.lock());
                notifiers.1.notify_one();
            });
            drop(state.1.wait(guard));
            notifier.join().unwrap();
            first.join().unwrap();
        },
    ),
    deadlock(
        "a wait gives up its own lock only",
        "This function will atomically unlock the mutex specified (represented by guard)",
        || {
            let state = Arc::new((Mutex::new(()), Mutex::new(false), Condvar::new()));
            let theirs = Arc::clone(&state);
            let other = thread::spawn(move || {
                let (outer, flag, changed) = &*theirs;
                let _outer = outer.lock().unwrap();
                *flag.lock().unwrap() = true;
                changed.notify_one();
            });
            let (outer, flag, changed) = &*state;
            let outer = outer.lock().unwrap();
            drop(changed.wait_while(flag.lock().unwrap(), |flag| !*flag));
            drop(outer);
            other.join().unwrap();
        },
    ),
];
