//! loom as the second opinion: what it vetoes, what it leaves alone, and that it always comes back.

use interleave::cell::UnsafeCell;
use interleave::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use interleave::sync::{Arc, Condvar, Mutex, RwLock, mpsc};
use interleave::{Model, SecondOpinion, thread};
use std::process::Command;
use std::time::Duration;

#[path = "second_opinion/random.rs"]
mod random;

use Ordering::{Acquire, Relaxed, Release, SeqCst};

#[track_caller]
fn agrees(model: impl Fn() + Send + Sync + 'static) {
    let opinion = Model::second_opinion(model);
    assert!(matches!(opinion, SecondOpinion::Agrees { complete: true, .. }), "{opinion:?}");
}

#[track_caller]
fn vetoes(with: &str, model: impl Fn() + Send + Sync + 'static) {
    match Model::second_opinion(model) {
        SecondOpinion::Vetoes { message, .. } => {
            assert!(message.contains(with), "another message: {message}");
        }
        other => panic!("no veto: {other:?}"),
    }
}

#[test]
fn loom_keeps_to_the_preemptions_that_a_model_declares() {
    let lost_update = || {
        let n = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&n);
        let other = thread::spawn(move || {
            let seen = theirs.load(SeqCst);
            theirs.store(seen + 1, SeqCst);
        });
        let seen = n.load(SeqCst);
        n.store(seen + 1, SeqCst);
        other.join().unwrap();
        assert_eq!(n.load(SeqCst), 2);
    };
    let checked = Model::new().preemptions(0).try_check(lost_update).unwrap();
    assert!(checked.summary.contains("loom agrees within 0 preemptions"), "{}", checked.summary);
    assert!(Model::new().preemptions(1).try_check(lost_update).is_err());
}

struct Slot {
    data: UnsafeCell<u32>,
    full: AtomicBool,
}

// SAFETY: the tests access it so that the checker can tell whether that is right.
unsafe impl Sync for Slot {}
// SAFETY: as above.
unsafe impl Send for Slot {}

impl Slot {
    fn empty() -> Arc<Self> {
        Arc::new(Slot { data: UnsafeCell::new(0), full: AtomicBool::new(false) })
    }

    fn write(&self) {
        // SAFETY: the checker ends the execution before a race does harm.
        self.data.with_mut(|data| unsafe { *data += 1 });
    }

    fn read(&self) -> u32 {
        // SAFETY: as above.
        self.data.with(|data| unsafe { *data })
    }
}

fn publish(order: Ordering) {
    let slot = Slot::empty();
    let theirs = Arc::clone(&slot);
    let writer = thread::spawn(move || {
        theirs.write();
        theirs.full.store(true, order);
    });
    if slot.full.load(Acquire) {
        assert_eq!(slot.read(), 1);
    }
    writer.join().unwrap();
}

#[test]
fn a_flag_that_releases_is_left_alone() {
    agrees(|| publish(Release));
}

#[test]
fn a_flag_that_does_not_release_is_a_data_race() {
    vetoes("data race in the `UnsafeCell` made at", || publish(Relaxed));
}

#[test]
fn a_panic_that_nobody_sees_is_a_veto() {
    vetoes("T1 panicked at", || {
        thread::spawn(|| panic!("unseen"));
    });
}

#[test]
fn the_first_panic_is_named_and_not_the_one_that_passes_it_on() {
    vetoes("first", || thread::spawn(|| panic!("first")).join().unwrap());
}

#[test]
fn a_deadlock_names_who_waits_for_what() {
    vetoes("T1 waits for a mutex made at", || {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || drop(theirs.lock()));
        let _held = lock.lock().unwrap();
        other.join().unwrap();
    });
}

/// Raw loom panics in `lock` once a guard was dropped by a thread that unwinds.
#[test]
fn poison_is_seen_by_the_next_lock() {
    agrees(|| {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || {
            let _held = theirs.lock();
            panic!("while it holds the lock");
        });
        assert!(other.join().is_err());
        assert!(lock.lock().is_err());
    });
}

