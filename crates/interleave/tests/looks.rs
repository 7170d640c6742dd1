//! Loops that yield and only look: what changes what they look at, and which do more than that.

use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use interleave::sync::mpsc::{channel, sync_channel};
use interleave::sync::{Arc, Mutex};
use interleave::{outcomes, thread};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

#[test]
fn a_loop_on_the_count_of_an_arc_ends() {
    interleave::model(|| {
        let ours = Arc::new(1);
        let theirs = Arc::clone(&ours);
        let other = thread::spawn(move || {
            thread::yield_now();
            drop(theirs);
        });
        while Arc::strong_count(&ours) > 1 {
            thread::yield_now();
        }
        other.join().unwrap();
    });
}

#[test]
fn a_loop_that_asks_for_the_value_of_an_arc_gets_it() {
    interleave::model(|| {
        let mut ours = Arc::new(7);
        let theirs = Arc::clone(&ours);
        let other = thread::spawn(move || {
            thread::yield_now();
            drop(theirs);
        });
        let value = loop {
            match Arc::try_unwrap(ours) {
                Ok(value) => break value,
                Err(shared) => ours = shared,
            }
            thread::yield_now();
        };
        assert_eq!(value, 7);
        other.join().unwrap();
    });
}

#[test]
fn a_loop_that_offers_notices_that_the_receiver_waits() {
    interleave::model(|| {
        let (sender, receiver) = sync_channel(0);
        let other = thread::spawn(move || receiver.recv().unwrap());
        while sender.try_send(5).is_err() {
            thread::yield_now();
        }
        assert_eq!(other.join().unwrap(), 5);
    });
}

#[test]
fn a_loop_notices_that_the_poison_is_cleared() {
    interleave::model(|| {
        let ours = Arc::new(Mutex::new(0));
        let poisons = AssertUnwindSafe(|| {
            let _guard = ours.lock().unwrap();
            resume_unwind(Box::new("given up"));
        });
        assert!(catch_unwind(poisons).is_err());
        let theirs = Arc::clone(&ours);
        let other = thread::spawn(move || {
            thread::yield_now();
            theirs.clear_poison();
        });
        while ours.is_poisoned() {
            thread::yield_now();
        }
        other.join().unwrap();
    });
}

#[test]
fn a_loop_that_asks_one_flag_after_the_other_finds_the_second() {
    interleave::model(|| {
        let ours = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
        let theirs = Arc::clone(&ours);
        let other = thread::spawn(move || theirs[1].store(true, SeqCst));
        let mut which = 0;
        while !ours[which].load(SeqCst) {
            which = 1 - which;
            thread::yield_now();
        }
        assert_eq!(which, 1);
        other.join().unwrap();
    });
}

#[test]
fn a_loop_that_asks_one_channel_after_the_other_finds_the_message() {
    interleave::model(|| {
        let (silent, first) = channel::<u32>();
        let (sender, second) = channel();
        let other = thread::spawn(move || sender.send(1).unwrap());
        let receivers = [first, second];
        let mut turns = receivers.iter().cycle();
        let message = loop {
            if let Ok(message) = turns.next().unwrap().try_recv() {
                break message;
            }
            thread::yield_now();
        };
        assert_eq!(message, 1);
        drop(silent);
        other.join().unwrap();
    });
}

#[test]
fn a_loop_that_wants_to_see_a_value_thrice_can() {
    let found = outcomes(|| {
        let ours = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&ours);
        let other = thread::spawn(move || {
            theirs.store(1, SeqCst);
            theirs.store(2, SeqCst);
        });
        let mut seen = 0;
        let last = loop {
            match ours.load(SeqCst) {
                1 if seen == 2 => break 1,
                1 => seen += 1,
                2 => break 2,
                _ => {}
            }
            thread::yield_now();
        };
        other.join().unwrap();
        last
    });
    assert_eq!(found.to_vec(), [1, 2]);
}
