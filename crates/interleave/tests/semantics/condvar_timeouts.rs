//! Rows for the timeouts of <https://doc.rust-lang.org/std/sync/struct.Condvar.html>.
//!
//! A timeout may elapse at any time: how long it is decides nothing.

use super::lib::sync::{Arc, Condvar, Mutex};
use super::lib::time::Duration;
use super::start;
use super::support::{beside, beside_panic, tried};
use crate::{Row, row};

const SHORT: Duration = Duration::from_micros(20);

fn shared() -> (Mutex<bool>, Condvar) {
    (Mutex::new(false), Condvar::new())
}

fn set(state: &(Mutex<bool>, Condvar)) {
    *state.0.lock().unwrap() = true;
    state.1.notify_one();
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "a wait_timeout that nobody notifies times out, or wakes for nothing",
        "susceptible to spurious wakeups",
        &["timed out", "woken"],
        || {
            let (flag, changed) = shared();
            let flag = flag.lock().unwrap();
            let (_flag, result) = changed.wait_timeout(flag, SHORT).unwrap();
            if result.timed_out() { "timed out".to_owned() } else { "woken".to_owned() }
        },
    ),
    row(
        "a wait_timeout ends notified, timed out or for nothing, whatever the flag says then",
        "indicates if the timeout is known to have elapsed",
        &["set before", "set, timed out", "set, woken", "unset, timed out", "unset, woken"],
        || {
            let (_, (), seen) = beside(shared(), set, |(flag, changed)| {
                let flag = flag.lock().unwrap();
                if *flag {
                    return "set before".to_owned();
                }
                let (flag, result) = changed.wait_timeout(flag, SHORT).unwrap();
                let set = if *flag { "set" } else { "unset" };
                format!("{set}, {}", if result.timed_out() { "timed out" } else { "woken" })
            });
            seen
        },
    ),
    row(
        "a wait that has timed out takes no notification away from another one",
        "Returns true if the wait was known to have timed out.",
        &["did not wait", "timed out", "woken"],
        || {
            let state = Arc::new(shared());
            let [theirs, setters] = [(); 2].map(|()| Arc::clone(&state));
            let briefly = start(move || {
                let flag = theirs.0.lock().unwrap();
                if *flag {
                    return "did not wait";
                }
                if theirs.1.wait_timeout(flag, SHORT).unwrap().1.timed_out() {
                    return "timed out";
                }
                // Perhaps it was meant for the one that waits without a limit.
                theirs.1.notify_one();
                "woken"
            });
            let setter = start(move || set(&setters));
            drop(state.1.wait_while(state.0.lock().unwrap(), |flag| !*flag));
            setter.join().unwrap();
            briefly.join().unwrap().to_owned()
        },
    ),
    row(
        "the lock is held after a timeout",
        "the lock specified will be re-acquired when this function returns, regardless of whether the timeout elapsed",
        &["WouldBlock"],
        || {
            let (flag, changed) = shared();
            let guard = flag.lock().unwrap();
            let _guard = changed.wait_timeout_while(guard, SHORT, |flag| !*flag).unwrap();
            tried(flag.try_lock()).to_owned()
        },
    ),
    row(
        "the lock is free during a wait_timeout",
        "The semantics of this function are equivalent to wait",
        &["false", "true"],
        || {
            // The other thread gets the lock in any case: before, during or after the wait.
            let (_, (), seen) = beside(
                shared(),
                |(flag, _)| *flag.lock().unwrap() = true,
                |(flag, changed)| {
                    let flag = flag.lock().unwrap();
                    *changed.wait_timeout(flag, SHORT).unwrap().0
                },
            );
            seen.to_string()
        },
    ),
    row(
        "a wait_timeout_while whose condition never ends times out",
        "known to have elapsed without the condition being met",
        &["true"],
        || {
            let (flag, changed) = shared();
            let flag = flag.lock().unwrap();
            let (_flag, result) = changed.wait_timeout_while(flag, SHORT, |flag| !*flag).unwrap();
            result.timed_out().to_string()
        },
    ),
    row(
        "a notification before a wait_timeout_while is lost",
        "Calls to notify_one are not buffered in any way.",
        &["true"],
        || {
            let (flag, changed) = shared();
            changed.notify_one();
            let flag = flag.lock().unwrap();
            let (_flag, result) = changed.wait_timeout_while(flag, SHORT, |flag| !*flag).unwrap();
            result.timed_out().to_string()
        },
    ),
    row(
        "a wait_timeout_while without a reason to wait does not time out",
        "The semantics of this function are equivalent to wait_while",
        &["false"],
        || {
            let (flag, changed) = shared();
            *flag.lock().unwrap() = true;
            let flag = flag.lock().unwrap();
            let waited = changed.wait_timeout_while(flag, Duration::ZERO, |flag| !*flag);
            waited.unwrap().1.timed_out().to_string()
        },
    ),
    row(
        "a wait_timeout_while has timed out exactly if the condition is unmet",
        "known to have elapsed without the condition being met",
        &["met, in time", "unmet, timed out"],
        || {
            let (_, (), seen) = beside(shared(), set, |(flag, changed)| {
                let flag = flag.lock().unwrap();
                let waited = changed.wait_timeout_while(flag, SHORT, |flag| !*flag);
                let (flag, result) = waited.unwrap();
                let met = if *flag { "met" } else { "unmet" };
                format!("{met}, {}", if result.timed_out() { "timed out" } else { "in time" })
            });
            seen
        },
    ),
    row(
        "a wait_timeout returns the poison too",
        "The semantics of this function are equivalent to wait",
        &["found by lock", "found by wait_timeout", "not there yet"],
        || {
            let (_, seen) = beside_panic(
                shared(),
                |(flag, changed)| {
                    let mut flag = flag.lock().unwrap();
                    *flag = true;
                    changed.notify_one();
                    panic!("on purpose");
                },
                |(flag, changed)| {
                    let Ok(flag) = flag.lock() else { return "found by lock" };
                    match changed.wait_timeout_while(flag, SHORT, |flag| !*flag) {
                        Ok((flag, _)) if *flag => "not found",
                        Ok(_) => "not there yet",
                        Err(_) => "found by wait_timeout",
                    }
                },
            );
            seen.to_owned()
        },
    ),
];
