//! Limits of what loom's threads wait for.

use super::said::{ask, both};

#[test]
fn unpark_orders_more_than_it_should() {
    let test = "of_waits::unpark_orders_more_than_it_should";
    let Some(said) = ask(test, both!(waits::parked_behind_a_relaxed_flag)) else { return };
    said.raw.passes(&[""]);
    said.rejected("data race");
    said.vetoed("data race");
}

/// <https://github.com/tokio-rs/loom/issues/249>
#[test]
fn unpark_wakes_a_join() {
    let test = "of_waits::unpark_wakes_a_join";
    let Some(said) = ask(test, both!(waits::unparked_while_it_joins)) else { return };
    said.raw.panics("assertion failed: state.notified");
    said.explored(&[""]);
    said.agreed();
}

#[test]
fn unpark_is_lost_at_a_mutex() {
    let test = "of_waits::unpark_is_lost_at_a_mutex";
    let Some(said) = ask(test, both!(waits::unparked_while_it_locks)) else { return };
    said.raw.panics("deadlock");
    said.explored(&[""]);
    said.agreed();
}

#[test]
fn an_old_token_ends_a_wait_on_a_condvar() {
    let test = "of_waits::an_old_token_ends_a_wait_on_a_condvar";
    let Some(said) = ask(test, both!(waits::token_before_a_wait)) else { return };
    said.raw.passes(&[""]);
    said.rejected("deadlock");
    said.vetoed("main waits for a condvar");
}

#[test]
fn nobody_wakes_for_no_reason() {
    let test = "of_waits::nobody_wakes_for_no_reason";
    let Some(said) = ask(test, both!(waits::waits_once)) else { return };
    said.raw.passes(&[""]);
    said.rejected("panic");
    said.agreed();
}

#[test]
fn the_first_waiter_is_woken_first() {
    let test = "of_waits::the_first_waiter_is_woken_first";
    let Some(said) = ask(test, both!(waits::who_is_woken)) else { return };
    said.raw.passes(&["first"]);
    said.explored(&["first", "other"]);
    said.agreed();
}

#[test]
fn try_lock_never_fails() {
    let test = "of_waits::try_lock_never_fails";
    let Some(said) = ask(test, both!(waits::try_lock)) else { return };
    said.raw.passes(&["0", "1"]);
    said.explored(&["0", "1", "busy"]);
    said.agreed();
}

#[test]
fn a_deadlock_is_a_panic() {
    let test = "of_waits::a_deadlock_is_a_panic";
    let Some(said) = ask(test, both!(waits::two_locks_in_both_orders)) else { return };
    said.raw.panics("deadlock");
    assert!(!said.raw.aborts, "{:?}", said.raw);
    said.rejected("deadlock");
    said.vetoed("deadlock: main waits for a mutex");
}

/// The same with loom's own `Arc`, whose destructor panics once more.
/// <https://github.com/tokio-rs/loom/issues/291>
#[test]
fn a_deadlock_with_looms_arc_aborts_the_process() {
    fn two_locks() -> String {
        use loom::sync::{Arc, Mutex};
        let (a, b) = (Arc::new(Mutex::new(0)), Arc::new(Mutex::new(0)));
        let (theirs_a, theirs_b) = (Arc::clone(&a), Arc::clone(&b));
        let other = loom::thread::spawn(move || {
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
    let test = "of_waits::a_deadlock_with_looms_arc_aborts_the_process";
    let ours = crate::with_ours::waits::two_locks_in_both_orders;
    let Some(said) = ask(test, (two_locks, ours)) else { return };
    said.raw.panics("deadlock");
    assert!(said.raw.aborts, "{:?}", said.raw);
    assert!(said.raw.lines > 30, "{:?}", said.raw);
    said.vetoed("deadlock");
}
