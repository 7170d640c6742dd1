//! One report for each other kind of failure that leaves the process alive.

use interleave::alloc::Track;
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::*};
use interleave::sync::{Arc, Mutex};
use interleave::thread;

struct Node {
    next: Mutex<Option<Arc<Node>>>,
}

struct Explosive;

impl Drop for Explosive {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

crate::reports! { "failures", "livelock":
    fn two_polite_threads() {
        let forks = Arc::new([Mutex::new(()), Mutex::new(())]);
        let theirs = Arc::clone(&forks);
        let other = thread::spawn(move || polite(&theirs[1], &theirs[0]));
        polite(&forks[0], &forks[1]);
        other.join().unwrap();
    }
}

/// Gives the first lock back where the second one is busy.
fn polite(first: &Mutex<()>, second: &Mutex<()>) {
    loop {
        let _first = first.lock().unwrap();
        if second.try_lock().is_ok() {
            return;
        }
        thread::yield_now();
    }
}

crate::reports! { "failures", "leak":
    fn a_cycle_of_arcs() {
        let first = Arc::new(Node { next: Mutex::new(None) });
        let second = Arc::new(Node { next: Mutex::new(Some(Arc::clone(&first))) });
        *first.next.lock().unwrap() = Some(second);
    }

    fn a_box_that_nobody_takes_back() {
        let node = Box::into_raw(Box::new(Track::new(7)));
        assert!(!node.is_null());
    }
}

crate::reports! { "failures", "vacuous":
    fn a_thread_that_does_nothing_visible() {
        let total = Arc::new(std::sync::Mutex::new(0));
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
        *total.lock().unwrap() += 1;
        other.join().unwrap();
    }
}

crate::reports! { "failures", "not deterministic":
    fn another_way_each_time() {
        static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let total = Arc::new(AtomicU32::new(0));
        if CALLS.fetch_add(1, SeqCst) % 2 == 1 {
            total.store(7, SeqCst);
        }
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        total.fetch_add(1, SeqCst);
        other.join().unwrap();
    }
}

crate::reports! { "failures", "misuse":
    fn an_object_in_a_static() {
        static FLAG: std::sync::LazyLock<AtomicBool> =
            std::sync::LazyLock::new(|| AtomicBool::new(false));
        let other = thread::spawn(|| FLAG.store(true, SeqCst));
        other.join().unwrap();
        assert!(FLAG.load(SeqCst));
    }

    fn too_many_threads() {
        let total = Arc::new(AtomicU32::new(0));
        for _ in 0..16 {
            let total = Arc::clone(&total);
            thread::spawn(move || total.fetch_add(1, SeqCst));
        }
    }

    fn a_write_inside_a_read() {
        let value = UnsafeCell::new(1);
        value.with(|old| {
            // SAFETY: wrong on purpose: `old` is still in use.
            value.with_mut(|new| unsafe { *new += 1 });
            assert!(!old.is_null());
        });
    }

    fn a_write_while_another_thread_still_reads() {
        let value = Shared(UnsafeCell::new(1));
        let value = Arc::new(value);
        let theirs = Arc::clone(&value);
        value.0.with(|old| {
            // SAFETY: wrong on purpose: `old` is still in use.
            let other = thread::spawn(move || theirs.0.with_mut(|new| unsafe { *new = 2 }));
            other.join().unwrap();
            // SAFETY: wrong on purpose.
            assert_eq!(unsafe { *old }, 1);
        });
    }
}

struct Shared(UnsafeCell<u32>);
// SAFETY: wrong on purpose: nothing keeps two threads apart.
unsafe impl Sync for Shared {}

crate::reports! { "failures", "panic":
    fn a_panic_in_a_thread() {
        let total = Arc::new(Mutex::new(Some(1)));
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || theirs.lock().unwrap().take().expect("one each"));
        total.lock().unwrap().take();
        other.join().unwrap();
    }

    fn a_panic_in_drop() {
        let ready = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&ready);
        let other = thread::spawn(move || {
            theirs.store(true, Release);
            drop(Explosive);
        });
        other.join().unwrap();
    }
}

crate::reports! { "failures", "unfinished":
    fn an_answer_with_a_hole() {
        let total = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&total);
        let other = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        other.join().unwrap();
        unimplemented!("add one, so that no other thread gets in between");
    }
}

crate::reports! { "failures", "no end in sight":
    fn a_loop_that_does_not_yield() {
        let ready = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&ready);
        let other = thread::spawn(move || while !theirs.load(Acquire) {});
        ready.store(true, Release);
        other.join().unwrap();
    }
}
