//! What `linearizable` finds, what it lets pass, and how it says so.

use interleave::cell::UnsafeCell;
use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{Checked, Linearizable, Model, Report, linearizable, thread};
use std::collections::VecDeque;

use Queued::{Pop, Push};

/// Operations of a queue, and of a stack.
#[derive(Clone, Debug)]
enum Queued {
    Push(u32),
    Pop,
}

type Verdict = Result<Checked, Report>;

fn kind(verdict: Verdict) -> &'static str {
    verdict.expect_err("the object is wrong").kind()
}

#[derive(Default)]
struct Queue(Mutex<VecDeque<u32>>);

impl Queue {
    fn push(&self, n: u32) -> Option<u32> {
        self.0.lock().unwrap().push_back(n);
        None
    }

    fn pop(&self) -> Option<u32> {
        self.0.lock().unwrap().pop_front()
    }

    /// Wrong: whoever comes between takes the same.
    fn pop_in_two_steps(&self) -> Option<u32> {
        let first = self.0.lock().unwrap().front().copied();
        if first.is_some() {
            self.0.lock().unwrap().pop_front();
        }
        first
    }

    /// Wrong: what is pushed in between gets lost.
    fn push_in_two_steps(&self, n: u32) -> Option<u32> {
        let mut all = self.0.lock().unwrap().clone();
        all.push_back(n);
        *self.0.lock().unwrap() = all;
        None
    }
}

/// The queue with these operations against `VecDeque`.
fn queue(
    history: Linearizable<Queued>,
    push: fn(&Queue, u32) -> Option<u32>,
    pop: fn(&Queue) -> Option<u32>,
) -> Verdict {
    let like = history.like(VecDeque::new, |queue, op| match op {
        Push(n) => {
            queue.push_back(n);
            None
        }
        Pop => queue.pop_front(),
    });
    like.try_check(Queue::default, move |queue, op| match op {
        Push(n) => push(queue, n),
        Pop => pop(queue),
    })
}

#[test]
fn a_queue_under_one_lock_is_linearizable() {
    let right = |history| queue(history, Queue::push, Queue::pop).expect("the queue is right");
    let two = right(linearizable([[Push(1), Pop], [Push(2), Pop]]));
    assert_eq!(two.executions, 6, "the merges of two sequences of two: calls are no steps");
    let three = right(linearizable([[Push(1), Pop], [Push(2), Pop], [Push(3), Pop]]));
    assert_eq!(three.executions, 90, "the merges of three sequences of two");
    let four = right(linearizable([[Push(1)], [Push(2)], [Pop], [Pop]]));
    assert_eq!(four.executions, 24, "the orders of four");
    let four = right(linearizable([[Push(1), Pop], [Push(2), Pop], [Push(3), Pop], [Pop, Pop]]));
    assert_eq!(four.executions, 2520, "the merges of four sequences of two");
}

#[test]
fn an_element_that_is_popped_twice_is_found() {
    let wrong = |history| kind(queue(history, Queue::push, Queue::pop_in_two_steps));
    assert_eq!(wrong(linearizable([vec![Push(1), Pop], vec![Pop]])), "not linearizable");
    assert_eq!(wrong(linearizable([[Push(1)], [Pop], [Pop]])), "not linearizable");
    assert_eq!(wrong(linearizable([[Push(1)], [Push(2)], [Pop], [Pop]])), "not linearizable");
}

#[test]
fn an_element_that_gets_lost_is_found() {
    let wrong = |history| kind(queue(history, Queue::push_in_two_steps, Queue::pop));
    assert_eq!(wrong(linearizable([[Push(1), Pop], [Push(2), Pop]])), "not linearizable");
}

#[test]
fn a_loss_that_nobody_looks_for_passes() {
    let pushes = linearizable([[Push(1)], [Push(2)]]);
    queue(pushes, Queue::push_in_two_steps, Queue::pop).expect("only results count");
}

struct Stack(Mutex<Vec<u32>>);

impl Stack {
    /// Wrong: what it returns is not what it takes, if somebody comes between.
    fn pop(&self) -> Option<u32> {
        let top = self.0.lock().unwrap().last().copied();
        self.0.lock().unwrap().pop();
        top
    }
}

fn stale_pop() -> Verdict {
    let history = linearizable([vec![Push(1), Pop], vec![Push(2), Pop]]);
    let like = history.like(Vec::new, |stack, op| match op {
        Push(n) => {
            stack.push(n);
            None
        }
        Pop => stack.pop(),
    });
    like.try_check(
        || Stack(Mutex::new(Vec::new())),
        |stack, op| match op {
            Push(n) => {
                stack.0.lock().unwrap().push(n);
                None
            }
            Pop => stack.pop(),
        },
    )
}

