//! What one increment costs: a lock, a faster lock, and no lock at all.
//!
//! `cargo bench -p benches --bench locks` compares the counter of the chapter
//! with the same counter on std's and on parking_lot's mutex and with
//! `fetch_add`, alone, with two threads and with four on one counter; the ratios
//! come from this run. `--features yours` adds the reader's answer.
//!
//! `cargo workbook dev bench locks` records the figures that the book shows. An id names the
//! operation, who does it, and with how many threads: `increment/std/2 threads`.
//!
//! Two threads need two idle cores: on a busy machine they take turns, nobody waits
//! for anybody, and the same lock can look twice as fast as itself. With more threads than
//! cores that is what is measured, and the book says so.
//!
//! An increment behind a lock is all lock and no work: the figures say what the
//! lock costs, not what a program with real work between the locks would see.

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput};

/// A counter that is measured.
trait Increment: Sync {
    fn increment(&self);
}

impl Increment for Mutex<u32> {
    fn increment(&self) {
        let mut value = self.lock().unwrap();
        *value += 1;
    }
}

impl Increment for parking_lot::Mutex<u32> {
    fn increment(&self) {
        let mut value = self.lock();
        *value += 1;
    }
}

impl Increment for AtomicU32 {
    fn increment(&self) {
        // Nothing else is ordered by the count.
        self.fetch_add(1, Relaxed);
    }
}

impl Increment for counter_solution::Counter {
    fn increment(&self) {
        self.increment();
    }
}

#[cfg(feature = "yours")]
impl Increment for counter::Counter {
    fn increment(&self) {
        self.increment();
    }
}

/// What one counter cost over all its iterations in this run.
struct Cost {
    name: &'static str,
    threads: usize,
    time: Duration,
    increments: u64,
}

impl Cost {
    fn nanoseconds(&self) -> f64 {
        self.time.as_nanos() as f64 / self.increments as f64
    }
}

/// The measurements of one run.
struct Run {
    criterion: Criterion,
    costs: Vec<Cost>,
}

impl Run {
    /// Measures one counter with so many threads and keeps what it cost.
    fn measure<C: Increment>(&mut self, threads: usize, name: &'static str, counter: &C) {
        let mut cost = Cost { name, threads, time: Duration::ZERO, increments: 0 };
        let mut group = self.criterion.benchmark_group("increment");
        // Each thread increments once in an iteration.
        group.throughput(Throughput::Elements(threads as u64));
        group.bench_function(BenchmarkId::new(name, counted(threads)), |bencher| {
            bencher.iter_custom(|iterations| {
                let time = if threads == 1 {
                    increment(counter, iterations)
                } else {
                    increment_together(counter, threads, iterations)
                };
                cost.time += time;
                cost.increments += iterations * threads as u64;
                time
            });
        });
        group.finish();
        self.costs.push(cost);
    }
}

/// `1 thread`, `2 threads`.
fn counted(threads: usize) -> String {
    if threads == 1 { "1 thread".to_owned() } else { format!("{threads} threads") }
}

fn increment<C: Increment>(counter: &C, iterations: u64) -> Duration {
    let start = Instant::now();
    for _ in 0..iterations {
        black_box(counter).increment();
    }
    start.elapsed()
}

/// From the moment the first thread begins until the last one ends; starting threads is not
/// counted.
fn increment_together<C: Increment>(counter: &C, threads: usize, iterations: u64) -> Duration {
    let gate = Barrier::new(threads);
    let work = || {
        gate.wait();
        let start = Instant::now();
        increment(counter, iterations);
        (start, Instant::now())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let times: Vec<_> = workers.into_iter().map(|worker| worker.join().unwrap()).collect();
        let start = times.iter().map(|(start, _)| *start).min().unwrap();
        let end = times.iter().map(|(_, end)| *end).max().unwrap();
        end - start
    })
}

fn main() -> ExitCode {
    if interleave::MODEL {
        eprintln!(
            "these figures would be those of the checker: `interleave` is compiled with its feature \
             `model`; run `cargo bench -p benches --bench locks`, without the exercises"
        );
        // `cargo test --benches` compiles everything together and only asks whether it runs.
        let measuring = std::env::args().any(|arg| arg == "--bench");
        return if measuring { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    }

    let criterion = Criterion::default().configure_from_args();
    let mut run = Run { criterion, costs: Vec::new() };
    for threads in [1, 2, 4] {
        run.measure(threads, "fetch_add", &AtomicU32::new(0));
        run.measure(threads, "std", &Mutex::new(0));
        run.measure(threads, "parking_lot", &parking_lot::Mutex::new(0));
        run.measure(threads, "ours", &counter_solution::Counter::new(0));
        #[cfg(feature = "yours")]
        run.measure(threads, "yours", &counter::Counter::new(0));
    }
    run.criterion.final_summary();
    print_ratios(&run.costs);
    ExitCode::SUCCESS
}

/// Prints every cost against that of std's mutex with as many threads.
fn print_ratios(costs: &[Cost]) {
    /// Less than this is a trial run, whose ratios would mean nothing.
    const ENOUGH: u64 = 10_000;
    let measured = || costs.iter().filter(|cost| cost.increments >= ENOUGH);
    if measured().next().is_none() {
        return;
    }
    let cores = thread::available_parallelism().map_or("unknown".to_owned(), |n| n.to_string());
    println!("time for one increment, means of this run, cores of this machine: {cores}");
    println!("(if `ours` and `std` differ much, the cores were busy: both are the same lock)");
    for cost in measured() {
        let std = measured().find(|other| other.name == "std" && other.threads == cost.threads);
        let ratio = std.map_or(String::new(), |std| {
            format!("{:>7.2} × std", cost.nanoseconds() / std.nanoseconds())
        });
        let threads = counted(cost.threads);
        println!("{threads:<10} {:<12} {:>9.2} ns{ratio}", cost.name, cost.nanoseconds());
    }
}
