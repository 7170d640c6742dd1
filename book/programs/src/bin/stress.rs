//! A test with two threads, run many times: in how many runs does it notice that an increment got lost?
//!
//! The argument says how often, 10,000 times if it says nothing. What comes out depends on the
//! machine and on what else it does.

use std::env;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::Instant;

// ANCHOR: passes
/// Two threads add one, each in two steps. The test passes if both increments are there.
fn passes() -> bool {
    let n = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let seen = n.load(SeqCst);
                n.store(seen + 1, SeqCst);
            });
        }
    });
    n.into_inner() == 2
}
// ANCHOR_END: passes

fn run(runs: u32) {
    let begun = Instant::now();
    let failed = (0..runs).filter(|_| !passes()).count();
    println!("runs    {runs}");
    println!("failed  {failed}");
    println!("took    {:.2} s", begun.elapsed().as_secs_f64());
}

fn main() -> ExitCode {
    match env::args().nth(1).map_or(Ok(10_000), |number| number.parse()) {
        Ok(runs) => run(runs),
        Err(error) => {
            eprintln!(
                "stress: the argument is no number: {error}: \
                 run `cargo run -p programs --bin stress -- 100000`"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
