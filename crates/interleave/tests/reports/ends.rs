//! The reports of what ends the process, and of what is told by the test itself: each program runs
//! in a process of its own.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::mpsc::channel;
use interleave::sync::{Arc, Mutex};
use interleave::{Model, model, outcomes, reach, thread};

/// A model in which a second thread does `what` after its first operation.
fn two_threads(what: fn()) {
    model(move || {
        let total = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || {
            theirs.fetch_add(1, SeqCst);
            what();
        });
        total.fetch_add(1, SeqCst);
        other.join().unwrap();
    });
}

fn recurse(depth: u64) -> u64 {
    std::hint::black_box(depth) + if depth == u64::MAX { 0 } else { recurse(depth + 1) }
}

struct Explosive;

impl Drop for Explosive {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

crate::printed! { "ends":
    fn an_endless_loop() {
        two_threads(|| while std::hint::black_box(true) {});
    }

    fn unbounded_recursion() {
        two_threads(|| _ = recurse(0));
    }

    fn an_abort() {
        two_threads(|| std::process::abort());
    }

    fn an_exit() {
        two_threads(|| std::process::exit(0));
    }

    fn a_panic_while_a_panic_unwinds() {
        two_threads(|| {
            let _explosive = Explosive;
            panic!("first");
        });
    }

    fn a_pointer_to_nothing() {
        two_threads(|| {
            let nowhere = std::hint::black_box(64 as *const u32);
            // SAFETY: wrong on purpose. No page is mapped there.
            unsafe { nowhere.read_volatile() };
        });
    }

    fn an_object_that_the_closure_captures() {
        let total = Arc::new(AtomicU32::new(0));
        model(move || {
            let theirs = Arc::clone(&total);
            thread::spawn(move || theirs.fetch_add(1, SeqCst)).join().unwrap();
        });
    }

    fn a_witness_that_nobody_reaches() {
        model(|| {
            let lock = Arc::new(Mutex::new(0));
            let theirs = Arc::clone(&lock);
            let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
            other.join().unwrap();
            if lock.try_lock().is_err() {
                reach!("the lock was busy");
            }
        });
    }

    fn messages_that_nobody_receives() {
        Model::new().every_message_received().check(|| {
            let (jobs, queue) = channel();
            let worker = thread::spawn(move || {
                let first: u32 = queue.recv().unwrap();
                assert_eq!(first, 1);
            });
            for job in 1..=3 {
                if jobs.send(job).is_err() {
                    break;
                }
            }
            worker.join().unwrap();
        });
    }

    fn a_model_that_is_not_finished() {
        Model::new().executions(3).check(three_writers);
    }

    fn a_bounded_model_that_is_not_finished() {
        Model::new().preemptions(2).executions(3).check(three_writers);
    }

    fn a_prediction_that_misses_an_outcome() {
        let seen = || {
            let total = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&total);
            let other = thread::spawn(move || theirs.store(1, SeqCst));
            let seen = total.load(SeqCst);
            other.join().unwrap();
            seen
        };
        outcomes(seen).assert_predicted([0, 2]);
    }

    fn an_empty_prediction() {
        outcomes(|| AtomicU32::new(1).load(SeqCst)).assert_predicted([]);
    }
}

fn three_writers() {
    let total = Arc::new(AtomicU32::new(0));
    let others: Vec<_> = (0..2)
        .map(|n| {
            let total = Arc::clone(&total);
            thread::spawn(move || total.store(n, SeqCst))
        })
        .collect();
    total.store(7, SeqCst);
    for other in others {
        other.join().unwrap();
    }
}
