//! Real threads that are there already.
//!
//! To start a thread takes the system longer than most programs here run, so the thread that starts
//! one would nearly always be the first. These wait for work instead, and begin at once.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::hint::{black_box, spin_loop};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Acquire, Ordering::Release};
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

type Job = Box<dyn FnOnce() + Send>;

/// Looks at a flag before a thread that waits for it lets others run.
const LOOKS: u32 = 200;
/// Looks before a thread without work sleeps.
const YIELDS: u32 = 400;
/// Longest pause of one of the two when both have begun, in turns of an empty loop.
const PAUSE: u32 = 64;

thread_local! {
    /// Those that have nothing to do.
    static IDLE: RefCell<Vec<Partner>> = const { RefCell::new(Vec::new()) };
    static RANDOM: Cell<u32> = const { Cell::new(1) };
}

/// A thread that does one job after the other, until this is dropped.
struct Partner {
    desk: Arc<Desk>,
    thread: Thread,
}

struct Desk {
    job: Mutex<Option<Job>>,
    /// There is a job, or there will never be one again.
    ready: AtomicBool,
}

impl Partner {
    fn new() -> Self {
        let desk = Arc::new(Desk { job: Mutex::new(None), ready: AtomicBool::new(false) });
        let theirs = Arc::clone(&desk);
        let handle = thread::spawn(move || {
            loop {
                let mut looks = 0;
                while !theirs.ready.swap(false, Acquire) {
                    looks += 1;
                    match looks {
                        ..LOOKS => spin_loop(),
                        LOOKS..YIELDS => thread::yield_now(),
                        _ => thread::park(),
                    }
                }
                let job = theirs.job.lock().unwrap().take();
                let Some(job) = job else { return };
                job();
            }
        });
        Partner { desk, thread: handle.thread().clone() }
    }

    fn call(&self, job: Option<Job>) {
        *self.desk.job.lock().unwrap() = job;
        self.desk.ready.store(true, Release);
        self.thread.unpark();
    }
}

impl Drop for Partner {
    fn drop(&mut self) {
        self.call(None);
    }
}

/// Work that another thread has been given.
pub(crate) struct Started<T> {
    partner: Partner,
    result: Arc<Outcome<T>>,
}

struct Outcome<T> {
    begun: AtomicBool,
    done: AtomicBool,
    returned: Mutex<Option<thread::Result<T>>>,
}

/// Runs the function on another thread, like `thread::spawn`.
pub(crate) fn start<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> Started<T> {
    let partner = IDLE.with_borrow_mut(Vec::pop).unwrap_or_else(Partner::new);
    let result = Arc::new(Outcome {
        begun: AtomicBool::new(false),
        done: AtomicBool::new(false),
        returned: Mutex::new(None),
    });
    let theirs = Arc::clone(&result);
    // Both begin at nearly the same time if they can, and not always the same one is first.
    let (ours, pauses) = (random() % PAUSE, random() % PAUSE);
    partner.call(Some(Box::new(move || {
        theirs.begun.store(true, Release);
        pause(pauses);
        let returned: Result<T, Box<dyn Any + Send>> = catch_unwind(AssertUnwindSafe(run));
        *theirs.returned.lock().unwrap() = Some(returned);
        theirs.done.store(true, Release);
    })));
    if random().is_multiple_of(2) {
        wait_for(&result.begun);
    }
    pause(ours);
    Started { partner, result }
}

impl<T> Started<T> {
    /// Waits for the end of the work, like `JoinHandle::join`.
    pub(crate) fn join(self) -> thread::Result<T> {
        wait_for(&self.result.done);
        let returned = self.result.returned.lock().unwrap().take();
        IDLE.with_borrow_mut(|idle| idle.push(self.partner));
        returned.expect("work that is done has left its result")
    }
}

fn wait_for(flag: &AtomicBool) {
    let mut looks = 0;
    while !flag.load(Acquire) {
        looks += 1;
        if looks < LOOKS { spin_loop() } else { thread::yield_now() }
    }
}

fn pause(turns: u32) {
    for turn in 0..turns {
        black_box(turn);
    }
}

/// Marsaglia's xorshift.
fn random() -> u32 {
    let mut next = RANDOM.get();
    next ^= next << 13;
    next ^= next >> 17;
    next ^= next << 5;
    RANDOM.set(next);
    next
}
