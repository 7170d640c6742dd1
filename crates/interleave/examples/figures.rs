//! How fast the explorer is:
//! `INTERLEAVE_ENGINE=explorer cargo run --release -p interleave --features model --example figures`.
//! Without the variable loom's pass counts as well, which is part of this build.
//!
//! Prints executions to cover, executions a second, and what the record costs.

use interleave::sync::Mutex;
use interleave::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use interleave::{Checked, Model};
use std::time::{Duration, Instant};

#[path = "../tests/common/each.rs"]
mod each;

use each::each;

/// How long one measurement takes, and how many pairs of them make a figure.
const SLICE: Duration = Duration::from_millis(200);
const PAIRS: usize = 9;

/// Checks again and again for a while. Returns the last check, and executions a second.
fn measure(model: &Model, program: &(impl Fn() + Send + Sync + Clone + 'static)) -> (Checked, f64) {
    let (begin, mut executions) = (Instant::now(), 0);
    loop {
        let checked = model.clone().try_check(program.clone()).expect("the program is correct");
        executions += checked.tried;
        if begin.elapsed() > SLICE {
            return (checked, executions as f64 / begin.elapsed().as_secs_f64());
        }
    }
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

fn row(name: &str, program: impl Fn() + Send + Sync + Clone + 'static) {
    // In turn, so that both see the same machine; compared pair by pair.
    let pair = |_| {
        let (checked, with) = measure(&Model::new(), &program);
        let (_, without) = measure(&Model::new().without_record(), &program);
        (checked, with, (without / with - 1.0) * 100.0)
    };
    let pairs: Vec<_> = (0..PAIRS).map(pair).collect();
    let speed = median(pairs.iter().map(|(_, with, _)| *with).collect());
    let record = median(pairs.iter().map(|(_, _, record)| *record).collect());
    let (checked, ..) = &pairs[0];
    println!(
        "{name:<22} {:>9} {:>9} {speed:>14.0} {record:>9.1} %",
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
