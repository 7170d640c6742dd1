//! Two threads that run at the same time, and not by turns.
//!
//! Each thread writes a number and waits, without giving up its core, until it has seen the other's.
//! If one core ran the threads by turns, each exchange would cost two switches between threads,
//! thousands of nanoseconds at the least. Where two cores run them it costs what it takes to hand a
//! cache line over. The program counts exchanges for a second, or until there are a million.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;
use std::time::{Duration, Instant};

const MOST: u32 = 1_000_000;
const LONGEST: Duration = Duration::from_secs(1);
/// What a thread writes when it stops: no number of an exchange.
const STOPPED: u32 = u32::MAX;

// ANCHOR: exchange
/// Writes 1, 2, 3, … and waits each time until the other thread has come as far; returns how far.
fn exchange(mine: &AtomicU32, theirs: &AtomicU32, until: Instant) -> u32 {
    for number in 1..=MOST {
        // Release and Acquire: what was done before an exchange is seen after it.
        mine.store(number, Release);
        while theirs.load(Acquire) < number {
            if Instant::now() > until {
                mine.store(STOPPED, Release);
                return number - 1;
            }
            std::hint::spin_loop();
        }
    }
    MOST
}
// ANCHOR_END: exchange

// ANCHOR: main
fn main() {
    let (a, b) = (AtomicU32::new(0), AtomicU32::new(0));
    let begin = Instant::now();
    let exchanges = thread::scope(|scope| {
        let other = scope.spawn(|| exchange(&b, &a, begin + LONGEST));
        let ours = exchange(&a, &b, begin + LONGEST);
        // A thread that has stopped lets the other one through.
        ours.min(other.join().unwrap())
    });
    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!("cores      {cores}");
    println!("exchanges  {exchanges}");
    println!("each took  {} ns", begin.elapsed().as_nanos() / u128::from(exchanges.max(1)));
}
// ANCHOR_END: main
