//! What joining and reporting must do.

use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicU32, Ordering::SeqCst};
use interleave::{model, thread};
use std::io;
use std::panic::panic_any;

use join_or_report::join_or_report;

/// The report of a thread that panicked has these words, and no others.
#[track_caller]
fn reports(thread: thread::JoinHandle<()>, words: &str) {
    let report = join_or_report(thread);
    assert!(report == Err(words.to_owned()), "not Err({words:?}): the report is {report:?}");
}

// ANCHOR: usage
#[test]
fn what_a_thread_returns_is_passed_on() {
    model(|| {
        let pages = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&pages);
        let printer = thread::spawn(move || theirs.fetch_add(1, SeqCst) + 1);
        let report = join_or_report(printer);
        assert!(report == Ok(1), "not Ok(1): the report is {report:?}");
        assert_eq!(pages.load(SeqCst), 1, "the page is printed");
    });
}
// ANCHOR_END: usage

#[test]
fn a_panic_with_a_text_is_reported() {
    model(|| {
        let printer = thread::spawn(|| {
            thread::yield_now();
            panic!("out of paper");
        });
        reports(printer, "out of paper");
    });
}

#[test]
fn a_panic_with_a_value_in_its_text_is_reported() {
    model(|| {
        let page = Arc::new(AtomicU32::new(3));
        let printer = thread::spawn(move || panic!("no paper for page {}", page.load(SeqCst)));
        reports(printer, "no paper for page 3");
    });
}

#[test]
fn a_panic_with_an_io_error_is_reported() {
    model(|| {
        let printer = thread::spawn(|| {
            thread::yield_now();
            panic_any(io::Error::other("the cable is out"));
        });
        reports(printer, "the cable is out");
    });
}

#[test]
fn a_panic_with_anything_else_is_reported_too() {
    model(|| {
        let printer = thread::spawn(|| {
            thread::yield_now();
            panic_any(404);
        });
        reports(printer, "unknown panic");
    });
}
