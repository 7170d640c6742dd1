//! Programs that use what loom lacks, or has as a stub; and programs that panic.

use super::lib::sync::atomic::{AtomicUsize, Ordering::*};
use super::lib::sync::{Arc, Barrier, Condvar, CountedArc, Mutex, RwLock, mpsc};
use super::lib::thread;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(1);

pub(crate) fn barrier_for_one() -> String {
    Barrier::new(1).wait().is_leader().to_string()
}

pub(crate) fn recv_timeout() -> String {
    let (_sender, receiver) = mpsc::channel::<()>();
    format!("{:?}", receiver.recv_timeout(SHORT))
}

pub(crate) fn recv_after_the_last_sender() -> String {
    let (sender, receiver) = mpsc::channel::<()>();
    drop(sender);
    format!("{:?}", receiver.recv())
}

pub(crate) fn send_after_the_receiver() -> String {
    let (sender, receiver) = mpsc::channel::<()>();
    drop(receiver);
    sender.send(()).is_err().to_string()
}

pub(crate) fn try_recv() -> String {
    let (sender, receiver) = mpsc::channel();
    let other = thread::spawn(move || sender.send(1).is_ok());
    let seen = receiver.try_recv().map_or_else(|_| "nothing".to_owned(), |seen| seen.to_string());
    other.join().unwrap();
    seen
}

pub(crate) fn wait_timeout() -> String {
    let (lock, change) = (Mutex::new(()), Condvar::new());
    let held = lock.lock().unwrap();
    let (_held, result) = change.wait_timeout(held, SHORT).unwrap();
    result.timed_out().to_string()
}

pub(crate) fn lock_after_a_caught_panic() -> String {
    let lock = Mutex::new(0);
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let _held = lock.lock().unwrap();
        panic!("while it holds the lock");
    }));
    format!("{} {}", caught.is_err(), lock.lock().is_err())
}

pub(crate) fn recursive_read() -> String {
    let lock = RwLock::new(0);
    let (outer, inner) = (lock.read().unwrap(), lock.read().unwrap());
    format!("{}", *outer + *inner)
}

pub(crate) fn strong_count() -> String {
    let mine = CountedArc::new(0);
    let theirs = CountedArc::clone(&mine);
    let other = thread::spawn(move || drop(theirs));
    let count = CountedArc::strong_count(&mine);
    other.join().unwrap();
    count.to_string()
}

pub(crate) fn weak_exchange() -> String {
    AtomicUsize::new(0).compare_exchange_weak(0, 1, SeqCst, SeqCst).is_ok().to_string()
}

pub(crate) fn panic_in_a_thread() -> String {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = Arc::clone(&count);
    let other = thread::spawn(move || {
        theirs.fetch_add(1, SeqCst);
        panic!("in a thread");
    });
    count.fetch_add(1, SeqCst);
    other.join().is_err().to_string()
}

struct Counts(Arc<AtomicUsize>);

impl Drop for Counts {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

/// Whether the main thread takes itself for panicking while another thread unwinds.
pub(crate) fn panicking_elsewhere() -> String {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = Arc::clone(&count);
    let other = thread::spawn(move || {
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let _counts = Counts(theirs);
            panic!("caught");
        }));
        drop(caught);
    });
    count.fetch_add(1, SeqCst);
    let panicking = thread::panicking();
    count.fetch_add(1, SeqCst);
    other.join().unwrap();
    panicking.to_string()
}
