//! What locks, channels and the like order: as much as they say, and no more.
//!
//! Where a thread has to hear of another one in a way that orders nothing, it is by a relaxed flag.

use super::{kind, verdict};
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicU32, Ordering::*};
use interleave::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use interleave::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock, RwLockWriteGuard};
use interleave::time::Duration;
use interleave::{Model, sync::futex, thread};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Plain memory, and a flag.
struct Data {
    cell: UnsafeCell<u32>,
    flag: AtomicU32,
}

// SAFETY: what is under test: whether something keeps the accesses apart. Where nothing does, the
// checker ends the execution before the second access.
unsafe impl Sync for Data {}

impl Data {
    fn write(&self) {
        // SAFETY: see `Sync`.
        self.cell.with_mut(|cell| unsafe { *cell += 1 });
    }

    fn read(&self) {
        // SAFETY: see `Sync`.
        self.cell.with(|cell| unsafe { *cell });
    }

    fn raise(&self) {
        self.flag.store(1, Relaxed);
    }

    fn is_raised(&self) -> bool {
        self.flag.load(Relaxed) == 1
    }
}

/// Two threads that share the data, each with its end of something.
fn two<A: Send + 'static, B: 'static>(
    make: impl Fn() -> (A, B) + Send + Sync + 'static,
    theirs: fn(&Data, A),
    ours: fn(&Data, B),
) -> &'static str {
    verdict(program(make, theirs, ours))
}

fn program<A: Send + 'static, B: 'static>(
    make: impl Fn() -> (A, B) + Send + Sync + 'static,
    theirs: fn(&Data, A),
    ours: fn(&Data, B),
) -> impl Fn() + Send + Sync + 'static {
    move || {
        let data = Arc::new(Data { cell: UnsafeCell::new(0), flag: AtomicU32::new(0) });
        let shared = Arc::clone(&data);
        let (their_end, our_end) = make();
        let other = thread::spawn(move || theirs(&shared, their_end));
        ours(&data, our_end);
        other.join().unwrap();
    }
}

/// The same thing for both.
fn both<T>(value: T) -> (Arc<T>, Arc<T>) {
    let value = Arc::new(value);
    (Arc::clone(&value), value)
}

type Lock = Arc<RwLock<bool>>;

fn writes_inside(data: &Data, lock: Lock) {
    data.write();
    *lock.write().unwrap() = true;
}

fn reads_if_written(data: &Data, lock: Lock) {
    if *lock.read().unwrap() {
        data.read();
    }
}

#[test]
fn a_writer_is_ordered_before_whoever_comes_in_later() {
    let lock = || both(RwLock::new(false));
    assert_eq!(two(lock, writes_inside, reads_if_written), "holds");
    let writes_if_written = |data: &Data, lock: Lock| {
        if *lock.write().unwrap() {
            data.write();
        }
    };
    assert_eq!(two(lock, writes_inside, writes_if_written), "holds");
    let downgrades = |data: &Data, lock: Lock| {
        data.write();
        let mut inside = lock.write().unwrap();
        *inside = true;
        drop(RwLockWriteGuard::downgrade(inside));
    };
    assert_eq!(two(lock, downgrades, reads_if_written), "holds");
}

#[test]
fn a_reader_is_ordered_before_writers_and_not_before_readers() {
    let lock = || both(RwLock::new(false));
    let reads = |data: &Data, lock: Lock| {
        let _inside = lock.read();
        data.read();
    };
    let writes = |data: &Data, lock: Lock| {
        let _inside = lock.write();
        data.write();
    };
    assert_eq!(two(lock, reads, writes), "holds");
    let comes_first = |data: &Data, lock: Lock| {
        data.write();
        drop(lock.read());
        data.raise();
    };
    let comes_later = |data: &Data, lock: Lock| {
        let later = data.is_raised();
        drop(lock.read());
        if later {
            data.read();
        }
    };
    assert_eq!(two(lock, comes_first, comes_later), "data race");
}

