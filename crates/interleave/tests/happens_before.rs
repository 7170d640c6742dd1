//! What orders two accesses to plain memory, and what does not: C++20's happens-before.
//!
//! In each program one thread writes `data` and says so somehow, and the other reads it if it has
//! heard. Without an order between the two that is a data race, whatever the schedule.

use interleave::__private::{FoundBy, hunt};
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::*, fence};
use interleave::sync::{Arc, Condvar, Mutex};
use interleave::{Model, thread};
use std::sync::atomic::Ordering;

#[path = "happens_before/primitives.rs"]
mod primitives;

struct Shared {
    data: UnsafeCell<u32>,
    flag: AtomicUsize,
    lock: Mutex<usize>,
    other_lock: Mutex<usize>,
    changed: Condvar,
}

// SAFETY: what is under test: whether the flag and the locks keep the accesses apart. Where they do not, the
// checker ends the execution before the second access.
unsafe impl Sync for Shared {}

impl Shared {
    fn new() -> Self {
        Shared {
            data: UnsafeCell::new(0),
            flag: AtomicUsize::new(0),
            lock: Mutex::new(0),
            other_lock: Mutex::new(0),
            changed: Condvar::new(),
        }
    }

    fn write(&self) {
        // SAFETY: see `Sync`.
        self.data.with_mut(|data| unsafe { *data = 42 });
    }

    fn read(&self) {
        // SAFETY: see `Sync`.
        assert_eq!(self.data.with(|data| unsafe { *data }), 42);
    }
}

/// The kind of failure, if there is one.
fn verdict(program: impl Fn() + Send + Sync + 'static) -> &'static str {
    kind(Model::new().idle_threads(), program)
}

fn kind(model: Model, program: impl Fn() + Send + Sync + 'static) -> &'static str {
    match model.try_check(program) {
        Ok(_) => "holds",
        Err(report) => report.kind(),
    }
}

/// Two threads that share: the first writes and says so, the second listens.
fn pair(says: fn(&Shared), listens: fn(&Shared) -> bool) -> &'static str {
    verdict(move || {
        let shared = Arc::new(Shared::new());
        let theirs = Arc::clone(&shared);
        let writer = thread::spawn(move || {
            theirs.write();
            says(&theirs);
        });
        if listens(&shared) {
            shared.read();
        }
        writer.join().unwrap();
    })
}

/// A store and a load of the flag with these orderings.
fn flag(store: Ordering, load: Ordering) -> &'static str {
    verdict(move || {
        let shared = Arc::new(Shared::new());
        let theirs = Arc::clone(&shared);
        let writer = thread::spawn(move || {
            theirs.write();
            theirs.flag.store(1, store);
        });
        if shared.flag.load(load) == 1 {
            shared.read();
        }
        writer.join().unwrap();
    })
}

#[test]
fn a_release_store_and_an_acquire_load_order() {
    assert_eq!(flag(Release, Acquire), "holds");
    assert_eq!(flag(SeqCst, SeqCst), "holds");
    assert_eq!(flag(SeqCst, Acquire), "holds");
    assert_eq!(flag(Release, SeqCst), "holds");
}

#[test]
fn one_half_of_the_pair_does_not() {
    assert_eq!(flag(Relaxed, Acquire), "data race");
    assert_eq!(flag(Release, Relaxed), "data race");
    assert_eq!(flag(Relaxed, Relaxed), "data race");
}

#[test]
fn a_write_must_come_after_the_reads_before_it() {
    let read_first = |store: Ordering, load: Ordering| {
        verdict(move || {
            let shared = Arc::new(Shared::new());
            shared.write();
            let theirs = Arc::clone(&shared);
            let reader = thread::spawn(move || {
                theirs.read();
                theirs.flag.store(1, store);
            });
            if shared.flag.load(load) == 1 {
                shared.write();
            }
            reader.join().unwrap();
        })
    };
    assert_eq!(read_first(Release, Acquire), "holds");
    assert_eq!(read_first(Relaxed, Relaxed), "data race");
}

