//! Memory does not grow with the number of executions.
//!
//! `choose` runs one and the same program more often: with a hundred times the executions the most
//! memory that is ever in use stays the same.

use interleave::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use interleave::sync::{Arc, Barrier, Condvar, Mutex, OnceLock, RwLock, mpsc};
use interleave::{Model, choose, thread};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicIsize, Ordering::Relaxed};

/// Bytes in use, and the most there ever were.
static USED: AtomicIsize = AtomicIsize::new(0);
static MOST: AtomicIsize = AtomicIsize::new(0);

struct Counting;

// SAFETY: passes every request on to the system's allocator, and only counts.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size().cast_signed());
        // SAFETY: the caller owes what `System` asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-layout.size().cast_signed());
        // SAFETY: the caller owes what `System` asks for.
        unsafe { System.dealloc(pointer, layout) }
    }
}

fn count(bytes: isize) {
    let used = USED.fetch_add(bytes, Relaxed) + bytes;
    MOST.fetch_max(used, Relaxed);
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

interleave::fresh! {
    static TOTAL: Mutex<usize> = Mutex::new(0);
}

interleave::thread_local! {
    static LOCAL: std::cell::RefCell<Vec<usize>> = std::cell::RefCell::new(vec![0; 10]);
}

/// Every primitive once, in two threads.
fn program() {
    let shared = Arc::new((
        AtomicUsize::new(0),
        Mutex::new(vec![0; 100]),
        Condvar::new(),
        RwLock::new(0),
        OnceLock::new(),
        Barrier::new(2),
    ));
    let (sender, receiver) = mpsc::sync_channel(1);
    let theirs = Arc::clone(&shared);
    let main = thread::current();
    let other = thread::Builder::new().name("other".to_owned()).spawn(move || {
        let (n, list, changed, value, once, barrier) = &*theirs;
        n.fetch_add(1, SeqCst);
        list.lock().unwrap().push(1);
        changed.notify_one();
        *value.write().unwrap() += 1;
        once.get_or_init(|| vec![1; 100]);
        barrier.wait();
        sender.send(vec![0; 100]).unwrap();
        LOCAL.with_borrow_mut(|local| local.push(1));
        *TOTAL.lock().unwrap() += 1;
        main.unpark();
    });
    let (_, list, changed, _, once, barrier) = &*shared;
    drop(changed.wait_while(list.lock().unwrap(), |list| list.len() == 100));
    barrier.wait();
    once.get_or_init(|| vec![2; 100]);
    thread::park();
    drop(receiver.recv());
    drop(Arc::downgrade(&shared).upgrade());
    other.unwrap().join().unwrap();
}

/// The most memory that a check of so many times the program takes, and its executions.
fn most_memory(times: usize) -> (isize, usize) {
    let before = USED.load(Relaxed);
    MOST.store(before, Relaxed);
    let checked = Model::new().spurious_wakeups(0).try_check(move || {
        choose(times);
        program();
    });
    (MOST.load(Relaxed) - before, checked.expect("the program is right").executions)
}

#[test]
fn a_hundred_times_the_executions_take_no_more_memory() {
    let (few_bytes, few) = most_memory(1);
    let (many_bytes, many) = most_memory(100);
    println!("{few} executions: {few_bytes} bytes, {many} executions: {many_bytes} bytes");
    assert_eq!(many, 100 * few);
    // What is kept for each execution would come to more than a byte.
    let growth = many_bytes - few_bytes;
    assert!(growth < many.cast_signed(), "{growth} bytes more for {many} executions");
}
