//! The programs, and the check of what you predicted for them.
//!
//! What is possible is shown by a rehearsal: a run in which each line waits for its turn. A thread may
//! be that slow without it, too, so what a rehearsed run prints, the program can print. That nothing else is possible no
//! number of runs can show: there the reason is given.

use interleave::{Processes, processes};
use std::collections::VecDeque;
use std::panic::{catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex};
use std::thread;

use who_survives_main as predicted;

/// Says a line when it is dropped.
struct AtTheEnd(&'static str);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        say(self.0);
    }
}

// ANCHOR: detached
fn detached() {
    thread::spawn(|| say("child"));
    say("main");
}
// ANCHOR_END: detached

#[test]
fn a_thread_that_nobody_waits_for() {
    const WHY: &str = "the process ends when `main` has returned, whatever other threads are doing";
    processes(
        |role| play(detached, role),
        |processes| {
            let possible = ["main, exit 0", "main, child, exit 0", "child, main, exit 0"];
            judge(processes, &predicted::detached(), &possible, WHY);
        },
    );
}

// ANCHOR: joined
fn joined() {
    let child = thread::spawn(|| say("child"));
    say("main");
    child.join().unwrap();
}
// ANCHOR_END: joined

#[test]
fn a_thread_that_is_joined() {
    const WHY: &str =
        "`join` returns when the thread has ended; it does not say when the thread begins";
    processes(
        |role| play(joined, role),
        |processes| {
            let possible = ["main, child, exit 0", "child, main, exit 0"];
            judge(processes, &predicted::joined(), &possible, WHY);
        },
    );
}

// ANCHOR: scoped
fn scoped() {
    thread::scope(|scope| {
        scope.spawn(|| say("child"));
        say("main");
    });
    say("after");
}
// ANCHOR_END: scoped

#[test]
fn a_thread_in_a_scope() {
    const WHY: &str = "a scope ends when its closure and all its threads have ended";
    processes(
        |role| play(scoped, role),
        |processes| {
            let possible = ["main, child, after, exit 0", "child, main, after, exit 0"];
            judge(processes, &predicted::scoped(), &possible, WHY);
        },
    );
}

// ANCHOR: exits
fn exits() {
    let _dropped = AtTheEnd("dropped");
    thread::scope(|scope| {
        scope.spawn(|| say("child"));
        say("main");
        exit(3);
    });
}
// ANCHOR_END: exits

#[test]
fn a_process_that_exits() {
    const WHY: &str = "`exit` ends the process there and then: it never returns, so nothing after it happens, \
                       no end of a scope and no drop";
    processes(
        |role| play(exits, role),
        |processes| {
            let possible = ["main, exit 3", "main, child, exit 3", "child, main, exit 3"];
            judge(processes, &predicted::exits(), &possible, WHY);
        },
    );
}

// ANCHOR: child_panics
fn child_panics() {
    let child = thread::spawn(|| {
        say("child");
        panic!("the child fails");
    });
    if child.join().is_err() {
        say("heard");
    }
}
// ANCHOR_END: child_panics

#[test]
fn a_thread_that_panics() {
    const WHY: &str = "a panic ends its own thread, and `join` returns it as an `Err`";
    processes(
        |role| play(child_panics, role),
        |processes| {
            let possible = ["child, heard, exit 0"];
            judge(processes, &predicted::child_panics(), &possible, WHY);
        },
    );
}

// ANCHOR: main_panics
fn main_panics() {
    let _dropped = AtTheEnd("dropped");
    thread::spawn(|| say("child"));
    panic!("main fails");
}
// ANCHOR_END: main_panics

#[test]
fn a_main_that_panics() {
    const WHY: &str = "a panic drops what its thread has; in `main` it then ends the process, with code 101, and \
                       waits for nobody";
    processes(
        |role| play(main_panics, role),
        |processes| {
            let possible =
                ["dropped, exit 101", "dropped, child, exit 101", "child, dropped, exit 101"];
            judge(processes, &predicted::main_panics(), &possible, WHY);
        },
    );
}

