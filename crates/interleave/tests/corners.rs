//! Corners in which an answer of the checker was wrong once, or easily is.

use interleave::sync::atomic::{AtomicPtr, AtomicUsize, Ordering::*};
use interleave::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, OnceLock, RwLock, mpsc};
use interleave::time::{Duration, Instant};
use interleave::{Model, cell::UnsafeCell, outcomes, thread};
use std::cell::{Cell, RefCell};
use std::fmt::Debug;

#[path = "common/each.rs"]
mod each;

use each::each;

const A_WHILE: Duration = Duration::from_millis(1);

#[track_caller]
fn shows<T: Ord + Clone + Debug + Send + 'static>(
    expected: &[T],
    program: impl Fn() -> T + Send + Sync + 'static,
) {
    assert_eq!(outcomes(program).to_vec(), expected);
}

#[track_caller]
fn executions(program: impl Fn() + Send + Sync + 'static) -> usize {
    Model::new().try_check(program).expect("it holds").executions
}

#[track_caller]
fn fails(kind: &str, program: impl Fn() + Send + Sync + 'static) {
    assert_eq!(Model::new().try_check(program).expect_err("it is wrong").kind(), kind);
}

/// A loop that sleeps gives up after more turns than fairness allows for nothing.
#[test]
fn a_loop_that_sleeps_may_give_up() {
    shows(&[false, true], || {
        let flag = Arc::new(AtomicUsize::new(0));
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || theirs.store(1, SeqCst));
        let seen = (0..6).any(|_| {
            let seen = flag.load(SeqCst) == 1;
            thread::sleep(A_WHILE);
            seen
        });
        other.join().unwrap();
        seen
    });
}

#[test]
fn a_loop_of_receives_with_a_time_limit_may_give_up() {
    shows(&[false, true], || {
        let (sender, receiver) = mpsc::channel();
        let other = thread::spawn(move || sender.send(1));
        let got = (0..6).any(|_| receiver.recv_timeout(A_WHILE).is_ok());
        other.join().unwrap().ok();
        got
    });
}

/// "a writer which is waiting … might or might not block concurrent calls to read": nor `try_read`.
#[test]
fn a_waiting_writer_may_keep_try_read_out() {
    shows(&[false, true], || {
        let lock = Arc::new(RwLock::new(()));
        let theirs = Arc::clone(&lock);
        let inside = lock.read().unwrap();
        let writer = thread::spawn(move || drop(theirs.write()));
        let second = lock.try_read().is_ok();
        drop(inside);
        writer.join().unwrap();
        second
    });
}

#[test]
fn a_deadline_from_another_thread_may_be_over() {
    shows(&[false, true], || {
        let (sender, receiver) = mpsc::channel();
        let other = thread::spawn(move || {
            let deadline: Instant = receiver.recv().unwrap();
            Instant::now() >= deadline
        });
        sender.send(Instant::now() + A_WHILE).unwrap();
        other.join().unwrap()
    });
}

/// "taking care of all these concerns": who is woken and has to wait on waits for the rest of the time.
#[test]
fn a_wait_timeout_while_does_not_begin_anew_when_it_is_woken() {
    shows(&[false], || {
        let state = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = Arc::clone(&state);
        let other = thread::spawn(move || {
            let mut woken = theirs.0.lock().unwrap();
            thread::sleep(A_WHILE);
            *woken = true;
            theirs.1.notify_all();
        });
        let mut seen = None;
        let woken = state.0.lock().unwrap();
        let deadline = Instant::now() + 2 * A_WHILE;
        let waited = state.1.wait_timeout_while(woken, 2 * A_WHILE, |woken| {
            if *woken {
                seen.get_or_insert_with(Instant::now);
            }
            true
        });
        drop(waited);
        let late = Instant::now() - deadline;
        other.join().unwrap();
        // Where the clock jumps by itself, it jumps by more than a year.
        seen.is_some_and(|seen| seen < deadline) && !late.is_zero() && late <= 2 * A_WHILE
    });
}

#[test]
fn waiting_for_a_deadline_ends() {
    shows(&[()], || {
        let end = Instant::now() + Duration::from_secs(1);
        while Instant::now() < end {
            interleave::hint::spin_loop();
        }
    });
}

/// The longest duration is no limit: what waits for it waits for ever.
#[test]
fn the_longest_time_limit_is_never_up() {
    shows(&[1], || {
        let (sender, receiver) = mpsc::channel();
        let other = thread::spawn(move || sender.send(1));
        let got = receiver.recv_timeout(Duration::MAX).unwrap();
        other.join().unwrap().unwrap();
        got
    });
}

struct PanicsAtTheEnd;

impl Drop for PanicsAtTheEnd {
    fn drop(&mut self) {
        panic!("the thread's own value");
    }
}

