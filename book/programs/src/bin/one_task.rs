//! One task in a thread of its own, and how it is told to stop.
//!
//! Runs until a line comes from standard input, or its end. Then it prints, always in this order,
//! that it stops, that the task has cleaned up, and that `main` exits.
//!
//! A signal is no such line: Ctrl-C ends the process where it stands, and nothing is cleaned up.

use std::io;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

// ANCHOR: task
/// A task that works until it is told to stop.
struct Task {
    stopping: Arc<Mutex<bool>>,
    thread: JoinHandle<()>,
}

impl Task {
    fn start() -> Task {
        let stopping = Arc::new(Mutex::new(false));
        let told = Arc::clone(&stopping);
        let thread = thread::spawn(move || {
            let _room = Room;
            // The guard lives for the condition only: while the task works, the lock is free.
            while !*told.lock().unwrap() {
                work();
            }
        });
        Task { stopping, thread }
    }

    /// Asks the task to stop. It ends the piece of work it is at.
    fn stop(&self) {
        *self.stopping.lock().unwrap() = true;
    }

    /// Waits until the task has cleaned up.
    fn wait(self) {
        self.thread.join().expect("the task does not panic");
    }
}
// ANCHOR_END: task

// ANCHOR: room
/// What the task leaves as it found it.
struct Room;

impl Drop for Room {
    fn drop(&mut self) {
        println!("task cleaned up");
    }
}
// ANCHOR_END: room

/// A piece of work. Here it only takes its time.
fn work() {
    thread::sleep(Duration::from_millis(5));
}

// ANCHOR: main
fn main() -> io::Result<()> {
    let task = Task::start();
    println!("task started");
    io::stdin().read_line(&mut String::new())?;
    println!("stopping");
    task.stop();
    task.wait();
    println!("main exits");
    Ok(())
}
// ANCHOR_END: main
