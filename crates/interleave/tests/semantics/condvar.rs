//! Rows for <https://doc.rust-lang.org/std/sync/struct.Condvar.html>, without timeouts.

use super::lib::sync::atomic::{AtomicU32, Ordering::SeqCst};
use super::lib::sync::{Arc, Condvar, Mutex};
use super::start;
use super::support::{beside, beside_panic, locked, tried};
use crate::{Row, row};

/// A value, and the condvar that says it has changed.
type Shared<T> = (Mutex<T>, Condvar);

fn shared<T>(value: T) -> Shared<T> {
    (Mutex::new(value), Condvar::new())
}

/// Sets the flag and notifies one.
fn set(state: &Shared<bool>) {
    *state.0.lock().unwrap() = true;
    state.1.notify_one();
}

/// Two threads of which each waits for a ticket, takes it and leaves its number.
fn two_waiters(tickets: u32, give: impl FnOnce(&Shared<(u32, String)>)) -> String {
    let state = Arc::new(shared((tickets, String::new())));
    let waiters = ["1", "2"].map(|me| {
        let state = Arc::clone(&state);
        start(move || {
            let mut guard = state.0.lock().unwrap();
            while guard.0 == 0 {
                guard = state.1.wait(guard).unwrap();
            }
            guard.0 -= 1;
            guard.1 += me;
        })
    });
    give(&state);
    waiters.into_iter().for_each(|waiter| waiter.join().unwrap());
    state.0.lock().unwrap().1.clone()
}