#[test]
fn a_stack_that_returns_what_it_does_not_take_is_found() {
    assert_eq!(kind(stale_pop()), "not linearizable");
}

/// A counter whose operations return the number before.
fn counter(threads: usize, add: fn(&AtomicU32) -> u32) -> Verdict {
    linearizable(vec![["add"]; threads])
        .like(
            || 0,
            |n, _| {
                *n += 1;
                *n - 1
            },
        )
        .try_check(|| AtomicU32::new(0), move |n, _| add(n))
}

#[test]
fn a_counter_that_loads_and_stores_is_not_linearizable() {
    for threads in 2..=4 {
        counter(threads, |n| n.fetch_add(1, SeqCst)).expect("one step");
        let two_steps = |n: &AtomicU32| {
            let old = n.load(SeqCst);
            n.store(old + 1, SeqCst);
            old
        };
        assert_eq!(kind(counter(threads, two_steps)), "not linearizable");
    }
}

#[derive(Clone, Debug)]
enum Pair {
    SetX,
    SetY,
    Both,
}
use Pair::{Both, SetX, SetY};

#[derive(Default)]
struct Flags {
    x: AtomicU32,
    y: AtomicU32,
}

fn pair(history: Linearizable<Pair>, both: fn(&Flags) -> (u32, u32)) -> Verdict {
    let like = history.like(
        || (0, 0),
        |(x, y), op| match op {
            SetX => {
                *x = 1;
                None
            }
            SetY => {
                *y = 1;
                None
            }
            Both => Some((*x, *y)),
        },
    );
    like.try_check(
        || Flags { x: AtomicU32::new(0), y: AtomicU32::new(0) },
        move |flags, op| match op {
            SetX => {
                flags.x.store(1, SeqCst);
                None
            }
            SetY => {
                flags.y.store(1, SeqCst);
                None
            }
            Both => Some(both(flags)),
        },
    )
}

fn one_after_the_other(flags: &Flags) -> (u32, u32) {
    (flags.x.load(SeqCst), flags.y.load(SeqCst))
}

/// (0, 1) has an order of its own for each thread; only who returned before whom was called rules
/// it out.
fn snapshot() -> Verdict {
    pair(linearizable([[SetX], [SetY], [Both]]), one_after_the_other)
}

#[test]
fn a_snapshot_in_two_loads_is_sequentially_consistent_and_not_linearizable() {
    let report = snapshot().expect_err("the snapshot is wrong").to_string();
    assert!(report.contains("would be right in this order: T1's SetY"), "{report}");
    pair(linearizable([[SetX], [Both]]), one_after_the_other).expect("two threads do not show it");
}

/// Reads that never see a write: in the order read, write they would be right.
#[test]
fn who_returned_before_whom_was_called_counts() {
    let stale = |threads: [Vec<&'static str>; 2]| {
        linearizable(threads)
            .like(
                || 0,
                |n, op| {
                    *n = if op == "write" { 1 } else { *n };
                    *n
                },
            )
            .try_check(
                || (AtomicU32::new(0), AtomicU32::new(0)),
                |(new, old), op| match op {
                    "write" => {
                        new.store(1, SeqCst);
                        1
                    }
                    _ => old.load(SeqCst),
                },
            )
    };
    assert_eq!(kind(stale([vec!["write"], vec!["read"]])), "not linearizable");
    assert_eq!(kind(stale([vec!["read"], vec!["write"]])), "not linearizable");
}

/// Three steps of one thread and two of the other, all on objects of their own. What they return
/// is wrong in one order of the ten only, and that one takes three preemptions: the search tries
/// up to two of them one by one, and then one execution for all orders of steps that commute.
fn zigzag() -> Verdict {
    alternating(|own| {
        own.fetch_add(1, SeqCst);
    })
}

fn alternating(step: fn(&AtomicU32)) -> Verdict {
    linearizable([vec!["a"; 3], vec!["b"; 2]])
        .like(String::new, |word, op| {
            word.push_str(op);
            word == "ababa"
        })
        .try_check(
            || [AtomicU32::new(0), AtomicU32::new(0)],
            move |own, op| {
                step(&own[usize::from(op == "b")]);
                false
            },
        )
}

#[test]
fn an_order_of_steps_that_commute_is_judged_although_it_is_not_run() {
    let report = zigzag().expect_err("the last of a, b, a, b, a returns true").at_width(80);
    assert!(report.contains("3 preemptions"), "{report}");
}