#[test]
fn a_notification_orders_nothing() {
    let notifies = |data: &Data, condvar: Arc<Condvar>| {
        data.write();
        data.raise();
        condvar.notify_one();
    };
    let waits = |data: &Data, condvar: Arc<Condvar>| {
        let mutex = Mutex::new(());
        drop(condvar.wait_timeout(mutex.lock().unwrap(), Duration::from_secs(1)));
        if data.is_raised() {
            data.read();
        }
    };
    assert_eq!(two(|| both(Condvar::new()), notifies, waits), "data race");
}

fn receives(data: &Data, end: Receiver<()>) {
    end.recv().unwrap();
    data.read();
}

#[test]
fn a_send_is_ordered_before_the_receive_of_its_message() {
    let sends = |data: &Data, end: Sender<()>| {
        data.write();
        end.send(()).unwrap();
    };
    assert_eq!(two(channel, sends, receives), "holds");
    let sends = |data: &Data, end: SyncSender<()>| {
        data.write();
        end.send(()).unwrap();
    };
    assert_eq!(two(|| sync_channel(1), sends, receives), "holds");
    assert_eq!(two(|| sync_channel(0), sends, receives), "holds");
}

#[test]
fn a_send_is_not_ordered_before_the_receive_of_an_earlier_message() {
    let sends_twice = |data: &Data, end: Sender<()>| {
        end.send(()).unwrap();
        data.write();
        // The receiver may be gone.
        let _ = end.send(());
    };
    assert_eq!(two(channel, sends_twice, receives), "data race");
}

#[test]
fn a_receive_is_ordered_before_the_send_that_takes_its_place() {
    let receives = |data: &Data, end: Receiver<()>| {
        data.write();
        end.recv().unwrap();
        // Stays until the second message has come.
        end.recv().unwrap();
    };
    let sends_twice = |data: &Data, end: SyncSender<()>| {
        end.send(()).unwrap();
        end.send(()).unwrap();
        data.read();
    };
    let swapped = |bound| {
        move || {
            let (sender, receiver) = sync_channel(bound);
            (receiver, sender)
        }
    };
    assert_eq!(two(swapped(1), receives, sends_twice), "holds");
    assert_eq!(two(swapped(0), receives, sends_twice), "holds");
    assert_eq!(two(swapped(2), receives, sends_twice), "data race");
}

#[test]
fn a_hang_up_is_ordered_before_its_being_noticed() {
    let hangs_up = |data: &Data, end: Sender<()>| {
        data.write();
        drop(end);
    };
    let notices = |data: &Data, end: Receiver<()>| {
        assert!(end.recv().is_err(), "nothing was sent");
        data.read();
    };
    assert_eq!(two(channel, hangs_up, notices), "holds");
    let hangs_up = |data: &Data, end: Receiver<()>| {
        data.write();
        drop(end);
    };
    let notices = |data: &Data, end: Sender<()>| {
        if end.send(()).is_err() {
            data.read();
        }
    };
    let swapped = || {
        let (sender, receiver) = channel();
        (receiver, sender)
    };
    assert_eq!(two(swapped, hangs_up, notices), "holds");
}

#[test]
fn a_barrier_orders_what_is_before_it_and_not_what_is_behind_it() {
    let writes_before = |data: &Data, barrier: Arc<Barrier>| {
        data.write();
        barrier.wait();
    };
    let reads_behind = |data: &Data, barrier: Arc<Barrier>| {
        barrier.wait();
        data.read();
    };
    assert_eq!(two(|| both(Barrier::new(2)), writes_before, reads_behind), "holds");
    let writes_behind = |data: &Data, barrier: Arc<Barrier>| {
        barrier.wait();
        data.write();
    };
    assert_eq!(two(|| both(Barrier::new(2)), writes_behind, reads_behind), "data race");
}

#[test]
fn an_initializer_is_ordered_before_whoever_finds_it_complete() {
    let calls = |data: &Data, once: Arc<Once>| {
        once.call_once(|| data.write());
        data.read();
    };
    assert_eq!(two(|| both(Once::new()), calls, calls), "holds");
    let looks = |data: &Data, once: Arc<Once>| {
        if once.is_completed() {
            data.read();
        }
    };
    assert_eq!(two(|| both(Once::new()), calls, looks), "holds");
    let waits = |data: &Data, once: Arc<Once>| {
        once.wait();
        data.read();
    };
    assert_eq!(two(|| both(Once::new()), calls, waits), "holds");
    let sets = |data: &Data, place: Arc<OnceLock<()>>| {
        data.write();
        place.set(()).unwrap();
    };
    let gets = |data: &Data, place: Arc<OnceLock<()>>| {
        if place.get().is_some() {
            data.read();
        }
    };
    assert_eq!(two(|| both(OnceLock::new()), sets, gets), "holds");
}