#[test]
fn a_time_limit_ends_a_wait_that_nothing_else_would_end() {
    agrees(|| {
        let (lock, change) = (Mutex::new(()), Condvar::new());
        let held = lock.lock().unwrap();
        assert!(change.wait_timeout(held, Duration::from_secs(1)).unwrap().1.timed_out());
        let (_sender, receiver) = mpsc::channel::<()>();
        assert!(receiver.recv_timeout(Duration::from_secs(1)).is_err());
        thread::park_timeout(Duration::from_secs(1));
    });
}

/// loom counts in 64 bits.
#[test]
fn narrow_atomics_wrap_around() {
    agrees(|| {
        let count = Arc::new(AtomicU8::new(255));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || theirs.fetch_add(1, SeqCst));
        count.fetch_add(1, SeqCst);
        other.join().unwrap();
        assert_eq!(count.compare_exchange(1, 2, SeqCst, SeqCst), Ok(1));
    });
}

/// In `SeqCst` models loom misses nothing: raw loom finds neither of the next two.
#[test]
fn a_load_before_a_store_can_be_read_past() {
    vetoes("stored already", || {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || {
            theirs.load(SeqCst);
            theirs.store(1, SeqCst);
        });
        assert_eq!(count.load(SeqCst), 0, "stored already");
        other.join().unwrap();
    });
}

#[test]
fn a_lock_can_be_busy() {
    vetoes("it is busy", || {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        let other = thread::spawn(move || drop(theirs.lock()));
        assert!(lock.try_lock().is_ok(), "it is busy");
        other.join().unwrap();
    });
}

#[test]
fn a_panic_is_that_of_one_thread() {
    struct Counts(Arc<AtomicU32>);
    impl Drop for Counts {
        fn drop(&mut self) {
            self.0.fetch_add(1, SeqCst);
        }
    }
    agrees(|| {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Counts(Arc::clone(&count));
        let other = thread::spawn(move || {
            let _theirs = theirs;
            panic!("on purpose");
        });
        count.fetch_add(1, SeqCst);
        assert!(!thread::panicking());
        count.fetch_add(1, SeqCst);
        assert!(other.join().is_err());
    });
}

#[test]
fn the_last_owner_of_a_cell_comes_after_all_others() {
    agrees(|| {
        let slot = Slot::empty();
        let theirs = Arc::clone(&slot);
        let other = thread::spawn(move || theirs.read());
        slot.read();
        drop(slot);
        other.join().unwrap();
    });
}

interleave::fresh! {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    static LOCK: RwLock<u32> = RwLock::new(0);
}

/// Whichever thread uses a static first makes it, and nothing orders the other one behind that.
#[test]
fn a_static_is_there_before_every_thread() {
    agrees(|| {
        let other = thread::spawn(|| {
            COUNT.fetch_add(1, Relaxed);
            *LOCK.write().unwrap() += 1;
        });
        COUNT.fetch_add(1, Relaxed);
        *LOCK.write().unwrap() += 1;
        other.join().unwrap();
        assert_eq!((COUNT.load(Relaxed), *LOCK.read().unwrap()), (2, 2));
    });
}

/// The same for what a `const` describes, which is made by whoever uses it first.
#[test]
fn an_object_in_a_const_is_there_before_every_thread() {
    struct Counter(interleave::Fresh<AtomicU32>);
    impl Counter {
        #[expect(clippy::declare_interior_mutable_const, reason = "each copy is a new one")]
        const ZERO: Counter = Counter(interleave::fresh!(AtomicU32::new(0)));
    }
    agrees(|| {
        let counter = Arc::new(Counter::ZERO);
        let theirs = Arc::clone(&counter);
        let other = thread::spawn(move || theirs.0.fetch_add(1, Relaxed));
        counter.0.fetch_add(1, Relaxed);
        other.join().unwrap();
        assert_eq!(counter.0.load(Relaxed), 2);
    });
}

