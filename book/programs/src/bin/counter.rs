//! A counter behind a lock: two workers add two each, and say what they do.
//!
//! Sixteen lines on standard output, each with the name of its thread. The lines
//! of one thread always come in the same order; how the two workers mix is up to
//! the scheduler and the pauses. The last line is always `(main      ) Counter: 4`.
//!
//! `--slow` pauses up to a second before each increment, `--seed <number>`
//! repeats the pauses of an earlier run (not its order: nothing repeats that).

use std::collections::hash_map::RandomState;
use std::env;
use std::hash::BuildHasher;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

// ANCHOR: counter
/// A number that many threads may raise.
struct Counter {
    value: Mutex<u32>,
}

impl Counter {
    fn new(start: u32) -> Counter {
        Counter { value: Mutex::new(start) }
    }

    fn increment(&self) {
        log("Waiting for lock");
        let mut value = self.value.lock().unwrap();
        log("Acquired lock");
        *value += 1;
    } // the guard `value` is dropped here: that is the release
}
// ANCHOR_END: counter

// ANCHOR: worker
fn worker(counter: &Counter, mut pauses: Pauses) {
    for _ in 0..2 {
        let pause = pauses.next();
        log(&format!("Sleeping {:.2}", pause.as_secs_f64()));
        thread::sleep(pause);
        counter.increment();
    }
    log("Done");
}
// ANCHOR_END: worker

// ANCHOR: run
fn run(seed: u64, longest: Duration) {
    let counter = Counter::new(0);
    thread::scope(|scope| {
        for i in 1..=2 {
            let counter = &counter;
            let pauses = Pauses { state: seed.wrapping_add(i), longest };
            thread::Builder::new()
                .name(format!("Thread-{i} (worker)"))
                .spawn_scoped(scope, move || worker(counter, pauses))
                .expect("the system starts two threads");
        }
        log("Waiting for worker threads");
    }); // both workers are joined here
    let value = counter.value.into_inner().unwrap();
    log(&format!("Counter: {value}"));
}
// ANCHOR_END: run

// ANCHOR: log
/// Prints one line that says which thread it comes from.
fn log(message: &str) {
    let thread = thread::current();
    println!("({:<10}) {message}", thread.name().unwrap_or("unnamed"));
}
// ANCHOR_END: log

/// Pauses that look random and can be repeated: the generator SplitMix64.
struct Pauses {
    state: u64,
    longest: Duration,
}

impl Pauses {
    fn next(&mut self) -> Duration {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.state;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
        self.longest.mul_f64((x >> 11) as f64 / (1_u64 << 53) as f64)
    }
}

fn main() -> ExitCode {
    let mut seed = RandomState::new().hash_one("pauses");
    let mut longest = Duration::from_millis(50);
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--slow" => longest = Duration::from_secs(1),
            "--seed" => match args.next().and_then(|number| number.parse().ok()) {
                Some(number) => seed = number,
                None => return refuse("`--seed` wants a number after it"),
            },
            _ => return refuse(&format!("`{arg}` is no option")),
        }
    }
    run(seed, longest);
    ExitCode::SUCCESS
}

fn refuse(why: &str) -> ExitCode {
    eprintln!(
        "counter: {why}: run `cargo run -p programs --bin counter -- [--slow] [--seed <number>]`"
    );
    ExitCode::from(2)
}