#[test]
fn an_initializer_that_panics_is_ordered_before_the_next_one() {
    let fails = |data: &Data, once: Arc<Once>| {
        let call = || {
            once.call_once(|| {
                data.write();
                panic!("on purpose");
            });
        };
        let _ = catch_unwind(AssertUnwindSafe(call));
    };
    let calls = |data: &Data, once: Arc<Once>| once.call_once_force(|_| data.write());
    assert_eq!(two(|| both(Once::new()), fails, calls), "holds");
}

#[test]
fn an_unpark_is_ordered_before_the_park_that_takes_its_token() {
    let unparks = |data: &Data, main: thread::Thread| {
        data.write();
        main.unpark();
    };
    let parks = |data: &Data, (): ()| {
        thread::park();
        data.read();
    };
    let program = || program(|| (thread::current(), ()), unparks, parks);
    assert_eq!(kind(Model::new().idle_threads().spurious_wakeups(0), program()), "holds");
    assert_eq!(verdict(program()), "data race", "a park without a token orders nothing");
}

#[test]
fn a_futex_orders_nothing_by_itself() {
    let wakes = |data: &Data, futex: Arc<AtomicU32>| {
        data.write();
        futex.store(1, Relaxed);
        futex::wake_one(&futex);
    };
    let waits = |data: &Data, futex: Arc<AtomicU32>| {
        futex::wait(&futex, 0);
        if futex.load(Relaxed) == 1 {
            data.read();
        }
    };
    assert_eq!(two(|| both(AtomicU32::new(0)), wakes, waits), "data race");
}

/// What the main thread does with a thread that writes.
fn writer(then: fn(&Data, thread::JoinHandle<()>)) -> &'static str {
    verdict(move || {
        let data = Arc::new(Data { cell: UnsafeCell::new(0), flag: AtomicU32::new(0) });
        let shared = Arc::clone(&data);
        then(&data, thread::spawn(move || shared.write()));
    })
}

#[test]
fn a_thread_that_has_finished_is_ordered_before_nothing_but_its_join() {
    let joins = |data: &Data, thread: thread::JoinHandle<()>| {
        thread.join().unwrap();
        data.read();
    };
    assert_eq!(writer(joins), "holds");
    let asks = |data: &Data, thread: thread::JoinHandle<()>| {
        if thread.is_finished() {
            data.read();
        }
        thread.join().unwrap();
    };
    assert_eq!(writer(asks), "data race");
}

#[test]
fn a_scope_orders_its_threads_before_its_end() {
    let program = || {
        let data = Data { cell: UnsafeCell::new(0), flag: AtomicU32::new(0) };
        thread::scope(|scope| {
            scope.spawn(|| data.write());
        });
        data.read();
    };
    assert_eq!(verdict(program), "holds");
}

#[test]
fn an_owner_that_is_found_to_be_alone_comes_after_all_others() {
    let gives_up = |data: &Data, arc: Arc<()>| {
        data.write();
        drop(arc);
    };
    let arc = || both(());
    let gets = |data: &Data, mut arc: Arc<()>| {
        if Arc::get_mut(&mut arc).is_some() {
            data.read();
        }
    };
    assert_eq!(two(arc, gives_up, gets), "holds");
    let unwraps = |data: &Data, arc: Arc<()>| {
        if Arc::try_unwrap(arc).is_ok() {
            data.read();
        }
    };
    assert_eq!(two(arc, gives_up, unwraps), "holds");
    let takes = |data: &Data, arc: Arc<()>| {
        if Arc::into_inner(arc).is_some() {
            data.read();
        }
    };
    assert_eq!(two(arc, gives_up, takes), "holds");
    let counts = |data: &Data, arc: Arc<()>| {
        if Arc::strong_count(&arc) == 1 {
            data.read();
        }
    };
    assert_eq!(two(arc, gives_up, counts), "data race", "a count orders nothing");
}
