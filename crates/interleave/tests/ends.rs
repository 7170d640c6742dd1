//! However the code under test ends, there is a verdict, and the process that runs it is not green.
//!
//! Each test runs itself once more in a process of its own, in which it is the code under test.

use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Condvar, Mutex};
use interleave::{model, thread};

mod common;

use common::end_of;

/// A model in which a second thread does `what` after its first operation.
fn two_threads(what: fn()) {
    model(move || {
        let n = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&n);
        let other = thread::spawn(move || {
            theirs.fetch_add(1, SeqCst);
            what();
        });
        n.fetch_add(1, SeqCst);
        other.join().unwrap();
    });
}

#[test]
fn an_endless_loop_without_operations() {
    let program = || two_threads(|| while std::hint::black_box(true) {});
    let Some((status, report)) = end_of("an_endless_loop_without_operations", program) else {
        return;
    };
    assert!(report.contains("ENDLESS LOOP in T1"), "{report}");
    assert!(report.contains("n.fetch_add"), "the steps so far are missing:\n{report}");
    assert_eq!(status, Some(86), "{report}");
}

fn recurse(depth: u64) -> u64 {
    std::hint::black_box(depth) + if depth == u64::MAX { 0 } else { recurse(depth + 1) }
}

#[test]
fn unbounded_recursion() {
    let program = || {
        two_threads(|| {
            recurse(0);
        });
    };
    let Some((_, report)) = end_of("unbounded_recursion", program) else { return };
    assert!(report.contains("STACK OVERFLOW in T1"), "{report}");
}

#[test]
fn abort() {
    let program = || two_threads(|| std::process::abort());
    let Some((_, report)) = end_of("abort", program) else { return };
    assert!(report.contains("ABORT in T1"), "{report}");
}

#[test]
fn exit_with_status_zero() {
    let program = || two_threads(|| std::process::exit(0));
    let Some((status, report)) = end_of("exit_with_status_zero", program) else { return };
    assert!(report.contains("EXIT in T1"), "{report}");
    assert_eq!(status, Some(86), "{report}");
}

struct Explosive;

impl Drop for Explosive {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

#[test]
fn a_panic_in_drop() {
    let program = || two_threads(|| drop(Explosive));
    let Some((_, report)) = end_of("a_panic_in_drop", program) else { return };
    assert!(report.contains("PANIC in T1: dropped"), "{report}");
}

#[test]
fn a_panic_in_drop_during_a_panic() {
    let program = || {
        two_threads(|| {
            let _explosive = Explosive;
            panic!("first");
        });
    };
    let Some((_, report)) = end_of("a_panic_in_drop_during_a_panic", program) else {
        return;
    };
    assert!(report.contains("PANIC IN DROP in T1"), "{report}");
    assert!(report.contains("first") && report.contains("dropped"), "{report}");
}

#[test]
fn a_panic_that_may_not_unwind() {
    extern "C" fn callback() {
        panic!("into C");
    }
    let Some((_, report)) = end_of("a_panic_that_may_not_unwind", || two_threads(|| callback()))
    else {
        return;
    };
    assert!(report.contains("PANIC in T1") && report.contains("cannot unwind"), "{report}");
}

#[test]
fn a_pointer_to_nothing() {
    let program = || {
        two_threads(|| {
            let nowhere = std::hint::black_box(64 as *const u32);
            // SAFETY: wrong on purpose. No page is mapped there.
            unsafe { nowhere.read_volatile() };
        });
    };
    let Some((_, report)) = end_of("a_pointer_to_nothing", program) else { return };
    assert!(report.contains("BAD MEMORY ACCESS in T1"), "{report}");
    assert!(report.contains("n.fetch_add"), "the steps so far are missing:\n{report}");
}

#[test]
fn a_result_that_nobody_takes_and_that_panics_in_drop() {
    let program = || {
        model(|| {
            let n = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&n);
            drop(thread::spawn(move || {
                theirs.fetch_add(1, SeqCst);
                Explosive
            }));
        });
    };
    let test = "a_result_that_nobody_takes_and_that_panics_in_drop";
    let Some((_, report)) = end_of(test, program) else { return };
    assert!(report.contains("PANIC in T1: dropped"), "{report}");
}

/// Waits in its destructor for something that never comes.
struct Patient(Arc<(Mutex<bool>, Condvar)>);

impl Drop for Patient {
    fn drop(&mut self) {
        let (done, changed) = &*self.0;
        let mut done = done.lock().unwrap();
        while !*done {
            done = changed.wait(done).unwrap();
        }
    }
}

#[test]
fn a_destructor_that_waits() {
    let program = || {
        model(|| {
            let done = Arc::new((Mutex::new(false), Condvar::new()));
            let _patient = Patient(Arc::clone(&done));
            let other = thread::spawn(move || drop(done.0.lock()));
            other.join().unwrap();
            panic!("the cause");
        });
    };
    let Some((_, report)) = end_of("a_destructor_that_waits", program) else { return };
    assert!(report.contains("PANIC in main: the cause"), "{report}");
    assert!(
        report.contains("main waits on"),
        "what the destructor waits for is missing:\n{report}"
    );
}

#[test]
fn an_object_from_outside() {
    let program = || {
        let flag = Arc::new(AtomicBool::new(false));
        model(move || {
            let flag = Arc::clone(&flag);
            thread::spawn(move || flag.store(true, SeqCst)).join().unwrap();
        });
    };
    let Some((_, report)) = end_of("an_object_from_outside", program) else { return };
    assert!(report.contains("comes from outside of the model"), "{report}");
    assert!(report.contains("ends.rs:"), "{report}");
}

#[test]
fn another_way_each_time() {
    let program = || {
        static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        model(|| {
            let odd = CALLS.fetch_add(1, SeqCst) % 2 == 1;
            let n = Arc::new(AtomicU32::new(0));
            if odd {
                n.load(SeqCst);
            } else {
                n.store(7, SeqCst);
            }
            let theirs = Arc::clone(&n);
            let other = thread::spawn(move || theirs.fetch_add(1, SeqCst));
            n.fetch_add(1, SeqCst);
            other.join().unwrap();
        });
    };
    let Some((_, report)) = end_of("another_way_each_time", program) else { return };
    assert!(report.contains("NOT DETERMINISTIC"), "{report}");
}