/// What another thread makes, and a pointer leads to.
#[test]
fn an_object_must_be_there_before_it_is_used() {
    let published = |store: Ordering, load: Ordering| {
        verdict(move || {
            let place = Arc::new(AtomicPtr::<Mutex<u32>>::default());
            let theirs = Arc::clone(&place);
            let other = thread::spawn(move || {
                theirs.store(Box::leak(Box::new(Mutex::new(0))), store);
            });
            let made = place.load(load);
            if !made.is_null() {
                // SAFETY: what is under test: whether it is there. Nobody frees it.
                drop(unsafe { &*made }.lock());
            }
            other.join().unwrap();
        })
    };
    assert_eq!(published(Release, Acquire), "holds");
    assert_eq!(published(Relaxed, Acquire), "data race");
    assert_eq!(published(Release, Relaxed), "data race");
}

#[test]
fn fences_make_the_halves() {
    let says = |shared: &Shared| {
        fence(Release);
        shared.flag.store(1, Relaxed);
    };
    assert_eq!(pair(says, |shared| shared.flag.load(Acquire) == 1), "holds");
    let listens = |shared: &Shared| {
        let heard = shared.flag.load(Relaxed) == 1;
        fence(Acquire);
        heard
    };
    assert_eq!(pair(|shared| shared.flag.store(1, Release), listens), "holds");
    assert_eq!(pair(says, listens), "holds");
}

#[test]
fn a_fence_on_the_wrong_side_of_the_access_does_not() {
    let too_late = |shared: &Shared| {
        shared.flag.store(1, Relaxed);
        fence(Release);
    };
    assert_eq!(pair(too_late, |shared| shared.flag.load(Acquire) == 1), "data race");
    let too_early = |shared: &Shared| {
        fence(Acquire);
        shared.flag.load(Relaxed) == 1
    };
    assert_eq!(pair(|shared| shared.flag.store(1, Release), too_early), "data race");
}

#[test]
fn a_read_modify_write_continues_a_release_sequence() {
    let says = |shared: &Shared| {
        shared.flag.store(1, Release);
        shared.flag.fetch_add(1, Relaxed);
    };
    assert_eq!(pair(says, |shared| shared.flag.load(Acquire) == 2), "holds");
}

#[test]
fn a_plain_store_ends_it() {
    let says = |shared: &Shared| {
        shared.flag.store(1, Release);
        shared.flag.store(2, Relaxed);
    };
    assert_eq!(pair(says, |shared| shared.flag.load(Acquire) == 2), "data race");
}

#[test]
fn a_failed_exchange_reads_with_its_second_ordering() {
    let says = |shared: &Shared| shared.flag.store(1, Release);
    let acquires = |shared: &Shared| shared.flag.compare_exchange(0, 0, Relaxed, Acquire).is_err();
    assert_eq!(pair(says, acquires), "holds");
    let relaxed = |shared: &Shared| shared.flag.compare_exchange(0, 0, Acquire, Relaxed).is_err();
    assert_eq!(pair(says, relaxed), "data race");
}

#[test]
fn the_same_lock_orders() {
    let says = |shared: &Shared| *shared.lock.lock().unwrap() = 1;
    assert_eq!(pair(says, |shared| *shared.lock.lock().unwrap() == 1), "holds");
    let tries = |shared: &Shared| shared.lock.try_lock().is_ok_and(|heard| *heard == 1);
    assert_eq!(pair(says, tries), "holds");
    let waits = |shared: &Shared| {
        let heard = shared.lock.lock().unwrap();
        *shared.changed.wait_while(heard, |heard| *heard == 0).unwrap() == 1
    };
    let notifies = |shared: &Shared| {
        *shared.lock.lock().unwrap() = 1;
        shared.changed.notify_one();
    };
    assert_eq!(pair(notifies, waits), "holds");
}

#[test]
fn two_locks_do_not() {
    let says = |shared: &Shared| {
        let _mine = shared.lock.lock().unwrap();
        shared.flag.store(1, Relaxed);
    };
    let listens = |shared: &Shared| {
        let _mine = shared.other_lock.lock().unwrap();
        shared.flag.load(Relaxed) == 1
    };
    assert_eq!(pair(says, listens), "data race");
}

#[test]
fn spawn_and_join_order() {
    let program = || {
        let shared = Arc::new(Shared::new());
        shared.write();
        let theirs = Arc::clone(&shared);
        let reader = thread::spawn(move || {
            theirs.read();
            theirs.write();
        });
        reader.join().unwrap();
        shared.read();
    };
    assert_eq!(verdict(program), "holds");
}

