//! A log that says which thread wrote each line, and what that is good for.
//!
//! Three workers each do two jobs. Without arguments every worker has a thread of its own, and its lines bear its
//! name. `--run` calls the same function without a thread: the program prints the same words, and only the
//! names in the log tell that `main` has done all the work itself.
//!
//! A line is `TIME [thread] target[process] LEVEL message`, the time in seconds since the start.

use std::env;
use std::io::Write;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use log::{LevelFilter, info};

// ANCHOR: log
/// Sends the log to standard output; each line is written in one piece.
fn log_with_thread_names() {
    let begin = Instant::now();
    env_logger::Builder::new()
        .filter_level(LevelFilter::Info)
        .target(env_logger::Target::Stdout)
        .format(move |line, record| {
            let thread = thread::current();
            writeln!(
                line,
                "{:.6} [{}] {}[{}] {} {}",
                begin.elapsed().as_secs_f64(),
                thread.name().unwrap_or("unnamed"),
                record.target(),
                std::process::id(),
                record.level(),
                record.args()
            )
        })
        .init();
}
// ANCHOR_END: log

// ANCHOR: worker
struct Worker {
    jobs: [&'static str; 2],
}

impl Worker {
    fn run(self) {
        for job in self.jobs {
            info!("doing {job}");
        }
    }
}
// ANCHOR_END: worker

// ANCHOR: main
fn work(start: fn(String, Worker)) {
    log_with_thread_names();
    let jobs = [["washing", "drying"], ["cutting", "frying"], ["baking", "serving"]];
    for (number, jobs) in jobs.into_iter().enumerate() {
        start(format!("worker-{number}"), Worker { jobs });
    }
    info!("all jobs are done");
}

/// A thread for the worker, and its end: one after the other, so that the
/// lines have one order.
fn in_a_thread(name: String, worker: Worker) {
    let thread = thread::Builder::new().name(name).spawn(|| worker.run());
    thread.expect("the system starts a thread").join().unwrap();
}

/// Looks like the start of a worker, and is a call.
fn in_the_caller(_name: String, worker: Worker) {
    worker.run();
}
// ANCHOR_END: main

fn main() -> ExitCode {
    match env::args().nth(1).as_deref() {
        None => work(in_a_thread),
        Some("--run") => work(in_the_caller),
        Some(other) => {
            eprintln!(
                "thread_log: `{other}` is no option: \
                 run `cargo run -p programs --bin thread_log -- [--run]`"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