interleave::thread_local! {
    static LAST: RefCell<Option<PanicsAtTheEnd>> = const { RefCell::new(None) };
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static UNMADE: Cell<u32> = panic!("it is never made");
}

/// std ends the process.
#[test]
fn a_panic_of_a_threads_own_value_is_not_swallowed() {
    fails("panic", || {
        let n = Arc::new(AtomicUsize::new(0));
        let other = thread::spawn(move || {
            n.load(SeqCst);
            LAST.set(Some(PanicsAtTheEnd));
        });
        drop(other.join());
    });
}

struct CountsAtTheEnd(Arc<AtomicUsize>);

impl Drop for CountsAtTheEnd {
    fn drop(&mut self) {
        self.0.store(COUNT.get() as usize, SeqCst);
    }
}

interleave::thread_local! {
    static GUARD: RefCell<Option<CountsAtTheEnd>> = const { RefCell::new(None) };
}

/// What has no destructor is never destroyed.
#[test]
fn a_destructor_can_use_a_value_that_has_none() {
    shows(&[2], || {
        let seen = Arc::new(AtomicUsize::new(0));
        let theirs = Arc::clone(&seen);
        let other = thread::spawn(move || {
            theirs.load(SeqCst);
            GUARD.set(Some(CountsAtTheEnd(theirs)));
            COUNT.set(2);
        });
        other.join().unwrap();
        seen.load(SeqCst)
    });
}

#[test]
fn to_set_a_value_does_not_make_the_first_one() {
    shows(&[123], || {
        UNMADE.set(123);
        UNMADE.get()
    });
}

struct Node {
    next: *mut Node,
    _owned: Arc<()>,
}

/// Frees what is left: with operations, behind the execution.
struct Stack(AtomicPtr<Node>);

impl Stack {
    fn push(&self, owned: Arc<()>) {
        let node = Box::into_raw(Box::new(Node { next: std::ptr::null_mut(), _owned: owned }));
        let mut head = self.0.load(SeqCst);
        loop {
            // SAFETY: the node is not shared yet.
            unsafe { (*node).next = head };
            match self.0.compare_exchange(head, node, SeqCst, SeqCst) {
                Ok(_) => return,
                Err(found) => head = found,
            }
        }
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        let mut head = self.0.load(SeqCst);
        while !head.is_null() {
            // SAFETY: nobody else is left, and each node is in the list once.
            head = unsafe { Box::from_raw(head) }.next;
        }
    }
}

interleave::fresh! {
    static STACK: Stack = Stack(AtomicPtr::default());
}

/// A static that frees what it holds leaks nothing.
#[test]
fn a_destructor_of_a_static_may_do_operations() {
    let checked = Model::new().try_check(|| {
        let other = thread::spawn(|| STACK.push(Arc::new(())));
        STACK.push(Arc::new(()));
        other.join().unwrap();
    });
    assert!(checked.is_ok(), "{:?}", checked.err());
}

/// `resume_unwind` calls no hook; yet only the thread that unwinds poisons.
#[test]
fn a_resumed_panic_poisons_the_locks_of_its_thread_alone() {
    shows(&[false], || {
        let lock = Arc::new(Mutex::new(0));
        let mine = Arc::clone(&lock);
        let own = Arc::new(Mutex::new(0));
        let other = thread::spawn(move || {
            let _held = own.lock().unwrap();
            std::panic::resume_unwind(Box::new(()));
        });
        *mine.lock().unwrap() += 1;
        drop(other.join());
        lock.is_poisoned()
    });
}

struct Shared(UnsafeCell<u32>);
// SAFETY: the tests below say who may touch it when.
unsafe impl Sync for Shared {}
// SAFETY: as above.
unsafe impl Send for Shared {}

impl Clone for Shared {
    fn clone(&self) -> Self {
        // SAFETY: the owner reads.
        Shared(UnsafeCell::new(self.0.with(|value| unsafe { *value })))
    }
}

/// A sender that leaves tells the receiver so, and no other sender.
#[test]
fn who_finds_the_receiver_gone_learns_nothing_of_other_senders() {
    fails("data race", || {
        let shared = Arc::new((Shared(UnsafeCell::new(0)), AtomicUsize::new(0)));
        let theirs = Arc::clone(&shared);
        let (one, receiver) = mpsc::channel::<u32>();
        let two = one.clone();
        let other = thread::spawn(move || {
            // SAFETY: wrong on purpose.
            theirs.0.0.with_mut(|value| unsafe { *value = 1 });
            drop(one);
            theirs.1.store(1, Relaxed);
        });
        drop(receiver);
        if shared.1.load(Relaxed) == 1 {
            assert!(two.send(1).is_err());
            // SAFETY: wrong on purpose.
            shared.0.0.with(|value| unsafe { *value });
        }
        other.join().unwrap();
    });
}