#[test]
fn the_execution_that_is_shown_keeps_what_its_steps_chose() {
    let may_fail = |own: &AtomicU32| {
        // Fails in one way of two if nothing else has failed without a reason before.
        let _ = own.compare_exchange_weak(0, 0, SeqCst, SeqCst);
    };
    let report = alternating(may_fail).expect_err("as above").at_width(80);
    assert!(report.contains("3 preemptions"), "{report}");
}

#[test]
fn operations_without_a_step_are_tried_in_every_order() {
    struct Own([UnsafeCell<u32>; 2]);
    // SAFETY: each thread has a cell of its own.
    unsafe impl Sync for Own {}
    let reads = |threads: [[(usize, &'static str); 1]; 2]| {
        linearizable(threads)
            .like(
                || 0,
                |n, (_, op)| {
                    *n = if op == "write" { 1 } else { *n };
                    *n
                },
            )
            .try_check(
                || Own([UnsafeCell::new(0), UnsafeCell::new(0)]),
                |own, (thread, op)| {
                    own.0[thread].with_mut(|cell| {
                        // SAFETY: the cell is this thread's own.
                        let cell = unsafe { &mut *cell };
                        *cell = if op == "write" { 1 } else { *cell };
                        *cell
                    })
                },
            )
    };
    assert_eq!(kind(reads([[(0, "write")], [(1, "read")]])), "not linearizable");
    assert_eq!(kind(reads([[(0, "read")], [(1, "write")]])), "not linearizable");
    assert_eq!(reads([[(0, "write")], [(1, "write")]]).expect("both return 1").executions, 1);
}

#[test]
fn a_bound_is_kept_and_named() {
    let bounded = |history: Linearizable<Queued>, most| {
        let history = history.with(Model::new().preemptions(most));
        queue(history, Queue::push, Queue::pop_in_two_steps)
    };
    let program = || linearizable([vec![Push(1), Pop], vec![Pop]]);
    let none = bounded(program(), 0).expect("nobody comes between");
    assert!(none.summary.contains("at most 0 preemptions"), "{}", none.summary);
    assert_eq!(kind(bounded(program(), 1)), "not linearizable");
}

#[test]
fn what_ends_an_execution_otherwise_is_reported_as_such() {
    let ends = |operate: fn(&Mutex<u32>)| {
        let program = linearizable([["twice"], ["twice"]]).like(|| (), |_, _| ());
        kind(program.try_check(|| Mutex::new(0), move |lock, _| operate(lock)))
    };
    let twice = |lock: &Mutex<u32>| {
        let _first = lock.lock().unwrap();
        drop(lock.lock());
    };
    assert_eq!(ends(twice), "deadlock");
    assert_eq!(ends(|lock| assert_eq!(*lock.lock().unwrap(), 1)), "assertion");
    let starts = |lock: &Mutex<u32>| {
        drop(lock.lock());
        thread::spawn(thread::yield_now).join().unwrap();
    };
    assert_eq!(ends(starts), "misuse");
}

#[test]
fn too_many_orders_are_refused() {
    let program = linearizable([["a"; 4], ["b"; 4], ["c"; 4], ["d"; 4]]);
    let apart = program.like(String::new, |word, op| word.push_str(op)).try_check(
        || AtomicU32::new(0),
        |n, _| {
            n.load(SeqCst);
        },
    );
    let report = apart.expect_err("16! / 4!^4 words").to_string();
    assert!(report.contains("too many orders"), "{report}");
}

#[test]
#[should_panic(expected = "a history needs two to four threads")]
fn one_thread_is_no_history() {
    let _ = linearizable([[Pop]]);
}

/// The report at 80 and at 160 columns. It fits on a screen in each.
fn snapshots(name: &str, check: fn() -> Verdict) {
    let report = check().expect_err("the object is wrong");
    for width in [80, 160] {
        let text = report.at_width(width);
        assert!(text.lines().count() <= 30, "more than a screen:\n{text}");
        assert!(text.lines().all(|line| line.chars().count() <= width), "too wide:\n{text}");
        insta::assert_snapshot!(format!("{name}_{width}"), text);
    }
}

#[test]
fn the_report_of_a_stale_pop() {
    snapshots("stale_pop", stale_pop);
}

#[test]
fn the_report_of_a_snapshot() {
    snapshots("snapshot", snapshot);
}

#[test]
fn the_report_of_commuting_steps() {
    snapshots("zigzag", zigzag);
}
