//! The code of an execution: it leads there again, and nowhere else.

use interleave::alloc::Track;
use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::*};
use interleave::sync::{Arc, Condvar, Mutex, Weak};
use interleave::{Model, Report, hint, replay, thread};
use std::panic::catch_unwind;
use std::process::Command;

const VARIABLE: &str = "INTERLEAVE_REPLAY";

fn report_of(program: impl Fn() + Send + Sync + 'static) -> Report {
    Model::new().try_check(program).expect_err("it is wrong")
}

fn code_of(report: &Report) -> String {
    let text = report.at_width(400);
    let (_, behind) = text.split_once(&format!("{VARIABLE}=")).expect("a report has a code");
    behind.split_whitespace().next().expect("it is not empty").to_owned()
}

/// The steps and what they mean: without what was searched, and how to see it again.
fn essence(text: &str) -> Vec<&str> {
    let is_about_search = |line: &&str| {
        ["tried", "see it again", "only this", VARIABLE].iter().any(|word| line.contains(word))
    };
    let report = text.lines().skip_while(|line| !line.starts_with("━━"));
    let mended = |line: &&str| line.contains("the model holds");
    report.filter(|line| !is_about_search(line) && !mended(line)).collect()
}

/// Runs the test in a process of its own, with this code.
fn run_again(test: &str, code: &str) -> String {
    let binary = std::env::current_exe().expect("the test's own path");
    let mut again = Command::new(binary);
    again.args([test, "--exact", "--nocapture"]).env(VARIABLE, code).env("INTERLEAVE_WIDTH", "160");
    let output = again.output().expect("the test runs once more");
    assert!(!output.status.success(), "a replay is red, as it checks nothing");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// For each program a test: its code leads to the same steps.
macro_rules! replays {
    ($(fn $test:ident() $program:block)+) => {$(
        #[test]
        fn $test() {
            fn program() $program
            if std::env::var_os(VARIABLE).is_some() {
                return Model::new().check(program);
            }
            let report = report_of(program);
            let code = code_of(&report);
            let said = run_again(stringify!($test), &code);
            assert!(said.contains("replayed, no other execution was tried"), "{said}");
            assert_eq!(essence(&said), essence(&report.at_width(160)), "{said}");
        }
    )+};
}

/// A value whose destructor does an operation.
struct Counts(Arc<AtomicU32>);

impl Drop for Counts {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

replays! {
    fn a_lost_update() {
        let n = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&n);
        let other = thread::spawn(move || theirs.store(theirs.load(SeqCst) + 1, SeqCst));
        n.store(n.load(SeqCst) + 1, SeqCst);
        other.join().unwrap();
        assert_eq!(n.load(SeqCst), 2);
    }

    fn a_deadlock_after_a_spurious_wakeup() {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = Arc::clone(&shared);
        let other = thread::spawn(move || {
            let guard = theirs.0.lock().unwrap();
            let guard = theirs.1.wait(guard).unwrap();
            assert!(*guard, "woken for nothing");
        });
        *shared.0.lock().unwrap() = true;
        shared.1.notify_one();
        other.join().unwrap();
    }

    fn a_stale_read() {
        let data = Arc::new(AtomicU32::new(0));
        let ready = Arc::new(AtomicBool::new(false));
        let (theirs, done) = (Arc::clone(&data), Arc::clone(&ready));
        let other = thread::spawn(move || {
            theirs.store(1, Relaxed);
            done.store(true, Relaxed);
        });
        while !ready.load(Acquire) {
            hint::spin_loop();
        }
        assert_eq!(data.load(Relaxed), 1);
        other.join().unwrap();
    }

    fn a_livelock() {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || {
            while !theirs.load(Acquire) {
                hint::spin_loop();
            }
        });
        other.join().unwrap();
    }

    fn a_leak_where_drops_are_steps() {
        let drops = Arc::new(AtomicU32::new(0));
        let value = Arc::new(Counts(Arc::clone(&drops)));
        let theirs = Arc::clone(&value);
        let other = thread::spawn(move || drop(theirs));
        drop(value);
        let early = drops.load(SeqCst) == 0;
        other.join().unwrap();
        if early {
            std::mem::forget(Track::new(()));
        }
    }

    fn a_count_that_somebody_looks_at_in_another_execution() {
        let value = Arc::new(7);
        let weak: Weak<u32> = Arc::downgrade(&value);
        let flag = Arc::new(AtomicBool::new(false));
        let (theirs, there) = (Arc::clone(&value), Arc::clone(&flag));
        let other = thread::spawn(move || {
            drop(theirs);
            there.store(true, SeqCst);
        });
        if flag.load(SeqCst) {
            assert_eq!(Arc::strong_count(&value), 1);
        }
        drop(value);
        let gone = weak.upgrade().is_none();
        other.join().unwrap();
        assert!(gone, "the other thread still had it");
    }

    fn a_panic_in_the_first_execution() {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || theirs.store(true, SeqCst));
        assert!(flag.load(SeqCst), "not yet");
        other.join().unwrap();
    }
}

