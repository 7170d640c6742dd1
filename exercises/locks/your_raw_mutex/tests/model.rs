//! What a lock must do, and whose guards it must have.

use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{Model, assert_form, implements, model, reach, thread};
use std::any::{TypeId, type_name};
use std::cell::Cell;
use your_raw_mutex::{Mutex, MutexGuard, RawLock};

/// A number that the checker watches: two threads at it at once are a data race.
struct Number(UnsafeCell<u32>);

impl Number {
    fn zero() -> Self {
        Number(UnsafeCell::new(0))
    }

    fn add_one(&mut self) {
        // SAFETY: it is borrowed by this call alone, if the lock is one.
        self.0.with_mut(|number| unsafe { *number += 1 });
    }

    fn get(&self) -> u32 {
        // SAFETY: nobody changes it while it is borrowed, if the lock is one.
        self.0.with(|number| unsafe { *number })
    }
}

// ANCHOR: usage
#[test]
fn lets_one_in_at_a_time() {
    model(|| {
        let number = Arc::new(Mutex::new(Number::zero()));
        let theirs = Arc::clone(&number);
        let other = thread::spawn(move || theirs.lock().add_one());
        // Twice: a lock that is given back once too often is noticed by whoever comes in then.
        number.lock().add_one();
        number.lock().add_one();
        other.join().unwrap();
        assert_eq!(number.lock().get(), 3, "three times somebody has added one");
    });
}
// ANCHOR_END: usage

#[test]
fn who_tries_does_not_wait() {
    model(|| {
        let number = Arc::new(Mutex::new(0));
        assert!(!number.is_locked(), "nobody has locked it yet");
        let guard = number.lock();
        let theirs = Arc::clone(&number);
        // It is over before main gives the lock back, or never.
        let other = thread::spawn(move || theirs.try_lock().is_some());
        assert!(!other.join().unwrap(), "main holds the lock, and the other thread got it");
        assert!(number.try_lock().is_none(), "main holds the lock, and got it once more");
        assert!(number.is_locked(), "main still holds the lock");
        drop(guard);
        assert!(!number.is_locked(), "nobody holds the lock any more");
        assert!(number.try_lock().is_some(), "a free lock was refused");
    });
}

#[test]
fn one_of_two_who_try_gets_it() {
    model(|| {
        let number = Arc::new(Mutex::new(Number::zero()));
        let theirs = Arc::clone(&number);
        let add = |number: &Mutex<Number>| number.try_lock().map(|mut number| number.add_one());
        let other = thread::spawn(move || add(&theirs).is_some());
        let mine = add(&number).is_some();
        let others = other.join().unwrap();
        match (mine, others) {
            (false, false) => panic!("the lock was free, and both were refused"),
            (true, true) => reach!("one after the other"),
            _ => {}
        }
        let sum = number.lock().get();
        assert_eq!(sum, u32::from(mine) + u32::from(others), "each who got in has added one");
    });
}

#[test]
fn a_look_disturbs_nobody() {
    model(|| {
        let number = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&number);
        let other = thread::spawn(move || theirs.is_locked());
        assert!(number.try_lock().is_some(), "nobody held the lock: one has only looked at it");
        if other.join().unwrap() {
            reach!("a look while main holds the lock");
        }
    });
}

// Three threads: one that holds the lock, and two that wait for it. No wake-up comes without a reason here: it
// would only wake a sleeper whom the lock has forgotten.
#[test]
fn all_who_wait_get_in() {
    Model::new().spurious_wakeups(0).check(|| {
        let number = Arc::new(Mutex::new(0));
        let guard = number.lock();
        let (first, second) = (Arc::clone(&number), Arc::clone(&number));
        let one = thread::spawn(move || *first.lock() += 1);
        let other = thread::spawn(move || *second.lock() += 1);
        drop(guard);
        one.join().unwrap();
        other.join().unwrap();
        assert_eq!(*number.lock(), 2, "two have come in, and each has added one");
    });
}

#[test]
fn two_locks_have_nothing_to_do_with_each_other() {
    model(|| {
        let inside = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&inside);
        let enter = |lock: Mutex<()>, inside: &AtomicU32| {
            let _guard = lock.lock();
            if inside.fetch_add(1, SeqCst) == 1 {
                reach!("each of two locks is held");
            }
            inside.fetch_sub(1, SeqCst);
        };
        let other = thread::spawn(move || enter(Mutex::new(()), &theirs));
        enter(Mutex::new(()), &inside);
        other.join().unwrap();
    });
}

// ANCHOR: form
#[test]
fn the_guards_are_lock_apis() {
    // Two threads that share the guard would both reach into the `Cell`, with no lock between them.
    type Guard = MutexGuard<'static, Cell<u8>>;
    assert_form("a guard of a `Cell` must not be `Sync`", || !implements!(Guard: Sync));
    assert_form("`Mutex<T>` must be `lock_api::Mutex<RawLock, T>`", || {
        TypeId::of::<Mutex<u8>>() == TypeId::of::<lock_api::Mutex<RawLock, u8>>()
    });
    // The name of the type: before there is a `RawMutex`, nothing else of it can be written down.
    assert_form("`MutexGuard<T>` must be `lock_api::MutexGuard<RawLock, T>`", || {
        type_name::<Guard>().starts_with("lock_api::")
    });
}
// ANCHOR_END: form
