//! What becomes of a thread when `main` ends: nothing.
//!
//! A thread beats three times, then waits for more work, and would clean up at its end. Without
//! arguments `main` waits for the third beat and ends: so does the process, with the thread in the
//! middle of its wait, and nothing is cleaned up. `--join` ends the work and waits for the thread.
//! `--race` waits for nothing: no beat, some, or all three are printed, as it happens.
//!
//! Python has it the other way round: there the process waits for every thread that is not a daemon.

use std::env;
use std::mem;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

// ANCHOR: worker
/// Says so when it is dropped.
struct CleansUp;

impl Drop for CleansUp {
    fn drop(&mut self) {
        println!("the thread cleans up");
    }
}

fn worker(work: &Receiver<()>, beats: &Sender<u32>) {
    let _at_the_end = CleansUp;
    for beat in 1..=3 {
        println!("beat {beat}");
        // Nobody listens after `--race`: that is no reason to stop.
        let _ = beats.send(beat);
    }
    // Waits until the other end is gone.
    while work.recv().is_ok() {}
}
// ANCHOR_END: worker

// ANCHOR: main
fn run(mode: Mode) {
    let (more_work, work) = mpsc::channel();
    let (beats, heard) = mpsc::channel();
    let thread = thread::spawn(move || worker(&work, &beats));
    if mode != Mode::Race {
        assert!(heard.iter().any(|beat| beat == 3), "the thread ended too early");
    }
    if mode == Mode::Join {
        drop(more_work);
        thread.join().unwrap();
    } else {
        // Dropped at the end of this function, it would end the work, and perhaps in time.
        mem::forget(more_work);
    }
    println!("main ends");
}
// ANCHOR_END: main

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Detach,
    Join,
    Race,
}

fn main() -> ExitCode {
    match env::args().nth(1).as_deref() {
        None => run(Mode::Detach),
        Some("--join") => run(Mode::Join),
        Some("--race") => run(Mode::Race),
        Some(other) => {
            eprintln!(
                "daemon: `{other}` is no option: \
                 run `cargo run -p programs --bin daemon -- [--join | --race]`"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