fn wrong() {
    let n = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&n);
    let other = thread::spawn(move || theirs.store(theirs.load(Relaxed) + 1, Relaxed));
    n.store(n.load(Relaxed) + 1, Relaxed);
    other.join().unwrap();
    assert_eq!(n.load(Relaxed), 2);
}

fn right() {
    let n = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&n);
    let other = thread::spawn(move || theirs.fetch_add(1, Relaxed));
    n.fetch_add(1, Relaxed);
    other.join().unwrap();
    assert_eq!(n.load(Relaxed), 2);
}

#[test]
fn a_code_pins_a_failure() {
    let code = code_of(&report_of(wrong));
    assert!(catch_unwind(|| replay(&code, wrong)).is_err(), "it fails as before");
    replay(&code, right);
}

#[test]
fn what_is_no_code_is_refused() {
    let code = code_of(&report_of(wrong));
    let why = |code: &str| {
        let refused = catch_unwind(|| replay(code, right)).expect_err("it is no code");
        refused.downcast_ref::<String>().expect("it says why").clone()
    };
    assert_eq!(why("a g"), "`a g` is no code: it has other characters than 0–9 and a–f");
    let cut = &code[..code.len() - 3];
    assert_eq!(why(cut), format!("`{cut}` is no code: it is cut off, or has a digit wrong"));
    assert!(why("").ends_with("is no code: it is empty"));
}

#[test]
fn a_code_of_another_program_is_stale() {
    if let Ok(as_now) = std::env::var("INTERLEAVE_TEST_PROGRAM") {
        // The same closure, as codes are for one model: the second is the one that was mended.
        let mended = as_now == "mended";
        return Model::new().check(move || if mended { right() } else { wrong() });
    }
    let run = |how: &str, code: Option<&str>| {
        let binary = std::env::current_exe().expect("the test's own path");
        let mut again = Command::new(binary);
        let test = "a_code_of_another_program_is_stale";
        again.args([test, "--exact", "--nocapture"]).env("INTERLEAVE_WIDTH", "400");
        again.env("INTERLEAVE_TEST_PROGRAM", how).envs(code.map(|code| (VARIABLE, code)));
        let output = again.output().expect("the test runs once more");
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let first = run("as it was", None);
    let (_, code) = first.split_once(&format!("{VARIABLE}=")).expect("it fails");
    let code = code.split_whitespace().next().expect("a code");
    let stale = run("mended", Some(code));
    assert!(stale.contains("━━ STALE CODE: "), "{stale}");
    assert!(stale.contains("check without `INTERLEAVE_REPLAY`"), "{stale}");
    let bad = run("mended", Some("abcd"));
    assert!(bad.contains("━━ STALE CODE: INTERLEAVE_REPLAY is no code: "), "{bad}");
}
