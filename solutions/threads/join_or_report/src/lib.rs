//! Hears what a thread panicked with.

use interleave::thread::JoinHandle;
use std::io;

// ANCHOR: join_or_report
/// Waits until the thread ends, and returns what it returned.
///
/// # Errors
/// What the thread said when it panicked: the text of a `panic!`; if it panicked with an [`io::Error`] (by
/// `panic_any`), that error as it is displayed; with anything else, `"unknown panic"`.
pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    // hole: wait for the thread, and find out what it panicked with
    thread.join().map_err(|payload| {
        // `panic!("text")` leaves a `&'static str`, `panic!("{value}")` a `String`.
        if let Some(text) = payload.downcast_ref::<&'static str>() {
            (*text).to_owned()
        } else if let Some(text) = payload.downcast_ref::<String>() {
            text.clone()
        } else if let Some(error) = payload.downcast_ref::<io::Error>() {
            error.to_string()
        } else {
            "unknown panic".to_owned()
        }
    })
    // end hole
}
// ANCHOR_END: join_or_report