/// With weak references left the value moves; who moves it comes after all former owners.
#[test]
fn make_mut_comes_after_those_who_gave_up_their_references() {
    let checked = Model::new().try_check(|| {
        let mut mine = Arc::new(Shared(UnsafeCell::new(0)));
        let _weak = Arc::downgrade(&mine);
        let theirs = Arc::clone(&mine);
        let other = thread::spawn(move || {
            // SAFETY: nobody writes before this reference is given up.
            theirs.0.with(|value| unsafe { *value });
            drop(theirs);
        });
        if Arc::strong_count(&mine) == 1 {
            Arc::make_mut(&mut mine).0.with_mut(|value| {
                // SAFETY: this is the only owner.
                unsafe { *value = 1 };
            });
        }
        other.join().unwrap();
    });
    assert!(checked.is_ok(), "{:?}", checked.err());
}

/// What is complete stays so: looks at it commute.
#[test]
fn uses_of_what_is_initialized_are_no_orders_to_be_tried() {
    let lazy = each(2, 5, || LazyLock::new(|| 1), |lazy| assert_eq!(**lazy, 1));
    let lazy = executions(lazy);
    assert!(lazy <= 10, "{lazy}");
    let once = each(3, 3, OnceLock::new, |once| assert_eq!(*once.get_or_init(|| 1), 1));
    let once = executions(once);
    assert!(once <= 6, "{once}");
}

/// Nobody leaves before all are there, so who comes first makes no difference.
#[test]
fn arrivals_at_a_barrier_are_no_orders_to_be_tried() {
    let barrier = each(3, 3, || Barrier::new(3), |barrier| drop(barrier.wait()));
    assert_eq!(executions(barrier), 1);
}

/// A send and a receive have to do with each other if they are of one message.
#[test]
fn a_receive_commutes_with_sends_of_other_messages() {
    let pipe = || {
        let (sender, receiver) = mpsc::channel();
        let other = thread::spawn(move || (0..5).for_each(|n| sender.send(n).unwrap()));
        assert_eq!(receiver.iter().sum::<i32>(), 10);
        other.join().unwrap();
    };
    assert!(executions(pipe) <= 2);
    let fan_in = || {
        let (sender, receiver) = mpsc::channel();
        for n in 0..3 {
            let sender = sender.clone();
            thread::spawn(move || (0..2).for_each(|_| sender.send(n).unwrap()));
        }
        drop(sender);
        assert_eq!(receiver.iter().count(), 6);
    };
    // The orders of three senders' messages, 90, and whether the last to leave is noticed.
    assert!(executions(fan_in) <= 500);
}

/// A lock that spins, held by main while two others wait for it, in a model with a declared bound: there the loops
/// are tried turn by turn.
#[track_caller]
fn holds_while_two_wait<L: Send + Sync + 'static>(new: fn() -> L, lock: fn(&L), unlock: fn(&L)) {
    let model = move || {
        let held = Arc::new(new());
        lock(&held);
        let others = [0, 1].map(|_| {
            let theirs = Arc::clone(&held);
            thread::spawn(move || {
                lock(&theirs);
                unlock(&theirs);
            })
        });
        unlock(&held);
        others.into_iter().for_each(|other| other.join().unwrap());
    };
    let held = Model::new().preemptions(2).executions(20_000).try_check(model);
    held.unwrap_or_else(|report| panic!("{report}"));
}

/// One waits with an old value, and is shown by the other's trial that it spins.
#[test]
fn who_waits_with_an_old_value_still_has_news() {
    holds_while_two_wait(
        || (AtomicUsize::new(0), AtomicUsize::new(0)),
        |(next, serving)| {
            let mine = next.fetch_add(1, Relaxed);
            while serving.load(Acquire) != mine {
                thread::yield_now();
            }
        },
        |(_, serving)| serving.store(serving.load(Relaxed) + 1, Release),
    );
}

/// A swap that fails writes what was there, which is no news for another one.
#[test]
fn two_who_swap_in_vain_do_not_keep_each_other_busy() {
    holds_while_two_wait(
        || AtomicUsize::new(0),
        |held| {
            while held.swap(1, Acquire) == 1 {
                thread::yield_now();
            }
        },
        |held| held.store(0, Release),
    );
}

#[test]
fn a_thread_of_std_in_a_model_is_named() {
    let report = Model::new().try_check(|| {
        let n = Arc::new(AtomicUsize::new(0));
        std::thread::spawn(move || n.load(SeqCst)).join().unwrap();
    });
    let report = report.expect_err("the model does not know the thread").at_width(100);
    assert!(report.contains("MISUSE: an atomic of a model is used by a thread"), "{report}");
}
