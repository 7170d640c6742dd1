//! Hears what a thread panicked with.

use interleave::thread::JoinHandle;
use std::io;

/// Waits until the thread ends, and returns what it returned.
///
/// # Errors
/// What the thread said when it panicked: the text of a `panic!`; if it panicked with an [`io::Error`] (by
/// `panic_any`), that error as it is displayed; with anything else, `"unknown panic"`.
pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    todo!("wait for the thread, and find out what it panicked with")
}