#[test]
fn what_a_new_object_holds_was_written_by_its_maker() {
    // The node travels through a relaxed pointer: nothing orders its making before its use.
    let travels = |order: Ordering| {
        verdict(move || {
            let pointer = Arc::new(AtomicPtr::new(std::ptr::null_mut()));
            let theirs = Arc::clone(&pointer);
            let maker = thread::spawn(move || {
                // Never freed: the reader may hold on to it.
                let node: &'static Shared = Box::leak(Box::new(Shared::new()));
                theirs.store(std::ptr::from_ref(node).cast_mut(), order);
            });
            let node = pointer.load(Acquire);
            if !node.is_null() {
                // SAFETY: the maker made a node and never frees it.
                let node = unsafe { &*node };
                // SAFETY: see `Sync`.
                node.data.with(|data| unsafe { *data });
            }
            maker.join().unwrap();
        })
    };
    assert_eq!(travels(Release), "holds");
    assert_eq!(travels(Relaxed), "data race");
}

#[test]
fn the_first_value_of_an_atomic_synchronizes_with_nothing() {
    let program = || {
        let shared = Arc::new(Shared::new());
        let pointer = Arc::new(AtomicPtr::new(std::ptr::null_mut()));
        let (theirs, place) = (Arc::clone(&shared), Arc::clone(&pointer));
        let maker = thread::spawn(move || {
            theirs.write();
            let fresh: &'static AtomicUsize = Box::leak(Box::new(AtomicUsize::new(1)));
            place.store(std::ptr::from_ref(fresh).cast_mut(), Relaxed);
        });
        let fresh = pointer.load(Relaxed);
        // SAFETY: the maker made it and never frees it.
        if !fresh.is_null() && unsafe { &*fresh }.load(Acquire) == 1 {
            shared.read();
        }
        maker.join().unwrap();
    };
    assert_eq!(verdict(program), "data race");
}

#[test]
fn who_happens_to_drop_last_is_ordered_after_nobody() {
    let program = || {
        let shared = Arc::new(Shared::new());
        let token = Arc::new(());
        let (theirs, their_token) = (Arc::clone(&shared), Arc::clone(&token));
        let writer = thread::spawn(move || {
            theirs.write();
            drop(their_token);
            theirs.flag.store(1, Relaxed);
        });
        let heard = shared.flag.load(Relaxed) == 1;
        drop(token);
        if heard {
            shared.read();
        }
        writer.join().unwrap();
    };
    assert_eq!(verdict(program), "data race");
}

/// Reads its memory when the last owner drops it.
struct ReadsInDrop(Shared);

impl Drop for ReadsInDrop {
    fn drop(&mut self) {
        self.0.read();
    }
}

#[test]
fn the_destructor_comes_after_all_owners() {
    let program = || {
        let shared = Arc::new(ReadsInDrop(Shared::new()));
        let theirs = Arc::clone(&shared);
        let writer = thread::spawn(move || theirs.0.write());
        drop(shared);
        writer.join().unwrap();
    };
    assert_eq!(verdict(program), "holds");
}

/// A shared owner made by hand, with the ordering of its count as a parameter.
struct Handmade {
    owners: AtomicUsize,
    data: UnsafeCell<u32>,
}

// SAFETY: what is under test: whether the count keeps the last owner behind all others.
unsafe impl Sync for Handmade {}

#[test]
fn freeing_memory_comes_after_all_who_used_it() {
    let dropped = |order: Ordering| {
        verdict(move || {
            let shared: &'static Handmade = Box::leak(Box::new(Handmade {
                owners: AtomicUsize::new(2),
                data: UnsafeCell::new(0),
            }));
            let give_up = move || {
                // SAFETY: see `Sync`.
                shared.data.with(|data| unsafe { *data });
                if shared.owners.fetch_sub(1, order) == 1 {
                    // SAFETY: made by `Box::leak`, and this is the last owner.
                    drop(unsafe { Box::from_raw(std::ptr::from_ref(shared).cast_mut()) });
                }
            };
            let other = thread::spawn(give_up);
            give_up();
            other.join().unwrap();
        })
    };
    assert_eq!(dropped(AcqRel), "holds");
    assert_eq!(dropped(Release), "data race");
    assert_eq!(dropped(Relaxed), "data race");
}

#[test]
fn seeded_bugs_are_found() {
    let alone = [("INTERLEAVE_ENGINE", "explorer")];
    let complaints = hunt(FoundBy::Orders, &["--skip", "seeded_bugs_are_found"], &alone);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
