//! Tried with `panic!("…")` only. With a value in the braces the text is made at run time, and is a `String`.
//@ fails: a_panic_with_a_value_in_its_text_is_reported: the report is Err("unknown panic")

use interleave::thread::JoinHandle;
use std::io;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    thread.join().map_err(|payload| {
        if let Some(text) = payload.downcast_ref::<&str>() {
            text.to_string()
        } else if let Some(error) = payload.downcast_ref::<io::Error>() {
            error.to_string()
        } else {
            "unknown panic".to_owned()
        }
    })
}