/// The lines of a rehearsed run that are still to come; `None` if every thread speaks when it likes.
static SCRIPT: Mutex<Option<VecDeque<String>>> = Mutex::new(None);
static TURN: Condvar = Condvar::new();

/// Prints a line. In a rehearsed run it waits for its turn first, for ever if it has none.
fn say(line: &str) {
    let not_yet = |script: &mut Option<VecDeque<String>>| {
        script.as_ref().is_some_and(|script| script.front().is_none_or(|next| next != line))
    };
    let mut script = TURN.wait_while(SCRIPT.lock().unwrap(), not_yet).unwrap();
    println!("{line}");
    if let Some(script) = &mut *script {
        script.pop_front();
    }
    TURN.notify_all();
}

/// `std::process::exit`. In a rehearsed run it waits for the last line first.
fn exit(code: i32) {
    wait_for_the_last_line();
    std::process::exit(code);
}

fn wait_for_the_last_line() {
    let not_yet = |script: &mut Option<VecDeque<String>>| {
        script.as_ref().is_some_and(|script| !script.is_empty())
    };
    drop(TURN.wait_while(SCRIPT.lock().unwrap(), not_yet));
}

/// Runs the program as the `main` of this process.
fn play(program: fn(), role: &[&str]) {
    if let ["rehearsed", lines @ ..] = role {
        *SCRIPT.lock().unwrap() = Some(lines.iter().map(|line| line.to_string()).collect());
    }
    let end = catch_unwind(program);
    wait_for_the_last_line();
    if let Err(panic) = end {
        resume_unwind(panic);
    }
}

/// What a process that plays this role prints, and how it ends.
fn output(processes: &mut Processes, role: &[&str]) -> String {
    let (printed, status) = processes.start(role).end();
    let code = status.code().map_or("no code".to_owned(), |code| format!("exit {code}"));
    printed.lines().chain([&*code]).collect::<Vec<_>>().join(", ")
}

/// Compares what was predicted with what is possible, after trying that this is right.
fn judge(processes: &mut Processes, predicted: &[&str], possible: &[&str], why: &str) {
    for expected in possible {
        let (lines, _) = expected.rsplit_once(", ").expect("lines and a code");
        let role: Vec<_> = ["rehearsed"].into_iter().chain(lines.split(", ")).collect();
        assert_eq!(output(processes, &role), *expected, "the rehearsed run prints this");
    }
    for _ in 0..10 {
        let output = output(processes, &["as it comes"]);
        assert!(possible.contains(&&*output), "the key does not know `{output}`: tell the authors");
    }
    let clean = |text: &&str| text.split(',').map(str::trim).collect::<Vec<_>>().join(", ");
    let predicted: Vec<String> = predicted.iter().map(clean).collect();
    let missed = possible.iter().filter(|output| !predicted.iter().any(|it| it == *output));
    let impossible = predicted.iter().filter(|output| !possible.contains(&&***output));
    let (missed, impossible) = (listed(missed), listed(impossible));
    let mut report = Vec::new();
    if !missed.is_empty() {
        report.push(format!("missed: {missed}"));
        report.push("a run in which each line waited for its turn printed just that".to_owned());
    }
    if predicted.iter().any(|output| !output.contains("exit ")) {
        report.push("an output is written as `main, child, exit 0`".to_owned());
    }
    if !impossible.is_empty() {
        report.push(format!("impossible: {impossible}"));
    }
    assert!(
        report.is_empty(),
        "{}
why: {why}",
        report.join(
            "
"
        )
    );
}

fn listed(outputs: impl Iterator<Item = impl std::fmt::Display>) -> String {
    outputs.map(|output| format!("`{output}`")).collect::<Vec<_>>().join(" and ")
}