#[test]
fn a_model_with_too_many_executions_is_not_finished() {
    let opinion = Model::second_opinion(|| {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        let add_up = |count: &AtomicU32| {
            for _ in 0..12 {
                count.fetch_add(1, SeqCst);
            }
        };
        let other = thread::spawn(move || add_up(&theirs));
        add_up(&count);
        other.join().unwrap();
    });
    let expected =
        SecondOpinion::Agrees { executions: 20_000, complete: false, preemption_bound: None };
    assert_eq!(opinion, expected);
}

#[test]
fn more_than_two_threads_are_tried_within_a_bound() {
    let opinion = Model::second_opinion(|| {
        let count = Arc::new(AtomicU32::new(0));
        let others: Vec<_> = (0..3)
            .map(|_| {
                let count = Arc::clone(&count);
                thread::spawn(move || count.fetch_add(1, SeqCst))
            })
            .collect();
        count.fetch_add(1, SeqCst);
        for other in others {
            other.join().unwrap();
        }
    });
    let bounded = matches!(opinion, SecondOpinion::Agrees { preemption_bound: Some(2), .. });
    assert!(bounded, "{opinion:?}");
}

#[test]
fn the_clock_is_not_asked_for() {
    let opinion = Model::second_opinion(|| {
        let _ = interleave::time::Instant::now();
    });
    assert_eq!(opinion, SecondOpinion::NotAsked("it reads the clock"));
}

/// Its time is never up there, so nobody has to ask what is left of it.
#[test]
fn a_wait_timeout_while_needs_no_clock() {
    agrees(|| {
        let state = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = Arc::clone(&state);
        let other = thread::spawn(move || {
            *theirs.0.lock().unwrap() = true;
            theirs.1.notify_all();
        });
        let (set, changed) = &*state;
        let a_while = Duration::from_millis(1);
        drop(changed.wait_timeout_while(set.lock().unwrap(), a_while, |set| !*set));
        other.join().unwrap();
    });
}

#[test]
fn a_thread_that_never_comes_back_is_given_up() {
    let test = "a_thread_that_never_comes_back_is_given_up";
    // In a process of its own: the thread runs for ever.
    in_a_process(test, || {
        let opinion = Model::second_opinion(|| {
            thread::spawn(|| while std::hint::black_box(true) {}).join().unwrap();
        });
        assert!(matches!(opinion, SecondOpinion::Lost { .. }), "{opinion:?}");
    });
}

/// Raw loom prints hundreds of lines, and aborts.
#[test]
fn failures_are_quiet_and_leave_the_process_alone() {
    struct Unlocks(Arc<Mutex<()>>);
    impl Drop for Unlocks {
        fn drop(&mut self) {
            drop(self.0.lock());
        }
    }
    let said = in_a_process("failures_are_quiet_and_leave_the_process_alone", || {
        // The destructors of both threads want locks that they do not get any more.
        vetoes("deadlock", || {
            let locks = [Arc::new(Mutex::new(())), Arc::new(Mutex::new(()))];
            let [a, b] = locks.clone();
            let other = thread::spawn(move || {
                let _last = Unlocks(Arc::clone(&a));
                let _b = b.lock();
                let _a = a.lock();
            });
            let _last = Unlocks(Arc::clone(&locks[1]));
            let _a = locks[0].lock();
            let _b = locks[1].lock();
            other.join().unwrap();
        });
        vetoes("unfortunately", || panic!("unfortunately"));
        vetoes("data race", || publish(Relaxed));
    });
    assert_eq!(said, "");
}

/// Runs a test's body in a process of its own, which must succeed. Returns what it prints to stderr.
#[track_caller]
fn in_a_process(test: &str, body: impl FnOnce()) -> String {
    const VARIABLE: &str = "INTERLEAVE_TEST_PROGRAM";
    if std::env::var_os(VARIABLE).is_some() {
        body();
        return String::new();
    }
    let output = Command::new(std::env::current_exe().expect("the test's own path"))
        .args([test, "--exact", "--nocapture"])
        .env(VARIABLE, "1")
        .env("RUST_BACKTRACE", "1")
        .output()
        .expect("the test runs once more");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{} {said}", output.status);
    said
}
