//! Orderings that are too weak: what was not seen, and what would have ordered it.

use interleave::alloc::Track;
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering, Ordering::*, fence};
use interleave::sync::{Arc, Mutex};
use interleave::{hint, thread};

crate::reports! { "weak_memory", "assertion":
    fn message_passing() {
        let data = Arc::new(AtomicU32::new(0));
        let ready = Arc::new(AtomicBool::new(false));
        let (theirs, done) = (Arc::clone(&data), Arc::clone(&ready));
        let other = thread::spawn(move || {
            theirs.store(42, Relaxed);
            done.store(true, Relaxed);
        });
        if ready.load(Acquire) {
            assert_eq!(data.load(Relaxed), 42, "ready, and no data");
        }
        other.join().unwrap();
    }

    fn message_passing_to_one_who_waits() {
        let data = Arc::new(AtomicU32::new(0));
        let ready = Arc::new(AtomicBool::new(false));
        let (theirs, done) = (Arc::clone(&data), Arc::clone(&ready));
        let other = thread::spawn(move || {
            theirs.store(42, Relaxed);
            done.store(true, Release);
        });
        while !ready.load(Relaxed) {
            hint::spin_loop();
        }
        assert_eq!(data.load(Relaxed), 42, "ready, and no data");
        other.join().unwrap();
    }

    fn store_buffering() {
        let x = Arc::new(AtomicU32::new(0));
        let y = Arc::new(AtomicU32::new(0));
        let (mine, theirs) = (Arc::clone(&x), Arc::clone(&y));
        let other = thread::spawn(move || {
            theirs.store(1, Release);
            mine.load(Acquire)
        });
        x.store(1, Release);
        let seen = y.load(Acquire);
        assert_ne!((seen, other.join().unwrap()), (0, 0), "nobody saw a store");
    }

    fn dekker() {
        let flags = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
        let inside = Arc::new(AtomicUsize::new(0));
        let (theirs, there) = (Arc::clone(&flags), Arc::clone(&inside));
        let other = thread::spawn(move || enter(1, &theirs, &there));
        enter(0, &flags, &inside);
        other.join().unwrap();
    }

    fn two_writers_of_two_places() {
        let x = Arc::new(AtomicU32::new(0));
        let y = Arc::new(AtomicU32::new(0));
        let (mine, theirs) = (Arc::clone(&x), Arc::clone(&y));
        let other = thread::spawn(move || {
            theirs.store(1, Relaxed);
            mine.store(2, Relaxed);
        });
        x.store(1, Relaxed);
        y.store(2, Relaxed);
        other.join().unwrap();
        let ends = (x.load(Relaxed), y.load(Relaxed));
        assert_ne!(ends, (1, 1), "each writer's first store came last");
    }
}

/// The first half of Dekker's algorithm: says what it wants, and looks what the other one wants.
fn enter(me: usize, flags: &[AtomicBool; 2], inside: &AtomicUsize) {
    flags[me].store(true, Relaxed);
    if !flags[1 - me].load(Relaxed) {
        assert_eq!(inside.fetch_add(1, Relaxed), 0, "both are inside");
        inside.fetch_sub(1, Relaxed);
    }
    flags[me].store(false, Relaxed);
}

/// A value that is made when it is first asked for.
struct Lazy {
    made: AtomicBool,
    making: Mutex<()>,
    value: UnsafeCell<u32>,
}
// SAFETY: wrong on purpose: `made` is looked at with too weak an ordering.
unsafe impl Sync for Lazy {}

impl Lazy {
    fn get(&self) -> u32 {
        if !self.made.load(Relaxed) {
            let _guard = self.making.lock().unwrap();
            if !self.made.load(Relaxed) {
                // SAFETY: wrong on purpose.
                self.value.with_mut(|value| unsafe { *value = 7 });
                self.made.store(true, Release);
            }
        }
        // SAFETY: wrong on purpose.
        self.value.with(|value| unsafe { *value })
    }
}

/// A spin lock whose unlock releases nothing.
struct SpinLock {
    locked: AtomicBool,
    value: UnsafeCell<u32>,
}
// SAFETY: wrong on purpose: the unlock is `Relaxed`.
unsafe impl Sync for SpinLock {}

impl SpinLock {
    fn add(&self) {
        while self.locked.swap(true, Acquire) {
            hint::spin_loop();
        }
        // SAFETY: wrong on purpose.
        self.value.with_mut(|value| unsafe { *value += 1 });
        self.locked.store(false, Relaxed);
    }
}

/// A counted pointer.
struct Counted {
    inner: *mut Inner,
    /// With which a reference is given up.
    order: Ordering,
}
// SAFETY: wrong on purpose: see `Drop`.
unsafe impl Send for Counted {}

struct Inner {
    count: AtomicUsize,
    value: UnsafeCell<Track<u32>>,
}

impl Counted {
    fn new(order: Ordering) -> [Self; 2] {
        let value = UnsafeCell::new(Track::new(0));
        let inner = Box::into_raw(Box::new(Inner { count: AtomicUsize::new(2), value }));
        [Counted { inner, order }, Counted { inner, order }]
    }

    fn look(&self) -> u32 {
        // SAFETY: there is a reference left, this one.
        let inner = unsafe { &*self.inner };
        // SAFETY: nobody writes it.
        inner.value.with(|value| unsafe { **value })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        // SAFETY: there is a reference left, this one.
        if unsafe { (*self.inner).count.fetch_sub(1, self.order) } == 1 {
            // SAFETY: wrong on purpose: what others did with the value does not happen before this.
            drop(unsafe { Box::from_raw(self.inner) });
        }
    }
}

crate::reports! { "weak_memory", "data race":
    fn double_checked_locking() {
        let making = Mutex::new(());
        let lazy = Lazy { made: AtomicBool::new(false), making, value: UnsafeCell::new(0) };
        let lazy = Arc::new(lazy);
        let theirs = Arc::clone(&lazy);
        let other = thread::spawn(move || theirs.get());
        assert_eq!(lazy.get(), 7);
        other.join().unwrap();
    }

    fn a_relaxed_unlock() {
        let lock = SpinLock { locked: AtomicBool::new(false), value: UnsafeCell::new(0) };
        let lock = Arc::new(lock);
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || theirs.add());
        lock.add();
        other.join().unwrap();
    }

    fn a_relaxed_drop() {
        let [mine, theirs] = Counted::new(Relaxed);
        let other = thread::spawn(move || theirs.look());
        mine.look();
        drop(mine);
        other.join().unwrap();
    }

    fn a_drop_that_only_releases() {
        let [mine, theirs] = Counted::new(Release);
        let other = thread::spawn(move || theirs.look());
        mine.look();
        drop(mine);
        other.join().unwrap();
    }

    fn a_fence_on_one_side() {
        let data = Arc::new(Shared(UnsafeCell::new(0)));
        let ready = Arc::new(AtomicBool::new(false));
        let (theirs, done) = (Arc::clone(&data), Arc::clone(&ready));
        let other = thread::spawn(move || {
            // SAFETY: wrong on purpose.
            theirs.0.with_mut(|data| unsafe { *data = 42 });
            fence(Release);
            done.store(true, Relaxed);
        });
        if ready.load(Relaxed) {
            // SAFETY: wrong on purpose.
            assert_eq!(data.0.with(|data| unsafe { *data }), 42);
        }
        other.join().unwrap();
    }
}

struct Shared(UnsafeCell<u32>);
// SAFETY: wrong on purpose.
unsafe impl Sync for Shared {}