pub(crate) const ROWS: &[Row] = &[
    row(
        "a wait in a loop ends with the condition met",
        "the predicate must always be checked each time this function returns",
        &["true"],
        || {
            let (_, (), seen) = beside(shared(false), set, |(flag, changed)| {
                let mut flag = flag.lock().unwrap();
                while !*flag {
                    flag = changed.wait(flag).unwrap();
                }
                *flag
            });
            seen.to_string()
        },
    ),
    row(
        "a wait without a loop may end with the condition unmet",
        "Note that this function is susceptible to spurious wakeups.",
        &["false", "true"],
        || {
            let (_, (), seen) = beside(shared(false), set, |(flag, changed)| {
                let mut flag = flag.lock().unwrap();
                if !*flag {
                    flag = changed.wait(flag).unwrap();
                }
                *flag
            });
            seen.to_string()
        },
    ),
    row(
        "a waiting thread does not hold the lock",
        "This function will atomically unlock the mutex specified (represented by guard) and block",
        &["ours theirs"],
        || {
            let (state, (), ()) = beside(
                shared(Vec::new()),
                |(order, changed)| {
                    let order = order.lock().unwrap();
                    let mut order = changed.wait_while(order, |order| order.is_empty()).unwrap();
                    order.push("theirs");
                },
                |(order, changed)| {
                    order.lock().unwrap().push("ours");
                    changed.notify_one();
                },
            );
            state.0.lock().unwrap().join(" ")
        },
    ),
    row(
        "a thread that has waited holds the lock",
        "When this function call returns, the lock specified will have been re-acquired.",
        &["WouldBlock"],
        || {
            let (_, (), seen) = beside(shared(false), set, |(flag, changed)| {
                let mut guard = flag.lock().unwrap();
                while !*guard {
                    guard = changed.wait(guard).unwrap();
                }
                tried(flag.try_lock())
            });
            seen.to_owned()
        },
    ),
    row(
        "wait_while does not wait if there is no reason to",
        "condition is checked immediately; if not met (returns true), this will wait",
        &["1"],
        || {
            let (value, changed) = shared(0);
            let mut calls = 0;
            let value = value.lock().unwrap();
            let value = changed.wait_while(value, |_| {
                calls += 1;
                false
            });
            drop(value);
            calls.to_string()
        },
    ),
    row(
        "wait_while checks once more after each wake-up",
        "wait for the next notification then check again [reading: a spurious wake-up counts as one]",
        &["checked once", "checked often", "checked twice"],
        || {
            let (_, (), calls) = beside(shared(false), set, |(flag, changed)| {
                let mut calls = 0;
                let flag = flag.lock().unwrap();
                let flag = changed.wait_while(flag, |flag| {
                    calls += 1;
                    !*flag
                });
                assert!(*flag.unwrap());
                calls
            });
            match calls {
                1 => "checked once".to_owned(),
                2 => "checked twice".to_owned(),
                _ => "checked often".to_owned(),
            }
        },
    ),
    row(
        "the condition of wait_while may change the value",
        "F: FnMut(&mut T) -> bool",
        &["0"],
        || {
            let (state, (), ()) = beside(
                shared(0),
                |(tickets, changed)| {
                    *tickets.lock().unwrap() += 1;
                    changed.notify_one();
                },
                |(tickets, changed)| {
                    let take = |tickets: &mut i32| {
                        let wait = *tickets == 0;
                        *tickets -= i32::from(!wait);
                        wait
                    };
                    drop(changed.wait_while(tickets.lock().unwrap(), take).unwrap());
                },
            );
            state.0.lock().unwrap().to_string()
        },
    ),
    row(
        "notify_all wakes every waiter, in any order",
        "ensure that any current waiters on the condition variable are awoken",
        &["12", "21"],
        || {
            two_waiters(0, |(tickets, changed)| {
                tickets.lock().unwrap().0 = 2;
                changed.notify_all();
            })
        },
    ),
    row(
        "two calls of notify_one wake two waiters, in any order",
        "If there is a blocked thread on this condition variable, then it will be woken up",
        &["12", "21"],
        || {
            two_waiters(0, |(tickets, changed)| {
                for _ in 0..2 {
                    tickets.lock().unwrap().0 += 1;
                    changed.notify_one();
                }
            })
        },
    ),
    row(
        "a notification that nobody waits for changes nothing",
        "Calls to notify_one are not buffered in any way.",
        &["12", "21"],
        || {
            two_waiters(2, |(_, changed)| {
                changed.notify_one();
                changed.notify_all();
            })
        },
    ),
    row(
        "a notification may come after the lock was released",
        "Wakes up one blocked thread on this condvar.",
        &["1"],
        || {
            let state = (Mutex::new(()), Condvar::new(), AtomicU32::new(0));
            let (_, (), seen) = beside(
                state,
                |(lock, changed, value)| {
                    let guard = lock.lock().unwrap();
                    value.store(1, SeqCst);
                    drop(guard);
                    changed.notify_one();
                },
                |(lock, changed, value)| {
                    let guard = lock.lock().unwrap();
                    let guard = changed.wait_while(guard, |()| value.load(SeqCst) == 0);
                    drop(guard.unwrap());
                    value.load(SeqCst)
                },
            );
            seen.to_string()
        },
    ),
    row(
        "two condvars may share a mutex",
        "Condition variables are typically associated with a boolean predicate (a condition) and a mutex.",
        &["[1, 2]"],
        || {
            // A buffer for one value: one condvar for each side.
            let state = (Mutex::new(None), Condvar::new(), Condvar::new());
            let (_, (), seen) = beside(
                state,
                |(slot, filled, emptied)| {
                    for value in [1, 2] {
                        let slot = slot.lock().unwrap();
                        let mut slot = emptied.wait_while(slot, |slot| slot.is_some()).unwrap();
                        *slot = Some(value);
                        filled.notify_one();
                    }
                },
                |(slot, filled, emptied)| {
                    [(); 2].map(|()| {
                        let slot = slot.lock().unwrap();
                        let mut slot = filled.wait_while(slot, |slot| slot.is_none()).unwrap();
                        let value = slot.take().unwrap();
                        emptied.notify_one();
                        value
                    })
                },
            );
            format!("{seen:?}")
        },
    ),
    row(
        "a wait returns the poison of whoever held the lock meanwhile",
        "return an error if the mutex being waited on is poisoned when this thread re-acquires the lock",
        &["found by lock", "found by wait"],
        || {
            let (_, seen) = beside_panic(
                shared(false),
                |(flag, changed)| {
                    let mut flag = flag.lock().unwrap();
                    *flag = true;
                    changed.notify_one();
                    panic!("on purpose");
                },
                |(flag, changed)| {
                    let Ok(mut flag) = flag.lock() else { return "found by lock" };
                    while !*flag {
                        match changed.wait(flag) {
                            Ok(guard) => flag = guard,
                            Err(_) => return "found by wait",
                        }
                    }
                    "not found"
                },
            );
            seen.to_owned()
        },
    ),
    row(
        "wait_while returns the poison with the condition met",
        "will return an error if the mutex being waited on is poisoned",
        &["found by lock", "found by wait_while: true"],
        || {
            let (_, seen) = beside_panic(
                shared(false),
                |(flag, changed)| {
                    let mut flag = flag.lock().unwrap();
                    *flag = true;
                    changed.notify_one();
                    panic!("on purpose");
                },
                |(flag, changed)| {
                    let Ok(flag) = flag.lock() else { return "found by lock".to_owned() };
                    match changed.wait_while(flag, |flag| !*flag) {
                        Ok(_) => "not found".to_owned(),
                        Err(error) => format!("found by wait_while: {}", error.into_inner()),
                    }
                },
            );
            seen
        },
    ),
    row(
        "a wait that meets no poison returns none",
        "For more information, see information about poisoning on the Mutex type.",
        &["Ok"],
        || {
            let (_, (), seen) = beside(shared(false), set, |(flag, changed)| {
                let flag = flag.lock().unwrap();
                locked(changed.wait_while(flag, |flag| !*flag))
            });
            seen.to_owned()
        },
    ),
];
