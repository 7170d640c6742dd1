//! What a lock costs: alone, in a crowd, and to the thread that has to wait.
//!
//! `cargo bench -p benches --bench locks` measures three things, each in one run, so that the ratios
//! to std's mutex mean something. `--features yours` adds the reader's answer.
//!
//! - `increment`: a short section, all lock and no work. With one thread that is what a lock costs
//!   when nobody else wants it.
//! - `long section`: some work inside the lock, a hundred nanoseconds or so.
//! - `wait beside a hog`: how long one thread waits for the lock while another one holds it for a
//!   while, lets go, and takes it again at once.
//!
//! Two threads need two idle cores: on a busy machine they take turns, nobody waits
//! for anybody, and the same lock can look twice as fast as itself. With more threads than
//! cores that is what is measured, and the book says so.

mod costs;

use std::hint::{self, black_box};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use costs::Run;

/// Rounds of [`work`] in a long section, and in the section of the hog.
const LONG: u32 = 200;
const HOG: u32 = 100_000;

/// A number behind a lock.
trait Lock: Sync {
    /// Does this with the number, alone.
    fn with(&self, section: impl FnOnce(&mut u32));
}

impl Lock for Mutex<u32> {
    fn with(&self, section: impl FnOnce(&mut u32)) {
        section(&mut self.lock().unwrap());
    }
}

impl Lock for parking_lot::Mutex<u32> {
    fn with(&self, section: impl FnOnce(&mut u32)) {
        section(&mut self.lock());
    }
}

impl Lock for parking_lot::FairMutex<u32> {
    fn with(&self, section: impl FnOnce(&mut u32)) {
        section(&mut self.lock());
    }
}

impl Lock for spin::Mutex<u32> {
    fn with(&self, section: impl FnOnce(&mut u32)) {
        section(&mut self.lock());
    }
}

/// So many rounds of arithmetic, each of which needs the one before.
fn work(value: &mut u32, rounds: u32) {
    for _ in 0..rounds {
        *value = black_box(value.rotate_left(5) ^ 0x9e37_79b9);
    }
}

/// One kind of lock, in all three.
fn measure<L: Lock>(run: &mut Run, name: &'static str, threads: usize, new: fn(u32) -> L) {
    let lock = new(0);
    run.together("increment", name, threads, || black_box(&lock).with(|value| *value += 1));
    run.together("long section", name, threads, || lock.with(|value| work(value, LONG)));
    if threads == 2 {
        run.measure("wait beside a hog", name, threads, 1, |iterations| {
            wait_beside_a_hog(&lock, iterations)
        });
    }
}

/// How long it takes to get the lock so many times, each time asked for while another thread holds
/// it, who hardly ever lets go of it.
fn wait_beside_a_hog<L: Lock>(lock: &L, iterations: u64) -> Duration {
    let (done, inside) = (AtomicBool::new(false), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Relaxed) {
                lock.with(|value| {
                    inside.store(true, Relaxed);
                    work(value, HOG);
                    inside.store(false, Relaxed);
                });
            }
        });
        let mut waited = Duration::ZERO;
        for _ in 0..iterations {
            while !inside.load(Relaxed) {
                hint::spin_loop();
            }
            let start = Instant::now();
            lock.with(|_| waited += start.elapsed());
        }
        done.store(true, Relaxed);
        waited
    })
}

fn main() -> ExitCode {
    if let Some(refused) = costs::refused("locks") {
        return refused;
    }
    let mut run = Run::new();
    for threads in [1, 2, 4] {
        let count = AtomicU32::new(0);
        run.together("increment", "fetch_add", threads, || {
            // Nothing else is ordered by the count.
            black_box(&count).fetch_add(1, Relaxed);
        });
        measure(&mut run, "std", threads, Mutex::new);
        measure(&mut run, "parking_lot", threads, parking_lot::Mutex::new);
        measure(&mut run, "FairMutex", threads, parking_lot::FairMutex::new);
        measure(&mut run, "spin", threads, spin::Mutex::new);
        let counter = counter_solution::Counter::new(0);
        run.together("increment", "ours", threads, || black_box(&counter).increment());
        #[cfg(feature = "yours")]
        {
            let counter = counter::Counter::new(0);
            run.together("increment", "yours", threads, || black_box(&counter).increment());
        }
    }
    run.finish();
    println!("(if `ours` and `std` differ much, the cores were busy: both are the same lock)");
    ExitCode::SUCCESS
}
