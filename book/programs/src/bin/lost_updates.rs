//! Two threads count on one counter, and the counter loses count.
//!
//! Each thread adds one a million times, or as often as the argument says. How
//! much is lost differs from run to run; with a small number it is mostly nothing.

use std::env;
use std::process::ExitCode;
use std::sync::atomic::AtomicU64;
// The strongest ordering, so that a weaker one cannot be what loses the count.
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

// ANCHOR: add_one
/// Adds one to the count, or so it seems.
fn add_one(count: &AtomicU64) {
    let seen = count.load(SeqCst);
    count.store(seen + 1, SeqCst);
}
// ANCHOR_END: add_one

// ANCHOR: run
fn run(each: u32) {
    let count = AtomicU64::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| (0..each).for_each(|_| add_one(&count)));
        }
    }); // both threads are joined here
    let (expected, counted) = (2 * u64::from(each), count.into_inner());
    println!("expected {expected}");
    println!("counted  {counted}");
    println!("lost     {}", expected - counted);
}
// ANCHOR_END: run

fn main() -> ExitCode {
    match env::args().nth(1).map_or(Ok(1_000_000), |number| number.parse()) {
        Ok(each) => run(each),
        Err(error) => {
            eprintln!(
                "lost_updates: the argument is no number: {error}: \
                 run `cargo run -p programs --bin lost_updates -- 1000`"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
