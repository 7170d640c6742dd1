//! What it costs to start a thread and to wait for its end, and what it costs to hand the same work to
//! threads that are there already.
//!
//! `cargo bench -p benches --bench threads` measures one operation, `start and join`: so many threads
//! are started, each does nothing, and all are joined. The time is that of one thread. `std` is
//! `thread::spawn`; the others start with another size of stack, in a scope, or not at all: a pool
//! of rayon's is told to do nothing as often.
//!
//! What the threads would do is not measured: where it takes a millisecond, starting the thread hardly matters.

#[expect(dead_code, reason = "what is measured here starts its threads itself")]
mod costs;

use std::process::ExitCode;
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use costs::Run;

/// How long `iterations` times of `once` take.
fn timed(iterations: u64, once: impl Fn()) -> Duration {
    let start = Instant::now();
    (0..iterations).for_each(|_| once());
    start.elapsed()
}

/// Starts so many threads, then joins them.
fn with_stack(threads: usize, kib: usize) {
    let start = |_| Builder::new().stack_size(kib << 10).spawn(|| {}).expect("a thread starts");
    let started: Vec<_> = (0..threads).map(start).collect();
    started.into_iter().for_each(|thread| thread.join().unwrap());
}

fn spawned(threads: usize) {
    let started: Vec<_> = (0..threads).map(|_| thread::spawn(|| {})).collect();
    started.into_iter().for_each(|thread| thread.join().unwrap());
}

fn scoped(threads: usize) {
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(|| {}))));
}

fn main() -> ExitCode {
    if let Some(refused) = costs::refused("threads") {
        return refused;
    }
    let mut run = Run::new();
    for threads in [1, 8] {
        let mut measure = |name, once: &dyn Fn()| {
            run.measure("start and join", name, threads, threads as u64, |iterations| {
                timed(iterations, once)
            });
        };
        measure("std", &|| spawned(threads));
        measure("scope", &|| scoped(threads));
        measure("64 KiB stack", &|| with_stack(threads, 64));
        measure("8 MiB stack", &|| with_stack(threads, 8 << 10));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("the pool starts");
        measure("rayon's pool", &|| {
            pool.in_place_scope(|scope| (0..threads).for_each(|_| scope.spawn(|_| {})));
        });
    }
    run.finish();
    ExitCode::SUCCESS
}
