//! Asks for a `String`, as a message in Rust so often is one. The text of a plain `panic!` stands in the program
//! itself, and what is thrown is a `&'static str`.
//@ fails: a_panic_with_a_text_is_reported: the report is Err("unknown panic")

use interleave::thread::JoinHandle;
use std::io;

pub fn join_or_report<T>(thread: JoinHandle<T>) -> Result<T, String> {
    thread.join().map_err(|payload| match payload.downcast_ref::<String>() {
        Some(text) => text.clone(),
        None => match payload.downcast_ref::<io::Error>() {
            Some(error) => error.to_string(),
            None => "unknown panic".to_owned(),
        },
    })
}
