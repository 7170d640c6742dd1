//! The programs, and the check of what you predicted for them.

use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::sync::{Arc, Mutex, mpsc};
use interleave::{outcomes, thread};
use std::time::Duration;

/// Writes a letter into a log that the threads share: one step, under the log's own lock.
fn write(log: &Mutex<String>, letter: char) {
    log.lock().unwrap().push(letter);
}

/// Runs both in threads of their own, with a log, and returns what it says in the end.
fn logged(first: fn(&Mutex<String>), second: fn(&Mutex<String>)) -> String {
    let log = Mutex::new(String::new());
    thread::scope(|scope| {
        scope.spawn(|| first(&log));
        scope.spawn(|| second(&log));
    });
    log.into_inner().unwrap()
}

/// What was predicted, as logs are.
fn logs(predicted: Vec<&str>) -> Vec<String> {
    predicted.into_iter().map(String::from).collect()
}

// ANCHOR: two_lines_each
fn writes_a_and_b(log: &Mutex<String>) {
    write(log, 'A');
    write(log, 'B');
}

fn writes_x_and_y(log: &Mutex<String>) {
    write(log, 'x');
    write(log, 'y');
}
// ANCHOR_END: two_lines_each

#[test]
fn two_lines_each() {
    outcomes(|| logged(writes_a_and_b, writes_x_and_y))
        .assert_predicted(logs(six_tiny_programs::two_lines_each()));
}

fn sleeps_and_writes_a(log: &Mutex<String>) {
    thread::sleep(Duration::from_secs(60));
    write(log, 'A');
}

fn writes_x(log: &Mutex<String>) {
    write(log, 'x');
}

#[test]
fn a_sleep_first() {
    outcomes(|| logged(sleeps_and_writes_a, writes_x))
        .assert_predicted(logs(six_tiny_programs::a_sleep_first()));
}

fn adds_and_looks(n: &AtomicU32) -> u32 {
    n.fetch_add(1, SeqCst);
    n.load(SeqCst)
}

#[test]
fn add_then_look() {
    outcomes(|| {
        let n = AtomicU32::new(0);
        thread::scope(|scope| {
            let first = scope.spawn(|| adds_and_looks(&n));
            let second = scope.spawn(|| adds_and_looks(&n));
            (first.join().unwrap(), second.join().unwrap())
        })
    })
    .assert_predicted(six_tiny_programs::add_then_look());
}

/// In two steps, each of which is one by itself.
fn increment(n: &AtomicU32) {
    let seen = n.load(SeqCst);
    n.store(seen + 1, SeqCst);
}

#[test]
fn confused_counter() {
    outcomes(|| {
        let (first, second) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    increment(&first);
                    increment(&second);
                });
            }
        });
        (first.into_inner(), second.into_inner())
    })
    .assert_predicted(six_tiny_programs::confused_counter());
}

#[test]
fn a_line_under_the_lock() {
    outcomes(|| {
        let log = Mutex::new(String::new());
        let lock = Mutex::new(());
        let line = |capital: char| {
            let guard = lock.lock().unwrap();
            write(&log, capital);
            drop(guard);
            write(&log, capital.to_ascii_lowercase());
        };
        thread::scope(|scope| {
            scope.spawn(|| line('A'));
            scope.spawn(|| line('X'));
        });
        log.into_inner().unwrap()
    })
    .assert_predicted(logs(six_tiny_programs::a_line_under_the_lock()));
}

#[test]
fn a_message_in_between() {
    outcomes(|| {
        let log = Arc::new(Mutex::new(String::new()));
        let theirs = Arc::clone(&log);
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || {
            write(&theirs, 'w');
            receiver.recv().unwrap();
            write(&theirs, 'g');
        });
        write(&log, 'p');
        sender.send("a message").unwrap();
        thread.join().unwrap();
        write(&log, 'd');
        log.lock().unwrap().clone()
    })
    .assert_predicted(logs(six_tiny_programs::a_message_in_between()));
}
