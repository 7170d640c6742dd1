//! How fast the explorer is:
//! `cargo run --release -p interleave --features model --example figures`.
//!
//! Prints executions to cover, executions a second, and what the record costs.

use interleave::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex};
use interleave::{Checked, Model, thread};
use std::time::{Duration, Instant};

/// `threads` threads, the main thread included, each of which does `step` on a shared object
/// `times` times.
fn each<T: Send + Sync + 'static>(
    threads: usize,
    times: usize,
    make: fn() -> T,
    step: fn(&T),
) -> impl Fn() + Send + Sync + Clone + 'static {
    move || {
        let shared = Arc::new(make());
        let others: Vec<_> = (1..threads)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || (0..times).for_each(|_| step(&shared)))
            })
            .collect();
        (0..times).for_each(|_| step(&shared));
        for other in others {
            other.join().unwrap();
        }
    }
}

/// Checks again and again for a second.
fn measure(model: &Model, program: &(impl Fn() + Send + Sync + Clone + 'static)) -> (Checked, f64) {
    let (begin, mut executions) = (Instant::now(), 0);
    loop {
        let checked = model.clone().try_check(program.clone()).expect("the program is correct");
        executions += checked.tried;
        if begin.elapsed() > Duration::from_secs(1) {
            return (checked, executions as f64 / begin.elapsed().as_secs_f64());
        }
    }
}

fn row(name: &str, program: impl Fn() + Send + Sync + Clone + 'static) {
    let (checked, with) = measure(&Model::new(), &program);
    let (_, without) = measure(&Model::new().without_record(), &program);
    let record = (without / with - 1.0) * 100.0;
    println!(
        "{name:<22} {:>9} {:>9} {with:>14.0} {record:>9.1} %",
        checked.executions, checked.tried
    );
}

fn main() {
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    println!(
        "profile {profile}, {} cores",
        std::thread::available_parallelism().map_or(0, usize::from)
    );
    println!(
        "{:<22} {:>9} {:>9} {:>14} {:>11}",
        "program", "distinct", "run", "executions/s", "record"
    );
    let add = |n: &AtomicUsize| {
        n.fetch_add(1, SeqCst);
    };
    let lock = |n: &Mutex<usize>| *n.lock().unwrap() += 1;
    row("fetch_add, 4 x 1", each(4, 1, || AtomicUsize::new(0), add));
    row("fetch_add, 3 x 3", each(3, 3, || AtomicUsize::new(0), add));
    row("mutex, 3 x 2", each(3, 2, || Mutex::new(0), lock));
}
